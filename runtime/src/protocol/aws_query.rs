//! `aws.protocols#awsQuery`.

use super::{Protocol, ServiceError, xml};
use crate::http::Response;

/// The protocol `aws.protocols#awsQuery`.
#[derive(Debug)]
pub struct AwsQuery;

impl Protocol for AwsQuery {
    fn error(response: &Response<'_>) -> ServiceError {
        xml::error(response, "ErrorResponse", &["Error"])
    }
}
