//! The header `content-md5`.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use md5::{Digest, Md5};

use super::{loaded_body, request_loaded_body};
use crate::presigning::Presigning;

const CONTENT_MD5: &str = "content-md5";

/// Sets the header `content-md5` to the hash of the body, unless it is set. The body is read into memory, since the
/// header is sent before it.
///
/// Generated clients add it to the operations that need it. Stores that are compatible with S3 may want it for more:
/// add it to the configuration or to a call, by `interceptor(ContentMd5Interceptor)`.
///
/// Smithy specification: [`httpChecksumRequired` trait][spec].
///
/// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httpchecksumrequired-trait
#[derive(Debug)]
pub struct ContentMd5Interceptor;

#[dyn_dispatch_hint]
impl Intercept for ContentMd5Interceptor {
    fn name(&self) -> &'static str {
        "ContentMd5Interceptor"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        request_loaded_body(cfg);
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if request.headers().contains_key(CONTENT_MD5) || Presigning::leaves_body(cfg) {
            return Ok(());
        }
        let body = loaded_body(request)?;
        let hash = base64_simd::STANDARD.encode_to_string(Md5::digest(body));
        request.headers_mut().try_insert(CONTENT_MD5, hash)?;
        Ok(())
    }
}
