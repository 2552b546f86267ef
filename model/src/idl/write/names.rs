//! Ids as they are written in a file: as short as they can be so that they are read as the same ids (Smithy 2.0,
//! "Shape ID resolution").

use std::collections::{BTreeMap, HashMap};

use crate::node::Node;
use crate::prelude::{self, ValueKind};

/// The shapes of the model, by id.
pub(super) struct Definitions<'n> {
    shapes: HashMap<&'n str, &'n Node>,
}

impl<'n> Definitions<'n> {
    pub(super) fn of(shapes: &'n [(String, Node)]) -> Self {
        let shapes = shapes.iter().map(|(id, shape)| (id.as_str(), shape));
        Self {
            shapes: shapes.collect(),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.shapes.contains_key(id)
    }

    fn has_trait(&self, id: &str) -> bool {
        let traits = self.shapes.get(id).and_then(|shape| shape.get("traits"));
        traits.is_some_and(|traits| traits.get("smithy.api#trait").is_some())
    }

    /// The kind of a trait's value; `None` if nothing is known of the trait.
    fn value_kind(&self, id: &str) -> Option<ValueKind> {
        let Some(shape) = self.shapes.get(id) else {
            return prelude::trait_value_kind(id);
        };
        let kind = shape.get("type").and_then(Node::as_str);
        Some(match kind.unwrap_or_default() {
            "structure" | "union" | "map" => ValueKind::Object,
            "list" => ValueKind::Array,
            "boolean" => ValueKind::Boolean,
            "document" => ValueKind::Document,
            _ => ValueKind::Other,
        })
    }
}

/// The names of one file.
pub(super) struct Names<'n> {
    namespace: &'n str,
    definitions: &'n Definitions<'n>,
    /// The ids that the file uses, by their names.
    uses: BTreeMap<&'n str, &'n str>,
}

impl<'n> Names<'n> {
    pub(super) fn new(namespace: &'n str, definitions: &'n Definitions<'n>) -> Self {
        Self {
            namespace,
            definitions,
            uses: BTreeMap::new(),
        }
    }

    /// The ids for `use` statements.
    pub(super) fn uses(&self) -> impl Iterator<Item = &'n str> {
        self.uses.values().copied()
    }

    pub(super) fn shape(&mut self, id: &'n str) -> &'n str {
        self.short(id, Definitions::has)
    }

    pub(super) fn trait_shape(&mut self, id: &'n str) -> &'n str {
        self.short(id, Definitions::has_trait)
    }

    /// `counts` tells whether a shape of the file's namespace hides one of the prelude.
    fn short(&mut self, id: &'n str, counts: fn(&Definitions<'n>, &str) -> bool) -> &'n str {
        let Some((namespace, name)) = id.split_once('#') else {
            return id;
        };
        // Keywords of node values, and the name by which a file's traits are told apart before names are resolved.
        if matches!(name, "true" | "false" | "null" | "trait") && namespace != prelude::NAMESPACE {
            return id;
        }
        let root = name.split_once('$').map_or(name, |(root, _)| root);
        let own = format!("{}#{root}", self.namespace);
        let public = format!("{}#{root}", prelude::NAMESPACE);
        let is_short = if namespace == self.namespace {
            counts(self.definitions, &own)
        } else if namespace == prelude::NAMESPACE {
            prelude::defines(&public)
                && !counts(self.definitions, &own)
                && !self.uses.contains_key(root)
        } else if root == name && !self.definitions.has(&own) && !prelude::defines(&public) {
            *self.uses.entry(root).or_insert(id) == id
        } else {
            false
        };
        if is_short { name } else { id }
    }

    /// Whether a trait that is written without a value has this one.
    pub(super) fn is_value_implied(&self, id: &str, value: &Node) -> bool {
        let kind = self.definitions.value_kind(id);
        match value {
            Node::Object(entries) => {
                entries.is_empty() && matches!(kind, None | Some(ValueKind::Object))
            }
            Node::Array(items) => items.is_empty() && kind == Some(ValueKind::Array),
            Node::Bool(value) => *value && kind == Some(ValueKind::Boolean),
            Node::Null => kind == Some(ValueKind::Document),
            _ => false,
        }
    }
}
