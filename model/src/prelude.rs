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

/// The namespace of the prelude.
pub(crate) const NAMESPACE: &str = "smithy.api";

/// The kind of a trait's value, as far as it decides which value a trait has that is written without one.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ValueKind {
    /// A structure, union or map
    Object,
    /// A list
    Array,
    Boolean,
    Document,
    /// A value that can't be left out
    Other,
}

/// The traits of the prelude (Smithy 2.0, "Prelude traits"), by the kind of their values.
const TRAITS: [(ValueKind, &[&str]); 4] = [
    (
        ValueKind::Object,
        &[
            "addedDefault",
            "authDefinition",
            "box",
            "clientOptional",
            "cors",
            "deprecated",
            "endpoint",
            "eventHeader",
            "eventPayload",
            "externalDocumentation",
            "hostLabel",
            "http",
            "httpApiKeyAuth",
            "httpBasicAuth",
            "httpBearerAuth",
            "httpChecksumRequired",
            "httpDigestAuth",
            "httpLabel",
            "httpPayload",
            "httpQueryParams",
            "httpResponseCode",
            "idRef",
            "idempotencyToken",
            "idempotent",
            "input",
            "internal",
            "length",
            "longPoll",
            "metadata",
            "mixin",
            "nestedProperties",
            "noReplace",
            "notProperty",
            "optionalAuth",
            "output",
            "paginated",
            "private",
            "property",
            "protocolDefinition",
            "range",
            "readonly",
            "recommended",
            "requestCompression",
            "required",
            "requiresLength",
            "retryable",
            "sensitive",
            "sparse",
            "streaming",
            "trait",
            "traitValidators",
            "uniqueItems",
            "unitType",
            "unstable",
            "xmlAttribute",
            "xmlFlattened",
            "xmlNamespace",
        ],
    ),
    (
        ValueKind::Array,
        &["auth", "enum", "examples", "references", "suppress", "tags"],
    ),
    (ValueKind::Document, &["default", "enumValue"]),
    (
        ValueKind::Other,
        &[
            "documentation",
            "error",
            "httpError",
            "httpHeader",
            "httpPrefixHeaders",
            "httpQuery",
            "jsonName",
            "mediaType",
            "pattern",
            "resourceIdentifier",
            "since",
            "timestampFormat",
            "title",
            "xmlName",
        ],
    ),
];

fn name_in_prelude(id: &str) -> Option<&str> {
    id.strip_prefix(NAMESPACE)?.strip_prefix('#')
}

/// The kind of the value of a trait of the prelude.
pub(crate) fn trait_value_kind(id: &str) -> Option<ValueKind> {
    let name = name_in_prelude(id)?;
    let found = TRAITS.iter().find(|(_, names)| names.contains(&name));
    found.map(|(form, _)| *form)
}

/// The ids of the traits, for hints.
pub(crate) fn trait_names() -> impl Iterator<Item = &'static str> {
    TRAITS.iter().flat_map(|(_, names)| names.iter().copied())
}

/// Whether the prelude has this shape or trait.
pub(crate) fn defines(id: &str) -> bool {
    trait_value_kind(id).is_some() || SHAPES.iter().any(|(known, ..)| *known == id)
}
