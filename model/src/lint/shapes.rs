//! Shapes as parts of services.

use std::collections::{BTreeMap, HashSet};

use super::{Lint, quoted, trait_targets::TRAIT};
use crate::events::Severity;
use crate::graph::{Relationship, Vertex, VertexKind};

pub(super) fn check_unreferenced(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut seen: HashSet<Vertex> = HashSet::new();
    let mut stack: Vec<Vertex> = graph.of_kind(VertexKind::Service).collect();
    if stack.is_empty() {
        return;
    }
    stack.extend(graph.with_trait(TRAIT));
    while let Some(at) = stack.pop() {
        if seen.insert(at) {
            let edges = graph.edges_from(at).iter();
            let others = edges.filter(|(kind, _)| kind.is_directed());
            stack.extend(others.map(|(_, other)| *other));
        }
    }
    for vertex in graph.vertices() {
        let is_left = !seen.contains(&vertex) && graph.kind(vertex) != VertexKind::Member;
        if is_left && !graph.is_prelude(vertex) && !graph.traits(vertex).has("smithy.api#mixin") {
            lint.report(vertex, "no service leads to the shape");
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
