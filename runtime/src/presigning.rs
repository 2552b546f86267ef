//! Presigned calls: requests whose signature stands in the query string, so that whoever is given the URL may send
//! them until they expire.
//!
//! A call that is presigned goes the way of every call, up to the point where it would be sent. [`PresigningPlugin`]
//! is what differs on that way.
//!
//! The protocol: [signatures in query strings][sigv4].
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
