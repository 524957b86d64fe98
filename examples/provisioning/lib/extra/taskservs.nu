# Task services in the order in which they have to be installed.
export def "taskservs order" [directory: path]: nothing -> list<string> {
    mut left = ls $directory | get name | each {|file| open $file }
    mut done = []
    while not ($left | is-empty) {
        let ready = $done
        let next = $left | where {|service| $service.requires | all {|name| $name in $ready } }
        if ($next | is-empty) { error make { msg: "the task services require each other in a circle" } }
        $done = $done ++ ($next | get name | sort)
        let finished = $done
        $left = $left | where {|service| $service.name not-in $finished }
    }
    $done
}
