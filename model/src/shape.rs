//! Shapes: the nodes of the semantic model (Smithy 2.0, "The Smithy model").

use crate::id::ShapeId;
use crate::traits::Traits;

/// The handle of a shape in its [`Model`](crate::Model). The order of handles is the order of shape ids.
///
/// Means nothing in a model other than the one it came from.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShapeRef(pub(crate) u32);

impl ShapeRef {
    /// Stands for a target that does not exist while the rest of a model is being checked, so that
    /// one wrong target gives one diagnostic. Never part of a model that a caller gets.
    pub(crate) const MISSING: ShapeRef = ShapeRef(u32::MAX);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A named definition.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its absolute id.
    pub id: ShapeId,
    /// What it is, with the members that belong to this kind.
    pub kind: Kind,
    /// The traits on the shape itself.
    pub traits: Traits,
}

impl Shape {
    /// The members of a structure or union, in the order of the model; empty otherwise.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Structure(members) | Kind::Union(members) => members,
            _ => &[],
        }
    }

    /// The structure's or union's member of this name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.name == name)
    }
}

/// The kinds of shape. Models of version 1.0 arrive as their 2.0 equivalents: a `set` is a list with
/// `@uniqueItems`, a string with `@enum` is an [`Kind::Enum`].
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Bytes
    Blob,
    /// True or false
    Boolean,
    /// UTF-8 text
    String,
    /// Signed 8 bits
    Byte,
    /// Signed 16 bits
    Short,
    /// Signed 32 bits
    Integer,
    /// Signed 64 bits
    Long,
    /// 32-bit floating point
    Float,
    /// 64-bit floating point
    Double,
    /// Whole number of any size
    BigInteger,
    /// Decimal number of any precision
    BigDecimal,
    /// A moment
    Timestamp,
    /// Any JSON-like value
    Document,
    /// A string out of a set, in the order of the model
    Enum(Vec<EnumValue>),
    /// An integer out of a set, in the order of the model
    IntEnum(Vec<IntEnumValue>),
    /// A list of one member
    List(Member),
    /// A map from strings
    Map {
        /// The key: a string or an enum
        key: Member,
        /// The value
        value: Member,
    },
    /// Members that can all be present
    Structure(Vec<Member>),
    /// Members of which exactly one is present
    Union(Vec<Member>),
    /// An operation
    Operation(Operation),
    /// A resource
    Resource(Resource),
    /// A service
    Service(Service),
}

impl Kind {
    /// The name of the kind in the Smithy language.
    pub fn name(&self) -> &'static str {
        self.described()
            .split_once(' ')
            .map_or("", |(_, name)| name)
    }

    /// Whether it is an enum of which each value has a name. The values of an enum without are known by their text alone.
    pub fn is_named_enum(&self) -> bool {
        matches!(self, Kind::Enum(values) if values.iter().all(|it| it.name.is_some()))
    }

    /// The name of the kind with an article, for messages.
    pub(crate) fn described(&self) -> &'static str {
        match self {
            Kind::Blob => "a blob",
            Kind::Boolean => "a boolean",
            Kind::String => "a string",
            Kind::Byte => "a byte",
            Kind::Short => "a short",
            Kind::Integer => "an integer",
            Kind::Long => "a long",
            Kind::Float => "a float",
            Kind::Double => "a double",
            Kind::BigInteger => "a bigInteger",
            Kind::BigDecimal => "a bigDecimal",
            Kind::Timestamp => "a timestamp",
            Kind::Document => "a document",
            Kind::Enum(_) => "an enum",
            Kind::IntEnum(_) => "an intEnum",
            Kind::List(_) => "a list",
            Kind::Map { .. } => "a map",
            Kind::Structure(_) => "a structure",
            Kind::Union(_) => "a union",
            Kind::Operation(_) => "an operation",
            Kind::Resource(_) => "a resource",
            Kind::Service(_) => "a service",
        }
    }
}

/// One value of a string enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The member's name; `None` for all values of a 1.0 `@enum` without names.
    pub name: Option<String>,
    /// The text on the wire.
    pub value: String,
    /// The member's traits.
    pub traits: Traits,
}

/// One value of an integer enum.
#[derive(Clone, Debug, PartialEq)]
pub struct IntEnumValue {
    /// The member's name.
    pub name: String,
    /// The number on the wire.
    pub value: i32,
    /// The member's traits.
    pub traits: Traits,
}

/// A member of an aggregate shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name in the model; `member`, `key` and `value` in lists and maps.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeRef,
    /// The traits on the member, not those of the target.
    pub traits: Traits,
}

/// An operation. `smithy.api#Unit` as input or output is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operation {
    /// The structure that is sent.
    pub input: Option<ShapeRef>,
    /// The structure that comes back.
    pub output: Option<ShapeRef>,
    /// The operation's own errors, in the order of the model; a service's errors come on top.
    pub errors: Vec<ShapeRef>,
}

/// A resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Names and targets of the identifiers.
    pub identifiers: Vec<(String, ShapeRef)>,
    /// Names and targets of the properties.
    pub properties: Vec<(String, ShapeRef)>,
    /// Lifecycle operations (put, create, read, update, delete, list), then instance, then
    /// collection operations.
    pub operations: Vec<ShapeRef>,
    /// Child resources.
    pub resources: Vec<ShapeRef>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// The version; empty if the model has none.
    pub version: String,
    /// Operations bound directly; see [`Closure`](crate::Closure) for those of its resources.
    pub operations: Vec<ShapeRef>,
    /// Top-level resources.
    pub resources: Vec<ShapeRef>,
    /// Errors of every operation.
    pub errors: Vec<ShapeRef>,
    /// New names of shapes in the service's closure.
    pub rename: Vec<(ShapeRef, String)>,
}
