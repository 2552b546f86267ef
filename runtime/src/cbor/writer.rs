//! The writer of CBOR. Maps and arrays have indefinite length, since the number of members that are set is not known
//! at their beginning.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;
use minicbor::data::Tag;
use minicbor::encode::Encoder;

use super::{DOUBLE, EPOCH_SECONDS};
use crate::optional_members::optional_members;

/// An encoder to memory, which can't fail.
type Buffer = Encoder<Vec<u8>>;

/// The initial capacity of a writer, in bytes. Most request bodies are smaller.
const CAPACITY: usize = 1024;

/// The first byte of a text string, without the length in its low bits.
const TEXT: u8 = 0x60;

/// Writes one value.
#[derive(Debug)]
pub struct Writer {
    encoder: Buffer,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer that has written nothing.
    pub fn new() -> Self {
        Self {
            encoder: Encoder::new(Vec::with_capacity(CAPACITY)),
        }
    }

    /// Begins the value.
    pub fn value(&mut self) -> ValueWriter<'_> {
        ValueWriter {
            encoder: &mut self.encoder,
        }
    }

    /// The bytes that were written.
    pub fn finish(self) -> Vec<u8> {
        self.encoder.into_writer()
    }
}

/// Writes a map.
#[derive(Debug)]
#[must_use = "the map must be ended"]
pub struct ObjectWriter<'a> {
    encoder: &'a mut Buffer,
}

impl ObjectWriter<'_> {
    /// Writes a key; its value must be written next.
    pub fn key(&mut self, name: &str) -> ValueWriter<'_> {
        text(self.encoder, name);
        ValueWriter {
            encoder: self.encoder,
        }
    }

    /// Ends the map.
    pub fn end(self) {
        let _ = self.encoder.end();
    }
}

optional_members!(ObjectWriter);

/// Writes an array.
#[derive(Debug)]
#[must_use = "the array must be ended"]
pub struct ArrayWriter<'a> {
    encoder: &'a mut Buffer,
}

impl ArrayWriter<'_> {
    /// Begins an element, which must be written next.
    pub fn element(&mut self) -> ValueWriter<'_> {
        ValueWriter {
            encoder: self.encoder,
        }
    }

    /// Ends the array.
    pub fn end(self) {
        let _ = self.encoder.end();
    }
}

/// Writes one value.
#[derive(Debug)]
#[must_use = "a value must be written"]
pub struct ValueWriter<'a> {
    encoder: &'a mut Buffer,
}

impl<'a> ValueWriter<'a> {
    /// Begins a map.
    pub fn object(self) -> ObjectWriter<'a> {
        let _ = self.encoder.begin_map();
        ObjectWriter {
            encoder: self.encoder,
        }
    }

    /// Begins an array.
    pub fn array(self) -> ArrayWriter<'a> {
        let _ = self.encoder.begin_array();
        ArrayWriter {
            encoder: self.encoder,
        }
    }

    /// Writes `null`.
    pub fn null(self) {
        let _ = self.encoder.null();
    }

    /// Writes a boolean.
    pub fn boolean(self, value: bool) {
        let _ = self.encoder.bool(value);
    }

    /// Writes an integer in the fewest bytes that hold it.
    pub fn integer(self, value: impl Into<i64>) {
        let _ = self.encoder.i64(value.into());
    }

    /// Writes a number of 32 bits.
    pub fn float(self, value: f32) {
        let _ = self.encoder.f32(value);
    }

    /// Writes a number of 64 bits.
    pub fn double(self, value: f64) {
        let mut bytes = [DOUBLE; 9];
        bytes[1..].copy_from_slice(&value.to_be_bytes());
        self.encoder.writer_mut().extend_from_slice(&bytes);
    }

    /// Writes a string.
    pub fn string(self, value: &str) {
        text(self.encoder, value);
    }

    /// Writes bytes.
    pub fn blob(self, value: &impl AsRef<[u8]>) {
        let _ = self.encoder.bytes(value.as_ref());
    }

    /// Writes seconds since the epoch with the tag 1, as an integer where they are whole.
    ///
    /// # Errors
    /// It never fails. Other formats do.
    pub fn timestamp(self, value: &DateTime) -> Result<(), BuildError> {
        let _ = self.encoder.tag(Tag::new(EPOCH_SECONDS));
        let _ = match value.subsec_nanos() {
            0 => self.encoder.i64(value.secs()),
            _ => self.encoder.f64(value.as_secs_f64()),
        };
        Ok(())
    }
}

/// Writes a text string. Keys and other short texts, which are most of a body, are appended directly.
fn text(encoder: &mut Buffer, text: &str) {
    const SHORT: usize = 24;
    let length = text.len();
    if length >= SHORT {
        let _ = encoder.str(text);
        return;
    }
    let out = encoder.writer_mut();
    out.reserve(SHORT);
    out.push(TEXT | length as u8);
    out.extend_from_slice(text.as_bytes());
}
