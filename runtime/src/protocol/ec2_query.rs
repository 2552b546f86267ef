//! `aws.protocols#ec2Query`.

use super::{Protocol, ServiceError, xml};
use crate::http::Response;

/// The protocol `aws.protocols#ec2Query`.
#[derive(Debug)]
pub struct Ec2Query;

impl Protocol for Ec2Query {
    fn error(response: &Response<'_>) -> ServiceError {
        xml::error(response, "Response", &["Errors", "Error"])
    }
}
