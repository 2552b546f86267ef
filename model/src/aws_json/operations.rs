//! Operations, with their inputs, outputs, errors and HTTP bindings.

use std::collections::HashMap;

use super::Neighbour;
use super::context::Context;
use super::neighbours;
use super::values::{annotation, object, string};
use super::xml;
use crate::id::{ShapeId, is_identifier};
use crate::issues::At;
use crate::node::Node;
use crate::raw::{Body, RawOperation};
use crate::traits::Traits;

const FLAGS: [(&str, &str); 3] = [
    ("idempotent", "smithy.api#idempotent"),
    ("readonly", "smithy.api#readonly"),
    ("httpChecksumRequired", "smithy.api#httpChecksumRequired"),
];

const COPIED: [(&str, &str); 4] = [
    ("httpChecksum", "aws.protocols#httpChecksum"),
    ("requestcompression", "smithy.api#requestCompression"),
    ("staticContextParams", "smithy.rules#staticContextParams"),
    (
        "operationContextParams",
        "smithy.rules#operationContextParams",
    ),
];

/// Defines every operation and returns their ids.
pub(super) fn lower(context: &mut Context<'_, '_, '_>, neighbours: &[Neighbour]) -> Vec<ShapeId> {
    let mut added = neighbours::operation_traits(context, neighbours);
    let document = context.document;
    let mut ids = Vec::new();
    for (name, operation) in context.entries(document, "operations", &At::ROOT) {
        let at = At::OPERATIONS.key(name);
        let id = context
            .names
            .operation(name)
            .filter(|_| is_identifier(name));
        let Some(id) = id else {
            let message = format!(
                "`{name}` is not the name of an operation, expected letters, digits and underscores"
            );
            context.issues.report(context.file, &at, message);
            continue;
        };
        if !context.is_object(operation, &at) {
            continue;
        }
        let mut traits = traits(context, operation, &at);
        for added in added.remove(name.as_str()).unwrap_or_default() {
            context.issues.place_trait(
                context.file,
                id.as_str(),
                added.id,
                added.file,
                &added.path,
            );
            traits.set(added.id, added.value);
        }
        let body = body(context, operation, &at);
        context.define(id.clone(), ["operations", name], body, traits);
        ids.push(id);
    }
    ids
}

fn body(context: &mut Context<'_, '_, '_>, operation: &Node, at: &At<'_>) -> Body {
    if let Some(input) = operation.get("input") {
        xml::check_root(context, input, &at.key("input"));
    }
    let mut structure = |key| context.reference(operation.get(key)?, &at.key(key));
    let (input, output) = (structure("input"), structure("output"));
    let at_errors = at.key("errors");
    let errors = context.items(operation, "errors", at).iter().enumerate();
    let errors =
        errors.filter_map(|(index, error)| context.reference(error, &at_errors.index(index)));
    Body::Operation(RawOperation {
        input,
        output,
        errors: errors.collect(),
    })
}

fn traits(context: &mut Context<'_, '_, '_>, operation: &Node, at: &At<'_>) -> Traits {
    let mut traits = Traits::default();
    context.described(operation, at, &mut traits);
    context.flags(operation, at, &FLAGS, &mut traits);
    Context::copied(operation, &COPIED, &mut traits);
    if context.protocol.is_rest() {
        http(context, operation, at, &mut traits);
    }
    if let Some(endpoint) = operation.get("endpoint") {
        let at = at.key("endpoint");
        if context.is_object(endpoint, &at)
            && let Some(prefix) = context.text(endpoint, "hostPrefix", &at)
        {
            let value = object([("hostPrefix", Some(string(prefix)))]);
            traits.set("smithy.api#endpoint", value);
        }
    }
    let authtype = context.text(operation, "authtype", at);
    if authtype == Some("none") {
        traits.set("smithy.api#auth", Node::Array(Vec::new()));
        traits.set("smithy.api#optionalAuth", annotation());
    } else if let Some(auth) = operation.get("auth") {
        traits.set("smithy.api#auth", auth_schemes(auth));
    }
    if authtype == Some("v4-unsigned-body") || context.flag(operation, "unsignedPayload", at) {
        traits.set("aws.auth#unsignedPayload", annotation());
    }
    if let Some(discovery) = operation.get("endpointdiscovery") {
        let at = at.key("endpointdiscovery");
        let required =
            context.is_object(discovery, &at) && context.flag(discovery, "required", &at);
        let value = object([("required", Some(Node::Bool(required)))]);
        traits.set("aws.api#clientDiscoveredEndpoint", value);
    }
    traits
}

/// The value of `@auth`. The format has `noAuth` where Smithy has an empty list.
pub(super) fn auth_schemes(auth: &Node) -> Node {
    let schemes = auth.as_array().unwrap_or_default().iter();
    let schemes = schemes.filter(|scheme| scheme.as_str() != Some("smithy.api#noAuth"));
    Node::Array(schemes.cloned().collect())
}

fn http(context: &mut Context<'_, '_, '_>, operation: &Node, at: &At<'_>, traits: &mut Traits) {
    let Some(http) = operation.get("http") else {
        let message = "the operation has no `http`, expected `method` and `requestUri`";
        context.issues.report(context.file, at, message);
        return;
    };
    let at_http = at.key("http");
    if !context.is_object(http, &at_http) {
        return;
    }
    let uri = context.text(http, "requestUri", &at_http).unwrap_or("/");
    let value = object([
        ("method", http.get("method").cloned()),
        (
            "uri",
            Some(string(labels_by_member(context, operation, uri))),
        ),
        (
            "code",
            Some(
                http.get("responseCode")
                    .cloned()
                    .unwrap_or(Node::Number(200.into())),
            ),
        ),
    ]);
    traits.set("smithy.api#http", value);
}

/// The URI with the names of members as labels; the format has their names on the wire.
fn labels_by_member(context: &Context<'_, '_, '_>, operation: &Node, uri: &str) -> String {
    let input = operation
        .get("input")
        .and_then(|input| input.get("shape")?.as_str());
    let members = input.and_then(|input| context.shape(input)?.get("members")?.as_object());
    let labels = members
        .unwrap_or_default()
        .iter()
        .filter_map(|(name, member)| {
            let is_label = member.get("location").and_then(Node::as_str) == Some("uri");
            let wire = member
                .get("locationName")
                .and_then(Node::as_str)
                .unwrap_or(name);
            is_label.then_some((wire, name.as_str()))
        });
    // Where members have the same name on the wire, the first one is the label.
    let mut by_wire: HashMap<&str, &str> = HashMap::new();
    for (wire, member) in labels {
        by_wire.entry(wire).or_insert(member);
    }
    let mut parts = uri.split('{');
    let mut renamed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let label = part.split(['}', '+']).next().unwrap_or_default();
        renamed.push('{');
        renamed.push_str(by_wire.get(label).copied().unwrap_or(label));
        renamed.push_str(part.get(label.len()..).unwrap_or_default());
    }
    renamed
}
