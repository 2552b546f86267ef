//! Interceptors that tell in the user agent which features of a client are in use.

use aws_runtime::sdk_feature::AwsSdkFeature;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::endpoint_config::{AccountIdEndpointMode, EndpointUrl};

/// Tells the retry mode.
#[derive(Debug)]
pub(super) struct RetryModeTracker;

#[dyn_dispatch_hint]
impl Intercept for RetryModeTracker {
    fn name(&self) -> &'static str {
        "RetryModeTracker"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let feature = match cfg.load::<RetryConfig>().map(RetryConfig::mode) {
            Some(RetryMode::Standard) => SmithySdkFeature::RetryModeStandard,
            Some(RetryMode::Adaptive) => SmithySdkFeature::RetryModeAdaptive,
            _ => return Ok(()),
        };
        cfg.interceptor_state().store_append(feature);
        Ok(())
    }
}

/// Tells that the endpoint's URL was set and not resolved.
#[derive(Debug)]
pub(super) struct EndpointOverrideTracker;

#[dyn_dispatch_hint]
impl Intercept for EndpointOverrideTracker {
    fn name(&self) -> &'static str {
        "EndpointOverrideTracker"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<EndpointUrl>().is_some() {
            cfg.interceptor_state()
                .store_append(AwsSdkFeature::EndpointOverride);
        }
        Ok(())
    }
}

/// Tells whether endpoints contain the caller's account id.
#[derive(Debug)]
pub(super) struct AccountIdEndpointTracker;

#[dyn_dispatch_hint]
impl Intercept for AccountIdEndpointTracker {
    fn name(&self) -> &'static str {
        "AccountIdEndpointTracker"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mode = cfg.load::<AccountIdEndpointMode>().cloned();
        let feature = match mode.unwrap_or_default() {
            AccountIdEndpointMode::Preferred => AwsSdkFeature::AccountIdModePreferred,
            AccountIdEndpointMode::Required => AwsSdkFeature::AccountIdModeRequired,
            AccountIdEndpointMode::Disabled => AwsSdkFeature::AccountIdModeDisabled,
            _ => return Ok(()),
        };
        cfg.interceptor_state().store_append(feature);
        Ok(())
    }
}

/// Tells that metrics go to OpenTelemetry.
#[derive(Debug)]
pub(super) struct ObservabilityTracker;

/// The name of the official OpenTelemetry meter provider. Comparing names, this crate need not depend on that one.
const OTEL_METER_PROVIDER: &str = "AwsSmithyObservabilityOtelProvider";

#[dyn_dispatch_hint]
impl Intercept for ObservabilityTracker {
    fn name(&self) -> &'static str {
        "ObservabilityTracker"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let provider = aws_smithy_observability::global::get_telemetry_provider();
        if provider.is_ok_and(|it| it.meter_provider().provider_name() == OTEL_METER_PROVIDER) {
            cfg.interceptor_state()
                .store_append(SmithySdkFeature::ObservabilityOtelMetrics);
        }
        Ok(())
    }
}
