//! The projection of a closure: a model of its shapes only, as a document (Smithy 2.0, "JSON AST").

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::closure::Closure;
use crate::model::Model;
use crate::node::Node;
use crate::prelude;
use crate::shape::{EnumValue, Kind, Member, Operation, Resource, Service, Shape, ShapeRef};
use crate::traits::Traits;
use crate::traits::endpoint_discovery;
use crate::walk::service_operations;

impl Closure<'_> {
    /// The service, the chosen operations and what they reach, as a Smithy 2.0 document of their own:
    /// [`Model::from_bytes`] reads it, and [`compare`](crate::compare) finds no change from `model` to
    /// what is read, as far as the chosen operations go.
    ///
    /// Shapes and traits are sorted by id, keys inside of traits by name; members and values of enums
    /// keep the order of the model. The same closure gives the same document, whatever its files
    /// looked like: versions are upgraded, files merged, mixins flattened. Metadata, unreached
    /// resources, and identifiers and properties of the others are left out.
    pub fn projection(&self, model: &Model) -> Node {
        self.project(model, true)
    }

    /// The same as [`projection`](Self::projection), with the keys inside of traits in the order of the model. A client
    /// has parameters of endpoints in that order, so it is the same for both models.
    pub fn cut(&self, model: &Model) -> Node {
        self.project(model, false)
    }

    fn project(&self, model: &Model, sorts_keys: bool) -> Node {
        let projection = Projection {
            closure: self,
            chosen: self.operations().iter().copied().collect(),
            model,
            resources: self.resources(model),
            sorts_keys,
        };
        object([("smithy", text("2.0")), ("shapes", projection.shapes())])
    }

    /// The resources that lead to a chosen operation; all of them if all operations are chosen.
    fn resources(&self, model: &Model) -> HashSet<ShapeRef> {
        let Kind::Service(service) = &model.shape(self.service()).kind else {
            return HashSet::new();
        };
        let all = resources_below(model, &service.resources);
        if self.operations().len() == service_operations(model, self.service()).len() {
            return all.into_iter().collect();
        }
        // From resources that have a chosen operation up to their parents.
        let chosen: HashSet<ShapeRef> = self.operations().iter().copied().collect();
        let mut parents: HashMap<ShapeRef, Vec<ShapeRef>> = HashMap::new();
        let mut stack = Vec::new();
        for &resource in &all {
            let Some(definition) = as_resource(model, resource) else {
                continue;
            };
            for child in &definition.resources {
                parents.entry(*child).or_default().push(resource);
            }
            if definition.operations.iter().any(|it| chosen.contains(it)) {
                stack.push(resource);
            }
        }
        let mut leading = HashSet::new();
        while let Some(resource) = stack.pop() {
            if leading.insert(resource) {
                stack.extend(parents.remove(&resource).unwrap_or_default());
            }
        }
        leading
    }
}

fn as_resource(model: &Model, resource: ShapeRef) -> Option<&Resource> {
    match &model.shape(resource).kind {
        Kind::Resource(resource) => Some(resource),
        _ => None,
    }
}

/// These resources and those below them, at any depth.
fn resources_below(model: &Model, resources: &[ShapeRef]) -> Vec<ShapeRef> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut stack = resources.to_vec();
    while let Some(next) = stack.pop() {
        if seen.insert(next) {
            found.push(next);
            stack.extend(as_resource(model, next).map_or(&[][..], |resource| &resource.resources));
        }
    }
    found
}

struct Projection<'m> {
    closure: &'m Closure<'m>,
    chosen: HashSet<ShapeRef>,
    model: &'m Model,
    resources: HashSet<ShapeRef>,
    /// Whether keys inside of traits are in the order of names, or in that of the model.
    sorts_keys: bool,
}

impl Projection<'_> {
    fn shapes(&self) -> Node {
        let data = self.closure.shapes().map(|(shape, _)| shape);
        let others = [self.closure.service()].into_iter();
        let others = others.chain(self.closure.operations().iter().copied());
        let shapes = data.chain(others).chain(self.resources.iter().copied());
        let shapes = shapes.chain(self.auth_schemes());
        let shapes: BTreeMap<ShapeRef, &Shape> = shapes
            .map(|shape| (shape, self.model.shape(shape)))
            .collect();
        let shapes = shapes.into_values().filter(|shape| !is_prelude(shape));
        Node::Object(
            shapes
                .map(|shape| (shape.id.to_string(), self.shape(shape)))
                .collect(),
        )
    }

    /// The definitions of the auth schemes that the model defines and the service has, with what they reach. Without its
    /// definition a trait of the service could not be told from one that is no auth scheme.
    fn auth_schemes(&self) -> HashSet<ShapeRef> {
        let service = self.model.shape(self.closure.service());
        let defined = service.traits.iter().filter_map(|(id, _)| {
            let definition = self.model.find(id)?;
            let traits = &self.model.shape(definition).traits;
            traits.has(AUTH_DEFINITION).then_some(definition)
        });
        let mut stack: Vec<ShapeRef> = defined.collect();
        let mut found = HashSet::new();
        while let Some(shape) = stack.pop() {
            if found.insert(shape) {
                let members = self.model.shape(shape).members().iter();
                stack.extend(members.map(|member| member.target));
            }
        }
        found
    }

    fn shape(&self, shape: &Shape) -> Node {
        let mut traits = shape.traits.clone();
        if matches!(shape.kind, Kind::Service(_)) {
            self.keep_reached(&mut traits);
        }
        let mut kind = shape.kind.name();
        let body = match &shape.kind {
            Kind::Enum(values) if values.iter().any(|value| value.name.is_none()) => {
                kind = Kind::String.name();
                traits.set(ENUM, unnamed(values));
                Vec::new()
            }
            Kind::Enum(values) => {
                let values = values.iter().map(|value| {
                    let name = value.name.clone().unwrap_or_default();
                    (
                        name,
                        self.with_traits(vec![target(prelude::UNIT)], &value.traits),
                    )
                });
                vec![entry("members", Node::Object(values.collect()))]
            }
            Kind::IntEnum(values) => {
                let values = values.iter().map(|value| {
                    let member = self.with_traits(vec![target(prelude::UNIT)], &value.traits);
                    (value.name.clone(), member)
                });
                vec![entry("members", Node::Object(values.collect()))]
            }
            Kind::List(member) => vec![self.member(member)],
            Kind::Map { key, value } => vec![self.member(key), self.member(value)],
            Kind::Structure(members) | Kind::Union(members) => {
                let members = members.iter().map(|member| self.member(member));
                vec![entry("members", Node::Object(members.collect()))]
            }
            Kind::Operation(operation) => self.operation(operation),
            Kind::Resource(resource) => {
                let bound = &resource.operations;
                self.bound(bound, &resource.resources).collect()
            }
            Kind::Service(service) => self.service(service),
            _ => Vec::new(),
        };
        let mut fields = vec![entry("type", text(kind))];
        fields.extend(body);
        self.with_traits(fields, &traits)
    }

    fn with_traits(&self, mut fields: Vec<(String, Node)>, traits: &Traits) -> Node {
        if self.sorts_keys {
            return with_traits(fields, traits);
        }
        if !traits.is_empty() {
            let traits = traits.iter().map(|(id, value)| entry(id, value.clone()));
            fields.push(entry("traits", Node::Object(traits.collect())));
        }
        Node::Object(fields)
    }

    /// Removes from the service's traits the operations and errors that the closure does not have.
    fn keep_reached(&self, traits: &mut Traits) {
        if traits.has(endpoint_discovery::SERVICE) {
            match self.closure.endpoint_discovery(self.model) {
                Some(value) => traits.set(endpoint_discovery::SERVICE, value),
                None => drop(traits.remove(endpoint_discovery::SERVICE)),
            }
        }
    }

    fn member(&self, member: &Member) -> (String, Node) {
        let id = self.model.shape(member.target).id.as_str();
        (
            member.name.clone(),
            self.with_traits(vec![target(id)], &member.traits),
        )
    }

    fn operation(&self, operation: &Operation) -> Vec<(String, Node)> {
        let mut fields = Vec::new();
        for (name, shape) in [("input", operation.input), ("output", operation.output)] {
            fields.extend(shape.map(|shape| entry(name, self.reference(shape))));
        }
        fields.extend(self.references("errors", &operation.errors));
        fields
    }

    fn service(&self, service: &Service) -> Vec<(String, Node)> {
        let is_reached = |shape: &ShapeRef| self.closure.is_reached(*shape);
        let mut fields = vec![entry("version", text(&service.version))];
        fields.extend(self.bound(&service.operations, &service.resources));
        // Without operations no error is reached.
        let errors: Vec<ShapeRef> = service.errors.iter().copied().filter(is_reached).collect();
        fields.extend(self.references("errors", &errors));
        let rename: BTreeMap<String, Node> = service
            .rename
            .iter()
            .filter(|(shape, _)| is_reached(shape))
            .map(|(shape, name)| (self.model.shape(*shape).id.to_string(), text(name)))
            .collect();
        if !rename.is_empty() {
            fields.push(entry("rename", Node::Object(rename.into_iter().collect())));
        }
        fields
    }

    /// The operations and resources of a service or resource, as far as the projection has them.
    fn bound(
        &self,
        operations: &[ShapeRef],
        resources: &[ShapeRef],
    ) -> impl Iterator<Item = (String, Node)> {
        let chosen = |operation: &ShapeRef| self.chosen.contains(operation);
        let operations: Vec<ShapeRef> = operations.iter().copied().filter(chosen).collect();
        let kept = |resource: &ShapeRef| self.resources.contains(resource);
        let resources: Vec<ShapeRef> = resources.iter().copied().filter(kept).collect();
        let operations = self.references("operations", &operations);
        operations
            .into_iter()
            .chain(self.references("resources", &resources))
    }

    /// `[{"target": "id"}, ..]`, sorted; nothing if there are none.
    fn references(&self, name: &str, shapes: &[ShapeRef]) -> Option<(String, Node)> {
        let mut shapes = shapes.to_vec();
        shapes.sort_unstable();
        shapes.dedup();
        let references = shapes.iter().map(|shape| self.reference(*shape));
        (!shapes.is_empty()).then(|| entry(name, Node::Array(references.collect())))
    }

    fn reference(&self, shape: ShapeRef) -> Node {
        Node::Object(vec![target(self.model.shape(shape).id.as_str())])
    }
}

const ENUM: &str = "smithy.api#enum";
const AUTH_DEFINITION: &str = "smithy.api#authDefinition";

/// The value of `@enum`, which is the only way to write values without names (Smithy 2.0, "enum trait").
fn unnamed(values: &[EnumValue]) -> Node {
    let values = values.iter().map(|value| {
        let mut fields = vec![entry("value", text(&value.value))];
        let documentation = value.traits.documentation();
        fields.extend(documentation.map(|docs| entry("documentation", text(docs))));
        if value.traits.deprecated().is_some() {
            fields.push(entry("deprecated", Node::Bool(true)));
        }
        let tags = value.traits.get("smithy.api#tags");
        fields.extend(tags.map(|tags| entry("tags", tags.clone())));
        Node::Object(fields)
    });
    Node::Array(values.collect())
}

fn is_prelude(shape: &Shape) -> bool {
    prelude::SHAPES
        .iter()
        .any(|(id, ..)| *id == shape.id.as_str())
}

pub(crate) fn with_traits(mut fields: Vec<(String, Node)>, traits: &Traits) -> Node {
    if !traits.is_empty() {
        let traits = traits.iter().map(|(id, value)| entry(id, sorted(value)));
        fields.push(entry("traits", Node::Object(traits.collect())));
    }
    Node::Object(fields)
}

/// The value with the keys of objects in the order of names. As deep as the JSON parser lets values be.
fn sorted(value: &Node) -> Node {
    match value {
        Node::Array(items) => Node::Array(items.iter().map(sorted).collect()),
        Node::Object(entries) => {
            let entries: BTreeMap<&String, Node> = entries
                .iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect();
            let entries = entries.into_iter();
            Node::Object(entries.map(|(key, value)| (key.clone(), value)).collect())
        }
        other => other.clone(),
    }
}

pub(crate) fn target(id: &str) -> (String, Node) {
    entry("target", text(id))
}

pub(crate) fn entry(key: &str, value: Node) -> (String, Node) {
    (key.to_owned(), value)
}

pub(crate) fn object<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Node::Object(entries.map(|(key, value)| entry(key, value)).into())
}

pub(crate) fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}
