//! Scalars: booleans, numbers, strings, blobs and timestamps.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use minicbor::data::Type;
use minicbor::decode::Error;

use super::reader::{Reader, malformed};
use super::{DOUBLE, EPOCH_SECONDS, TIME};
use crate::ReadError;

impl Reader<'_> {
    /// Reads `true` or `false`; `None` is `null`.
    pub fn boolean(&mut self) -> Result<Option<bool>, ReadError> {
        self.scalar("a boolean or null", |reader, expected, kind| match kind {
            Type::Bool => {
                let start = reader.decoder.position();
                let value = reader.decoder.bool();
                value.map_err(|error| malformed(expected, &error, start))
            }
            other => Err(reader.unexpected(expected, other)),
        })
    }

    /// Reads an integer of 8 bits; `None` is `null`. Each integer may be encoded in any width.
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

    /// Reads a number of 32 bits, encoded as an integer or as a float of any width; `None` is `null`. A number too
    /// large to be finite is an error.
    pub fn float(&mut self) -> Result<Option<f32>, ReadError> {
        let start = self.decoder.position();
        let Some(value) = self.double()? else {
            return Ok(None);
        };
        let narrow = value as f32;
        if narrow.is_finite() != value.is_finite() {
            let expected = "a number of 32 bits or null";
            return Err(ReadError::new(expected, "a number too large", start));
        }
        Ok(Some(narrow))
    }

    /// Reads a number of 64 bits, as [`float`](Self::float) reads one of 32 bits.
    pub fn double(&mut self) -> Result<Option<f64>, ReadError> {
        // The usual encoding of a number has a short path of its own, for long lists.
        if let [DOUBLE, number @ ..] = self.rest()
            && let Some(number) = number.first_chunk()
        {
            self.decoder.set_position(self.decoder.position() + 9);
            return Ok(Some(f64::from_be_bytes(*number)));
        }
        self.scalar("a number or null", |reader, expected, kind| {
            reader.number(expected, kind)
        })
    }

    /// Reads a string; `None` is `null`.
    pub fn string(&mut self) -> Result<Option<String>, ReadError> {
        self.scalar("a string or null", |reader, expected, _| {
            reader.text(expected).map(|text| text.into_owned())
        })
    }

    /// Reads a string as a type that is made of strings, such as an enum; `None` is `null`.
    pub fn string_as<T: for<'s> From<&'s str>>(&mut self) -> Result<Option<T>, ReadError> {
        self.scalar("a string or null", |reader, expected, _| {
            reader.text(expected).map(|text| T::from(&*text))
        })
    }

    /// Reads a byte string, of definite or indefinite length; `None` is `null`.
    pub fn blob<B: From<Vec<u8>>>(&mut self) -> Result<Option<B>, ReadError> {
        self.scalar("bytes or null", |reader, expected, kind| {
            let start = reader.decoder.position();
            let malformed = |error: Error| malformed(expected, &error, start);
            match kind {
                Type::Bytes => {
                    let bytes = reader.decoder.bytes().map_err(malformed)?;
                    Ok(B::from(bytes.to_vec()))
                }
                Type::BytesIndef => {
                    let pieces = reader.decoder.bytes_iter().map_err(malformed)?;
                    let pieces: Result<Vec<&[u8]>, Error> = pieces.collect();
                    Ok(B::from(pieces.map_err(malformed)?.concat()))
                }
                other => Err(reader.unexpected(expected, other)),
            }
        })
    }

    /// Reads seconds since the epoch, which have the tag 1; `None` is `null`.
    pub fn timestamp(&mut self) -> Result<Option<DateTime>, ReadError> {
        // The usual encoding of a timestamp has a short path of its own, for long lists.
        if let [TIME, DOUBLE, seconds @ ..] = self.rest()
            && let Some(seconds) = seconds.first_chunk()
            && let Some(time) = whole_time(f64::from_be_bytes(*seconds))
        {
            self.decoder.set_position(self.decoder.position() + 10);
            return Ok(Some(time));
        }
        let expected = "a timestamp or null";
        self.scalar(expected, |reader, expected, kind| {
            let start = reader.decoder.position();
            if kind == Type::Tag {
                let tag = reader.decoder.tag();
                let tag = tag.map_err(|error| malformed(expected, &error, start))?;
                if tag.as_u64() != EPOCH_SECONDS {
                    return Err(ReadError::new(expected, "another tag", start));
                }
            }
            match reader.kind()? {
                Type::F16 | Type::F32 | Type::F64 => {
                    let kind = reader.kind()?;
                    let seconds = reader.number(expected, kind)?;
                    if !seconds.is_finite() {
                        return Err(ReadError::new(
                            expected,
                            "a number that is not finite",
                            start,
                        ));
                    }
                    Ok(decimal_time(seconds))
                }
                _ => match reader.whole(expected)? {
                    Some(seconds) => Ok(DateTime::from_secs(seconds)),
                    None => Err(ReadError::new(expected, "a tag on null", start)),
                },
            }
        })
    }

    /// Reads a value by `read`; `None` is `null`.
    fn scalar<T>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Self, &'static str, Type) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        if self.null()? {
            return Ok(None);
        }
        let kind = self.kind()?;
        read(self, expected, kind).map(Some)
    }

    fn whole<T: TryFrom<i64>>(&mut self, expected: &'static str) -> Result<Option<T>, ReadError> {
        self.scalar(expected, |reader, expected, kind| {
            let start = reader.decoder.position();
            if !is_integer(kind) {
                return Err(reader.unexpected(expected, kind));
            }
            let value = reader.decoder.int();
            let value = value.map_err(|error| malformed(expected, &error, start))?;
            let value = i64::try_from(value).ok();
            let value = value.and_then(|value| T::try_from(value).ok());
            value.ok_or_else(|| ReadError::new(expected, "a number too large", start))
        })
    }

    fn number(&mut self, expected: &'static str, kind: Type) -> Result<f64, ReadError> {
        let start = self.decoder.position();
        let value = match kind {
            Type::F16 => return self.half(expected),
            Type::F32 => self.decoder.f32().map(f64::from),
            Type::F64 => self.decoder.f64(),
            kind if is_integer(kind) => self.decoder.int().map(|int| i128::from(int) as f64),
            other => return Err(self.unexpected(expected, other)),
        };
        value.map_err(|error| malformed(expected, &error, start))
    }

    /// Reads a float of 16 bits (IEEE 754 binary16), which `minicbor` decodes only with the help of another crate.
    fn half(&mut self, expected: &'static str) -> Result<f64, ReadError> {
        let start = self.decoder.position();
        let bytes = self.decoder.input().get(start + 1..start + 3);
        let Some(&[high, low]) = bytes else {
            return Err(ReadError::new(expected, "the end of the body", start));
        };
        self.decoder.set_position(start + 3);
        let bits = u16::from_be_bytes([high, low]);
        let fraction = f64::from(bits & 0x3ff);
        let size = match (bits >> 10) & 0x1f {
            0 => fraction * 2_f64.powi(-24),
            31 if fraction == 0.0 => f64::INFINITY,
            31 => f64::NAN,
            exponent => (fraction / 1024.0 + 1.0) * 2_f64.powi(i32::from(exponent) - 15),
        };
        Ok(if bits & 0x8000 == 0 { size } else { -size })
    }
}

/// The time of a number of seconds. It is the shortest decimal that reads as that number, since the exact number is
/// up to a tenth of a microsecond off from the time that was written.
fn decimal_time(seconds: f64) -> DateTime {
    let time = DateTime::from_str(&seconds.to_string(), Format::EpochSeconds);
    time.unwrap_or_else(|_| DateTime::from_secs_f64(seconds))
}

/// The time of a number of seconds; `None` unless it is whole, or has no more than milliseconds.
fn whole_time(seconds: f64) -> Option<DateTime> {
    // Below this, neighbouring numbers are less than a millisecond apart, so that only one count of milliseconds
    // reads as the number.
    const LIMIT: f64 = 1e12;
    let whole = seconds as i64;
    if whole as f64 == seconds {
        return Some(DateTime::from_secs(whole));
    }
    let millis = (seconds * 1e3).round();
    let is_exact = seconds.abs() < LIMIT && millis / 1e3 == seconds;
    is_exact.then(|| DateTime::from_millis(millis as i64))
}

fn is_integer(kind: Type) -> bool {
    matches!(
        kind,
        Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int
    )
}
