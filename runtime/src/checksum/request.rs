//! Checksums of requests: in a header for bodies in memory, in a trailer for bodies that stream.

use std::fmt;

use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_checksums::body::ChecksumCache;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut, Input,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::checksum_config::RequestChecksumCalculation;
use aws_smithy_types::config_bag::ConfigBag;

use super::features;
use super::state::{NamedAlgorithm, RequestChecksum};
#[cfg(feature = "aws")]
use super::trailer;
use crate::operation::wrong_type;
use crate::presigning::Presigning;

/// How the names of headers with checksums begin.
const HEADER_PREFIX: &str = "x-amz-checksum-";

/// Reads the algorithm that an input names.
type ReadAlgorithm = dyn Fn(&Input) -> Result<Option<String>, BoxError> + Send + Sync;

/// Gives a request the checksum of its body, unless the user gave one.
pub struct RequestChecksumInterceptor {
    algorithm: Box<ReadAlgorithm>,
    algorithm_header: Option<&'static str>,
    is_required: bool,
}

impl RequestChecksumInterceptor {
    /// `algorithm` reads the algorithm that an input names. `algorithm_header` is the header that the algorithm's
    /// member is bound to; where the input names none, the header gets the default algorithm. `is_required`: the
    /// service refuses requests without a checksum.
    pub fn new<I: fmt::Debug + Send + Sync + 'static>(
        algorithm: fn(&I) -> Option<&str>,
        algorithm_header: Option<&'static str>,
        is_required: bool,
    ) -> Self {
        Self {
            algorithm: Box::new(move |input| {
                let input = input
                    .downcast_ref::<I>()
                    .ok_or_else(|| wrong_type("input", input))?;
                Ok(algorithm(input).map(str::to_owned))
            }),
            algorithm_header,
            is_required,
        }
    }
}

impl fmt::Debug for RequestChecksumInterceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestChecksumInterceptor")
            .field("algorithm_header", &self.algorithm_header)
            .field("is_required", &self.is_required)
            .finish_non_exhaustive()
    }
}

#[dyn_dispatch_hint]
impl Intercept for RequestChecksumInterceptor {
    fn name(&self) -> &'static str {
        "RequestChecksumInterceptor"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(named) = (self.algorithm)(context.input())? {
            cfg.interceptor_state().store_put(NamedAlgorithm(named));
        }
        Ok(())
    }

    // This hook runs once in a call, before the one in which the user agent is written.
    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if Presigning::leaves_body(cfg) {
            return Ok(());
        }
        let headers = context.request().headers();
        if headers
            .iter()
            .any(|(name, _)| name.starts_with(HEADER_PREFIX))
        {
            return Ok(());
        }
        let named = cfg.load::<NamedAlgorithm>().map(|named| named.0.parse());
        let named: Option<ChecksumAlgorithm> = named.transpose()?;
        let setting = cfg.load::<RequestChecksumCalculation>().cloned();
        let setting = setting.unwrap_or(RequestChecksumCalculation::WhenSupported);
        let state = cfg.interceptor_state();
        features::note_calculation(state, &setting);
        if matches!(setting, RequestChecksumCalculation::WhenRequired) && !self.is_required {
            return Ok(());
        }
        let algorithm = named.unwrap_or_default();
        features::note_algorithm(state, algorithm);
        state.store_put(RequestChecksum {
            algorithm,
            first: ChecksumCache::new(),
        });
        let headers = context.request_mut().headers_mut();
        if let Some(header) = self.algorithm_header.filter(|it| headers.get(it).is_none()) {
            headers.try_insert(header, "CRC32")?;
        }
        Ok(())
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(checksum) = cfg.load::<RequestChecksum>().cloned() else {
            return Ok(());
        };
        let request = context.request_mut();
        if request.body().bytes().is_some() {
            return add_header(request, &checksum);
        }
        #[cfg(feature = "aws")]
        return trailer::announce(request, &checksum, cfg);
        // The clients of streams with checksums do not compile without the feature.
        #[cfg(not(feature = "aws"))]
        Err("the checksum of a stream needs the feature `aws` of tinsmith-runtime".into())
    }

    #[cfg(feature = "aws")]
    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        match cfg.load::<RequestChecksum>().cloned() {
            Some(checksum) if request.body().bytes().is_none() => {
                trailer::append(request, &checksum, cfg)
            }
            _ => Ok(()),
        }
    }
}

/// Sets the header with the checksum of a body that is in memory.
fn add_header(request: &mut HttpRequest, checksum: &RequestChecksum) -> Result<(), BoxError> {
    let headers = match checksum.first.get() {
        Some(headers) => headers,
        None => {
            let mut calculated = checksum.algorithm.into_impl();
            calculated.update(request.body().bytes().unwrap_or_default());
            let headers = calculated.headers();
            checksum.first.set(headers.clone());
            headers
        }
    };
    for (name, value) in &headers {
        let value = value.to_str()?.to_owned();
        request
            .headers_mut()
            .try_insert(name.as_str().to_owned(), value)?;
    }
    Ok(())
}
