//! Changes to merged shapes that keep them whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ShapeId;
use crate::model::NO_FILE;
use crate::node::Node;
use crate::raw::{Aggregate, Body, RawMember, RawShape};
use crate::traits::Traits;

pub(super) type Shapes = BTreeMap<ShapeId, RawShape>;

/// Removes shapes for which this is true, and what refers to them. The prelude stays.
pub(super) fn remove(shapes: &mut Shapes, unwanted: impl Fn(&ShapeId, &RawShape) -> bool) {
    let mut removed: BTreeSet<ShapeId> = BTreeSet::new();
    shapes.retain(|id, shape| {
        let keep = shape.file == NO_FILE || !unwanted(id, shape);
        if !keep {
            removed.insert(id.clone());
        }
        keep
    });
    if removed.is_empty() {
        return;
    }
    // A list whose member is gone goes too, which may empty the next one.
    let mut lists: BTreeMap<ShapeId, Vec<ShapeId>> = BTreeMap::new();
    for (id, shape) in shapes.iter() {
        if let Body::Aggregate(Aggregate::List | Aggregate::Set | Aggregate::Map, members) =
            &shape.body
        {
            for target in members.iter().filter_map(|member| member.target.as_ref()) {
                lists.entry(target.clone()).or_default().push(id.clone());
            }
        }
    }
    let mut gone: Vec<ShapeId> = removed.iter().cloned().collect();
    while let Some(id) = gone.pop() {
        for list in lists.remove(&id).unwrap_or_default() {
            if removed.insert(list.clone()) {
                gone.push(list);
            }
        }
    }
    shapes.retain(|id, shape| {
        let keep = !removed.contains(id);
        if keep {
            forget(shape, &removed);
        }
        keep
    });
}

/// Takes all references to removed shapes out of a shape.
fn forget(shape: &mut RawShape, removed: &BTreeSet<ShapeId>) {
    let kept = |id: &ShapeId| !removed.contains(id);
    let keep_named = |named: &mut Vec<(String, ShapeId)>| named.retain(|(_, id)| kept(id));
    match &mut shape.body {
        Body::Broken | Body::Simple(_) => {}
        Body::Aggregate(_, members) => {
            members.retain(|member| member.target.as_ref().is_none_or(kept));
        }
        Body::Operation(operation) => {
            operation.input = operation.input.take().filter(kept);
            operation.output = operation.output.take().filter(kept);
            operation.errors.retain(kept);
        }
        Body::Resource(resource) => {
            keep_named(&mut resource.identifiers);
            keep_named(&mut resource.properties);
            resource.lifecycle.retain(|(_, id)| kept(id));
            resource.operations.retain(kept);
            resource.collection_operations.retain(kept);
            resource.resources.retain(kept);
        }
        Body::Service(service) => {
            service.operations.retain(kept);
            service.resources.retain(kept);
            service.errors.retain(kept);
            service.rename.retain(|(id, _)| kept(id));
        }
    }
}

/// Removes members of structures and unions for which this is true.
pub(super) fn remove_members(shapes: &mut Shapes, unwanted: impl Fn(&RawMember) -> bool) {
    for shape in shapes.values_mut() {
        if let Body::Aggregate(aggregate, members) = &mut shape.body
            && !matches!(aggregate, Aggregate::List | Aggregate::Set | Aggregate::Map)
        {
            members.retain(|member| !unwanted(member));
        }
    }
}

/// Removes members of structures and unions by their ids. Other shapes need all their members.
pub(super) fn remove_members_by_id(shapes: &mut Shapes, unwanted: impl Fn(&str) -> bool) {
    let own = shapes.iter_mut().filter(|(_, shape)| shape.file != NO_FILE);
    for (id, shape) in own {
        if let Body::Aggregate(Aggregate::Structure | Aggregate::Union, members) = &mut shape.body {
            members.retain(|member| !unwanted(&format!("{id}${}", member.name)));
        }
    }
}

/// Changes the traits of every shape and member, the prelude's apart.
pub(super) fn each_traits(shapes: &mut Shapes, mut change: impl FnMut(&mut Traits)) {
    for shape in shapes.values_mut().filter(|shape| shape.file != NO_FILE) {
        change(&mut shape.traits);
        for member in shape.members_mut() {
            change(&mut member.traits);
        }
    }
}

/// Whether there is one of these tags.
pub(super) fn has_tag(traits: &Traits, tags: &[String]) -> bool {
    let own = traits.get("smithy.api#tags").and_then(Node::as_array);
    let mut own = own.unwrap_or_default().iter().filter_map(Node::as_str);
    own.any(|tag| tags.iter().any(|known| known == tag))
}

/// The shapes that these lead to, themselves included.
pub(super) fn reached(shapes: &Shapes, from: Vec<ShapeId>) -> BTreeSet<ShapeId> {
    let mut seen = BTreeSet::new();
    let mut stack = from;
    while let Some(id) = stack.pop() {
        let Some(shape) = shapes.get(&id) else {
            continue;
        };
        if seen.insert(id) {
            stack.extend(references(&shape.body));
        }
    }
    seen
}

/// Changes every id that a shape refers to, mixins and traits apart.
pub(super) fn each_id(body: &mut Body, change: &mut impl FnMut(&mut ShapeId)) {
    let mut each = |ids: &mut Vec<ShapeId>| ids.iter_mut().for_each(&mut *change);
    match body {
        Body::Broken | Body::Simple(_) => {}
        Body::Aggregate(_, members) => {
            let targets = members.iter_mut();
            let targets = targets.filter_map(|member| member.target.as_mut());
            targets.for_each(change);
        }
        Body::Operation(operation) => {
            each(&mut operation.errors);
            let structures = operation.input.iter_mut().chain(&mut operation.output);
            structures.for_each(change);
        }
        Body::Resource(resource) => {
            each(&mut resource.operations);
            each(&mut resource.collection_operations);
            each(&mut resource.resources);
            let named = resource
                .identifiers
                .iter_mut()
                .chain(&mut resource.properties);
            named.for_each(|(_, id)| change(id));
            resource.lifecycle.iter_mut().for_each(|(_, id)| change(id));
        }
        Body::Service(service) => {
            each(&mut service.operations);
            each(&mut service.resources);
            each(&mut service.errors);
            service.rename.iter_mut().for_each(|(id, _)| change(id));
        }
    }
}

fn references(body: &Body) -> Vec<ShapeId> {
    let named = |named: &[(String, ShapeId)]| -> Vec<ShapeId> {
        named.iter().map(|(_, id)| id.clone()).collect()
    };
    match body {
        Body::Broken | Body::Simple(_) => Vec::new(),
        Body::Aggregate(_, members) => {
            let targets = members.iter().filter_map(|member| member.target.clone());
            targets.collect()
        }
        Body::Operation(operation) => {
            let structures = operation.input.iter().chain(&operation.output);
            structures.chain(&operation.errors).cloned().collect()
        }
        Body::Resource(resource) => {
            let mut all = named(&resource.identifiers);
            all.extend(named(&resource.properties));
            all.extend(resource.lifecycle.iter().map(|(_, id)| id.clone()));
            all.extend_from_slice(&resource.operations);
            all.extend_from_slice(&resource.collection_operations);
            all.extend_from_slice(&resource.resources);
            all
        }
        Body::Service(service) => {
            let bound = service.operations.iter().chain(&service.resources);
            bound.chain(&service.errors).cloned().collect()
        }
    }
}
