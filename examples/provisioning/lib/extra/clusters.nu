# The servers of a cluster file with their task services, one row each.
export def "clusters plan" [file: path]: nothing -> table {
    let cluster = open $file
    $cluster.servers | each {|server|
        1..$server.count | each {|n| { name: $"($server.role)-($n)", role: $server.role, taskservs: $server.taskservs } }
    } | flatten
}
