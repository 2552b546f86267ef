//! Endpoints that a service tells (Smithy 2.0, "aws.api#clientEndpointDiscovery trait").

use super::super::Lint;
use super::super::values::structure_of;
use crate::events::Severity;
use crate::graph::VertexKind;
use crate::node::Node;

pub(in super::super) fn check(lint: &mut Lint<'_, '_, '_>) {
    const DISCOVERY: &str = "aws.api#clientEndpointDiscovery";
    let graph = lint.graph;
    for service in graph.with_trait(DISCOVERY) {
        let Some(discovery) = graph.get_trait(*service, DISCOVERY) else {
            continue;
        };
        if discovery.get("error").is_none() {
            let message = "there should be an `error` that tells that an endpoint is not valid";
            lint.report_trait(*service, DISCOVERY, message).event(
                "ClientEndpointDiscovery.MissingErrorDefinition",
                Severity::Danger,
            );
        }
        let operation = discovery.get("operation").and_then(Node::as_str);
        let operation = operation.and_then(|id| graph.find(id));
        let endpoints = operation.and_then(|operation| {
            let output = structure_of(graph, operation, true)?;
            graph.target(graph.member(output, "Endpoints")?)
        });
        let Some(list) = endpoints.filter(|list| graph.kind(*list).is_list()) else {
            continue;
        };
        let item = graph.member(list, "member").and_then(|it| graph.target(it));
        if let Some(item) = item.filter(|it| graph.kind(*it) != VertexKind::Structure) {
            let kind = graph.kind(item).described();
            let message = format!("an endpoint that is discovered is {kind}, expected a structure");
            lint.report(list, message);
        }
    }
}
