//! Integers of different sizes. A number that both sizes hold has the same bytes on the wire; one that only the larger
//! size holds breaks the side that has the smaller one.

use std::cmp::Ordering;

use super::Rule;
use crate::shape::Kind;

/// The rule for two integers of different sizes; none for other shapes.
///
/// It is not for headers of event streams, whose bytes have a type for each size.
pub(super) fn rule(old: &Kind, new: &Kind) -> Option<Rule> {
    match size(old)?.cmp(&size(new)?) {
        Ordering::Less => Some(Rule::NumberWidened),
        Ordering::Greater => Some(Rule::NumberNarrowed),
        Ordering::Equal => None,
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
