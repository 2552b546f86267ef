//! Syntax trees to shapes: names resolved, targets filled in, inline structures named.

use std::collections::HashMap;

use super::names::{Known, Scope};
use super::syntax::{
    Content, Definition, Document, Fields, Key, Member, Name, Operation, Structure, Target, Value,
};
use crate::assemble::ENUM_VALUE;
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{
    Aggregate, Apply, Body, File, LIFECYCLE, RawMember, RawOperation, RawShape, Version,
};
use crate::smithy_json;
use crate::traits::Traits;

/// The members that structures `for` a resource can name, by the resource's id.
type Resources = HashMap<String, Vec<(String, ShapeId)>>;

/// Makes shapes of all documents; `files` are those of other formats.
pub(crate) fn lower(
    documents: Vec<(u32, Document<'_>)>,
    files: &[File],
    issues: &mut Issues<'_>,
) -> Vec<(u32, File)> {
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

impl Lowering<'_, '_, '_> {
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
        for shape in document.shapes {
            self.definition(shape);
        }
        for apply in document.applies {
            let key = self.scope.shape(apply.target.text).id;
            let Some((target, member)) = ShapeId::parse_with_member(&key) else {
                continue;
            };
            let member = member.map(str::to_owned);
            let at = At::SHAPES.key(&key);
            // Where the shape is defined in the same file, its own place is the better one.
            if member.is_some() || !self.file.shapes.iter().any(|(id, _)| *id == target) {
                self.issues.place_offset(self.number, &at, apply.target.at);
            }
            let traits = self.traits(apply.traits, &at);
            self.apply(key.clone(), target, member, traits);
        }
    }

    fn apply(&mut self, key: String, target: ShapeId, member: Option<String>, traits: Traits) {
        self.file.applies.push(Apply {
            file: self.number,
            key,
            target,
            member,
            traits,
        });
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
        let resource = shape.resource.map(|name| self.resource_members(&name));
        let origin = (self.number, self.version);
        let body = match shape.content {
            Content::Broken => Body::Broken,
            Content::Simple(kind) => Body::Simple(kind),
            Content::Aggregate(aggregate, members) => {
                let source = Source {
                    id: &id,
                    aggregate,
                    resource: resource.unwrap_or_default(),
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
    fn resource_members(&mut self, name: &Name<'_>) -> Vec<(String, ShapeId)> {
        let found = self.scope.shape(name.text);
        if let Some(members) = self.resources.get(&found.id) {
            return members.clone();
        }
        let what = if found.exists {
            "is not a resource"
        } else {
            "does not exist"
        };
        let hint = did_you_mean(&found.id, self.resources.keys().map(String::as_str));
        let message = format!("{} {what}, expected a resource after `for`", found.id);
        self.report(name.at, message).hint(hint);
        Vec::new()
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
    fn shape_id(&mut self, name: &Name<'_>) -> Option<ShapeId> {
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

    fn members(
        &mut self,
        members: Vec<Member<'_>>,
        source: &Source<'_>,
        at: &At<'_>,
    ) -> Vec<RawMember> {
        use Aggregate::{List, Map, Set};
        let at_members = at.key("members");
        let at = match source.aggregate {
            List | Set | Map => at,
            _ => &at_members,
        };
        let mut lowered = Vec::with_capacity(members.len());
        for member in members {
            lowered.extend(self.member(member, source, at));
        }
        lowered
    }

    /// A member; `None` if mixins bring it, and then its traits are applied to theirs.
    fn member(
        &mut self,
        member: Member<'_>,
        source: &Source<'_>,
        at: &At<'_>,
    ) -> Option<RawMember> {
        let Name {
            text: name,
            at: offset,
        } = member.name;
        let at = at.key(name);
        self.issues.place_offset(self.number, &at, offset);
        let mut traits = self.traits(member.traits, &at);
        if let Some((value, offset)) = member.value {
            let is_enum = matches!(member.target, Target::Unit);
            let id = if is_enum { ENUM_VALUE } else { DEFAULT };
            let at = at.key("traits");
            self.issues.place_offset(self.number, &at.key(id), offset);
            let value = self.node(value);
            if traits.has(id) {
                self.report(
                    offset,
                    format!("the member has the trait {id} and a value after `=`"),
                );
            }
            traits.set(id, value);
        }
        let target = match member.target {
            Target::Named(name) => {
                self.issues
                    .place_offset(self.number, &at.key("target"), name.at);
                self.shape_id(&name)
            }
            Target::Unit => {
                if source.aggregate == Aggregate::Enum
                    && !source.has_mixins
                    && !traits.has(ENUM_VALUE)
                {
                    traits.set(ENUM_VALUE, Node::String(name.to_owned()));
                }
                ShapeId::parse(UNIT)
            }
            Target::Elided => {
                let found = source.resource.iter().find(|(known, _)| known == name);
                if let Some((_, target)) = found {
                    Some(target.clone())
                } else if source.has_mixins {
                    let key = format!("{}${name}", source.id);
                    self.issues
                        .place_offset(self.number, &At::SHAPES.key(&key), offset);
                    self.apply(key, source.id.clone(), Some(name.to_owned()), traits);
                    return None;
                } else {
                    self.no_target(name, offset, source);
                    None
                }
            }
        };
        Some(RawMember {
            name: name.to_owned(),
            target,
            traits,
        })
    }

    fn no_target(&mut self, name: &str, at: usize, source: &Source<'_>) {
        let hint = did_you_mean(name, source.resource.iter().map(|(name, _)| name.as_str()));
        let hint = hint.unwrap_or_else(|| format!("give it one: `{name}: String`"));
        let message = format!("neither a resource nor a mixin says what `{name}` targets");
        self.report(at, message).hint(hint);
    }

    /// The properties of a service or resource, as a Smithy document has them.
    fn properties(
        &mut self,
        fields: Fields<'_>,
        known: &[&str],
        at: &At<'_>,
    ) -> Vec<(String, Node)> {
        let mut properties = Vec::new();
        for (key, value) in fields {
            if !known.contains(&key.text.as_str()) {
                let hint = did_you_mean(&key.text, known.iter().copied());
                let message = format!("there is no property `{}`", key.text);
                self.report(key.at, message).hint(hint);
                continue;
            }
            let at = at.key(&key.text);
            self.issues.place_offset(self.number, &at, key.at);
            let value = match key.text.as_str() {
                "version" | "rename" => Some(self.node(value)),
                _ => self.references(&key, value, &at),
            };
            properties.extend(value.map(|value| (key.text, value)));
        }
        properties
    }

    /// The names in an array or object as references.
    fn references(&mut self, property: &Key, value: Value<'_>, at: &At<'_>) -> Option<Node> {
        let named = ["identifiers", "properties"].contains(&property.text.as_str());
        match value {
            Value::Array(items) if !named => {
                let items = items.into_iter().enumerate();
                let items = items
                    .filter_map(|(index, item)| self.reference(property, item, &at.index(index)));
                Some(Node::Array(items.collect()))
            }
            Value::Object(fields) if named => {
                let fields = fields.into_iter().filter_map(|(key, value)| {
                    let value = self.reference(&key, value, &at.key(&key.text))?;
                    Some((key.text, value))
                });
                Some(Node::Object(fields.collect()))
            }
            other if LIFECYCLE.contains(&property.text.as_str()) => {
                self.reference(property, other, at)
            }
            _ => {
                let expected = if named {
                    "{name: Shape}"
                } else {
                    "[Shape, Shape]"
                };
                let message = format!("expected `{expected}` as value of `{}`", property.text);
                self.report(property.at, message);
                None
            }
        }
    }

    fn reference(&mut self, owner: &Key, value: Value<'_>, at: &At<'_>) -> Option<Node> {
        let id = match value {
            Value::Id(name) => {
                self.issues.place_offset(self.number, at, name.at);
                self.scope.shape(name.text).id
            }
            Value::Plain(Node::String(name)) => self.scope.shape(&name).id,
            _ => {
                let message = format!("expected the id of a shape in `{}`", owner.text);
                self.report(owner.at, message);
                return None;
            }
        };
        Some(Node::Object(vec![("target".to_owned(), Node::String(id))]))
    }

    /// A value with its ids resolved. As deep as the parser lets values be.
    pub(super) fn node(&mut self, value: Value<'_>) -> Node {
        match value {
            Value::Plain(node) => node,
            Value::Id(name) => Node::String(self.id_value(&name)),
            Value::Array(items) => {
                Node::Array(items.into_iter().map(|item| self.node(item)).collect())
            }
            Value::Object(fields) => {
                let fields = fields.into_iter();
                Node::Object(
                    fields
                        .map(|(key, value)| (key.text, self.node(value)))
                        .collect(),
                )
            }
        }
    }

    fn id_value(&mut self, name: &Name<'_>) -> String {
        let found = self.scope.shape(name.text);
        let is_trait = || self.scope.known.trait_form(&found.id).is_some();
        if !found.exists && !is_trait() && self.scope.known.knows_namespace_of(&found.id) {
            let message = format!("{} does not exist in the model", found.id);
            self.report(name.at, message)
                .hint("text must be quoted; without quotes it is the id of a shape".to_owned());
        }
        found.id
    }
}

const DEFAULT: &str = "smithy.api#default";

/// Where members can come from.
struct Source<'s> {
    id: &'s ShapeId,
    aggregate: Aggregate,
    resource: Vec<(String, ShapeId)>,
    has_mixins: bool,
}
