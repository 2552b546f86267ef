//! Version 1.0 shapes with their 2.0 meaning (Smithy 2.0, "Migrating Smithy 1.0 models to 2.0").
//!
//! In 1.0 numbers and booleans had a default of zero unless `@box` said otherwise; in 2.0 a default is
//! a trait. `set` and `@enum` are upgraded while lowering, because 2.0 models may still have them.

use std::collections::{BTreeMap, HashMap};

use crate::id::ShapeId;
use crate::model::NO_FILE;
use crate::node::Node;
use crate::raw::{Aggregate, Body, RawMember, RawShape, Version};
use crate::shape::Kind;
use crate::traits::Traits;

pub(super) const DEFAULT: &str = "smithy.api#default";
const BOX: &str = "smithy.api#box";

/// Adds the defaults that 1.0 implied.
pub(crate) fn upgrade(shapes: &mut BTreeMap<ShapeId, RawShape>) {
    for shape in shapes
        .values_mut()
        .filter(|shape| shape.version == Version::V1)
    {
        if let Body::Simple(kind) = &shape.body
            && let Some(zero) = zero_of(kind)
            && may_be_zero(&shape.traits)
        {
            shape.traits.set(DEFAULT, zero);
        }
    }
    let implied = ImpliedDefaults::of(shapes);
    for shape in shapes.values_mut() {
        if let Body::Aggregate(Aggregate::Structure, members) = &mut shape.body {
            let version = shape.version;
            members
                .iter_mut()
                .for_each(|member| implied.add_to(member, version));
        }
    }
}

/// The default of a kind that could not be absent in 1.0.
pub(super) fn zero_of(kind: &Kind) -> Option<Node> {
    match kind {
        Kind::Boolean => Some(Node::Bool(false)),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
            Some(Node::Number(0.into()))
        }
        _ => None,
    }
}

/// Whether zero may be the default: the traits neither allow absence nor have another default, and zero is in
/// range.
fn may_be_zero(traits: &Traits) -> bool {
    let range = traits.get("smithy.api#range");
    let bound = |name| {
        range
            .and_then(|range| range.get(name))
            .and_then(Node::as_f64)
    };
    let in_range =
        bound("min").is_none_or(|min| min <= 0.0) && bound("max").is_none_or(|max| max >= 0.0);
    in_range && !traits.has(BOX) && !traits.has(DEFAULT)
}

/// Targets whose members have a default without the trait.
struct ImpliedDefaults {
    /// Of members in 1.0 structures.
    v1: HashMap<ShapeId, Node>,
    /// `PrimitiveInteger` and its kind: their members have a default in 2.0 too.
    prelude: HashMap<ShapeId, Node>,
    /// Streaming blobs are never absent.
    streams: HashMap<ShapeId, Node>,
}

impl ImpliedDefaults {
    fn of(shapes: &BTreeMap<ShapeId, RawShape>) -> Self {
        let mut implied = Self {
            v1: HashMap::new(),
            prelude: HashMap::new(),
            streams: HashMap::new(),
        };
        for (id, shape) in shapes {
            let Body::Simple(kind) = &shape.body else {
                continue;
            };
            match shape.traits.default_value() {
                Some(zero) if zero_of(kind).as_ref() == Some(zero) && shape.file == NO_FILE => {
                    implied.prelude.insert(id.clone(), zero.clone());
                }
                Some(zero) if zero_of(kind).as_ref() == Some(zero) => {
                    implied.v1.insert(id.clone(), zero.clone());
                }
                _ if *kind == Kind::Blob && shape.traits.is_streaming() => {
                    implied
                        .streams
                        .insert(id.clone(), Node::String(String::new()));
                }
                _ => {}
            }
        }
        implied
    }

    fn add_to(&self, member: &mut RawMember, version: Version) {
        let Some(target) = &member.target else { return };
        let stream = self
            .streams
            .get(target)
            .filter(|_| !member.traits.is_required());
        let default = match version {
            Version::V1 => self
                .prelude
                .get(target)
                .or_else(|| self.v1.get(target))
                .or(stream),
            Version::V2 => self.prelude.get(target),
        };
        if let Some(default) = default
            && may_be_zero(&member.traits)
        {
            member.traits.set(DEFAULT, default.clone());
        }
    }
}
