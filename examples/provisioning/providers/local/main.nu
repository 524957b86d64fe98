# Provider "local": a server is a directory below `state`.
export def list [state: path]: nothing -> table { ls $state | where type == dir | select name modified }
export def create [state: path, name: string] { mkdir ($state | path join $name) }
export def delete [state: path, name: string] { rm --recursive ($state | path join $name) }
