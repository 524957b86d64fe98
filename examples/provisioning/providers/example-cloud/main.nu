# Provider "example-cloud": the three calls a provider with an HTTP interface needs. The token comes from the environment.
def headers []: nothing -> list { [Authorization $"Bearer ($env.EXAMPLE_CLOUD_TOKEN)"] }
export def list [endpoint: string]: nothing -> table { http get --headers (headers) $"($endpoint)/servers" }
export def create [endpoint: string, server: record] { http post --headers (headers) --content-type application/json $"($endpoint)/servers" $server }
export def delete [endpoint: string, name: string] { http delete --headers (headers) $"($endpoint)/servers/($name)" }
