//! Values in XML.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

pub(super) mod read;
pub(super) mod write;

use tinsmith_model::{Member, Node, Traits};

use crate::plan::Field;

/// The name that the trait `smithy.api#xmlName` gives.
fn xml_name(traits: &Traits) -> Option<&str> {
    traits.get("smithy.api#xmlName").and_then(Node::as_str)
}

/// The name of a structure's or union's member, as element or attribute.
pub(super) fn name(member: &Member) -> &str {
    xml_name(&member.traits).unwrap_or(&member.name)
}

/// The name of what a list holds.
pub(super) fn element_name(element: &Member) -> &str {
    xml_name(&element.traits).unwrap_or("member")
}

/// The names of the key and the value of an entry.
pub(super) fn entry_names<'a>(key: &'a Member, value: &'a Member) -> [&'a str; 2] {
    let key = xml_name(&key.traits).unwrap_or("key");
    [key, xml_name(&value.traits).unwrap_or("value")]
}

fn is_attribute(field: &Field<'_>) -> bool {
    field.member.traits.has("smithy.api#xmlAttribute")
}

pub(super) fn is_flattened(member: &Member) -> bool {
    member.traits.has("smithy.api#xmlFlattened")
}
