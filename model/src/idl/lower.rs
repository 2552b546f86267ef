//! Syntax trees to shapes: names resolved, targets filled in, inline structures named.

use std::collections::{HashMap, HashSet};

use super::members::unknown_member;
use super::names::{Known, Scope};
use super::syntax::{Content, Definition, Document, Name, Operation, Structure, Value};
use crate::events::Severity;
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{Aggregate, Apply, Body, File, LIFECYCLE, RawOperation, RawShape, Version};
use crate::smithy_json;
use crate::traits::Traits;

/// The members that structures `for` a resource can name, by the resource's id.
type Resources = HashMap<String, Members>;

/// Names and targets.
pub(super) type Members = HashMap<String, ShapeId>;

/// The shape whose members are lowered, and what gives a member a target that names none itself.
pub(super) struct MemberSource<'s> {
    pub(super) id: &'s ShapeId,
    pub(super) aggregate: Aggregate,
    pub(super) resource: Option<&'s Members>,
    pub(super) has_mixins: bool,
}

/// Makes shapes of all documents; `files` are those of other formats.
pub(crate) fn lower(
    documents: Vec<(u32, Document<'_>)>,
    files: &[File],
    issues: &mut Issues<'_>,
) -> Vec<(u32, File)> {
    if documents.is_empty() {
        return Vec::new();
    }
    let known = Known::of(files, &documents);
    let mut resources = Resources::new();
    for (id, shape) in files.iter().flat_map(|file| &file.shapes) {
        if let Body::Resource(resource) = &shape.body {
            let members = resource.identifiers.iter().chain(&resource.properties);
            resources.insert(id.to_string(), members.cloned().collect());
        }
    }
    for (_, document) in &documents {
        add_resources(&mut resources, document, &known);
    }
    let lowered = documents.into_iter().map(|(number, document)| {
        let mut lowering = Lowering {
            number,
            version: document.version,
            scope: scope(&document, &known),
            resources: &resources,
            file: File {
                metadata: Vec::new(),
                shapes: Vec::new(),
                applies: Vec::new(),
            },
            issues,
        };
        lowering.uses(&document);
        lowering.document(document);
        (number, lowering.file)
    });
    lowered.collect()
}

/// Reports the shapes that documents define twice, and the members that lists and maps can't have, where documents are
/// not lowered.
pub(crate) fn report_unlowered(documents: &[(u32, Document<'_>)], issues: &mut Issues<'_>) {
    for (file, document) in documents {
        for shape in &document.shapes {
            let Content::Aggregate(aggregate, members) = &shape.content else {
                continue;
            };
            for member in members {
                if let Some(message) = unknown_member(*aggregate, member.name.text) {
                    let issue = issues.report(*file, &At::ROOT, message);
                    issue.offset(member.name.at);
                }
            }
        }
        for (shape, first) in &document.repeated {
            let message = already_defined(&shape.name, *first);
            issues.report(*file, &At::ROOT, message).offset(shape.at);
        }
    }
}

fn already_defined(name: &str, line: usize) -> String {
    format!("`{name}` is defined in line {line} already")
}

/// A definition of a shape that its file defines before.
struct Repeated {
    at: usize,
    name: String,
    /// The line of the first definition
    first: usize,
    id: ShapeId,
    shape: RawShape,
}

fn scope<'d>(document: &Document<'d>, known: &'d Known) -> Scope<'d> {
    let uses = document.uses.iter();
    let uses = uses.filter_map(|used| Some((used.text.split_once('#')?.1, used.text)));
    Scope {
        namespace: document.namespace,
        uses: uses.collect(),
        known,
    }
}

fn add_resources(resources: &mut Resources, document: &Document<'_>, known: &Known) {
    let scope = scope(document, known);
    for shape in &document.shapes {
        let Content::Resource(fields) = &shape.content else {
            continue;
        };
        let named = fields
            .iter()
            .filter(|(key, _)| key.text == "identifiers" || key.text == "properties");
        let members = named.filter_map(|(_, value)| match value {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        let members = members.flatten().filter_map(|(key, value)| {
            let name = match value {
                Value::Id(name) => name.text,
                Value::Plain(Node::String(name)) => name,
                _ => return None,
            };
            Some((key.text.clone(), scope.target(name)?))
        });
        let id = format!("{}#{}", document.namespace, shape.name);
        resources.insert(id, members.collect());
    }
}

pub(super) struct Lowering<'d, 'i, 'a> {
    pub(super) number: u32,
    version: Version,
    pub(super) scope: Scope<'d>,
    resources: &'i Resources,
    file: File,
    pub(super) issues: &'i mut Issues<'a>,
}

impl<'i> Lowering<'_, 'i, '_> {
    /// Imports that contradict each other, or a shape of the file.
    fn uses(&mut self, document: &Document<'_>) {
        for used in &document.uses {
            let name = used.text.split_once('#').map_or("", |(_, name)| name);
            let other = self.scope.uses.get(name).copied().unwrap_or_default();
            if other != used.text {
                let message = format!("`use` of {} contradicts that of {other}", used.text);
                self.report(used.at, message);
            }
        }
        for shape in &document.shapes {
            if let Some(used) = self.scope.uses.get(shape.name.as_str()) {
                let id = format!("{}#{}", document.namespace, shape.name);
                if id != *used {
                    let message = format!(
                        "`{}` is the name of {used}, which the file uses",
                        shape.name
                    );
                    self.report(shape.at, message);
                }
            }
        }
    }

    pub(super) fn report(&mut self, at: usize, message: String) -> &mut crate::issues::Issue {
        let issue = self.issues.report(self.number, &At::ROOT, message);
        issue.offset(at);
        issue
    }

    fn document(&mut self, document: Document<'_>) {
        for (key, value) in document.metadata {
            let at = At::METADATA.key(&key.text);
            self.issues.place_offset(self.number, &at, key.at);
            let value = self.node(value);
            self.file.metadata.push((key.text, value));
        }
        // Before the first definitions, whose places are kept.
        let repeated = self.repeated(document.repeated);
        for shape in document.shapes {
            self.definition(shape);
        }
        self.check_repeated(repeated);
        let defined: HashSet<ShapeId> = self.file.shapes.iter().map(|(id, _)| id.clone()).collect();
        for apply in document.applies {
            let key = self.scope.shape(apply.target.text).id;
            let Some((target, member)) = ShapeId::parse_with_member(&key) else {
                continue;
            };
            let member = member.map(str::to_owned);
            let at = At::SHAPES.key(&key);
            // Where the shape is defined in the same file, its own place is the better one.
            if member.is_some() || !defined.contains(&target) {
                self.issues.place_offset(self.number, &at, apply.target.at);
            }
            let traits = self.traits(apply.traits, &at);
            self.apply(key.clone(), target, member, traits);
        }
    }

    pub(super) fn apply(
        &mut self,
        key: String,
        target: ShapeId,
        member: Option<String>,
        traits: Traits,
    ) {
        self.file.applies.push(Apply {
            file: self.number,
            key,
            target,
            member,
            traits,
        });
    }

    /// Lowers definitions of shapes that the file defines before.
    fn repeated(&mut self, shapes: Vec<(Definition<'_>, usize)>) -> Vec<Repeated> {
        let mut repeated = Vec::new();
        for (shape, first) in shapes {
            let (at, name) = (shape.at, shape.name.clone());
            let before = self.file.shapes.len();
            self.definition(shape);
            let lowered = self.file.shapes.drain(before..);
            repeated.extend(lowered.map(|(id, shape)| Repeated {
                at,
                name: name.clone(),
                first,
                id,
                shape,
            }));
        }
        repeated
    }

    /// A definition may repeat if it is the same (Smithy 2.0, "Merging models").
    fn check_repeated(&mut self, repeated: Vec<Repeated>) {
        for repeated in repeated {
            let shapes = self.file.shapes.iter();
            let mut first = shapes.filter(|(id, _)| *id == repeated.id);
            let (name, line) = (&repeated.name, repeated.first);
            let is_same = first.any(|(_, first)| {
                first.body == repeated.shape.body
                    && first.body != Body::Broken
                    && first.traits == repeated.shape.traits
                    && first.mixins == repeated.shape.mixins
            });
            let message = already_defined(name, line);
            let issue = self.report(repeated.at, message);
            if is_same {
                issue
                    .event("Model.IgnoredDuplicateDefinition", Severity::Note)
                    .of_shape(repeated.id.to_string());
            }
        }
    }

    fn definition(&mut self, shape: Definition<'_>) {
        let Some(id) = ShapeId::parse(&format!("{}#{}", self.scope.namespace, shape.name)) else {
            return;
        };
        let at = At::SHAPES.key(id.as_str());
        self.issues.place_offset(self.number, &at, shape.at);
        let mut traits = self.traits(shape.traits, &at);
        if let Some(implied) = shape.implied.filter(|implied| !traits.has(implied)) {
            traits.set(implied, Node::Object(Vec::new()));
        }
        let at_mixins = at.key("mixins");
        let mixins = self.ids(&shape.mixins, &at_mixins);
        let resource = shape.resource.and_then(|name| self.resource_members(&name));
        let origin = (self.number, self.version);
        let body = match shape.content {
            Content::Broken => Body::Broken,
            Content::Simple(kind) => Body::Simple(kind),
            Content::Aggregate(aggregate, members) => {
                let source = MemberSource {
                    id: &id,
                    aggregate,
                    resource,
                    has_mixins: !mixins.is_empty(),
                };
                Body::Aggregate(aggregate, self.members(members, &source, &at))
            }
            Content::Operation(operation) => Body::Operation(self.operation(operation, &at)),
            Content::Service(fields) => {
                let known = ["version", "operations", "resources", "errors", "rename"];
                let fields = self.properties(fields, &known, &at);
                Body::Service(smithy_json::service(origin, fields, &at, self.issues))
            }
            Content::Resource(fields) => {
                let others = [
                    "identifiers",
                    "properties",
                    "operations",
                    "collectionOperations",
                    "resources",
                ];
                let known: Vec<&str> = others.into_iter().chain(LIFECYCLE).collect();
                let fields = self.properties(fields, &known, &at);
                Body::Resource(smithy_json::resource(origin, fields, &at, self.issues))
            }
        };
        let raw = RawShape::new(self.number, self.version, body, traits);
        self.file.shapes.push((id, RawShape { mixins, ..raw }));
    }

    /// What a structure `for` a resource can name.
    fn resource_members(&mut self, name: &Name<'_>) -> Option<&'i Members> {
        let found = self.scope.shape(name.text);
        if let Some(members) = self.resources.get(&found.id) {
            return Some(members);
        }
        let what = if found.exists {
            "is not a resource"
        } else {
            "does not exist"
        };
        let known = self.resources.keys().map(String::as_str);
        let hint = self.issues.did_you_mean(&found.id, known);
        let message = format!("{} {what}, expected a resource after `for`", found.id);
        self.report(name.at, message).hint(hint);
        None
    }

    fn ids(&mut self, names: &[Name<'_>], at: &At<'_>) -> Vec<ShapeId> {
        let ids = names.iter().enumerate().filter_map(|(index, name)| {
            self.issues
                .place_offset(self.number, &at.index(index), name.at);
            self.shape_id(name)
        });
        ids.collect()
    }

    /// The id of a shape that is no member.
    pub(super) fn shape_id(&mut self, name: &Name<'_>) -> Option<ShapeId> {
        let target = self.scope.target(name.text);
        if target.is_none() {
            let message = format!("`{}` names a member, expected a shape", name.text);
            self.report(name.at, message);
        }
        target
    }

    fn operation(&mut self, operation: Operation<'_>, at: &At<'_>) -> RawOperation {
        let mut structure = |property, structure| match structure? {
            Structure::Named(name) => {
                self.issues
                    .place_offset(self.number, &at.key(property), name.at);
                self.shape_id(&name).filter(|id| id.as_str() != UNIT)
            }
            Structure::Inline(name) => ShapeId::parse(&format!("{}#{name}", self.scope.namespace)),
        };
        let input = structure("input", operation.input);
        let output = structure("output", operation.output);
        let errors = self.ids(&operation.errors, &at.key("errors"));
        RawOperation {
            input,
            output,
            errors,
        }
    }
}
