//! XML (1.0): a pull reader and a writer, for values that a model describes.
//!
//! The crate `quick-xml` parses documents into events. The writer declares namespaces. The reader ignores them, and
//! knows elements by their local names.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

mod body;
mod collections;
mod reader;
mod scalar;
mod writer;

#[cfg(test)]
mod tests;

pub use self::reader::{MAX_DEPTH, Reader};
pub use self::writer::{ElementWriter, TagWriter, Writer};

/// The element that holds an error in restXml.
pub(crate) const ERROR: &str = "Error";

/// The root that may enclose that element.
pub(crate) const ERROR_RESPONSE: &str = "ErrorResponse";
