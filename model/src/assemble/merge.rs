//! Several files as one: shapes, metadata, and the traits that `apply` statements add
//! (Smithy 2.0, "Merging models", "Merging metadata", "Trait conflict resolution").

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::upgrade::{DEFAULT, zero_of};
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::NO_FILE;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::prelude;
use crate::raw::{Aggregate, Apply, Body, File, RawShape, Version};
use crate::shape::Kind;
use crate::traits::Traits;

/// All files together, references not yet resolved.
#[derive(Clone)]
pub(crate) struct Merged {
    pub(crate) shapes: BTreeMap<ShapeId, RawShape>,
    pub(crate) metadata: Vec<(String, Node)>,
}

pub(crate) fn merge(files: Vec<(u32, File)>, issues: &mut Issues<'_>) -> Merged {
    let mut merged = Merged {
        shapes: prelude_shapes(),
        metadata: Vec::new(),
    };
    let mut applies = Vec::new();
    for (file, content) in files {
        for (key, value) in content.metadata {
            merge_metadata(&mut merged.metadata, file, key, value, issues);
        }
        for (id, shape) in content.shapes {
            merge_shape(&mut merged.shapes, id, shape, issues);
        }
        applies.extend(content.applies);
    }
    for apply in applies {
        apply_traits(&mut merged.shapes, apply, issues);
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

fn merge_metadata(
    metadata: &mut Vec<(String, Node)>,
    file: u32,
    key: String,
    value: Node,
    issues: &mut Issues<'_>,
) {
    match metadata.iter_mut().find(|(known, _)| *known == key) {
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
                shortened(known),
                shortened(&value)
            );
            issues
                .report(file, &At::ROOT.key("metadata").key(&key), message)
                .hint("only equal values and arrays can be merged".to_owned());
        }
    }
}

/// Enough of a value to recognise it.
fn shortened(value: &Node) -> String {
    const ENOUGH: usize = 40;
    let text = value.to_string();
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
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
    // A prelude written out in a file says nothing new; its traits are not ours to compare.
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

/// Adds the traits of an `apply` statement to a shape or one of its own members; those for members
/// that mixins bring wait at the shape.
fn apply_traits(shapes: &mut BTreeMap<ShapeId, RawShape>, apply: Apply, issues: &mut Issues<'_>) {
    let at = At::SHAPES.key(&apply.key);
    let Some(shape) = shapes.get_mut(&apply.target) else {
        let hint = did_you_mean(apply.target.as_str(), shapes.keys().map(ShapeId::as_str));
        let message = format!(
            "traits are applied to {}, which does not exist",
            apply.target
        );
        issues.report(apply.file, &at, message).hint(hint);
        return;
    };
    if shape.file == NO_FILE {
        let message = format!(
            "traits are applied to {}, which belongs to the prelude",
            apply.target
        );
        issues.report(apply.file, &at, message);
        return;
    }
    let Some(member) = &apply.member else {
        merge_traits(&mut shape.traits, apply.traits, apply.file, &at, issues);
        return;
    };
    match shape
        .members_mut()
        .iter_mut()
        .find(|known| known.name == *member)
    {
        Some(known) => merge_traits(&mut known.traits, apply.traits, apply.file, &at, issues),
        None => shape.introduced.push(apply),
    }
}

/// Adds traits. The same trait twice must have equal values, or arrays, which are joined.
pub(crate) fn merge_traits(
    known: &mut Traits,
    added: Traits,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) {
    for (id, value) in added.into_entries() {
        match known.get_mut(&id) {
            None => known.set(&id, value),
            Some(old) if *old == value => {}
            Some(Node::Array(items)) if value.as_array().is_some() => {
                if let Node::Array(more) = value {
                    items.extend(more);
                }
            }
            Some(old) => {
                let message = format!(
                    "trait {id} is applied twice with different values: {} and {}",
                    shortened(old),
                    shortened(&value)
                );
                issues.report(file, &at.key("traits").key(&id), message);
            }
        }
    }
}
