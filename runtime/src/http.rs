//! Requests and responses, as the HTTP bindings of Smithy describe them.
//!
//! Smithy specification: [HTTP bindings](https://smithy.io/2.0/spec/http-bindings.html).

mod binding;
mod encode;
mod error;
mod foreign;
mod header;
mod request;
mod response;
pub mod text;

#[cfg(test)]
mod tests;

pub(crate) use aws_smithy_types::date_time::Format as TimestampFormat;

pub(crate) use self::binding::is_host_label;
pub use self::binding::{host_label, required, take_stream, unprefixed};
pub(crate) use self::encode::RESERVED;
pub use self::error::HeaderError;
pub(crate) use self::foreign::ForeignAnswer;
pub use self::request::{Request, non_empty};
pub use self::response::Response;
