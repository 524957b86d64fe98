# Runs the programs of an unpacked distribution: serve [FILE], validate FILE..., mcp, version.
param(
    [Parameter(Mandatory)] [ValidateSet('serve', 'validate', 'mcp', 'version')] [string] $Command,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Rest
)
$ErrorActionPreference = 'Stop'
$root = Resolve-Path (Join-Path $PSScriptRoot '../..')
$bin = Join-Path $root 'bin'
switch ($Command) {
    'serve' {
        $file = if ($Rest) { $Rest[0] } else { Join-Path $root 'config/orchestrator.toml' }
        & (Join-Path $bin 'orchestrator') --config $file
    }
    'validate' { & (Join-Path $bin 'control-center') validate @Rest }
    'mcp' { & (Join-Path $bin 'mcp-server') }
    'version' { Get-ChildItem $bin | ForEach-Object { & $_.FullName --version } }
}
exit $LASTEXITCODE
