//! linecheck: prints the faults of text files, one a line.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// The release's version where it is known, else that of Cargo.toml.
const VERSION: &str = match option_env!("SLIPWAY_VERSION") {
    Some(version) if !version.is_empty() => version,
    _ => env!("CARGO_PKG_VERSION"),
};
const COMMIT: &str = match option_env!("SLIPWAY_COMMIT") {
    Some(commit) if !commit.is_empty() => commit,
    _ => "unknown",
};

const USAGE: &str = "\
Usage: linecheck FILE...
       linecheck --version | --help

Prints every mixed line ending, trailing space and missing final newline as
file:line: fault. Binary files are passed over.

Exit codes: 0 nothing found, 1 something found or a file cannot be read, 2 wrong usage.
";

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let code = match run(&args, &mut out) {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 1,
        Err(error) => {
            eprintln!("linecheck: cannot write: {error}");
            1
        }
    };
    ExitCode::from(code)
}

fn run(args: &[std::ffi::OsString], out: &mut impl Write) -> io::Result<u8> {
    let mut code = 0;
    if args.iter().any(|arg| arg == "--version") {
        let short = COMMIT.get(..12).unwrap_or(COMMIT);
        let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
        writeln!(out, "linecheck {VERSION} (commit {short}, {arch}-{os})")?;
    } else if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        out.write_all(USAGE.as_bytes())?;
    } else if let Some(option) = args
        .iter()
        .find(|arg| arg.to_string_lossy().starts_with('-'))
    {
        eprintln!("linecheck: unknown option {option:?}\nTry \"linecheck --help\".");
        return Ok(2);
    } else if args.is_empty() {
        eprintln!("linecheck: takes at least one file\nTry \"linecheck --help\".");
        return Ok(2);
    } else {
        for file in args {
            let name = file.to_string_lossy();
            match std::fs::read(file) {
                Err(error) => {
                    eprintln!("linecheck: {name}: {error}");
                    code = 1;
                }
                Ok(text) => {
                    for finding in linecheck::check(&text) {
                        writeln!(out, "{name}:{}: {}", finding.line, finding.fault)?;
                        code = 1;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(code)
}
