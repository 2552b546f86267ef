//! CBOR (RFC 8949): a pull reader and a writer, for values that a model describes.
//!
//! Both have the methods of those of [`json`](crate::json), so that generated code is the same but for paths. The
//! crate `minicbor` decodes and encodes the tokens.
//!
//! Smithy specification: [RPC v2 CBOR, shape serialization][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#shape-serialization

mod body;
mod reader;
mod scalar;
mod writer;

#[cfg(test)]
mod tests;

pub use self::reader::{MAX_DEPTH, Reader};
pub use self::writer::{ArrayWriter, ObjectWriter, ValueWriter, Writer};

/// An empty map: the value of a structure without members.
pub const EMPTY_MAP: [u8; 1] = [0xa0];

/// The tag of seconds since the epoch.
const EPOCH_SECONDS: u64 = 1;

/// The byte that encodes this tag.
const TIME: u8 = 0xc1;

/// The first byte of a float of 64 bits.
const DOUBLE: u8 = 0xfb;
