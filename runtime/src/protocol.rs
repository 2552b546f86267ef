//! What sets the protocols apart where no generated code does: how a request begins, and which error
//! a response is.

pub mod aws_json;
mod json;
mod rest_json;

#[cfg(test)]
mod tests;

use aws_smithy_types::error::metadata::Builder;

pub use self::aws_json::{AwsJson, AwsJsonQueryCompatible};
pub use self::rest_json::RestJson1;
use crate::http::Response;

/// A protocol, as the one path of a call sees it.
pub trait Protocol: 'static {
    /// Which error a response without success is.
    fn error(response: &Response<'_>) -> ServiceError;
}

/// An error as the service names it, before its members are read.
#[derive(Debug)]
pub struct ServiceError {
    /// What tells the errors of an operation apart: mostly the name of a shape. `None` if the response
    /// does not say.
    pub name: Option<String>,
    /// Code and message, for callers.
    pub metadata: Builder,
}
