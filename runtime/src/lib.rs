//! The runtime of the clients that Tinsmith generates: what is the same in all of them, written once over the official
//! runtime crates.
//!
//! Applications use little of it:
//!
//! - [`include_client!`] includes a client that the build step has written;
//! - `config::from_environment` (feature `aws`) loads region, keys and other settings, for applications without
//!   `aws-config`;
//! - [`config::default_http_client`] is the HTTP client that generated clients use by default, and that `aws-config`
//!   needs without its default features;
//! - [`ErrorReport`] shows the error of a call as one line;
//! - [`interceptor`] has interceptors that may be added to any client or call;
//! - `protocol_test` (feature `test-util`) has a stand-in for the server, for tests;
//! - the official crates are re-exported, in the versions that generated clients use.
//!
//! Generated clients use the rest, which has no stable interface.
//!
//! # Features
//!
//! | feature | effect |
//! |---|---|
//! | `aws` (default) | clients of AWS's services, and of others with the auth schemes of AWS |
//! | `rustls-ring` (default) | TLS by rustls and ring |
//! | `rustls-aws-lc` | TLS by rustls and aws-lc, the official default |
//! | `legacy-https-client` | the official HTTP client on hyper 0.14 |
//! | `rt-tokio` (default) | timeouts, retries and streams on tokio |
//! | `cbor` | the protocol `smithy.protocols#rpcv2Cbor` |
//! | `xml` | the protocol `aws.protocols#restXml` |
//! | `query` | the protocols `aws.protocols#awsQuery` and `ec2Query` |
//! | `event-stream` | operations with event streams |
//! | `checksums` | operations with `aws.protocols#httpChecksum` |
//! | `compression` | operations with `smithy.api#requestCompression` |
//! | `validate-inputs` | clients that check inputs before they are sent |
//! | `http-02x` | presigned requests as those of the crate `http` 0.2 |
//! | `sigv4a` | the auth scheme `aws.auth#sigv4a`, with `aws` |
//! | `serde-serialize`, `serde-deserialize` | the traits of `serde` for clients that are generated with them |
//! | `bytes` | clients with `bytes::Bytes` in the place of some blobs |
//! | `test-util`, `legacy-test-util` | support for tests, also that of the official crates |
//!
//! A generated client does not compile without the features that it needs. Without the feature `aws` no crate of AWS is
//! compiled but `aws-smithy-*`.

// The pages of docs.rs say which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "aws")]
mod auth_token;
#[cfg(feature = "cbor")]
mod cbor;
#[cfg(feature = "checksums")]
mod checksum;
#[doc(hidden)]
pub mod codegen;
mod collections;
pub mod config;
mod endpoint;
mod endpoint_discovery;
mod error;
mod error_envelope;
mod error_report;
#[cfg(feature = "event-stream")]
mod event_stream;
mod features;
mod fields;
mod hex;
mod http;
#[cfg(feature = "validate-inputs")]
pub mod input_checks;
pub mod interceptor;
mod jmespath;
mod json;
mod operation;
mod optional_members;
mod own_type;
mod paginator;
mod presigning;
mod protocol;
#[cfg(feature = "test-util")]
pub mod protocol_test;
#[cfg(feature = "query")]
mod query;
mod read_error;
mod sdk_feature;
#[cfg(any(feature = "serde-serialize", feature = "serde-deserialize"))]
mod serde;
mod service;
mod structure;
mod version;
mod waiter;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "aws")]
pub use aws_credential_types;
#[cfg(feature = "aws")]
pub use aws_runtime;
pub use aws_smithy_async;
pub use aws_smithy_runtime;
pub use aws_smithy_runtime_api;
pub use aws_smithy_types;
#[cfg(feature = "aws")]
pub use aws_types;

pub use error_report::ErrorReport;

use crate::read_error::ReadError;

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
