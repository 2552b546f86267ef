//! Operations and their HTTP bindings (Smithy 2.0, "Operation", "HTTP bindings").

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
    let mut seen = std::collections::BTreeSet::new();
    let mut stack = vec![service];
    while let Some(at) = stack.pop() {
        for (kind, part) in graph.edges_from(at) {
            if kind.is_part() && seen.insert(*part) {
                stack.push(*part);
            }
        }
    }
    let is_operation = |vertex: &Vertex| graph.kind(*vertex) == VertexKind::Operation;
    seen.into_iter().filter(is_operation).collect()
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

const OF_INPUT: [&str; 3] = ["httpLabel", "httpQuery", "httpQueryParams"];
const OF_OUTPUT: [&str; 1] = ["httpResponseCode"];

pub(super) fn check_ignored(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut uses: std::collections::BTreeMap<Vertex, (bool, bool)> =
        std::collections::BTreeMap::new();
    for operation in graph.of_kind(VertexKind::Operation) {
        for is_output in [false, true] {
            if let Some(structure) = structure_of(graph, operation, is_output) {
                let known = uses.entry(structure).or_default();
                known.0 |= !is_output;
                known.1 |= is_output;
            }
        }
    }
    for (structure, (in_input, in_output)) in uses {
        for member in graph.members(structure) {
            let ignored = match (in_input, in_output) {
                (true, false) => (&OF_OUTPUT[..], "Output"),
                (false, true) => (&OF_INPUT[..], "Input"),
                _ => continue,
            };
            for name in ignored.0 {
                let id = format!("smithy.api#{name}");
                if graph.traits(member).has(&id) {
                    let message = format!(
                        "{id} means nothing in a shape that is only {}",
                        match ignored.1 {
                            "Output" => "an input",
                            _ => "an output",
                        }
                    );
                    lint.report_trait(member, &id, message).event(
                        format!("HttpBindingTraitIgnored.{}", ignored.1),
                        Severity::Warning,
                    );
                }
            }
        }
    }
}
