//! Names, as far as the metadata configures a validator for them (Smithy 2.0, "Linters").

use super::Lint;
use super::custom::{Configured, configured};
use super::trait_targets::TRAIT;
use super::values::structure_of;
use crate::events::Severity;
use crate::graph::{Vertex, VertexKind};
use crate::node::Node;

pub(super) fn check_case(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "CamelCase") {
        let case = configured.get("memberNames").and_then(Node::as_str);
        for shape in graph.vertices() {
            if graph.kind(shape) == VertexKind::Member || is_skipped(lint, &configured, shape) {
                continue;
            }
            check_shape_case(lint, &configured, shape);
            if matches!(graph.kind(shape), VertexKind::Structure | VertexKind::Union) {
                check_member_case(lint, &configured, shape, case);
            }
        }
    }
}

fn is_skipped(lint: &Lint<'_, '_, '_>, configured: &Configured<'_>, shape: Vertex) -> bool {
    lint.graph.is_prelude(shape) || !configured.includes(lint.graph, shape)
}

fn emit(
    lint: &mut Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    vertex: Vertex,
    default: Severity,
    message: String,
) {
    let severity = configured.severity.unwrap_or(default);
    lint.report(vertex, message)
        .event(configured.id.to_owned(), severity);
}

fn is_camel(name: &str, is_upper: bool) -> bool {
    let fits = |c: char| {
        if is_upper {
            c.is_ascii_uppercase()
        } else {
            c.is_ascii_lowercase()
        }
    };
    name.starts_with(fits) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn check_shape_case(lint: &mut Lint<'_, '_, '_>, configured: &Configured<'_>, shape: Vertex) {
    let graph = lint.graph;
    let (name, is_trait) = (
        graph.entry(shape).shape.name(),
        graph.traits(shape).has(TRAIT),
    );
    let case = if is_trait { "lower" } else { "upper" };
    if !is_camel(name, !is_trait) {
        let what = if is_trait { "trait" } else { "shape" };
        let message = format!("the name of the {what}, `{name}`, is not in {case} camel case");
        emit(lint, configured, shape, Severity::Danger, message);
    }
}

fn check_member_case(
    lint: &mut Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    shape: Vertex,
    case: Option<&str>,
) {
    let graph = lint.graph;
    let case = match case {
        Some(case @ ("upper" | "lower")) => case,
        _ => most_used_case(lint, graph.entry(shape).shape.namespace()),
    };
    for member in graph.members(shape) {
        let name = graph.entry(member).member.unwrap_or_default();
        if !is_camel(name, case == "upper") {
            let message = format!("the name of the member, `{name}`, is not in {case} camel case");
            emit(lint, configured, member, Severity::Danger, message);
        }
    }
}

/// The case that more members of a namespace have; lower camel case if both are as frequent.
fn most_used_case(lint: &Lint<'_, '_, '_>, namespace: &str) -> &'static str {
    let graph = lint.graph;
    let (mut upper, mut lower) = (0, 0);
    for member in graph.of_kind(VertexKind::Member) {
        let entry = graph.entry(member);
        let container = graph.kind(entry.container);
        if !matches!(container, VertexKind::Structure | VertexKind::Union)
            || entry.shape.namespace() != namespace
        {
            continue;
        }
        let name = entry.member.unwrap_or_default();
        upper += usize::from(is_camel(name, true));
        lower += usize::from(is_camel(name, false));
    }
    if upper > lower { "upper" } else { "lower" }
}

pub(super) fn check_repeated(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "RepeatedShapeName") {
        let is_exact = configured.get("exactMatch").and_then(Node::as_bool) == Some(true);
        for shape in graph.vertices() {
            let is_container =
                matches!(graph.kind(shape), VertexKind::Structure | VertexKind::Union);
            if !is_container || is_skipped(lint, &configured, shape) {
                continue;
            }
            let name = graph.entry(shape).shape.name().to_lowercase();
            for member in graph.members(shape) {
                let own = graph.entry(member).member.unwrap_or_default();
                let lower = own.to_lowercase();
                if lower == name || (!is_exact && lower.starts_with(&name)) {
                    let message = format!("the member `{own}` repeats the name of its shape");
                    emit(lint, &configured, member, Severity::Warning, message);
                }
            }
        }
    }
}

pub(super) fn check_reuse(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "InputOutputStructureReuse") {
        for operation in graph.of_kind(VertexKind::Operation) {
            if is_skipped(lint, &configured, operation) {
                continue;
            }
            for (is_output, part) in [(false, "Input"), (true, "Output")] {
                let Some(structure) = structure_of(graph, operation, is_output) else {
                    continue;
                };
                let id = format!("smithy.api#{}", part.to_lowercase());
                if graph.traits(structure).has(&id) || graph.is_prelude(structure) {
                    continue;
                }
                let name = graph.entry(operation).shape.name();
                let message =
                    format!("the shape belongs to operation {name}, but has no trait {id}");
                let severity = configured.severity.unwrap_or(Severity::Warning);
                lint.report(structure, message)
                    .event(format!("{}.{part}.{name}", configured.id), severity);
            }
        }
    }
}

pub(super) fn check_timestamps(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "ShouldHaveUsedTimestamp") {
        let further = configured
            .get("additionalPatterns")
            .and_then(Node::as_array);
        let further: Vec<regex_lite::Regex> = further
            .unwrap_or_default()
            .iter()
            .filter_map(|pattern| {
                regex_lite::Regex::new(&format!("^(?:{})$", pattern.as_str()?)).ok()
            })
            .collect();
        for vertex in graph.vertices() {
            if is_skipped(lint, &configured, vertex) {
                continue;
            }
            let entry = graph.entry(vertex);
            let (name, shape) = match entry.member {
                None => (entry.shape.name(), vertex),
                Some(name) => {
                    let container = graph.kind(entry.container);
                    let Some(target) = graph.target(vertex) else {
                        continue;
                    };
                    if !matches!(container, VertexKind::Structure | VertexKind::Union) {
                        continue;
                    }
                    (name, target)
                }
            };
            let kind = graph.kind(shape);
            let is_wrong =
                kind == VertexKind::String || (kind.is_number() && kind != VertexKind::IntEnum);
            let is_moment =
                is_named_like_a_moment(name) || further.iter().any(|it| it.is_match(name));
            if is_wrong && is_moment {
                let message = format!(
                    "`{name}` is named like a moment, but is {}",
                    kind.described()
                );
                emit(lint, &configured, vertex, Severity::Danger, message);
            }
        }
    }
}

/// `created_at`, `StartTime`, `timestamp`: a word for a moment at the start or the end of the name.
fn is_named_like_a_moment(name: &str) -> bool {
    let ends = [
        "Date",
        "Time",
        "Timestamp",
        "_date",
        "_time",
        "_timestamp",
        "At",
        "_at",
        "On",
        "_on",
    ];
    let words = ["date", "time", "timestamp"];
    let lower = name.to_lowercase();
    let starts = |word: &str| {
        let rest = lower
            .strip_prefix(word)
            .and_then(|rest| name.get(name.len() - rest.len()..));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        })
    };
    ends.iter().any(|end| name.ends_with(end)) || words.iter().any(|word| starts(word))
}
