//! Services that used the protocol awsQuery before. Their errors keep the codes that they had in it.
//!
//! Smithy specification: [`awsQueryCompatible` trait][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait

use std::marker::PhantomData;

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;

use super::{Protocol, ServiceError};
use crate::http::Response;

/// The header with the error's code in awsQuery, and the side at fault.
const QUERY_ERROR: &str = "x-amzn-query-error";

/// The protocol `P`, for a service that used awsQuery before.
#[derive(Debug)]
pub struct QueryCompatible<P>(PhantomData<P>);

impl<P: Protocol> Protocol for QueryCompatible<P> {
    fn feature() -> Option<SmithySdkFeature> {
        P::feature()
    }

    fn error(response: &Response<'_>) -> ServiceError {
        let error = P::error(response);
        match query_error(response) {
            None => error,
            Some((code, side)) => ServiceError {
                name: error.name.or_else(|| Some(code.to_owned())),
                metadata: error.metadata.code(code).custom("type", side),
                ..error
            },
        }
    }
}

fn query_error<'a>(response: &Response<'a>) -> Option<(&'a str, &'a str)> {
    let (code, side) = response.header(QUERY_ERROR)?.split_once(';')?;
    Some((code.trim(), side.trim())).filter(|(code, _)| !code.is_empty())
}
