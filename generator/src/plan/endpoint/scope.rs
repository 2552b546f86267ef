//! The names that expressions can refer to, and the problems of a malformed rule set.

use std::collections::HashMap;

use tinsmith_model::nearest;

use super::ruleset::Expr;

/// A problem in a trait's value, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// The path, such as `rules[0].conditions[1].argv[0]`; empty for the value as a whole.
    pub(crate) path: String,
    /// What is wrong and what was expected.
    pub(crate) message: String,
}

impl Malformed {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            message: message.into(),
        }
    }

    /// The same problem, with `step` before its path.
    pub(super) fn at(mut self, step: &str) -> Self {
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
    pub(super) parameters: &'s HashMap<String, usize>,
    /// The variables that earlier conditions assign.
    pub(super) variables: &'s HashMap<String, usize>,
}

impl Scope<'_> {
    pub(super) fn find(&self, name: &str) -> Result<Expr, Malformed> {
        if let Some(at) = self.variables.get(name) {
            return Ok(Expr::Var(index(*at)?));
        }
        match self.parameters.get(name) {
            Some(at) => Ok(Expr::Param(index(*at)?)),
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
pub(super) fn unknown<'k>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'k str>,
) -> Malformed {
    let near = nearest(name, known);
    let hint = near
        .first()
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Malformed::new(format!("unknown {what} `{name}`{hint}"))
}
