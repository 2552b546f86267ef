//! Metadata whose values a shape defines (Smithy 2.0, "metadata trait").

use std::collections::BTreeMap;

use super::values::{Reading, faults};
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::Vertex;
use crate::node::Node;

const METADATA: &str = "smithy.api#metadata";

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    let mut by_key: BTreeMap<&str, Vec<Vertex>> = BTreeMap::new();
    for shape in graph.with_trait(METADATA) {
        let key = graph.get_trait(*shape, METADATA);
        if let Some(key) = key.and_then(|it| it.get("key")).and_then(Node::as_str) {
            by_key.entry(key).or_default().push(*shape);
        }
    }
    for (key, shapes) in &by_key {
        for shape in shapes.iter().filter(|_| shapes.len() > 1) {
            let others = shapes.iter().filter(|other| *other != shape);
            let others: Vec<String> = others.map(|other| graph.id(*other)).collect();
            let message = format!(
                "the metadata `{key}` has one definition, but {} define it too",
                quoted(&others)
            );
            lint.report_trait(*shape, METADATA, message);
        }
    }
    for (key, value) in graph.metadata {
        let Some([shape]) = by_key.get(key.as_str()).map(Vec::as_slice) else {
            continue;
        };
        for fault in faults(graph, Reading::default(), *shape, value, "the metadata") {
            let id = format!("TypedMetadata.{key}{}", fault.part);
            let severity = fault.severity.max(Severity::Warning);
            lint.report_metadata(key, id, severity, fault.message);
        }
    }
}
