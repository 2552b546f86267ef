//! Facts about the document as a whole: definitions by name, and how shapes are used.

use std::collections::{HashMap, HashSet};

use super::names::Names;
use super::xml;
use crate::id::ShapeId;
use crate::node::Node;

fn values<'d>(document: &'d Node, key: &str) -> impl Iterator<Item = &'d Node> {
    let entries = document.get(key).and_then(Node::as_object);
    entries.unwrap_or_default().iter().map(|(_, value)| value)
}

fn name(reference: Option<&Node>) -> Option<&str> {
    reference?.get("shape")?.as_str()
}

/// Definitions of shapes by name.
pub(super) fn definitions(document: &Node) -> HashMap<&str, &Node> {
    let shapes = document.get("shapes").and_then(Node::as_object);
    let shapes = shapes.unwrap_or_default().iter();
    shapes.map(|(name, shape)| (name.as_str(), shape)).collect()
}

/// Names of operations.
pub(super) fn operations(document: &Node) -> HashSet<&str> {
    let operations = document.get("operations").and_then(Node::as_object);
    let operations = operations.unwrap_or_default().iter();
    operations.map(|(name, _)| name.as_str()).collect()
}

/// Blobs that stream, by the ids that they get.
pub(super) fn streams(document: &Node, names: &Names) -> HashSet<ShapeId> {
    let shapes = document.get("shapes").and_then(Node::as_object);
    let streams = shapes.unwrap_or_default().iter().filter(|(_, shape)| {
        shape.get("streaming").is_some() && shape.get("type").and_then(Node::as_str) == Some("blob")
    });
    streams.filter_map(|(name, _)| names.shape(name)).collect()
}

/// The shapes that are the `input` or `output` of one operation and nothing else.
pub(super) fn only<'d>(document: &'d Node, role: &str) -> HashSet<&'d str> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let of_operations = values(document, "operations")
        .flat_map(|operation| [operation.get("input"), operation.get("output")]);
    let of_members =
        values(document, "shapes").flat_map(|shape| values(shape, "members").map(Some));
    let of_fixed = values(document, "shapes")
        .flat_map(|shape| ["member", "key", "value"].map(|key| shape.get(key)));
    for used in of_operations
        .chain(of_members)
        .chain(of_fixed)
        .filter_map(name)
    {
        *uses.entry(used).or_default() += 1;
    }
    let used = values(document, "operations").filter_map(|operation| name(operation.get(role)));
    used.filter(|name| uses.get(name) == Some(&1)).collect()
}

/// The roots of XML documents that operations name for their inputs, by the inputs' names. If several operations share
/// an input, the root is that of the first.
pub(super) fn roots(document: &Node) -> HashMap<&str, &Node> {
    let inputs = values(document, "operations").filter_map(|operation| operation.get("input"));
    let mut roots = HashMap::new();
    for input in inputs.filter(|input| xml::is_root(input)) {
        if let Some(name) = name(Some(input)) {
            roots.entry(name).or_insert(input);
        }
    }
    roots
}
