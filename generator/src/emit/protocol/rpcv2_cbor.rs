//! The protocol `smithy.protocols#rpcv2Cbor`: operations are called by name, with CBOR bodies. It ignores HTTP
//! bindings.
//!
//! Smithy specification: [RPC v2 CBOR](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html).

use super::rpc::Rpc;
use super::rpcv2;
use super::values::Format;

/// The protocol.
pub(super) const RPC_V2_CBOR: Rpc = Rpc {
    runtime_type: "RpcV2Cbor",
    format: Format::Cbor,
    request: |plan, operation| rpcv2::request(plan, operation, Format::Cbor, "rpcv2_cbor"),
};
