//! What can be wrong with the lines of a text file.

use std::fmt;

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Fault {
    /// The line ends with CR LF, the first one of the file with LF, or the other way round.
    OtherLineEnding,
    /// Spaces or tabs before the line ending.
    TrailingSpace,
    /// The last line has no line ending.
    NoFinalNewline,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::OtherLineEnding => "line ending differs from that of the first line",
            Fault::TrailingSpace => "space at the end of the line",
            Fault::NoFinalNewline => "no newline at the end of the file",
        })
    }
}

/// A fault and the line it is in, counted from 1.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Finding {
    pub line: usize,
    pub fault: Fault,
}

/// The faults of a text in the order of its lines. A file with a zero byte is binary and has none.
pub fn check(text: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if text.contains(&0) {
        return findings;
    }
    let mut first_is_crlf = None;
    for (index, raw) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let mut found = |fault| {
            findings.push(Finding {
                line: index + 1,
                fault,
            })
        };
        let (content, ending) = match raw {
            [content @ .., b'\r', b'\n'] => (content, Some(true)),
            [content @ .., b'\n'] => (content, Some(false)),
            content => (content, None),
        };
        if matches!(content.last(), Some(b' ' | b'\t')) {
            found(Fault::TrailingSpace);
        }
        match ending {
            None => found(Fault::NoFinalNewline),
            Some(crlf) if *first_is_crlf.get_or_insert(crlf) != crlf => {
                found(Fault::OtherLineEnding)
            }
            Some(_) => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use Fault::*;

    #[test]
    fn faults_and_their_lines() {
        let cases: [(&str, &[(usize, Fault)]); 8] = [
            ("", &[]),
            ("a\nb\n", &[]),
            ("a\r\nb\r\n", &[]),
            ("a", &[(1, NoFinalNewline)]),
            ("a \n\t\nb\n", &[(1, TrailingSpace), (2, TrailingSpace)]),
            ("a\nb\r\nc\n", &[(2, OtherLineEnding)]),
            (
                "a\r\nb \nc",
                &[
                    (2, TrailingSpace),
                    (2, OtherLineEnding),
                    (3, NoFinalNewline),
                ],
            ),
            ("a \0", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = check(text.as_bytes())
                .iter()
                .map(|f| (f.line, f.fault))
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
