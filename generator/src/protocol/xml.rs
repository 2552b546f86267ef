//! Values in XML.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

pub(super) mod read;
pub(super) mod write;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Member, Node, ShapeRef, Traits};

use crate::plan::{Field, Plan, Structure};

/// The codecs of a structure's file.
pub(super) fn structure(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let Some(shape) = structure.shape else {
        return quote!();
    };
    let usage = plan.codecs(shape);
    let write = usage.input.then(|| write::structure(plan, structure));
    let read = usage.output.then(|| read::structure(plan, structure));
    quote!(#write #read)
}

/// The codecs of a union's file.
pub(super) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let usage = plan.codecs(shape);
    let write = usage.input.then(|| write::union(plan, shape));
    let read = usage.output.then(|| read::union(plan, shape));
    quote!(#write #read)
}

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
