//! Interceptors that only some operations need. A generated operation adds those that it needs, so that an
//! application links only the interceptors of the operations that it calls. People may add the public ones to any
//! client or call, as any interceptor.

mod content_md5;
#[cfg(feature = "compression")]
mod gzip;
pub(crate) mod input_endpoint;
mod long_polling;
#[cfg(feature = "aws")]
pub(crate) mod tree_hash;

#[cfg(all(test, feature = "aws"))]
mod tests;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, LoadedRequestBody};
use aws_smithy_types::config_bag::ConfigBag;

pub use content_md5::ContentMd5Interceptor;
#[cfg(feature = "compression")]
pub use gzip::GzipInterceptor;
pub use long_polling::LongPollingInterceptor;

/// Asks the runtime to read the body into memory before the first attempt, since a header depends on all of it.
fn request_loaded_body(cfg: &mut ConfigBag) {
    let state = cfg.interceptor_state();
    state.store_put(LoadedRequestBody::Requested);
}

/// The body, which [`request_loaded_body`] has asked for.
fn loaded_body(request: &HttpRequest) -> Result<&[u8], BoxError> {
    let body = request.body().bytes();
    body.ok_or_else(|| "the body is not in memory".into())
}
