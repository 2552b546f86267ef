//! The names of the shapes of a service, and how its operations are authenticated (Smithy 2.0, "Service closure",
//! "auth trait").

use std::collections::{BTreeMap, HashMap};

use super::operations::operations_of;
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::prelude;
use crate::raw::Body;
use crate::walk::MOST_REACHED;

/// How many pairs of shapes with the same name are looked at.
const MOST_PAIRS: usize = 100_000;

pub(super) fn check_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let (mut pairs, mut reached) = (0, 0);
    for service in graph.of_kind(VertexKind::Service) {
        let Body::Service(body) = graph.entry(service).body else {
            continue;
        };
        let renamed = body.rename.iter().map(|(id, name)| (id.as_str(), name));
        let renamed: HashMap<&str, &String> = renamed.collect();
        let mut by_name: BTreeMap<String, Vec<Vertex>> = BTreeMap::new();
        let shapes = graph.reached([service]);
        reached += shapes.len();
        if reached > MOST_REACHED {
            let message = format!(
                "names are not compared from this service on: with it, services reach more than {MOST_REACHED} shapes"
            );
            lint.stop(service, message);
            return;
        }
        for shape in shapes {
            let id = graph.entry(shape).shape;
            // What stands for "no value" has no name of its own.
            if graph.kind(shape) == VertexKind::Member || id.as_str() == prelude::UNIT {
                continue;
            }
            let name = renamed.get(id.as_str()).map_or(id.name(), |name| name);
            let name = name.to_ascii_lowercase();
            by_name.entry(name).or_default().push(shape);
        }
        for (name, shapes) in by_name {
            let further = shapes.len() * (shapes.len() - 1);
            if pairs + further > MOST_PAIRS {
                let message = format!(
                    "the {} shapes with the name `{name}`, case aside, are not compared: more than {MOST_PAIRS} pairs of \
                     shapes have the same name",
                    shapes.len()
                );
                lint.stop(service, message);
                continue;
            }
            pairs += further;
            check_conflicts(lint, service, &shapes);
        }
    }
}

fn check_conflicts(lint: &mut Lint<'_, '_, '_>, service: Vertex, shapes: &[Vertex]) {
    let graph = lint.graph;
    for shape in shapes.iter().filter(|shape| !graph.is_prelude(**shape)) {
        for other in shapes.iter().filter(|other| *other != shape) {
            let severity = severity(graph, *shape, *other);
            let message = format!(
                "the shape and {} have the same name in service {}, case aside",
                graph.id(*other),
                graph.id(service)
            );
            lint.report(*shape, message)
                .event("Service", severity)
                .hint("give one of them another name in the service's `rename`".to_owned());
        }
    }
}

/// Whether two shapes have the same kind and the same traits.
fn are_alike(graph: &Graph<'_>, shape: Vertex, other: Vertex) -> bool {
    graph.kind(shape) == graph.kind(other) && graph.traits(shape) == graph.traits(other)
}

/// Whether two simple shapes, enums apart, are the same but for their ids.
fn are_same_simple(graph: &Graph<'_>, shape: Vertex, other: Vertex) -> bool {
    let kind = graph.kind(shape);
    let is_enum = matches!(kind, VertexKind::Enum | VertexKind::IntEnum);
    kind.is_simple() && !is_enum && are_alike(graph, shape, other)
}

/// How serious it is that two shapes have the same name. Simple shapes that are the same may, and so may lists of one
/// shape or of such simple shapes. Lists of different lists may not, so there is no need to look into those.
fn severity(graph: &Graph<'_>, shape: Vertex, other: Vertex) -> Severity {
    if are_same_simple(graph, shape, other) {
        return Severity::Note;
    }
    if !graph.kind(shape).is_list() || !are_alike(graph, shape, other) {
        return Severity::Error;
    }
    let members = [shape, other].map(|list| graph.member(list, "member"));
    let [Some(member), Some(other)] = members else {
        return Severity::Error;
    };
    let targets = [member, other].map(|member| graph.target(member));
    let [Some(target), Some(other_target)] = targets else {
        return Severity::Error;
    };
    let is_same = graph.traits(member) == graph.traits(other)
        && (target == other_target || are_same_simple(graph, target, other_target));
    if is_same {
        Severity::Warning
    } else {
        Severity::Error
    }
}

/// Smithy 2.0, "auth trait": what it lists is defined at the service.
pub(super) fn check_auth(lint: &mut Lint<'_, '_, '_>) {
    const AUTH: &str = "smithy.api#auth";
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let operations = operations_of(graph, service).into_iter();
        for shape in operations.chain([service]) {
            let schemes = graph.get_trait(shape, AUTH).and_then(Node::as_array);
            let missing: Vec<&str> = schemes
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str)
                .filter(|scheme| !graph.traits(service).has(scheme))
                .collect();
            if !missing.is_empty() {
                let message = format!(
                    "{AUTH} lists {}, which service {} does not have",
                    quoted(missing),
                    graph.id(service)
                );
                lint.report_trait(shape, AUTH, message);
            }
        }
    }
}
