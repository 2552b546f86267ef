//! Pairs of shapes that correspond to each other in the two models.

use std::collections::{HashSet, VecDeque};

use super::Rule;
use super::view::Sides;
use crate::shape::{Kind, Shape, ShapeRef};

/// Shapes that are each other's counterparts, each pair compared once.
#[derive(Default)]
pub(super) struct Pairs {
    seen: HashSet<(Option<ShapeRef>, Option<ShapeRef>)>,
    queue: VecDeque<(Option<ShapeRef>, Option<ShapeRef>)>,
    /// Those that are so by name.
    named: HashSet<(ShapeRef, ShapeRef)>,
}

impl Pairs {
    /// The shapes that have the same name on both sides.
    pub(super) fn by_name(sides: &Sides<'_>) -> Self {
        let mut pairs = Self::default();
        let new = sides.new.types_by_name();
        for (name, old) in sides.old.types_by_name() {
            if let Some(new) = new.get(&name) {
                pairs.named.insert((old, *new));
                pairs.add(Some(old), Some(*new));
            }
        }
        pairs
    }

    /// Adds a pair; one without a counterpart counts as a change of a structure without members.
    pub(super) fn add(&mut self, old: Option<ShapeRef>, new: Option<ShapeRef>) {
        let some = old.is_some() || new.is_some();
        if some && self.seen.insert((old, new)) {
            self.queue.push_back((old, new));
        }
    }

    /// The next pair to compare.
    pub(super) fn next(&mut self) -> Option<(Option<ShapeRef>, Option<ShapeRef>)> {
        self.queue.pop_front()
    }

    /// Whether two shapes are each other's counterparts by name, so that what changes in them is a
    /// change of the shape, not of the member that targets it.
    pub(super) fn are_named(&self, old: ShapeRef, new: ShapeRef) -> bool {
        self.named.contains(&(old, new))
    }
}

/// The rule for two shapes of which one is a string and the other an enum.
pub(super) fn text_rule(old: &Shape, new: &Shape) -> Option<Rule> {
    match (&old.kind, &new.kind) {
        (Kind::String, Kind::Enum(_)) => Some(Rule::StringBecameEnum),
        (Kind::Enum(_), Kind::String) => Some(Rule::EnumBecameString),
        _ => None,
    }
}
