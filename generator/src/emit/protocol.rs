//! How the protocols bind operations to HTTP, and what their values look like on the wire: an emitter for
//! each, and a type in the runtime.

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
