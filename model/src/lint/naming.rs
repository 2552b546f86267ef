//! Names, as far as the metadata configures a validator for them (Smithy 2.0, "Linters").

use std::collections::{BTreeMap, HashSet};

use super::Lint;
use super::custom::{Configured, configured};
use super::trait_targets::TRAIT;
use super::values::structure_of;
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::walk::MOST_REACHED;

pub(super) fn check_case(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "CamelCase") {
        let case = configured.get("memberNames").and_then(Node::as_str);
        for shape in graph.vertices() {
            if graph.kind(shape) != VertexKind::Member && !is_skipped(lint, &configured, shape) {
                check_shape_case(lint, &configured, shape);
            }
        }
        check_scopes(lint, &configured, case);
    }
}

/// Whether a vertex is a member of a structure or union, which should have a name in some case.
fn is_named(graph: &Graph<'_>, vertex: Vertex) -> bool {
    let is_container = |kind| matches!(kind, VertexKind::Structure | VertexKind::Union);
    graph.kind(vertex) == VertexKind::Member
        && is_container(graph.kind(graph.entry(vertex).container))
        && !graph.is_prelude(vertex)
}

/// The members that should have names in one case: those of a service, and the rest by namespace.
fn check_scopes(lint: &mut Lint<'_, '_, '_>, configured: &Configured<'_>, case: Option<&str>) {
    let graph = lint.graph;
    let mut seen: HashSet<Vertex> = HashSet::new();
    let mut reached = 0;
    for service in graph.of_kind(VertexKind::Service) {
        let members = graph.reached([service]);
        reached += members.len();
        if reached > MOST_REACHED {
            let message = format!(
                "the case of members is not looked at from this service on: with it, services reach more than \
                 {MOST_REACHED} shapes"
            );
            lint.stop(service, message);
            return;
        }
        let members = members.into_iter();
        let mut members: Vec<Vertex> = members.filter(|it| is_named(graph, *it)).collect();
        members.sort_unstable();
        seen.extend(&members);
        let scope = format!("service {}", graph.id(service));
        check_member_case(lint, configured, &scope, &members, case);
    }
    let mut rest: BTreeMap<&str, Vec<Vertex>> = BTreeMap::new();
    for member in graph.vertices().filter(|it| is_named(graph, *it)) {
        if !seen.contains(&member) {
            let namespace = graph.entry(member).shape.namespace();
            rest.entry(namespace).or_default().push(member);
        }
    }
    for (namespace, members) in rest {
        let scope = format!("namespace {namespace}");
        check_member_case(lint, configured, &scope, &members, case);
    }
}

pub(super) fn is_skipped(
    lint: &Lint<'_, '_, '_>,
    configured: &Configured<'_>,
    shape: Vertex,
) -> bool {
    lint.graph.is_prelude(shape) || !configured.includes(lint.graph, shape)
}

pub(super) fn emit(
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
    let is_versioned = ["smithy.api#authDefinition", "smithy.api#protocolDefinition"];
    if is_trait && is_versioned.iter().any(|id| graph.traits(shape).has(id)) {
        return;
    }
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
    scope: &str,
    members: &[Vertex],
    case: Option<&str>,
) {
    let graph = lint.graph;
    let name = |member: Vertex| graph.name(member);
    let case = match case {
        Some(case @ ("upper" | "lower")) => case,
        _ => {
            let count = |is_upper| {
                let fitting = members.iter();
                fitting.filter(|it| is_camel(name(**it), is_upper)).count()
            };
            if count(true) > count(false) {
                "upper"
            } else {
                "lower"
            }
        }
    };
    for member in members {
        let own = name(*member);
        if !is_camel(own, case == "upper") && configured.includes(graph, *member) {
            let message = format!(
                "the name of the member, `{own}`, is not in {case} camel case, as members of {scope} are"
            );
            emit(lint, configured, *member, Severity::Danger, message);
        }
    }
}

pub(super) fn check_repeated(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let names = ["RepeatedShapeName", "StutteredShapeName"];
    for configured in names.into_iter().flat_map(|name| configured(graph, name)) {
        let is_exact = configured.get("exactMatch").and_then(Node::as_bool) == Some(true);
        for shape in graph.vertices() {
            let is_container =
                matches!(graph.kind(shape), VertexKind::Structure | VertexKind::Union);
            if !is_container || is_skipped(lint, &configured, shape) {
                continue;
            }
            let name = graph.entry(shape).shape.name().to_lowercase();
            for member in graph.members(shape) {
                let own = graph.name(member);
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
