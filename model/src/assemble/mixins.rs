//! Mixins: their members and traits copied into the shapes that use them (Smithy 2.0, "Mixins").

use std::collections::{BTreeMap, HashSet};

use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::NO_FILE;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::raw::{
    Aggregate, Body, RawMember, RawOperation, RawResource, RawService, RawShape, Version,
};
use crate::traits::Traits;

pub(super) const MIXIN: &str = "smithy.api#mixin";

type Shapes = BTreeMap<ShapeId, RawShape>;

/// Flattens every shape. The mixins stay in the map; nothing may refer to them any more.
pub(super) fn flatten(shapes: &mut Shapes, issues: &mut Issues<'_>) {
    for (id, shape) in shapes.iter().filter(|(_, shape)| shape.is_mixin()) {
        check_mixin(id, shape, issues);
    }
    let users: Vec<ShapeId> = shapes
        .iter()
        .filter(|(_, shape)| !shape.mixins.is_empty() || !shape.introduced.is_empty())
        .map(|(id, _)| id.clone())
        .collect();
    let mut done = HashSet::new();
    for user in users {
        flatten_deep(shapes, user, &mut done, issues);
    }
}

/// What a mixin must not have.
fn check_mixin(id: &ShapeId, mixin: &RawShape, issues: &mut Issues<'_>) {
    let at = At::SHAPES.key(id.as_str());
    if mixin.version == Version::V1 && mixin.file != NO_FILE {
        let message = "mixins need version 2.0, but the file has version 1.0";
        issues.report(mixin.file, &at.key("traits").key(MIXIN), message);
    }
    match &mixin.body {
        Body::Operation(operation) => {
            let defined = [("input", &operation.input), ("output", &operation.output)];
            for (property, _) in defined.iter().filter(|(_, shape)| shape.is_some()) {
                let message = format!("an operation that is a mixin can't have an `{property}`");
                issues.report(mixin.file, &at.key(property), message);
            }
        }
        Body::Resource(resource) if *resource != RawResource::default() => {
            let message = "a resource that is a mixin can't have properties";
            issues.report(mixin.file, &at, message);
        }
        _ => {}
    }
}

/// Flattens a shape after the mixins it uses. Walks with its own stack: chains can be of any length.
fn flatten_deep(
    shapes: &mut Shapes,
    id: ShapeId,
    done: &mut HashSet<ShapeId>,
    issues: &mut Issues<'_>,
) {
    let mut under_way = HashSet::from([id.clone()]);
    let mut stack = vec![(id, 0)];
    while let Some((id, next)) = stack.last_mut() {
        let used = shapes
            .get(id)
            .and_then(|shape| shape.mixins.get(*next))
            .cloned();
        *next += 1;
        match used {
            Some(used) if done.contains(&used) => {}
            Some(used) if under_way.insert(used.clone()) => stack.push((used, 0)),
            Some(used) => break_cycle(shapes, &stack, &used, issues),
            None => {
                let id = id.clone();
                stack.pop();
                if !done.contains(&id) {
                    flatten_one(shapes, &id, issues);
                    done.insert(id);
                }
            }
        }
    }
}

/// Reports a cycle and takes out the use that closes it.
fn break_cycle(
    shapes: &mut Shapes,
    stack: &[(ShapeId, usize)],
    used: &ShapeId,
    issues: &mut Issues<'_>,
) {
    let Some((user, _)) = stack.last() else {
        return;
    };
    let cycle = stack.iter().skip_while(|(id, _)| id != used);
    let path: Vec<&str> = cycle
        .map(|(id, _)| id.as_str())
        .chain([used.as_str()])
        .collect();
    let Some(shape) = shapes.get_mut(user) else {
        return;
    };
    issues.report(
        shape.file,
        &At::SHAPES.key(user.as_str()).key("mixins"),
        format!("mixins use each other in a cycle: {}", path.join(" -> ")),
    );
    shape.mixins.retain(|mixin| mixin != used);
}

/// Flattens a shape whose mixins are flat.
fn flatten_one(shapes: &mut Shapes, id: &ShapeId, issues: &mut Issues<'_>) {
    // Taken out for as long as its mixins are read.
    let Some(mut shape) = shapes.remove(id) else {
        return;
    };
    let at = At::SHAPES.key(id.as_str());
    let mixins = std::mem::take(&mut shape.mixins);
    let at_mixins = at.key("mixins");
    let mut used = Vec::new();
    for (index, mixin) in mixins.iter().enumerate() {
        match usable(shapes, &shape, mixin) {
            Ok(mixin) => used.push(mixin),
            Err((message, hint)) => {
                issues
                    .report(shape.file, &at_mixins.index(index), message)
                    .hint(hint);
            }
        }
    }
    shape.traits = inherited_traits(&used, &shape.traits);
    let own = std::mem::replace(&mut shape.body, Body::Broken);
    shape.body = inherited_body(&used, own, shape.file, &at, issues);
    introduce(&mut shape, issues);
    shapes.insert(id.clone(), shape);
}

fn usable<'a>(
    shapes: &'a Shapes,
    user: &RawShape,
    mixin: &ShapeId,
) -> Result<&'a RawShape, (String, Option<String>)> {
    let Some(found) = shapes.get(mixin) else {
        let known = shapes
            .iter()
            .filter(|(_, shape)| shape.is_mixin())
            .map(|(id, _)| id.as_str());
        return Err((
            format!("mixin {mixin} does not exist"),
            did_you_mean(mixin.as_str(), known),
        ));
    };
    if !found.is_mixin() {
        let hint = "apply `smithy.api#mixin` to it, or target it from a member".to_owned();
        return Err((
            format!("{mixin} is used as a mixin, but has no trait {MIXIN}"),
            Some(hint),
        ));
    }
    let (expected, kind) = (user.describe(), found.describe());
    if expected != kind && found.body != Body::Broken && user.body != Body::Broken {
        return Err((
            format!("mixin {mixin} is {kind}, expected {expected} like the shape that uses it"),
            None,
        ));
    }
    Ok(found)
}

/// Traits of mixins, later ones over earlier ones, the shape's own over all.
fn inherited_traits(mixins: &[&RawShape], own: &Traits) -> Traits {
    let mut traits = Traits::default();
    for mixin in mixins {
        let local = mixin
            .traits
            .get(MIXIN)
            .and_then(|value| value.get("localTraits"));
        let local = local.and_then(Node::as_array).unwrap_or_default();
        let is_local =
            |id: &str| id == MIXIN || local.iter().any(|local| local.as_str() == Some(id));
        traits.set_all(mixin.traits.iter().filter(|(id, _)| !is_local(id)));
    }
    traits.set_all(own.iter());
    traits
}

fn inherited_body(
    mixins: &[&RawShape],
    own: Body,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> Body {
    match own {
        Body::Aggregate(aggregate, own) => {
            let mut members = Vec::new();
            let inherited = mixins.iter().filter_map(|mixin| match &mixin.body {
                Body::Aggregate(_, members) => Some(members),
                _ => None,
            });
            for member in inherited.flatten().chain(&own) {
                add_member(aggregate, &mut members, member, file, at, issues);
            }
            Body::Aggregate(aggregate, members)
        }
        Body::Operation(own) => {
            Body::Operation(
                mixins
                    .iter()
                    .rev()
                    .fold(own, |own, mixin| match &mixin.body {
                        Body::Operation(mixin) => inherited_operation(own, mixin),
                        _ => own,
                    }),
            )
        }
        Body::Resource(own) => {
            Body::Resource(
                mixins
                    .iter()
                    .rev()
                    .fold(own, |own, mixin| match &mixin.body {
                        Body::Resource(mixin) => inherited_resource(own, mixin),
                        _ => own,
                    }),
            )
        }
        Body::Service(own) => {
            Body::Service(
                mixins
                    .iter()
                    .rev()
                    .fold(own, |own, mixin| match &mixin.body {
                        Body::Service(mixin) => inherited_service(own, mixin),
                        _ => own,
                    }),
            )
        }
        other @ (Body::Broken | Body::Simple(_)) => other,
    }
}

/// A member that is there already gets more traits; it must have the same target.
fn add_member(
    aggregate: Aggregate,
    members: &mut Vec<RawMember>,
    member: &RawMember,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) {
    let Some(known) = members.iter_mut().find(|known| known.name == member.name) else {
        members.push(member.clone());
        return;
    };
    if let (Some(before), Some(after)) = (&known.target, &member.target)
        && before != after
    {
        let at_members = at.key("members");
        let fixed = matches!(aggregate, Aggregate::List | Aggregate::Set | Aggregate::Map);
        let parent = if fixed { at } else { &at_members };
        let message = format!(
            "member `{}` comes from a mixin with target {before}, here it targets {after}",
            known.name
        );
        issues.report(file, &parent.key(&member.name), message);
        return;
    }
    known.traits.set_all(member.traits.iter());
}

fn inherited_operation(own: RawOperation, mixin: &RawOperation) -> RawOperation {
    RawOperation {
        input: own.input.or_else(|| mixin.input.clone()),
        output: own.output.or_else(|| mixin.output.clone()),
        errors: joined(&mixin.errors, own.errors),
    }
}

fn inherited_resource(own: RawResource, mixin: &RawResource) -> RawResource {
    RawResource {
        identifiers: joined_by_key(&mixin.identifiers, own.identifiers),
        properties: joined_by_key(&mixin.properties, own.properties),
        lifecycle: joined_by_key(&mixin.lifecycle, own.lifecycle),
        operations: joined(&mixin.operations, own.operations),
        collection_operations: joined(&mixin.collection_operations, own.collection_operations),
        resources: joined(&mixin.resources, own.resources),
    }
}

fn inherited_service(own: RawService, mixin: &RawService) -> RawService {
    RawService {
        version: own.version.or_else(|| mixin.version.clone()),
        operations: joined(&mixin.operations, own.operations),
        resources: joined(&mixin.resources, own.resources),
        errors: joined(&mixin.errors, own.errors),
        rename: joined_by_key(&mixin.rename, own.rename),
    }
}

/// What is inherited, then what is new.
fn joined(inherited: &[ShapeId], own: Vec<ShapeId>) -> Vec<ShapeId> {
    let mut all = inherited.to_vec();
    all.extend(own.into_iter().filter(|id| !inherited.contains(id)));
    all
}

/// What is inherited unless there is an own value for the key, then the own values.
fn joined_by_key<K: PartialEq + Clone, V: Clone>(
    inherited: &[(K, V)],
    own: Vec<(K, V)>,
) -> Vec<(K, V)> {
    let is_own = |key: &K| own.iter().any(|(known, _)| known == key);
    let mut all: Vec<(K, V)> = inherited
        .iter()
        .filter(|(key, _)| !is_own(key))
        .cloned()
        .collect();
    all.extend(own);
    all
}

/// Traits that were applied to members of mixins, in the shape that uses them only.
fn introduce(shape: &mut RawShape, issues: &mut Issues<'_>) {
    let introduced = std::mem::take(&mut shape.introduced);
    if shape.body == Body::Broken {
        return;
    }
    for apply in introduced {
        let wanted = apply.member.as_deref().unwrap_or_default();
        let members = shape.members_mut();
        if let Some(member) = members.iter_mut().find(|member| member.name == wanted) {
            member.traits.set_all(apply.traits.iter());
            continue;
        }
        let hint = did_you_mean(wanted, members.iter().map(|member| member.name.as_str()));
        let message = format!(
            "traits are applied to member `{wanted}` of {}, which does not exist",
            apply.target
        );
        issues
            .report(apply.file, &At::SHAPES.key(&apply.key), message)
            .hint(hint);
    }
}
