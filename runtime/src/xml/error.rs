//! What a reader says of a document that it can't read.

use std::borrow::Cow;
use std::fmt;

/// An XML document that isn't what the model says, or isn't XML.
///
/// Displays what was expected, what was found and the offset in bytes. Values are never shown, since
/// they may be sensitive.
#[derive(Debug)]
pub struct ReadError(Box<Detail>);

#[derive(Debug)]
struct Detail {
    expected: &'static str,
    found: Cow<'static, str>,
    offset: u64,
}

impl ReadError {
    #[cold]
    pub(super) fn new(
        expected: &'static str,
        found: impl Into<Cow<'static, str>>,
        offset: u64,
    ) -> Self {
        Self(Box::new(Detail {
            expected,
            found: found.into(),
            offset,
        }))
    }

    /// Where the document stopped being readable, in bytes from its start.
    pub fn offset(&self) -> u64 {
        self.0.offset
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail {
            expected,
            found,
            offset,
        } = &*self.0;
        write!(f, "expected {expected}, found {found} at byte {offset}")
    }
}

impl std::error::Error for ReadError {}
