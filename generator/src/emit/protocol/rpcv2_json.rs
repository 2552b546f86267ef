//! The protocol `smithy.protocols#rpcv2Json`: operations are called by name, with JSON bodies. It ignores HTTP
//! bindings, `jsonName` and `timestampFormat`.
//!
//! Smithy specification: [RPC v2 JSON](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html).

use super::rpc::Rpc;
use super::rpcv2;
use super::values::{Format, Json};

const FORMAT: Format = Format::Json(Json::RpcV2);

/// The protocol.
pub(super) const RPC_V2_JSON: Rpc = Rpc {
    runtime_type: "RpcV2Json",
    format: FORMAT,
    request: |plan, operation| rpcv2::request(plan, operation, FORMAT, "rpcv2_json"),
};
