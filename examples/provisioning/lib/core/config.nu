# Reads a configuration file of the orchestrator and fills in what it leaves out.
export def "config load" [file: path]: nothing -> record {
    let given = open $file
    {
        listen: $given.listen
        log: ($given.log? | default "requests")
        health: {
            path: ($given.health?.path? | default "/health")
            service: ($given.health?.service? | default "provisioning")
        }
        providers: { enabled: ($given.providers?.enabled? | default []) }
    }
}

# The address of the health endpoint that a configuration file describes.
export def "config url" [file: path]: nothing -> string {
    let config = config load $file
    $"http://($config.listen)($config.health.path)"
}
