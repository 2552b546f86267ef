//! The attributes of shapes (Smithy 2.0, "Selector attributes").

use std::borrow::Cow;
use std::rc::Rc;

use super::Key;
use super::variables::Variables;
use crate::assemble::ENUM_VALUE;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::node::Node;
use crate::prelude;
use crate::raw::Body;

/// The value of an attribute.
#[derive(Clone)]
pub(super) enum Value<'g> {
    Missing,
    Shape(Vertex),
    Id(Cow<'g, str>),
    Service(Vertex),
    Traits(Vertex),
    Variables,
    Number(usize),
    Text(Cow<'g, str>),
    Node(&'g Node),
    /// A value that no file has
    Made(Rc<Node>),
    /// Several values, each of which is looked at
    Several(Vec<Value<'g>>),
}

/// What attributes are read from.
#[derive(Copy, Clone)]
pub(super) struct Reader<'g, 'v> {
    pub(super) graph: &'g Graph<'g>,
    pub(super) variables: &'v Variables,
}

impl<'g> Reader<'g, '_> {
    /// The value at a path from a value.
    pub(super) fn at(self, start: Value<'g>, path: &[Key]) -> Value<'g> {
        path.iter()
            .fold(start, |value, key| self.property(&value, key))
    }

    fn property(self, value: &Value<'g>, key: &Key) -> Value<'g> {
        match value {
            Value::Missing | Value::Number(_) => Value::Missing,
            Value::Several(values) => {
                let values = values.iter().map(|value| self.property(value, key));
                several(values)
            }
            Value::Shape(vertex) => self.of_shape(*vertex, key),
            Value::Id(id) => of_id(id, key),
            Value::Service(vertex) => self.of_service(*vertex, key),
            Value::Traits(vertex) => self.of_traits(*vertex, key),
            Value::Variables => match key {
                Key::Name(name) => {
                    let shapes = self.variables.get(name).unwrap_or_default();
                    several(shapes.iter().map(|vertex| Value::Shape(*vertex)))
                }
                _ => Value::Missing,
            },
            Value::Text(text) => match key {
                Key::Length => Value::Number(text.chars().count()),
                // The values of `(keys)` of traits are ids.
                _ => of_id(text, key),
            },
            Value::Node(node) => of_node(node, key),
            Value::Made(node) => owned(&of_node(node, key)),
        }
    }

    fn of_shape(self, vertex: Vertex, key: &Key) -> Value<'g> {
        let Key::Name(name) = key else {
            return Value::Missing;
        };
        match name.as_str() {
            "id" => Value::Id(Cow::Owned(self.graph.id(vertex))),
            "service" if self.graph.kind(vertex) == VertexKind::Service => Value::Service(vertex),
            "trait" => Value::Traits(vertex),
            "var" => Value::Variables,
            _ => Value::Missing,
        }
    }

    fn of_service(self, vertex: Vertex, key: &Key) -> Value<'g> {
        let (Key::Name(name), Body::Service(service)) = (key, self.graph.entry(vertex).body) else {
            return Value::Missing;
        };
        match name.as_str() {
            "id" => Value::Id(Cow::Owned(self.graph.id(vertex))),
            "version" => Value::Text(service.version.as_deref().unwrap_or_default().into()),
            _ => Value::Missing,
        }
    }

    fn of_traits(self, vertex: Vertex, key: &Key) -> Value<'g> {
        let traits = self.graph.traits(vertex);
        match key {
            Key::Keys => several(traits.iter().map(|(id, _)| Value::Id(id.into()))),
            Key::Values => several(traits.iter().map(|(_, value)| Value::Node(value))),
            Key::Length => Value::Number(traits.len()),
            Key::Name(name) => {
                let id = if name.contains('#') {
                    Cow::Borrowed(name.as_str())
                } else {
                    Cow::Owned(format!("{}#{name}", prelude::NAMESPACE))
                };
                match traits.get(&id) {
                    Some(value) => Value::Node(value),
                    None if id == "smithy.api#enum" => self.enum_trait(vertex),
                    None => Value::Missing,
                }
            }
        }
    }

    /// What the trait `enum` would be of an enum in the syntax of 2.0.
    fn enum_trait(self, vertex: Vertex) -> Value<'g> {
        if self.graph.kind(vertex) != VertexKind::Enum {
            return Value::Missing;
        }
        let members = self.graph.members(vertex).map(|member| {
            let name = self.graph.entry(member).member.unwrap_or_default();
            let traits = self.graph.traits(member);
            let text = |text: &str| Node::String(text.to_owned());
            let value = traits
                .get(ENUM_VALUE)
                .cloned()
                .unwrap_or_else(|| text(name));
            let mut entries = vec![("name".to_owned(), text(name)), ("value".to_owned(), value)];
            for key in ["documentation", "tags"] {
                if let Some(value) = traits.get(&format!("{}#{key}", prelude::NAMESPACE)) {
                    entries.push((key.to_owned(), value.clone()));
                }
            }
            if traits.has("smithy.api#deprecated") {
                entries.push(("deprecated".to_owned(), Node::Bool(true)));
            }
            Node::Object(entries)
        });
        Value::Made(Rc::new(Node::Array(members.collect())))
    }
}

fn several<'g>(values: impl Iterator<Item = Value<'g>>) -> Value<'g> {
    let values = values.filter(|value| !matches!(value, Value::Missing));
    let values: Vec<Value<'g>> = values
        .flat_map(|value| match value {
            Value::Several(values) => values,
            value => vec![value],
        })
        .collect();
    if values.is_empty() {
        Value::Missing
    } else {
        Value::Several(values)
    }
}

fn of_id<'g>(id: &str, key: &Key) -> Value<'g> {
    let (namespace, rest) = id.split_once('#').unwrap_or(("", id));
    let (name, member) = match rest.split_once('$') {
        Some((name, member)) => (name, Some(member)),
        None => (rest, None),
    };
    let text = |text: &str| Value::Text(Cow::Owned(text.to_owned()));
    match key {
        Key::Length => Value::Number(id.chars().count()),
        Key::Name(property) if id.contains('#') => match property.as_str() {
            "namespace" => text(namespace),
            "name" => text(name),
            "member" => member.map_or(Value::Missing, text),
            _ => Value::Missing,
        },
        _ => Value::Missing,
    }
}

fn of_node<'g>(node: &'g Node, key: &Key) -> Value<'g> {
    match (node, key) {
        (Node::String(text), Key::Length) => Value::Number(text.chars().count()),
        (Node::String(text), _) => of_id(text, key),
        (Node::Array(items), Key::Length) => Value::Number(items.len()),
        (Node::Array(items), Key::Values) => several(items.iter().map(Value::Node)),
        (Node::Object(entries), Key::Length) => Value::Number(entries.len()),
        (Node::Object(entries), Key::Keys) => {
            several(entries.iter().map(|(key, _)| Value::Text(key.into())))
        }
        (Node::Object(entries), Key::Values) => {
            several(entries.iter().map(|(_, value)| Value::Node(value)))
        }
        (Node::Object(_), Key::Name(name)) => node.get(name).map_or(Value::Missing, Value::Node),
        _ => Value::Missing,
    }
}

/// The value without what it borrows.
fn owned<'g>(value: &Value<'_>) -> Value<'g> {
    match value {
        Value::Missing => Value::Missing,
        Value::Shape(vertex) => Value::Shape(*vertex),
        Value::Service(vertex) => Value::Service(*vertex),
        Value::Traits(vertex) => Value::Traits(*vertex),
        Value::Variables => Value::Variables,
        Value::Number(number) => Value::Number(*number),
        Value::Id(id) => Value::Id(Cow::Owned(id.to_string())),
        Value::Text(text) => Value::Text(Cow::Owned(text.to_string())),
        Value::Node(node) => Value::Made(Rc::new((*node).clone())),
        Value::Made(node) => Value::Made(Rc::clone(node)),
        Value::Several(values) => Value::Several(values.iter().map(owned).collect()),
    }
}
