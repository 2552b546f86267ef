//! The writer of JSON.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use super::TimestampFormat;
use super::scan::{is_plain, plain_len};
use crate::optional_members::optional_members;

/// The initial capacity of a writer, in bytes. Most request bodies are smaller.
const CAPACITY: usize = 1024;

/// Writes one JSON value, without white space.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer with room for a body of common size.
    pub fn new() -> Self {
        Self::with_capacity(CAPACITY)
    }

    /// A writer with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            out: Vec::with_capacity(capacity),
        }
    }

    /// Begins the value. It must be called once.
    pub fn value(&mut self) -> ValueWriter<'_> {
        ValueWriter::new(&mut self.out)
    }

    /// The bytes that were written.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// Writes the members of an object, which [`end`](Self::end) completes.
#[derive(Debug)]
#[must_use = "an object must be ended"]
pub struct ObjectWriter<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl ObjectWriter<'_> {
    /// Begins a member. `name` comes from the model, and has no characters that must be escaped.
    pub fn key(&mut self, name: &str) -> ValueWriter<'_> {
        self.separate(name.len());
        self.out.push(b'"');
        push_checked(self.out, name.as_bytes(), |_| true);
        self.out.extend_from_slice(b"\":");
        ValueWriter::new(self.out)
    }

    /// Begins an entry of a map, whose key may be any text.
    pub fn key_escaped(&mut self, name: &str) -> ValueWriter<'_> {
        self.separate(name.len());
        write_string(self.out, name);
        self.out.push(b':');
        ValueWriter::new(self.out)
    }

    /// Ends the object.
    pub fn end(self) {
        self.out.push(b'}');
    }

    fn separate(&mut self, len: usize) {
        self.out.reserve(len + 4);
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
    }
}

optional_members!(ObjectWriter);

/// Writes the elements of an array, which [`end`](Self::end) completes.
#[derive(Debug)]
#[must_use = "an array must be ended"]
pub struct ArrayWriter<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl ArrayWriter<'_> {
    /// Begins an element.
    pub fn element(&mut self) -> ValueWriter<'_> {
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
        ValueWriter::new(self.out)
    }

    /// Ends the array.
    pub fn end(self) {
        self.out.push(b']');
    }
}

/// Writes one value, after its key or comma.
#[derive(Debug)]
#[must_use = "a value must be written"]
pub struct ValueWriter<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> ValueWriter<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    pub(super) fn into_bytes(self) -> &'a mut Vec<u8> {
        self.out
    }

    /// Begins an object.
    pub fn object(self) -> ObjectWriter<'a> {
        self.out.push(b'{');
        ObjectWriter {
            out: self.out,
            first: true,
        }
    }

    /// Begins an array.
    pub fn array(self) -> ArrayWriter<'a> {
        self.out.push(b'[');
        ArrayWriter {
            out: self.out,
            first: true,
        }
    }

    /// Writes `null`.
    pub fn null(self) {
        self.raw("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// Writes an integer of up to 64 bits.
    pub fn integer(self, value: impl Into<i64>) {
        self.raw(itoa::Buffer::new().format(value.into()));
    }

    /// Writes a number with the fewest digits that identify it among those of 32 bits. Numbers that are not finite
    /// are the strings `NaN`, `Infinity` and `-Infinity`.
    pub fn float(self, value: f32) {
        if value.is_finite() {
            self.raw(zmij::Buffer::new().format_finite(value));
        } else {
            self.double(value.into());
        }
    }

    /// Writes a number of 64 bits, as [`float`](Self::float) writes one of 32 bits.
    pub fn double(self, value: f64) {
        if value.is_finite() {
            self.raw(zmij::Buffer::new().format_finite(value));
        } else if value.is_nan() {
            self.raw("\"NaN\"");
        } else if value > 0.0 {
            self.raw("\"Infinity\"");
        } else {
            self.raw("\"-Infinity\"");
        }
    }

    /// Writes a string, with escapes where they are necessary.
    pub fn string(self, value: &str) {
        write_string(self.out, value);
    }

    /// Writes bytes as a string of base64.
    pub fn blob(self, value: &impl AsRef<[u8]>) {
        self.out.push(b'"');
        base64_simd::STANDARD.encode_append(value.as_ref(), self.out);
        self.out.push(b'"');
    }

    /// Writes a timestamp in `format`: seconds since the epoch as a number, the other formats as a string. Fails if
    /// the format can't express the year.
    pub fn timestamp(self, value: &DateTime, format: TimestampFormat) -> Result<(), BuildError> {
        match format {
            TimestampFormat::EpochSeconds if value.subsec_nanos() == 0 => {
                self.integer(value.secs());
            }
            TimestampFormat::EpochSeconds => self.raw(&value.fmt(format)?),
            _ => self.string(&value.fmt(format)?),
        }
        Ok(())
    }

    pub(super) fn raw(self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

fn write_string(out: &mut Vec<u8>, value: &str) {
    let bytes = value.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let start = out.len();
    if !push_checked(out, bytes, is_plain) {
        out.truncate(start);
        write_escaped(out, bytes);
    }
    out.push(b'"');
}

/// Appends `bytes`, mostly a few dozen at most, in blocks of constant size. For those the compiler emits no call, as
/// it does for [`Vec::extend_from_slice`]. Stops at a block that is not `fit`, and returns false.
fn push_checked(out: &mut Vec<u8>, bytes: &[u8], fit: impl Fn(&[u8]) -> bool) -> bool {
    if bytes.len() >= 16 {
        push_blocks::<16>(out, bytes, fit)
    } else if bytes.len() >= 8 {
        push_blocks::<8>(out, bytes, fit)
    } else if bytes.len() >= 4 {
        push_blocks::<4>(out, bytes, fit)
    } else {
        for &byte in bytes {
            out.push(byte);
        }
        fit(bytes)
    }
}

/// Appends whole blocks, then the rest as part of a last block that overlaps the one before it.
fn push_blocks<const N: usize>(
    out: &mut Vec<u8>,
    bytes: &[u8],
    fit: impl Fn(&[u8]) -> bool,
) -> bool {
    let (blocks, rest) = bytes.as_chunks::<N>();
    for block in blocks {
        if !fit(block) {
            return false;
        }
        out.extend_from_slice(block);
    }
    let Some(last) = bytes.last_chunk::<N>().filter(|_| !rest.is_empty()) else {
        return true;
    };
    if !fit(last) {
        return false;
    }
    out.truncate(out.len() - (N - rest.len()));
    out.extend_from_slice(last);
    true
}

/// Writes `bytes`, some of which must be escaped.
#[cold]
fn write_escaped(out: &mut Vec<u8>, mut bytes: &[u8]) {
    loop {
        let (plain, rest) = bytes.split_at(plain_len(bytes));
        out.extend_from_slice(plain);
        let Some((&special, rest)) = rest.split_first() else {
            return;
        };
        write_escape(out, special);
        bytes = rest;
    }
}

fn write_escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x0C => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let low = HEX[usize::from(byte & 0xF)];
            let high = HEX[usize::from(byte >> 4)];
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}
