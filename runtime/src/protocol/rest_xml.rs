//! `aws.protocols#restXml`.

use super::{Protocol, ServiceError, xml};
use crate::http::Response;
use crate::xml::ERROR;

/// The protocol `aws.protocols#restXml`.
#[derive(Debug)]
pub struct RestXml;

impl Protocol for RestXml {
    fn error(response: &Response<'_>) -> ServiceError {
        xml::error_of_any_root(response)
    }

    fn is_error(response: &Response<'_>) -> bool {
        let reader = response.xml(&[]);
        reader.is_ok_and(|reader| reader.name() == ERROR)
    }
}
