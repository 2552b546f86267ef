//! The configuration of clients. The `Config`, `Builder` and `Client` of a generated client are thin wrappers
//! around the types here.
//!
//! - [`Service`]: all that sets the clients of one service apart, as a constant;
//! - [`Builder`] and [`Config`]: settings, before and after `build()`;
//! - [`client_plugins`] and [`operation_plugins`]: the runtime plug-ins that a configuration turns
//!   into, for a client and for one call.
//!
//! Settings live where the official runtime looks for them (config bag layers and runtime
//! components), so that whatever reads an official client's configuration reads this one.

mod builder;
mod compression;
mod digest;
#[cfg(any(test, feature = "test-util"))]
mod environment;
mod http;
mod idempotency;
mod plugins;
mod resolved;
mod retries;
mod service;
mod shared;
mod trackers;

pub mod auth;

#[cfg(test)]
mod tests;

pub use builder::Builder;
pub use compression::{DisableRequestCompression, RequestMinCompressionSizeBytes};
#[cfg(any(test, feature = "test-util"))]
#[doc(hidden)]
pub use environment::Environment;
pub use http::default_http_client;
pub use idempotency::IdempotencyTokenProvider;
pub use plugins::{InvalidConfig, client_plugins, operation_plugins};
pub use resolved::Config;
pub use service::{ApiKeyLocation, AuthScheme, Service};
pub use shared::service_setting;
