//! `aws.protocols#awsQuery`.

use super::{Protocol, ServiceError, query};
use crate::http::Response;

/// The protocol `aws.protocols#awsQuery`.
#[derive(Debug)]
pub struct AwsQuery;

impl Protocol for AwsQuery {
    fn error(response: &Response<'_>) -> ServiceError {
        query::error(response, "ErrorResponse", &["Error"])
    }
}
