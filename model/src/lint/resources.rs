//! Resources and their operations (Smithy 2.0, "Resource").

use std::collections::{BTreeMap, HashSet};

use super::{Lint, quoted, values::structure_of};
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::id::ShapeId;
use crate::node::Node;
use crate::raw::{Body, RawResource};

fn resource<'m>(graph: &Graph<'m>, vertex: Vertex) -> Option<&'m RawResource> {
    match graph.entry(vertex).body {
        Body::Resource(resource) => Some(resource),
        _ => None,
    }
}

fn children<'g>(graph: &'g Graph<'_>, resource: Vertex) -> impl Iterator<Item = Vertex> + 'g {
    let edges = graph.edges_from(resource).iter();
    let children = edges.filter(|(kind, _)| *kind == Relationship::Resource);
    children.map(|(_, child)| *child)
}

pub(super) fn check_cycles(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for start in graph.of_kind(VertexKind::Resource) {
        let mut seen = HashSet::new();
        let mut stack: Vec<Vertex> = children(graph, start).collect();
        while let Some(at) = stack.pop() {
            if seen.insert(at) {
                stack.extend(children(graph, at));
            }
        }
        if seen.contains(&start) {
            let message = format!("resource {} is a child of itself", graph.id(start));
            lint.report(start, message);
        }
    }
}

pub(super) fn check_identifiers(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for vertex in graph.of_kind(VertexKind::Resource) {
        let Some(parent) = resource(graph, vertex) else {
            continue;
        };
        for child in children(graph, vertex) {
            let Some(own) = resource(graph, child) else {
                continue;
            };
            for (name, target) in &parent.identifiers {
                let found = own.identifiers.iter().find(|(known, _)| known == name);
                let problem = match found {
                    None => format!("has no identifier `{name}`"),
                    Some((_, other)) if other != target => {
                        format!("has the identifier `{name}` with {other}, and not {target}")
                    }
                    Some(_) => continue,
                };
                let message = format!(
                    "the resource {problem}, as its parent {} has",
                    graph.id(vertex)
                );
                lint.report(child, message);
            }
        }
    }
}

/// The identifiers that the members of a structure bind to a resource, by the name of the identifier.
fn bound(
    graph: &Graph<'_>,
    resource: &RawResource,
    structure: Vertex,
) -> BTreeMap<String, Vec<String>> {
    let mut bound: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut implied = Vec::new();
    for member in graph.members(structure) {
        let Some(name) = graph.entry(member).member else {
            continue;
        };
        if !graph.traits(member).has("smithy.api#required") {
            continue;
        }
        let explicit = graph.get_trait(member, "smithy.api#resourceIdentifier");
        if let Some(identifier) = explicit.and_then(Node::as_str) {
            let known = resource
                .identifiers
                .iter()
                .any(|(name, _)| name == identifier);
            if known {
                bound
                    .entry(identifier.to_owned())
                    .or_default()
                    .push(name.to_owned());
            }
            continue;
        }
        let target = graph.target(member).map(|target| graph.entry(target).shape);
        let is_identifier = |(known, id): &(String, ShapeId)| known == name && Some(id) == target;
        if resource.identifiers.iter().any(is_identifier) {
            implied.push(name.to_owned());
        }
    }
    for name in implied {
        bound.entry(name.clone()).or_insert_with(|| vec![name]);
    }
    bound
}

pub(super) fn check_bindings(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for vertex in graph.of_kind(VertexKind::Resource) {
        let Some(resource) = resource(graph, vertex) else {
            continue;
        };
        if resource.identifiers.is_empty() {
            continue;
        }
        let lifecycle = resource.lifecycle.iter();
        let lifecycle = lifecycle.map(|(name, id)| (!matches!(*name, "create" | "list"), id));
        let operations = resource.operations.iter().map(|id| (true, id));
        let collection = resource.collection_operations.iter().map(|id| (false, id));
        for (is_instance, id) in lifecycle.chain(operations).chain(collection) {
            let Some(operation) = graph.find(id.as_str()) else {
                continue;
            };
            let Some(input) = structure_of(graph, operation, false) else {
                continue;
            };
            let bound = bound(graph, resource, input);
            if let Some((identifier, members)) = bound.iter().find(|(_, members)| members.len() > 1)
            {
                let message = format!(
                    "the members {} of the input all bind the identifier `{identifier}` of {}",
                    quoted(members),
                    graph.id(vertex)
                );
                lint.report(operation, message);
            }
            let missing = resource.identifiers.iter().map(|(name, _)| name);
            let missing: Vec<&String> = missing.filter(|name| !bound.contains_key(*name)).collect();
            if is_instance && !missing.is_empty() {
                let message = format!(
                    "an operation of the instances of {} must bind all of its identifiers; its input has no required \
                     member for {}",
                    graph.id(vertex),
                    quoted(missing)
                );
                lint.report(operation, message);
            } else if let Some((parent, names)) = missing_of_parent(graph, vertex, &bound) {
                let message = format!(
                    "an operation of {} must bind the identifiers of its parent {parent}; its input has no required \
                     member for {}",
                    graph.id(vertex),
                    quoted(names)
                );
                lint.report(operation, message);
            } else if !is_instance && missing.is_empty() {
                let message = format!(
                    "an operation of the collection of {} must not bind all of its identifiers, {}",
                    graph.id(vertex),
                    quoted(bound.keys())
                );
                lint.report(operation, message);
            }
        }
    }
}

/// A parent of a resource that has identifiers which are not bound, and these identifiers.
fn missing_of_parent<'m>(
    graph: &Graph<'m>,
    child: Vertex,
    bound: &BTreeMap<String, Vec<String>>,
) -> Option<(String, Vec<&'m String>)> {
    let owners = graph.edges_to(child).iter();
    let mut parents = owners.filter(|(kind, _)| *kind == Relationship::Resource);
    parents.find_map(|(_, parent)| {
        let names = resource(graph, *parent)?
            .identifiers
            .iter()
            .map(|(name, _)| name);
        let missing: Vec<&String> = names.filter(|name| !bound.contains_key(*name)).collect();
        (!missing.is_empty()).then(|| (graph.id(*parent), missing))
    })
}

pub(super) fn check_lifecycle(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for vertex in graph.of_kind(VertexKind::Resource) {
        let Some(resource) = resource(graph, vertex) else {
            continue;
        };
        for (name, id) in &resource.lifecycle {
            let Some(operation) = graph.find(id.as_str()) else {
                continue;
            };
            let has = |id: &str| graph.traits(operation).has(id);
            let (readonly, idempotent) = (has("smithy.api#readonly"), has("smithy.api#idempotent"));
            let problem = match *name {
                "create" | "update" if readonly => "must not have trait smithy.api#readonly",
                "read" | "list" if !readonly => "must have trait smithy.api#readonly",
                "put" | "delete" if !idempotent => "must have trait smithy.api#idempotent",
                _ => continue,
            };
            let message = format!(
                "the operation `{name}` of resource {} {problem}",
                graph.id(vertex)
            );
            lint.report(operation, message);
        }
    }
}
