//! Resources that contain themselves, and names in a service (Smithy 2.0, "Service closure").

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Checker;
use crate::diagnostics::way;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Service, Shape};
use crate::walk::{MOST_REACHED, reachable, service_operations};

const SERVICE: &str = "aws.api#service";

/// No resource is its own descendant.
pub(super) fn check_resources(checker: &mut Checker<'_, '_, '_>) {
    let mut visited: HashSet<ShapeRef> = HashSet::new();
    for (start, shape) in checker.model.shapes() {
        if !matches!(shape.kind, Kind::Resource(_)) || visited.contains(&start) {
            continue;
        }
        let mut stack = vec![(start, 0)];
        let mut ancestors = HashSet::from([start]);
        while let Some((at, next)) = stack.last_mut() {
            let children = match checker.kind(*at) {
                Some(Kind::Resource(resource)) if !visited.contains(at) => &resource.resources[..],
                _ => &[],
            };
            let Some(child) = children.get(*next).copied() else {
                visited.insert(*at);
                ancestors.remove(at);
                stack.pop();
                continue;
            };
            *next += 1;
            if ancestors.insert(child) {
                stack.push((child, 0));
                continue;
            }
            if checker.issues.is_full() {
                return;
            }
            let place = stack
                .iter()
                .position(|(ancestor, _)| *ancestor == child)
                .unwrap_or_default();
            let cycle: Vec<ShapeRef> = stack[place..]
                .iter()
                .map(|(resource, _)| *resource)
                .chain([child])
                .collect();
            let message = format!(
                "resources contain each other in a cycle: {}",
                way(cycle.iter().map(|it| checker.id(*it)), " -> ")
            );
            let parent = stack.last().map_or(child, |(parent, _)| *parent);
            checker.report(parent, &["resources"], message);
        }
    }
}

/// The `sdkId` of `aws.api#service` is made of words (Smithy 2.0, "aws.api#service trait"): clients, their
/// packages and their modules are called after it.
///
/// Hyphens are no part of Smithy's rule. Where an AWS JSON model has no `serviceId`, the prefix of the
/// endpoint, which has hyphens, takes its place.
pub(super) fn check_sdk_id(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef) {
    let shape = checker.get(handle);
    let Some(sdk_id) = shape.and_then(|shape| shape.traits.get(SERVICE)?.get("sdkId")) else {
        return;
    };
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.split([' ', '-']).all(is_word)
    };
    if !sdk_id.as_str().is_some_and(is_name) {
        let message = format!(
            "the sdkId is {sdk_id}, expected words of letters and digits with one space between them, which \
             begin with a letter, such as \"Route 53\""
        );
        checker.report(handle, &["traits", SERVICE, "sdkId"], message);
    }
}

/// Reports that the services up to this one reach too many shapes.
pub(super) fn report_size(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, reached: usize) {
    let message = format!(
        "the services up to {} reach {reached} shapes, counted for each of them, more than {MOST_REACHED}, \
         which is the limit",
        checker.id(handle)
    );
    checker.report(handle, &[], message);
}

/// Names of the closure differ in more than case once `rename` has been applied. Returns how many shapes
/// the closure has.
pub(super) fn check_names(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef) -> usize {
    let Some(Kind::Service(service)) = checker.kind(handle) else {
        return 0;
    };
    let operations = service_operations(checker.model, handle);
    let roots = operations
        .iter()
        .flat_map(|operation| match checker.kind(*operation) {
            Some(Kind::Operation(operation)) => {
                let io = operation.input.into_iter().chain(operation.output);
                io.chain(operation.errors.iter().copied()).collect()
            }
            _ => Vec::new(),
        });
    let closure = reachable(checker.model, roots.chain(service.errors.iter().copied()));
    let reached = closure.len() + operations.len();
    check_rename(checker, handle, service, &closure);

    let renamed: HashMap<ShapeRef, &str> = service
        .rename
        .iter()
        .map(|(shape, name)| (*shape, name.as_str()))
        .collect();
    let mut by_name: BTreeMap<String, Vec<ShapeRef>> = BTreeMap::new();
    for shape in closure.into_iter().chain(operations) {
        let Some(definition) = checker.get(shape) else {
            continue;
        };
        let name = renamed
            .get(&shape)
            .copied()
            .unwrap_or_else(|| definition.id.name());
        by_name
            .entry(name.to_ascii_lowercase())
            .or_default()
            .push(shape);
    }
    for mut shapes in by_name.into_values().filter(|shapes| shapes.len() > 1) {
        shapes.sort_unstable();
        check_conflict(checker, handle, &shapes);
    }
    reached
}

fn check_rename(
    checker: &mut Checker<'_, '_, '_>,
    handle: ShapeRef,
    service: &Service,
    closure: &HashSet<ShapeRef>,
) {
    for (shape, name) in &service.rename {
        let Some(definition) = checker.get(*shape) else {
            continue;
        };
        let id = definition.id.as_str();
        if !closure.contains(shape) {
            let message =
                format!("{id} is renamed to `{name}`, but is not in the closure of the service");
            checker.report(handle, &["rename", id], message);
        } else if definition.id.name() == name {
            checker.report(
                handle,
                &["rename", id],
                format!("{id} is renamed to its own name"),
            );
        }
    }
}

/// Simple shapes and lists of them may share a name: nothing is named after them. Everything else may not.
fn check_conflict(checker: &mut Checker<'_, '_, '_>, handle: ShapeRef, shapes: &[ShapeRef]) {
    let has_own_type = |shape: &&ShapeRef| checker.get(**shape).is_some_and(takes_a_name);
    let ids: Vec<&str> = shapes
        .iter()
        .filter(has_own_type)
        .map(|shape| checker.id(*shape))
        .collect();
    let [first, .., last] = ids[..] else { return };
    let message = format!(
        "{first} and {last} have the same name in service {}, case aside",
        checker.id(handle)
    );
    let issue = checker.report(handle, &[], message).covered_by("Service");
    issue.hint(format!(
        "give one of them another name in the service's `rename`, as in {{\"{last}\": \"NewName\"}}"
    ));
}

fn takes_a_name(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_) | Kind::Operation(_)
    )
}
