//! Documents. They may hold documents, so there is a limit of depth: a few bytes of a binary format can ask for each level.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use aws_smithy_types::{Document, Number};
use serde_core::Deserializer;
use serde_core::de::{
    DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::super::{DOCUMENTS, Json};
use super::{DeserializeAs, NUMBER, Names, OfOption, elements};
use crate::json::MAX_DEPTH;

impl<'de> DeserializeAs<'de, Document> for Json {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Document, D::Error> {
        OfDocument { depth: 0 }.deserialize(deserializer)
    }

    fn deserialize_member<D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Document>, D::Error> {
        // A member that is not set is left out there, so a null is the document.
        if deserializer.is_human_readable() {
            Self::deserialize_as(deserializer).map(Some)
        } else {
            deserializer.deserialize_option(OfOption::<Self, Document>(PhantomData))
        }
    }
}

/// The document of a number in JSON.
fn number(digits: &str) -> Option<Document> {
    let number = match (digits.parse(), digits.parse()) {
        (Ok(number), _) => Number::PosInt(number),
        (_, Ok(number)) => Number::NegInt(number),
        _ => Number::Float(digits.parse().ok()?),
    };
    Some(Document::Number(number))
}

/// The seed and the visitor of a document.
#[derive(Clone, Copy)]
struct OfDocument {
    /// How many lists and maps it is in.
    depth: usize,
}

impl OfDocument {
    /// For what the document holds, if it is a list or map.
    fn inner<E: serde_core::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "expected at most {MAX_DEPTH} lists and maps of a document within one another"
            )));
        }
        let depth = self.depth + 1;
        Ok(Self { depth })
    }

    /// Reads a map whose first key has been read, if it has one.
    fn object<'de, M: MapAccess<'de>>(
        self,
        mut map: M,
        first: Option<String>,
    ) -> Result<Document, M::Error> {
        let inner = self.inner()?;
        let mut entries = HashMap::new();
        let mut next = first;
        while let Some(key) = next {
            entries.insert(key, map.next_value_seed(inner)?);
            next = map.next_key()?;
        }
        Ok(Document::Object(entries))
    }
}

impl<'de> DeserializeSeed<'de> for OfDocument {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_enum("Document", DOCUMENTS, self)
        }
    }
}

/// What a variant of a document holds in a format that names the kinds of documents: a list.
struct OfArray(OfDocument);

impl<'de> DeserializeSeed<'de> for OfArray {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_seq(self.0)
    }
}

/// The same: a map.
struct OfObject(OfDocument);

impl<'de> DeserializeSeed<'de> for OfObject {
    type Value = Document;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OfObject {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
        let first = map.next_key()?;
        self.0.object(map, first)
    }
}

impl<'de> Visitor<'de> for OfDocument {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_enum<E: EnumAccess<'de>>(self, access: E) -> Result<Document, E::Error> {
        let (kind, variant) = access.variant_seed(Names(DOCUMENTS))?;
        Ok(match kind {
            Some(0) => variant.newtype_variant_seed(OfObject(self))?,
            Some(1) => variant.newtype_variant_seed(OfArray(self))?,
            Some(2) => Document::Number(Number::PosInt(variant.newtype_variant()?)),
            Some(3) => Document::Number(Number::NegInt(variant.newtype_variant()?)),
            Some(4) => Document::Number(Number::Float(variant.newtype_variant()?)),
            Some(5) => Document::String(variant.newtype_variant()?),
            Some(6) => Document::Bool(variant.newtype_variant()?),
            Some(7) => {
                variant.unit_variant()?;
                Document::Null
            }
            _ => return Err(E::Error::custom("expected a kind of documents")),
        })
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
        let first: Option<String> = map.next_key()?;
        if first.as_deref() == Some(NUMBER) {
            let digits: String = map.next_value()?;
            return number(&digits).ok_or_else(|| M::Error::custom("expected a number"));
        }
        self.object(map, first)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, sequence: S) -> Result<Document, S::Error> {
        let inner = self.inner()?;
        Ok(Document::Array(elements(sequence, || inner)?))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Document, E> {
        Ok(Document::Number(Number::PosInt(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Document, E> {
        Ok(Document::Number(match u64::try_from(number) {
            Ok(number) => Number::PosInt(number),
            Err(_) => Number::NegInt(number),
        }))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Document, E> {
        Ok(Document::Number(Number::Float(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Document, E> {
        Ok(Document::String(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Bool(value))
    }

    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }
}
