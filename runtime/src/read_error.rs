//! The error of the readers for a body that they can't read.

use std::borrow::Cow;
use std::fmt;

use crate::own_type::BoxError;

/// A body that isn't what the model says, or isn't well-formed.
///
/// Displays what was expected, what was found, the offset in bytes and, where the reader knows it, the path
/// of keys. Values are never shown, since they may be sensitive.
#[derive(Debug)]
pub struct ReadError(Box<Detail>);

#[derive(Debug)]
struct Detail {
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    offset: usize,
    path: String,
    is_foreign: bool,
    source: Option<BoxError>,
}

impl ReadError {
    #[cold]
    pub(crate) fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
        offset: usize,
    ) -> Self {
        Self(Box::new(Detail {
            expected: expected.into(),
            found: found.into(),
            offset,
            path: String::new(),
            is_foreign: false,
            source: None,
        }))
    }

    /// Marks the body as foreign: not even its first value or element is one that the service sends.
    #[must_use]
    pub(crate) fn foreign(mut self) -> Self {
        self.0.is_foreign = true;
        self
    }

    /// Nothing of the body was as the model says, so another sender may have answered.
    pub(crate) fn is_foreign(&self) -> bool {
        self.0.is_foreign
    }

    /// Adds the error of a user's conversion.
    #[must_use]
    pub(crate) fn caused_by(mut self, source: BoxError) -> Self {
        self.0.source = Some(source);
        self
    }

    /// Adds the keys and indexes that lead to the error.
    #[must_use]
    pub(crate) fn at(mut self, path: String) -> Self {
        self.0.path = path;
        self
    }

    /// Where the body stopped being readable, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The keys and indexes that lead there, such as `Users[3].Name`; empty at the top, and where only
    /// the offset is known.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail {
            expected,
            found,
            offset,
            path,
            is_foreign: _,
            source: _,
        } = &*self.0;
        write!(f, "expected {expected}, found {found} at byte {offset}")?;
        if !path.is_empty() {
            write!(f, " (`{path}`)")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn std::error::Error + 'static))
    }
}
