//! Scalars: booleans, numbers, strings, blobs and timestamps.

use aws_smithy_types::DateTime;

use super::TimestampFormat;
use super::decimal::{Decimal, number_end};
use super::error;
use super::reader::Reader;
use crate::ReadError;

/// The number of digits that always fit in 64 bits.
const SAFE_DIGITS: usize = 18;

const NANOS_PER_SECOND: i64 = 1_000_000_000;

impl Reader<'_> {
    /// Reads `true` or `false`; `None` is `null`.
    pub fn boolean(&mut self) -> Result<Option<bool>, ReadError> {
        match self.peek() {
            b't' => self.literal("true").map(|()| Some(true)),
            b'f' => self.literal("false").map(|()| Some(false)),
            b'n' => self.literal("null").map(|()| None),
            _ => Err(self.error("a boolean or null")),
        }
    }

    /// Reads an integer of 8 bits; `None` is `null`. Integers may be written with a fraction or an exponent if their
    /// value is whole (`1.0`, `1e2`).
    pub fn byte(&mut self) -> Result<Option<i8>, ReadError> {
        self.whole("an integer of 8 bits or null")
    }

    /// Reads an integer of 16 bits; `None` is `null`.
    pub fn short(&mut self) -> Result<Option<i16>, ReadError> {
        self.whole("an integer of 16 bits or null")
    }

    /// Reads an integer of 32 bits; `None` is `null`.
    pub fn integer(&mut self) -> Result<Option<i32>, ReadError> {
        self.whole("an integer of 32 bits or null")
    }

    /// Reads an integer of 64 bits; `None` is `null`.
    pub fn long(&mut self) -> Result<Option<i64>, ReadError> {
        self.whole("an integer of 64 bits or null")
    }

    /// Reads a number of 32 bits; `None` is `null`. The strings `NaN`, `Infinity` and `-Infinity` are numbers too. A
    /// number too large to be finite is an error.
    pub fn float(&mut self) -> Result<Option<f32>, ReadError> {
        self.peek();
        let start = self.pos;
        match self.number()? {
            Some(text) => match text.parse::<f32>() {
                Ok(value) if value.is_finite() || is_special(text) => Ok(Some(value)),
                _ => Err(self.out_of_range("a number of 32 bits", start)),
            },
            None => Ok(None),
        }
    }

    /// Reads a number of 64 bits, as [`float`](Self::float) reads one of 32 bits.
    pub fn double(&mut self) -> Result<Option<f64>, ReadError> {
        self.peek();
        let start = self.pos;
        match self.number()? {
            Some(text) => match text.parse::<f64>() {
                Ok(value) if value.is_finite() || is_special(text) => Ok(Some(value)),
                _ => Err(self.out_of_range("a number of 64 bits", start)),
            },
            None => Ok(None),
        }
    }

    /// Reads a string; `None` is `null`.
    pub fn string(&mut self) -> Result<Option<String>, ReadError> {
        match self.peek() {
            b'"' => Ok(Some(self.quoted()?.into_owned())),
            b'n' => self.literal("null").map(|()| None),
            _ => Err(self.error("a string or null")),
        }
    }

    /// Reads a string as a type that is made of strings, such as an enum; `None` is `null`.
    pub fn string_as<T: for<'s> From<&'s str>>(&mut self) -> Result<Option<T>, ReadError> {
        match self.peek() {
            b'"' => Ok(Some(T::from(&*self.quoted()?))),
            b'n' => self.literal("null").map(|()| None),
            _ => Err(self.error("a string or null")),
        }
    }

    /// Reads a string of base64; `None` is `null`.
    pub fn blob<B: From<Vec<u8>>>(&mut self) -> Result<Option<B>, ReadError> {
        match self.peek() {
            b'"' => {
                let start = self.pos;
                let text = self.quoted()?;
                match base64_simd::STANDARD.decode_to_vec(text.as_bytes()) {
                    Ok(bytes) => Ok(Some(B::from(bytes))),
                    Err(_) => Err(self.found("base64", "another string", start)),
                }
            }
            b'n' => self.literal("null").map(|()| None),
            _ => Err(self.error("a string of base64 or null")),
        }
    }

    /// Reads a timestamp in `format`; `None` is `null`. Seconds since the epoch keep their fraction
    /// to the nanosecond, and a date-time may have an offset.
    ///
    /// Smithy specification: [`timestampFormat` trait][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
    pub fn timestamp(&mut self, format: TimestampFormat) -> Result<Option<DateTime>, ReadError> {
        if let TimestampFormat::EpochSeconds = format {
            return self.epoch_seconds();
        }
        match self.peek() {
            b'"' => {
                let start = self.pos;
                let text = self.quoted()?;
                match DateTime::from_str(&text, accepting_offsets(format)) {
                    Ok(timestamp) => Ok(Some(timestamp)),
                    Err(_) => Err(self.found("a timestamp", "another string", start)),
                }
            }
            b'n' => self.literal("null").map(|()| None),
            _ => Err(self.error("a string that is a timestamp, or null")),
        }
    }

    fn epoch_seconds(&mut self) -> Result<Option<DateTime>, ReadError> {
        match self.peek() {
            b'-' | b'0'..=b'9' => {}
            b'n' => return self.literal("null").map(|()| None),
            _ => return Err(self.error("a number of seconds or null")),
        }
        let start = self.pos;
        let end = number_end(self.text, start)?;
        self.pos = end;
        match from_decimal(Decimal::parse(self.slice(start, end))) {
            Some(timestamp) => Ok(Some(timestamp)),
            None => Err(self.out_of_range("a number of seconds", start)),
        }
    }

    fn whole<T: TryFrom<i64>>(&mut self, expected: &'static str) -> Result<Option<T>, ReadError> {
        match self.peek() {
            b'-' | b'0'..=b'9' => {}
            b'n' => return self.literal("null").map(|()| None),
            _ => return Err(self.error(expected)),
        }
        let start = self.pos;
        let value = self.whole_i64()?;
        match value.and_then(|value| T::try_from(value).ok()) {
            Some(value) => Ok(Some(value)),
            None => Err(self.out_of_range(expected, start)),
        }
    }

    /// Reads a number; `None` if it is not whole, or too large.
    fn whole_i64(&mut self) -> Result<Option<i64>, ReadError> {
        let bytes = self.text.as_bytes();
        let negative = bytes.get(self.pos) == Some(&b'-');
        let first = self.pos + usize::from(negative);
        let mut at = first;
        let mut value = 0_i64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            at += 1;
        }
        let plain = !matches!(bytes.get(at), Some(b'.' | b'e' | b'E'));
        let leading_zero = bytes.get(first) == Some(&b'0') && at - first > 1;
        if plain && at > first && at - first <= SAFE_DIGITS && !leading_zero {
            self.pos = at;
            return Ok(Some(if negative { -value } else { value }));
        }
        let start = self.pos;
        self.pos = number_end(self.text, start)?;
        Ok(Decimal::parse(self.slice(start, self.pos)).to_i64())
    }

    /// Reads the text of a number, or a string that is the name of one.
    fn number(&mut self) -> Result<Option<&str>, ReadError> {
        match self.peek() {
            b'-' | b'0'..=b'9' => {
                let start = self.pos;
                self.pos = number_end(self.text, start)?;
                Ok(Some(self.slice(start, self.pos)))
            }
            b'n' => self.literal("null").map(|()| None),
            b'"' => {
                let start = self.pos;
                match &*self.quoted()? {
                    "NaN" => Ok(Some("NaN")),
                    "Infinity" => Ok(Some("Infinity")),
                    "-Infinity" => Ok(Some("-Infinity")),
                    _ => Err(self.found(
                        "a number, `NaN`, `Infinity` or `-Infinity`",
                        "another string",
                        start,
                    )),
                }
            }
            _ => Err(self.error("a number or null")),
        }
    }

    #[cold]
    fn out_of_range(&self, expected: &'static str, start: usize) -> ReadError {
        self.found(expected, "a number that it can't hold", start)
    }

    #[cold]
    pub(super) fn found(
        &self,
        expected: &'static str,
        found: &'static str,
        start: usize,
    ) -> ReadError {
        error::expected_not(expected, found, self.text, start)
    }
}

/// Whether the text is one of `NaN`, `Infinity` and `-Infinity`, among those that numbers have.
fn is_special(text: &str) -> bool {
    text.ends_with(['N', 'y'])
}

/// The format to read a timestamp by. Services send date-times with offsets, also where the format has none.
fn accepting_offsets(format: TimestampFormat) -> TimestampFormat {
    match format {
        TimestampFormat::DateTime => TimestampFormat::DateTimeWithOffset,
        other => other,
    }
}

fn from_decimal(seconds: Decimal) -> Option<DateTime> {
    let nanos = seconds.scaled(9)?;
    // Division of 128 bits is slow, and most times are within 64 bits.
    let (whole, fraction) = match i64::try_from(nanos) {
        Ok(nanos) => (
            nanos.div_euclid(NANOS_PER_SECOND),
            nanos.rem_euclid(NANOS_PER_SECOND),
        ),
        Err(_) => {
            let second = i128::from(NANOS_PER_SECOND);
            let whole = i64::try_from(nanos.div_euclid(second)).ok()?;
            (whole, i64::try_from(nanos.rem_euclid(second)).ok()?)
        }
    };
    let fraction = u32::try_from(fraction).ok()?;
    Some(DateTime::from_secs_and_nanos(whole, fraction))
}
