//! Shapes that no finite value can have (Smithy 2.0, "Recursive shape definitions").

use std::collections::{HashMap, HashSet};

use super::Checker;
use crate::diagnostics::way;
use crate::model::Model;
use crate::possible::Possible;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Shape};

pub(super) fn check(checker: &mut Checker<'_, '_, '_>) {
    check_required(checker);
    check_collections(checker);
}

/// Structures that require themselves, and unions that hold nothing but themselves.
fn check_required(checker: &mut Checker<'_, '_, '_>) {
    let impossible = impossible(checker.model);
    for cycle in cycles(&impossible, |handle| {
        let shape = checker.get(handle)?;
        let member = needed(shape).find(|member| impossible.contains(&member.target))?;
        Some((member.name.as_str(), member.target))
    }) {
        let Some((handle, member)) = cycle.first().copied() else {
            continue;
        };
        let kind = checker.kind(handle).map_or("a shape", Kind::described);
        let message = format!(
            "no value can exist: {kind} needs itself through {}",
            describe(checker, &cycle)
        );
        checker
            .report_member(handle, member, &[], message)
            .covered_by("ShapeRecursion")
            .hint("make one of these members optional, or put a list or map between".to_owned());
    }
}

/// Lists and maps that contain only each other have no element type.
fn check_collections(checker: &mut Checker<'_, '_, '_>) {
    let collections: HashSet<ShapeRef> = checker
        .model
        .shapes()
        .filter(|(_, shape)| matches!(shape.kind, Kind::List(_) | Kind::Map { .. }))
        .map(|(handle, _)| handle)
        .collect();
    for cycle in cycles(&collections, |handle| match checker.kind(handle)? {
        Kind::List(member) | Kind::Map { value: member, .. } => {
            Some((member.name.as_str(), member.target))
        }
        _ => None,
    }) {
        let Some((handle, member)) = cycle.first().copied() else {
            continue;
        };
        let kind = checker.kind(handle).map_or("a shape", Kind::described);
        let message = format!(
            "{kind} contains itself through {}",
            describe(checker, &cycle)
        );
        checker
            .report_member(handle, member, &[], message)
            .covered_by("ShapeRecursion")
            .hint("put a structure or a union between".to_owned());
    }
}

fn describe(checker: &Checker<'_, '_, '_>, cycle: &[(ShapeRef, &str)]) -> String {
    let members: Vec<String> = cycle
        .iter()
        .map(|(handle, member)| format!("{}${member}", checker.id(*handle)))
        .collect();
    way(members.iter().map(String::as_str), ", ")
}

/// The members that decide whether a shape can have a value: of a structure the required ones, all of which
/// must have one; of a union all, one of which must.
fn needed(shape: &Shape) -> impl Iterator<Item = &Member> {
    let is_union = matches!(shape.kind, Kind::Union(_));
    shape
        .members()
        .iter()
        .filter(move |member| is_union || member.traits.is_required())
}

/// The shapes that can't have a value.
fn impossible(model: &Model) -> HashSet<ShapeRef> {
    let mut found = Possible::new();
    for (handle, shape) in model.shapes() {
        let targets: Vec<ShapeRef> = needed(shape).map(|member| member.target).collect();
        let count = targets.len();
        let holds_others = |target: &ShapeRef| {
            let kind = model.get(*target).map(|shape| &shape.kind);
            matches!(kind, Some(Kind::Structure(_) | Kind::Union(_)))
        };
        let others = targets.into_iter().filter(holds_others).collect();
        if matches!(shape.kind, Kind::Union(_)) {
            found.add_union(handle, count, others);
        } else {
            found.add_structure(handle, others);
        }
    }
    found.impossible()
}

/// The cycles of a graph in which every node has at most one way on, each once, from its smallest node.
fn cycles<'m>(
    nodes: &HashSet<ShapeRef>,
    next: impl Fn(ShapeRef) -> Option<(&'m str, ShapeRef)>,
) -> Vec<Vec<(ShapeRef, &'m str)>> {
    let mut starts: Vec<ShapeRef> = nodes.iter().copied().collect();
    starts.sort_unstable();
    let mut seen: HashSet<ShapeRef> = HashSet::new();
    let mut found = Vec::new();
    for start in starts {
        let mut way: Vec<(ShapeRef, &str)> = Vec::new();
        let mut places: HashMap<ShapeRef, usize> = HashMap::new();
        let mut at = start;
        while nodes.contains(&at) && seen.insert(at) {
            let Some((member, target)) = next(at) else {
                break;
            };
            places.insert(at, way.len());
            way.push((at, member));
            at = target;
        }
        if let Some(place) = places.get(&at) {
            found.push(way.split_off(*place));
        }
    }
    found
}
