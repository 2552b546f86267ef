//! HTTP bindings that do not fit what they are in (Smithy 2.0, "HTTP bindings").

use std::collections::{BTreeSet, HashMap};

use super::operations::operations_of;
use super::values::structure_of;
use super::{Lint, MOST_NAMED, quoted};
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;

const HTTP: &str = "smithy.api#http";
const PAYLOAD: &str = "smithy.api#httpPayload";
const STATUS: &str = "smithy.api#httpResponseCode";
const OF_INPUT: [&str; 3] = [
    "smithy.api#httpLabel",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
];
const OF_HEADERS: [&str; 2] = ["smithy.api#httpHeader", "smithy.api#httpPrefixHeaders"];

/// Bindings of structures that are, here or there, not where the bindings mean something.
pub(super) fn check_ignored(lint: &mut Lint<'_, '_, '_>) {
    use Relationship::{Error, Input, Output, Target};
    let graph = lint.graph;
    let places: [(&[&str], &str, &[Relationship]); 3] = [
        (&OF_INPUT, "Input", &[Input]),
        (&[STATUS], "Output", &[Output]),
        (
            &[OF_HEADERS[0], OF_HEADERS[1], PAYLOAD],
            "TopLevel",
            &[Input, Output, Error],
        ),
    ];
    for (ids, part, fitting) in places {
        let members = ids.iter().flat_map(|id| {
            graph
                .with_trait(id)
                .iter()
                .map(move |member| (*member, *id))
        });
        let mut users: HashMap<Vertex, Vec<String>> = HashMap::new();
        for (member, id) in members {
            let structure = graph.entry(member).container;
            if graph.kind(structure) != VertexKind::Structure
                || graph.traits(structure).has("smithy.api#mixin")
            {
                continue;
            }
            let others = users.entry(structure).or_insert_with(|| {
                let uses = graph.edges_to(structure).iter();
                let others: BTreeSet<String> = uses
                    .filter(|(kind, _)| matches!(kind, Input | Output | Error | Target))
                    .filter(|(kind, _)| !fitting.contains(kind))
                    .map(|(_, user)| graph.id(*user))
                    .collect();
                others.into_iter().take(MOST_NAMED).collect()
            });
            if !others.is_empty() {
                let message = format!("{id} means nothing where {} has it", quoted(others.iter()));
                lint.report_trait(member, id, message)
                    .event(format!("HttpBindingTraitIgnored.{part}"), Severity::Warning);
            }
        }
    }
}

/// Smithy 2.0, "http trait", "httpError trait".
pub(super) fn check_statuses(lint: &mut Lint<'_, '_, '_>) {
    const ERROR: &str = "smithy.api#httpError";
    let graph = lint.graph;
    for operation in graph.with_trait(HTTP) {
        let code = graph.get_trait(*operation, HTTP);
        let code = code.and_then(|it| it.get("code")?.as_i64()).unwrap_or(200);
        if !(200..300).contains(&code) {
            let message = format!("the status of a successful response is 2xx, and not {code}");
            lint.report_trait(*operation, HTTP, message)
                .event("HttpResponseCodeSemantics", Severity::Danger);
        }
        if matches!(code, 204 | 205) && has_response_body(graph, *operation) {
            let message = format!(
                "a response with the status {code} has no body, but members of the output are not sent otherwise"
            );
            lint.report(*operation, message);
        }
    }
    for error in graph.with_trait(ERROR) {
        let code = graph.get_trait(*error, ERROR).and_then(Node::as_i64);
        let kind = graph.get_trait(*error, "smithy.api#error");
        let (Some(code), Some(kind)) = (code, kind.and_then(Node::as_str)) else {
            continue;
        };
        let wanted = if kind == "client" { 4 } else { 5 };
        if code / 100 != wanted {
            let message = format!("the status of a {kind} error is {wanted}xx, and not {code}");
            lint.report_trait(*error, ERROR, message)
                .event("HttpResponseCodeSemantics", Severity::Danger);
        }
    }
}

fn has_response_body(graph: &Graph<'_>, operation: Vertex) -> bool {
    let output = structure_of(graph, operation, true);
    let mut members = output.into_iter().flat_map(|output| graph.members(output));
    members.any(|member| {
        let traits = graph.traits(member);
        !traits.has(STATUS) && !OF_HEADERS.iter().any(|id| traits.has(id))
    })
}

/// What the AWS protocols can send as a body.
pub(super) fn check_payload_kinds(lint: &mut Lint<'_, '_, '_>) {
    const PROTOCOLS: [&str; 6] = [
        "aws.protocols#awsJson1_0",
        "aws.protocols#awsJson1_1",
        "aws.protocols#awsQuery",
        "aws.protocols#ec2Query",
        "aws.protocols#restJson1",
        "aws.protocols#restXml",
    ];
    let graph = lint.graph;
    let mut structures = BTreeSet::new();
    for protocol in PROTOCOLS {
        for service in graph.with_trait(protocol) {
            for operation in operations_of(graph, *service) {
                let edges = graph.edges_from(operation).iter();
                structures.extend(edges.map(|(_, structure)| *structure));
            }
        }
    }
    for member in graph.with_trait(PAYLOAD) {
        let Some(target) = graph.target(*member) else {
            continue;
        };
        let kind = graph.kind(target);
        let is_sent = kind.is_text()
            || matches!(
                kind,
                VertexKind::Blob
                    | VertexKind::Structure
                    | VertexKind::Union
                    | VertexKind::Document
                    | VertexKind::Broken
            );
        if !is_sent && structures.contains(&graph.entry(*member).container) {
            let message = format!(
                "the body must be a string, blob, structure, union or document for AWS protocols, and not {}",
                kind.described()
            );
            lint.report(*member, message);
        }
    }
}
