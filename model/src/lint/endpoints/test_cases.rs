//! Tests of rule sets, held against operations and built-in parameters (Smithy 2.0, "smithy.rules#endpointTests trait").

use std::collections::HashMap;

use super::super::Lint;
use super::super::operations::operations_of;
use super::super::values::{Reading, faults, structure_of};
use super::{Parameter, TESTS, cases_of, parameters};
use crate::events::Severity;
use crate::graph::{Vertex, VertexKind};
use crate::node::Node;

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.with_trait(TESTS) {
        if graph.kind(*service) != VertexKind::Service {
            continue;
        }
        let mut operations: HashMap<&str, Vertex> = HashMap::new();
        for operation in operations_of(graph, *service) {
            let name = graph.entry(operation).shape.name();
            operations.entry(name).or_insert(operation);
        }
        let parameters = parameters(graph, *service);
        let parameters = parameters.map_or_else(Vec::new, |(_, parameters)| parameters);
        for case in cases_of(graph, *service) {
            let inputs = case.get("operationInputs").and_then(Node::as_array);
            for input in inputs.unwrap_or_default() {
                check_operation(lint, *service, &operations, case, input);
                for parameter in &parameters {
                    if let Some(problem) = built_in_problem(parameter, case, input) {
                        lint.report_trait(*service, TESTS, problem);
                    }
                }
            }
        }
    }
}

fn check_operation(
    lint: &mut Lint<'_, '_, '_>,
    service: Vertex,
    operations: &HashMap<&str, Vertex>,
    case: &Node,
    input: &Node,
) {
    let graph = lint.graph;
    let Some(name) = input.get("operationName").and_then(Node::as_str) else {
        return;
    };
    let Some(operation) = operations.get(name) else {
        let message =
            format!("a test names the operation `{name}`, which the service does not have");
        lint.report_trait(service, TESTS, message);
        return;
    };
    let Some(structure) = structure_of(graph, *operation, false) else {
        return;
    };
    let reading = Reading {
        has_plain_blobs: true,
        ..Reading::default()
    };
    let none = Node::Object(Vec::new());
    let params = input.get("operationParams").unwrap_or(&none);
    // A test of an error may have an input that is not valid.
    let is_error = case
        .get("expect")
        .is_some_and(|it| it.get("error").is_some());
    for fault in faults(graph, reading, structure, params, "`operationParams`") {
        let severity = match fault.severity {
            _ if is_error => Severity::Warning,
            Severity::Warning if !fault.part.is_empty() => Severity::Danger,
            severity => severity,
        };
        let message = format!("a test of operation `{name}`: {}", fault.message);
        let event = format!("{}{}", lint.rule.id, fault.part);
        lint.report_trait(service, TESTS, message)
            .event(event, severity);
    }
}

/// What is wrong with the value that an operation of a test has for a built-in parameter.
fn built_in_problem(parameter: &Parameter<'_>, case: &Node, input: &Node) -> Option<String> {
    let built_in = parameter.built_in?;
    let name = parameter.name;
    let wanted = case.get("params")?.get(name)?;
    match input.get("builtInParams").and_then(|it| it.get(built_in)) {
        Some(given) if given != wanted => Some(format!(
            "a test has {wanted} for the parameter `{name}`, but its operation has {given} for `{built_in}`"
        )),
        None if parameter.default != Some(wanted) => Some(format!(
            "a test has {wanted} for the parameter `{name}`, but its operation has no value for `{built_in}`"
        )),
        _ => None,
    }
}
