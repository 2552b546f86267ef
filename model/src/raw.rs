//! What a file defines, in any format: shapes whose references are still ids. Each format's reader
//! makes a [`File`]; `assemble` makes the model of them.

use crate::id::ShapeId;
use crate::node::Node;
use crate::shape::Kind;
use crate::traits::Traits;

/// The major version that a file was written for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Version {
    V1,
    V2,
}

/// What one file defines.
pub(crate) struct File {
    pub(crate) metadata: Vec<(String, Node)>,
    pub(crate) shapes: Vec<(ShapeId, RawShape)>,
    pub(crate) applies: Vec<Apply>,
}

/// An `apply` statement.
#[derive(Clone)]
pub(crate) struct Apply {
    pub(crate) file: u32,
    /// The key in the file: the target's id, possibly with a member.
    pub(crate) key: String,
    pub(crate) target: ShapeId,
    pub(crate) member: Option<String>,
    pub(crate) traits: Traits,
}

/// A shape as a file defines it.
#[derive(Clone)]
pub(crate) struct RawShape {
    pub(crate) file: u32,
    pub(crate) version: Version,
    pub(crate) body: Body,
    pub(crate) traits: Traits,
    pub(crate) mixins: Vec<ShapeId>,
    /// Traits applied to members that come from mixins.
    pub(crate) introduced: Vec<Apply>,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Body {
    /// It could not be read, which has been reported; what refers to it is not at fault.
    Broken,
    /// A kind without members.
    Simple(Kind),
    Aggregate(Aggregate, Vec<RawMember>),
    Operation(RawOperation),
    Resource(RawResource),
    Service(RawService),
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Aggregate {
    Enum,
    IntEnum,
    List,
    /// Deprecated: a list with unique items.
    Set,
    Map,
    Structure,
    Union,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct RawMember {
    pub(crate) name: String,
    /// `None` if it is malformed, which has been reported.
    pub(crate) target: Option<ShapeId>,
    pub(crate) traits: Traits,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct RawOperation {
    pub(crate) input: Option<ShapeId>,
    pub(crate) output: Option<ShapeId>,
    pub(crate) errors: Vec<ShapeId>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct RawResource {
    pub(crate) identifiers: Vec<(String, ShapeId)>,
    pub(crate) properties: Vec<(String, ShapeId)>,
    /// Lifecycle operations by the property that names them.
    pub(crate) lifecycle: Vec<(&'static str, ShapeId)>,
    pub(crate) operations: Vec<ShapeId>,
    pub(crate) collection_operations: Vec<ShapeId>,
    pub(crate) resources: Vec<ShapeId>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct RawService {
    pub(crate) version: Option<String>,
    pub(crate) operations: Vec<ShapeId>,
    pub(crate) resources: Vec<ShapeId>,
    pub(crate) errors: Vec<ShapeId>,
    pub(crate) rename: Vec<(ShapeId, String)>,
}

/// The lifecycle operations of a resource, in the order in which they count.
pub(crate) const LIFECYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

impl RawShape {
    pub(crate) fn new(file: u32, version: Version, body: Body, traits: Traits) -> Self {
        Self {
            file,
            version,
            body,
            traits,
            mixins: Vec::new(),
            introduced: Vec::new(),
        }
    }

    /// The name of the kind, with an article, for messages.
    pub(crate) fn describe(&self) -> &'static str {
        match &self.body {
            Body::Broken => "a broken shape",
            Body::Simple(kind) => kind.described(),
            Body::Aggregate(Aggregate::Enum, _) => "an enum",
            Body::Aggregate(Aggregate::IntEnum, _) => "an intEnum",
            Body::Aggregate(Aggregate::List | Aggregate::Set, _) => "a list",
            Body::Aggregate(Aggregate::Map, _) => "a map",
            Body::Aggregate(Aggregate::Structure, _) => "a structure",
            Body::Aggregate(Aggregate::Union, _) => "a union",
            Body::Operation(_) => "an operation",
            Body::Resource(_) => "a resource",
            Body::Service(_) => "a service",
        }
    }

    pub(crate) fn members_mut(&mut self) -> &mut [RawMember] {
        match &mut self.body {
            Body::Aggregate(_, members) => members,
            _ => &mut [],
        }
    }

    pub(crate) fn is_mixin(&self) -> bool {
        self.traits.has("smithy.api#mixin")
    }
}
