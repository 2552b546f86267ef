//! Ids to handles: every reference resolved, its kind checked, and the arena filled.

use std::collections::{BTreeMap, HashMap};

use super::enums;
use super::merge::Merged;
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::{Model, Place};
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{Aggregate, Body, RawMember, RawOperation, RawResource, RawService, RawShape};
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member, Operation, Resource, Service, Shape};
use crate::traits::Traits;

/// The model of merged files that are prepared, of whose names `files` has one for each number.
///
/// What comes back may contain [`ShapeRef::MISSING`] if issues were reported.
pub(crate) fn lower(merged: Merged, files: Vec<String>, issues: &mut Issues<'_>) -> Model {
    let index = Index::of(&merged);
    let mut lowering = Lowering { index, issues };
    let mut shapes = Vec::with_capacity(merged.shapes.len());
    let mut origins = Vec::with_capacity(merged.shapes.len());
    let mut places = BTreeMap::new();
    for (id, raw) in merged.shapes {
        if Outcome::of(&raw) == Outcome::Arena {
            let file = raw.file;
            let shape = lowering.shape(id, raw);
            if let Some(place) = place(lowering.issues, file, &shape)
                && let Ok(handle) = u32::try_from(shapes.len())
            {
                places.insert(ShapeRef(handle), place);
            }
            origins.push(file);
            shapes.push(shape);
        }
    }
    Model::new(shapes, origins, files, places, merged.metadata)
}

/// The place of a shape, in a file that is not JSON.
fn place(issues: &mut Issues<'_>, file: u32, shape: &Shape) -> Option<Place> {
    let at = At::SHAPES.key(shape.id.as_str());
    let of_shape = issues.position(file, &at)?;
    let at_members = at.key("members");
    let members = shape.members().iter();
    let members = members.map(|member| issues.position(file, &at_members.key(&member.name)));
    Some(Place {
        shape: of_shape,
        members: members.collect(),
    })
}

/// What a definition becomes in the model.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Outcome {
    /// Nothing: a mixin is part of the shapes that use it.
    Mixin,
    /// Nothing: it could not be read, which has been reported.
    Broken,
    Arena,
}

impl Outcome {
    fn of(raw: &RawShape) -> Self {
        match &raw.body {
            Body::Broken => Outcome::Broken,
            _ if raw.is_mixin() => Outcome::Mixin,
            _ => Outcome::Arena,
        }
    }
}

/// What a reference may point at.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Wanted {
    /// What members can target
    Data,
    /// What union members can target
    DataOrUnit,
    MapKey,
    /// What identifies a resource
    Identifier,
    /// Input or output of an operation
    Structure,
    Error,
    Operation,
    Resource,
    /// What a service can rename
    Named,
}

/// What can be known of a shape before it is lowered.
struct Entry {
    handle: ShapeRef,
    outcome: Outcome,
    class: Class,
    /// The kind with an article.
    described: &'static str,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Class {
    Unit,
    Text,
    Structure,
    Error,
    OtherData,
    Operation,
    Resource,
    Service,
}

struct Index {
    entries: HashMap<ShapeId, Entry>,
}

impl Index {
    fn of(merged: &Merged) -> Self {
        let mut handles = (0..).map(ShapeRef);
        let entries = merged.shapes.iter().map(|(id, raw)| {
            let outcome = Outcome::of(raw);
            let handle = if outcome == Outcome::Arena {
                handles.next()
            } else {
                None
            };
            let handle = handle.unwrap_or(ShapeRef::MISSING);
            (
                id.clone(),
                Entry {
                    handle,
                    outcome,
                    class: Class::of(id, raw),
                    described: raw.describe(),
                },
            )
        });
        Self {
            entries: entries.collect(),
        }
    }
}

impl Class {
    fn of(id: &ShapeId, raw: &RawShape) -> Self {
        match &raw.body {
            Body::Simple(Kind::String) | Body::Aggregate(Aggregate::Enum, _) => Class::Text,
            Body::Aggregate(Aggregate::Structure, _) if id.as_str() == UNIT => Class::Unit,
            Body::Aggregate(Aggregate::Structure, _) if raw.traits.has("smithy.api#error") => {
                Class::Error
            }
            Body::Aggregate(Aggregate::Structure, _) => Class::Structure,
            Body::Operation(_) => Class::Operation,
            Body::Resource(_) => Class::Resource,
            Body::Service(_) => Class::Service,
            Body::Simple(_) | Body::Aggregate(..) | Body::Broken => Class::OtherData,
        }
    }
}

impl Wanted {
    fn accepts(self, class: Class) -> bool {
        let is_data = matches!(
            class,
            Class::Text | Class::Structure | Class::Error | Class::OtherData
        );
        match self {
            Wanted::Data => is_data,
            Wanted::DataOrUnit | Wanted::Named => is_data || class == Class::Unit,
            Wanted::MapKey | Wanted::Identifier => class == Class::Text,
            Wanted::Structure => class == Class::Structure,
            Wanted::Error => class == Class::Error,
            Wanted::Operation => class == Class::Operation,
            Wanted::Resource => class == Class::Resource,
        }
    }

    /// The id of events of references that do not lead to this.
    fn event(self) -> &'static str {
        match self {
            Wanted::Named => "Service",
            _ => "Target",
        }
    }

    fn described(self) -> &'static str {
        match self {
            Wanted::Data | Wanted::DataOrUnit | Wanted::Named => "a shape that holds data",
            Wanted::MapKey => "a string or an enum as key of a map",
            Wanted::Identifier => "a string as identifier of a resource",
            Wanted::Structure => "a structure without `smithy.api#error`",
            Wanted::Error => "a structure with `smithy.api#error`",
            Wanted::Operation => "an operation",
            Wanted::Resource => "a resource",
        }
    }
}

struct Lowering<'i, 's> {
    index: Index,
    issues: &'i mut Issues<'s>,
}

impl Lowering<'_, '_> {
    fn shape(&mut self, id: ShapeId, raw: RawShape) -> Shape {
        let at = At::SHAPES.key(id.as_str());
        let (file, mut traits) = (raw.file, raw.traits);
        let kind = match raw.body {
            Body::Simple(Kind::String) => match traits.remove(enums::ENUM) {
                Some(definitions) => enums::from_trait(definitions, file, &at, self.issues),
                None => Kind::String,
            },
            Body::Simple(kind) => kind,
            Body::Aggregate(aggregate, members) => {
                self.aggregate(aggregate, members, &mut traits, file, &at)
            }
            Body::Operation(raw) => Kind::Operation(self.operation(raw, file, &at)),
            Body::Resource(raw) => Kind::Resource(self.resource(raw, file, &at)),
            Body::Service(raw) => Kind::Service(self.service(raw, file, &at)),
            // Not in the arena.
            Body::Broken => Kind::Document,
        };
        Shape { id, kind, traits }
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        members: Vec<RawMember>,
        traits: &mut Traits,
        file: u32,
        at: &At<'_>,
    ) -> Kind {
        if aggregate == Aggregate::Set {
            traits.set("smithy.api#uniqueItems", Node::Object(Vec::new()));
        }
        match aggregate {
            Aggregate::Enum => enums::string_enum(members, file, at, self.issues),
            Aggregate::IntEnum => enums::int_enum(members, file, at, self.issues),
            Aggregate::List | Aggregate::Set => {
                Kind::List(self.fixed_member("member", Wanted::Data, members, file, at))
            }
            Aggregate::Map => {
                let (keys, values) = members.into_iter().partition(|member| member.name == "key");
                let key = self.fixed_member("key", Wanted::MapKey, keys, file, at);
                Kind::Map {
                    key,
                    value: self.fixed_member("value", Wanted::Data, values, file, at),
                }
            }
            Aggregate::Structure => Kind::Structure(self.members(members, Wanted::Data, file, at)),
            Aggregate::Union => Kind::Union(self.members(members, Wanted::DataOrUnit, file, at)),
        }
    }

    fn members(
        &mut self,
        members: Vec<RawMember>,
        wanted: Wanted,
        file: u32,
        at: &At<'_>,
    ) -> Vec<Member> {
        let at = at.key("members");
        let members = members.into_iter().map(|member| {
            let target = self.member_target(&member, wanted, file, &at);
            Member {
                name: member.name,
                target,
                traits: member.traits,
            }
        });
        members.collect()
    }

    /// The member that lists and maps must have.
    fn fixed_member(
        &mut self,
        name: &str,
        wanted: Wanted,
        members: Vec<RawMember>,
        file: u32,
        at: &At<'_>,
    ) -> Member {
        match members.into_iter().next() {
            Some(member) => {
                let target = self.member_target(&member, wanted, file, at);
                Member {
                    name: member.name,
                    target,
                    traits: member.traits,
                }
            }
            None => {
                self.issues
                    .report(file, at, format!("the shape has no `{name}`"));
                Member {
                    name: name.to_owned(),
                    target: ShapeRef::MISSING,
                    traits: Traits::default(),
                }
            }
        }
    }

    fn member_target(
        &mut self,
        member: &RawMember,
        wanted: Wanted,
        file: u32,
        at: &At<'_>,
    ) -> ShapeRef {
        match &member.target {
            Some(target) => self.resolve(target, wanted, file, &at.key(&member.name).key("target")),
            None => ShapeRef::MISSING,
        }
    }

    fn operation(&mut self, raw: RawOperation, file: u32, at: &At<'_>) -> Operation {
        let mut structure = |name: &str, id: Option<ShapeId>| {
            id.map(|id| self.resolve(&id, Wanted::Structure, file, &at.key(name)))
        };
        Operation {
            input: structure("input", raw.input),
            output: structure("output", raw.output),
            errors: self.list("errors", &raw.errors, Wanted::Error, file, at),
        }
    }

    fn resource(&mut self, raw: RawResource, file: u32, at: &At<'_>) -> Resource {
        let lifecycle = raw.lifecycle.iter();
        let mut operations: Vec<ShapeRef> = lifecycle
            .map(|(name, id)| self.resolve(id, Wanted::Operation, file, &at.key(name)))
            .collect();
        operations.extend(self.list("operations", &raw.operations, Wanted::Operation, file, at));
        let collection = &raw.collection_operations;
        operations.extend(self.list(
            "collectionOperations",
            collection,
            Wanted::Operation,
            file,
            at,
        ));
        Resource {
            identifiers: self.named("identifiers", raw.identifiers, Wanted::Identifier, file, at),
            properties: self.named("properties", raw.properties, Wanted::Data, file, at),
            operations,
            resources: self.list("resources", &raw.resources, Wanted::Resource, file, at),
        }
    }

    fn service(&mut self, raw: RawService, file: u32, at: &At<'_>) -> Service {
        let at_rename = at.key("rename");
        let rename = raw.rename.into_iter().map(|(id, name)| {
            (
                self.resolve(&id, Wanted::Named, file, &at_rename.key(id.as_str())),
                name,
            )
        });
        let rename = rename.collect();
        Service {
            version: raw.version.unwrap_or_default(),
            operations: self.list("operations", &raw.operations, Wanted::Operation, file, at),
            resources: self.list("resources", &raw.resources, Wanted::Resource, file, at),
            errors: self.list("errors", &raw.errors, Wanted::Error, file, at),
            rename,
        }
    }

    fn list(
        &mut self,
        name: &str,
        ids: &[ShapeId],
        wanted: Wanted,
        file: u32,
        at: &At<'_>,
    ) -> Vec<ShapeRef> {
        let at = at.key(name);
        let targets = ids
            .iter()
            .enumerate()
            .map(|(index, id)| self.resolve(id, wanted, file, &at.index(index)));
        targets.collect()
    }

    fn named(
        &mut self,
        name: &str,
        ids: Vec<(String, ShapeId)>,
        wanted: Wanted,
        file: u32,
        at: &At<'_>,
    ) -> Vec<(String, ShapeRef)> {
        let at = at.key(name);
        let targets = ids.into_iter().map(|(name, id)| {
            let target = self.resolve(&id, wanted, file, &at.key(&name));
            (name, target)
        });
        targets.collect()
    }

    /// The handle of a shape of the wanted kind, or `MISSING` and a diagnostic.
    fn resolve(&mut self, id: &ShapeId, wanted: Wanted, file: u32, at: &At<'_>) -> ShapeRef {
        let Some(entry) = self.index.entries.get(id) else {
            let known = self.index.entries.keys().map(ShapeId::as_str);
            let hint = self.issues.did_you_mean(id.as_str(), known);
            self.issues
                .report(file, at, format!("{id} does not exist in the model"))
                .named(wanted.event())
                .hint(hint);
            return ShapeRef::MISSING;
        };
        let expected = wanted.described();
        let message = match entry.outcome {
            Outcome::Broken => return ShapeRef::MISSING,
            Outcome::Arena if wanted.accepts(entry.class) => return entry.handle,
            Outcome::Mixin => {
                format!("{id} is a mixin, which nothing can refer to, expected {expected}")
            }
            Outcome::Arena => match (entry.class, wanted) {
                (Class::Unit, _) => format!("{id} is for union members only, expected {expected}"),
                (Class::Error, Wanted::Structure) => {
                    format!("{id} is an error, expected {expected}")
                }
                (Class::Structure, Wanted::Error) => {
                    format!("{id} is not an error, expected {expected}")
                }
                _ => format!("{id} is {}, expected {expected}", entry.described),
            },
        };
        self.issues.report(file, at, message).named(wanted.event());
        ShapeRef::MISSING
    }
}
