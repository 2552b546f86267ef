//! Retries of long polls.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::{RetryConfig, RetrySpec};

/// Marks a call as a long poll, which an application repeats in a loop. With retries of version 2.1 and later, a call
/// that fails because the retry quota is used up then waits first, so that the loop does not flood the service.
#[derive(Debug)]
pub struct LongPollingInterceptor;

#[dyn_dispatch_hint]
impl Intercept for LongPollingInterceptor {
    fn name(&self) -> &'static str {
        "LongPollingInterceptor"
    }

    fn modify_before_retry_loop(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(retries) = cfg.load::<RetryConfig>().cloned() else {
            return Ok(());
        };
        let spec = retries.retry_spec().cloned();
        if let Some(spec) = spec.filter(|it| it.is_at_least(RetrySpec::V2_1)) {
            let retries = retries.with_retry_spec(spec.with_long_polling(true));
            cfg.interceptor_state().store_put(retries);
        }
        Ok(())
    }
}
