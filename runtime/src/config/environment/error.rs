//! Environments that no configuration can be made of.

use std::fmt;

/// Why the environment has no valid configuration: all problems that were found, on one line. `{:?}` is the same, since
/// Rust prints the error that `main` returns in that form.
pub struct EnvironmentError {
    problems: Vec<String>,
}

impl EnvironmentError {
    pub(super) fn of(problem: String) -> Self {
        Self {
            problems: vec![problem],
        }
    }

    pub(super) fn all(problems: Vec<String>) -> Self {
        Self { problems }
    }

    /// The problems, each with the variable, or the key and the profile, that it is about.
    pub fn problems(&self) -> impl Iterator<Item = &str> {
        self.problems.iter().map(String::as_str)
    }
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no configuration can be made of the environment: ")?;
        f.write_str(&self.problems.join("; "))
    }
}

impl fmt::Debug for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for EnvironmentError {}
