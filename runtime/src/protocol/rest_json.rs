//! `aws.protocols#restJson1`.

use super::{Protocol, ServiceError, json};
use crate::http::Response;

/// The protocol `aws.protocols#restJson1`.
#[derive(Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn error(response: &Response<'_>) -> ServiceError {
        json::error(response)
    }
}
