//! What implementations of `Deserialize` call.

mod depth;
mod document;
mod skipped;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::str::FromStr;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_core::de::{
    DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde_core::{Deserialize, Deserializer};

use self::depth::Level;
use self::skipped::Skipped;
use super::{
    Boxed, Bytes, Float, INFINITY, List, Map, NAN, NEGATIVE_INFINITY, Nullable, Plain, Text,
    Timestamp,
};
use crate::collections::{Entries, room};
use crate::structure::Structure;

/// An adapter that reads values of `T`.
pub trait DeserializeAs<'de, T> {
    /// Reads a value.
    ///
    /// # Errors
    /// The deserializer fails, or has no such value.
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Reads the value of a member; `None` if it is not set.
    ///
    /// # Errors
    /// The same.
    fn deserialize_member<D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        Self: Sized,
    {
        deserializer.deserialize_option(OfOption::<Self, T>(PhantomData))
    }
}

/// The seed of a value that the adapter `A` reads.
struct As<A, T>(PhantomData<(A, T)>);

impl<'de, A: DeserializeAs<'de, T>, T> DeserializeSeed<'de> for As<A, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        A::deserialize_as(deserializer)
    }
}

/// The seed of a member that the adapter `A` reads.
struct MemberAs<A, T>(PhantomData<(A, T)>);

impl<'de, A: DeserializeAs<'de, T>, T> DeserializeSeed<'de> for MemberAs<A, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        A::deserialize_member(deserializer)
    }
}

/// A structure that can be read.
pub trait DeserializeFields: Structure {
    /// The structure's name.
    const NAME: &'static str;
    /// The names of its members.
    const MEMBERS: &'static [&'static str];

    /// Reads the member with this number.
    ///
    /// # Errors
    /// The deserializer fails.
    fn read<'de, M: Member<'de>>(
        fields: &mut Self::Fields,
        at: usize,
        member: M,
    ) -> Result<(), M::Error>;
}

/// The value of a member that comes next.
pub trait Member<'de> {
    /// The error of the deserializer.
    type Error;

    /// Reads the value; `None` if the member is not set.
    ///
    /// # Errors
    /// The deserializer fails.
    fn read<A: DeserializeAs<'de, T>, T>(self) -> Result<Option<T>, Self::Error>;
}

/// A member in a map.
struct Entry<'m, M>(&'m mut M);

impl<'de, M: MapAccess<'de>> Member<'de> for Entry<'_, M> {
    type Error = M::Error;

    fn read<A: DeserializeAs<'de, T>, T>(self) -> Result<Option<T>, M::Error> {
        self.0.next_value_seed(MemberAs::<A, T>(PhantomData))
    }
}

/// A member in a sequence.
struct Element<'s, S>(&'s mut S);

impl<'de, S: SeqAccess<'de>> Member<'de> for Element<'_, S> {
    type Error = S::Error;

    fn read<A: DeserializeAs<'de, T>, T>(self) -> Result<Option<T>, S::Error> {
        let element = self.0.next_element_seed(MemberAs::<A, T>(PhantomData))?;
        Ok(element.flatten())
    }
}

/// Reads the members of a structure. Those that it does not have are skipped.
///
/// # Errors
/// The deserializer fails, or values nest too deep.
pub fn fields<'de, T: DeserializeFields, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T::Fields, D::Error> {
    let _level = Level::enter()?;
    deserializer.deserialize_struct(T::NAME, T::MEMBERS, Fields::<T>(PhantomData))
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: DeserializeFields> Visitor<'de> for Fields<T> {
    type Value = T::Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the structure {}", T::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T::Fields, M::Error> {
        let mut fields = T::unset();
        while let Some(name) = map.next_key_seed(Names(T::MEMBERS))? {
            match name {
                Some(at) => T::read(&mut fields, at, Entry(&mut map))?,
                None => map.next_value_seed(Skipped)?,
            }
        }
        Ok(fields)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<T::Fields, S::Error> {
        let mut fields = T::unset();
        for at in 0..T::MEMBERS.len() {
            T::read(&mut fields, at, Element(&mut sequence))?;
        }
        Ok(fields)
    }
}

/// Reads the name or the number of a member or variant as its number; `None` if there is none of that name.
struct Names(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Names {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Names {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|it| *it == name))
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|it| it.as_bytes() == name))
    }

    fn visit_u64<E>(self, at: u64) -> Result<Self::Value, E> {
        Ok(usize::try_from(at).ok().filter(|at| *at < self.0.len()))
    }
}

/// A union that can be read.
pub trait DeserializeUnion: Sized {
    /// The union's name.
    const NAME: &'static str;
    /// The names of its variants. The last one holds nothing and stands for those that the model does not have.
    const VARIANTS: &'static [&'static str];

    /// Reads the variant with this number.
    ///
    /// # Errors
    /// The deserializer fails.
    fn read<'de, V: VariantAccess<'de>>(at: usize, variant: V) -> Result<Self, V::Error>;
}

/// Reads a union.
///
/// # Errors
/// The deserializer fails, or values nest too deep.
pub fn union<'de, T: DeserializeUnion, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let _level = Level::enter()?;
    deserializer.deserialize_enum(T::NAME, T::VARIANTS, Union::<T>(PhantomData))
}

/// Reads what a variant holds.
///
/// # Errors
/// The deserializer fails.
pub fn content<'de, A, T, V>(variant: V) -> Result<T, V::Error>
where
    A: DeserializeAs<'de, T>,
    V: VariantAccess<'de>,
{
    variant.newtype_variant_seed(As::<A, T>(PhantomData))
}

struct Union<T>(PhantomData<T>);

impl<'de, T: DeserializeUnion> Visitor<'de> for Union<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a variant of the union {}", T::NAME)
    }

    fn visit_enum<E: EnumAccess<'de>>(self, access: E) -> Result<T, E::Error> {
        let last = T::VARIANTS.len() - 1;
        match access.variant_seed(Names(T::VARIANTS))? {
            (Some(at), variant) => T::read(at, variant),
            (None, variant) => {
                let mut is_read = false;
                let skipped = variant.newtype_variant_seed(Skip(&mut is_read));
                // If the content was not asked for, the variant is a name alone, as `"New"` is in JSON.
                if is_read {
                    skipped?;
                }
                T::read(last, Nothing(PhantomData))
            }
        }
    }
}

/// Skips a value, and notes that there is one.
struct Skip<'r>(&'r mut bool);

impl<'de> DeserializeSeed<'de> for Skip<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.0 = true;
        Skipped.deserialize(deserializer)
    }
}

/// A variant whose content has been read.
struct Nothing<E>(PhantomData<E>);

impl<'de, E: serde_core::de::Error> VariantAccess<'de> for Nothing<E> {
    type Error = E;

    fn unit_variant(self) -> Result<(), E> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, E> {
        Err(E::invalid_type(Unexpected::UnitVariant, &"a value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, E> {
        Err(E::invalid_type(Unexpected::UnitVariant, &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        Err(E::invalid_type(Unexpected::UnitVariant, &visitor))
    }
}

/// Reads a type that any text is a value of, such as an enum.
///
/// # Errors
/// The deserializer fails, or has something else.
pub fn text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'s> From<&'s str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(OfText(|text: &str| Ok(T::from(text)), "a string"))
}

/// A visitor of text: the value of a text, and what was expected.
struct OfText<F>(F, &'static str);

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for OfText<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeAs<'de, T> for Plain {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<'de> DeserializeAs<'de, f64> for Float {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(OfNumber)
        } else {
            deserializer.deserialize_f64(OfNumber)
        }
    }
}

impl<'de> DeserializeAs<'de, f32> for Float {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        if deserializer.is_human_readable() {
            Ok(deserializer.deserialize_any(OfNumber)? as f32)
        } else {
            f32::deserialize(deserializer)
        }
    }
}

/// With its feature `arbitrary_precision`, which any crate of an application may turn on, `serde_json` gives a number as
/// a map of this one key, where the type of the number is not asked for.
const NUMBER: &str = "$serde_json::private::Number";

struct OfNumber;

impl<'de> Visitor<'de> for OfNumber {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, `NaN`, `Infinity` or `-Infinity`")
    }

    fn visit_f64<E>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_i64<E>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_u64<E>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<f64, M::Error> {
        let entry: Option<(String, String)> = map.next_entry()?;
        let digits = entry.filter(|(key, _)| key == NUMBER);
        let number = digits.and_then(|(_, digits)| digits.parse().ok());
        number.ok_or_else(|| M::Error::invalid_type(Unexpected::Map, &self))
    }

    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<f64, E> {
        match text {
            NAN => Ok(f64::NAN),
            INFINITY => Ok(f64::INFINITY),
            NEGATIVE_INFINITY => Ok(f64::NEG_INFINITY),
            other => Err(E::invalid_value(Unexpected::Str(other), &self)),
        }
    }
}

impl<'de, T: From<Vec<u8>>> DeserializeAs<'de, T> for Bytes {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let bytes = if deserializer.is_human_readable() {
            let decode = |text: &str| {
                let bytes = base64_simd::STANDARD.decode_to_vec(text);
                bytes.map_err(|_| "the text is not base64".to_owned())
            };
            deserializer.deserialize_str(OfText(decode, "a string of base64"))?
        } else {
            deserializer.deserialize_byte_buf(OfBytes)?
        };
        Ok(T::from(bytes))
    }
}

struct OfBytes;

impl<'de> Visitor<'de> for OfBytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Vec<u8>, S::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = sequence.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}

impl<'de> DeserializeAs<'de, DateTime> for Timestamp {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        if deserializer.is_human_readable() {
            let parse = |text: &str| {
                let time = DateTime::from_str(text, Format::DateTimeWithOffset);
                time.map_err(|error| error.to_string())
            };
            return deserializer.deserialize_str(OfText(parse, "a timestamp of RFC 3339"));
        }
        let (seconds, nanoseconds): (i64, u32) = Deserialize::deserialize(deserializer)?;
        if nanoseconds >= 1_000_000_000 {
            let found = Unexpected::Unsigned(nanoseconds.into());
            return Err(D::Error::invalid_value(found, &"less than a second"));
        }
        Ok(DateTime::from_secs_and_nanos(seconds, nanoseconds))
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> DeserializeAs<'de, T> for Text {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let parse = |text: &str| text.parse().map_err(|error: T::Err| error.to_string());
        deserializer.deserialize_str(OfText(parse, "a number in a string"))
    }
}

impl<'de, A: DeserializeAs<'de, T>, T> DeserializeAs<'de, Vec<T>> for List<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(OfList::<A, T>(PhantomData))
    }
}

struct OfList<A, T>(PhantomData<(A, T)>);

impl<'de, A: DeserializeAs<'de, T>, T> Visitor<'de> for OfList<A, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, sequence: S) -> Result<Vec<T>, S::Error> {
        elements(sequence, || As::<A, T>(PhantomData))
    }
}

/// Reads the elements of a sequence, each by a seed.
fn elements<'de, S: SeqAccess<'de>, E: DeserializeSeed<'de>>(
    mut sequence: S,
    seed: impl Fn() -> E,
) -> Result<Vec<E::Value>, S::Error> {
    let length = sequence.size_hint().unwrap_or_default();
    let length = length.try_into().unwrap_or(u64::MAX);
    let mut values = Vec::with_capacity(room::<E::Value>(length));
    while let Some(value) = sequence.next_element_seed(seed())? {
        values.push(value);
    }
    Ok(values)
}

impl<'de, A, K, T> DeserializeAs<'de, HashMap<K, T>> for Map<A>
where
    A: DeserializeAs<'de, T>,
    K: Deserialize<'de> + Eq + Hash,
{
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<HashMap<K, T>, D::Error> {
        deserializer.deserialize_map(OfMap::<A, K, T, _>(PhantomData))
    }
}

impl<'de, A, K, T> DeserializeAs<'de, BTreeMap<K, T>> for Map<A>
where
    A: DeserializeAs<'de, T>,
    K: Deserialize<'de> + Ord,
{
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error> {
        deserializer.deserialize_map(OfMap::<A, K, T, _>(PhantomData))
    }
}

struct OfMap<A, K, T, M>(PhantomData<(A, K, T, M)>);

impl<'de, A, K, T, M> Visitor<'de> for OfMap<A, K, T, M>
where
    A: DeserializeAs<'de, T>,
    K: Deserialize<'de>,
    M: Entries<K, T>,
{
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<E: MapAccess<'de>>(self, mut map: E) -> Result<M, E::Error> {
        let mut entries = M::default();
        while let Some(key) = map.next_key()? {
            entries.put(key, map.next_value_seed(As::<A, T>(PhantomData))?);
        }
        Ok(entries)
    }
}

impl<'de, A: DeserializeAs<'de, T>, T> DeserializeAs<'de, Option<T>> for Nullable<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(OfOption::<A, T>(PhantomData))
    }
}

struct OfOption<A, T>(PhantomData<(A, T)>);

impl<'de, A: DeserializeAs<'de, T>, T> Visitor<'de> for OfOption<A, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or nothing")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        A::deserialize_as(deserializer).map(Some)
    }
}

impl<'de, A: DeserializeAs<'de, T>, T> DeserializeAs<'de, Box<T>> for Boxed<A> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Box<T>, D::Error> {
        A::deserialize_as(deserializer).map(Box::new)
    }
}
