//! Streams (Smithy 2.0, "streaming trait", "requiresLength trait", "eventPayload trait").

use std::collections::HashSet;

use super::{Lint, quoted};
use crate::graph::{Relationship, Vertex, VertexKind};

const STREAMING: &str = "smithy.api#streaming";

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for stream in graph.with_trait(STREAMING) {
        let needs_length = graph.traits(*stream).has("smithy.api#requiresLength");
        let members = graph.edges_to(*stream).iter();
        let members = members.filter(|(kind, _)| *kind == Relationship::Target);
        let containers: HashSet<Vertex> = members
            .map(|(_, member)| graph.entry(*member).container)
            .collect();
        let mut containers: Vec<Vertex> = containers.into_iter().collect();
        containers.sort_unstable();
        for container in containers {
            for (kind, user) in graph.edges_to(container) {
                let id = graph.id(container);
                match kind {
                    Relationship::Target => {
                        let message =
                            format!("a member can't target {id}, which contains a stream");
                        lint.report(*user, message);
                    }
                    Relationship::Error => {
                        let message = format!("an error can't contain a stream, but {id} does");
                        lint.report(*user, message);
                    }
                    Relationship::Output if needs_length => {
                        let message = format!(
                            "{} has trait smithy.api#requiresLength, so only an input may contain it",
                            graph.id(*stream)
                        );
                        lint.report(container, message);
                    }
                    _ => {}
                }
            }
        }
    }
}

pub(super) fn check_events(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for payload in graph.with_trait("smithy.api#eventPayload") {
        let structure = graph.entry(*payload).container;
        let others = graph.members(structure).filter(|member| {
            member != payload
                && !graph.traits(*member).has("smithy.api#eventHeader")
                && !graph.traits(*member).has("smithy.api#eventPayload")
        });
        let others: Vec<&str> = others
            .filter_map(|member| graph.entry(member).member)
            .collect();
        if !others.is_empty() && graph.kind(structure) == VertexKind::Structure {
            let message = format!(
                "a member is the payload of the event, so the others must be headers, but {} are not",
                quoted(others)
            );
            lint.report(structure, message);
        }
    }
}
