//! Services of AWS (Smithy 2.0, "AWS core specification", "AWS authentication traits", "Amazon API Gateway traits").

use super::super::Lint;
use super::super::values::structure_of;
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;
use crate::prelude;

/// Smithy 2.0, "aws.api#arn trait".
pub(in super::super) fn check_arns(lint: &mut Lint<'_, '_, '_>) {
    const ARN: &str = "aws.api#arn";
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

/// The names for which requests are signed are the namespace of the service's ARNs.
pub(in super::super) fn check_signing_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let of_trait = |id: &str, key: &str| -> Option<String> {
            let value = graph.get_trait(service, id)?.get(key)?.as_str()?;
            Some(value.to_owned())
        };
        let namespace = graph.get_trait(service, "aws.api#service").map(|_| {
            let set = of_trait("aws.api#service", "arnNamespace");
            set.unwrap_or_else(|| graph.entry(service).shape.name().to_lowercase())
        });
        let values = [
            ("`arnNamespace` of aws.api#service", namespace),
            (
                "`name` of aws.auth#sigv4",
                of_trait("aws.auth#sigv4", "name"),
            ),
            (
                "`name` of aws.auth#sigv4a",
                of_trait("aws.auth#sigv4a", "name"),
            ),
        ];
        for (index, (what, value)) in values.iter().enumerate() {
            for (other_what, other) in values.iter().skip(index + 1) {
                if let (Some(value), Some(other)) = (value, other)
                    && value != other
                {
                    let message = format!("{what} is `{value}`, but {other_what} is `{other}`");
                    lint.report(service, message);
                }
            }
        }
    }
}

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

/// Smithy 2.0, "aws.api#clientEndpointDiscovery trait".
pub(in super::super) fn check_discovery(lint: &mut Lint<'_, '_, '_>) {
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

const CHECKSUM: &str = "aws.protocols#httpChecksum";
const CHECKSUM_PREFIX: &str = "x-amz-checksum-";

/// Headers of members, and headers of checksums.
pub(in super::super) fn check_checksum_headers(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for operation in graph.with_trait(CHECKSUM) {
        let has = |key: &str| {
            let value = graph.get_trait(*operation, CHECKSUM);
            value.is_some_and(|value| value.get(key).is_some())
        };
        let of_request = has("requestChecksumRequired") || has("requestAlgorithmMember");
        let of_response = has("requestValidationModeMember") || has("responseAlgorithms");
        for (kind, structure) in graph.edges_from(*operation) {
            let is_checked = match kind {
                Relationship::Input => of_request,
                Relationship::Output | Relationship::Error => of_response,
                _ => false,
            };
            if is_checked {
                check_checksum_structure(lint, *operation, *structure);
            }
        }
    }
}

fn check_checksum_structure(lint: &mut Lint<'_, '_, '_>, operation: Vertex, structure: Vertex) {
    let graph = lint.graph;
    let shape = graph.entry(structure).shape.name();
    for (kind, severity) in [
        ("HttpPrefixHeaders", Severity::Danger),
        ("HttpHeader", Severity::Warning),
    ] {
        for member in graph.members(structure) {
            let Some(name) = header(graph, member, kind) else {
                continue;
            };
            let is_conflict = match severity {
                Severity::Danger => CHECKSUM_PREFIX.starts_with(&name),
                _ => name.starts_with(CHECKSUM_PREFIX),
            };
            if is_conflict {
                let message = format!(
                    "{} is sent as headers `{name}`, as the checksum of the operation is",
                    graph.id(member)
                );
                let event = format!("{}.{kind}.{shape}.{name}", lint.rule.id);
                lint.report(operation, message).event(event, severity);
            }
        }
    }
}

/// The header of a member, or its prefix, in lower case.
fn header(graph: &Graph<'_>, member: Vertex, kind: &str) -> Option<String> {
    let (first, rest) = kind.split_at(1);
    let id = format!("{}#{}{rest}", prelude::NAMESPACE, first.to_lowercase());
    let name = graph.get_trait(member, &id)?.as_str()?;
    Some(name.to_lowercase())
}
