//! The clients of the small models, called against a server on loopback: each behaviour of a protocol in both
//! directions, on the wire.

mod auth;
mod aws_json;
mod aws_json_errors;
mod checksums;
mod choices;
mod compression;
mod endpoint_discovery;
mod endpoints;
mod errors;
mod event_streams;
mod foreign;
mod forms;
mod headers;
mod input_checks;
mod json;
mod optional;
mod own_library;
mod pages;
mod payloads;
mod places;
mod presigned;
mod rpcv2_cbor;
mod s3;
mod s3_express;
mod secrets;
mod streams;
mod support;
mod tokens;
mod unsent;
mod waiters;

/// What the build step made.
mod clients {
    include!(concat!(env!("OUT_DIR"), "/clients.rs"));
}
