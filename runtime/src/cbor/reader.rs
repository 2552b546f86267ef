//! The pull reader: containers, keys and skipped values.

use std::borrow::Cow;

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};

use crate::ReadError;
use crate::collections::{Entries, collections, room};
use crate::error_envelope::{ErrorEnvelope, error_envelope};
use crate::own_type::{BoxError, EXPECTED, REFUSED};

/// How deep maps and arrays may be nested. A deeper value is an error, so that none can overflow the stack.
pub const MAX_DEPTH: usize = 256;

const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;

/// Reads a CBOR value from its start to its end, as the caller asks for it.
///
/// The caller says what it expects next. Anything else is a [`ReadError`], after which the reader must not be used
/// any more.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) decoder: Decoder<'a>,
    /// The number of entries left in each open container; `None` if a break ends it.
    open: Vec<Option<u64>>,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            decoder: Decoder::new(bytes),
            open: Vec::new(),
        }
    }

    /// Enters the map that is the whole body.
    pub fn begin_body(&mut self) -> Result<(), ReadError> {
        let expected = "a map";
        match self.kind().map_err(ReadError::foreign)? {
            Type::Map | Type::MapIndef => {
                let length = self.decoder.map();
                self.enter(length, expected).map(drop)
            }
            other => Err(self.unexpected(expected, other).foreign()),
        }
    }

    /// Enters a map. False: it consumed `null` instead.
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

    /// Enters an array. False: it consumed `null` instead.
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

    /// The next key of the current map, whose value must be read or skipped next. `None`: the map has ended.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        if !self.next_element()? {
            return Ok(None);
        }
        self.text("a key").map(Some)
    }

    /// Whether the current array has another element, which must be read or skipped next. False: the array has ended.
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

    /// Consumes `null` or `undefined` if it comes next.
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

    /// Whether text comes next.
    pub(crate) fn peek_string(&mut self) -> bool {
        matches!(self.kind(), Ok(Type::String | Type::StringIndef))
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

    /// The bytes that have not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        let read = self.decoder.position();
        self.decoder.input().get(read..).unwrap_or_default()
    }

    /// The type of the next token.
    pub(super) fn kind(&self) -> Result<Type, ReadError> {
        let at = self.decoder.position();
        let kind = self.decoder.datatype();
        kind.map_err(|error| malformed("a value", &error, at))
    }

    /// Reads a text string, of definite or indefinite length.
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

    fn position(&self) -> usize {
        self.decoder.position()
    }

    fn length(&self) -> u64 {
        self.open.last().copied().flatten().unwrap_or(0)
    }

    #[cold]
    fn refused(&self, expected: &'static str, found: &'static str, at: usize) -> ReadError {
        ReadError::new(expected, found, at)
    }
}

collections!();
error_envelope!();

#[cold]
pub(super) fn malformed(expected: &'static str, error: &Error, offset: usize) -> ReadError {
    let found = if error.is_end_of_input() {
        "the end of the body".to_owned()
    } else {
        format!("malformed CBOR ({error})")
    };
    ReadError::new(expected, found, offset)
}
