//! Leaves the body out of the signature of a request.

use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_types::config_bag::ConfigBag;

/// Leaves the body out of the signature, so that the body is not read for a hash. It has no effect on a body with a
/// checksum in its trailer.
#[derive(Debug)]
pub struct UnsignedPayloadInterceptor;

#[dyn_dispatch_hint]
impl Intercept for UnsignedPayloadInterceptor {
    fn name(&self) -> &'static str {
        "UnsignedPayloadInterceptor"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        cfg.interceptor_state()
            .store_put(PayloadSigningOverride::UnsignedPayload);
        Ok(())
    }
}
