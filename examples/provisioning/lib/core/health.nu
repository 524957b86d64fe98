use config.nu *

# The health of the orchestrator that runs with this configuration file.
export def "health get" [file: path]: nothing -> record {
    http get (config url $file)
}

# Waits until the orchestrator answers; an error after `timeout`.
export def "health wait" [file: path, --timeout: duration = 30sec]: nothing -> record {
    let deadline = (date now) + $timeout
    loop {
        let answer = try { health get $file } catch { null }
        if $answer != null { return $answer }
        if (date now) > $deadline { error make { msg: $"no answer from (config url $file) within ($timeout)" } }
        sleep 200ms
    }
}
