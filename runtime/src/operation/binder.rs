//! The settings of a call that depend on its input, beside the request.

use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointPrefix;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::telemetry::{CapturedTelemetryAttributes, RequestedTelemetryAttributes};

use super::{Client, Operation, wrong_type};
use crate::config::idempotency::IdempotencyTokenProvider;
use crate::endpoint;
use crate::protocol::Protocol;

/// Sets endpoint parameters, host prefix, idempotency token and telemetry by the input.
pub(super) struct Binder<O>(pub(super) PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Binder<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Binder").field(&O::NAME).finish()
    }
}

#[dyn_dispatch_hint]
impl<O: Operation> Intercept for Binder<O> {
    fn name(&self) -> &'static str {
        "Binder"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context
            .input()
            .downcast_ref::<O::Input>()
            .ok_or_else(|| wrong_type("input", context.input()))?;
        // What an unset member breaks here is one of its violations, which are told together.
        bind_endpoint::<O>(input, cfg)
            .map_err(|error| O::check_input(input).err().unwrap_or(error))?;
        capture_attributes(cfg, O::ATTRIBUTES, |member| O::attribute(input, member));
        Ok(())
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(input) = context.input_mut().downcast_mut::<O::Input>() else {
            return Ok(());
        };
        O::set_defaults(input);
        if let Some(feature) = <O::Client as Client>::Protocol::feature() {
            cfg.interceptor_state().store_append(feature);
        }
        if !O::IDEMPOTENCY_TOKEN {
            return Ok(());
        }
        if let Some(token @ None) = O::idempotency_token(input) {
            let provider = cfg.load::<IdempotencyTokenProvider>();
            *token = provider.map(IdempotencyTokenProvider::make_idempotency_token);
        }
        Ok(())
    }
}

/// Stores the endpoint parameters and the host prefix that the input gives.
fn bind_endpoint<O: Operation>(input: &O::Input, cfg: &mut ConfigBag) -> Result<(), BoxError> {
    let params = O::bind_endpoint_params(input, O::Client::endpoint_params(cfg));
    let params = O::Client::resolver_params(params)?;
    cfg.interceptor_state().store_put(params);
    if let Some(prefix) = O::host_prefix(input)?
        && !endpoint::leaves_host_prefix(cfg, O::Client::SERVICE.aws)
    {
        cfg.interceptor_state()
            .store_put(EndpointPrefix::new(prefix)?);
    }
    Ok(())
}

/// Stores the members that the user wants in telemetry.
fn capture_attributes<'a>(
    cfg: &mut ConfigBag,
    members: &[&str],
    attribute: impl Fn(&str) -> Option<&'a str>,
) {
    let Some(requested) = cfg
        .load::<RequestedTelemetryAttributes>()
        .filter(|requested| !requested.is_empty())
    else {
        return;
    };
    let mut captured = CapturedTelemetryAttributes::default();
    for member in members {
        if requested.should_capture(member)
            && let Some(value) = attribute(member)
        {
            captured.insert(member, value);
        }
    }
    cfg.interceptor_state().store_put(captured);
}
