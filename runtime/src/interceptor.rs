//! What only some operations need on the way of a call. A generated operation adds its own by
//! [`Operation::interceptors`](crate::operation::Operation::interceptors), so that an application is
//! linked with those that it uses.

mod bucket_path;
mod content_md5;
#[cfg(feature = "compression")]
mod gzip;
mod input_endpoint;
mod tree_hash;

#[cfg(test)]
mod tests;

use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;

pub use bucket_path::BucketPathInterceptor;
pub use content_md5::ContentMd5Interceptor;
#[cfg(feature = "compression")]
pub use gzip::GzipInterceptor;
pub(crate) use input_endpoint::InputEndpoint;
pub use input_endpoint::InputEndpointInterceptor;
pub use tree_hash::TreeHashInterceptor;

/// Adds an interceptor that no setting takes away.
pub fn add(
    components: RuntimeComponentsBuilder,
    interceptor: impl Intercept + 'static,
) -> RuntimeComponentsBuilder {
    components.with_interceptor(SharedInterceptor::permanent(interceptor))
}
