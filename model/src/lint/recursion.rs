//! Lists and maps that contain themselves (Smithy 2.0, "Recursive shape definitions").

use std::collections::{HashMap, HashSet};

use super::Lint;
use crate::graph::{Graph, Vertex, VertexKind};

/// The shape of the items of a list, or of the values of a map.
fn inner(graph: &Graph<'_>, shape: Vertex) -> Option<Vertex> {
    let name = match graph.kind(shape) {
        VertexKind::List | VertexKind::Set => "member",
        VertexKind::Map => "value",
        _ => return None,
    };
    graph.target(graph.member(shape, name)?)
}

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    // Each shape has one inner shape, so the way from a shape either ends or leads into a cycle.
    let mut known: HashMap<Vertex, bool> = HashMap::new();
    for start in graph.vertices() {
        let mut way = Vec::new();
        let mut on_way = HashSet::new();
        let mut at = Some(start);
        while let Some(shape) = at {
            if known.contains_key(&shape) || !on_way.insert(shape) {
                break;
            }
            way.push(shape);
            at = inner(graph, shape);
        }
        let cycle = at.filter(|shape| !known.contains_key(shape));
        let first = cycle.and_then(|shape| way.iter().position(|it| *it == shape));
        for (index, shape) in way.into_iter().enumerate() {
            known.insert(shape, first.is_some_and(|first| index >= first));
        }
    }
    let mut recursive: Vec<Vertex> = known
        .into_iter()
        .filter_map(|(shape, is_recursive)| is_recursive.then_some(shape))
        .collect();
    recursive.sort_unstable();
    for shape in recursive {
        let message = format!(
            "{} contains itself without a structure or union in between",
            graph.id(shape)
        );
        lint.report(shape, message);
    }
}
