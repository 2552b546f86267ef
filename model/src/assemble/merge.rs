//! Several files as one: shapes, metadata, and the traits that `apply` statements add
//! (Smithy 2.0, "Merging models", "Merging metadata", "Trait conflict resolution").

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::upgrade::{DEFAULT, zero_of};
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::NO_FILE;
use crate::node::Node;
use crate::prelude;
use crate::raw::{Aggregate, Apply, Body, File, RawShape, Version};
use crate::shape::Kind;
use crate::traits::{FEW, Traits};

/// All files together, references not yet resolved.
#[derive(Clone, Default)]
pub(crate) struct Merged {
    pub(crate) shapes: BTreeMap<ShapeId, RawShape>,
    pub(crate) metadata: Vec<(String, Node)>,
}

pub(crate) fn merge(files: Vec<(u32, File)>, issues: &mut Issues<'_>) -> Merged {
    let mut merged = Merged {
        shapes: prelude_shapes(),
        metadata: Vec::new(),
    };
    let mut metadata = HashMap::new();
    let mut applies: BTreeMap<ShapeId, Vec<Apply>> = BTreeMap::new();
    for (file, content) in files {
        for (key, value) in content.metadata {
            let known = metadata.entry(key.clone());
            let known = *known.or_insert(merged.metadata.len());
            merge_metadata(&mut merged.metadata, known, file, (key, value), issues);
        }
        for (id, shape) in content.shapes {
            merge_shape(&mut merged.shapes, id, shape, issues);
        }
        for apply in content.applies {
            applies.entry(apply.target.clone()).or_default().push(apply);
        }
    }
    for (target, applies) in applies {
        apply_traits(&mut merged.shapes, &target, applies, issues);
    }
    merged
}

fn prelude_shapes() -> BTreeMap<ShapeId, RawShape> {
    let shapes = prelude::SHAPES
        .into_iter()
        .filter_map(|(id, kind, has_default)| {
            let mut traits = Traits::default();
            if has_default {
                traits.set(DEFAULT, zero_of(&kind)?);
            }
            let body = match kind {
                Kind::Structure(_) => Body::Aggregate(Aggregate::Structure, Vec::new()),
                simple => Body::Simple(simple),
            };
            Some((
                ShapeId::parse(id)?,
                RawShape::new(NO_FILE, Version::V2, body, traits),
            ))
        });
    shapes.collect()
}

/// Merges a value into the entry that has its key, or adds it.
fn merge_metadata(
    metadata: &mut Vec<(String, Node)>,
    known: usize,
    file: u32,
    (key, value): (String, Node),
    issues: &mut Issues<'_>,
) {
    match metadata.get_mut(known) {
        None => metadata.push((key, value)),
        Some((_, Node::Array(items))) if value.as_array().is_some() => {
            if let Node::Array(more) = value {
                items.extend(more);
            }
        }
        Some((_, known)) if *known == value => {}
        Some((_, known)) => {
            let message = format!(
                "metadata `{key}` has a different value in another file: {} there, {} here",
                known.shortened(),
                value.shortened()
            );
            issues
                .report(file, &At::ROOT.key("metadata").key(&key), message)
                .hint("only equal values and arrays can be merged".to_owned());
        }
    }
}

fn merge_shape(
    shapes: &mut BTreeMap<ShapeId, RawShape>,
    id: ShapeId,
    shape: RawShape,
    issues: &mut Issues<'_>,
) {
    let known = match shapes.entry(id.clone()) {
        Entry::Vacant(vacant) => {
            vacant.insert(shape);
            return;
        }
        Entry::Occupied(occupied) => occupied.into_mut(),
    };
    // A file may define shapes of the prelude again. Their traits may be those of another version of it.
    let same = known.body == shape.body
        && (known.file == NO_FILE
            || (known.traits == shape.traits && known.mixins == shape.mixins));
    let broken = known.body == Body::Broken || shape.body == Body::Broken;
    if same || broken {
        return;
    }
    let elsewhere = if known.file == NO_FILE {
        "in the prelude"
    } else {
        "in another file"
    };
    let (here, there) = (shape.describe(), known.describe());
    let message = if here == there {
        format!("{id} is defined twice: as {here} here and as a different one {elsewhere}")
    } else {
        format!("{id} is defined twice: as {here} here and as {there} {elsewhere}")
    };
    issues
        .report(shape.file, &At::SHAPES.key(id.as_str()), message)
        .hint("definitions may only repeat if they are identical".to_owned());
}

/// Adds the traits of `apply` statements to their shape or its own members; those for members that
/// mixins bring wait at the shape.
fn apply_traits(
    shapes: &mut BTreeMap<ShapeId, RawShape>,
    target: &ShapeId,
    applies: Vec<Apply>,
    issues: &mut Issues<'_>,
) {
    let problem = match shapes.get(target) {
        None => Some("which does not exist"),
        Some(shape) if shape.file == NO_FILE => Some("which belongs to the prelude"),
        Some(_) => None,
    };
    let Some(shape) = shapes.get_mut(target).filter(|_| problem.is_none()) else {
        let hint = if shapes.contains_key(target) {
            None
        } else {
            let known = shapes.keys().map(ShapeId::as_str);
            issues.did_you_mean(target.as_str(), known)
        };
        for apply in applies {
            let message = format!(
                "traits are applied to {target}, {}",
                problem.unwrap_or_default()
            );
            issues
                .report(apply.file, &At::SHAPES.key(&apply.key), message)
                .hint(hint.clone());
        }
        return;
    };
    let members = shape.members_mut().iter().enumerate();
    let members: HashMap<String, usize> = match applies.len() {
        1 => HashMap::new(),
        _ => members
            .map(|(place, member)| (member.name.clone(), place))
            .collect(),
    };
    let mut by_place: BTreeMap<Option<usize>, Vec<Apply>> = BTreeMap::new();
    for apply in applies {
        let place = match &apply.member {
            None => None,
            Some(name) => {
                let place = if members.is_empty() {
                    shape.members_mut().iter().position(|it| it.name == *name)
                } else {
                    members.get(name).copied()
                };
                let Some(place) = place else {
                    shape.introduced.push(apply);
                    continue;
                };
                Some(place)
            }
        };
        by_place.entry(place).or_default().push(apply);
    }
    for (place, applies) in by_place {
        let Some(key) = applies.first().map(|apply| apply.key.clone()) else {
            continue;
        };
        let known = match place {
            None => &mut shape.traits,
            Some(place) => match shape.members_mut().get_mut(place) {
                Some(member) => &mut member.traits,
                None => continue,
            },
        };
        let added = applies.into_iter().flat_map(|apply| {
            let entries = apply.traits.into_entries().into_iter();
            entries.map(move |(id, value)| (apply.file, id, value))
        });
        merge_traits(known, added.collect(), &At::SHAPES.key(&key), issues);
    }
}

/// Adds traits, each with the file that has it. The same trait twice must have equal values, or arrays,
/// which are joined.
pub(crate) fn merge_traits(
    known: &mut Traits,
    added: Vec<(u32, String, Node)>,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) {
    if added.len() <= FEW {
        for (file, id, value) in added {
            match known.get_mut(&id) {
                None => known.set(&id, value),
                Some(old) => merge_trait(old, (file, &id, value), at, issues),
            }
        }
        return;
    }
    let mut all: BTreeMap<String, Node> =
        std::mem::take(known).into_entries().into_iter().collect();
    for (file, id, value) in added {
        match all.get_mut(&id) {
            None => {
                all.insert(id, value);
            }
            Some(old) => merge_trait(old, (file, &id, value), at, issues),
        }
    }
    *known = all.into_iter().collect::<Vec<_>>().into();
}

fn merge_trait(
    known: &mut Node,
    (file, id, value): (u32, &str, Node),
    at: &At<'_>,
    issues: &mut Issues<'_>,
) {
    match known {
        known if *known == value => {}
        Node::Array(items) if value.as_array().is_some() => {
            if let Node::Array(more) = value {
                items.extend(more);
            }
        }
        known => {
            let message = format!(
                "trait {id} is applied twice with different values: {} and {}",
                known.shortened(),
                value.shortened()
            );
            issues.report(file, &at.key("traits").key(id), message);
        }
    }
}
