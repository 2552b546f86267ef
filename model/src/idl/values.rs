//! Node values with their ids resolved, and the properties of services and resources.

use super::lower::Lowering;
use super::syntax::{Fields, Key, Name, Value};
use crate::issues::At;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::raw::LIFECYCLE;

impl Lowering<'_, '_, '_> {
    /// The properties of a service or resource, as a Smithy document has them.
    pub(super) fn properties(
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
        let is_trait = || self.scope.known.trait_value_kind(&found.id).is_some();
        if !found.exists && !is_trait() && self.scope.known.knows_namespace_of(&found.id) {
            let message = format!("{} does not exist in the model", found.id);
            self.report(name.at, message)
                .fatal_danger("SyntacticShapeIdTarget")
                .hint("text must be quoted; without quotes it is the id of a shape".to_owned());
        }
        found.id
    }
}
