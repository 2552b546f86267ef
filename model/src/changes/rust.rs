//! The Rust types of shapes and members in a generated client, as far as verdicts depend on them.
//!
//! All that the comparison knows of Rust is here and in the verdicts of [`rules`](super::rules).

use std::collections::BTreeMap;

use super::view::View;
use crate::optionality::{Optionality, PlacedMember, WhenUnset};
use crate::shape::{Kind, Member, Shape, ShapeRef};

impl View<'_> {
    /// The shapes that are types under their own names, by these names; shapes of the prelude apart,
    /// because models have shapes of the same names.
    pub(super) fn types_by_name(&self) -> BTreeMap<(bool, &str), ShapeRef> {
        let mut by_name = BTreeMap::new();
        for (shape, _) in self.closure.shapes() {
            if self.targets.contains(&shape) {
                let is_prelude = self.shape(shape).id.as_str().starts_with("smithy.api#");
                by_name
                    .entry((is_prelude, self.name(shape)))
                    .or_insert(shape);
            }
        }
        by_name
    }

    /// The shape is only an input of operations: each member but a stream is an `Option`.
    pub(super) fn is_only_input(&self, shape: ShapeRef) -> bool {
        self.inputs.contains(&shape)
            && !self.targets.contains(&shape)
            && !self.outputs.contains(&shape)
    }

    /// The exceptions to the member's optionality in the model.
    fn optionality(&self, container: ShapeRef, member: &Member) -> Optionality {
        let place = PlacedMember {
            service: self.closure.service(),
            container,
            member,
        };
        (self.clients.optionality)(self.model, place)
    }

    /// What the builder of a structure does if the member is not set. Other shapes have no builder.
    fn when_unset(&self, container: ShapeRef, member: &Member) -> WhenUnset {
        if !matches!(self.shape(container).kind, Kind::Structure(_)) {
            return WhenUnset::None;
        }
        let in_input = self.is_only_input(container);
        let optionality = self.optionality(container, member);
        optionality.when_unset(self.model, in_input, member)
    }

    /// The member's field is a `T`, not an `Option<T>`.
    pub(super) fn is_plain(&self, container: ShapeRef, member: &Member) -> bool {
        self.when_unset(container, member) != WhenUnset::None
    }

    pub(super) fn is_stream(&self, target: ShapeRef) -> bool {
        self.shape(target).traits.is_streaming()
    }

    /// `build` returns a `Result`.
    pub(super) fn build_fails(&self, container: ShapeRef) -> bool {
        let mut members = self.shape(container).members().iter();
        members.any(|member| self.must_be_set(container, member))
    }

    /// `build` fails without the member. That of an input returns a `Result` whatever its members are.
    pub(super) fn must_be_set(&self, container: ShapeRef, member: &Member) -> bool {
        !self.is_only_input(container) && self.when_unset(container, member) == WhenUnset::Required
    }

    /// The kind of Rust type, of shapes whose name the type does not show.
    pub(super) fn nameless_type(&self, shape: ShapeRef) -> Option<&'static str> {
        match &self.shape(shape).kind {
            Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) => None,
            Kind::IntEnum(_) => Some(Kind::Integer.name()),
            kind => Some(kind.name()),
        }
    }

    /// The Rust type of what the operation's output holds at `path`, as far as two can be told apart:
    /// lists and maps by their kind, and in the end a name or a kind.
    pub(super) fn type_at(&self, operation: &Shape, path: &str) -> Option<String> {
        let Kind::Operation(operation) = &operation.kind else {
            return None;
        };
        let mut shape = operation.output?;
        for name in path.split('.') {
            let mut members = self.shape(shape).members().iter();
            shape = members.find(|member| member.name == name)?.target;
        }
        let mut nesting = Vec::new();
        let mut seen = Vec::new();
        while !seen.contains(&shape) {
            seen.push(shape);
            nesting.push(self.type_name(shape));
            shape = match &self.shape(shape).kind {
                Kind::List(element) => element.target,
                Kind::Map { key, value } => {
                    nesting.push(self.type_name(key.target));
                    value.target
                }
                _ => break,
            };
        }
        Some(nesting.join(" "))
    }

    fn type_name(&self, shape: ShapeRef) -> &str {
        self.nameless_type(shape).unwrap_or(self.name(shape))
    }
}

/// The kind of a shape, as far as it decides the Rust type: an enum whose values have no names has no variants.
pub(super) fn kind_of_type(shape: &Shape) -> &'static str {
    match &shape.kind {
        Kind::Enum(values) if values.iter().all(|value| value.name.is_none()) => {
            "enum without names"
        }
        kind => kind.name(),
    }
}
