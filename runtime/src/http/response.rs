//! Reads the members of an output or an error from a response.

use std::str::FromStr;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::{Headers, NonUtf8HeaderHandling};
use aws_smithy_types::DateTime;

use super::TimestampFormat;
use super::error::HeaderError;
use super::header::{split_http_dates, split_quoted};
use crate::collections::Entries;

/// Status, headers and body of a response.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: &'a Headers,
    /// The whole body; empty if it is streamed.
    pub body: &'a [u8],
    /// A header that is not UTF-8 leaves its member unset. If false, it is an error.
    pub skips_non_utf8: bool,
}

impl<'a> Response<'a> {
    /// A view of `response`, whose body has been read.
    pub fn new(response: &'a HttpResponse) -> Self {
        let handling = response.extension::<NonUtf8HeaderHandling>();
        Self {
            status: response.status().as_u16(),
            headers: response.headers(),
            body: response.body().bytes().unwrap_or_default(),
            skips_non_utf8: handling == Some(&NonUtf8HeaderHandling::Skip),
        }
    }

    /// The value of a header without outer white space; the first, if there are several. `None`: the header is
    /// absent, or not UTF-8.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.get(name).map(str::trim)
    }

    /// The value of a header as a string. An empty header is an empty string.
    ///
    /// # Errors
    /// The header has several lines, or is not UTF-8. All methods that read one value have these errors.
    pub fn header_text(&self, name: &str) -> Result<Option<String>, HeaderError> {
        Ok(self.value(name)?.map(str::to_owned))
    }

    /// The value of a header as a number, which may be `NaN`, `Infinity` or `-Infinity`. An empty header counts as
    /// absent, also for booleans and timestamps.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<Option<T>, HeaderError> {
        let Some(value) = self.non_empty_value(name)? else {
            return Ok(None);
        };
        match value.parse() {
            Ok(parsed) => Ok(Some(parsed)),
            Err(_) => Err(HeaderError::new(name, value, "a number in its range")),
        }
    }

    /// The value of a header as a boolean.
    pub fn boolean(&self, name: &str) -> Result<Option<bool>, HeaderError> {
        self.non_empty_value(name)?
            .map(|value| parse_boolean(name, value))
            .transpose()
    }

    /// The value of a header as a timestamp.
    pub fn timestamp(
        &self,
        name: &str,
        format: TimestampFormat,
    ) -> Result<Option<DateTime>, HeaderError> {
        self.non_empty_value(name)?
            .map(|value| parse_timestamp(name, value, format))
            .transpose()
    }

    /// The value of a header as an enum.
    pub fn enumeration<T: for<'s> From<&'s str>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, HeaderError> {
        Ok(self.value(name)?.map(T::from))
    }

    /// The text within a header that is base64, as `@mediaType` strings are.
    ///
    /// Smithy specification: [`httpHeader` serialization rules][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules
    pub fn media_type(&self, name: &str) -> Result<Option<String>, HeaderError> {
        let Some(value) = self.value(name)? else {
            return Ok(None);
        };
        let bytes = base64_simd::STANDARD.decode_to_vec(value).ok();
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => Ok(Some(text)),
            None => Err(HeaderError::new(name, value, "text in base64")),
        }
    }

    /// The values of a header, on one line or several, as strings or enums. `None` if the header is absent or has
    /// no value.
    pub fn list<T: for<'s> From<&'s str>>(
        &self,
        name: &str,
    ) -> Result<Option<Vec<T>>, HeaderError> {
        self.list_by(name, |text| Ok(T::from(text)))
    }

    /// The values of a header as numbers.
    pub fn parse_list<T: FromStr>(&self, name: &str) -> Result<Option<Vec<T>>, HeaderError> {
        self.list_by(name, |text| {
            text.parse()
                .map_err(|_| HeaderError::new(name, text, "a number in its range"))
        })
    }

    /// The values of a header as booleans.
    pub fn boolean_list(&self, name: &str) -> Result<Option<Vec<bool>>, HeaderError> {
        self.list_by(name, |text| parse_boolean(name, text))
    }

    /// The values of a header as timestamps. HTTP dates contain commas.
    pub fn timestamp_list(
        &self,
        name: &str,
        format: TimestampFormat,
    ) -> Result<Option<Vec<DateTime>>, HeaderError> {
        if format != TimestampFormat::HttpDate {
            return self.list_by(name, |text| parse_timestamp(name, text, format));
        }
        let Some(lines) = self.lines(name)? else {
            return Ok(None);
        };
        lines
            .into_iter()
            .flat_map(split_http_dates)
            .map(|date| parse_timestamp(name, date, format))
            .collect::<Result<Vec<_>, _>>()
            .map(non_empty)
    }

    /// The headers whose names begin with `prefix`, by the rest of their names in lower case. The case of the prefix
    /// does not count. Without such headers the map is empty, and not `None`, as in the official clients.
    ///
    /// Smithy specification: [`httpPrefixHeaders` trait][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httpprefixheaders-trait
    ///
    /// # Errors
    /// One of them has several lines, or is not UTF-8.
    pub fn prefix_headers<M: Entries<String, String>>(
        &self,
        prefix: &str,
    ) -> Result<Option<M>, HeaderError> {
        let mut entries = M::default();
        for (name, _) in self.headers.iter_bytes() {
            if let Some((head, key)) = name.split_at_checked(prefix.len())
                && head.eq_ignore_ascii_case(prefix)
            {
                match self.value(name)? {
                    Some(value) => entries.put(key.to_owned(), value.to_owned()),
                    None => return Ok(None),
                };
            }
        }
        Ok(Some(entries))
    }

    /// The id of the request, which a service of AWS gave it.
    #[cfg(feature = "aws")]
    pub fn request_id(&self) -> Option<&'a str> {
        aws_types::request_id::RequestId::request_id(self.headers)
    }

    /// The only line of a header; `None` if the header is absent.
    fn value(&self, name: &str) -> Result<Option<&'a str>, HeaderError> {
        let mut lines = self.headers.get_all_bytes(name);
        let Some(line) = lines.next() else {
            return Ok(None);
        };
        if lines.next().is_some() {
            let lines = self.headers.get_all_bytes(name);
            let lines: Vec<_> = lines.map(String::from_utf8_lossy).collect();
            return Err(HeaderError::new(name, &lines.join(", "), "one value"));
        }
        match std::str::from_utf8(line) {
            Ok(line) => Ok(Some(line.trim())),
            Err(_) if self.skips_non_utf8 => Ok(None),
            Err(_) => Err(not_utf8(name, line)),
        }
    }

    /// The only line of a header; `None` if the header is absent or empty.
    fn non_empty_value(&self, name: &str) -> Result<Option<&'a str>, HeaderError> {
        Ok(self.value(name)?.filter(|value| !value.is_empty()))
    }

    /// Every line of a header; `None` if the header is absent.
    fn lines(&self, name: &str) -> Result<Option<Vec<&'a str>>, HeaderError> {
        let mut lines = Vec::new();
        for line in self.headers.get_all_bytes(name) {
            match std::str::from_utf8(line) {
                Ok(line) => lines.push(line),
                Err(_) if self.skips_non_utf8 => return Ok(None),
                Err(_) => return Err(not_utf8(name, line)),
            }
        }
        Ok(non_empty(lines))
    }

    fn list_by<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Result<T, HeaderError>,
    ) -> Result<Option<Vec<T>>, HeaderError> {
        let Some(lines) = self.lines(name)? else {
            return Ok(None);
        };
        let mut values = Vec::new();
        for line in lines {
            let texts = split_quoted(line).map_err(|found| HeaderError::list(name, line, found))?;
            for text in texts {
                values.push(read(&text)?);
            }
        }
        Ok(non_empty(values))
    }
}

/// A list that is empty counts as absent.
fn non_empty<T>(values: Vec<T>) -> Option<Vec<T>> {
    Some(values).filter(|values| !values.is_empty())
}

fn parse_boolean(name: &str, value: &str) -> Result<bool, HeaderError> {
    value
        .parse()
        .map_err(|_| HeaderError::new(name, value, "`true` or `false`"))
}

fn parse_timestamp(
    name: &str,
    value: &str,
    format: TimestampFormat,
) -> Result<DateTime, HeaderError> {
    let (format, expected) = match format {
        TimestampFormat::DateTime | TimestampFormat::DateTimeWithOffset => {
            (TimestampFormat::DateTimeWithOffset, "a date-time")
        }
        TimestampFormat::HttpDate => (format, "an HTTP date"),
        TimestampFormat::EpochSeconds => (format, "seconds since the epoch"),
    };
    DateTime::from_str(value, format).map_err(|_| HeaderError::new(name, value, expected))
}

#[cold]
fn not_utf8(name: &str, bytes: &[u8]) -> HeaderError {
    HeaderError::new(name, &String::from_utf8_lossy(bytes), "UTF-8")
}
