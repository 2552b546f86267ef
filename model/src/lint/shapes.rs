//! Shapes as parts of services.

use std::collections::BTreeMap;

use super::custom::{configured, matches, parsed_selector};
use super::{Lint, MOST_NAMED, quoted, trait_targets::TRAIT};
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;

/// The shapes that nothing connects to a service, or to other roots that the metadata names.
pub(super) fn check_unreferenced(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "UnreferencedShape") {
        let text = configured
            .get("rootShapeSelector")
            .and_then(Node::as_str)
            .unwrap_or("service");
        let Some(selector) = parsed_selector(lint, &configured, text) else {
            continue;
        };
        let Some(roots) = matches(lint, &configured, &selector) else {
            continue;
        };
        let severity = configured.severity.unwrap_or(Severity::Note);
        for vertex in unreferenced(graph, roots) {
            if configured.includes(graph, vertex) {
                let message = format!(
                    "nothing connects the shape to those that the selector `{text}` matches"
                );
                lint.report(vertex, message)
                    .event(configured.id.to_owned(), severity);
            }
        }
    }
}

fn unreferenced(graph: &Graph<'_>, roots: Vec<Vertex>) -> Vec<Vertex> {
    let traits = graph.with_trait(TRAIT).iter().copied();
    let seen = graph.reached(roots.into_iter().chain(traits));
    let vertices = graph.vertices().filter(|vertex| {
        !seen.contains(vertex)
            && graph.kind(*vertex) != VertexKind::Member
            && !graph.is_prelude(*vertex)
            && !graph.traits(*vertex).has("smithy.api#mixin")
    });
    vertices.collect()
}

/// Ids of shapes and of members differ in more than case (Smithy 2.0, "Shape ID conflicts").
pub(super) fn check_id_conflicts(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut shapes: Vec<(&str, Vertex)> = Vec::new();
    for vertex in graph.vertices() {
        let entry = graph.entry(vertex);
        if entry.member.is_some() {
            continue;
        }
        shapes.push((entry.shape.as_str(), vertex));
        let members = graph.members(vertex);
        let members = members.filter_map(|member| Some((graph.entry(member).member?, member)));
        check_conflicts(lint, members.collect());
    }
    check_conflicts(lint, shapes);
}

fn lower(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

fn check_conflicts(lint: &mut Lint<'_, '_, '_>, mut names: Vec<(&str, Vertex)>) {
    let graph = lint.graph;
    names.sort_by(|(a, _), (b, _)| lower(a).cmp(lower(b)));
    for same in names.chunk_by(|(a, _), (b, _)| a.eq_ignore_ascii_case(b)) {
        for (_, vertex) in same.iter().filter(|_| same.len() > 1) {
            let others = same.iter().filter(|(_, other)| other != vertex);
            let others = others.take(MOST_NAMED).map(|(_, other)| graph.id(*other));
            let others: Vec<String> = others.collect();
            let message = format!("the id differs from {} only in case", quoted(&others));
            lint.report(*vertex, message);
        }
    }
}

pub(super) fn check_bound_twice(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.of_kind(VertexKind::Operation) {
        let mut owners: BTreeMap<Vertex, VertexKind> = BTreeMap::new();
        for (kind, owner) in graph.edges_to(operation) {
            if kind.is_part() && *kind != Relationship::Bound {
                owners.insert(*owner, graph.kind(*owner));
            }
        }
        let of = |wanted| {
            let owners = owners.iter().filter(move |(_, kind)| **kind == wanted);
            owners.map(|(owner, _)| graph.id(*owner))
        };
        let (services, resources): (Vec<_>, Vec<_>) = (
            of(VertexKind::Service).collect(),
            of(VertexKind::Resource).collect(),
        );
        if !services.is_empty() && !resources.is_empty() {
            let message = format!(
                "the operation is bound to {}, and to {} as well",
                quoted(&services),
                quoted(&resources)
            );
            lint.report(operation, message)
                .event("ServiceBoundResourceOperation", Severity::Warning);
        }
    }
}
