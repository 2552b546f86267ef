//! The runtime of the clients that Tinsmith generates: what is the same in all of them, written once over the official
//! AWS runtime crates.
//!
//! - [`operation`]: the one path that every call takes;
//! - [`config`]: what a client is configured with;
//! - [`interceptor`]: what only some operations need on the way;
//! - [`endpoint`]: the rule engine that finds a request's endpoint;
//! - [`endpoint_discovery`]: the endpoint that the service tells in an answer;
//! - [`http`], [`json`], `cbor`, `xml`, `query` (with the features of these names) and [`protocol`]: the wire;
//! - `event_stream` (feature `event-stream`): events in the bodies of requests and responses;
//! - [`structure`], [`error`], [`paginator`]: what generated types are built from;
//! - `protocol_test` (feature `test-util`): what generated protocol tests are run with.
//!
//! Generated code names the official crates through this one, so that a client has one dependency.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "checksums")]
pub mod checksum;
#[doc(hidden)]
pub mod codegen;
mod collections;
pub mod config;
pub mod endpoint;
pub mod endpoint_discovery;
pub mod error;
mod error_envelope;
#[cfg(feature = "event-stream")]
pub mod event_stream;
mod features;
mod hex;
pub mod http;
pub mod interceptor;
pub mod json;
pub mod operation;
pub mod paginator;
pub mod protocol;
#[cfg(feature = "test-util")]
pub mod protocol_test;
#[cfg(feature = "query")]
pub mod query;
mod read_error;
pub mod structure;
#[cfg(feature = "xml")]
pub mod xml;

pub use aws_credential_types;
pub use aws_runtime;
pub use aws_smithy_async;
pub use aws_smithy_runtime;
pub use aws_smithy_runtime_api;
pub use aws_smithy_types;
pub use aws_types;

pub use crate::read_error::ReadError;

/// Includes a client that the build step wrote to `OUT_DIR`.
///
/// With a name, the client becomes a module of that name; the call stands at the root of the crate,
/// or in the module that the build step was told (`tinsmith::Builder::module`). Without one, the
/// whole crate is the client, and the call is all that its `lib.rs` holds.
///
/// ```ignore
/// tinsmith_runtime::include_client!(connect);
/// ```
#[macro_export]
macro_rules! include_client {
    () => {
        include!(concat!(env!("OUT_DIR"), "/client/mod.rs"));
    };
    ($name:ident) => {
        include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
    };
}
