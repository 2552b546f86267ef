//! The error for headers that can't be read.

use std::fmt;

/// A header whose value is not of the type that the model says.
#[derive(Debug)]
pub struct HeaderError(Box<Detail>);

#[derive(Debug)]
struct Detail {
    name: String,
    value: String,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Expected(&'static str),
    List(&'static str),
}

impl HeaderError {
    #[cold]
    pub(super) fn new(name: &str, value: &str, expected: &'static str) -> Self {
        Self::with(name, value, Problem::Expected(expected))
    }

    #[cold]
    pub(super) fn list(name: &str, value: &str, found: &'static str) -> Self {
        Self::with(name, value, Problem::List(found))
    }

    fn with(name: &str, value: &str, problem: Problem) -> Self {
        Self(Box::new(Detail {
            name: name.to_owned(),
            value: value.to_owned(),
            problem,
        }))
    }

    /// The name of the header.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The value that can't be read.
    pub fn value(&self) -> &str {
        &self.0.value
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Detail {
            name,
            value,
            problem,
        } = &*self.0;
        match problem {
            Problem::Expected(expected) => {
                write!(f, "header `{name}`: expected {expected}, found {value:?}")
            }
            Problem::List(found) => write!(f, "header `{name}`: {found} in the list {value:?}"),
        }
    }
}

impl std::error::Error for HeaderError {}
