//! `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.

use super::{Protocol, ServiceError, json};
use crate::http::{Request, Response};

/// What the request calls: the service and its operation.
const TARGET: &str = "x-amz-target";

/// The code and the side at fault, as awsQuery had them.
const QUERY_ERROR: &str = "x-amzn-query-error";

/// The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.
#[derive(Debug)]
pub struct AwsJson;

impl Protocol for AwsJson {
    fn error(response: &Response<'_>) -> ServiceError {
        json::error(response)
    }
}

/// The same, of a service that once spoke awsQuery: callers still find the codes of then.
///
/// Smithy specification: [`awsQueryCompatible` trait][spec].
///
/// [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
#[derive(Debug)]
pub struct AwsJsonQueryCompatible;

impl Protocol for AwsJsonQueryCompatible {
    fn error(response: &Response<'_>) -> ServiceError {
        let ServiceError { name, metadata } = json::error(response);
        match query_error(response) {
            None => ServiceError { name, metadata },
            Some((code, side)) => ServiceError {
                name: name.or_else(|| Some(code.to_owned())),
                metadata: metadata.code(code).custom("type", side),
            },
        }
    }
}

fn query_error<'a>(response: &Response<'a>) -> Option<(&'a str, &'a str)> {
    let (code, side) = response.header(QUERY_ERROR)?.split_once(';')?;
    Some((code.trim(), side.trim())).filter(|(code, _)| !code.is_empty())
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
