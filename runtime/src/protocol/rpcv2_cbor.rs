//! `smithy.protocols#rpcv2Cbor`.

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;

use super::{Protocol, ServiceError, rpcv2};
use crate::cbor::Reader;
use crate::http::{Request, Response};

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[derive(Debug)]
pub struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn feature() -> Option<SmithySdkFeature> {
        Some(SmithySdkFeature::ProtocolRpcV2Cbor)
    }

    fn error(response: &Response<'_>) -> ServiceError {
        let read = |body: &[u8]| Reader::new(body).error_envelope();
        ServiceError::read(response, read, |envelope| {
            ServiceError::new(envelope.error_type, envelope.message)
        })
    }
}

/// A request. `path` is `/service/Service/operation/Operation`.
///
/// Smithy specification: [requests][spec].
///
/// [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#requests
pub fn request(path: &'static str) -> Request {
    rpcv2::request(path, "rpc-v2-cbor", "application/cbor")
}
