//! `smithy.protocols#rpcv2Cbor`.

use super::{Protocol, ServiceError, rpcv2};
use crate::ReadError;
use crate::cbor::Reader;
use crate::http::{Request, Response};

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[derive(Debug)]
pub struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn error(response: &Response<'_>) -> ServiceError {
        let Envelope { kind, message } = Envelope::read(response.body).unwrap_or_default();
        ServiceError::new(kind, message)
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
