//! Clients against a server that is not part of this project: moto (`pip install 'moto[server]'`), started on loopback.
//! Skipped without it, unless `TINSMITH_REQUIRE_LIVE=1`.
//!
//! Each test but that of Connect is there twice: with the client of our own model of the service, and with
//! that of the same operations of the published one, where that is.

#![allow(clippy::duplicate_mod, reason = "a test is run with two clients")]

mod connect;
mod examples;
mod own;
mod published;

use tinsmith_runtime::aws_credential_types::Credentials;

/// Credentials; the server takes any.
fn credentials() -> Credentials {
    Credentials::new("AKIDTINSMITH", "secret", None, None, "tests")
}
