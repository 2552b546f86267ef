//! The shapes of the prelude that members can target (Smithy 2.0, "Prelude").

use crate::shape::Kind;

/// The id of the shape that stands for "no value".
pub(crate) const UNIT: &str = "smithy.api#Unit";

/// Name, kind, and whether the shape has a default (zero or false).
pub(crate) const SHAPES: [(&str, Kind, bool); 21] = [
    ("smithy.api#BigDecimal", Kind::BigDecimal, false),
    ("smithy.api#BigInteger", Kind::BigInteger, false),
    ("smithy.api#Blob", Kind::Blob, false),
    ("smithy.api#Boolean", Kind::Boolean, false),
    ("smithy.api#Byte", Kind::Byte, false),
    ("smithy.api#Document", Kind::Document, false),
    ("smithy.api#Double", Kind::Double, false),
    ("smithy.api#Float", Kind::Float, false),
    ("smithy.api#Integer", Kind::Integer, false),
    ("smithy.api#Long", Kind::Long, false),
    ("smithy.api#PrimitiveBoolean", Kind::Boolean, true),
    ("smithy.api#PrimitiveByte", Kind::Byte, true),
    ("smithy.api#PrimitiveDouble", Kind::Double, true),
    ("smithy.api#PrimitiveFloat", Kind::Float, true),
    ("smithy.api#PrimitiveInteger", Kind::Integer, true),
    ("smithy.api#PrimitiveLong", Kind::Long, true),
    ("smithy.api#PrimitiveShort", Kind::Short, true),
    ("smithy.api#Short", Kind::Short, false),
    ("smithy.api#String", Kind::String, false),
    ("smithy.api#Timestamp", Kind::Timestamp, false),
    (UNIT, Kind::Structure(Vec::new()), false),
];
