//! The operations that a change reaches, and the members on the way.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use super::findings::{Finding, Site};
use super::view::{Sides, View};
use super::{Change, Part, Reach, Rule};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::prelude::UNIT;
use crate::shape::{Member, ShapeRef};
use crate::walk::data_members;

/// How many ways from operations to changes are told, each counted with its members. A shape that all
/// operations share has one for each of them and of its changes.
const MOST_WAYS: usize = 2_000_000;

/// How many ways there were so far.
#[derive(Default)]
struct Ways(usize);

impl Ways {
    fn add(&mut self, view: &View<'_>, length: usize) -> Result<(), Diagnostics> {
        self.0 += 1 + length;
        if self.0 <= MOST_WAYS {
            return Ok(());
        }
        let (service, _) = view.service();
        Err(Diagnostics::from(Diagnostic {
            file: view.model.file_of(view.closure.service()).to_owned(),
            line: None,
            path: String::new(),
            shape: Some(service.id.to_string()),
            message: format!(
                "the changes reach the operations of {} in more than {MOST_WAYS} ways, each counted with its \
                 members, which is the limit",
                service.id
            ),
            hint: Some("choose some of the operations".to_owned()),
        }))
    }
}

/// Gives every change its operations, and all of them their order.
///
/// # Errors
/// There are too many ways from operations to changes.
pub(super) fn attribute(
    sides: &Sides<'_>,
    found: Vec<Finding>,
) -> Result<Vec<Change>, Diagnostics> {
    let places = || found.iter().map(|found| &found.place.site);
    let old = places().filter_map(|site| match site {
        Site::Old(shape, _) => Some(*shape),
        _ => None,
    });
    let new = places().filter_map(|site| match site {
        Site::New { shape, .. } => Some(*shape),
        _ => None,
    });
    let counterparts = places().filter_map(|site| match site {
        Site::New { counterpart, .. } => *counterpart,
        _ => None,
    });
    let mut spent = Ways::default();
    let old = ways(&sides.old, &old.collect(), &mut spent)?;
    let new = ways(&sides.new, &new.collect(), &mut spent)?;
    let before = ways(&sides.old, &counterparts.collect(), &mut Ways::default())?;
    let before = places_of(&before);
    let names = |view: &View<'_>| -> HashSet<String> {
        let operations = view.operations().into_iter();
        operations.map(|(name, ..)| name.to_owned()).collect()
    };
    let (in_old, in_new) = (names(&sides.old), names(&sides.new));
    let stays =
        |reach: &Reach| in_old.contains(&reach.operation) && in_new.contains(&reach.operation);
    let mut changes = Vec::with_capacity(found.len());
    for found in found {
        let reach = match &found.place.site {
            Site::Service => Vec::new(),
            Site::Operations(operations, part) => on_operations(operations, *part),
            Site::Old(shape, member) => at_shape(&old, *shape, member.as_ref(), stays),
            Site::New {
                shape,
                member,
                counterpart,
            } => {
                let reach = at_shape(&new, *shape, member.as_ref(), stays);
                let before = counterpart.and_then(|it| before.get(&it));
                where_it_was(reach, before)
            }
        };
        for reach in &reach {
            spent.add(&sides.new, reach.path.len())?;
        }
        changes.extend(in_each_direction(found, reach));
    }
    // A shape that several shapes became lost the same member several times.
    changes.sort_by(|a, b| {
        let first = a.reach.first().cmp(&b.reach.first());
        first
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.subject.cmp(&b.subject))
            .then_with(|| texts(a).cmp(&texts(b)))
    });
    changes.dedup();
    Ok(changes)
}

/// Splits a change whose verdict depends on the direction: one change for requests, and one for all other places.
fn in_each_direction(found: Finding, reach: Vec<Reach>) -> Vec<Change> {
    let change = |rule: Rule, reach: Vec<Reach>| Change {
        rule,
        subject: found.place.subject.clone(),
        old: found.old.clone(),
        new: found.new.clone(),
        reach,
        verdict: rule.verdict(),
    };
    let (received, sent) = (found.rule, found.rule.in_request());
    let is_sent = |reach: &Reach| sent != received && reach.part == Part::Request;
    if !reach.iter().any(is_sent) {
        return vec![change(received, reach)];
    }
    let (in_requests, elsewhere): (Vec<Reach>, Vec<Reach>) = reach.into_iter().partition(is_sent);
    let mut changes = vec![change(sent, in_requests)];
    if !elsewhere.is_empty() {
        changes.push(change(received, elsewhere));
    }
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

/// The parts of operations that reach each shape.
type Places<'w> = HashMap<ShapeRef, HashSet<(&'w str, Part)>>;

fn places_of(ways: &HashMap<ShapeRef, Vec<Reach>>) -> Places<'_> {
    let places = ways.iter().map(|(shape, reach)| {
        let places = reach.iter().map(|it| (it.operation.as_str(), it.part));
        (*shape, places.collect())
    });
    places.collect()
}

/// The places that had the shape before. If none had, all: its type in Rust is then what changed.
fn where_it_was(reach: Vec<Reach>, before: Option<&HashSet<(&str, Part)>>) -> Vec<Reach> {
    let Some(before) = before else {
        return reach;
    };
    let was = |it: &Reach| before.contains(&(it.operation.as_str(), it.part));
    if !reach.iter().any(was) {
        return reach;
    }
    reach.into_iter().filter(was).collect()
}

/// The shortest ways from every operation to these shapes, in the order of operations and parts.
fn ways(
    view: &View<'_>,
    wanted: &HashSet<ShapeRef>,
    spent: &mut Ways,
) -> Result<HashMap<ShapeRef, Vec<Reach>>, Diagnostics> {
    let mut ways: HashMap<ShapeRef, Vec<Reach>> = HashMap::new();
    if wanted.is_empty() {
        return Ok(ways);
    }
    let leading = leading_to(view, wanted);
    for (name, handle, operation) in view.operations() {
        let parts = [
            (Part::Request, Vec::from_iter(operation.input)),
            (Part::Response, Vec::from_iter(operation.output)),
            (Part::Error, view.closure.errors(handle)),
        ];
        for (part, roots) in parts {
            for (shape, path) in paths(&roots, wanted, &leading) {
                spent.add(view, path.len())?;
                ways.entry(shape).or_default().push(Reach {
                    operation: name.to_owned(),
                    part,
                    path,
                });
            }
        }
    }
    Ok(ways)
}

/// The shapes that lead to these, themselves included, with the members that do: a search needs no other.
fn leading_to<'m>(
    view: &View<'m>,
    wanted: &HashSet<ShapeRef>,
) -> HashMap<ShapeRef, Vec<&'m Member>> {
    let mut holders: HashMap<ShapeRef, Vec<ShapeRef>> = HashMap::new();
    for (shape, _) in view.closure.shapes() {
        for member in data_members(view.shape(shape)) {
            if view.shape(member.target).id.as_str() != UNIT {
                holders.entry(member.target).or_default().push(shape);
            }
        }
    }
    let mut leading: HashMap<ShapeRef, Vec<&Member>> = HashMap::new();
    let mut stack: Vec<ShapeRef> = wanted.iter().copied().collect();
    while let Some(shape) = stack.pop() {
        if let Entry::Vacant(vacant) = leading.entry(shape) {
            vacant.insert(Vec::new());
            stack.extend(holders.remove(&shape).unwrap_or_default());
        }
    }
    let shapes: Vec<ShapeRef> = leading.keys().copied().collect();
    for shape in shapes {
        let members = data_members(view.shape(shape));
        let members: Vec<&Member> = members
            .filter(|member| leading.contains_key(&member.target))
            .collect();
        leading.insert(shape, members);
    }
    leading
}

/// How a search first came to a shape.
type Way<'m> = Option<(ShapeRef, &'m str)>;

fn paths(
    roots: &[ShapeRef],
    wanted: &HashSet<ShapeRef>,
    leading: &HashMap<ShapeRef, Vec<&Member>>,
) -> Vec<(ShapeRef, Vec<String>)> {
    let mut came_by: HashMap<ShapeRef, Way<'_>> = HashMap::new();
    let mut queue = VecDeque::new();
    for root in roots.iter().filter(|root| leading.contains_key(root)) {
        came_by.insert(*root, None);
        queue.push_back(*root);
    }
    while let Some(from) = queue.pop_front() {
        for member in leading.get(&from).into_iter().flatten() {
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
