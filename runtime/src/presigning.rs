//! Presigned requests: the signature is in the query string, so that anyone who has the URL can send the request until it
//! expires.
//!
//! A presigned call runs like any other call up to the point where its request would be sent. `PresigningPlugin` makes
//! the changes that presigning needs.
//!
//! The protocol is described under [signatures in query strings][sigv4].
//!
//! [sigv4]: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

mod call;
mod config;
mod payload;
mod plugin;
mod request;

pub use call::{PresignResult, Presignable, presign};
pub use config::{PresigningConfig, PresigningConfigBuilder, PresigningConfigError};
pub use payload::Payload;
pub(crate) use plugin::Presigning;
pub use request::PresignedRequest;
