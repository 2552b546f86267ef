//! The codecs of XML.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

pub(super) mod read;
pub(super) mod write;

use tinsmith_model::{Member, Node, ShapeRef, Traits};

use crate::plan::{Field, Plan, Structure};

/// The name that the trait `smithy.api#xmlName` gives.
fn xml_name(traits: &Traits) -> Option<&str> {
    traits.get("smithy.api#xmlName").and_then(Node::as_str)
}

/// The name of the element or attribute for a member of a structure or union.
pub(super) fn name(member: &Member) -> &str {
    xml_name(&member.traits).unwrap_or(&member.name)
}

/// The local part of a name, by which readers compare.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// The root's name of a document that is the structure.
pub(super) fn root<'p>(plan: &'p Plan<'_>, structure: &'p Structure<'_>) -> &'p str {
    root_name(plan, structure.modeled_shape(), None)
}

/// The root's name of a document that is the member.
pub(super) fn payload_root<'p>(plan: &'p Plan<'_>, member: &'p Member) -> &'p str {
    root_name(plan, member.target, Some(&member.traits))
}

/// The root's name of a document: the `xmlName` of the member, if it has one, or the name of the shape.
fn root_name<'p>(plan: &'p Plan<'_>, shape: ShapeRef, member: Option<&'p Traits>) -> &'p str {
    let name = member.and_then(xml_name);
    let name = name.or_else(|| xml_name(&plan.shape(shape).traits));
    name.unwrap_or_else(|| plan.closure.name(shape))
}

/// The name of a list's elements.
pub(super) fn element_name(element: &Member) -> &str {
    xml_name(&element.traits).unwrap_or("member")
}

/// The names of the elements for a map entry's key and value.
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
