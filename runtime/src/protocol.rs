//! The protocols: how the requests of each begin, and how errors are read from its responses.

pub mod aws_json;
#[cfg(feature = "query")]
mod aws_query;
#[cfg(feature = "query")]
mod ec2_query;
mod json;
mod query_compatible;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
mod rpcv2;
#[cfg(feature = "cbor")]
pub mod rpcv2_cbor;
pub mod rpcv2_json;
#[cfg(feature = "xml")]
mod xml;

#[cfg(test)]
mod tests;

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_types::error::metadata::{Builder, ErrorMetadata};

pub use self::aws_json::AwsJson;
#[cfg(feature = "query")]
pub use self::aws_query::AwsQuery;
#[cfg(feature = "query")]
pub use self::ec2_query::Ec2Query;
pub use self::query_compatible::QueryCompatible;
pub use self::rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use self::rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use self::rpcv2_cbor::RpcV2Cbor;
pub use self::rpcv2_json::RpcV2Json;
use crate::ReadError;
use crate::http::Response;

/// A protocol.
pub trait Protocol: 'static {
    /// Reads the error that a response is.
    fn error(response: &Response<'_>) -> ServiceError;

    /// The feature that the user agent tells of the protocol.
    fn feature() -> Option<SmithySdkFeature> {
        None
    }

    /// Whether the body is that of an error, whatever the status says. False in protocols whose bodies do not show it.
    fn is_error(_response: &Response<'_>) -> bool {
        false
    }
}

/// An error as the service names it, before its members are read.
#[derive(Debug)]
pub struct ServiceError {
    /// The name by which the operation's errors are told apart, mostly that of a shape. `None` if the response has
    /// none.
    pub name: Option<String>,
    /// The code and the message, for callers.
    pub metadata: Builder,
    /// Why the body is not an error of the service, if it is not: it may be a proxy's page, or incomplete. The name is
    /// then from a header, or from a document that may be another service's.
    pub problem: Option<ReadError>,
}

impl ServiceError {
    /// Reads the body by `read`, and makes an error of the result by `make`. If the body is empty, or can't be read,
    /// the error is made of the default. Only the latter is a problem.
    fn read<T: Default>(
        response: &Response<'_>,
        read: impl FnOnce(&[u8]) -> Result<T, ReadError>,
        make: impl FnOnce(T) -> Self,
    ) -> Self {
        match response.body {
            [] => make(T::default()),
            body => match read(body) {
                Ok(found) => make(found),
                Err(problem) => Self {
                    problem: Some(problem),
                    ..make(T::default())
                },
            },
        }
    }

    /// The error with this code, which may have more than the name of a shape.
    fn new(code: Option<String>, message: Option<String>) -> Self {
        let name = code.map(|code| shape_name(&code).to_owned());
        Self::named(name, message)
    }

    /// The error with this name, which is also its code.
    fn named(name: Option<String>, message: Option<String>) -> Self {
        let mut metadata = ErrorMetadata::builder();
        if let Some(name) = &name {
            metadata = metadata.code(name);
        }
        if let Some(message) = message {
            metadata = metadata.message(message);
        }
        Self {
            name,
            metadata,
            problem: None,
        }
    }
}

/// The name of the shape in an error's code, which may have a namespace before it and a URL after it.
fn shape_name(code: &str) -> &str {
    let name = code.split(':').next().unwrap_or(code);
    name.split_once('#').map_or(name, |(_, name)| name)
}
