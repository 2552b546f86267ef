//! Checks endpoint rules and the parameters that operations give them (Smithy 2.0, "Rules engine").

use std::collections::HashSet;

use super::Checker;
use crate::endpoint_rules::{self, DECISION_DIAGRAM, Malformed, Parameter, RULE_SET};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::shape::{Kind, ShapeRef};
use crate::walk::service_operations;

const CLIENT_CONTEXT: &str = "smithy.rules#clientContextParams";
const STATIC: &str = "smithy.rules#staticContextParams";
const PATHS: &str = "smithy.rules#operationContextParams";
const MEMBER: &str = "smithy.rules#contextParam";

/// Checks the endpoint rules of a service, that its operations refer only to parameters of the rules, and that something
/// sets each required parameter.
pub(super) fn check_service(checker: &mut Checker<'_, '_, '_>, service: ShapeRef) {
    let Some(shape) = checker.get(service) else {
        return;
    };
    // A model in a lock file has a digest instead of the rules, which were checked before the lock was written.
    let is_digest = |id| matches!(shape.traits.get(id), Some(Node::String(text)) if text.starts_with("sha256:"));
    if is_digest(RULE_SET) || is_digest(DECISION_DIAGRAM) {
        return;
    }
    let (trait_id, parameters) = match endpoint_rules::of_service(&shape.traits) {
        Some((trait_id, Ok(rules))) => (trait_id, rules.parameters),
        Some((trait_id, Err(problems))) => {
            report(checker, service, trait_id, problems);
            return;
        }
        None => return,
    };
    if trait_id == RULE_SET
        && let Some(diagram) = shape.traits.get(DECISION_DIAGRAM)
        && let Err(problems) = endpoint_rules::parse_diagram(diagram)
    {
        report(checker, service, DECISION_DIAGRAM, problems);
    }
    let client = shape.traits.get(CLIENT_CONTEXT).and_then(Node::as_object);
    let client = client.unwrap_or_default().iter();
    let mut bound: HashSet<&str> = client.map(|(name, _)| name.as_str()).collect();
    let operations = service_operations(checker.model, service);
    for &operation in &operations {
        check_operation(checker, operation, &parameters, &mut bound);
    }
    if operations.is_empty() {
        return;
    }
    for parameter in &parameters {
        let has_value = parameter.default.is_some() || parameter.built_in.is_some();
        if parameter.required && !has_value && !bound.contains(parameter.name.as_str()) {
            let name = &parameter.name;
            let message = format!(
                "the parameter `{name}` is required, and nothing gives it a value; expected a default, a `builtIn`, an \
                 entry of {CLIENT_CONTEXT}, or an operation that sets it"
            );
            let hint = did_you_mean(name, bound.iter().copied());
            let keys = ["traits", trait_id, "parameters", name.as_str()];
            let issue = checker.report(service, &keys, message);
            issue.covered_by("RuleSetParameter").hint(hint);
        }
    }
}

/// Checks the parameters that an operation sets, and adds them to `bound`.
fn check_operation<'m>(
    checker: &mut Checker<'m, '_, '_>,
    handle: ShapeRef,
    parameters: &[Parameter],
    bound: &mut HashSet<&'m str>,
) {
    let Some(shape) = checker.get(handle) else {
        return;
    };
    let unknown = |name: &str| {
        let known = parameters.iter().map(|it| it.name.as_str());
        let is_known = known.clone().any(|known| known == name);
        (!is_known).then(|| endpoint_rules::unknown("endpoint parameter", name, known))
    };
    for trait_id in [STATIC, PATHS] {
        let entries = shape.traits.get(trait_id).and_then(Node::as_object);
        for (name, _) in entries.unwrap_or_default() {
            bound.insert(name);
            if let Some(bad) = unknown(name) {
                let keys = ["traits", trait_id, name.as_str()];
                let issue = checker.report(handle, &keys, bad.message);
                issue.covered_by("RuleSetParameter").hint(bad.hint);
            }
        }
    }
    let Kind::Operation(operation) = &shape.kind else {
        return;
    };
    for member in checker.members(operation.input) {
        let name = member
            .traits
            .get(MEMBER)
            .and_then(|node| node.get("name")?.as_str());
        let Some(name) = name else { continue };
        bound.insert(name);
        if let (Some(bad), Some(input)) = (unknown(name), operation.input) {
            let keys = ["traits", MEMBER, "name"];
            let issue = checker.report_member(input, &member.name, &keys, bad.message);
            issue.covered_by("RuleSetParameter").hint(bad.hint);
        }
    }
}

fn report(
    checker: &mut Checker<'_, '_, '_>,
    service: ShapeRef,
    trait_id: &str,
    problems: Vec<Malformed>,
) {
    for bad in problems {
        let keys = bad
            .path
            .split(['.', '[', ']'])
            .filter(|key| !key.is_empty());
        let keys: Vec<&str> = ["traits", trait_id].into_iter().chain(keys).collect();
        checker.report(service, &keys, bad.message).hint(bad.hint);
    }
}
