//! The requests of the protocols rpcv2Cbor and rpcv2Json.

use crate::http::Request;

/// A request that accepts `media_type`. `path` names service and operation.
pub(super) fn request(
    path: &'static str,
    protocol: &'static str,
    media_type: &'static str,
) -> Request {
    let mut request = Request::new("POST");
    request.literal(path);
    request.default_header("smithy-protocol", protocol);
    request.default_header("accept", media_type);
    request
}
