//! What should not be used any more, or not yet (Smithy 2.0, "deprecated trait", "unstable trait").

use super::Lint;
use super::trait_targets::TRAIT;
use crate::events::Severity;
use crate::graph::VertexKind;
use crate::node::Node;
use crate::raw::Version;

const DEPRECATED: &str = "smithy.api#deprecated";

pub(super) fn check_traits(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        let Some(deprecated) = graph.get_trait(*definition, DEPRECATED) else {
            continue;
        };
        let id = graph.id(*definition);
        for vertex in graph.with_trait(&id) {
            let message = format!("trait {id} is deprecated{}", explained(deprecated));
            lint.report_trait(*vertex, &id, message)
                .event(format!("DeprecatedTrait.{id}"), Severity::Warning);
        }
    }
}

fn explained(deprecated: &Node) -> String {
    let text = |key: &str| deprecated.get(key).and_then(Node::as_str);
    let since = text("since").map_or_else(String::new, |since| format!(" since {since}"));
    let message = text("message").map_or_else(String::new, |message| format!(": {message}"));
    format!("{since}{message}")
}

pub(super) fn check_targets(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for target in graph.with_trait(DEPRECATED) {
        let Some(deprecated) = graph.get_trait(*target, DEPRECATED) else {
            continue;
        };
        if graph.kind(*target) == VertexKind::Member {
            continue;
        }
        for (_, member) in graph.edges_to(*target) {
            let container = graph.entry(*member).container;
            let id = graph.id(*target);
            if graph.entry(*member).member.is_none() {
                let mixins = graph.inherited.mixins(graph.entry(*member).shape);
                if mixins.iter().any(|mixin| mixin.as_str() == id) {
                    let message = format!(
                        "the shape uses mixin {id}, which is deprecated{}",
                        explained(deprecated)
                    );
                    lint.report(*member, message)
                        .event(format!("DeprecatedShape.{id}"), Severity::Warning);
                }
                continue;
            }
            // That a mixin is deprecated says nothing of the shapes that use it.
            let shape = graph.entry(container).shape;
            let is_inherited = graph.inherited.origin_of_trait(shape, DEPRECATED).is_some();
            let is_old = |vertex| graph.traits(vertex).has(DEPRECATED);
            if is_old(*member) || (is_old(container) && !is_inherited) {
                continue;
            }
            let message = format!(
                "the member targets {id}, which is deprecated{}",
                explained(deprecated)
            );
            lint.report(*member, message)
                .event(format!("DeprecatedShape.{id}"), Severity::Warning);
        }
    }
}

pub(super) fn check_unstable(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for definition in graph.with_trait(TRAIT) {
        if !graph.traits(*definition).has("smithy.api#unstable") {
            continue;
        }
        let id = graph.id(*definition);
        for vertex in graph.with_trait(&id) {
            lint.report_trait(*vertex, &id, format!("trait {id} is unstable"))
                .event(format!("UnstableTrait.{id}"), Severity::Warning);
        }
    }
}

/// Smithy 2.0, "Migrating Smithy 1.0 models to 2.0".
pub(super) fn check_syntax(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let is_new = |vertex| graph.entry(vertex).version == Version::V2;
    for vertex in graph.with_trait("smithy.api#enum") {
        if is_new(*vertex) {
            let message = "the trait `enum` is deprecated";
            lint.report_trait(*vertex, "smithy.api#enum", message)
                .hint("use a shape of the kind `enum`".to_owned());
        }
    }
    for vertex in graph.of_kind(VertexKind::Set) {
        if is_new(vertex) {
            lint.report(vertex, "shapes of the kind `set` are deprecated")
                .hint("use a list with the trait `uniqueItems`".to_owned());
        }
    }
}
