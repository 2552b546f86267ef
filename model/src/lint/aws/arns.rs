//! Names of AWS resources (Smithy 2.0, "aws.api#arn trait").

use super::super::Lint;
use crate::graph::{Graph, Vertex};
use crate::node::Node;

pub(super) const ARN: &str = "aws.api#arn";

/// The namespace of the ARNs of a service.
pub(super) fn namespace(graph: &Graph<'_>, service: Vertex) -> String {
    let value = graph.get_trait(service, "aws.api#service");
    let set = value.and_then(|value| value.get("arnNamespace")?.as_str());
    let name = || graph.entry(service).shape.name().to_lowercase();
    set.map_or_else(name, str::to_owned)
}

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for resource in graph.with_trait(ARN) {
        let Some(arn) = graph.get_trait(*resource, ARN) else {
            continue;
        };
        let is_absolute = arn.get("absolute").and_then(Node::as_bool) == Some(true);
        if arn.get("resourceDelimiter").is_some() && !is_absolute {
            let message = "`resourceDelimiter` belongs to an ARN that is `absolute`";
            lint.report_trait(*resource, ARN, message);
        }
    }
}
