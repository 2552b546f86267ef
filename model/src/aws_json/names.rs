//! Names of shapes. The file keeps operations and shapes apart; in Smithy they share a namespace, in which
//! names must differ in more than case.

use std::collections::{HashMap, HashSet};

use crate::id::{ShapeId, is_identifier};
use crate::node::Node;

pub(super) struct Names {
    namespace: String,
    shapes: HashMap<String, ShapeId>,
    service: Option<ShapeId>,
}

impl Names {
    pub(super) fn of(document: &Node) -> Self {
        let metadata = |key| {
            document
                .get("metadata")
                .and_then(|known| known.get(key)?.as_str())
        };
        let entries = |key| {
            document
                .get(key)
                .and_then(Node::as_object)
                .unwrap_or_default()
        };
        let sdk_id = metadata("serviceId").or_else(|| metadata("endpointPrefix"));
        let letters =
            |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
        let plain = letters(sdk_id.unwrap_or_default());
        let namespace = match plain.to_ascii_lowercase() {
            empty if empty.is_empty() => "com.amazonaws".to_owned(),
            digit if digit.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("com.amazonaws._{digit}")
            }
            name => format!("com.amazonaws.{name}"),
        };
        let operations = entries("operations").iter();
        let mut taken = Taken {
            taken: operations
                .map(|(name, _)| name.to_ascii_lowercase())
                .collect(),
            next: HashMap::new(),
        };
        let mut shapes = HashMap::new();
        // Where names clash, a shape that becomes a type keeps its name, not one that does not.
        let (types, others): (Vec<_>, Vec<_>) = entries("shapes")
            .iter()
            .partition(|(_, shape)| becomes_type(shape));
        for (name, _) in types.into_iter().chain(others) {
            let free = taken.free(name, "Shape");
            if let Some(id) = ShapeId::parse(&format!("{namespace}#{free}")) {
                shapes.insert(name.clone(), id);
            }
        }
        let prefix = metadata("targetPrefix").and_then(|prefix| prefix.rsplit('.').next());
        let name = prefix
            .filter(|name| is_identifier(name))
            .map_or(plain, str::to_owned);
        let name = if is_identifier(&name) {
            name
        } else {
            format!("Service{name}")
        };
        let service = taken.free(&name, "Service");
        let service = ShapeId::parse(&format!("{namespace}#{service}"));
        Self {
            namespace,
            shapes,
            service,
        }
    }

    pub(super) fn shape(&self, name: &str) -> Option<ShapeId> {
        self.shapes.get(name).cloned()
    }

    pub(super) fn service(&self) -> Option<ShapeId> {
        self.service.clone()
    }

    pub(super) fn operation(&self, name: &str) -> Option<ShapeId> {
        ShapeId::parse(&format!("{}#{name}", self.namespace))
    }

    /// The id of a variant of a shape that some members need, such as one that streams. The two underscores
    /// keep it apart from the names of the file.
    pub(super) fn variant(&self, name: &str, suffix: &str) -> Option<ShapeId> {
        let id = self.shapes.get(name)?;
        ShapeId::parse(&format!("{}__{suffix}", id.as_str()))
    }
}

fn becomes_type(shape: &Node) -> bool {
    shape.get("members").is_some() || shape.get("enum").is_some()
}

/// The names that are taken, in lower case.
struct Taken {
    taken: HashSet<String>,
    /// The number that is tried next for a name that is taken.
    next: HashMap<String, u32>,
}

impl Taken {
    /// The name itself, or with a suffix and then a number until no other name is the same but for case.
    fn free(&mut self, name: &str, suffix: &str) -> String {
        let suffixed = std::iter::once(format!("{name}{suffix}"));
        for candidate in std::iter::once(name.to_owned()).chain(suffixed) {
            if self.taken.insert(candidate.to_ascii_lowercase()) {
                return candidate;
            }
        }
        let next = self.next.entry(name.to_ascii_lowercase()).or_insert(2);
        loop {
            let candidate = format!("{name}{suffix}{next}");
            *next += 1;
            if self.taken.insert(candidate.to_ascii_lowercase()) {
                return candidate;
            }
        }
    }
}
