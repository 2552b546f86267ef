//! Rules of the traits of AWS (Smithy 2.0, "AWS specifications").

pub(super) mod api_gateway;
pub(super) mod arns;
pub(super) mod checksums;
pub(super) mod cloudformation;
pub(super) mod discovery;
pub(super) mod iam;
pub(super) mod mqtt;
pub(super) mod signing;
pub(super) mod tagging;

use super::values::structure_of;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};

/// The resources of a service, at any depth, in order.
fn resources_of(graph: &Graph<'_>, service: Vertex) -> Vec<Vertex> {
    let parts = super::identifiers::parts(graph, service).into_iter();
    let is_resource = |part: &Vertex| graph.kind(*part) == VertexKind::Resource;
    let mut found: Vec<Vertex> = parts.filter(is_resource).collect();
    found.sort_unstable();
    found
}

/// The operation of a resource's lifecycle.
fn lifecycle(graph: &Graph<'_>, resource: Vertex, wanted: Relationship) -> Option<Vertex> {
    let edges = graph.edges_from(resource).iter();
    let mut found = edges.filter(|(kind, _)| *kind == wanted);
    found.next().map(|(_, operation)| *operation)
}

/// The members of an operation's input or output.
fn members_of(graph: &Graph<'_>, operation: Vertex, is_output: bool) -> Vec<Vertex> {
    let structure = structure_of(graph, operation, is_output);
    let members = structure.into_iter().flat_map(|it| graph.members(it));
    members.collect()
}
