//! Traits stand where their selectors allow (Smithy 2.0, "trait trait", `selector`).

use super::Lint;
use crate::graph::Vertex;
use crate::node::Node;
use crate::selector::{Matches, Selector, TooMuch};

pub(super) const TRAIT: &str = "smithy.api#trait";

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        let id = graph.id(*definition);
        let applied = graph.with_trait(&id);
        if graph.traits(*definition).has("smithy.api#mixin") {
            for vertex in applied {
                let message = format!("{id} is a mixin, which can't be applied as a trait");
                lint.report_trait(*vertex, &id, message);
            }
            continue;
        }
        let value = graph.get_trait(*definition, TRAIT);
        let Some(text) = value
            .and_then(|it| it.get("selector"))
            .and_then(Node::as_str)
        else {
            continue;
        };
        let selector = match Selector::parse(text) {
            Ok(selector) => selector,
            Err(error) => {
                let message = format!("the selector of trait {id} is not valid: {error}");
                lint.report_trait(*definition, TRAIT, message)
                    .hint(error.hint);
                continue;
            }
        };
        match misplaced(lint, &selector, applied) {
            Ok(misplaced) => {
                for vertex in misplaced {
                    let message = format!(
                        "trait {id} is applied to {}, but its selector does not match that: {text}",
                        graph.id(vertex)
                    );
                    lint.report_trait(vertex, &id, message);
                }
            }
            Err(TooMuch) => {
                lint.report_trait(*definition, TRAIT, TooMuch::MESSAGE);
            }
        }
    }
}

/// Those that a selector does not match, of shapes that have a trait.
fn misplaced(
    lint: &Lint<'_, '_, '_>,
    selector: &Selector,
    applied: &[Vertex],
) -> Result<Vec<Vertex>, TooMuch> {
    let graph = lint.graph;
    if applied.is_empty() {
        return Ok(Vec::new());
    }
    // Most selectors start at the shape or at the container of the member, and there is no need to start anywhere else.
    let mut start: Vec<Vertex> = applied.to_vec();
    start.extend(applied.iter().map(|vertex| graph.entry(*vertex).container));
    start.sort_unstable();
    start.dedup();
    let found = Matches::among(selector, graph, start)?;
    let mut left: Vec<Vertex> = applied.to_vec();
    // A target that does not exist has an error of its own.
    left.retain(|vertex| graph.shape_or_target(*vertex).is_some());
    left.retain(|vertex| !found.shapes.contains_key(vertex));
    if !left.is_empty() {
        let found = Matches::of(selector, graph)?;
        left.retain(|vertex| !found.shapes.contains_key(vertex));
    }
    Ok(left)
}
