//! Files of any format as one Smithy JSON AST (Smithy 2.0, "JSON AST").
//!
//! The files are merged, and mixins are kept. Shapes of version 1.0 are upgraded only if the files have different
//! versions.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::assemble::{ENUM_VALUE, Merged, upgrade};
use crate::id::ShapeId;
use crate::model::NO_FILE;
use crate::node::Node;
use crate::projection::{entry, object, target, text, with_traits};
use crate::raw::{
    Aggregate, Apply, Body, RawMember, RawOperation, RawResource, RawService, RawShape, Version,
};
use crate::traits::Traits;

/// The document. Shapes are sorted by id; mixins and what is applied to their members stay as they are. It has
/// version 1.0 if all files have, and else what 1.0 implies is written out.
pub(crate) fn document(merged: Merged) -> Node {
    let mut own = merged.shapes.values().filter(|shape| shape.file != NO_FILE);
    let version = if own.all(|shape| shape.version == Version::V1) {
        Version::V1
    } else {
        Version::V2
    };
    document_of(merged, version)
}

/// The document in version 2.0, whatever the versions of the files.
pub(crate) fn document_in_version_2(merged: Merged) -> Node {
    document_of(merged, Version::V2)
}

fn document_of(mut merged: Merged, version: Version) -> Node {
    if version == Version::V2 {
        upgrade(&mut merged.shapes);
    }
    let redeclared: Vec<_> = merged
        .shapes
        .iter()
        .filter(|(_, shape)| !shape.mixins.is_empty())
        .map(|(id, shape)| (id.clone(), inherited(&merged.shapes, shape)))
        .collect();
    for (id, inherited) in redeclared {
        if let Some(shape) = merged.shapes.get_mut(&id) {
            only_new_members(&id, shape, &inherited);
        }
    }
    let mut shapes = BTreeMap::new();
    let own = merged
        .shapes
        .iter()
        .filter(|(_, shape)| shape.file != NO_FILE);
    for (id, shape) in own {
        shapes.insert(id.to_string(), definition(shape, version));
        for (key, traits) in introduced(shape) {
            shapes.insert(
                key,
                with_traits(vec![entry("type", text("apply"))], &traits),
            );
        }
    }
    let number = if version == Version::V1 { "1.0" } else { "2.0" };
    let mut fields = vec![entry("smithy", text(number))];
    if !merged.metadata.is_empty() {
        fields.push(entry("metadata", Node::Object(merged.metadata)));
    }
    fields.push(entry("shapes", Node::Object(shapes.into_iter().collect())));
    Node::Object(fields)
}

/// Names and targets of the members that the mixins of a shape bring.
fn inherited(
    shapes: &BTreeMap<ShapeId, RawShape>,
    shape: &RawShape,
) -> HashMap<String, Option<ShapeId>> {
    let mut found = HashMap::new();
    let mut seen = HashSet::new();
    let mut stack: Vec<&ShapeId> = shape.mixins.iter().collect();
    while let Some(id) = stack.pop() {
        let Some(mixin) = shapes.get(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        if let Body::Aggregate(_, members) = &mixin.body {
            let members = members.iter();
            found.extend(members.map(|member| (member.name.clone(), member.target.clone())));
        }
        stack.extend(&mixin.mixins);
    }
    found
}

/// Leaves a shape the members that no mixin brings; the traits of the others are applied to those.
fn only_new_members(
    id: &ShapeId,
    shape: &mut RawShape,
    inherited: &HashMap<String, Option<ShapeId>>,
) {
    let file = shape.file;
    let Body::Aggregate(_, members) = &mut shape.body else {
        return;
    };
    let is_inherited = |member: &mut RawMember| inherited.get(&member.name) == Some(&member.target);
    let redeclared = members.extract_if(.., is_inherited).map(|member| Apply {
        file,
        key: format!("{id}${}", member.name),
        target: id.clone(),
        member: Some(member.name),
        traits: member.traits,
    });
    let redeclared: Vec<Apply> = redeclared.collect();
    shape.introduced.extend(redeclared);
}

/// The traits that are applied to members of mixins, by the id of the member.
fn introduced(shape: &RawShape) -> BTreeMap<String, Traits> {
    let mut introduced: BTreeMap<String, Traits> = BTreeMap::new();
    for apply in shape
        .introduced
        .iter()
        .filter(|apply| !apply.traits.is_empty())
    {
        let traits = introduced.entry(apply.key.clone()).or_default();
        traits.set_all(apply.traits.iter());
    }
    introduced
}

fn definition(shape: &RawShape, version: Version) -> Node {
    let mut traits = shape.traits.clone();
    let mut fields = Vec::new();
    match &shape.body {
        // Only where something was reported, and then nothing is written.
        Body::Broken => {}
        Body::Simple(kind) => fields.push(entry("type", text(kind.name()))),
        Body::Aggregate(Aggregate::Set, _) if version == Version::V2 => {
            traits.set("smithy.api#uniqueItems", Node::Object(Vec::new()));
            fields.push(entry("type", text("list")));
        }
        Body::Aggregate(aggregate, _) => fields.push(entry("type", text(type_of(*aggregate)))),
        Body::Operation(operation) => fields.extend(operation_fields(operation)),
        Body::Resource(resource) => fields.extend(resource_fields(resource)),
        Body::Service(service) => fields.extend(service_fields(service)),
    }
    if let Body::Aggregate(aggregate, members) = &shape.body {
        let members: Vec<(String, Node)> = members
            .iter()
            .map(|member| {
                let id = member.target.as_ref().map_or("", ShapeId::as_str);
                let mut traits = Cow::Borrowed(&member.traits);
                // The value that an enum's member has without saying so.
                if *aggregate == Aggregate::Enum && !traits.has(ENUM_VALUE) {
                    let value = Node::String(member.name.clone());
                    traits.to_mut().set(ENUM_VALUE, value);
                }
                (member.name.clone(), with_traits(vec![target(id)], &traits))
            })
            .collect();
        match aggregate {
            Aggregate::List | Aggregate::Set | Aggregate::Map => fields.extend(members),
            _ => fields.push(entry("members", Node::Object(members))),
        }
    }
    fields.extend(references("mixins", &shape.mixins));
    with_traits(fields, &traits)
}

fn type_of(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Enum => "enum",
        Aggregate::IntEnum => "intEnum",
        Aggregate::List => "list",
        Aggregate::Set => "set",
        Aggregate::Map => "map",
        Aggregate::Structure => "structure",
        Aggregate::Union => "union",
    }
}

fn operation_fields(operation: &RawOperation) -> Vec<(String, Node)> {
    let mut fields = vec![entry("type", text("operation"))];
    let structures = [("input", &operation.input), ("output", &operation.output)];
    for (name, id) in structures {
        fields.extend(id.as_ref().map(|id| entry(name, reference(id))));
    }
    fields.extend(references("errors", &operation.errors));
    fields
}

fn resource_fields(resource: &RawResource) -> Vec<(String, Node)> {
    let mut fields = vec![entry("type", text("resource"))];
    let named = [
        ("identifiers", &resource.identifiers),
        ("properties", &resource.properties),
    ];
    for (name, targets) in named.into_iter().filter(|(_, targets)| !targets.is_empty()) {
        let targets = targets
            .iter()
            .map(|(name, id)| (name.clone(), reference(id)));
        fields.push(entry(name, Node::Object(targets.collect())));
    }
    let lifecycle = resource.lifecycle.iter();
    fields.extend(lifecycle.map(|(name, id)| entry(name, reference(id))));
    fields.extend(references("operations", &resource.operations));
    let collection = &resource.collection_operations;
    fields.extend(references("collectionOperations", collection));
    fields.extend(references("resources", &resource.resources));
    fields
}

fn service_fields(service: &RawService) -> Vec<(String, Node)> {
    let mut fields = vec![entry("type", text("service"))];
    let version = service.version.as_ref();
    fields.extend(version.map(|version| entry("version", text(version))));
    fields.extend(references("operations", &service.operations));
    fields.extend(references("resources", &service.resources));
    fields.extend(references("errors", &service.errors));
    if !service.rename.is_empty() {
        let rename = service.rename.iter();
        let rename = rename.map(|(id, name)| (id.to_string(), text(name)));
        fields.push(entry("rename", Node::Object(rename.collect())));
    }
    fields
}

fn references(name: &str, ids: &[ShapeId]) -> Option<(String, Node)> {
    let references = ids.iter().map(reference).collect();
    (!ids.is_empty()).then(|| entry(name, Node::Array(references)))
}

fn reference(id: &ShapeId) -> Node {
    object([("target", text(id.as_str()))])
}
