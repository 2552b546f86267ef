//! Walks over the graph of shapes. All of them keep their own stack, so depth does not matter, and a
//! set of what they have seen, so cycles do not either.

use std::collections::HashSet;

use crate::model::Model;
use crate::prelude::UNIT;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Shape};

/// How many shapes the services of a model may reach, counted for each of them: services that share their
/// shapes are each a client of their own.
pub(crate) const MOST_REACHED: usize = 10_000_000;

/// The members of a data shape, whatever its kind.
pub(crate) fn data_members(shape: &Shape) -> impl Iterator<Item = &Member> {
    let (first, rest): (Option<&Member>, &[Member]) = match &shape.kind {
        Kind::List(member) => (Some(member), &[]),
        Kind::Map { key, value } => (Some(key), std::slice::from_ref(value)),
        Kind::Structure(members) | Kind::Union(members) => (None, members),
        _ => (None, &[]),
    };
    first.into_iter().chain(rest)
}

/// The data shapes that are reachable from these, which are included, in no particular order. `Unit` is left out,
/// since it means the absence of a value.
pub(crate) fn reachable(
    model: &Model,
    roots: impl IntoIterator<Item = ShapeRef>,
) -> HashSet<ShapeRef> {
    let mut seen = HashSet::new();
    let mut stack: Vec<ShapeRef> = roots.into_iter().collect();
    while let Some(next) = stack.pop() {
        let Some(shape) = model.get(next) else {
            continue;
        };
        if shape.id.as_str() != UNIT && seen.insert(next) {
            stack.extend(data_members(shape).map(|member| member.target));
        }
    }
    seen
}

/// Every operation of a service: its own and those of its resources at any depth, sorted by name.
///
/// Smithy specification: [service closure][spec].
///
/// [spec]: https://smithy.io/2.0/spec/service-types.html#service-closure
pub fn service_operations(model: &Model, service: ShapeRef) -> Vec<ShapeRef> {
    let Some(Kind::Service(service)) = model.get(service).map(|shape| &shape.kind) else {
        return Vec::new();
    };
    let mut operations: HashSet<ShapeRef> = service.operations.iter().copied().collect();
    let mut seen = HashSet::new();
    let mut stack = service.resources.clone();
    while let Some(next) = stack.pop() {
        let Some(Kind::Resource(resource)) = model.get(next).map(|shape| &shape.kind) else {
            continue;
        };
        if seen.insert(next) {
            operations.extend(&resource.operations);
            stack.extend(&resource.resources);
        }
    }
    let mut operations: Vec<ShapeRef> = operations
        .into_iter()
        .filter(|operation| model.get(*operation).is_some())
        .collect();
    sort_by_name(model, &mut operations);
    operations
}

/// Sorts by shape name, then by id.
pub(crate) fn sort_by_name(model: &Model, shapes: &mut [ShapeRef]) {
    shapes.sort_by_key(|handle| (model.get(*handle).map(|shape| shape.id.name()), *handle));
}
