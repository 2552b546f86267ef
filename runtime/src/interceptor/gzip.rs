//! Compression of request bodies with gzip.

use std::mem;

use aws_smithy_compression::body::compress::CompressedBody;
use aws_smithy_compression::{CompressionAlgorithm, CompressionOptions};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use crate::config::compression::{DisableRequestCompression, RequestMinCompressionSizeBytes};
use crate::presigning::Presigning;

const CONTENT_ENCODING: &str = "content-encoding";
const CONTENT_LENGTH: &str = "content-length";

/// Compresses the body, unless the configuration disables compression, or the body is known to be shorter than the
/// configured minimum. The header `content-length` gets the length after compression if the body is in memory, and
/// is removed if not.
///
/// Smithy specification: [`requestCompression` trait][spec].
///
/// [spec]: https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
#[derive(Debug)]
pub struct GzipInterceptor;

#[dyn_dispatch_hint]
impl Intercept for GzipInterceptor {
    fn name(&self) -> &'static str {
        "GzipInterceptor"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if Presigning::leaves_body(cfg) {
            return Ok(());
        }
        let options = options(cfg)?;
        let request = context.request_mut();
        if options.is_enabled() && is_long(request.body(), &options) {
            compress(request, options)?;
            let feature = SmithySdkFeature::GzipRequestCompression;
            cfg.interceptor_state().store_append(feature);
        }
        Ok(())
    }
}

/// The options in the configuration. Fails if the minimum size is out of range.
fn options(cfg: &ConfigBag) -> Result<CompressionOptions, BoxError> {
    let mut options = CompressionOptions::default();
    if let Some(DisableRequestCompression(disabled)) = cfg.load::<DisableRequestCompression>() {
        options = options.with_enabled(!*disabled);
    }
    if let Some(RequestMinCompressionSizeBytes(bytes)) =
        cfg.load::<RequestMinCompressionSizeBytes>()
    {
        options = options.with_min_compression_size_bytes(*bytes)?;
    }
    Ok(options)
}

/// Whether the body is long enough to be compressed. A stream is, since its length is not known in advance.
fn is_long(body: &SdkBody, options: &CompressionOptions) -> bool {
    let least = u64::from(options.min_compression_size_bytes());
    body.bytes().is_none_or(|bytes| bytes.len() as u64 >= least)
}

fn compress(request: &mut HttpRequest, options: CompressionOptions) -> Result<(), BoxError> {
    let gzip = CompressionAlgorithm::Gzip;
    let encoder = move || gzip.into_impl_http_body_1_x(&options);
    let body = mem::replace(request.body_mut(), SdkBody::taken());
    let headers = request.headers_mut();
    headers.remove(CONTENT_LENGTH);
    let body = match body.bytes() {
        Some(bytes) => {
            let mut compressed = Vec::new();
            encoder().compress_bytes(bytes, &mut compressed)?;
            headers.try_insert(CONTENT_LENGTH, compressed.len().to_string())?;
            SdkBody::from(compressed)
        }
        // Each attempt compresses the stream anew.
        None => body.map(move |body| SdkBody::from_body_1_x(CompressedBody::new(body, encoder()))),
    };
    // The header lists encodings in the order in which they were applied.
    let encodings = match headers.get(CONTENT_ENCODING) {
        Some(earlier) if !earlier.is_empty() => format!("{earlier}, {}", gzip.as_str()),
        _ => gzip.as_str().to_owned(),
    };
    headers.try_insert(CONTENT_ENCODING, encodings)?;
    *request.body_mut() = body;
    Ok(())
}
