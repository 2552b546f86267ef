//! Errors that waiters wait for (Smithy 2.0, "Waiters").

use super::Lint;
use crate::graph::{Relationship, VertexKind};
use crate::node::Node;

const WAITABLE: &str = "smithy.waiters#waitable";

pub(super) fn check_errors(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(WAITABLE) {
        if graph.kind(*operation) != VertexKind::Operation {
            continue;
        }
        let errors = graph.edges_from(*operation).iter();
        let errors = errors.filter(|(kind, _)| *kind == Relationship::Error);
        let errors: Vec<_> = errors.map(|(_, error)| graph.entry(*error).shape).collect();
        let waiters = graph.get_trait(*operation, WAITABLE);
        for (name, waiter) in waiters.and_then(Node::as_object).unwrap_or_default() {
            let acceptors = waiter.get("acceptors").and_then(Node::as_array);
            for (index, acceptor) in acceptors.unwrap_or_default().iter().enumerate() {
                let wanted = acceptor.get("matcher").and_then(|it| it.get("errorType"));
                let Some(wanted) = wanted.and_then(Node::as_str) else {
                    continue;
                };
                let is_known = errors
                    .iter()
                    .any(|error| error.name() == wanted || error.as_str() == wanted);
                if !is_known {
                    let message = format!(
                        "waiter `{name}`, acceptor {index}: the operation has no error `{wanted}`"
                    );
                    let event = format!("{}.{name}.{index}", lint.rule.id);
                    let severity = lint.rule.severity;
                    lint.report_trait(*operation, WAITABLE, message)
                        .event(event, severity);
                }
            }
        }
    }
}
