//! Services behind Amazon API Gateway (Smithy 2.0, "Amazon API Gateway traits").

use super::super::Lint;
use crate::node::Node;

/// Smithy 2.0, "aws.apigateway#authorizers trait".
pub(in super::super) fn check_authorizers(lint: &mut Lint<'_, '_, '_>) {
    const AUTHORIZERS: &str = "aws.apigateway#authorizers";
    let graph = lint.graph;
    for service in graph.with_trait(AUTHORIZERS) {
        let authorizers = graph.get_trait(*service, AUTHORIZERS);
        let authorizers = authorizers.and_then(Node::as_object).unwrap_or_default();
        for (name, authorizer) in authorizers {
            let scheme = authorizer.get("scheme").and_then(Node::as_str);
            if let Some(scheme) = scheme.filter(|it| !graph.traits(*service).has(it)) {
                let message = format!(
                    "the authorizer `{name}` has the scheme {scheme}, which the service has not"
                );
                lint.report_trait(*service, AUTHORIZERS, message);
            }
        }
    }
}

/// Smithy 2.0, "aws.apigateway#endpointConfiguration trait".
pub(in super::super) fn check_endpoint_configuration(lint: &mut Lint<'_, '_, '_>) {
    const CONFIGURATION: &str = "aws.apigateway#endpointConfiguration";
    let graph = lint.graph;
    for service in graph.with_trait(CONFIGURATION) {
        let Some(value) = graph.get_trait(*service, CONFIGURATION) else {
            continue;
        };
        let types = value.get("types").and_then(Node::as_array);
        let mut types = types.unwrap_or_default().iter();
        let is_private = types.any(|it| it.as_str() == Some("PRIVATE"));
        let address = value.get("ipAddressType").and_then(Node::as_str);
        if let Some(address) = address.filter(|it| is_private && *it != "dualstack") {
            let message = format!(
                "an endpoint of the type `PRIVATE` has the `ipAddressType` `dualstack`, and not `{address}`"
            );
            lint.report_trait(*service, CONFIGURATION, message);
        }
    }
}
