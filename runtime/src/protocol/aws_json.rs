//! `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.

use super::{Protocol, ServiceError, json};
use crate::http::{Request, Response};

/// The header that names the operation.
const TARGET: &str = "x-amz-target";

/// The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.
#[derive(Debug)]
pub struct AwsJson;

impl Protocol for AwsJson {
    fn error(response: &Response<'_>) -> ServiceError {
        json::error(response)
    }
}

/// A request of awsJson1_0. `target` is `Service.Operation`.
pub fn request_1_0(target: &'static str) -> Request {
    request(target, "application/x-amz-json-1.0")
}

/// A request of awsJson1_1. `target` is `Service.Operation`.
pub fn request_1_1(target: &'static str) -> Request {
    request(target, "application/x-amz-json-1.1")
}

fn request(target: &'static str, content_type: &'static str) -> Request {
    let mut request = Request::new("POST");
    request.literal("/");
    request.default_header(TARGET, target);
    request.content_type(content_type);
    request
}
