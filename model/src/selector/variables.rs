//! The variables that a selector defines.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::graph::Vertex;

/// The shapes of each variable. A later definition of a name hides an earlier one.
#[derive(Clone, Default, Debug)]
pub(crate) struct Variables(Option<Rc<Definition>>);

#[derive(Debug)]
struct Definition {
    name: String,
    shapes: Vec<Vertex>,
    earlier: Variables,
}

impl Variables {
    /// These variables and another one.
    pub(super) fn with(&self, name: &str, shapes: Vec<Vertex>) -> Self {
        Self(Some(Rc::new(Definition {
            name: name.to_owned(),
            shapes,
            earlier: self.clone(),
        })))
    }

    /// The shapes of a variable, sorted.
    pub(crate) fn get(&self, name: &str) -> Option<&[Vertex]> {
        let mut at = self;
        while let Some(definition) = &at.0 {
            if definition.name == name {
                return Some(&definition.shapes);
            }
            at = &definition.earlier;
        }
        None
    }

    /// All variables by name.
    pub(super) fn all(&self) -> BTreeMap<&str, &[Vertex]> {
        let mut all = BTreeMap::new();
        let mut at = self;
        while let Some(definition) = &at.0 {
            let known = all.entry(definition.name.as_str());
            known.or_insert(definition.shapes.as_slice());
            at = &definition.earlier;
        }
        all
    }
}
