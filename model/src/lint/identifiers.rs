//! Members that are identifiers of resources (Smithy 2.0, "Resource identifiers", "references trait").

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::references::REFERENCES;
use super::values::structure_of;
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;
use crate::raw::{Body, RawResource};

/// The members of an input or output that are identifiers of a resource: by a trait, or by name and target.
pub(super) fn identifier_members<'m>(
    graph: &Graph<'m>,
    resource: &RawResource,
    structure: Vertex,
) -> HashSet<&'m str> {
    let members = graph.members(structure).filter(|member| {
        graph.traits(*member).has("smithy.api#resourceIdentifier")
            || is_implied(graph, resource, *member)
    });
    members
        .filter_map(|member| graph.entry(member).member)
        .collect()
}

fn is_implied(graph: &Graph<'_>, resource: &RawResource, member: Vertex) -> bool {
    graph.traits(member).has("smithy.api#required") && has_identifier(graph, resource, member)
}

/// Whether a member has the name and the target of an identifier.
fn has_identifier(graph: &Graph<'_>, resource: &RawResource, member: Vertex) -> bool {
    let name = graph.entry(member).member;
    let target = graph.target(member).map(|target| graph.entry(target).shape);
    let mut identifiers = resource.identifiers.iter();
    identifiers.any(|(known, id)| Some(known.as_str()) == name && Some(id) == target)
}

fn resources<'g, 'm>(
    graph: &'g Graph<'m>,
) -> impl Iterator<Item = (Vertex, &'m RawResource)> + use<'g, 'm> {
    let vertices = graph.of_kind(VertexKind::Resource);
    vertices.filter_map(|vertex| Some((vertex, resource_of(graph, vertex)?)))
}

fn resource_of<'m>(graph: &Graph<'m>, vertex: Vertex) -> Option<&'m RawResource> {
    match graph.entry(vertex).body {
        Body::Resource(resource) => Some(resource),
        _ => None,
    }
}

/// An operation of a service whose members are identifiers of a resource may belong to the resource.
pub(super) fn check_operations_of_services(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let Body::Service(body) = graph.entry(service).body else {
            continue;
        };
        let mut parts: Vec<_> = parts(graph, service)
            .into_iter()
            .filter_map(|vertex| Some((vertex, resource_of(graph, vertex)?)))
            .collect();
        parts.sort_unstable_by_key(|(vertex, _)| *vertex);
        // One of the resources that have an identifier, by the name and the target of the identifier.
        let mut by_identifier: HashMap<(&str, &str), Vertex> = HashMap::new();
        for (vertex, resource) in parts {
            for (name, target) in &resource.identifiers {
                by_identifier
                    .entry((name, target.as_str()))
                    .or_insert(vertex);
            }
        }
        for id in &body.operations {
            let Some(operation) = graph.find(id.as_str()) else {
                continue;
            };
            let structures = [false, true].map(|output| structure_of(graph, operation, output));
            let members = structures.into_iter().flatten();
            let members = members.flat_map(|structure| graph.members(structure));
            let fitting: BTreeSet<String> = members
                .filter(|member| graph.traits(*member).has("smithy.api#required"))
                .filter_map(|member| {
                    let target = graph.entry(graph.target(member)?).shape.as_str();
                    by_identifier.get(&(graph.entry(member).member?, target))
                })
                .map(|resource| graph.id(*resource))
                .collect();
            if !fitting.is_empty() {
                let service = graph.id(service);
                let message = format!(
                    "the operation is bound to service {service}, but has identifiers of {}, to which it may belong",
                    quoted(fitting)
                );
                let name = graph.entry(operation).shape.name();
                let event = format!("{}.{service}.{name}", lint.rule.id);
                lint.report(operation, message)
                    .event(event, Severity::Warning);
            }
        }
    }
}

/// The resources and operations of a service or resource, at any depth.
pub(super) fn parts(graph: &Graph<'_>, start: Vertex) -> HashSet<Vertex> {
    let mut seen = HashSet::new();
    let mut stack = vec![start];
    while let Some(at) = stack.pop() {
        let parts = graph.edges_from(at).iter();
        for (_, part) in parts.filter(|(kind, _)| kind.is_part()) {
            if seen.insert(*part) {
                stack.push(*part);
            }
        }
    }
    seen
}

/// A member with the name and target of an identifier, outside of the resource, may be a reference to it.
pub(super) fn check_references(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut by_identifier: HashMap<(&str, &str), Vec<Vertex>> = HashMap::new();
    for (vertex, resource) in resources(graph) {
        for (name, target) in &resource.identifiers {
            let known = by_identifier.entry((name, target.as_str()));
            known.or_default().push(vertex);
        }
    }
    if by_identifier.is_empty() {
        return;
    }
    let mut owners: HashMap<Vertex, HashSet<Vertex>> = HashMap::new();
    let mut steps = 0;
    let mut found: BTreeMap<Vertex, BTreeSet<String>> = BTreeMap::new();
    for member in graph.of_kind(VertexKind::Member) {
        let (Some(name), Some(target)) = (graph.entry(member).member, graph.target(member)) else {
            continue;
        };
        let container = graph.entry(member).container;
        if graph.kind(target) != VertexKind::String {
            continue;
        }
        let target = graph.entry(target).shape.as_str();
        let Some(candidates) = by_identifier.get(&(name, target)) else {
            continue;
        };
        let named = references(graph, member).chain(references(graph, container));
        let named: HashSet<&str> = named.collect();
        let owners = owners
            .entry(container)
            .or_insert_with(|| owners_of(graph, container, &mut steps));
        if steps > MOST_STEPS {
            let message = "whether this member or a later one identifies a resource is not looked at: there are too many";
            lint.stop(member, message);
            break;
        }
        steps += candidates.len();
        for resource in candidates {
            let id = graph.id(*resource);
            if !named.contains(id.as_str()) && !owners.contains(resource) {
                found.entry(member).or_default().insert(id);
            }
        }
    }
    for (member, resources) in found {
        let message = format!(
            "the member seems to identify {}, to which no trait {REFERENCES} refers",
            quoted(resources)
        );
        lint.report(member, message);
    }
}

/// How many relationships are followed. A model with more has no use for the rule.
const MOST_STEPS: usize = 10_000_000;

/// The resources that lead to a structure, and their children.
fn owners_of(graph: &Graph<'_>, structure: Vertex, steps: &mut usize) -> HashSet<Vertex> {
    let mut owners = HashSet::new();
    let mut seen = HashSet::from([structure]);
    let mut stack = vec![structure];
    while let Some(at) = stack.pop() {
        if graph.kind(at) == VertexKind::Resource {
            owners.insert(at);
            let children = graph.edges_from(at).iter();
            let children = children.filter(|(kind, _)| *kind == Relationship::Resource);
            owners.extend(children.map(|(_, child)| *child));
        }
        let users = graph.edges_to(at);
        *steps += users.len();
        for (_, user) in users.iter().filter(|(kind, _)| kind.is_directed()) {
            if seen.insert(*user) {
                stack.push(*user);
            }
        }
    }
    owners
}

fn references<'m>(graph: &Graph<'m>, vertex: Vertex) -> impl Iterator<Item = &'m str> {
    let list = graph
        .get_trait(vertex, REFERENCES)
        .and_then(Node::as_array)
        .unwrap_or_default()
        .iter();
    list.filter_map(|reference| reference.get("resource")?.as_str())
}
