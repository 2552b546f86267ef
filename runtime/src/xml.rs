//! XML 1.0: a pull reader, for values that a model describes.
//!
//! The tokens are `quick_xml`'s. Documents that define entities are refused, and namespaces are not
//! looked at: elements go by their local names.
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/xml-bindings.html).

mod error;
mod reader;
mod text;

#[cfg(test)]
mod tests;

pub use self::error::ReadError;
pub use self::reader::{MAX_DEPTH, Reader};
pub use self::text::Text;
