//! Leaves out `timestampFormat` traits that have no effect, because the format is the same without them (Smithy
//! specification: `timestampFormat` trait).

use std::borrow::Cow;

use super::protocols::Protocols;
use super::view::{Sides, View};
use crate::shape::{Kind, Member, ShapeRef};
use crate::traits::{TimestampFormat, Traits};
use crate::walk::data_members;

const FORMAT: &str = "smithy.api#timestampFormat";

/// The traits of a member in both models, without `timestampFormat` if the resulting format is the same. That is the
/// format of the member, or else of its target, or else the default of its location.
pub(super) fn of_member<'m>(
    sides: &Sides<'m>,
    old: &'m Member,
    new: &'m Member,
) -> (Cow<'m, Traits>, Cow<'m, Traits>) {
    let format = |view: &View<'_>, member: &Member| {
        let own = member.traits.timestamp_format();
        let of_target = || view.shape(member.target).traits.timestamp_format();
        own.or_else(of_target)
            .or_else(|| default_of(&sides.protocols, member))
    };
    let is_same = format(&sides.old, old) == format(&sides.new, new);
    (
        without_format(&old.traits, is_same),
        without_format(&new.traits, is_same),
    )
}

/// The traits of a timestamp shape, without `timestampFormat` if it is the default for every member that it applies to.
pub(super) fn of_shape<'m>(
    view: &View<'m>,
    protocols: &Protocols,
    shape: ShapeRef,
) -> Cow<'m, Traits> {
    let traits = &view.shape(shape).traits;
    let Some(format) = traits.timestamp_format() else {
        return Cow::Borrowed(traits);
    };
    let shapes = view.closure.shapes();
    let members = shapes.flat_map(|(holder, _)| data_members(view.shape(holder)));
    let mut targeting = members
        .filter(|member| member.target == shape && member.traits.timestamp_format().is_none());
    let holds_anyway = matches!(view.shape(shape).kind, Kind::Timestamp)
        && targeting.all(|member| default_of(protocols, member) == Some(format));
    without_format(traits, holds_anyway)
}

fn default_of(protocols: &Protocols, member: &Member) -> Option<TimestampFormat> {
    protocols.default_format(&member.traits.location())
}

fn without_format(traits: &Traits, is_left_out: bool) -> Cow<'_, Traits> {
    if !is_left_out || !traits.has(FORMAT) {
        return Cow::Borrowed(traits);
    }
    let mut traits = traits.clone();
    traits.remove(FORMAT);
    Cow::Owned(traits)
}
