//! Checks the conditions of shapes (Smithy, "smithy.contracts#conditions trait").

use super::Checker;
use super::jmespath::{self, Problem, Type};
use crate::events::Severity;
use crate::jmespath::parse;
use crate::node::Node;
use crate::shape::{Shape, ShapeRef};

const TRAIT: &str = "smithy.contracts#conditions";
const EVENT: &str = "ConditionsTrait";

/// Checks that each condition can be evaluated for values of the shape, and gives a boolean.
pub(super) fn check_shape(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, shape: &Shape) {
    let conditions = shape.traits.get(TRAIT).and_then(Node::as_object);
    for (name, condition) in conditions.unwrap_or_default() {
        let Some(text) = condition.get("expression").and_then(Node::as_str) else {
            continue;
        };
        let keys = ["traits", TRAIT, name];
        let expression = match parse(text) {
            Ok(expression) => expression,
            Err(error) => {
                let message = format!("condition `{name}`: `{text}` is not valid: {error}");
                checker
                    .report(handle, &keys, message)
                    .event(EVENT, Severity::Error);
                continue;
            }
        };
        let of = Type::of(checker.model, handle);
        let (event, severity, message) = match jmespath::check(checker.model, &expression, &of) {
            Ok(Type::Boolean | Type::Any) => continue,
            Ok(other) => (
                EVENT.to_owned(),
                Severity::Danger,
                format!("`{text}` gives {}, expected a boolean", other.described()),
            ),
            Err(problem @ Problem::Mistyped(_)) => (
                format!("{EVENT}.JmespathProblem.JmespathEventDanger.{name}"),
                Severity::Danger,
                format!("`{text}` leads nowhere: {problem}"),
            ),
            Err(problem) => (
                EVENT.to_owned(),
                Severity::Danger,
                format!("`{text}` can't be evaluated: {problem}"),
            ),
        };
        checker
            .report(handle, &keys, format!("condition `{name}`: {message}"))
            .event(event, severity);
    }
}
