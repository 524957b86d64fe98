@echo off
rem Runs the programs of an unpacked distribution: serve [FILE], validate FILE..., mcp, version.
setlocal
set "root=%~dp0..\.."
if "%~1"=="serve" goto serve
if "%~1"=="validate" goto validate
if "%~1"=="mcp" goto mcp
if "%~1"=="version" goto version
echo provisioning: usage: provisioning serve [FILE] ^| validate FILE... ^| mcp ^| version 1>&2
exit /b 2

:serve
if "%~2"=="" ("%root%\bin\orchestrator.exe" --config "%root%\config\orchestrator.toml") else ("%root%\bin\orchestrator.exe" --config "%~2")
exit /b %errorlevel%

:validate
"%root%\bin\control-center.exe" %*
exit /b %errorlevel%

:mcp
"%root%\bin\mcp-server.exe"
exit /b %errorlevel%

:version
for %%p in (orchestrator control-center mcp-server) do if exist "%root%\bin\%%p.exe" "%root%\bin\%%p.exe" --version
exit /b 0
