//! Names for the values of enums, which the format does not have.

use std::collections::HashSet;

use super::context::{Context, string};
use crate::id::is_identifier;
use crate::issues::At;
use crate::node::Node;
use crate::raw::RawMember;
use crate::traits::Traits;

/// One member for each value, named after it. A value twice, or an empty one, says nothing.
pub(super) fn members(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    at: &At<'_>,
) -> Vec<RawMember> {
    let mut values = HashSet::new();
    let mut taken = HashSet::new();
    let mut members = Vec::new();
    let at = at.key("enum");
    for (index, value) in context.items(shape, "enum", &At::ROOT).iter().enumerate() {
        let Some(text) = value.as_str() else {
            context.expected("a string", value, &at.index(index));
            continue;
        };
        if text.is_empty() || !values.insert(text) {
            continue;
        }
        let mut traits = Traits::default();
        traits.set("smithy.api#enumValue", string(text));
        members.push(RawMember {
            name: free_name(text, &mut taken),
            target: crate::id::ShapeId::parse(crate::prelude::UNIT),
            traits,
        });
    }
    members
}

/// Names that are equal but for case and separators would be one variant in most languages.
fn free_name(value: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut name: String = value.chars().map(plain).collect();
    if !is_identifier(&name) {
        name.insert(0, '_');
    }
    if !is_identifier(&name) {
        name.push_str("value");
    }
    let folded = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    for candidate in std::iter::once(name.clone()).chain(numbered) {
        if taken.insert(folded(&candidate)) {
            return candidate;
        }
    }
    name
}
