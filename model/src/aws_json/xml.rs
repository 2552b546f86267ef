//! Names and namespaces of XML that the format has in other places than Smithy.
//!
//! - The reference from an operation to its input has the name and the namespace of the document's root. Two
//!   operations that share an input must say the same of it.
//! - The namespace of a shape holds for each member that refers to the shape. In Smithy it holds for a root only.
//! - A flattened list or map may have the name of its members.

use super::context::Context;
use super::protocol::Protocol;
use super::values::{annotation, string};
use crate::issues::At;
use crate::node::Node;
use crate::traits::Traits;

/// The root of the request's document, which an operation's reference to its input names.
const OF_ROOTS: [&str; 2] = ["locationName", "xmlNamespace"];

/// The traits for a member's place and name in XML. `wire` is its own name on the wire, if it has one.
pub(super) fn member(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    wire: Option<&str>,
    member: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) {
    let mut wire = wire;
    let target = target(context, member);
    let of_target = target.is_some_and(|target| context.flag(target, "flattened", &At::ROOT));
    if of_target || context.flag(member, "flattened", at) {
        traits.set("smithy.api#xmlFlattened", annotation());
        // A flattened list or map has no element of its own, so the name is that of its elements.
        let of_item = target.and_then(|target| target.get("member")?.get("locationName")?.as_str());
        let of_target = target.and_then(|target| target.get("locationName")?.as_str());
        wire = of_item.or(wire).or(of_target);
    }
    if let Some(wire) = wire.filter(|wire| *wire != name) {
        traits.set("smithy.api#xmlName", string(wire));
    }
    if let Some(query) = context.text(member, "queryName", at) {
        traits.set("aws.protocols#ec2QueryName", string(query));
    }
}

/// The namespace of a member or element: its own, or that of its target, which Smithy has on members only.
pub(super) fn namespace(
    context: &mut Context<'_, '_, '_>,
    member: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) {
    if member.get("xmlNamespace").is_some() {
        context.xml_namespace(member, at, traits);
    } else if let Some(target) = target(context, member)
        && context.protocol.is_xml()
    {
        // What is malformed there is told where the target is lowered.
        let own = target.get("xmlNamespace");
        let value = own.and_then(Context::namespace);
        if let Some(value) = value {
            traits.set("smithy.api#xmlNamespace", value);
        }
    }
}

fn target<'d>(context: &Context<'d, '_, '_>, member: &Node) -> Option<&'d Node> {
    context.shape(member.get("shape")?.as_str()?)
}

/// The name and the namespace of a structure where it is the root of a document. An operation that has
/// the structure as its input may say both, and then what it says counts.
pub(super) fn root(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    shape: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) {
    let input = context.roots.get(name).copied();
    let of = |key: &str| input.filter(|input| input.get(key).is_some());
    let xml_name = of("locationName").unwrap_or(shape).get("locationName");
    if let Some(xml_name) = xml_name.and_then(Node::as_str)
        && context.protocol.is_xml()
        && xml_name != name
    {
        traits.set("smithy.api#xmlName", string(xml_name));
    }
    match of("xmlNamespace").and_then(|input| input.get("xmlNamespace")) {
        Some(namespace) => {
            if let Some(value) = Context::namespace(namespace) {
                traits.set("smithy.api#xmlNamespace", value);
            }
        }
        None => context.xml_namespace(shape, at, traits),
    }
}

/// Checks what an operation says of its input as the root of a document: two operations that share an input
/// must say the same of it.
pub(super) fn check_root(context: &mut Context<'_, '_, '_>, input: &Node, at: &At<'_>) {
    if context.protocol != Protocol::RestXml {
        return;
    }
    context.text(input, "locationName", at);
    context.xml_namespace(input, at, &mut Traits::default());
    let Some(name) = input.get("shape").and_then(Node::as_str) else {
        return;
    };
    let Some(&root) = context.roots.get(name) else {
        return;
    };
    for key in OF_ROOTS {
        if root.get(key) != input.get(key) {
            let message =
                format!("another operation with the input `{name}` has another `{key}` for it");
            context
                .issues
                .report(context.file, &at.key(key), message)
                .hint("give each of the operations an input of its own".to_owned());
        }
    }
}

/// Whether a reference to an input says anything of the document's root.
pub(super) fn is_root(input: &Node) -> bool {
    OF_ROOTS.iter().any(|key| input.get(key).is_some())
}
