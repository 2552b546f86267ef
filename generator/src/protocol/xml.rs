//! Values in XML.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

pub(super) mod read;

use tinsmith_model::{Member, Node, Traits};

/// The name that the trait `smithy.api#xmlName` gives.
pub(super) fn xml_name(traits: &Traits) -> Option<&str> {
    traits.get("smithy.api#xmlName").and_then(Node::as_str)
}

/// The name of the member's element or attribute.
pub(super) fn name(member: &Member) -> &str {
    xml_name(&member.traits).unwrap_or(&member.name)
}

/// The member is an attribute of its structure's element.
pub(super) fn is_attribute(member: &Member) -> bool {
    member.traits.has("smithy.api#xmlAttribute")
}

/// Elements or entries of the member stand beside each other in its structure's element.
pub(super) fn is_flattened(member: &Member) -> bool {
    member.traits.has("smithy.api#xmlFlattened")
}
