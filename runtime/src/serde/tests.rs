//! The forms of values in JSON, and what is refused.

use std::collections::HashMap;

use aws_smithy_types::{BigInteger, Blob, DateTime, Document, Number};
use serde_core::Deserializer;

use super::read::DeserializeAs;
use super::write::{As, SerializeAs};
use super::*;

/// The JSON of a value, and the value that is read from it.
fn json<A, T>(value: &T) -> (String, T)
where
    A: SerializeAs<T> + for<'de> DeserializeAs<'de, T>,
{
    let text = serde_json::to_string(&As::<A, T>::new(value)).expect("JSON");
    let read = A::deserialize_as(&mut serde_json::Deserializer::from_str(&text));
    (text, read.expect("the same value"))
}

fn refused<A, T>(text: &str) -> String
where
    A: for<'de> DeserializeAs<'de, T>,
    T: std::fmt::Debug,
{
    let read = A::deserialize_as(&mut serde_json::Deserializer::from_str(text));
    read.expect_err(text).to_string()
}

#[test]
fn blobs_are_base64() {
    let (text, read) = json::<Bytes, _>(&Blob::new([0, 255]));
    assert_eq!((text.as_str(), read), (r#""AP8=""#, Blob::new([0, 255])));
    assert!(refused::<Bytes, Blob>(r#""?""#).contains("not base64"));
}

#[test]
fn timestamps_keep_nanoseconds() {
    for (seconds, nanoseconds, expected) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (1, 500_000_000, "1970-01-01T00:00:01.5Z"),
        (1, 1, "1970-01-01T00:00:01.000000001Z"),
        (-1, 250_000_000, "1969-12-31T23:59:59.25Z"),
    ] {
        let time = DateTime::from_secs_and_nanos(seconds, nanoseconds);
        let (text, read) = json::<Timestamp, _>(&time);
        assert_eq!((text, read), (format!("{expected:?}"), time));
    }
    assert!(refused::<Timestamp, DateTime>("1").contains("RFC 3339"));
    let late = DateTime::from_secs(i64::MAX);
    assert!(serde_json::to_string(&As::<Timestamp, _>::new(&late)).is_err());
}

#[test]
fn numbers_that_json_does_not_have_are_text() {
    for (number, expected) in [
        (f64::INFINITY, r#""Infinity""#),
        (f64::NEG_INFINITY, r#""-Infinity""#),
        (0.5, "0.5"),
    ] {
        let (text, read) = json::<Float, _>(&number);
        assert_eq!((text.as_str(), read), (expected, number));
    }
    let (text, read) = json::<Float, _>(&f32::NAN);
    assert!(text == r#""NaN""# && read.is_nan(), "{text}");
    assert!(refused::<Float, f64>(r#""1""#).contains("a number"));
}

#[test]
fn big_numbers_are_text() {
    let number: BigInteger = "123456789012345678901234567890".parse().expect("a number");
    let (text, read) = json::<Text, _>(&number);
    assert_eq!(text, r#""123456789012345678901234567890""#);
    assert_eq!(read, number);
}

#[test]
fn documents_are_the_value_itself() {
    let document = Document::Array(vec![
        Document::Null,
        Document::Bool(true),
        Document::String("a".to_owned()),
        Document::Number(Number::PosInt(1)),
        Document::Number(Number::NegInt(-1)),
        Document::Number(Number::Float(1.0)),
        Document::Object(HashMap::from([("b".to_owned(), Document::Null)])),
    ]);
    let (text, read) = json::<Json, _>(&document);
    assert_eq!(text, r#"[null,true,"a",1,-1,1.0,{"b":null}]"#);
    assert_eq!(read, document);
}

#[test]
fn nulls_of_sparse_lists_are_kept() {
    let values = vec![Some(Blob::new("a")), None];
    let (text, read) = json::<List<Nullable<Bytes>>, _>(&values);
    assert_eq!((text.as_str(), read), (r#"["YQ==",null]"#, values));
}

#[test]
fn a_list_that_declares_a_length_gets_no_memory_for_it() {
    /// A sequence without elements that declares many.
    struct Declared;

    impl<'de> serde_core::de::SeqAccess<'de> for Declared {
        type Error = serde_json::Error;

        fn next_element_seed<T: serde_core::de::DeserializeSeed<'de>>(
            &mut self,
            _: T,
        ) -> Result<Option<T::Value>, Self::Error> {
            Ok(None)
        }

        fn size_hint(&self) -> Option<usize> {
            Some(usize::MAX)
        }
    }

    struct Declaring;

    impl<'de> Deserializer<'de> for Declaring {
        type Error = serde_json::Error;

        fn deserialize_any<V: serde_core::de::Visitor<'de>>(
            self,
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            visitor.visit_seq(Declared)
        }

        serde_core::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    let read: Vec<i64> = <List<Plain>>::deserialize_as(Declaring).expect("a list");
    assert!(read.is_empty());
}
