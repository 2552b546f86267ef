//! Which operations a change reaches, and by which members.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use super::findings::{Found, Site};
use super::view::{Sides, View};
use super::{Change, Part, Reach};
use crate::prelude::UNIT;
use crate::shape::ShapeRef;
use crate::walk::data_members;

/// Gives every change its operations, and all of them their order.
pub(super) fn attribute(sides: &Sides<'_>, found: Vec<Found>) -> Vec<Change> {
    let places = || found.iter().map(|found| &found.place.site);
    let old = places().filter_map(|site| match site {
        Site::Old(shape, _) => Some(*shape),
        _ => None,
    });
    let new = places().filter_map(|site| match site {
        Site::New(shape, _) => Some(*shape),
        _ => None,
    });
    let old = ways(&sides.old, &old.collect());
    let new = ways(&sides.new, &new.collect());
    let names = |view: &View<'_>| -> HashSet<String> {
        let operations = view.operations().into_iter();
        operations.map(|(name, ..)| name.to_owned()).collect()
    };
    let (in_old, in_new) = (names(&sides.old), names(&sides.new));
    let stays =
        |reach: &Reach| in_old.contains(&reach.operation) && in_new.contains(&reach.operation);
    let mut changes: Vec<Change> = found
        .into_iter()
        .map(|found| {
            let reach = match &found.place.site {
                Site::Service => Vec::new(),
                Site::Operations(operations, part) => on_operations(operations, *part),
                Site::Old(shape, member) => at_shape(&old, *shape, member.as_ref(), stays),
                Site::New(shape, member) => at_shape(&new, *shape, member.as_ref(), stays),
            };
            Change {
                rule: found.rule,
                subject: found.place.subject,
                old: found.old,
                new: found.new,
                reach,
                verdict: found.rule.verdict(),
            }
        })
        .collect();
    // A shape that several shapes became lost the same member several times.
    changes.sort_by(|a, b| {
        let key = |change: &Change| (change.rule, change.subject.clone());
        let first = a.reach.first().cmp(&b.reach.first());
        first
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| texts(a).cmp(&texts(b)))
    });
    changes.dedup();
    changes
}

/// Values as text, to tell apart changes of the same rule and subject.
fn texts(change: &Change) -> [Option<String>; 2] {
    [&change.old, &change.new].map(|node| node.as_ref().map(ToString::to_string))
}

fn on_operations(operations: &[String], part: Part) -> Vec<Reach> {
    let operations = operations.iter().map(|operation| Reach {
        operation: operation.clone(),
        part,
        path: Vec::new(),
    });
    operations.collect()
}

/// A new operation is one change as a whole, whatever it reaches; it counts only where nothing else
/// holds the shape.
fn at_shape(
    ways: &HashMap<ShapeRef, Vec<Reach>>,
    shape: ShapeRef,
    member: Option<&String>,
    stays: impl Fn(&Reach) -> bool,
) -> Vec<Reach> {
    let all = ways.get(&shape).map_or(&[][..], Vec::as_slice);
    let some_stay = all.iter().any(&stays);
    let reach = all.iter().filter(|reach| !some_stay || stays(reach));
    let with_member = reach.cloned().map(|mut reach| {
        reach.path.extend(member.cloned());
        reach
    });
    with_member.collect()
}

/// The shortest ways from every operation to these shapes, in the order of operations and parts.
fn ways(view: &View<'_>, wanted: &HashSet<ShapeRef>) -> HashMap<ShapeRef, Vec<Reach>> {
    let mut ways: HashMap<ShapeRef, Vec<Reach>> = HashMap::new();
    if wanted.is_empty() {
        return ways;
    }
    for (name, handle, operation) in view.operations() {
        let parts = [
            (Part::Request, Vec::from_iter(operation.input)),
            (Part::Response, Vec::from_iter(operation.output)),
            (Part::Error, view.closure.errors(handle)),
        ];
        for (part, roots) in parts {
            for (shape, path) in paths(view, &roots, wanted) {
                ways.entry(shape).or_default().push(Reach {
                    operation: name.to_owned(),
                    part,
                    path,
                });
            }
        }
    }
    ways
}

/// How a search first came to a shape.
type Way<'m> = Option<(ShapeRef, &'m str)>;

fn paths(
    view: &View<'_>,
    roots: &[ShapeRef],
    wanted: &HashSet<ShapeRef>,
) -> Vec<(ShapeRef, Vec<String>)> {
    let mut came_by: HashMap<ShapeRef, Way<'_>> = HashMap::new();
    let mut queue = VecDeque::new();
    for root in roots {
        came_by.insert(*root, None);
        queue.push_back(*root);
    }
    while let Some(from) = queue.pop_front() {
        for member in data_members(view.shape(from)) {
            if view.shape(member.target).id.as_str() == UNIT {
                continue;
            }
            if let Entry::Vacant(vacant) = came_by.entry(member.target) {
                vacant.insert(Some((from, &member.name)));
                queue.push_back(member.target);
            }
        }
    }
    let found = came_by.keys().filter(|shape| wanted.contains(shape));
    found
        .map(|shape| (*shape, path(&came_by, *shape)))
        .collect()
}

fn path(came_by: &HashMap<ShapeRef, Way<'_>>, shape: ShapeRef) -> Vec<String> {
    let mut path = Vec::new();
    let mut at = shape;
    while let Some(Some((from, member))) = came_by.get(&at) {
        path.push((*member).to_owned());
        at = *from;
    }
    path.reverse();
    path
}
