//! `aws.protocols#restXml`.

use aws_runtime::retries::classifiers::TRANSIENT_ERRORS;
use aws_smithy_types::error::metadata::ErrorMetadata;

use super::{Protocol, ServiceError};
use crate::http::{Request, Response};
use crate::xml::{ReadError, Reader};

/// The protocol `aws.protocols#restXml`.
#[derive(Debug)]
pub struct RestXml;

impl Protocol for RestXml {
    fn error(response: &Response<'_>) -> ServiceError {
        let Envelope { code, message } = Envelope::read(response).unwrap_or_default();
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = &code {
            metadata = metadata.code(code);
        }
        if let Some(message) = message {
            metadata = metadata.message(message);
        }
        ServiceError {
            name: code,
            metadata,
        }
    }
}

/// The protocol as Amazon S3 speaks it.
#[derive(Debug)]
pub struct S3;

impl Protocol for S3 {
    const TRANSIENT_ERRORS: &'static [&'static str] = &{
        let mut codes = ["InternalError"; TRANSIENT_ERRORS.len() + 1];
        let mut at = 0;
        while at < TRANSIENT_ERRORS.len() {
            codes[at] = TRANSIENT_ERRORS[at];
            at += 1;
        }
        codes
    };

    fn error(response: &Response<'_>) -> ServiceError {
        let mut error = RestXml::error(response);
        // An answer to `HEAD` has no body.
        if error.name.is_none() && response.status == 404 && response.body.is_empty() {
            error.name = Some("NotFound".to_owned());
            error.metadata = error.metadata.code("NotFound");
        }
        if let Some(id) = response.header("x-amz-id-2") {
            error.metadata = error.metadata.custom("s3_extended_request_id", id);
        }
        error
    }

    /// What takes long begins with the status of success, and may end as an error.
    fn hides_error(response: &Response<'_>) -> bool {
        let reader = response.xml().ok().flatten();
        reader.is_some_and(|reader| reader.name() == "Error")
    }
}

impl Request {
    /// Makes an XML document the body.
    pub fn body_xml(&mut self, body: Vec<u8>) {
        self.content_type("application/xml");
        self.body(body.into());
    }
}

impl<'a> Response<'a> {
    /// A reader that has entered the root of the body; none for an empty body.
    ///
    /// # Errors
    /// The body has no root, or is not UTF-8.
    pub fn xml(&self) -> Result<Option<Reader<'a>>, ReadError> {
        match self.body.is_empty() {
            true => Ok(None),
            false => Reader::new(self.body).map(Some),
        }
    }

    /// A reader that has entered the element with the members of an error: `Error`, which may have an
    /// `ErrorResponse` around it; or the root, if that is neither. None if there is no such element.
    ///
    /// Smithy specification: [operation error serialization][spec].
    ///
    /// [spec]: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization
    pub fn xml_error(&self) -> Result<Option<Reader<'a>>, ReadError> {
        let Some(mut reader) = self.xml()? else {
            return Ok(None);
        };
        if reader.name() != "ErrorResponse" {
            return Ok(Some(reader));
        }
        while let Some(name) = reader.next_element()? {
            if name == "Error" {
                return Ok(Some(reader));
            }
            reader.skip()?;
        }
        Ok(None)
    }
}

/// What all errors have.
#[derive(Default)]
struct Envelope {
    code: Option<String>,
    message: Option<String>,
}

impl Envelope {
    /// Reads the code and the message. Whatever can't be read is left out: the error then has no code,
    /// and is still reported.
    fn read(response: &Response<'_>) -> Result<Self, ReadError> {
        let mut envelope = Self::default();
        let Some(mut reader) = response.xml_error()? else {
            return Ok(envelope);
        };
        // Errors of Route 53 may have their own name there.
        if reader.name() != "Error" {
            envelope.code = Some(reader.name().to_owned());
        }
        while let Some(name) = reader.next_element()? {
            match name {
                "Code" => envelope.code = Some(reader.string()?),
                "Message" | "message" => envelope.message = Some(reader.string()?),
                _ => reader.skip()?,
            }
        }
        Ok(envelope)
    }
}
