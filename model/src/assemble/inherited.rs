//! Which mixins shapes had before they were flattened.

use std::collections::{BTreeMap, HashSet};

use crate::id::ShapeId;
use crate::raw::{Body, RawShape};

/// The mixins of shapes, and where members come from.
#[derive(Default)]
pub(crate) struct Inherited {
    shapes: BTreeMap<ShapeId, Own>,
}

/// What a shape with mixins, or a mixin, has itself.
struct Own {
    mixins: Vec<ShapeId>,
    members: HashSet<String>,
    traits: HashSet<String>,
    is_mixin: bool,
}

impl Inherited {
    pub(super) fn of(shapes: &BTreeMap<ShapeId, RawShape>) -> Self {
        let mixed = shapes
            .iter()
            .filter(|(_, shape)| !shape.mixins.is_empty() || shape.is_mixin());
        let shapes = mixed.map(|(id, shape)| {
            let members = match &shape.body {
                Body::Aggregate(_, members) => {
                    members.iter().map(|member| member.name.clone()).collect()
                }
                _ => HashSet::new(),
            };
            let traits = shape.traits.iter();
            let own = Own {
                mixins: shape.mixins.clone(),
                members,
                traits: traits.map(|(id, _)| id.to_owned()).collect(),
                is_mixin: shape.is_mixin(),
            };
            (id.clone(), own)
        });
        Self {
            shapes: shapes.collect(),
        }
    }

    /// The mixins that a shape names, in its order.
    pub(crate) fn mixins(&self, shape: &ShapeId) -> &[ShapeId] {
        self.shapes.get(shape).map_or(&[], |own| &own.mixins)
    }

    /// The mixin that declares a member, if the shape itself does not.
    pub(crate) fn origin_of_member(&self, shape: &ShapeId, member: &str) -> Option<&ShapeId> {
        self.origin(shape, |own| own.members.contains(member))
    }

    /// The mixin that has a trait, if the shape itself does not.
    pub(crate) fn origin_of_trait(&self, shape: &ShapeId, id: &str) -> Option<&ShapeId> {
        self.origin(shape, |own| own.traits.contains(id))
    }

    /// The first mixin for which this is true, if it is not true for the shape. Later mixins come before earlier
    /// ones.
    fn origin(&self, shape: &ShapeId, has: impl Fn(&Own) -> bool) -> Option<&ShapeId> {
        let own = self.shapes.get(shape).filter(|own| !has(own))?;
        let mut seen = HashSet::new();
        let mut stack: Vec<&ShapeId> = own.mixins.iter().collect();
        while let Some(id) = stack.pop() {
            let Some((id, mixin)) = self.shapes.get_key_value(id).filter(|_| seen.insert(id))
            else {
                continue;
            };
            if mixin.is_mixin && has(mixin) {
                return Some(id);
            }
            stack.extend(&mixin.mixins);
        }
        None
    }
}
