//! Shapes with other ids, wherever the model names them.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::Arguments;
use super::edits::{Shapes, each_id, has_tag, reached};
use crate::assemble::Merged;
use crate::id::ShapeId;
use crate::model::NO_FILE;
use crate::node::Node;
use crate::raw::Body;
use crate::traits::Traits;

/// The new ids of shapes, by the old ones.
type Renamed = BTreeMap<ShapeId, ShapeId>;

/// `renameShapes`: the ids in `renamed` become others.
pub(super) fn rename_shapes(merged: &mut Merged, arguments: &mut Arguments<'_, '_, '_>) {
    let Some(pairs) = arguments.by_shape("renamed") else {
        return;
    };
    let mut renamed = Renamed::new();
    for (old, new) in pairs {
        let Some(new) = arguments.id(new) else { return };
        if !is_own(&merged.shapes, &old) {
            return missing(&merged.shapes, &old, arguments);
        }
        renamed.insert(old, new);
    }
    rename(merged, &renamed, arguments);
}

/// `flattenNamespaces`: all that a service reaches, and what has one of the tags in `includeTagged`, moves to one
/// namespace. Shapes that the service renames get their new names.
pub(super) fn flatten_namespaces(merged: &mut Merged, arguments: &mut Arguments<'_, '_, '_>) {
    let service = arguments.text("service");
    let service = service.and_then(|service| arguments.id(service));
    let namespace = arguments.text("namespace");
    let tags = arguments.optional_texts("includeTagged");
    let (Some(service), Some(namespace), Some(tags)) = (service, namespace, tags) else {
        return;
    };
    let moved = |name: &str| ShapeId::parse(&format!("{namespace}#{name}"));
    if moved("A").is_none() {
        arguments.report(format!("`{namespace}` is not a namespace"));
        return;
    }
    let Some(Body::Service(definition)) = merged.shapes.get(&service).map(|shape| &shape.body)
    else {
        return missing(&merged.shapes, &service, arguments);
    };
    let names: BTreeMap<ShapeId, String> = definition.rename.iter().cloned().collect();
    let closure = reached(&merged.shapes, vec![service.clone()]);
    let closure = closure.into_iter().filter(|id| is_own(&merged.shapes, id));
    let mut renamed: Renamed = closure
        .filter_map(|id| {
            let name = names.get(&id).map_or(id.name(), String::as_str);
            let new = moved(name)?;
            Some((id, new))
        })
        .collect();
    let taken: BTreeSet<ShapeId> = renamed.values().cloned().collect();
    for (id, shape) in &merged.shapes {
        if shape.file != NO_FILE
            && has_tag(&shape.traits, &tags)
            && let Some(new) = moved(id.name()).filter(|new| !taken.contains(new))
        {
            renamed.entry(id.clone()).or_insert(new);
        }
    }
    let Some(shape) = merged.shapes.get_mut(&service) else {
        return;
    };
    // The shapes have these names now.
    if let Body::Service(definition) = &mut shape.body {
        definition.rename.clear();
    }
    rename(merged, &renamed, arguments);
}

fn is_own(shapes: &Shapes, id: &ShapeId) -> bool {
    shapes.get(id).is_some_and(|shape| shape.file != NO_FILE)
}

fn missing(shapes: &Shapes, id: &ShapeId, arguments: &mut Arguments<'_, '_, '_>) {
    let message = match shapes.get(id) {
        None => format!("{id} does not exist in the model"),
        Some(shape) if shape.file == NO_FILE => format!("{id} belongs to the prelude"),
        Some(shape) => format!("{id} is {}, expected a service", shape.describe()),
    };
    let known = shapes.keys().map(ShapeId::as_str);
    let hint = arguments.issues.did_you_mean(id.as_str(), known);
    let hint = hint.filter(|_| !shapes.contains_key(id));
    arguments.report(message).hint(hint);
}

/// Renames shapes, and every text that is one of their ids or the id of one of their members. No two shapes may get
/// the same id.
fn rename(merged: &mut Merged, renamed: &Renamed, arguments: &mut Arguments<'_, '_, '_>) {
    let mut origins: BTreeMap<&ShapeId, &ShapeId> = BTreeMap::new();
    for (old, new) in renamed {
        let kept = merged.shapes.contains_key(new) && !renamed.contains_key(new);
        if let Some(other) = origins.insert(new, old).or(kept.then_some(new)) {
            arguments.report(format!(
                "{old} can't be renamed to {new}, which would be the id of {other}, too"
            ));
            return;
        }
    }
    let shapes = std::mem::take(&mut merged.shapes).into_iter();
    merged.shapes = shapes
        .map(|(mut id, mut shape)| {
            let mut change = |id: &mut ShapeId| {
                if let Some(new) = renamed.get(id) {
                    id.clone_from(new);
                }
            };
            change(&mut id);
            each_id(&mut shape.body, &mut change);
            shape.mixins.iter_mut().for_each(change);
            rename_in_traits(&mut shape.traits, renamed);
            for member in shape.members_mut() {
                rename_in_traits(&mut member.traits, renamed);
            }
            (id, shape)
        })
        .collect();
    for (key, value) in &mut merged.metadata {
        rename_text(key, renamed);
        rename_in_value(value, renamed);
    }
}

fn rename_in_traits(traits: &mut Traits, renamed: &Renamed) {
    let mut entries = std::mem::take(traits).into_entries();
    for (id, value) in &mut entries {
        rename_text(id, renamed);
        rename_in_value(value, renamed);
    }
    *traits = entries.into();
}

/// As deep as the parsers let values be.
fn rename_in_value(value: &mut Node, renamed: &Renamed) {
    match value {
        Node::String(text) => rename_text(text, renamed),
        Node::Array(items) => {
            for item in items {
                rename_in_value(item, renamed);
            }
        }
        Node::Object(entries) => {
            for (key, value) in entries {
                rename_text(key, renamed);
                rename_in_value(value, renamed);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) => {}
    }
}

fn rename_text(text: &mut String, renamed: &Renamed) {
    if !text.contains('#') {
        return;
    }
    let (root, member) = match text.split_once('$') {
        Some((root, member)) => (root, Some(member)),
        None => (text.as_str(), None),
    };
    if let Some(new) = renamed.get(root) {
        *text = match member {
            Some(member) => format!("{new}${member}"),
            None => new.to_string(),
        };
    }
}
