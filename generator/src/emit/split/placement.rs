//! Which crate has which operations and types.
//!
//! Operations are ordered by what they are about, `User` in `CreateUser` and `DescribeUser`, and cut into parts of about
//! the same size of code: operations about one thing share types, so most types are used by one part only and are in
//! it. The others are in the base. A new operation moves only those beside the cuts.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

use tinsmith_model::ShapeRef;

use crate::emit::Part;
use crate::names;
use crate::output::File;
use crate::plan::split::Inner;
use crate::plan::{Operation, Plan, Structure};

/// The crates of operations and types.
pub(super) struct Placement {
    /// The part of each operation.
    operations: Vec<usize>,
    /// The part of each type that is not in the base.
    types: BTreeMap<ShapeRef, usize>,
}

impl Placement {
    /// Places what `items` are the files of. There are at least as many operations as `parts`.
    pub(super) fn of(plan: &Plan<'_>, parts: NonZero<usize>, items: &[(Part, File)]) -> Self {
        let mut sizes = vec![0; plan.operations.len()];
        let mut type_sizes = BTreeMap::new();
        for (part, file) in items {
            let size = file.text.len();
            match *part {
                Part::Operation(index) => sizes[index] += size,
                Part::Waiter(index) => sizes[plan.waiters[index].operation] += size,
                other => {
                    if let Some(shape) = shape(plan, other) {
                        type_sizes.insert(shape, size);
                    }
                }
            }
        }
        let errors = plan.errors.iter().map(Structure::modeled_shape);
        let mut in_base = BTreeSet::new();
        reach(plan, errors.chain(plan.event_unions()), &mut in_base);
        let reached: Vec<BTreeSet<ShapeRef>> = plan
            .operations
            .iter()
            .map(|operation| {
                let structures = [&operation.input, &operation.output];
                let mut reached = BTreeSet::new();
                for structure in structures {
                    let fields = structure.fields.iter();
                    reach(plan, fields.map(|it| it.member.target), &mut reached);
                }
                reached
            })
            .collect();

        let mut order: Vec<usize> = (0..plan.operations.len()).collect();
        order.sort_by_cached_key(|&at| subject(&plan.operations[at]));
        let mut counted = in_base.clone();
        let sizes: Vec<usize> = order
            .iter()
            .map(|&at| {
                let new = reached[at].iter().filter(|&&it| counted.insert(it));
                let types = new.filter_map(|it| type_sizes.get(it));
                sizes[at] + types.sum::<usize>()
            })
            .collect();
        let mut operations = vec![0; order.len()];
        for (&at, part) in order.iter().zip(cut(&sizes, parts)) {
            operations[at] = part;
        }

        let mut types = BTreeMap::new();
        for (at, &part) in operations.iter().enumerate() {
            for &shape in &reached[at] {
                if *types.entry(shape).or_insert(part) != part {
                    in_base.insert(shape);
                }
            }
        }
        types.retain(|shape, _| !in_base.contains(shape));
        Self { operations, types }
    }

    /// The crate of an operation.
    pub(super) fn of_operation(&self, index: usize) -> Inner {
        Inner::Part(self.operations[index])
    }

    /// The crate of a type.
    pub(super) fn of_type(&self, shape: ShapeRef) -> Inner {
        self.types
            .get(&shape)
            .map_or(Inner::Base, |&part| Inner::Part(part))
    }

    /// The crate of an operation, a type or a waiter.
    pub(super) fn of_item(&self, plan: &Plan<'_>, item: Part) -> Inner {
        match item {
            Part::Operation(index) => self.of_operation(index),
            Part::Waiter(index) => self.of_operation(plan.waiters[index].operation),
            other => shape(plan, other).map_or(Inner::Base, |shape| self.of_type(shape)),
        }
    }
}

/// The shape of a type that need not be in the base.
fn shape(plan: &Plan<'_>, part: Part) -> Option<ShapeRef> {
    match part {
        Part::Structure(index) => Some(plan.structures[index].modeled_shape()),
        Part::Union(index) => Some(plan.unions[index]),
        Part::Enum(index) => Some(plan.enums[index]),
        _ => None,
    }
}

/// Adds `shapes` and all shapes that their values may contain.
fn reach(
    plan: &Plan<'_>,
    shapes: impl Iterator<Item = ShapeRef>,
    reached: &mut BTreeSet<ShapeRef>,
) {
    let mut pending: Vec<ShapeRef> = shapes.collect();
    while let Some(shape) = pending.pop() {
        if reached.insert(shape) {
            pending.extend(plan.targets(shape));
        }
    }
}

/// What an operation is about, and then its name: its name without the first word, which is a verb.
fn subject(operation: &Operation<'_>) -> (String, String) {
    let name = names::snake(operation.name);
    let about = name.split_once('_').map_or(&*name, |(_, about)| about);
    (about.to_owned(), name)
}

/// The part of each item, if a list of items of these sizes is cut into parts of about the same size. No part is empty,
/// if there are at least as many items as parts.
fn cut(sizes: &[usize], parts: NonZero<usize>) -> Vec<usize> {
    let parts = parts.get();
    let total = sizes.iter().sum::<usize>().max(1);
    let mut before = 0;
    let mut next = 0;
    let mut cut = Vec::with_capacity(sizes.len());
    for (at, size) in sizes.iter().enumerate() {
        let twice_the_middle = 2 * before + size;
        before += size;
        // Each part needs one of the items that are left.
        let left = sizes.len() - at;
        let part = (twice_the_middle * parts / (2 * total)).max(parts.saturating_sub(left));
        // No part is passed over.
        let part = part.clamp(next.max(1) - 1, next).min(parts - 1);
        next = next.max(part + 1);
        cut.push(part);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(sizes: &[usize], parts: usize) -> Vec<usize> {
        cut(sizes, NonZero::new(parts).unwrap())
    }

    #[test]
    fn parts_are_of_about_the_same_size() {
        assert_eq!(cut_of(&[1, 1, 1, 1, 1, 1], 3), [0, 0, 1, 1, 2, 2]);
        assert_eq!(cut_of(&[4, 1, 1, 1, 1], 2), [0, 1, 1, 1, 1]);
        assert_eq!(cut_of(&[1, 2, 3], 1), [0, 0, 0]);
    }

    #[test]
    fn no_part_is_empty() {
        assert_eq!(cut_of(&[1000, 1, 1, 1], 4), [0, 1, 2, 3]);
        assert_eq!(cut_of(&[1, 1, 1, 1000], 4), [0, 1, 2, 3]);
        assert_eq!(cut_of(&[0, 0], 2), [0, 1]);
    }

    #[test]
    fn a_new_item_moves_only_items_beside_the_cuts() {
        let old = cut_of(&[10; 100], 4);
        let new = cut_of(&[10; 101], 4);
        let moved = (50..100).filter(|&at| old[at] != new[at + 1]).count();
        assert!(moved <= 3, "{moved}");
    }
}
