# Provider "ssh": runs one command on a machine; the arguments reach the remote program as they are.
export def run [host: string, user: string, port: int, ...command: string] {
    ^ssh -o BatchMode=yes -p $port $"($user)@($host)" ...$command
}
