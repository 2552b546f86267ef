//! Regular expressions of the trait `pattern`.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern of the model. It is compiled when it is first needed.
///
/// Smithy specification: [`pattern` trait](https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait).
#[derive(Debug)]
pub struct Pattern {
    modelled: &'static str,
    expression: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// The pattern as the model has it, and in the dialect of the crate `regex`, which the generator has compiled.
    pub const fn new(modelled: &'static str, expression: &'static str) -> Self {
        Self {
            modelled,
            expression,
            compiled: OnceLock::new(),
        }
    }

    /// The pattern as the model has it.
    pub(super) fn modelled(&self) -> &'static str {
        self.modelled
    }

    /// Whether some part of the text matches.
    ///
    /// # Panics
    /// If the expression is not one that the crate `regex` compiles: the generator refuses such a model.
    pub(super) fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            Regex::new(self.expression).expect("the generator has compiled the pattern")
        });
        compiled.is_match(text)
    }
}
