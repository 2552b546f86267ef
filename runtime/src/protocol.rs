//! What sets the protocols apart where no generated code does: how a request begins, and which error
//! a response is.

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

/// A protocol, as the one path of a call sees it.
pub trait Protocol: 'static {
    /// Which error a response without success is.
    fn error(response: &Response<'_>) -> ServiceError;

    /// What the user agent tells of the protocol.
    fn feature() -> Option<SmithySdkFeature> {
        None
    }

    /// The body is that of an error, whatever the status says; false where a body does not tell.
    fn is_error(_response: &Response<'_>) -> bool {
        false
    }
}

/// An error as the service names it, before its members are read.
#[derive(Debug)]
pub struct ServiceError {
    /// What tells the errors of an operation apart: mostly the name of a shape. `None` if the response
    /// does not say.
    pub name: Option<String>,
    /// Code and message, for callers.
    pub metadata: Builder,
    /// Why the body is no error of the service, if it is none: a page of a proxy, say, or a part of one.
    /// The name is then that of a header, or of what may be another's document.
    pub problem: Option<ReadError>,
}

impl ServiceError {
    /// The error that `make` makes of what `read` reads of the body. Where that can't be read, it is made of
    /// nothing, and still reported. An empty body says nothing, and is no problem.
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

    /// The error with this code, which may hold more than the name of a shape.
    fn new(code: Option<String>, message: Option<String>) -> Self {
        let name = code.map(|code| shape_name(&code).to_owned());
        Self::named(name, message)
    }

    /// The error with this name, which is its code as well.
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

/// The name of the shape within an error's code, which may come with a namespace before it and a URL
/// behind it.
fn shape_name(code: &str) -> &str {
    let name = code.split(':').next().unwrap_or(code);
    name.split_once('#').map_or(name, |(_, name)| name)
}
