//! Resolution of names (Smithy 2.0, "Shape ID resolution", "Prelude").

use std::collections::{HashMap, HashSet};

use super::syntax::{Content, Document};
use crate::id::ShapeId;
use crate::prelude::{self, ValueKind};
use crate::raw::{Aggregate, Body, File};
use crate::shape::Kind;

/// What is known of all files before names are resolved.
pub(super) struct Known {
    shapes: HashMap<String, Entry>,
    namespaces: HashSet<String>,
}

struct Entry {
    form: ValueKind,
    is_trait: bool,
}

/// The shape that a name was resolved to.
pub(super) struct Resolved {
    /// The absolute id, with the member if the name has one.
    pub(super) id: String,
    pub(super) exists: bool,
}

impl Known {
    pub(super) fn of(files: &[File], documents: &[(u32, Document<'_>)]) -> Self {
        let mut shapes = HashMap::new();
        for (id, shape) in files.iter().flat_map(|file| &file.shapes) {
            let entry = Entry {
                form: form_of(&shape.body),
                is_trait: shape.traits.has("smithy.api#trait"),
            };
            shapes.insert(id.to_string(), entry);
        }
        for (_, document) in documents {
            for shape in &document.shapes {
                let mut names = shape.traits.applied.iter().map(|applied| applied.name.text);
                let is_trait = names.any(|name| name == "trait" || name == "smithy.api#trait");
                let form = match &shape.content {
                    Content::Simple(kind) => form_of_simple(kind),
                    Content::Aggregate(aggregate, _) => form_of_aggregate(*aggregate),
                    _ => ValueKind::Other,
                };
                let id = format!("{}#{}", document.namespace, shape.name);
                shapes.insert(id, Entry { form, is_trait });
            }
        }
        let namespaces = shapes.keys().map(|id| namespace_of(id).to_owned());
        let namespaces = namespaces.collect();
        Self { shapes, namespaces }
    }

    /// How a trait is written without a value; `None` if nothing is known of it.
    pub(super) fn trait_value_kind(&self, id: &str) -> Option<ValueKind> {
        let defined = self.shapes.get(id).map(|entry| entry.form);
        defined.or_else(|| prelude::trait_value_kind(id))
    }

    /// Whether any shape is known in the namespace of an id.
    pub(super) fn knows_namespace_of(&self, id: &str) -> bool {
        let namespace = namespace_of(id);
        namespace == prelude::NAMESPACE || self.namespaces.contains(namespace)
    }

    fn is_defined(&self, id: &str) -> bool {
        self.shapes.contains_key(id) || prelude::defines(id)
    }

    fn is_trait(&self, id: &str) -> bool {
        self.shapes.get(id).is_some_and(|entry| entry.is_trait)
    }
}

fn namespace_of(id: &str) -> &str {
    id.split_once('#').map_or("", |(namespace, _)| namespace)
}

fn form_of(body: &Body) -> ValueKind {
    match body {
        Body::Simple(kind) => form_of_simple(kind),
        Body::Aggregate(aggregate, _) => form_of_aggregate(*aggregate),
        _ => ValueKind::Other,
    }
}

fn form_of_simple(kind: &Kind) -> ValueKind {
    match kind {
        Kind::Boolean => ValueKind::Boolean,
        Kind::Document => ValueKind::Document,
        _ => ValueKind::Other,
    }
}

fn form_of_aggregate(aggregate: Aggregate) -> ValueKind {
    match aggregate {
        Aggregate::Structure | Aggregate::Union | Aggregate::Map => ValueKind::Object,
        Aggregate::List | Aggregate::Set => ValueKind::Array,
        Aggregate::Enum | Aggregate::IntEnum => ValueKind::Other,
    }
}

/// The names of one file.
pub(super) struct Scope<'d> {
    pub(super) namespace: &'d str,
    pub(super) uses: HashMap<&'d str, &'d str>,
    pub(super) known: &'d Known,
}

impl Scope<'_> {
    /// The shape that a name means.
    pub(super) fn shape(&self, name: &str) -> Resolved {
        self.resolve(name, |known, id| known.is_defined(id))
    }

    /// The trait that a name means: a shape of the namespace counts only if it is a trait.
    pub(super) fn trait_shape(&self, name: &str) -> Resolved {
        self.resolve(name, Known::is_trait)
    }

    fn resolve(&self, name: &str, wanted: impl Fn(&Known, &str) -> bool) -> Resolved {
        let (root, member) = match name.split_once('$') {
            Some((root, member)) => (root, Some(member)),
            None => (name, None),
        };
        let id = self.absolute(root, wanted);
        let exists = self.known.is_defined(&id);
        let id = match member {
            Some(member) => format!("{id}${member}"),
            None => id,
        };
        Resolved { id, exists }
    }

    fn absolute(&self, root: &str, wanted: impl Fn(&Known, &str) -> bool) -> String {
        if root.contains('#') {
            return root.to_owned();
        }
        if let Some(used) = self.uses.get(root) {
            return (*used).to_owned();
        }
        let own = format!("{}#{root}", self.namespace);
        if wanted(self.known, &own) {
            return own;
        }
        let public = format!("{}#{root}", prelude::NAMESPACE);
        if prelude::defines(&public) || self.namespace.is_empty() {
            return public;
        }
        own
    }

    /// The shape that a name means, as the target of a member.
    pub(super) fn target(&self, name: &str) -> Option<ShapeId> {
        ShapeId::parse(&self.shape(name).id)
    }
}
