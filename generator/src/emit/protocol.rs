//! How the protocols bind operations to HTTP, and how they write and read values: an emitter for each protocol, and
//! a type in the runtime.
//!
//! `plan::Protocol` lists the protocols in the order of preference. [`of`] maps each one to its emitter, and no
//! other module knows which protocol a client has. A new protocol is a variant there, an implementation of
//! `Emitter` here, and a type in the runtime that implements `Protocol`, which says which error a response is.
//!
//! - `call` is what all protocols emit around their own code. `codecs` has the trait `Codecs` of the formats, and
//!   what the writing functions of all formats have in common; each protocol says which codecs it has.
//! - `values` is the codecs of JSON and CBOR. The readers and writers of both have the same methods, so that the
//!   emitted code differs in paths only.
//! - `xml` is the codecs of XML: attributes before elements, flattened lists and maps in their container, names and
//!   namespaces by member. Reading compares local names, also the root's.
//! - `rest` is HTTP bindings with bodies of any format; `rest_json` and `rest_xml` say what bodies are.
//! - `rpc` is one implementation of `Emitter` for the protocols that call operations by name: `aws_json`,
//!   `rpcv2_cbor` and `rpcv2_json` are values of it. All members are in the body, also those with HTTP bindings.
//! - `query` is the same for `aws_query` and `ec2_query`. A form is written into one buffer, with the name of the
//!   outer value before that of the inner one. Responses are read by `xml`, within the elements that each of the
//!   two names, and to the end of the document.
//! - `events` binds the members of events to the headers and the payload of a message, for each protocol that says
//!   what payloads are made of (`Emitter::events`, the same `Bodies` that HTTP bindings use). In the emitted code
//!   `request` and `response` are messages there, which have the methods of a call's. If operations are called by
//!   name, the members beside the stream are the first message.
//!
//! # Errors
//!
//! An error is recognized by the name of its shape. With `awsQueryCompatible` callers see the code that the error
//! had in awsQuery, which a header holds; the name still chooses the variant, since two errors may share a code. If
//! a response has only the code, the code chooses. An error of restXml may have its own name as its root, as Route
//! 53's have had; that root counts only if the model has such an error.
//!
//! An error among events is a variant of the stream's error (`types::error::<Union>Error`) and not of the union.
//!
//! # Values
//!
//! A header that holds one value has one line, in UTF-8 (or is left out with `NonUtf8HeaderHandling::Skip`). An
//! empty header is no number, boolean, timestamp or list; it is an empty string. A `null` among documents is a
//! document.

mod aws_json;
mod aws_query;
mod bodies;
mod call;
mod codecs;
mod ec2_query;
mod emitter;
pub(crate) mod events;
mod query;
mod query_compatible;
mod rest;
mod rest_json;
mod rest_xml;
mod rpc;
mod rpcv2;
mod rpcv2_cbor;
mod rpcv2_json;
mod values;
mod xml;

use proc_macro2::TokenStream;

use crate::plan::{Operation, Plan, Protocol};

use aws_json::{AWS_JSON_1_0, AWS_JSON_1_1};
use aws_query::AWS_QUERY;
use ec2_query::EC2_QUERY;
use emitter::Emitter;
use rest_json::RestJson1;
use rest_xml::RestXml;
use rpcv2_cbor::RPC_V2_CBOR;
use rpcv2_json::RPC_V2_JSON;

/// The emitter of a protocol.
pub(crate) fn of(protocol: Protocol) -> &'static dyn Emitter {
    match protocol {
        Protocol::RpcV2Cbor => &RPC_V2_CBOR,
        Protocol::AwsJson1_0 => &AWS_JSON_1_0,
        Protocol::AwsJson1_1 => &AWS_JSON_1_1,
        Protocol::RestJson1 => &RestJson1,
        Protocol::RestXml => &RestXml,
        Protocol::AwsQuery => &AWS_QUERY,
        Protocol::Ec2Query => &EC2_QUERY,
        Protocol::RpcV2Json => &RPC_V2_JSON,
    }
}

/// Statements that write `input` to a GET request without a body, whose query string has the members of the body.
pub(crate) fn members_in_query(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    rest::request::members_in_query(plan, operation)
}

#[cfg(test)]
mod tests {
    use super::Protocol;

    #[test]
    fn who_has_event_streams_can_emit_events() {
        for protocol in Protocol::ALL {
            let events = super::of(protocol).events();
            assert_eq!(
                events.is_some(),
                protocol.has_event_streams(),
                "{protocol:?}"
            );
        }
    }
}
