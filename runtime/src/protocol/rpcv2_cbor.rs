//! `smithy.protocols#rpcv2Cbor`.

use aws_smithy_types::error::metadata::ErrorMetadata;

use super::{Protocol, ServiceError, shape_name};
use crate::cbor::{ReadError, Reader};
use crate::http::{Request, Response};

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[derive(Debug)]
pub struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn error(response: &Response<'_>) -> ServiceError {
        let Envelope { kind, message } = Envelope::read(response.body).unwrap_or_default();
        let name = kind.map(|kind| shape_name(&kind).to_owned());
        let mut metadata = ErrorMetadata::builder();
        if let Some(name) = &name {
            metadata = metadata.code(name);
        }
        if let Some(message) = message {
            metadata = metadata.message(message);
        }
        ServiceError { name, metadata }
    }
}

/// A request. `path` is `/service/Service/operation/Operation`.
///
/// Smithy specification: [requests][spec].
///
/// [spec]: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#requests
pub fn request(path: &'static str) -> Request {
    let mut request = Request::new("POST");
    request.literal(path);
    request.default_header("smithy-protocol", "rpc-v2-cbor");
    request.default_header("accept", "application/cbor");
    request
}

impl Request {
    /// Makes a CBOR value the body.
    pub fn body_cbor(&mut self, body: Vec<u8>) {
        self.content_type("application/cbor");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader of the body; an empty body is read as an empty map.
    pub fn cbor(&self) -> Reader<'a> {
        Reader::new(match self.body.is_empty() {
            true => &crate::cbor::EMPTY_MAP,
            false => self.body,
        })
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
        if !reader.begin_object()? {
            return Ok(envelope);
        }
        while let Some(key) = reader.next_key()? {
            match &*key {
                "__type" => envelope.kind = reader.string()?,
                "message" | "Message" | "errorMessage" => envelope.message = reader.string()?,
                _ => reader.skip()?,
            }
        }
        Ok(envelope)
    }
}
