//! A deserializer that makes up what it is asked for, so that every type that can be read gets random values.
//!
//! It is the counterpart of generating a value for each shape: a type asks for a number, a text, a structure with these
//! members, and so on, and gets one. It stands for a binary format, in which timestamps are two numbers.

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

pub type Error = serde::de::value::Error;

/// Deeper than this, nothing optional is there.
const DEEP: u32 = 5;

/// Random values.
pub struct Random {
    state: u64,
    depth: u32,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            depth: 0,
        }
    }

    fn next(&mut self) -> u64 {
        // xorshift64*
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit.max(1)
    }

    fn count(&mut self) -> usize {
        if self.depth > DEEP { 0 } else { self.below(4) as usize }
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 8] = ["a", "B", "0", "é", "\"", "\\", "\n", "😀"];
        let count = self.below(6);
        let pieces = (0..count).map(|_| PIECES[self.below(8) as usize]);
        pieces.collect()
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(9)).map(|_| self.next() as u8).collect()
    }

    /// A number of nanoseconds, or any number.
    fn small(&mut self) -> u32 {
        match self.below(3) {
            0 => 0,
            1 => 500_000_000,
            _ => self.below(1_000_000_000) as u32,
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $ty:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(match self.below(4) {
                0 => $ty::MIN,
                1 => $ty::MAX,
                _ => self.next() as $ty,
            })
        }
    )* };
}

impl<'de> serde::Deserializer<'de> for &mut Random {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_u64 visit_u64 u64
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Within the years 0 to 9999, since it may be seconds of a timestamp.
        let seconds = self.below(300_000_000_000) as i64 - 60_000_000_000;
        visitor.visit_i64(seconds)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.small())
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number = [0.0, -1.5, f32::MAX, f32::INFINITY, 0.1][self.below(5) as usize];
        visitor.visit_f32(number)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number = [0.0, -1.5, 1e300, f64::NEG_INFINITY, 0.1, 5e-324][self.below(6) as usize];
        visitor.visit_f64(number)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.below(2) == 0)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_byte_buf(self.bytes())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.depth > DEEP || self.below(4) == 0 {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = self.count();
        visitor.visit_seq(Items { random: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Items { random: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = self.count();
        visitor.visit_map(Items { random: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.depth += 1;
        let left = members.len();
        let value = visitor.visit_seq(Items { random: self, left });
        self.depth -= 1;
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.depth += 1;
        let chosen = match name {
            // Numbers with a fraction, texts, booleans and null: JSON can't tell the kinds of whole numbers apart.
            "Document" if self.depth > DEEP => 5 + self.below(3),
            "Document" => [0, 1, 2, 5, 6, 7][self.below(6) as usize],
            // The last variants hold less than the first ones, or nothing.
            _ if self.depth > 4 * DEEP => variants.len() as u64 - 1,
            _ => self.below(variants.len() as u64),
        };
        let value = visitor.visit_enum(Chosen { random: self, chosen: chosen as u32 });
        self.depth -= 1;
        value
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("the type does not say what it expects"))
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        u8 u16 char bytes unit unit_struct newtype_struct tuple_struct identifier ignored_any
    }
}

/// Elements of a list, entries of a map, or members of a structure.
struct Items<'r> {
    random: &'r mut Random,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.random).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_key_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut *self.random)
    }
}

/// A variant of an enum.
struct Chosen<'r> {
    random: &'r mut Random,
    chosen: u32,
}

impl<'de> EnumAccess<'de> for Chosen<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Error> {
        let number: U32Deserializer<Error> = self.chosen.into_deserializer();
        Ok((seed.deserialize(number)?, self))
    }
}

impl<'de> VariantAccess<'de> for Chosen<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.random)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("no type has such a variant"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("no type has such a variant"))
    }
}
