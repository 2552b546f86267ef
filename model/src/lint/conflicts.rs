//! Traits that exclude each other (Smithy 2.0, "trait trait", `conflicts` and `structurallyExclusive`).

use std::collections::BTreeMap;

use super::trait_targets::TRAIT;
use super::{Lint, quoted};
use crate::graph::{Vertex, VertexKind};
use crate::node::Node;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut found: BTreeMap<Vertex, Vec<(String, String)>> = BTreeMap::new();
    for definition in graph.with_trait(TRAIT) {
        let value = graph.get_trait(*definition, TRAIT);
        let conflicts = value.and_then(|value| value.get("conflicts"));
        let conflicts = conflicts.and_then(Node::as_array).unwrap_or_default();
        let id = graph.id(*definition);
        for other in conflicts.iter().filter_map(Node::as_str) {
            let Some(other) = graph.find_trait(other).map(|other| graph.id(other)) else {
                continue;
            };
            for vertex in graph.with_trait(&id) {
                if graph.traits(*vertex).has(&other) {
                    let pair = (id.clone(), other.clone());
                    found.entry(*vertex).or_default().push(pair);
                }
            }
        }
    }
    for (vertex, pairs) in found {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(id, other)| format!("{id} conflicts with {other}"))
            .collect();
        let message = format!(
            "traits of {} conflict: {}",
            graph.id(vertex),
            pairs.join(", ")
        );
        lint.report(vertex, message);
    }
}

pub(super) fn check_exclusive(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        let value = graph.get_trait(*definition, TRAIT);
        let exclusive = value.and_then(|value| value.get("structurallyExclusive"));
        let by_target = match exclusive.and_then(Node::as_str) {
            Some("member") => false,
            Some("target") => true,
            _ => continue,
        };
        let id = graph.id(*definition);
        let applied = graph.with_trait(&id);
        let mut members: BTreeMap<Vertex, Vec<Vertex>> = BTreeMap::new();
        for vertex in applied {
            if !by_target {
                members
                    .entry(graph.entry(*vertex).container)
                    .or_default()
                    .push(*vertex);
                continue;
            }
            for (_, member) in graph.edges_to(*vertex) {
                if graph.target(*member) == Some(*vertex) {
                    members
                        .entry(graph.entry(*member).container)
                        .or_default()
                        .push(*member);
                }
            }
        }
        for (structure, members) in members {
            if members.len() < 2 || graph.kind(structure) != VertexKind::Structure {
                continue;
            }
            let names = members
                .iter()
                .filter_map(|member| graph.entry(*member).member);
            let place = if by_target {
                "targets of members"
            } else {
                "members"
            };
            let message = format!(
                "one of the {place} of a structure may have trait {id}, but several do: {}",
                quoted(names)
            );
            lint.report(structure, message);
        }
    }
}
