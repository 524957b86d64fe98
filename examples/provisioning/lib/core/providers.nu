# The providers of this distribution, one row each.
export def "providers list" [root: path]: nothing -> table {
    ls ($root | path join providers)
    | where type == dir
    | each {|entry| open ($entry.name | path join provider.toml) }
    | select name description
    | sort-by name
}

# The description of one provider; an error names those that exist.
export def "providers show" [root: path, name: string]: nothing -> record {
    let file = $root | path join providers $name provider.toml
    if not ($file | path exists) {
        let known = providers list $root | get name | str join ", "
        error make { msg: $"unknown provider ($name); known: ($known)" }
    }
    open $file
}
