//! Waiters, which call an operation until a resource reaches a desired state.
//!
//! Smithy specification: [waiters](https://smithy.io/2.0/additional-specs/waiters.html).

use std::time::Duration;

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime::client::waiters::{
    AcceptorState, WaiterOrchestrator, attach_waiter_tracing_span,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_runtime_api::client::waiters::FinalPoll;
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use aws_smithy_types::config_bag::ConfigBag;

use crate::operation::{Operation, invoke};
use crate::sdk_feature;

/// A waiter of an operation, as the model defines it.
pub trait Waiter {
    /// The operation that the waiter calls.
    type Operation: Operation<Input: Clone>;

    /// The minimum time between two calls, in seconds.
    const MIN_DELAY: u64;
    /// The maximum time between two calls, in seconds.
    const MAX_DELAY: u64;

    /// Returns the state of the first acceptor that matches the result of a call.
    fn accept(
        input: &<Self::Operation as Operation>::Input,
        result: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
    ) -> AcceptorState;
}

/// The result of a successful waiter: the output or the error of its last call.
pub type Final<O> =
    FinalPoll<<O as Operation>::Output, SdkError<<O as Operation>::Error, HttpResponse>>;

/// The error of a waiter whose resource has not reached the desired state.
pub type Failed<O> = WaiterError<<O as Operation>::Output, <O as Operation>::Error>;

/// Calls the operation until an acceptor decides that the waiter succeeds or fails, for at most `max_wait`.
///
/// # Errors
/// Fails if an acceptor with the state `failure` matches, if `max_wait` has passed, if a call fails with an error that no
/// acceptor matches, or if the configuration has no `sleep_impl` or no time source.
pub async fn wait<W: Waiter>(
    plugins: RuntimePlugins,
    input: <W::Operation as Operation>::Input,
    max_wait: Duration,
) -> Result<Final<W::Operation>, Failed<W::Operation>> {
    let plugins =
        plugins.with_operation_plugin(sdk_feature::plugin("waiter", SmithySdkFeature::Waiter));
    let mut cfg = ConfigBag::base();
    let components = plugins
        .apply_client_configuration(&mut cfg)
        .map_err(WaiterError::construction_failure)?;
    let time = components.into_time_components();
    let (Some(sleep), Some(time)) = (time.sleep_impl(), time.time_source()) else {
        let missing = "a waiter needs a `sleep_impl` and a time source, but the configuration lacks one of them";
        return Err(WaiterError::construction_failure(missing));
    };
    let input = &input;
    let plugins = &plugins;
    let orchestrator = WaiterOrchestrator::builder()
        .min_delay(Duration::from_secs(W::MIN_DELAY))
        .max_delay(Duration::from_secs(W::MAX_DELAY))
        .max_wait(max_wait)
        .time_source(time)
        .sleep_impl(sleep)
        .acceptor(|result: Result<&_, &_>| W::accept(input, result))
        .operation(|| invoke::<W::Operation>(plugins, input.clone()))
        .build();
    attach_waiter_tracing_span(orchestrator.orchestrate()).await
}
