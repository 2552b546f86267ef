//! `smithy.protocols#rpcv2Cbor`.

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;

use super::{Protocol, ServiceError, rpcv2};
use crate::ReadError;
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
        ServiceError::read(response, Envelope::read, |body| {
            ServiceError::new(body.kind, body.message)
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

impl Request {
    /// Makes a CBOR value the body.
    pub fn body_cbor(&mut self, body: Vec<u8>) {
        self.content_type("application/cbor");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader of the body; an empty body is read as an empty map, as the payload of an event may be.
    pub fn cbor(&self) -> Reader<'a> {
        Reader::new(match self.body.is_empty() {
            true => &crate::cbor::EMPTY_MAP,
            false => self.body,
        })
    }

    /// Refuses an answer without a body, where the output has members.
    ///
    /// Smithy specification: [responses][spec].
    ///
    /// [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#responses
    ///
    /// # Errors
    /// The body is empty.
    pub fn require_body(&self) -> Result<(), ReadError> {
        match self.body.is_empty() {
            true => Err(ReadError::new("a map", "no body", 0).foreign()),
            false => Ok(()),
        }
    }
}

#[derive(Default)]
struct Envelope {
    kind: Option<String>,
    message: Option<String>,
}

impl Envelope {
    fn read(body: &[u8]) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        let mut reader = Reader::new(body);
        reader.begin_body()?;
        while let Some(key) = reader.next_key()? {
            let slot = match &*key {
                "__type" => &mut envelope.kind,
                "message" | "Message" | "errorMessage" => &mut envelope.message,
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            // What is no text names no shape, and is no message.
            match reader.peek_string() {
                true => *slot = reader.string()?,
                false => reader.skip()?,
            }
        }
        reader.end()?;
        Ok(envelope)
    }
}
