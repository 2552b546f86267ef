//! Forms: the bodies of requests in the protocols awsQuery and ec2Query.
//!
//! The name of a value begins with those of the values that it is in: `Filters.member.1.Name`.
//!
//! Smithy specification: [AWS query, serialization][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;
use percent_encoding::utf8_percent_encode;

use crate::http::{RESERVED, Request, TimestampFormat, text};

/// The initial capacity of a writer, in bytes. Most requests are smaller.
const CAPACITY: usize = 512;

/// Writes the form of a call, in which the input is the outermost value.
#[derive(Debug)]
pub struct Writer {
    out: String,
    /// The name of the current value, percent-encoded.
    name: String,
}

impl Writer {
    /// A form that calls the operation `action` in `version` of the service.
    pub fn new(action: &str, version: &str) -> Self {
        let mut out = String::with_capacity(CAPACITY);
        out.push_str("Action=");
        out.extend(utf8_percent_encode(action, RESERVED));
        out.push_str("&Version=");
        out.extend(utf8_percent_encode(version, RESERVED));
        let name = String::new();
        Self { out, name }
    }

    /// Begins the input.
    pub fn value(&mut self) -> ValueWriter<'_> {
        ValueWriter {
            outer: 0,
            form: self,
        }
    }

    /// The bytes that were written.
    pub fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// Writes one value under its name.
#[derive(Debug)]
pub struct ValueWriter<'a> {
    form: &'a mut Writer,
    /// The length of the outer value's name.
    outer: usize,
}

impl Drop for ValueWriter<'_> {
    fn drop(&mut self) {
        self.form.name.truncate(self.outer);
    }
}

impl ValueWriter<'_> {
    /// Begins a member of this value.
    pub fn member(&mut self, name: &str) -> ValueWriter<'_> {
        let outer = self.form.name.len();
        if outer > 0 {
            self.form.name.push('.');
        }
        self.form.name.extend(utf8_percent_encode(name, RESERVED));
        ValueWriter {
            form: self.form,
            outer,
        }
    }

    /// Begins the element or entry with this number, counted from one.
    pub fn numbered(&mut self, number: usize) -> ValueWriter<'_> {
        self.member(itoa::Buffer::new().format(number))
    }

    /// Writes a string.
    pub fn string(mut self, value: &str) {
        self.begin();
        self.form.out.extend(utf8_percent_encode(value, RESERVED));
    }

    /// Writes `true` or `false`.
    pub fn boolean(self, value: bool) {
        self.raw(text::boolean(value));
    }

    /// Writes an integer of up to 64 bits.
    pub fn integer(self, value: impl Into<i64>) {
        self.raw(itoa::Buffer::new().format(value.into()));
    }

    /// Writes a number with the fewest digits that identify it among those of 32 bits, or `NaN`, `Infinity`,
    /// `-Infinity`.
    pub fn float(self, value: f32) {
        self.string(&text::float(value));
    }

    /// Writes a number with the fewest digits that identify it among those of 64 bits, or `NaN`, `Infinity`,
    /// `-Infinity`.
    pub fn double(self, value: f64) {
        self.string(&text::double(value));
    }

    /// Writes bytes in base64.
    pub fn blob(self, value: &impl AsRef<[u8]>) {
        self.string(&text::base64(value));
    }

    /// Writes a timestamp in `format`. Fails if the format can't express the year.
    pub fn timestamp(self, value: &DateTime, format: TimestampFormat) -> Result<(), BuildError> {
        self.string(&text::timestamp(value, format)?);
        Ok(())
    }

    /// Writes a list without elements.
    pub fn empty(self) {
        self.raw("");
    }

    fn raw(mut self, value: &str) {
        self.begin();
        self.form.out.push_str(value);
    }

    fn begin(&mut self) {
        let Writer { out, name } = &mut *self.form;
        out.push('&');
        out.push_str(name);
        out.push('=');
    }
}

/// The entries of a map, sorted by their keys, so that the same input always gives the same form.
pub fn sorted<'m, K, V>(map: impl IntoIterator<Item = (&'m K, &'m V)>) -> Vec<(&'m str, &'m V)>
where
    K: AsRef<str> + 'm,
    V: 'm,
{
    let entries = map.into_iter().map(|(key, value)| (key.as_ref(), value));
    let mut entries: Vec<_> = entries.collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

impl Request {
    /// Makes a form the body.
    pub fn body_form(&mut self, body: Vec<u8>) {
        self.content_type("application/x-www-form-urlencoded");
        self.body(body.into());
    }
}
