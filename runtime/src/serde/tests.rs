//! The forms of values in JSON, and what is refused.

use std::collections::HashMap;

use aws_smithy_types::{BigInteger, Blob, DateTime, Document, Number};
use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, IntoDeserializer as _, VariantAccess};

use super::read::{self, DeserializeAs, DeserializeUnion};
use super::write::{As, SerializeAs};
use super::*;
use crate::json::MAX_DEPTH;

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

/// Lists or maps within one another, as human-readable or as binary formats give them.
#[derive(Clone, Copy)]
struct Nested {
    is_human_readable: bool,
    /// The kind of documents that holds the next one, by its number.
    kind: u32,
    /// How many lists or maps follow. The innermost one is empty.
    levels: usize,
}

impl Nested {
    fn next(&mut self) -> Option<Self> {
        let levels = self.levels.checked_sub(1)?;
        self.levels = 0;
        Some(Self { levels, ..*self })
    }
}

impl<'de> Deserializer<'de> for Nested {
    type Error = serde_json::Error;

    fn is_human_readable(&self) -> bool {
        self.is_human_readable
    }

    fn deserialize_any<V: serde_core::de::Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.kind {
            0 => visitor.visit_map(self),
            _ => visitor.visit_seq(self),
        }
    }

    fn deserialize_enum<V: serde_core::de::Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_enum(self)
    }

    serde_core::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> serde_core::de::SeqAccess<'de> for Nested {
    type Error = serde_json::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        self.next().map(|inner| seed.deserialize(inner)).transpose()
    }
}

impl<'de> serde_core::de::MapAccess<'de> for Nested {
    type Error = serde_json::Error;

    fn next_key_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let key = (self.levels > 0).then(|| seed.deserialize("a".into_deserializer()));
        key.transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        seed.deserialize(self.next().expect("a value"))
    }
}

impl<'de> serde_core::de::EnumAccess<'de> for Nested {
    type Error = serde_json::Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Self), Self::Error> {
        let kind = seed.deserialize(self.kind.into_deserializer())?;
        Ok((kind, self))
    }
}

impl<'de> serde_core::de::VariantAccess<'de> for Nested {
    type Error = serde_json::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: serde_core::de::Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: serde_core::de::Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.deserialize_any(visitor)
    }
}

#[test]
fn documents_have_a_limit_of_depth() {
    // Maps and lists.
    for kind in [0, 1] {
        for is_human_readable in [true, false] {
            let read = |depth: usize| {
                Json::deserialize_as(Nested {
                    is_human_readable,
                    kind,
                    levels: depth - 1,
                })
            };
            let read_document: Result<Document, _> = read(MAX_DEPTH);
            read_document.expect("a document");
            for depth in [MAX_DEPTH + 1, 1_000_000] {
                let refused = read(depth).expect_err("a deep document").to_string();
                assert!(refused.contains("at most 256 lists and maps"), "{refused}");
            }
        }
    }
}

#[test]
fn variants_that_the_model_does_not_have_are_unknown() {
    #[derive(Debug, PartialEq)]
    enum Delivery {
        Express(i32),
        Unknown,
    }

    impl DeserializeUnion for Delivery {
        const NAME: &'static str = "Delivery";
        const VARIANTS: &'static [&'static str] = &["Express", "Unknown"];

        fn read<'de, V: VariantAccess<'de>>(at: usize, variant: V) -> Result<Self, V::Error> {
            match at {
                0 => read::content::<Plain, _, _>(variant).map(Self::Express),
                _ => variant.unit_variant().map(|()| Self::Unknown),
            }
        }
    }

    let read = |text: &str| -> Result<Vec<Delivery>, serde_json::Error> {
        struct Union;

        impl<'de> DeserializeAs<'de, Delivery> for Union {
            fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Delivery, D::Error> {
                read::union(deserializer)
            }
        }

        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = <List<Union>>::deserialize_as(&mut deserializer)?;
        deserializer.end().map(|()| read)
    };
    let unknown = || Delivery::Unknown;
    let known = Delivery::Express(1);
    let text = r#"["New", {"New": {"a": [1]}}, "Unknown", {"Express": 1}]"#;
    let expected = vec![unknown(), unknown(), unknown(), known];
    assert_eq!(read(text).expect("unions"), expected);
    for text in [
        r#"["Express"]"#,
        r#"[{"New": }]"#,
        r#"[{"New": 1, "Newer": 1}]"#,
        r#"["New" 1]"#,
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
