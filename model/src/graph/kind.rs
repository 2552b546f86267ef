//! The kinds of vertices, by their names in selectors (Smithy 2.0, "Shape type selectors").

use crate::raw::{Aggregate, Body};
use crate::shape::Kind;

/// What a vertex is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum VertexKind {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    List,
    Set,
    Map,
    Structure,
    Union,
    Operation,
    Resource,
    Service,
    Member,
    /// It could not be read, which has been reported.
    Broken,
}

impl VertexKind {
    pub(crate) fn of(body: &Body) -> Self {
        match body {
            Body::Broken => Self::Broken,
            Body::Simple(kind) => Self::of_simple(kind),
            Body::Aggregate(aggregate, _) => match aggregate {
                Aggregate::Enum => Self::Enum,
                Aggregate::IntEnum => Self::IntEnum,
                Aggregate::List => Self::List,
                Aggregate::Set => Self::Set,
                Aggregate::Map => Self::Map,
                Aggregate::Structure => Self::Structure,
                Aggregate::Union => Self::Union,
            },
            Body::Operation(_) => Self::Operation,
            Body::Resource(_) => Self::Resource,
            Body::Service(_) => Self::Service,
        }
    }

    fn of_simple(kind: &Kind) -> Self {
        match kind {
            Kind::Blob => Self::Blob,
            Kind::Boolean => Self::Boolean,
            Kind::String => Self::String,
            Kind::Byte => Self::Byte,
            Kind::Short => Self::Short,
            Kind::Integer => Self::Integer,
            Kind::Long => Self::Long,
            Kind::Float => Self::Float,
            Kind::Double => Self::Double,
            Kind::BigInteger => Self::BigInteger,
            Kind::BigDecimal => Self::BigDecimal,
            Kind::Timestamp => Self::Timestamp,
            Kind::Document => Self::Document,
            _ => Self::Broken,
        }
    }

    /// The name in the Smithy language.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
            Self::List => "list",
            Self::Set => "set",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Operation => "operation",
            Self::Resource => "resource",
            Self::Service => "service",
            Self::Member => "member",
            Self::Broken => "broken shape",
        }
    }

    /// The name with an article, for messages.
    pub(crate) fn described(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }

    /// Whether values are numbers, those of an `intEnum` among them.
    pub(crate) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::IntEnum
                | Self::Long
                | Self::Float
                | Self::Double
                | Self::BigInteger
                | Self::BigDecimal
        )
    }

    /// Whether values are text, those of an `enum` among them.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::String | Self::Enum)
    }

    /// Whether a value has no parts.
    pub(crate) fn is_simple(self) -> bool {
        self.is_number()
            || self.is_text()
            || matches!(
                self,
                Self::Blob | Self::Boolean | Self::Timestamp | Self::Document
            )
    }

    /// Whether a value is a list.
    pub(crate) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::Set)
    }
}
