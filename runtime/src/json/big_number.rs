//! Numbers of any size, which are kept as text.

use std::str::FromStr;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger};

use super::decimal::number_end;
use super::reader::Reader;
use super::writer::ValueWriter;
use crate::ReadError;

impl Reader<'_> {
    /// Reads an integer of any size, as a number without fraction and exponent or as a string of one;
    /// `None` is `null`.
    pub fn big_integer(&mut self) -> Result<Option<BigInteger>, ReadError> {
        self.big_number("an integer, a string of one or null")
    }

    /// Reads a decimal number of any size and precision, or a string of one; `None` is `null`.
    pub fn big_decimal(&mut self) -> Result<Option<BigDecimal>, ReadError> {
        self.big_number("a number, a string of one or null")
    }

    fn big_number<T: FromStr>(&mut self, expected: &'static str) -> Result<Option<T>, ReadError> {
        let first = self.peek();
        let start = self.pos;
        let value = match first {
            b'-' | b'0'..=b'9' => {
                self.pos = number_end(self.text, start)?;
                self.slice(start, self.pos).parse()
            }
            b'"' => self.quoted()?.parse(),
            b'n' => return self.literal("null").map(|()| None),
            _ => return Err(self.error(expected)),
        };
        match value {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(self.found(expected, "something else", start)),
        }
    }
}

impl ValueWriter<'_> {
    /// Writes an integer of any size as a number.
    ///
    /// # Errors
    /// It never fails. Other formats do.
    pub fn big_integer(self, value: &BigInteger) -> Result<(), BuildError> {
        self.big_number(value.as_ref());
        Ok(())
    }

    /// Writes a decimal number of any size and precision as a number, with the digits that it has.
    ///
    /// # Errors
    /// It never fails. Other formats do.
    pub fn big_decimal(self, value: &BigDecimal) -> Result<(), BuildError> {
        self.big_number(value.as_ref());
        Ok(())
    }

    /// Writes a number in the grammar of JSON, which does not have all that the types accept (`+1`, `007`, `.5`, `5.`).
    fn big_number(self, text: &str) {
        let (sign, text) = match text.strip_prefix('-') {
            Some(text) => ("-", text),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let out = self.into_bytes();
        for part in [sign, whole] {
            out.extend_from_slice(part.as_bytes());
        }
        if !fraction.is_empty() {
            out.push(b'.');
            out.extend_from_slice(fraction.as_bytes());
        }
        out.extend_from_slice(exponent.as_bytes());
    }
}
