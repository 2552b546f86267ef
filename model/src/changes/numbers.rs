//! Integers of different sizes, which have the same bytes on the wire.

use super::Rule;
use super::view::{Sides, View};
use crate::shape::{Kind, ShapeRef};
use crate::walk::data_members;

/// The rule for two integers of different sizes. None for other shapes, and where the size shows on the wire: headers of
/// event streams have a type of their own for each size.
pub(super) fn rule(sides: &Sides<'_>, old: ShapeRef, new: ShapeRef) -> Option<Rule> {
    let before = size(&sides.old.shape(old).kind)?;
    let now = size(&sides.new.shape(new).kind)?;
    if is_in_event_header(&sides.old, old) || is_in_event_header(&sides.new, new) {
        return None;
    }
    match before.cmp(&now) {
        std::cmp::Ordering::Less => Some(Rule::NumberWidened),
        std::cmp::Ordering::Greater => Some(Rule::NumberNarrowed),
        std::cmp::Ordering::Equal => None,
    }
}

/// The number of bytes of an integer.
fn size(kind: &Kind) -> Option<u8> {
    match kind {
        Kind::Byte => Some(1),
        Kind::Short => Some(2),
        Kind::Integer | Kind::IntEnum(_) => Some(4),
        Kind::Long => Some(8),
        _ => None,
    }
}

fn is_in_event_header(view: &View<'_>, shape: ShapeRef) -> bool {
    let shapes = view.closure.shapes();
    let mut members = shapes.flat_map(|(holder, _)| data_members(view.shape(holder)));
    members.any(|member| member.target == shape && member.traits.has("smithy.api#eventHeader"))
}
