//! Endpoint rules: the traits `smithy.rules#endpointRuleSet` and `smithy.rules#endpointBdd` as data.
//!
//! Smithy specification: [Rules engine](https://smithy.io/2.0/additional-specs/rules-engine/index.html).

mod bdd;
mod built_ins;
mod expr;
mod parse;
mod ruleset;
mod scope;
mod types;
mod urls;

use crate::node::Node;
use crate::traits::Traits;

pub use parse::{literal, parameter_type};
pub use ruleset::{
    Action, AuthScheme, Condition, EndpointRule, Expr, Field, Function, Literal, ParamType,
    Parameter, Property, Rule, RuleSet, Step,
};
pub use scope::{Malformed, unknown};

/// The trait with a rule set.
pub const RULE_SET: &str = "smithy.rules#endpointRuleSet";

/// The trait with rules as a binary decision diagram.
pub const DECISION_DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The rules of a service, and the trait that holds them: the rule set, or, if there is none, the decision diagram.
/// `None` if the service has neither.
pub fn of_service(traits: &Traits) -> Option<(&'static str, Result<RuleSet, Vec<Malformed>>)> {
    match (traits.get(RULE_SET), traits.get(DECISION_DIAGRAM)) {
        (Some(rules), _) => Some((RULE_SET, parse::parse(rules))),
        (None, Some(diagram)) => Some((DECISION_DIAGRAM, bdd::parse(diagram))),
        (None, None) => None,
    }
}

/// Parses the value of the trait [`RULE_SET`].
///
/// # Errors
/// Everything that is malformed, at most one problem for each rule.
pub fn parse(node: &Node) -> Result<RuleSet, Vec<Malformed>> {
    parse::parse(node)
}

/// Parses the value of the trait [`DECISION_DIAGRAM`].
///
/// # Errors
/// Everything that is malformed, at most one problem for each condition and result.
pub fn parse_diagram(node: &Node) -> Result<RuleSet, Vec<Malformed>> {
    bdd::parse(node)
}
