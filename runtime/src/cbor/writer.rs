//! The writer. Maps and arrays have no length before them: how many members are set shows only at
//! their end.

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{Blob, DateTime};
use minicbor::data::Tag;
use minicbor::encode::Encoder;

use super::EPOCH_SECONDS;

/// Writing to memory can't fail.
type Buffer = Encoder<Vec<u8>>;

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
    /// A writer without anything written.
    pub fn new() -> Self {
        Self {
            encoder: Encoder::new(Vec::with_capacity(128)),
        }
    }

    /// Begins the value.
    pub fn value(&mut self) -> ValueWriter<'_> {
        ValueWriter {
            encoder: &mut self.encoder,
        }
    }

    /// What has been written.
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
        let _ = self.encoder.str(name);
        ValueWriter {
            encoder: self.encoder,
        }
    }

    /// Ends the map.
    pub fn end(self) {
        let _ = self.encoder.end();
    }
}

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

/// Writes a value that is due.
#[derive(Debug)]
#[must_use = "a value is due"]
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

    /// Writes an integer, in as few bytes as it takes.
    pub fn integer(self, value: impl Into<i64>) {
        let _ = self.encoder.i64(value.into());
    }

    /// Writes a number of 32 bits.
    pub fn float(self, value: f32) {
        let _ = self.encoder.f32(value);
    }

    /// Writes a number of 64 bits.
    pub fn double(self, value: f64) {
        let _ = self.encoder.f64(value);
    }

    /// Writes a string.
    pub fn string(self, value: &str) {
        let _ = self.encoder.str(value);
    }

    /// Writes bytes.
    pub fn blob(self, value: &Blob) {
        let _ = self.encoder.bytes(value.as_ref());
    }

    /// Writes seconds since the epoch with the tag 1, as an integer where they are whole.
    ///
    /// # Errors
    /// None: there is one in other formats.
    pub fn timestamp(self, value: &DateTime) -> Result<(), BuildError> {
        let _ = self.encoder.tag(Tag::new(EPOCH_SECONDS));
        let _ = match value.subsec_nanos() {
            0 => self.encoder.i64(value.secs()),
            _ => self.encoder.f64(value.as_secs_f64()),
        };
        Ok(())
    }
}
