//! Scalars: the text of an element or an attribute.

use std::str::FromStr;

use aws_smithy_types::DateTime;

use super::reader::Reader;
use crate::ReadError;
use crate::http::TimestampFormat;

impl Reader<'_> {
    /// Reads a text.
    pub fn string(&mut self) -> Result<String, ReadError> {
        Ok(self.text()?.into_owned())
    }

    /// Reads an enum.
    pub fn string_as<T: for<'s> From<&'s str>>(&mut self) -> Result<T, ReadError> {
        Ok(T::from(&*self.text()?))
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, ReadError> {
        self.parse("`true` or `false`")
    }

    /// Reads an integer.
    pub fn integer<T: FromStr>(&mut self) -> Result<T, ReadError> {
        self.parse("an integer in its range")
    }

    /// Reads a number, or `NaN`, `Infinity`, `-Infinity`.
    pub fn float<T: FromStr>(&mut self) -> Result<T, ReadError> {
        self.parse("a number")
    }

    /// Reads base64.
    pub fn blob<B: From<Vec<u8>>>(&mut self) -> Result<B, ReadError> {
        let text = self.text()?;
        match base64_simd::STANDARD.decode_to_vec(text.trim()) {
            Ok(bytes) => Ok(B::from(bytes)),
            Err(_) => Err(self.error("base64", "other text")),
        }
    }

    /// Reads a timestamp.
    pub fn timestamp(&mut self, format: TimestampFormat) -> Result<DateTime, ReadError> {
        let text = self.text()?;
        self.timestamp_of(&text, format)
    }

    /// The value of an attribute as a number or boolean.
    pub fn parse_attribute<T: FromStr>(&self, name: &str) -> Result<Option<T>, ReadError> {
        let value = self.attribute(name)?;
        let parse = |text: String| {
            let value = text.trim().parse();
            value.map_err(|_| self.error("a number or boolean in its range", "other text"))
        };
        value.map(parse).transpose()
    }

    /// The value of an attribute as a timestamp.
    pub fn timestamp_attribute(
        &self,
        name: &str,
        format: TimestampFormat,
    ) -> Result<Option<DateTime>, ReadError> {
        let value = self.attribute(name)?;
        let value = value.map(|text| self.timestamp_of(&text, format));
        value.transpose()
    }

    fn parse<T: FromStr>(&mut self, expected: &'static str) -> Result<T, ReadError> {
        let text = self.text()?;
        let value = text.trim().parse();
        value.map_err(|_| self.error(expected, "other text"))
    }

    fn timestamp_of(&self, text: &str, format: TimestampFormat) -> Result<DateTime, ReadError> {
        let format = match format {
            // Services send offsets, also where the format has none.
            TimestampFormat::DateTime => TimestampFormat::DateTimeWithOffset,
            other => other,
        };
        let value = DateTime::from_str(text.trim(), format);
        value.map_err(|_| self.error("a timestamp in its format", "other text"))
    }
}
