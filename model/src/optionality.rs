//! The members of a structure that are an `Option` in a client.
//!
//! Smithy specification: [optionality][spec], by the careful rule: a service may make a required structure or union
//! optional later without breaking the client.
//!
//! [spec]: https://smithy.io/2.0/spec/aggregate-types.html#structure-member-optionality

use crate::model::Model;
use crate::node::Node;
use crate::shape::{Kind, Member, ShapeRef};

/// The optionality of a member in a client, which may differ from the model's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Optionality {
    /// The optionality is the model's.
    #[default]
    AsModelled,
    /// The member has no default.
    WithoutDefault,
    /// The member is optional, as with `@clientOptional`.
    Optional,
}

/// A function that returns the optionality of a member of a structure in a service.
pub type Exceptions = dyn Fn(&Model, PlacedMember<'_>) -> Optionality;

/// A member with its structure and service.
#[derive(Clone, Copy, Debug)]
pub struct PlacedMember<'m> {
    /// The service.
    pub service: ShapeRef,
    /// The structure.
    pub container: ShapeRef,
    /// The member.
    pub member: &'m Member,
}

impl Optionality {
    /// The default of the member; `null` overrides the default of the target.
    pub fn default_of(self, member: &Member) -> Option<&Node> {
        let value = member.traits.default_value();
        value.filter(|value| self == Self::AsModelled && !value.is_null())
    }

    /// The field is an `Option`: the service may leave the member out, or stop requiring it without
    /// breaking its clients. A stream is never absent.
    pub fn is_optional(self, model: &Model, in_input: bool, member: &Member) -> bool {
        self.when_unset(model, in_input, member) == WhenUnset::None
    }

    /// What a builder does if the member is not set.
    pub fn when_unset(self, model: &Model, in_input: bool, member: &Member) -> WhenUnset {
        let target = model.shape(member.target);
        if target.traits.is_streaming() {
            return match target.kind {
                Kind::Blob => WhenUnset::EmptyStream,
                _ => WhenUnset::Required,
            };
        }
        let is_aggregate = matches!(target.kind, Kind::Structure(_) | Kind::Union(_));
        let may_be_absent = self == Self::Optional || member.traits.is_client_optional();
        if is_aggregate || in_input || may_be_absent {
            WhenUnset::None
        } else if self.default_of(member).is_some() {
            WhenUnset::Default
        } else if member.traits.is_required() {
            WhenUnset::Required
        } else {
            WhenUnset::None
        }
    }
}

/// What the builder of a structure does if a member was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenUnset {
    /// It leaves the field, which is an `Option`, empty.
    None,
    /// It fills in the modelled default.
    Default,
    /// It refuses to build.
    Required,
    /// It fills in a stream of no bytes.
    EmptyStream,
}
