//! The options that shape the generated code, checked against the model and looked up by shape.

mod check;
mod pattern;
mod replaced;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Closure, Diagnostics, Model, ShapeRef};

use super::EnumValueName;
use crate::names::Path;
use crate::shaping::{Dependency, Shaping};
use pattern::Pattern;

pub(super) use replaced::check as check_replaced;

/// What users chose for shapes.
#[derive(Default)]
pub(crate) struct Shaped {
    /// Paths of derives.
    derives: Vec<(Pattern, Vec<String>)>,
    /// Attributes of types.
    type_attributes: Vec<(Pattern, String)>,
    /// Attributes of members.
    field_attributes: Vec<(Pattern, String)>,
    /// The types in the place of shapes.
    pub(super) own_types: BTreeMap<ShapeRef, Path>,
    /// The names of types and operations.
    names: BTreeMap<ShapeRef, String>,
    /// The names of members of structures and unions.
    members: BTreeMap<(ShapeRef, String), String>,
    /// The maps that are a `BTreeMap`.
    btree_maps: BTreeSet<ShapeRef>,
    /// The blobs that are `Bytes`.
    bytes: BTreeSet<ShapeRef>,
    without_debug: Vec<Pattern>,
    /// Further dependencies of a crate.
    pub(crate) dependencies: Vec<Dependency>,
    /// Whether types have the traits of `serde`.
    pub(crate) serde: bool,
    /// Whether the documentation of the model is left out.
    pub(crate) without_docs: bool,
}

impl Shaped {
    /// Checks the options. Names of enum values are added to `enum_values`, which has the rules for them.
    ///
    /// # Errors
    /// A pattern matches nothing; an attribute, a type or a name is not one; two options contradict each other; patterns
    /// of inputs are left out of checks that are not done.
    pub(super) fn of(
        closure: &Closure<'_>,
        shaping: &Shaping,
        enum_values: &mut Vec<EnumValueName>,
    ) -> Result<Self, Diagnostics> {
        if *shaping == Shaping::default() {
            return Ok(Self::default());
        }
        shaping.refuse_unchecked_patterns(closure)?;
        check::shaped(closure, shaping, enum_values)
    }

    /// The derives of the type with this id.
    pub(crate) fn derives<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        let matching = self.derives.iter().filter(move |(it, _)| it.has_shape(id));
        matching.flat_map(|(_, paths)| paths.iter().map(String::as_str))
    }

    /// The attributes of the type with this id.
    pub(crate) fn type_attributes<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        let rules = self.type_attributes.iter();
        let matching = rules.filter(move |(it, _)| it.has_shape(id));
        matching.map(|(_, attribute)| attribute.as_str())
    }

    /// The attributes of a member of the type with this id.
    pub(crate) fn field_attributes<'a>(
        &'a self,
        id: &'a str,
        member: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let rules = self.field_attributes.iter();
        let matching = rules.filter(move |(it, _)| it.has_member(id, member));
        matching.map(|(_, attribute)| attribute.as_str())
    }

    /// Whether the type with this id has `Debug`.
    pub(crate) fn has_debug(&self, id: &str) -> bool {
        !self.without_debug.iter().any(|it| it.has_shape(id))
    }

    /// The chosen name of a type or an operation.
    pub(crate) fn name(&self, shape: ShapeRef) -> Option<&str> {
        self.names.get(&shape).map(String::as_str)
    }

    /// The name of a member of a structure or union, from which its names in Rust are made.
    pub(super) fn member<'a>(&'a self, container: ShapeRef, member: &'a str) -> &'a str {
        if self.members.is_empty() {
            return member;
        }
        let chosen = self.members.get(&(container, member.to_owned()));
        chosen.map_or(member, String::as_str)
    }

    /// Whether the map is a `BTreeMap`.
    pub(crate) fn is_btree_map(&self, map: ShapeRef) -> bool {
        self.btree_maps.contains(&map)
    }

    /// Whether the blob is `Bytes`.
    pub(crate) fn is_bytes(&self, blob: ShapeRef) -> bool {
        self.bytes.contains(&blob)
    }

    /// Whether some blob is `Bytes`.
    pub(crate) fn has_bytes(&self) -> bool {
        !self.bytes.is_empty()
    }
}

/// The id by which rules of types know a structure: its shape's, or for an input or output without a shape one in the
/// namespace of the service that only patterns match.
pub(crate) fn id_of(model: &Model, service: ShapeRef, shape: Option<ShapeRef>) -> String {
    match shape {
        Some(shape) => model[shape].id.to_string(),
        None => format!("{}#", model[service].id.namespace()),
    }
}
