//! Operations and their HTTP bindings (Smithy 2.0, "Operation", "HTTP bindings").

use super::identifiers::parts;
use super::values::structure_of;
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};

const PROTOCOL: &str = "smithy.api#protocolDefinition";
const HTTP: &str = "smithy.api#http";
const IDEMPOTENT: &str = "smithy.api#idempotent";
const READONLY: &str = "smithy.api#readonly";

fn method<'m>(graph: &Graph<'m>, operation: Vertex) -> &'m str {
    let http = graph.get_trait(operation, HTTP);
    let method = http.and_then(|http| http.get("method")?.as_str());
    method.unwrap_or_default()
}

pub(super) fn check_idempotent(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(HTTP) {
        let method = method(graph, *operation);
        if matches!(method, "PUT" | "DELETE") && !graph.traits(*operation).has(IDEMPOTENT) {
            let message =
                format!("an operation with the method {method} should have trait {IDEMPOTENT}");
            lint.report(*operation, message).event(
                "HttpMethodSemantics.MissingIdempotentTrait",
                Severity::Warning,
            );
        }
    }
}

pub(super) fn check_method(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(HTTP) {
        let method = method(graph, *operation);
        let has = |id: &str| graph.traits(*operation).has(id);
        let message = match method {
            "GET" | "HEAD" | "OPTIONS" if !has(READONLY) => {
                format!("an operation with the method {method} should have trait {READONLY}")
            }
            "POST" | "PUT" | "DELETE" | "PATCH" if has(READONLY) => {
                format!("an operation with the method {method} should not have trait {READONLY}")
            }
            _ => continue,
        };
        let part = if has(READONLY) {
            "UnexpectedReadonlyTrait"
        } else {
            "MissingReadonlyTrait"
        };
        lint.report(*operation, message)
            .event(format!("HttpMethodSemantics.{part}"), Severity::Warning);
    }
}

pub(super) fn check_misuse(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let traits = [
        ("smithy.api#input", Relationship::Input),
        ("smithy.api#output", Relationship::Output),
    ];
    for (id, relationship) in traits {
        for structure in graph.with_trait(id) {
            let mut operations = Vec::new();
            for (kind, user) in graph.edges_to(*structure) {
                if *kind == relationship {
                    operations.push(graph.id(*user));
                } else if *kind == Relationship::Target {
                    let message = format!(
                        "a member can't target {}, which has trait {id}",
                        graph.id(*structure)
                    );
                    lint.report(*user, message);
                }
            }
            if operations.len() > 1 {
                let message = format!(
                    "a shape with trait {id} belongs to one operation, but {} have it",
                    quoted(&operations)
                );
                lint.report(*structure, message);
            }
        }
    }
}

/// The operations of a service, at any depth of its resources.
pub(super) fn operations_of(graph: &Graph<'_>, service: Vertex) -> Vec<Vertex> {
    let mut operations: Vec<Vertex> = parts(graph, service).into_iter().collect();
    operations.retain(|part| graph.kind(*part) == VertexKind::Operation);
    operations.sort_unstable();
    operations
}

pub(super) fn check_bindings_missing(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let operations = operations_of(graph, service);
        let has_http = |operation: &Vertex| graph.traits(*operation).has(HTTP);
        if !operations.iter().any(has_http) {
            continue;
        }
        let needs = graph.traits(service).iter().any(|(id, _)| {
            let definition = graph.find(id);
            let protocol = definition.and_then(|it| graph.get_trait(it, PROTOCOL));
            let traits = protocol.and_then(|it| it.get("traits")?.as_array());
            let mut traits = traits.unwrap_or_default().iter();
            traits.any(|id| id.as_str() == Some(HTTP))
        });
        let severity = if needs {
            Severity::Error
        } else {
            Severity::Warning
        };
        for operation in operations.iter().filter(|operation| !has_http(operation)) {
            let message = format!(
                "other operations of {} have trait {HTTP}, but this one has not",
                graph.id(service)
            );
            lint.report(*operation, message)
                .event("HttpBindingsMissing", severity);
        }
    }
}

/// Shapes that are named like the input or output of an operation, and are not (Smithy 2.0, "Operation").
pub(super) fn check_ambiguous_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.of_kind(VertexKind::Operation) {
        let id = graph.id(operation);
        for (is_output, part, endings) in [
            (false, "input", ["Input", "Request"]),
            (true, "output", ["Output", "Response"]),
        ] {
            let Some(structure) = structure_of(graph, operation, is_output) else {
                continue;
            };
            for ending in endings {
                let named = graph.find(&format!("{id}{ending}"));
                if let Some(named) = named.filter(|named| *named != structure) {
                    let message = format!(
                        "the shape is named like the {part} of {id}, whose {part} is {}",
                        graph.id(structure)
                    );
                    lint.report(named, message);
                }
            }
        }
    }
}

/// Shapes with the trait `input` or `output` are named after their operation.
pub(super) fn check_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.of_kind(VertexKind::Operation) {
        let name = graph.entry(operation).shape.name();
        for (is_output, part) in [(false, "input"), (true, "output")] {
            let Some(structure) = structure_of(graph, operation, is_output) else {
                continue;
            };
            let has_trait = graph.traits(structure).has(&format!("smithy.api#{part}"));
            if has_trait && !graph.entry(structure).shape.name().starts_with(name) {
                let message = format!(
                    "the name of the {part}, {}, should start with that of the operation",
                    graph.id(structure)
                );
                lint.report(operation, message).event(
                    format!("OperationInputOutputName.{part}"),
                    Severity::Warning,
                );
            }
        }
    }
}

/// Members with defaults don't tell whether a caller set them, which an update must know.
pub(super) fn check_defaults_of_updates(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.of_kind(VertexKind::Operation) {
        let name = graph.entry(operation).shape.name().to_ascii_lowercase();
        let mut uses = graph.edges_to(operation).iter();
        let is_update = name.starts_with("update")
            || name.starts_with("patch")
            || uses.any(|(kind, _)| *kind == Relationship::Update);
        if !is_update {
            continue;
        }
        let input = structure_of(graph, operation, false);
        let members = input.into_iter().flat_map(|input| graph.members(input));
        let members = members.filter(|member| graph.traits(*member).has("smithy.api#default"));
        let names: Vec<&str> = members
            .filter_map(|member| graph.entry(member).member)
            .collect();
        if !names.is_empty() {
            let message = format!(
                "members of the input have defaults, so an update can't tell whether they were set: {}",
                quoted(names)
            );
            lint.report(operation, message);
        }
    }
}
