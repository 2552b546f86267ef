//! `smithy.protocols#rpcv2Json`.

use super::{Protocol, ServiceError, json, rpcv2};
use crate::http::{Request, Response};

/// The protocol `smithy.protocols#rpcv2Json`.
#[derive(Debug)]
pub struct RpcV2Json;

impl Protocol for RpcV2Json {
    fn error(response: &Response<'_>) -> ServiceError {
        json::error_by_type(response)
    }
}

/// A request. `path` is `/service/Service/operation/Operation`.
///
/// Smithy specification: [requests][spec].
///
/// [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html#requests
pub fn request(path: &'static str) -> Request {
    rpcv2::request(path, "rpc-v2-json", "application/json")
}
