//! The client of Amazon Connect, called against a server on loopback.

mod calls;
mod clients;
mod config;
mod customize;
mod errors;
mod instances;
mod mocks;
mod pagination;
mod redaction;
mod retries;
mod support;
mod timeouts;
