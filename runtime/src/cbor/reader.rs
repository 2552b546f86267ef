//! The pull reader: containers, keys and what is skipped.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};

use crate::ReadError;

/// How many maps and arrays may be open at once. A value nested deeper is an error, so that none can
/// overflow the stack.
pub const MAX_DEPTH: usize = 256;

const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;

/// Reads a CBOR value from its start to its end, as the caller asks for it.
///
/// The caller says what comes next; anything else is a [`ReadError`], after which the reader is of no
/// further use.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) decoder: Decoder<'a>,
    /// How many entries each open container still has; `None` if a break ends it.
    open: Vec<Option<u64>>,
}

impl<'a> Reader<'a> {
    /// Reads `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            decoder: Decoder::new(bytes),
            open: Vec::new(),
        }
    }

    /// Enters a map. False: it was `null`, which is consumed.
    pub fn begin_object(&mut self) -> Result<bool, ReadError> {
        if self.null()? {
            return Ok(false);
        }
        let expected = "a map or null";
        match self.kind()? {
            Type::Map | Type::MapIndef => {
                let length = self.decoder.map();
                self.enter(length, expected)
            }
            other => Err(self.unexpected(expected, other)),
        }
    }

    /// Enters an array. False: it was `null`, which is consumed.
    pub fn begin_array(&mut self) -> Result<bool, ReadError> {
        if self.null()? {
            return Ok(false);
        }
        let expected = "an array or null";
        match self.kind()? {
            Type::Array | Type::ArrayIndef => {
                let length = self.decoder.array();
                self.enter(length, expected)
            }
            other => Err(self.unexpected(expected, other)),
        }
    }

    /// The next key of the map that was entered; its value must be read or skipped next. `None`: the
    /// map has ended.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        if !self.next_element()? {
            return Ok(None);
        }
        self.text("a key").map(Some)
    }

    /// Whether the array that was entered has another element, which must be read or skipped next.
    /// False: the array has ended.
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        let more = match self.open.last_mut() {
            Some(Some(left)) => {
                let more = *left > 0;
                *left = left.saturating_sub(1);
                more
            }
            Some(None) => match self.kind()? {
                Type::Break => {
                    self.decoder.set_position(self.decoder.position() + 1);
                    false
                }
                _ => true,
            },
            None => false,
        };
        if !more {
            self.open.pop();
        }
        Ok(more)
    }

    /// How many elements of the array that was entered are worth room in advance. That it says to be long
    /// must not take memory.
    fn room<T>(&self) -> usize {
        const BYTES: usize = 4096;
        let length = self.open.last().copied().flatten().unwrap_or(0);
        let most = BYTES / size_of::<T>().max(1);
        usize::try_from(length).map_or(most, |length| length.min(most))
    }

    /// Consumes `null` if it comes next; `undefined` counts as that.
    pub fn null(&mut self) -> Result<bool, ReadError> {
        match self.rest() {
            [NULL | UNDEFINED, ..] => {
                self.decoder.set_position(self.decoder.position() + 1);
                Ok(true)
            }
            [_, ..] => Ok(false),
            [] => self.kind().map(|_| false),
        }
    }

    /// Consumes one value of any kind. It must be well-formed.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let start = self.decoder.position();
        self.decoder
            .skip()
            .map_err(|error| malformed("a value", &error, start))
    }

    /// Checks that nothing follows.
    pub fn end(&mut self) -> Result<(), ReadError> {
        let at = self.decoder.position();
        match self.decoder.input().len() - at {
            0 => Ok(()),
            _ => Err(ReadError::new("the end of the body", "more", at)),
        }
    }

    /// Reads a list, each element by `read`. A `null` element is an error: the list is not sparse.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<Vec<T>>, ReadError> {
        if !self.begin_array()? {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(self.room::<T>());
        while self.next_element()? {
            let start = self.decoder.position();
            let expected = "an element of a list that is not sparse";
            match read(self)? {
                Some(item) => items.push(item),
                None => return Err(ReadError::new(expected, "null", start)),
            }
        }
        Ok(Some(items))
    }

    /// Reads a `@sparse` list, each element by `read`; `null` elements are kept as `None`.
    pub fn sparse_list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<Vec<Option<T>>>, ReadError> {
        self.list(|reader| read(reader).map(Some))
    }

    /// Reads a map, each value by `read`. Entries whose value is `null` are left out. Of entries with
    /// the same key, the last one stays.
    pub fn map<K, T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<HashMap<K, T>>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        if !self.begin_object()? {
            return Ok(None);
        }
        let mut entries = HashMap::new();
        while let Some(key) = self.next_key()? {
            if let Some(value) = read(self)? {
                entries.insert(K::from(&*key), value);
            }
        }
        Ok(Some(entries))
    }

    /// Reads a `@sparse` map, each value by `read`; `null` values are kept as `None`.
    pub fn sparse_map<K, T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<HashMap<K, Option<T>>>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.map(|reader| read(reader).map(Some))
    }

    /// Consumes the value of a variant that holds nothing, or that the model doesn't know; `None` is
    /// `null`, for a variant that isn't set.
    pub fn unit(&mut self) -> Result<Option<()>, ReadError> {
        if self.null()? {
            return Ok(None);
        }
        self.skip().map(Some)
    }

    /// Keeps `found`, what the last member of a union was read as. A second one is an error.
    pub fn one_variant<T>(&self, kept: &mut Option<T>, found: Option<T>) -> Result<(), ReadError> {
        if kept.is_some() && found.is_some() {
            return Err(self.variants("a second one"));
        }
        if found.is_some() {
            *kept = found;
        }
        Ok(())
    }

    /// What a union has been read as, now that its map has ended. None at all is an error.
    pub fn end_union<T>(&self, kept: Option<T>) -> Result<Option<T>, ReadError> {
        match kept {
            Some(_) => Ok(kept),
            None => Err(self.variants("none")),
        }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        let read = self.decoder.position();
        self.decoder.input().get(read..).unwrap_or_default()
    }

    /// What comes next.
    pub(super) fn kind(&self) -> Result<Type, ReadError> {
        let at = self.decoder.position();
        let kind = self.decoder.datatype();
        kind.map_err(|error| malformed("a value", &error, at))
    }

    /// Reads text, in one piece or in several.
    pub(super) fn text(&mut self, expected: &'static str) -> Result<Cow<'a, str>, ReadError> {
        let start = self.decoder.position();
        let malformed = |error: Error| malformed(expected, &error, start);
        match self.kind()? {
            Type::String => Ok(Cow::Borrowed(self.decoder.str().map_err(malformed)?)),
            Type::StringIndef => {
                let pieces = self.decoder.str_iter().map_err(malformed)?;
                let text: Result<String, Error> = pieces.collect();
                Ok(Cow::Owned(text.map_err(malformed)?))
            }
            other => Err(self.unexpected(expected, other)),
        }
    }

    #[cold]
    pub(super) fn unexpected(&self, expected: &'static str, found: Type) -> ReadError {
        ReadError::new(expected, found.to_string(), self.decoder.position())
    }

    fn enter(
        &mut self,
        length: Result<Option<u64>, Error>,
        expected: &'static str,
    ) -> Result<bool, ReadError> {
        let at = self.decoder.position();
        let length = length.map_err(|error| malformed(expected, &error, at))?;
        if self.open.len() == MAX_DEPTH {
            let expected = "at most 256 maps and arrays within one another";
            return Err(ReadError::new(expected, "another one", at));
        }
        self.open.push(length);
        Ok(true)
    }

    #[cold]
    fn variants(&self, found: &'static str) -> ReadError {
        let at = self.decoder.position();
        ReadError::new("one variant of a union", found, at)
    }
}

#[cold]
pub(super) fn malformed(expected: &'static str, error: &Error, offset: usize) -> ReadError {
    let found = match error.is_end_of_input() {
        true => "the end of the body".to_owned(),
        false => format!("malformed CBOR ({error})"),
    };
    ReadError::new(expected, found, offset)
}
