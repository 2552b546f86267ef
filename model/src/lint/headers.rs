//! Headers and query parameters by which members are sent (Smithy 2.0, "httpHeader trait", "httpPrefixHeaders trait",
//! "httpQueryParams trait").

use super::http::check_names;
use super::{Lint, quoted};
use crate::events::Severity;
use crate::graph::Vertex;
use crate::node::Node;
use crate::traits::is_token_byte;

const HEADER: &str = "smithy.api#httpHeader";
const PREFIX: &str = "smithy.api#httpPrefixHeaders";

/// The headers that belong to the connection, to proxies or to the authentication (Smithy 2.0, "Restricted HTTP
/// headers").
const RESTRICTED: [&str; 15] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "max-forwards",
    "proxy-authenticate",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "www-authenticate",
    "x-forwarded-for",
];

pub(super) fn check_headers(lint: &mut Lint<'_, '_, '_>) {
    check_names(lint, HEADER, "header", str::to_lowercase);
    let graph = lint.graph;
    for member in graph.with_trait(HEADER) {
        let Some(name) = graph.get_trait(*member, HEADER).and_then(Node::as_str) else {
            continue;
        };
        let message = if RESTRICTED.contains(&name.to_ascii_lowercase().as_str()) {
            format!("members can't be sent as the header `{name}`, which has a meaning of its own")
        } else if !name.bytes().all(is_token_byte) {
            format!("`{name}` is not the name of a header by RFC 9110, section 5.6.2")
        } else {
            continue;
        };
        lint.report_trait(*member, HEADER, message)
            .event("HttpHeaderTrait", Severity::Danger);
    }
}

/// The members of the structure of a member that have a trait.
fn siblings(lint: &Lint<'_, '_, '_>, member: Vertex, id: &str) -> Vec<Vertex> {
    let graph = lint.graph;
    let members = graph.members(graph.entry(member).container);
    members
        .filter(|other| graph.traits(*other).has(id))
        .collect()
}

pub(super) fn check_prefixes(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for member in graph.with_trait(PREFIX) {
        let prefix = graph.get_trait(*member, PREFIX).and_then(Node::as_str);
        let prefix = prefix.unwrap_or_default().to_lowercase();
        for other in siblings(lint, *member, HEADER) {
            let header = graph.get_trait(other, HEADER).and_then(Node::as_str);
            let Some(header) = header.filter(|it| it.to_lowercase().starts_with(&prefix)) else {
                continue;
            };
            if prefix.is_empty() {
                let message = format!(
                    "a service can't tell the header `{header}` from those of {}, which has any name",
                    graph.id(*member)
                );
                lint.report(other, message)
                    .event("HttpPrefixHeadersTrait", Severity::Note);
            } else {
                let message = format!(
                    "the header `{header}` starts with `{prefix}`, the prefix of the headers of {}",
                    graph.id(*member)
                );
                lint.report(other, message);
            }
        }
    }
}

pub(super) fn check_query_params(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for member in graph.with_trait("smithy.api#httpQueryParams") {
        let named = siblings(lint, *member, "smithy.api#httpQuery");
        let named: Vec<&str> = named
            .iter()
            .filter_map(|member| graph.entry(*member).member)
            .collect();
        if !named.is_empty() {
            let message = format!(
                "a service can't tell the query parameters of `{}` from those of {}",
                graph.name(*member),
                quoted(named)
            );
            lint.report(graph.entry(*member).container, message);
        }
    }
}
