//! The pull reader: containers, keys and skipped values.

use std::borrow::Cow;

use super::decimal::number_end;
use super::error;
use crate::ReadError;
use crate::collections::{Entries, collections, room};
use crate::error_envelope::{ErrorEnvelope, error_envelope};
use crate::own_type::{BoxError, EXPECTED, REFUSED};

/// How deep objects and arrays may be nested. A deeper document is an error, so that none can overflow the stack.
pub const MAX_DEPTH: usize = 256;

/// Reads a JSON document from its start to its end, as the caller asks for it.
///
/// The caller says what it expects next. Anything else is a [`ReadError`], after which the reader must not be used
/// any more. Only strict JSON (RFC 8259) is read.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) pos: usize,
    depth: usize,
    /// Nothing of the current container has been read yet, so no comma comes next.
    fresh: bool,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`, which must be UTF-8. An empty document has no value; the caller decides what it means.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ReadError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self {
                text,
                pos: 0,
                depth: 0,
                fresh: false,
            }),
            Err(error) => Err(not_utf8(bytes, error.valid_up_to())),
        }
    }

    /// Enters the object that is the whole body.
    pub fn begin_body(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            b'{' => self.enter(),
            _ => Err(self.error("an object").foreign()),
        }
    }

    /// Enters an object. False: it consumed `null` instead.
    pub fn begin_object(&mut self) -> Result<bool, ReadError> {
        self.begin(b'{', "an object or null")
    }

    /// Enters an array. False: it consumed `null` instead.
    pub fn begin_array(&mut self) -> Result<bool, ReadError> {
        self.begin(b'[', "an array or null")
    }

    /// The next key of the current object, whose value must be read or skipped next. `None`: the object has ended.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        if !self.at_key()? {
            return Ok(None);
        }
        let key = self.quoted()?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Whether the current array has another element, which must be read or skipped next. False: the array has ended.
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        match self.peek() {
            b']' => {
                self.leave();
                Ok(false)
            }
            b',' if !fresh => {
                self.pos += 1;
                self.peek();
                Ok(true)
            }
            _ if fresh => Ok(true),
            _ => Err(self.error("`,` or `]`")),
        }
    }

    /// Consumes `null` if it comes next.
    pub fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != b'n' {
            return Ok(false);
        }
        self.literal("null")?;
        Ok(true)
    }

    /// Whether a string comes next.
    pub(crate) fn peek_string(&mut self) -> bool {
        self.peek() == b'"'
    }

    /// Consumes one value of any kind, and returns its text.
    #[cfg(feature = "test-util")]
    pub(crate) fn raw(&mut self) -> Result<&'a str, ReadError> {
        self.peek();
        let start = self.pos;
        self.skip()?;
        Ok(&self.text[start..self.pos])
    }

    /// Consumes one value of any kind. It must be well-formed.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let floor = self.depth;
        let mut objects = DepthSet::default();
        loop {
            match self.peek() {
                open @ (b'{' | b'[') => {
                    objects.set(self.depth, open == b'{');
                    self.enter()?;
                }
                _ => self.skip_scalar()?,
            }
            loop {
                if self.depth == floor {
                    return Ok(());
                }
                let more = if objects.contains(self.depth - 1) {
                    self.skip_key()?
                } else {
                    self.next_element()?
                };
                if more {
                    break;
                }
            }
        }
    }

    /// Checks that nothing but white space follows.
    pub fn end(&mut self) -> Result<(), ReadError> {
        self.peek();
        if self.pos == self.text.len() {
            Ok(())
        } else {
            Err(self.error("the end of the document"))
        }
    }

    /// Moves to the next byte that is not white space, and returns it. At the end it returns 0, which begins no
    /// token of JSON.
    pub(crate) fn peek(&mut self) -> u8 {
        loop {
            match self.text.as_bytes().get(self.pos) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.pos += 1,
                Some(&byte) => return byte,
                None => return 0,
            }
        }
    }

    /// The error for a next token other than `expected`.
    #[cold]
    pub(super) fn error(&self, expected: &'static str) -> ReadError {
        error::expected(expected, self.text, self.pos)
    }

    /// The bytes that have not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.pos..).unwrap_or_default()
    }

    /// Consumes `word`.
    pub(super) fn literal(&mut self, word: &'static str) -> Result<(), ReadError> {
        if self.rest().starts_with(word.as_bytes()) {
            self.pos += word.len();
            Ok(())
        } else {
            Err(self.error("a JSON value"))
        }
    }

    fn begin(&mut self, open: u8, expected: &'static str) -> Result<bool, ReadError> {
        match self.peek() {
            byte if byte == open => {
                self.enter()?;
                Ok(true)
            }
            b'n' => self.literal("null").map(|()| false),
            _ => Err(self.error(expected)),
        }
    }

    /// Consumes the bracket that opens a container.
    fn enter(&mut self) -> Result<(), ReadError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("at most 256 objects and arrays within one another"));
        }
        self.depth += 1;
        self.pos += 1;
        self.fresh = true;
        Ok(())
    }

    /// Consumes the bracket that closes a container.
    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.pos += 1;
    }

    /// Moves to the quote of the next key. False: the object has ended.
    fn at_key(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        match self.peek() {
            b'}' => {
                self.leave();
                Ok(false)
            }
            b'"' if fresh => Ok(true),
            b',' if !fresh => {
                self.pos += 1;
                match self.peek() {
                    b'"' => Ok(true),
                    _ => Err(self.error("a key")),
                }
            }
            _ if fresh => Err(self.error("a key or `}`")),
            _ => Err(self.error("`,` or `}`")),
        }
    }

    fn colon(&mut self) -> Result<(), ReadError> {
        if self.peek() != b':' {
            return Err(self.error("`:`"));
        }
        self.pos += 1;
        Ok(())
    }

    fn skip_key(&mut self) -> Result<bool, ReadError> {
        if !self.at_key()? {
            return Ok(false);
        }
        self.skip_quoted()?;
        self.colon()?;
        Ok(true)
    }

    fn skip_scalar(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            b'"' => self.skip_quoted(),
            b'-' | b'0'..=b'9' => {
                self.pos = number_end(self.text, self.pos)?;
                Ok(())
            }
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            _ => Err(self.error("a JSON value")),
        }
    }

    fn position(&self) -> usize {
        self.pos
    }

    /// Arrays in JSON do not declare a length.
    fn length(&self) -> u64 {
        0
    }

    #[cold]
    fn refused(&self, expected: &'static str, found: &'static str, at: usize) -> ReadError {
        error::expected_not(expected, found, self.text, at)
    }
}

collections!();
error_envelope!();

/// Which of the open containers are objects.
#[derive(Default)]
struct DepthSet([u64; MAX_DEPTH / 64 + 1]);

impl DepthSet {
    fn set(&mut self, depth: usize, member: bool) {
        if let Some(word) = self.0.get_mut(depth / 64) {
            let bit = 1 << (depth % 64);
            *word = if member { *word | bit } else { *word & !bit };
        }
    }

    fn contains(&self, depth: usize) -> bool {
        self.0
            .get(depth / 64)
            .is_some_and(|word| word & (1 << (depth % 64)) != 0)
    }
}

#[cold]
fn not_utf8(bytes: &[u8], valid: usize) -> ReadError {
    let text = std::str::from_utf8(&bytes[..valid]).unwrap_or_default();
    error::expected_not("UTF-8", "bytes that are not UTF-8", text, valid)
}
