//! References to shapes of other namespaces (Smithy 2.0, "private trait").

use super::Lint;
use crate::events::Severity;
use crate::graph::Relationship;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for private in graph.with_trait("smithy.api#private") {
        let id = graph.id(*private);
        let namespace = graph.entry(*private).shape.namespace();
        for (relationship, user) in graph.edges_to(*private) {
            if *relationship == Relationship::Bound
                || graph.entry(*user).shape.namespace() == namespace
            {
                continue;
            }
            let message = format!("{id} is private, and belongs to another namespace");
            lint.report(*user, message);
        }
        for user in graph.with_trait(&id) {
            if graph.entry(*user).shape.namespace() != namespace {
                let message = format!("trait {id} is private, and belongs to another namespace");
                lint.report_trait(*user, &id, message)
                    .event("PrivateAccess", Severity::Warning);
            }
        }
    }
}
