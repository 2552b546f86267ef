//! Parameters of rule sets, and what a model gives as their values.

use std::collections::{BTreeMap, BTreeSet};

use super::super::operations::operations_of;
use super::super::values::structure_of;
use super::super::{Lint, quoted};
use super::{Parameter, TESTS, Type, cases_of, parameters};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;

const CLIENT: &str = "smithy.rules#clientContextParams";
const STATIC: &str = "smithy.rules#staticContextParams";
const OPERATION: &str = "smithy.rules#operationContextParams";
const MEMBER: &str = "smithy.rules#contextParam";

/// Reports an event whose id has this part.
fn report(
    lint: &mut Lint<'_, '_, '_>,
    vertex: Vertex,
    id: &str,
    (part, severity): (&str, Severity),
    message: String,
) {
    let event = format!("{}.{part}", lint.rule.id);
    lint.report_trait(vertex, id, message)
        .event(event, severity);
}

/// The entries of a trait that is a map.
fn entries<'m>(graph: &Graph<'m>, vertex: Vertex, id: &str) -> &'m [(String, Node)] {
    let value = graph.get_trait(vertex, id).and_then(Node::as_object);
    value.unwrap_or_default()
}

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let Some((id, parameters)) = parameters(graph, service) else {
            continue;
        };
        let values = values(lint, service);
        check_matching(lint, service, id, &parameters, &values);
        check_required(lint, service, &parameters, &values);
        if graph.traits(service).has(TESTS) {
            check_tests(lint, service, &parameters);
        }
    }
}

/// What a model gives for the parameters of a service.
struct Values<'m> {
    /// The type of each value; `None` for a value that no parameter can have.
    types: BTreeMap<&'m str, Option<Type>>,
    of_client: BTreeSet<&'m str>,
    of_operations: BTreeMap<Vertex, BTreeSet<&'m str>>,
}

/// The values that a model gives; those whose types differ from the type before are reported.
fn values<'m>(lint: &mut Lint<'m, '_, '_>, service: Vertex) -> Values<'m> {
    let graph = lint.graph;
    let mut values = Values {
        types: BTreeMap::new(),
        of_client: BTreeSet::new(),
        of_operations: BTreeMap::new(),
    };
    for (name, definition) in entries(graph, service, CLIENT) {
        let of_type = definition.get("type").and_then(Node::as_str);
        values.types.insert(name, of_type.and_then(Type::named));
        values.of_client.insert(name);
    }
    for operation in operations_of(graph, service) {
        let mut given: Vec<(&str, Option<Type>, Vertex, &str, &str)> = Vec::new();
        for (name, definition) in entries(graph, operation, STATIC) {
            let of_type = definition.get("value").and_then(Type::of);
            given.push((name, of_type, operation, STATIC, "StaticContextParams"));
        }
        for (name, definition) in entries(graph, operation, OPERATION) {
            let path = definition.get("path").and_then(Node::as_str);
            let of_type = path.and_then(|path| type_at(graph, operation, path));
            given.push((
                name,
                of_type,
                operation,
                OPERATION,
                "OperationContextParams",
            ));
        }
        let input = structure_of(graph, operation, false);
        for member in input.into_iter().flat_map(|input| graph.members(input)) {
            let name = graph.get_trait(member, MEMBER);
            if let Some(name) = name.and_then(|it| it.get("name")?.as_str()) {
                let of_type = graph.target(member).and_then(|it| type_of(graph, it));
                given.push((name, of_type, member, MEMBER, "ContextParam"));
            }
        }
        for (name, of_type, vertex, id, part) in given {
            if of_type.is_none() && part == "ContextParam" {
                let message = format!(
                    "the parameter `{name}` must be a string, a boolean or a list of strings"
                );
                let event = ("ContextParam.UnsupportedType", Severity::Error);
                report(lint, vertex, id, event, message);
                continue;
            }
            let names = values.of_operations.entry(operation).or_default();
            names.insert(name);
            let known = *values.types.entry(name).or_insert(of_type);
            if let (Some(known), Some(of_type)) = (known, of_type)
                && known != of_type
            {
                let message = format!(
                    "the parameter `{name}` is {} here, and {} elsewhere",
                    of_type.described(),
                    known.described()
                );
                let part = format!("{part}.InconsistentType");
                report(lint, vertex, id, (&part, Severity::Error), message);
            }
        }
    }
    values
}

fn type_of(graph: &Graph<'_>, shape: Vertex) -> Option<Type> {
    match graph.kind(shape) {
        VertexKind::Boolean => Some(Type::Boolean),
        kind if kind.is_text() => Some(Type::Text),
        kind if kind.is_list() => Some(Type::TextList),
        _ => None,
    }
}

/// The type of what a path in the input leads to: a member, or a list of what it selects.
fn type_at(graph: &Graph<'_>, operation: Vertex, path: &str) -> Option<Type> {
    if path.contains(['[', '(', '*', '{']) {
        return Some(Type::TextList);
    }
    let input = structure_of(graph, operation, false)?;
    let member = super::super::pagination::member_at(graph, input, path)?;
    type_of(graph, graph.target(member)?)
}

fn check_matching(
    lint: &mut Lint<'_, '_, '_>,
    service: Vertex,
    id: &str,
    parameters: &[Parameter<'_>],
    values: &Values<'_>,
) {
    for parameter in parameters {
        let name = parameter.name;
        match values.types.get(name) {
            _ if parameter.built_in.is_some() => {}
            None => {
                let message = format!("nothing in the model gives the parameter `{name}` a value");
                let event = ("RuleSet.UnmatchedName", Severity::Error);
                report(lint, service, id, event, message);
            }
            Some(given) => {
                if let (Some(given), Some(wanted)) = (given, parameter.of_type)
                    && *given != wanted
                {
                    let message = format!(
                        "the parameter `{name}` is {} in the rules, and {} in the model",
                        wanted.described(),
                        given.described()
                    );
                    let event = ("RuleSet.TypeMismatch", Severity::Error);
                    report(lint, service, id, event, message);
                }
            }
        }
    }
    for name in values.types.keys() {
        if !parameters.iter().any(|known| known.name == *name) {
            let message = format!(
                "the model gives a value for `{name}`, which is no parameter of the rules; known are {}",
                quoted(parameters.iter().map(|known| known.name))
            );
            let event = ("RuleSet.UnmatchedName", Severity::Error);
            report(lint, service, id, event, message);
        }
    }
}

/// A parameter that is required has a value for each operation.
fn check_required(
    lint: &mut Lint<'_, '_, '_>,
    service: Vertex,
    parameters: &[Parameter<'_>],
    values: &Values<'_>,
) {
    let graph = lint.graph;
    let operations = operations_of(graph, service);
    for parameter in parameters {
        let name = parameter.name;
        let is_given = parameter.built_in.is_some()
            || parameter.default.is_some()
            || values.of_client.contains(name)
            || !values.types.contains_key(name);
        if !parameter.is_required || is_given {
            continue;
        }
        for operation in &operations {
            let given = values.of_operations.get(operation);
            if !given.is_some_and(|given| given.contains(name)) {
                let message = format!(
                    "the rules of {} require the parameter `{name}`, but the operation gives no value for it",
                    graph.id(service)
                );
                let event = format!("{}.Operation.RequiredMissing", lint.rule.id);
                let severity = lint.rule.severity;
                lint.report(*operation, message).event(event, severity);
            }
        }
    }
}

fn check_tests(lint: &mut Lint<'_, '_, '_>, service: Vertex, parameters: &[Parameter<'_>]) {
    let cases = cases_of(lint.graph, service);
    let mut given: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for case in cases {
        let params = case.get("params").and_then(Node::as_object);
        for (name, value) in params.unwrap_or_default() {
            given.entry(name).or_default().push(value);
        }
    }
    for parameter in parameters {
        let name = parameter.name;
        let values = given.get(name).map_or(&[][..], Vec::as_slice);
        if values.is_empty() {
            let message = format!("no test has the parameter `{name}`");
            let event = ("TestCase.Unused", Severity::Danger);
            report(lint, service, TESTS, event, message);
        }
        for value in values {
            if let Some(wanted) = parameter.of_type.filter(|it| Type::of(value) != Some(*it)) {
                let message = format!(
                    "the parameter `{name}` must be {}, but is {} in a test",
                    wanted.described(),
                    value.shortened()
                );
                let event = ("TestCase.TypeMismatch", Severity::Error);
                report(lint, service, TESTS, event, message);
            }
        }
        let needs_value = parameter.is_required && parameter.default.is_none();
        if needs_value && values.len() < cases.len() {
            let message =
                format!("the parameter `{name}` is required, but a test does not have it");
            let event = ("TestCase.RequiredMissing", Severity::Error);
            report(lint, service, TESTS, event, message);
        }
    }
    for name in given.keys() {
        if !parameters.iter().any(|known| known.name == *name) {
            let message = format!("tests have `{name}`, which is no parameter of the rules");
            let event = ("TestCase.Undefined", Severity::Error);
            report(lint, service, TESTS, event, message);
        }
    }
}

/// Smithy 2.0, "smithy.rules#staticContextParams trait".
pub(in super::super) fn check_static_values(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(STATIC) {
        for (name, definition) in entries(graph, *operation, STATIC) {
            if let Some(value) = definition.get("value").filter(|it| Type::of(it).is_none()) {
                let message = format!(
                    "the parameter `{name}` must be a string, a boolean or a list of strings, but is {}",
                    value.shortened()
                );
                lint.report_trait(*operation, STATIC, message);
            }
        }
    }
}
