//! Which shapes reach each other.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::ShapeRef;

/// Numbers the shapes so that two have the same number if each reaches the other by targets that are among the shapes:
/// the strongly connected components of the graph, by Kosaraju's algorithm.
pub(super) fn numbered(
    shapes: &BTreeSet<ShapeRef>,
    targets: impl Fn(ShapeRef) -> Vec<ShapeRef>,
) -> BTreeMap<ShapeRef, usize> {
    let mut forward: BTreeMap<ShapeRef, Vec<ShapeRef>> = BTreeMap::new();
    let mut backward: BTreeMap<ShapeRef, Vec<ShapeRef>> = BTreeMap::new();
    for &shape in shapes {
        for target in targets(shape) {
            if shapes.contains(&target) {
                forward.entry(shape).or_default().push(target);
                backward.entry(target).or_default().push(shape);
            }
        }
    }
    let mut numbers = BTreeMap::new();
    for (number, &shape) in finished(shapes, &forward).iter().rev().enumerate() {
        let mut pending = vec![shape];
        while let Some(shape) = pending.pop() {
            if let Entry::Vacant(unnumbered) = numbers.entry(shape) {
                unnumbered.insert(number);
                pending.extend(backward.get(&shape).into_iter().flatten());
            }
        }
    }
    numbers
}

/// The shapes in the order in which a depth-first search leaves them.
fn finished(
    shapes: &BTreeSet<ShapeRef>,
    targets: &BTreeMap<ShapeRef, Vec<ShapeRef>>,
) -> Vec<ShapeRef> {
    let mut seen = BTreeSet::new();
    let mut finished = Vec::with_capacity(shapes.len());
    for &start in shapes {
        if !seen.insert(start) {
            continue;
        }
        let mut open = vec![(start, 0)];
        while let Some((shape, next)) = open.last_mut() {
            let target = targets.get(shape).and_then(|it| it.get(*next));
            *next += 1;
            match target {
                Some(&target) if seen.insert(target) => open.push((target, 0)),
                Some(_) => {}
                None => {
                    finished.push(*shape);
                    open.pop();
                }
            }
        }
    }
    finished
}
