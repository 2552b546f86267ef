//! The configuration of clients. The `Config`, `Builder` and `Client` of a generated client are thin wrappers
//! around the types of this module, since `impl From<&SdkConfig>` needs a local type.
//!
//! Settings are stored where the official runtime looks for them (config bag layers and runtime components), so
//! that code which reads the configuration of official clients reads this one as well.
//!
//! A client of a service of AWS reads two settings from the environment and the profile, through the access that
//! `aws-config` or `from_environment` gives it: the endpoint URL of the service, and the bearer token
//! (`AWS_BEARER_TOKEN_<ID>`) of services that may have one there.

pub(crate) mod auth;
pub(crate) mod builder;
pub(crate) mod compression;
mod digest;
#[cfg(feature = "aws")]
mod environment;
mod http;
pub(crate) mod idempotency;
pub(crate) mod plugins;
pub(crate) mod resolved;
#[cfg(feature = "aws")]
mod retries;
#[cfg(feature = "aws")]
pub(crate) mod sessions;
#[cfg(feature = "aws")]
pub(crate) mod shared;
#[cfg(feature = "aws")]
mod trackers;
mod user_agent;

#[cfg(all(test, feature = "aws"))]
mod tests;

#[cfg(feature = "aws")]
#[doc(hidden)]
pub use environment::Environment;
#[cfg(feature = "aws")]
pub use environment::{EnvironmentError, from_environment};
pub use http::default_http_client;
