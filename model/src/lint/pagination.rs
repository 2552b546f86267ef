//! Operations that return pages (Smithy 2.0, "paginated trait").

use super::Lint;
use super::values::structure_of;
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;

const PAGINATED: &str = "smithy.api#paginated";

/// What a property of the trait names.
struct Property {
    key: &'static str,
    is_output: bool,
}

const PROPERTIES: [Property; 4] = [
    Property {
        key: "inputToken",
        is_output: false,
    },
    Property {
        key: "pageSize",
        is_output: false,
    },
    Property {
        key: "outputToken",
        is_output: true,
    },
    Property {
        key: "items",
        is_output: true,
    },
];

/// The member at the end of a path in a structure.
pub(super) fn member_at(graph: &Graph<'_>, structure: Vertex, path: &str) -> Option<Vertex> {
    let mut at = structure;
    let mut found = None;
    for step in path.split('.') {
        let member = graph.member(at, step)?;
        found = Some(member);
        at = graph.target(member)?;
    }
    found
}

/// The kinds and the requirement of the members; that they exist is checked by the reader of models.
pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(PAGINATED) {
        if graph.kind(*operation) != VertexKind::Operation {
            continue;
        }
        let own = graph.get_trait(*operation, PAGINATED);
        let shared = services_of(graph, *operation);
        for Property { key, is_output } in PROPERTIES {
            let from_service = || {
                let mut values = shared.iter().filter_map(|it| it.get(key)?.as_str());
                values.next()
            };
            let path = own.and_then(|own| own.get(key)?.as_str());
            let Some(path) = path.or_else(from_service) else {
                continue;
            };
            let structure = structure_of(graph, *operation, is_output);
            let member = structure.and_then(|structure| member_at(graph, structure, path));
            if let Some(member) = member.filter(|_| is_output || !path.contains('.')) {
                check_member(lint, *operation, key, member);
            }
            if key == "items" && path.split('.').count() > 2 {
                let message = format!("the path of `items`, {path}, has more than two steps");
                lint.report_trait(*operation, PAGINATED, message)
                    .event("PaginatedTrait", Severity::Warning);
            }
        }
    }
}

/// The pagination of the services that have an operation.
fn services_of<'m>(graph: &Graph<'m>, operation: Vertex) -> Vec<&'m Node> {
    let mut seen = std::collections::HashSet::new();
    let mut stack = vec![operation];
    let mut found = Vec::new();
    while let Some(at) = stack.pop() {
        if graph.kind(at) == VertexKind::Service {
            found.extend(graph.get_trait(at, PAGINATED));
        }
        let owners = graph.edges_from(at).iter();
        for (_, owner) in owners.filter(|(kind, _)| *kind == Relationship::Bound) {
            if seen.insert(*owner) {
                stack.push(*owner);
            }
        }
    }
    found
}

fn check_member(lint: &mut Lint<'_, '_, '_>, operation: Vertex, key: &str, member: Vertex) {
    let graph = lint.graph;
    let name = graph.name(member);
    if graph.traits(member).has("smithy.api#required") && key != "items" {
        let (part, severity) = match key {
            "inputToken" => (String::new(), Severity::Error),
            "outputToken" => (format!(".ShouldNotBeRequired.{key}"), Severity::Danger),
            _ => (format!(".ShouldNotBeRequired.{key}"), Severity::Warning),
        };
        let verb = if severity == Severity::Error {
            "must"
        } else {
            "should"
        };
        let message = format!("`{key}` names the member `{name}`, which {verb} not be required");
        lint.report_trait(operation, PAGINATED, message)
            .event(format!("PaginatedTrait{part}"), severity);
    }
    let Some(kind) = graph.target(member).map(|target| graph.kind(target)) else {
        return;
    };
    let (best, allowed): (&str, &[VertexKind]) = match key {
        "pageSize" => (
            "an integer",
            &[VertexKind::Byte, VertexKind::Short, VertexKind::Long],
        ),
        "items" => ("a list or a map", &[]),
        _ => ("a string", &[VertexKind::Map]),
    };
    let is_best = match key {
        "pageSize" => kind == VertexKind::Integer,
        "items" => kind.is_list() || kind == VertexKind::Map,
        _ => kind.is_text(),
    };
    if is_best || kind == VertexKind::Broken {
        return;
    }
    let message = format!(
        "`{key}` names the member `{name}`, which is {}, expected {best}",
        kind.described()
    );
    let issue = lint.report_trait(operation, PAGINATED, message);
    if allowed.contains(&kind) {
        issue.event(
            format!("PaginatedTrait.WrongShapeType.{key}"),
            Severity::Danger,
        );
    }
}
