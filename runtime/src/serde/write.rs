//! What implementations of `Serialize` call.

use std::collections::{BTreeMap, HashMap};

use aws_smithy_types::date_time::{DateTimeFormatError, Format};
use aws_smithy_types::{DateTime, Document, Number};
use serde_core::ser::{Error as _, SerializeStruct as _, SerializeTuple as _};
use serde_core::{Serialize, Serializer};

use super::{
    Boxed, Bytes, DOCUMENTS, Float, INFINITY, Json, List, Map, NAN, NEGATIVE_INFINITY, Nullable,
    Plain, Text, Timestamp,
};
use crate::structure::Structure;

/// An adapter that writes values of `T`.
pub trait SerializeAs<T> {
    /// Writes a value.
    ///
    /// # Errors
    /// The serializer fails, or the value has no form, such as a timestamp after the year 9999 in RFC 3339.
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A value with its adapter.
pub struct As<'v, A, T>(&'v T, std::marker::PhantomData<A>);

impl<'v, A, T> As<'v, A, T> {
    /// The value, to be written by the adapter `A`.
    pub fn new(value: &'v T) -> Self {
        Self(value, std::marker::PhantomData)
    }
}

impl<A: SerializeAs<T>, T> Serialize for As<'_, A, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        A::serialize_as(self.0, serializer)
    }
}

/// A structure whose builder can be written.
pub trait SerializeFields: Structure {
    /// Writes the members that are set.
    ///
    /// # Errors
    /// The serializer fails.
    fn serialize_fields<S: Serializer>(
        fields: &Self::Fields,
        serializer: S,
    ) -> Result<S::Ok, S::Error>;
}

/// The members of a structure that is being written.
pub struct Members<S: Serializer> {
    inner: S::SerializeStruct,
    keeps_unset: bool,
}

impl<S: Serializer> Members<S> {
    /// Begins the structure `name`. `set` says of each member whether it is set.
    ///
    /// # Errors
    /// The serializer fails.
    pub fn begin(serializer: S, name: &'static str, set: &[bool]) -> Result<Self, S::Error> {
        let keeps_unset = !serializer.is_human_readable();
        let length = set.iter().filter(|is_set| keeps_unset || **is_set).count();
        Ok(Self {
            inner: serializer.serialize_struct(name, length)?,
            keeps_unset,
        })
    }

    /// Writes a member that is always set.
    ///
    /// # Errors
    /// The serializer fails.
    pub fn required<A, T>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error>
    where
        A: SerializeAs<T>,
    {
        self.inner
            .serialize_field(name, &Some(As::<A, T>::new(value)))
    }

    /// Writes a member that may be set.
    ///
    /// # Errors
    /// The serializer fails.
    pub fn optional<A, T>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), S::Error>
    where
        A: SerializeAs<T>,
    {
        match value {
            Some(value) => self.required::<A, T>(name, value),
            None if self.keeps_unset => self.inner.serialize_field(name, &None::<()>),
            None => self.inner.skip_field(name),
        }
    }

    /// Ends the structure.
    ///
    /// # Errors
    /// The serializer fails.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

impl<T: Serialize> SerializeAs<T> for Plain {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl SerializeAs<f64> for Float {
    fn serialize_as<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_finite() || !serializer.is_human_readable() {
            serializer.serialize_f64(*value)
        } else {
            serializer.serialize_str(if value.is_nan() {
                NAN
            } else if *value > 0.0 {
                INFINITY
            } else {
                NEGATIVE_INFINITY
            })
        }
    }
}

impl SerializeAs<f32> for Float {
    fn serialize_as<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_finite() || !serializer.is_human_readable() {
            serializer.serialize_f32(*value)
        } else {
            <Self as SerializeAs<f64>>::serialize_as(&f64::from(*value), serializer)
        }
    }
}

impl<T: AsRef<[u8]>> SerializeAs<T> for Bytes {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&base64_simd::STANDARD.encode_to_string(value.as_ref()))
        } else {
            serializer.serialize_bytes(value.as_ref())
        }
    }
}

impl SerializeAs<DateTime> for Timestamp {
    fn serialize_as<S: Serializer>(value: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let text = date_time(value).map_err(S::Error::custom)?;
            return serializer.serialize_str(&text);
        }
        let mut tuple = serializer.serialize_tuple(2)?;
        tuple.serialize_element(&value.secs())?;
        tuple.serialize_element(&value.subsec_nanos())?;
        tuple.end()
    }
}

/// The timestamp in RFC 3339. The official crate's format would leave out nanoseconds.
fn date_time(value: &DateTime) -> Result<String, DateTimeFormatError> {
    let mut text = DateTime::from_secs(value.secs()).fmt(Format::DateTime)?;
    if value.subsec_nanos() > 0 {
        let digits = format!("{:09}", value.subsec_nanos());
        let whole = text.trim_end_matches('Z').len();
        text.truncate(whole);
        text.push_str(&format!(".{}Z", digits.trim_end_matches('0')));
    }
    Ok(text)
}

impl<T: AsRef<str>> SerializeAs<T> for Text {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.as_ref())
    }
}

impl<A: SerializeAs<T>, T> SerializeAs<Vec<T>> for List<A> {
    fn serialize_as<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(As::<A, T>::new))
    }
}

impl<A: SerializeAs<T>, K: Serialize, T> SerializeAs<HashMap<K, T>> for Map<A> {
    fn serialize_as<S: Serializer>(
        value: &HashMap<K, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let entries = value.iter();
        serializer.collect_map(entries.map(|(key, value)| (key, As::<A, T>::new(value))))
    }
}

impl<A: SerializeAs<T>, K: Serialize, T> SerializeAs<BTreeMap<K, T>> for Map<A> {
    fn serialize_as<S: Serializer>(
        value: &BTreeMap<K, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let entries = value.iter();
        serializer.collect_map(entries.map(|(key, value)| (key, As::<A, T>::new(value))))
    }
}

impl<A: SerializeAs<T>, T> SerializeAs<Option<T>> for Nullable<A> {
    fn serialize_as<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&As::<A, T>::new(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<A: SerializeAs<T>, T> SerializeAs<Box<T>> for Boxed<A> {
    fn serialize_as<S: Serializer>(value: &Box<T>, serializer: S) -> Result<S::Ok, S::Error> {
        A::serialize_as(value, serializer)
    }
}

impl SerializeAs<Document> for Json {
    fn serialize_as<S: Serializer>(value: &Document, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return match value {
                Document::Object(value) => <Map<Self>>::serialize_as(value, serializer),
                Document::Array(value) => <List<Self>>::serialize_as(value, serializer),
                Document::Number(Number::PosInt(value)) => serializer.serialize_u64(*value),
                Document::Number(Number::NegInt(value)) => serializer.serialize_i64(*value),
                Document::Number(Number::Float(value)) => serializer.serialize_f64(*value),
                Document::String(value) => serializer.serialize_str(value),
                Document::Bool(value) => serializer.serialize_bool(*value),
                Document::Null => serializer.serialize_unit(),
            };
        }
        match value {
            Document::Object(value) => document(serializer, 0, &As::<Map<Self>, _>::new(value)),
            Document::Array(value) => document(serializer, 1, &As::<List<Self>, _>::new(value)),
            Document::Number(Number::PosInt(value)) => document(serializer, 2, value),
            Document::Number(Number::NegInt(value)) => document(serializer, 3, value),
            Document::Number(Number::Float(value)) => document(serializer, 4, value),
            Document::String(value) => document(serializer, 5, value),
            Document::Bool(value) => document(serializer, 6, value),
            Document::Null => serializer.serialize_unit_variant("Document", 7, DOCUMENTS[7]),
        }
    }
}

/// Writes a document whose kind is the one with this number.
fn document<S: Serializer>(
    serializer: S,
    kind: u32,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_variant("Document", kind, DOCUMENTS[kind as usize], value)
}
