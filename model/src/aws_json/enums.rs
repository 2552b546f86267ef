//! Names for the values of enums, which the format does not have.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::values::string;
use crate::id::is_identifier;
use crate::issues::At;
use crate::node::Node;
use crate::raw::RawMember;
use crate::traits::Traits;

/// One member for each value, named after it. Empty values and repeated ones are left out.
pub(super) fn members(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    at: &At<'_>,
) -> Vec<RawMember> {
    let mut values = HashSet::new();
    let mut names = Names::default();
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
            name: names.free(text),
            target: crate::id::ShapeId::parse(crate::prelude::UNIT),
            traits,
        });
    }
    members
}

/// The names that are taken. Names that differ only in case and separators would become one variant in most
/// languages.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// The number that is tried next for a name that is taken.
    next: HashMap<String, u32>,
}

impl Names {
    /// A name for a value, with a number if need be.
    fn free(&mut self, value: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let mut name: String = value.chars().map(plain).collect();
        if !is_identifier(&name) {
            name.insert(0, '_');
        }
        if !is_identifier(&name) {
            name.push_str("value");
        }
        let folded = |name: &str| name.replace('_', "").to_ascii_lowercase();
        let plain = folded(&name);
        if self.taken.insert(plain.clone()) {
            return name;
        }
        let next = self.next.entry(plain).or_insert(2);
        loop {
            let candidate = format!("{name}_{next}");
            *next += 1;
            if self.taken.insert(folded(&candidate)) {
                return candidate;
            }
        }
    }
}
