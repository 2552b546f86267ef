//! Strings, and the escapes within them.

use std::borrow::Cow;

use super::error;
use super::reader::Reader;
use super::scan::plain_len;
use crate::ReadError;

impl<'a> Reader<'a> {
    /// Reads a string whose opening quote comes next.
    pub(super) fn quoted(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let start = self.pos + 1;
        let end = self.plain_end(start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.pos = end + 1;
            return Ok(Cow::Borrowed(self.slice(start, end)));
        }
        self.unescape(start, end).map(Cow::Owned)
    }

    /// Consumes a string whose opening quote comes next.
    pub(super) fn skip_quoted(&mut self) -> Result<(), ReadError> {
        self.pos += 1;
        loop {
            self.pos = self.plain_end(self.pos);
            if self.closes()? {
                return Ok(());
            }
            self.escape()?;
        }
    }

    /// Copies a string from `start`. `end` is the offset of the first escape or quote.
    #[cold]
    fn unescape(&mut self, start: usize, end: usize) -> Result<String, ReadError> {
        let mut out = String::with_capacity((end - start) * 2 + 16);
        out.push_str(self.slice(start, end));
        self.pos = end;
        while !self.closes()? {
            out.push(self.escape()?);
            let end = self.plain_end(self.pos);
            out.push_str(self.slice(self.pos, end));
            self.pos = end;
        }
        Ok(out)
    }

    /// The offset of the first escape, quote or control character from `start` on.
    fn plain_end(&self, start: usize) -> usize {
        start + plain_len(self.text.as_bytes().get(start..).unwrap_or_default())
    }

    /// Consumes the closing quote if it comes next. False: an escape comes next. A control character is an error.
    fn closes(&mut self) -> Result<bool, ReadError> {
        match self.text.as_bytes().get(self.pos) {
            Some(b'"') => {
                self.pos += 1;
                Ok(true)
            }
            Some(b'\\') => Ok(false),
            Some(_) => Err(self.error("an escape for the control character")),
            None => Err(self.error("`\"`")),
        }
    }

    /// Consumes an escape, whose backslash comes next, and returns its character.
    fn escape(&mut self) -> Result<char, ReadError> {
        let start = self.pos;
        let letter = self.text.as_bytes().get(start + 1);
        self.pos = start + 2;
        let char = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => return Err(self.bad_escape("an escape of JSON", start)),
        };
        Ok(char)
    }

    /// Reads the digits after `\u`, and a second escape if the first is half of a surrogate pair. Half a pair alone
    /// is an error, since it is no character.
    fn unicode_escape(&mut self, start: usize) -> Result<char, ReadError> {
        const HIGH: u32 = 0xD800;
        const LOW: u32 = 0xDC00;
        let unit = self.hex4(start)?;
        let code = match unit {
            0xD800..=0xDBFF => {
                if !self.rest().starts_with(b"\\u") {
                    return Err(self.bad_escape("a pair of surrogates", start));
                }
                self.pos += 2;
                match self.hex4(start)? {
                    low @ 0xDC00..=0xDFFF => 0x1_0000 + ((unit - HIGH) << 10) + (low - LOW),
                    _ => return Err(self.bad_escape("a pair of surrogates", start)),
                }
            }
            other => other,
        };
        char::from_u32(code).ok_or_else(|| self.bad_escape("a pair of surrogates", start))
    }

    fn hex4(&mut self, start: usize) -> Result<u32, ReadError> {
        let digits = self.rest().first_chunk::<4>();
        let unit = digits.and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| {
                Some(unit * 16 + char::from(digit).to_digit(16)?)
            })
        });
        self.pos += 4;
        unit.ok_or_else(|| self.bad_escape("four hexadecimal digits", start))
    }

    #[cold]
    fn bad_escape(&self, expected: &'static str, start: usize) -> ReadError {
        error::expected_not(expected, "another escape", self.text, start)
    }

    /// The text between two offsets, which are those of ASCII bytes.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}
