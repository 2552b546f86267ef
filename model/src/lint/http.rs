//! HTTP bindings that contradict each other (Smithy 2.0, "HTTP bindings").

use std::collections::BTreeMap;

use super::values::structure_of;
use super::{Lint, quoted};
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;

const HTTP: &str = "smithy.api#http";
const HEADER: &str = "smithy.api#httpHeader";
const QUERY: &str = "smithy.api#httpQuery";
const PREFIX: &str = "smithy.api#httpPrefixHeaders";

/// Members of the same structure that have a trait with the same name.
fn by_name(
    graph: &Graph<'_>,
    id: &str,
    key: impl Fn(&str) -> String,
) -> BTreeMap<(Vertex, String), Vec<Vertex>> {
    let mut found: BTreeMap<(Vertex, String), Vec<Vertex>> = BTreeMap::new();
    for member in graph.with_trait(id) {
        if let Some(name) = graph.get_trait(*member, id).and_then(Node::as_str) {
            let container = graph.entry(*member).container;
            found
                .entry((container, key(name)))
                .or_default()
                .push(*member);
        }
    }
    found
}

pub(super) fn check_names(
    lint: &mut Lint<'_, '_, '_>,
    id: &str,
    what: &str,
    key: impl Fn(&str) -> String,
) {
    let graph = lint.graph;
    for ((structure, name), members) in by_name(graph, id, key) {
        if members.len() > 1 {
            let names = members
                .iter()
                .filter_map(|member| graph.entry(*member).member);
            let message = format!(
                "several members have the {what} `{name}`: {}",
                quoted(names)
            );
            lint.report(structure, message);
        }
    }
}

pub(super) fn check_queries(lint: &mut Lint<'_, '_, '_>) {
    check_names(lint, QUERY, "query parameter", str::to_owned);
    let graph = lint.graph;
    for operation in graph.with_trait(HTTP) {
        let uri = graph.get_trait(*operation, HTTP);
        let uri = uri
            .and_then(|http| http.get("uri")?.as_str())
            .unwrap_or_default();
        let Some((_, query)) = uri.split_once('?') else {
            continue;
        };
        let Some(input) = structure_of(graph, *operation, false) else {
            continue;
        };
        let literals: Vec<&str> = query
            .split('&')
            .map(|part| part.split('=').next().unwrap_or_default())
            .collect();
        for member in graph.members(input) {
            let name = graph.get_trait(member, QUERY).and_then(Node::as_str);
            if let Some(name) = name.filter(|name| literals.contains(name)) {
                let message = format!(
                    "the query parameter `{name}` of member `{}` is in the URI of {} already: {uri}",
                    graph.name(member),
                    graph.id(*operation)
                );
                lint.report(input, message);
            }
        }
    }
}

/// A URI with every label replaced, so that URIs that match the same requests are equal.
fn matched(uri: &str) -> String {
    let mut found = String::new();
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('{') {
        let (label, end) = after.split_once('}').unwrap_or((after, ""));
        found.push_str(before);
        found.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
        rest = end;
    }
    found.push_str(rest);
    found
}

pub(super) fn check_uris(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.of_kind(VertexKind::Service) {
        let mut found: BTreeMap<(String, String, String), Vec<Vertex>> = BTreeMap::new();
        for operation in super::operations::operations_of(graph, service) {
            let Some(http) = graph.get_trait(operation, HTTP) else {
                continue;
            };
            let text = |key: &str| http.get(key).and_then(Node::as_str).unwrap_or_default();
            let endpoint = graph.get_trait(operation, "smithy.api#endpoint");
            let host = endpoint.and_then(|it| it.get("hostPrefix")?.as_str());
            let host = host.unwrap_or_default().to_owned();
            let key = (text("method").to_owned(), host, matched(text("uri")));
            found.entry(key).or_default().push(operation);
        }
        for ((method, _, uri), operations) in found {
            for operation in operations.iter().filter(|_| operations.len() > 1) {
                let others = operations.iter().filter(|other| *other != operation);
                let others: Vec<String> = others.map(|other| graph.id(*other)).collect();
                let message = format!(
                    "{method} {uri} is the request of {} as well",
                    quoted(&others)
                );
                lint.report(*operation, message);
            }
        }
    }
}

pub(super) fn check_payloads(lint: &mut Lint<'_, '_, '_>) {
    const BINDINGS: [&str; 6] = [
        "smithy.api#httpLabel",
        QUERY,
        "smithy.api#httpQueryParams",
        HEADER,
        PREFIX,
        "smithy.api#httpResponseCode",
    ];
    let graph = lint.graph;
    for payload in graph.with_trait("smithy.api#httpPayload") {
        let structure = graph.entry(*payload).container;
        let unbound = graph.members(structure).filter(|member| {
            member != payload && !BINDINGS.iter().any(|id| graph.traits(*member).has(id))
        });
        let unbound: Vec<&str> = unbound
            .filter_map(|member| graph.entry(member).member)
            .collect();
        let is_used = graph.edges_to(structure).iter().any(|(kind, _)| {
            matches!(
                kind,
                Relationship::Input | Relationship::Output | Relationship::Error
            )
        });
        if is_used && !unbound.is_empty() {
            let message = format!(
                "member `{}` is the whole body, but {} have no HTTP binding",
                graph.name(*payload),
                quoted(&unbound)
            );
            lint.report(structure, message);
        }
    }
}

/// The protocols that have the properties `http` and `eventStreamHttp`.
pub(super) fn check_versions(lint: &mut Lint<'_, '_, '_>) {
    const PROTOCOLS: [&str; 5] = [
        "aws.protocols#awsJson1_0",
        "aws.protocols#awsJson1_1",
        "aws.protocols#restJson1",
        "aws.protocols#restXml",
        "smithy.protocols#rpcv2Cbor",
    ];
    let graph = lint.graph;
    for protocol in PROTOCOLS {
        for service in graph.with_trait(protocol) {
            let Some(value) = graph.get_trait(*service, protocol) else {
                continue;
            };
            let list = |key: &str| value.get(key).and_then(Node::as_array).unwrap_or_default();
            let known = list("http");
            let streams = list("eventStreamHttp").iter();
            let missing: Vec<&str> = streams
                .filter(|version| !known.contains(version))
                .filter_map(Node::as_str)
                .collect();
            if !missing.is_empty() {
                let message = format!(
                    "`eventStreamHttp` of {protocol} has {}, which `http` has not",
                    quoted(missing)
                );
                lint.report_trait(*service, protocol, message);
            }
        }
    }
}

/// Smithy 2.0, "requestCompression trait".
pub(super) fn check_compression(lint: &mut Lint<'_, '_, '_>) {
    const COMPRESSION: &str = "smithy.api#requestCompression";
    let graph = lint.graph;
    for operation in graph.with_trait(COMPRESSION) {
        let encodings = graph.get_trait(*operation, COMPRESSION);
        let encodings = encodings.and_then(|it| it.get("encodings")?.as_array());
        let encodings = encodings.unwrap_or_default();
        let unknown: Vec<&str> = encodings
            .iter()
            .filter_map(Node::as_str)
            .filter(|encoding| !encoding.eq_ignore_ascii_case("gzip"))
            .collect();
        let mut messages = Vec::new();
        if encodings.is_empty() {
            messages.push("`encodings` has no algorithm".to_owned());
        }
        if !unknown.is_empty() {
            messages.push(format!(
                "{} are no algorithms, expected `gzip`",
                quoted(unknown)
            ));
        }
        match structure_of(graph, *operation, false) {
            Some(input) if graph.is_prelude(input) => {
                messages.push("an operation without input has nothing to compress".to_owned());
            }
            Some(input) => {
                let mut members = graph.members(input);
                let needs_length = |member: Vertex| {
                    graph.target(member).is_some_and(|target| {
                        let traits = graph.traits(target);
                        traits.has("smithy.api#streaming")
                            && traits.has("smithy.api#requiresLength")
                    })
                };
                if members.any(needs_length) {
                    messages
                        .push("a stream whose length must be known can't be compressed".to_owned());
                }
            }
            None => {}
        }
        for message in messages {
            lint.report_trait(*operation, COMPRESSION, message);
        }
    }
}

/// Smithy 2.0, "idempotent trait".
pub(super) fn check_idempotent_errors(lint: &mut Lint<'_, '_, '_>) {
    const IDEMPOTENT: &str = "smithy.api#idempotent";
    let graph = lint.graph;
    for operation in graph.with_trait(IDEMPOTENT) {
        let Some(value) = graph.get_trait(*operation, IDEMPOTENT) else {
            continue;
        };
        if value.get("exists").is_some() && value.get("notFound").is_some() {
            let message = "`exists` and `notFound` exclude each other";
            lint.report_trait(*operation, IDEMPOTENT, message);
        }
        for key in ["exists", "notFound"] {
            let ids = value.get(key).and_then(Node::as_array);
            for id in ids.unwrap_or_default().iter().filter_map(Node::as_str) {
                if !has_error(graph, *operation, id) {
                    let message = format!("`{key}` has {id}, which is no error of the operation");
                    lint.report_trait(*operation, IDEMPOTENT, message);
                }
            }
        }
    }
}

fn has_error(graph: &Graph<'_>, operation: Vertex, id: &str) -> bool {
    let error = graph.find(id);
    let edges = graph.edges_from(operation).iter();
    let mut errors = edges.filter(|(kind, _)| *kind == Relationship::Error);
    errors.any(|(_, known)| Some(*known) == error)
}

/// Smithy 2.0, "cors trait".
pub(super) fn check_cors(lint: &mut Lint<'_, '_, '_>) {
    const CORS: &str = "smithy.api#cors";
    let graph = lint.graph;
    for service in graph.with_trait(CORS) {
        let has = |key: &str| {
            graph
                .get_trait(*service, CORS)
                .is_some_and(|it| it.get(key).is_some())
        };
        if has("origin") && has("origins") {
            let message = "`origin` and `origins` exclude each other";
            lint.report_trait(*service, CORS, message);
        }
    }
}
