//! Mixins: their members and traits copied into the shapes that use them (Smithy 2.0, "Mixins").

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use crate::diagnostics::way;
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::NO_FILE;
use crate::node::Node;
use crate::raw::{
    Aggregate, Body, RawMember, RawOperation, RawResource, RawService, RawShape, Version,
};
use crate::traits::Traits;

pub(super) const MIXIN: &str = "smithy.api#mixin";

type Shapes = BTreeMap<ShapeId, RawShape>;

/// How much mixins may copy into the shapes that use them, in all: 128 MiB of members and traits, each
/// counted with [`OVERHEAD`] bytes beside its texts.
///
/// A mixin that uses a mixin has what that one has, and so on: a chain of thousands of them has millions
/// of members, and mixins that all use each other have more than any memory.
const MOST_COPIED: usize = 128 << 20;

/// What a member, a trait or an entry of a value takes besides its texts.
const OVERHEAD: usize = 64;

/// Flattens every shape. The mixins stay in the map; nothing may refer to them any more.
pub(crate) fn flatten(shapes: &mut Shapes, issues: &mut Issues<'_>) {
    for (id, shape) in shapes.iter().filter(|(_, shape)| shape.is_mixin()) {
        check_mixin(id, shape, issues);
    }
    let users: Vec<ShapeId> = shapes
        .iter()
        .filter(|(_, shape)| !shape.mixins.is_empty() || !shape.introduced.is_empty())
        .map(|(id, _)| id.clone())
        .collect();
    let mut progress = Progress::default();
    for user in users {
        flatten_deep(shapes, user, &mut progress, issues);
    }
}

/// Which shapes have been flattened, and how much was copied.
#[derive(Default)]
struct Progress {
    flattened: HashSet<ShapeId>,
    /// What it takes to copy each mixin that was used.
    sizes: HashMap<ShapeId, usize>,
    copied: usize,
    /// Mixins copy too much, which was reported: whatever else uses one is broken.
    is_full: bool,
}

impl Progress {
    /// Whether there is room for copies of these mixins.
    fn has_room(&mut self, shapes: &Shapes, mixins: &[ShapeId]) -> bool {
        for id in mixins {
            if !self.sizes.contains_key(id) {
                let size = shapes.get(id).map_or(0, size_of_shape);
                self.sizes.insert(id.clone(), size);
            }
            self.copied = self.copied.saturating_add(self.sizes[id]);
        }
        mixins.is_empty() || self.copied <= MOST_COPIED
    }
}

fn size_of_shape(shape: &RawShape) -> usize {
    let ids = |ids: &[ShapeId]| ids.len() * OVERHEAD;
    let named = |named: &[(String, ShapeId)]| named.len() * OVERHEAD;
    let body = match &shape.body {
        Body::Broken | Body::Simple(_) => 0,
        Body::Aggregate(_, members) => members
            .iter()
            .map(|member| OVERHEAD + member.name.len() + size_of_traits(&member.traits))
            .sum(),
        Body::Operation(operation) => ids(&operation.errors),
        Body::Resource(resource) => {
            named(&resource.identifiers)
                + named(&resource.properties)
                + ids(&resource.operations)
                + ids(&resource.collection_operations)
                + ids(&resource.resources)
        }
        Body::Service(service) => {
            ids(&service.operations)
                + ids(&service.resources)
                + ids(&service.errors)
                + service.rename.len() * OVERHEAD
        }
    };
    body + size_of_traits(&shape.traits)
}

fn size_of_traits(traits: &Traits) -> usize {
    let traits = traits.iter();
    traits
        .map(|(id, value)| OVERHEAD + id.len() + size_of(value))
        .sum()
}

/// As deep as the parsers let values be.
fn size_of(value: &Node) -> usize {
    match value {
        Node::Null | Node::Bool(_) => 0,
        Node::Number(number) => number.as_str().len(),
        Node::String(text) => text.len(),
        Node::Array(items) => items.iter().map(|item| OVERHEAD + size_of(item)).sum(),
        Node::Object(entries) => entries
            .iter()
            .map(|(key, value)| OVERHEAD + key.len() + size_of(value))
            .sum(),
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

/// A shape that is being flattened, and whose mixins come first.
struct Pending {
    id: ShapeId,
    /// The mixin that is looked at next.
    next: usize,
    /// The first of the pending shapes that this one leads back to; none if it leads to none.
    leads_back_to: Option<usize>,
}

impl Pending {
    fn new(id: ShapeId) -> Self {
        Self {
            id,
            next: 0,
            leads_back_to: None,
        }
    }

    fn lead_back_to(&mut self, depth: Option<usize>) {
        let both = [self.leads_back_to, depth];
        self.leads_back_to = both.into_iter().flatten().min();
    }
}

/// Flattens a shape after the mixins it uses. Walks with its own stack: chains can be of any length.
fn flatten_deep(
    shapes: &mut Shapes,
    id: ShapeId,
    progress: &mut Progress,
    issues: &mut Issues<'_>,
) {
    let mut depths = HashMap::from([(id.clone(), 0)]);
    let mut stack = vec![Pending::new(id)];
    while let Some(last) = stack.last_mut() {
        let shape = shapes.get(&last.id);
        let used = shape.and_then(|shape| shape.mixins.get(last.next)).cloned();
        last.next += 1;
        if let Some(used) = used {
            if progress.flattened.contains(&used) {
                continue;
            }
            match depths.get(&used) {
                Some(&depth) => {
                    last.lead_back_to(Some(depth));
                    report_cycle(shapes, stack.get(depth..).unwrap_or_default(), issues);
                }
                None => {
                    depths.insert(used.clone(), stack.len());
                    stack.push(Pending::new(used));
                }
            }
        } else if let Some(Pending {
            id, leads_back_to, ..
        }) = stack.pop()
        {
            let depth = stack.len();
            if leads_back_to.is_some_and(|start| start <= depth) {
                break_off(shapes, &id);
            } else {
                flatten_one(shapes, &id, progress, issues);
            }
            if let Some(user) = stack.last_mut() {
                user.lead_back_to(leads_back_to.filter(|start| *start < depth));
            }
            depths.remove(&id);
            progress.flattened.insert(id);
        }
    }
}

/// Leaves a shape without a body because of a problem that was reported: what refers to it is not at fault.
fn break_off(shapes: &mut Shapes, id: &ShapeId) {
    if let Some(shape) = shapes.get_mut(id) {
        shape.mixins.clear();
        shape.introduced.clear();
        shape.body = Body::Broken;
    }
}

/// Reports that the last of these shapes uses the first one.
fn report_cycle(shapes: &Shapes, cycle: &[Pending], issues: &mut Issues<'_>) {
    let (Some(first), Some(user)) = (cycle.first(), cycle.last()) else {
        return;
    };
    if issues.is_full() {
        return;
    }
    let steps = 0..cycle.len() + 1;
    let steps = steps.map(|step| cycle.get(step).unwrap_or(first).id.as_str());
    let file = shapes.get(&user.id).map_or(NO_FILE, |shape| shape.file);
    issues.report(
        file,
        &At::SHAPES.key(user.id.as_str()).key("mixins"),
        format!("mixins use each other in a cycle: {}", way(steps, " -> ")),
    );
}

/// Flattens a shape whose mixins are flat.
fn flatten_one(
    shapes: &mut Shapes,
    id: &ShapeId,
    progress: &mut Progress,
    issues: &mut Issues<'_>,
) {
    let is_broken = |mixin: &ShapeId| shapes.get(mixin).is_some_and(|it| it.body == Body::Broken);
    let Some(shape) = shapes.get(id) else {
        return;
    };
    // Which members the shape has can't be told.
    if shape.mixins.iter().any(is_broken) {
        return break_off(shapes, id);
    }
    if !progress.has_room(shapes, &shape.mixins) {
        if !progress.is_full {
            progress.is_full = true;
            let message = too_large(shapes, id, &shape.mixins);
            let at = At::SHAPES.key(id.as_str());
            issues.report(shape.file, &at.key("mixins"), message).hint(
                "what many shapes have in common can be a structure that members target".to_owned(),
            );
        }
        return break_off(shapes, id);
    }
    // Taken out for as long as its mixins are read.
    let Some(mut shape) = shapes.remove(id) else {
        return;
    };
    let at = At::SHAPES.key(id.as_str());
    let at_mixins = at.key("mixins");
    let mixins = std::mem::take(&mut shape.mixins);
    let mut used = Vec::new();
    for (index, mixin) in mixins.iter().enumerate() {
        match usable(shapes, &shape, mixin, issues) {
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

fn too_large(shapes: &Shapes, id: &ShapeId, mixins: &[ShapeId]) -> String {
    let members = |mixin: &ShapeId| match shapes.get(mixin).map(|shape| &shape.body) {
        Some(Body::Aggregate(_, members)) => members.len(),
        _ => 0,
    };
    let members: usize = mixins.iter().map(members).sum();
    format!(
        "the mixins of {id} bring {members} members; with it, mixins copy more than {} MiB of members and \
         traits in all, which is the limit",
        MOST_COPIED >> 20
    )
}

fn usable<'a>(
    shapes: &'a Shapes,
    user: &RawShape,
    mixin: &ShapeId,
    issues: &mut Issues<'_>,
) -> Result<&'a RawShape, (String, Option<String>)> {
    let Some(found) = shapes.get(mixin) else {
        let known = shapes
            .iter()
            .filter(|(_, shape)| shape.is_mixin())
            .map(|(id, _)| id.as_str());
        return Err((
            format!("mixin {mixin} does not exist"),
            issues.did_you_mean(mixin.as_str(), known),
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
    let mut traits: BTreeMap<&str, &Node> = BTreeMap::new();
    for mixin in mixins {
        let local = mixin
            .traits
            .get(MIXIN)
            .and_then(|value| value.get("localTraits"));
        let local = local.and_then(Node::as_array).unwrap_or_default();
        let local: HashSet<&str> = local.iter().filter_map(Node::as_str).collect();
        let is_local = |id: &str| id == MIXIN || local.contains(id);
        traits.extend(mixin.traits.iter().filter(|(id, _)| !is_local(id)));
    }
    traits.extend(own.iter());
    let traits = traits.into_iter();
    let traits: Vec<_> = traits
        .map(|(id, value)| (id.to_owned(), value.clone()))
        .collect();
    traits.into()
}

fn inherited_body(
    mixins: &[&RawShape],
    own: Body,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> Body {
    let bodies = mixins.iter().map(|mixin| &mixin.body);
    match own {
        Body::Aggregate(aggregate, own) => {
            let inherited = bodies.filter_map(|body| match body {
                Body::Aggregate(_, members) => Some(members),
                _ => None,
            });
            let mut inheritance = Inheritance {
                aggregate,
                members: Vec::new(),
                places: HashMap::new(),
            };
            for member in inherited.flatten().chain(&own) {
                inheritance.add(member, file, at, issues);
            }
            Body::Aggregate(aggregate, inheritance.members)
        }
        Body::Operation(own) => {
            let mixins = bodies.filter_map(|body| match body {
                Body::Operation(mixin) => Some(mixin),
                _ => None,
            });
            Body::Operation(inherited_operation(
                &mixins.chain([&own]).collect::<Vec<_>>(),
            ))
        }
        Body::Resource(own) => {
            let mixins = bodies.filter_map(|body| match body {
                Body::Resource(mixin) => Some(mixin),
                _ => None,
            });
            Body::Resource(inherited_resource(
                &mixins.chain([&own]).collect::<Vec<_>>(),
            ))
        }
        Body::Service(own) => {
            let mixins = bodies.filter_map(|body| match body {
                Body::Service(mixin) => Some(mixin),
                _ => None,
            });
            Body::Service(inherited_service(&mixins.chain([&own]).collect::<Vec<_>>()))
        }
        other @ (Body::Broken | Body::Simple(_)) => other,
    }
}

/// Members as they come together.
struct Inheritance<'m> {
    aggregate: Aggregate,
    members: Vec<RawMember>,
    /// The index of each member by name.
    places: HashMap<&'m str, usize>,
}

impl<'m> Inheritance<'m> {
    /// A member that is there already gets more traits; it must have the same target.
    fn add(&mut self, member: &'m RawMember, file: u32, at: &At<'_>, issues: &mut Issues<'_>) {
        let known = self.places.get(member.name.as_str());
        let Some(known) = known.and_then(|&place| self.members.get_mut(place)) else {
            self.places.insert(&member.name, self.members.len());
            self.members.push(member.clone());
            return;
        };
        if let (Some(before), Some(after)) = (&known.target, &member.target)
            && before != after
        {
            let at_members = at.key("members");
            let fixed = matches!(
                self.aggregate,
                Aggregate::List | Aggregate::Set | Aggregate::Map
            );
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
}

// In all of these the shape's own properties come after those of its mixins.

fn inherited_operation(all: &[&RawOperation]) -> RawOperation {
    let last = |structure: fn(&RawOperation) -> &Option<ShapeId>| {
        all.iter().rev().find_map(|one| structure(one).clone())
    };
    RawOperation {
        input: last(|one| &one.input),
        output: last(|one| &one.output),
        errors: joined(all.iter().map(|one| &one.errors)),
    }
}

fn inherited_resource(all: &[&RawResource]) -> RawResource {
    let all = || all.iter();
    RawResource {
        identifiers: joined_by_key(all().map(|one| &one.identifiers)),
        properties: joined_by_key(all().map(|one| &one.properties)),
        lifecycle: joined_by_key(all().map(|one| &one.lifecycle)),
        operations: joined(all().map(|one| &one.operations)),
        collection_operations: joined(all().map(|one| &one.collection_operations)),
        resources: joined(all().map(|one| &one.resources)),
    }
}

fn inherited_service(all: &[&RawService]) -> RawService {
    let version = all.iter().rev().find_map(|one| one.version.clone());
    let all = || all.iter();
    RawService {
        version,
        operations: joined(all().map(|one| &one.operations)),
        resources: joined(all().map(|one| &one.resources)),
        errors: joined(all().map(|one| &one.errors)),
        rename: joined_by_key(all().map(|one| &one.rename)),
    }
}

/// What each list has that none before it has.
fn joined<'l>(lists: impl Iterator<Item = &'l Vec<ShapeId>>) -> Vec<ShapeId> {
    let mut all = Vec::new();
    let mut known: HashSet<&ShapeId> = HashSet::new();
    for list in lists {
        all.extend(list.iter().filter(|id| !known.contains(id)).cloned());
        known.extend(list);
    }
    all
}

/// What each list has unless a later one has a value for the key.
fn joined_by_key<'l, K, V>(lists: impl DoubleEndedIterator<Item = &'l Vec<(K, V)>>) -> Vec<(K, V)>
where
    K: Clone + Eq + Hash + 'l,
    V: Clone + 'l,
{
    let mut all = Vec::new();
    let mut known: HashSet<&K> = HashSet::new();
    for list in lists.rev() {
        let fresh = list.iter().rev().filter(|(key, _)| !known.contains(key));
        all.extend(fresh.cloned());
        known.extend(list.iter().map(|(key, _)| key));
    }
    all.reverse();
    all
}

/// Traits that were applied to members of mixins, in the shape that uses them only.
fn introduce(shape: &mut RawShape, issues: &mut Issues<'_>) {
    let introduced = std::mem::take(&mut shape.introduced);
    if introduced.is_empty() || shape.body == Body::Broken {
        return;
    }
    let members = shape.members_mut();
    let names = members.iter().enumerate();
    let places: HashMap<String, usize> = names
        .map(|(place, member)| (member.name.clone(), place))
        .collect();
    for apply in introduced {
        let wanted = apply.member.as_deref().unwrap_or_default();
        let place = places.get(wanted);
        if let Some(member) = place.and_then(|&place| members.get_mut(place)) {
            member.traits.set_all(apply.traits.iter());
            continue;
        }
        let hint = issues.did_you_mean(wanted, places.keys().map(String::as_str));
        let message = format!(
            "traits are applied to member `{wanted}` of {}, which does not exist",
            apply.target
        );
        issues
            .report(apply.file, &At::SHAPES.key(&apply.key), message)
            .hint(hint);
    }
}
