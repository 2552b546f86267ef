//! Lists and maps that contain themselves, and shapes that no finite value can have (Smithy 2.0, "Recursive shape
//! definitions").

use std::collections::{HashMap, HashSet};

use super::Lint;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::possible::Possible;

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
    let starts = graph.vertices();
    for start in starts.filter(|it| inner(graph, *it).is_some()) {
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

/// Unions that hold nothing but themselves, and structures that require themselves.
pub(super) fn check_possible(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let holds_others = |target: &Vertex| {
        matches!(
            graph.kind(*target),
            VertexKind::Structure | VertexKind::Union
        )
    };
    let mut found = Possible::new();
    for shape in graph.vertices() {
        match graph.kind(shape) {
            VertexKind::Structure => {
                let required = required(graph, shape).filter(holds_others);
                found.add_structure(shape, required.collect());
            }
            VertexKind::Union => {
                let members = graph.members(shape);
                let targets = members.clone().filter_map(|member| graph.target(member));
                found.add_union(
                    shape,
                    members.count(),
                    targets.filter(holds_others).collect(),
                );
            }
            _ => {}
        }
    }
    let impossible = found.impossible();
    let mut sorted: Vec<Vertex> = impossible.iter().copied().collect();
    sorted.sort_unstable();
    let mut steps = 0;
    for shape in sorted {
        let message = match graph.kind(shape) {
            VertexKind::Union => "no value can exist: all members of the union lead back to it",
            _ => match requires_itself(graph, &impossible, shape, &mut steps) {
                Some(true) => "no value can exist: the structure requires itself",
                Some(false) => continue,
                None => {
                    let message = "whether this structure or a later one requires itself is not looked at: there are \
                                   too many";
                    lint.stop(shape, message);
                    return;
                }
            },
        };
        lint.report(shape, message)
            .hint("make a member optional, or put a list or map between".to_owned());
    }
}

/// The targets of the members that a structure requires.
fn required<'g>(graph: &'g Graph<'_>, structure: Vertex) -> impl Iterator<Item = Vertex> + 'g {
    let members = graph.members(structure);
    let required = members.filter(|member| graph.traits(*member).has("smithy.api#required"));
    required.filter_map(|member| graph.target(member))
}

/// How many structures are looked at, counted for each that may require itself. The reader of models has told one of
/// them.
const MOST_STEPS: usize = 1_000_000;

/// Whether a way of structures that require one another leads from a structure back to it; `None` if that would be too
/// much to look at.
fn requires_itself(
    graph: &Graph<'_>,
    impossible: &HashSet<Vertex>,
    start: Vertex,
    steps: &mut usize,
) -> Option<bool> {
    let next = |structure: Vertex| {
        required(graph, structure).filter(|target| {
            impossible.contains(target) && graph.kind(*target) == VertexKind::Structure
        })
    };
    let mut seen = HashSet::new();
    let mut stack: Vec<Vertex> = next(start).collect();
    while let Some(at) = stack.pop() {
        *steps += 1;
        if *steps > MOST_STEPS {
            return None;
        }
        if seen.insert(at) {
            stack.extend(next(at));
        }
    }
    Some(seen.contains(&start))
}
