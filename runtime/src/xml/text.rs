//! Scalars: what the text of an element or an attribute means.
//!
//! Smithy specification: [XML shape serialization][spec].
//!
//! [spec]: https://smithy.io/2.0/spec/xml-bindings.html#xml-shape-serialization

use std::borrow::Cow;
use std::str::FromStr;

use aws_smithy_types::{Blob, DateTime};

use super::error::ReadError;
use crate::http::TimestampFormat;

/// The text of an element or an attribute, without markup.
#[derive(Debug)]
pub struct Text<'a> {
    value: Cow<'a, str>,
    offset: usize,
}

impl<'a> Text<'a> {
    pub(super) fn new(value: Cow<'a, str>, offset: usize) -> Self {
        Self { value, offset }
    }

    /// The text as it is, white space included.
    pub fn string(self) -> String {
        self.value.into_owned()
    }

    /// The text as an enum.
    pub fn string_as<T: for<'s> From<&'s str>>(self) -> T {
        T::from(&*self.value)
    }

    /// `true` or `false`.
    pub fn boolean(self) -> Result<bool, ReadError> {
        self.parse("`true` or `false`")
    }

    /// A number in the range of its type; `NaN`, `Infinity` and `-Infinity` are numbers with a fraction.
    pub fn number<T: FromStr>(self) -> Result<T, ReadError> {
        self.parse("a number in its range")
    }

    /// Bytes, in base64.
    pub fn blob(self) -> Result<Blob, ReadError> {
        let bytes = base64_simd::STANDARD.decode_to_vec(self.value.trim());
        bytes
            .map(Blob::new)
            .map_err(|_| self.not("bytes in base64"))
    }

    /// A moment in `format`. A date and time may have an offset.
    pub fn timestamp(self, format: TimestampFormat) -> Result<DateTime, ReadError> {
        let (format, expected) = match format {
            TimestampFormat::DateTime | TimestampFormat::DateTimeWithOffset => {
                (TimestampFormat::DateTimeWithOffset, "a date-time")
            }
            TimestampFormat::HttpDate => (format, "an HTTP date"),
            TimestampFormat::EpochSeconds => (format, "seconds since the epoch"),
        };
        DateTime::from_str(self.value.trim(), format).map_err(|_| self.not(expected))
    }

    fn parse<T: FromStr>(self, expected: &'static str) -> Result<T, ReadError> {
        self.value.trim().parse().map_err(|_| self.not(expected))
    }

    #[cold]
    fn not(&self, expected: &'static str) -> ReadError {
        ReadError::new(expected, "other text", self.offset)
    }
}
