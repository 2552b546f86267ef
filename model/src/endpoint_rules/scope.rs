//! The names that expressions can refer to, and the problems of a malformed rule set.

use std::collections::HashMap;

use crate::nearest::did_you_mean;

use super::ruleset::Expr;
use super::types::{Type, Typed};

/// A problem in a trait's value, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The path, such as `rules[0].conditions[1].argv[0]`; empty for the value as a whole.
    pub path: String,
    /// What is wrong and what was expected.
    pub message: String,
    /// A suggestion, such as a similar name.
    pub hint: Option<String>,
}

impl Malformed {
    /// A problem of the value as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            message: message.into(),
            hint: None,
        }
    }

    /// The same problem, with `step` before its path.
    #[must_use]
    pub fn at(mut self, step: &str) -> Self {
        self.path = if self.path.is_empty() {
            step.to_owned()
        } else {
            format!("{step}.{}", self.path)
        };
        self
    }
}

/// The names that an expression can refer to, and their indices.
pub(super) struct Scope<'s> {
    pub(super) parameters: &'s HashMap<String, (usize, Type)>,
    /// The variables that earlier conditions assign.
    pub(super) variables: &'s HashMap<String, (usize, Type)>,
}

impl Scope<'_> {
    pub(super) fn find(&self, name: &str) -> Result<Typed, Malformed> {
        if let Some((at, ty)) = self.variables.get(name) {
            return Ok(Typed::new(Expr::Var(index(*at)?), *ty));
        }
        match self.parameters.get(name) {
            Some((at, ty)) => Ok(Typed::new(Expr::Param(index(*at)?), *ty)),
            None => {
                let known = self.parameters.keys().chain(self.variables.keys());
                let known = known.map(String::as_str);
                Err(unknown("parameter or variable", name, known))
            }
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name) || self.parameters.contains_key(name)
    }
}

/// The index of a parameter, a variable or a rule.
pub(super) fn index(at: usize) -> Result<u16, Malformed> {
    u16::try_from(at).map_err(|_| Malformed::new("the rule set is too large"))
}

/// The problem of an unknown name, with the closest known name as a hint.
pub fn unknown<'k>(what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) -> Malformed {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    let hint = did_you_mean(name, known.iter().copied());
    let mut problem = Malformed::new(format!("unknown {what} `{name}`"));
    problem.hint = hint.or_else(|| {
        let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
        (!known.is_empty()).then(|| format!("known are {}", known.join(", ")))
    });
    problem
}
