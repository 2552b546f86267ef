//! The errors of the reader: what it found, and the path to it.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::ReadError;

/// The longest path of keys that an error shows, in bytes.
const MAX_PATH: usize = 200;

/// The error for a token other than `expected` at `offset` of `text`.
#[cold]
pub(super) fn expected(
    expected: impl Into<Cow<'static, str>>,
    text: &str,
    offset: usize,
) -> ReadError {
    let found = describe(text.get(offset..).unwrap_or_default());
    expected_not(expected, found, text, offset)
}

/// The error for `found` in the place of `expected`, at `offset` of `text`.
#[cold]
pub(super) fn expected_not(
    expected: impl Into<Cow<'static, str>>,
    found: impl Into<Cow<'static, str>>,
    text: &str,
    offset: usize,
) -> ReadError {
    ReadError::new(expected, found, offset).at(path_to(text.as_bytes(), offset))
}

/// Names the token that `rest` begins with.
fn describe(rest: &str) -> String {
    let Some(first) = rest.chars().next() else {
        return "the end of the document".to_owned();
    };
    let name = match first {
        '"' => "a string",
        '{' => "an object",
        '[' => "an array",
        '-' | '0'..='9' => "a number",
        _ if rest.starts_with("true") || rest.starts_with("false") => "a boolean",
        _ if rest.starts_with("null") => "null",
        other => return format!("`{}`", other.escape_default()),
    };
    name.to_owned()
}

/// A container that is open at the offset of an error.
enum Step<'a> {
    Object { key: &'a [u8], at_key: bool },
    Array(usize),
}

/// Finds the path to `offset` by scanning the document again, so that reading without errors costs nothing more. The
/// text before `offset` is known to be well-formed.
fn path_to(bytes: &[u8], offset: usize) -> String {
    let mut steps = Vec::new();
    let mut at = 0;
    while at < offset {
        let Some(&byte) = bytes.get(at) else { break };
        match byte {
            b'{' => steps.push(Step::Object {
                key: &[],
                at_key: true,
            }),
            b'[' => steps.push(Step::Array(0)),
            b'}' | b']' => drop(steps.pop()),
            b',' => match steps.last_mut() {
                Some(Step::Object { at_key, .. }) => *at_key = true,
                Some(Step::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let end = string_end(bytes, at + 1);
                if let Some(Step::Object { key, at_key }) = steps.last_mut()
                    && std::mem::take(at_key)
                    && end < offset
                {
                    *key = &bytes[at + 1..end];
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    render(&steps)
}

/// The offset of the quote that closes the string at `at`, or of the end of the document.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

fn render(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        if path.len() > MAX_PATH {
            path.push('…');
            break;
        }
        match step {
            Step::Object { key: [], .. } => {}
            Step::Object { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&String::from_utf8_lossy(&key[..key.len().min(MAX_PATH)]));
            }
            // Writing to a string can't fail.
            Step::Array(index) => drop(write!(path, "[{index}]")),
        }
    }
    path
}
