//! Headers of checksums (Smithy 2.0, "aws.protocols#httpChecksum trait").

use super::super::Lint;
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex};
use crate::prelude;

const CHECKSUM: &str = "aws.protocols#httpChecksum";
const CHECKSUM_PREFIX: &str = "x-amz-checksum-";

/// Headers of members, and headers of checksums.
pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(CHECKSUM) {
        let has = |key: &str| {
            let value = graph.get_trait(*operation, CHECKSUM);
            value.is_some_and(|value| value.get(key).is_some())
        };
        let of_request = has("requestChecksumRequired") || has("requestAlgorithmMember");
        let of_response = has("requestValidationModeMember") || has("responseAlgorithms");
        for (kind, structure) in graph.edges_from(*operation) {
            let is_checked = match kind {
                Relationship::Input => of_request,
                Relationship::Output | Relationship::Error => of_response,
                _ => false,
            };
            if is_checked {
                check_structure(lint, *operation, *structure);
            }
        }
    }
}

fn check_structure(lint: &mut Lint<'_, '_, '_>, operation: Vertex, structure: Vertex) {
    let graph = lint.graph;
    let shape = graph.entry(structure).shape.name();
    for (kind, severity) in [
        ("HttpPrefixHeaders", Severity::Danger),
        ("HttpHeader", Severity::Warning),
    ] {
        for member in graph.members(structure) {
            let Some(name) = header(graph, member, kind) else {
                continue;
            };
            let is_conflict = match severity {
                Severity::Danger => CHECKSUM_PREFIX.starts_with(&name),
                _ => name.starts_with(CHECKSUM_PREFIX),
            };
            if is_conflict {
                let message = format!(
                    "{} is sent as headers `{name}`, as the checksum of the operation is",
                    graph.id(member)
                );
                let event = format!("{}.{kind}.{shape}.{name}", lint.rule.id);
                lint.report(operation, message).event(event, severity);
            }
        }
    }
}

/// The header of a member, or its prefix, in lower case.
fn header(graph: &Graph<'_>, member: Vertex, kind: &str) -> Option<String> {
    let (first, rest) = kind.split_at(1);
    let id = format!("{}#{}{rest}", prelude::NAMESPACE, first.to_lowercase());
    let name = graph.get_trait(member, &id)?.as_str()?;
    Some(name.to_lowercase())
}
