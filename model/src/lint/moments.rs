//! Names of moments, if the metadata asks for that (Smithy 2.0, "ShouldHaveUsedTimestamp").

use regex_lite::Regex;

use super::Lint;
use super::custom::{Configured, configured};
use super::naming::{emit, is_skipped};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "ShouldHaveUsedTimestamp") {
        let further = patterns(&configured);
        for vertex in graph.vertices() {
            if is_skipped(lint, &configured, vertex) {
                continue;
            }
            let name = graph.name(vertex);
            let Some(kind) = wrong_kind(graph, vertex) else {
                continue;
            };
            if is_named_like_a_moment(name) || further.iter().any(|it| it.is_match(name)) {
                let message = format!(
                    "`{name}` is named like a moment, but is {}",
                    kind.described()
                );
                emit(lint, &configured, vertex, Severity::Danger, message);
            }
        }
    }
}

/// The patterns that the metadata adds, each for a whole name.
fn patterns(configured: &Configured<'_>) -> Vec<Regex> {
    let patterns = configured.get("additionalPatterns");
    let patterns = patterns.and_then(Node::as_array).unwrap_or_default();
    let patterns = patterns.iter().filter_map(Node::as_str);
    let patterns = patterns.filter_map(|pattern| Regex::new(&format!("^(?:{pattern})$")).ok());
    patterns.collect()
}

/// The kind of a string or number, or of the target of a member of a structure or union, that is no moment. An enum may
/// have the name of one: it holds names of moments.
fn wrong_kind(graph: &Graph<'_>, vertex: Vertex) -> Option<VertexKind> {
    let entry = graph.entry(vertex);
    if entry.member.is_none() {
        let is_simple = entry.kind == VertexKind::String || entry.kind.is_number();
        return is_simple.then_some(entry.kind);
    }
    let container = graph.kind(entry.container);
    if !matches!(container, VertexKind::Structure | VertexKind::Union) {
        return None;
    }
    let target = graph.target(vertex)?;
    let kind = graph.kind(target);
    let holds_moments = || {
        let is_moment = |target| graph.kind(target) == VertexKind::Timestamp;
        let mut targets = graph
            .members(target)
            .filter_map(|member| graph.target(member));
        targets.all(is_moment)
    };
    let is_right = match kind {
        VertexKind::Timestamp | VertexKind::Enum | VertexKind::Broken => true,
        VertexKind::Structure => holds_moments(),
        kind if kind.is_list() => holds_moments(),
        _ => false,
    };
    (!is_right).then_some(kind)
}

/// `created_at`, `StartTime`, `timestamp`: a word for a moment at the start or the end of the name.
fn is_named_like_a_moment(name: &str) -> bool {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let starts = ["time", "date"].iter().any(|word| {
        let start = first.to_ascii_lowercase();
        let after = format!("{start}{rest}");
        after.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        })
    });
    let ends = ["Time", "Date", "At", "On", "Since"].iter().any(|word| {
        let after_lower = name
            .strip_suffix(word)
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_lowercase() || c == '_'));
        after_lower || name.ends_with(&format!("_{}", word.to_ascii_lowercase()))
    });
    starts || ends || name.contains("Timestamp") || name.contains("timestamp")
}
