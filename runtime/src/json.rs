//! JSON: a pull reader and a writer, which generated code uses without building a tree of values.
//!
//! Smithy specification: [restJson1, shape serialization][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#json-shape-serialization

mod big_number;
mod body;
mod decimal;
mod document;
mod error;
mod reader;
mod scalar;
mod scan;
mod string;
mod writer;

#[cfg(test)]
mod tests;

pub use aws_smithy_types::date_time::Format as TimestampFormat;

pub use self::reader::{MAX_DEPTH, Reader};
pub use self::writer::{ArrayWriter, ObjectWriter, ValueWriter, Writer};
