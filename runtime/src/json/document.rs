//! Documents: values of any kind, which no shape describes.

use std::collections::HashMap;

use aws_smithy_types::{Document, Number};

use super::decimal::number_end;
use super::error;
use super::reader::Reader;
use super::writer::ValueWriter;
use crate::ReadError;

impl Reader<'_> {
    /// Reads a value of any kind. `None`: the document itself is `null`. Within a document, `null` is
    /// [`Document::Null`]. Whole numbers that fit in 64 bits stay whole.
    ///
    /// The recursion is no deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    pub fn document(&mut self) -> Result<Option<Document>, ReadError> {
        match self.document_value()? {
            Document::Null => Ok(None),
            document => Ok(Some(document)),
        }
    }

    /// Reads a document in a list or map that is not sparse, where `null` is a document too.
    pub fn document_element(&mut self) -> Result<Option<Document>, ReadError> {
        self.document_value().map(Some)
    }

    fn document_value(&mut self) -> Result<Document, ReadError> {
        Ok(match self.peek() {
            b'{' => Document::Object(self.document_object()?),
            b'[' => Document::Array(self.document_array()?),
            b'"' => Document::String(self.quoted()?.into_owned()),
            b'-' | b'0'..=b'9' => Document::Number(self.document_number()?),
            b't' | b'f' => self.boolean()?.map_or(Document::Null, Document::Bool),
            b'n' => self.literal("null").map(|()| Document::Null)?,
            _ => return Err(self.error("a JSON value")),
        })
    }

    fn document_object(&mut self) -> Result<HashMap<String, Document>, ReadError> {
        let mut members = HashMap::new();
        self.begin_object()?;
        while let Some(key) = self.next_key()? {
            members.insert(key.into_owned(), self.document_value()?);
        }
        Ok(members)
    }

    fn document_array(&mut self) -> Result<Vec<Document>, ReadError> {
        let mut elements = Vec::new();
        self.begin_array()?;
        while self.next_element()? {
            elements.push(self.document_value()?);
        }
        Ok(elements)
    }

    fn document_number(&mut self) -> Result<Number, ReadError> {
        let start = self.pos;
        self.pos = number_end(self.text, start)?;
        let text = self.slice(start, self.pos);
        if let Ok(value) = text.parse::<u64>() {
            return Ok(Number::PosInt(value));
        }
        match text.parse::<i64>() {
            Ok(value) if value < 0 => return Ok(Number::NegInt(value)),
            _ => {}
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Number::Float(value)),
            _ => Err(error::expected_not(
                "a number of 64 bits",
                "a number that it can't hold",
                self.text,
                start,
            )),
        }
    }
}

/// A container of a document that is being written.
enum Frame<'a> {
    Object(std::collections::hash_map::Iter<'a, String, Document>),
    Array(std::slice::Iter<'a, Document>),
}

impl ValueWriter<'_> {
    /// Writes a document of any depth, without recursion.
    pub fn document(self, document: &Document) {
        let out = self.into_bytes();
        let mut frames = Vec::new();
        let mut value = document;
        loop {
            let mut first = false;
            match value {
                Document::Object(members) => {
                    out.push(b'{');
                    frames.push(Frame::Object(members.iter()));
                    first = true;
                }
                Document::Array(elements) => {
                    out.push(b'[');
                    frames.push(Frame::Array(elements.iter()));
                    first = true;
                }
                Document::String(text) => ValueWriter::new(out).string(text),
                Document::Number(number) => write_number(ValueWriter::new(out), *number),
                Document::Bool(value) => ValueWriter::new(out).boolean(*value),
                Document::Null => ValueWriter::new(out).null(),
            }
            match next_value(out, &mut frames, first) {
                Some(next) => value = next,
                None => return,
            }
        }
    }
}

/// Closes the containers that have no more values, and writes the comma and key before the next value.
fn next_value<'a>(
    out: &mut Vec<u8>,
    frames: &mut Vec<Frame<'a>>,
    mut first: bool,
) -> Option<&'a Document> {
    loop {
        let (close, next) = match frames.last_mut()? {
            Frame::Object(members) => (b'}', members.next().map(|(key, value)| (Some(key), value))),
            Frame::Array(elements) => (b']', elements.next().map(|value| (None, value))),
        };
        match next {
            Some((key, value)) => {
                if !first {
                    out.push(b',');
                }
                if let Some(key) = key {
                    ValueWriter::new(out).string(key);
                    out.push(b':');
                }
                return Some(value);
            }
            None => {
                out.push(close);
                frames.pop();
                first = false;
            }
        }
    }
}

fn write_number(value: ValueWriter<'_>, number: Number) {
    match number {
        Number::PosInt(number) => value.raw(itoa::Buffer::new().format(number)),
        Number::NegInt(number) => value.integer(number),
        Number::Float(number) => value.double(number),
    }
}
