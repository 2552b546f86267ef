//! Presigned requests: the signature is in the query string, so that anyone who has the URL can send the request until it
//! expires.
//!
//! A presigned call runs like any other call up to the point where its request would be sent. `PresigningPlugin` makes
//! the changes that presigning needs.
//!
//! The protocol is described under [signatures in query strings][sigv4].
//!
//! [sigv4]: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

#[cfg(feature = "aws")]
mod call;
#[cfg(feature = "aws")]
mod config;
mod marker;
#[cfg(feature = "aws")]
mod payload;
#[cfg(feature = "aws")]
mod plugin;
#[cfg(feature = "aws")]
mod request;

#[cfg(feature = "aws")]
pub use call::{PresignResult, Presignable, presign};
#[cfg(feature = "aws")]
pub use config::{PresigningConfig, PresigningConfigBuilder, PresigningConfigError};
pub(crate) use marker::Presigning;
#[cfg(feature = "aws")]
pub use payload::Payload;
#[cfg(feature = "aws")]
pub use request::PresignedRequest;
