//! The service shape, made of the document's `metadata`.

use super::Neighbour;
use super::context::{Context, KEYS};
use super::neighbours;
use super::operations::auth_schemes;
use super::protocol::Protocol;
use super::values::{annotation, object, string};
use crate::id::ShapeId;
use crate::issues::At;
use crate::node::Node;
use crate::raw::{Body, RawService};
use crate::source::NeighbourKind;
use crate::traits::endpoint_discovery::SERVICE as DISCOVERY;
use crate::traits::{SIGNATURE_VERSION, Traits};

pub(super) fn lower(
    context: &mut Context<'_, '_, '_>,
    operations: Vec<ShapeId>,
    neighbours: &[Neighbour],
) {
    let at = At::METADATA;
    let document = context.document;
    let Some(metadata) = document.get("metadata") else {
        return;
    };
    let Some(id) = context.names.service() else {
        let message = "`metadata` has no `serviceId` from which a name could be made";
        context.issues.report(context.file, &at, message);
        return;
    };
    let mut traits = Traits::default();
    context.described(document, &At::ROOT, &mut traits);
    if let Some(title) = context.text(metadata, "serviceFullName", &at) {
        traits.set("smithy.api#title", string(title));
    }
    context.xml_namespace(metadata, &at, &mut traits);
    protocols(context, metadata, &at, &mut traits);
    names(context, metadata, &at, &mut traits);
    endpoint_discovery(context, &mut traits);
    let params = [("clientContextParams", "smithy.rules#clientContextParams")];
    Context::copied(document, &params, &mut traits);
    for neighbour in neighbours {
        let trait_id = match neighbour.kind {
            NeighbourKind::EndpointRules => "smithy.rules#endpointRuleSet",
            NeighbourKind::EndpointTests => "smithy.rules#endpointTests",
            _ => continue,
        };
        if neighbours::is_object(context, neighbour) {
            context
                .issues
                .place_trait(context.file, id.as_str(), trait_id, neighbour.file, &[]);
            traits.set(trait_id, neighbour.document.clone());
        }
    }
    let service = RawService {
        version: context.text(metadata, "apiVersion", &at).map(str::to_owned),
        operations,
        ..RawService::default()
    };
    context
        .issues
        .place(context.file, id.as_str(), &["metadata"], KEYS);
    let shape = crate::raw::RawShape::new(
        context.file,
        crate::raw::Version::V2,
        Body::Service(service),
        traits,
    );
    context.shapes.push((id, shape));
}

fn protocols(context: &mut Context<'_, '_, '_>, metadata: &Node, at: &At<'_>, traits: &mut Traits) {
    context.protocol.add_trait(metadata, traits);
    let at_protocols = at.key("protocols");
    for (index, name) in context.items(metadata, "protocols", at).iter().enumerate() {
        match name.as_str().map(Protocol::named) {
            Some(Some(protocol)) => protocol.add_trait(metadata, traits),
            // The list names what a newer client may prefer; the one protocol is above.
            Some(None) => {}
            None => context.expected("a string", name, &at_protocols.index(index)),
        }
    }
    if metadata.get("awsQueryCompatible").is_some() {
        traits.set("aws.protocols#awsQueryCompatible", annotation());
    }
}

/// The operation that returns endpoints. The format does not mark the error for an invalid endpoint.
fn endpoint_discovery(context: &mut Context<'_, '_, '_>, traits: &mut Traits) {
    let document = context.document;
    let operations = document.get("operations").and_then(Node::as_object);
    for (name, operation) in operations.unwrap_or_default() {
        let at = At::OPERATIONS.key(name);
        if !context.flag(operation, "endpointoperation", &at) {
            continue;
        }
        if traits.has(DISCOVERY) {
            let message = format!("`{name}` is a second operation with `endpointoperation`");
            let at = at.key("endpointoperation");
            context.issues.report(context.file, &at, message);
        } else if let Some(id) = context.names.operation(name) {
            let value = object([("operation", Some(string(id.as_str())))]);
            traits.set(DISCOVERY, value);
        }
    }
}

/// Versions of signatures for which Smithy has no trait. Import/Export and SimpleDB have `v2`.
const OLD_SIGNATURES: [&str; 3] = ["v2", "v3", "v3https"];

/// Names by which the service is found, signed for and configured.
fn names(context: &mut Context<'_, '_, '_>, metadata: &Node, at: &At<'_>, traits: &mut Traits) {
    let prefix = context.text(metadata, "endpointPrefix", at);
    let signing = context.text(metadata, "signingName", at).or(prefix);
    let sdk_id = context.text(metadata, "serviceId", at).map(str::to_owned);
    // Models of old releases have no id; some of their prefixes have a dot.
    let sdk_id = sdk_id.or_else(|| Some(prefix?.replace('.', " ")));
    let value = object([
        ("sdkId", sdk_id.as_deref().map(string)),
        ("arnNamespace", signing.map(string)),
        ("endpointPrefix", prefix.map(string)),
    ]);
    traits.set("aws.api#service", value);
    let auth = context.items(metadata, "auth", at);
    let has = |scheme: &str| auth.iter().any(|known| known.as_str() == Some(scheme));
    let version = context.text(metadata, "signatureVersion", at);
    if version == Some("bearer") || has("smithy.api#httpBearerAuth") {
        traits.set("smithy.api#httpBearerAuth", annotation());
    }
    let is_old = version.is_some_and(|version| OLD_SIGNATURES.contains(&version));
    if let Some(version) = version.filter(|_| is_old) {
        traits.set(SIGNATURE_VERSION, string(version));
    }
    if !is_old && version != Some("bearer") || has("aws.auth#sigv4") {
        let name = object([("name", signing.map(string))]);
        if has("aws.auth#sigv4a") {
            traits.set("aws.auth#sigv4a", name.clone());
        }
        traits.set("aws.auth#sigv4", name);
    }
    // With a single scheme there is no order to state.
    if auth.len() > 1 {
        traits.set("smithy.api#auth", auth_schemes(&Node::Array(auth.to_vec())));
    }
}
