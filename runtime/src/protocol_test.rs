//! Support for protocol tests and endpoint tests, also generated ones: an HTTP client that takes the place of a server,
//! and comparisons of the requests that it receives with the expected ones.
//!
//! Smithy specification: [HTTP protocol compliance tests][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html

mod body;
mod cbor;
#[cfg(feature = "aws")]
mod credentials;
mod endpoint;
#[cfg(feature = "event-stream")]
mod events;
mod form;
mod json;
mod request;
mod same;
mod server;
#[cfg(test)]
mod tests;
mod xml;

pub use body::Body;
#[cfg(feature = "aws")]
pub use credentials::{credentials, credentials_of_account, session_credentials};
pub use endpoint::{Call, Endpoint, Resolved, Signature, Signed};
#[cfg(feature = "event-stream")]
pub use events::{Event, Value, events};
pub use request::{Received, Request};
pub use same::Same;
pub use server::{NoSleep, Response, Server};
