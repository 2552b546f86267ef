//! Names of personal data, if the metadata asks for that (Smithy 2.0, "MissingSensitiveTrait").

use super::Lint;
use super::custom::{configured, report_configuration};
use super::naming::{emit, is_skipped};
use super::words::{has_term, words};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;

/// What is looked for in names of shapes that are not sensitive.
const SENSITIVE: [&str; 32] = [
    "account number",
    "bank",
    "billing address",
    "birth",
    "birth day",
    "citizenship",
    "credentials",
    "credit card",
    "csc",
    "driver license",
    "drivers license",
    "email",
    "ethnicity",
    "first name",
    "gender",
    "insurance",
    "ip address",
    "last name",
    "maiden name",
    "mailing address",
    "pass phrase",
    "pass word",
    "passport",
    "phone",
    "religion",
    "secret",
    "sexual orientation",
    "social security",
    "ssn",
    "tax payer",
    "telephone",
    "zip code",
];

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "MissingSensitiveTrait") {
        let mut terms: Vec<String> = configured
            .texts("terms")
            .unwrap_or_default()
            .into_iter()
            .map(str::to_lowercase)
            .collect();
        if configured.get("excludeDefaults").and_then(Node::as_bool) != Some(true) {
            terms.extend(SENSITIVE.map(str::to_owned));
        } else if terms.is_empty() {
            report_configuration(lint, &configured, "has `excludeDefaults`, and no `terms`");
            continue;
        }
        for vertex in graph.vertices() {
            if is_skipped(lint, &configured, vertex) || !may_be_sensitive(graph, vertex) {
                continue;
            }
            let words: Vec<String> = words(graph.name(vertex))
                .into_iter()
                .map(str::to_lowercase)
                .collect();
            if let Some(term) = terms.iter().find(|term| has_term(&words, term)) {
                let message =
                    format!("the name has `{term}`, but there is no trait smithy.api#sensitive");
                emit(lint, &configured, vertex, Severity::Warning, message);
            }
        }
    }
}

/// Whether a shape holds data, and is not known to be sensitive.
fn may_be_sensitive(graph: &Graph<'_>, vertex: Vertex) -> bool {
    let is_sensitive = |shape: Vertex| graph.traits(shape).has("smithy.api#sensitive");
    match graph.kind(vertex) {
        VertexKind::Operation | VertexKind::Service | VertexKind::Resource => false,
        VertexKind::Member => {
            let container = graph.entry(vertex).container;
            let is_value = matches!(
                graph.kind(container),
                VertexKind::Enum | VertexKind::IntEnum
            );
            !is_value && !is_sensitive(container) && !graph.target(vertex).is_some_and(is_sensitive)
        }
        _ => !is_sensitive(vertex),
    }
}
