//! How operations are called: the description of an operation becomes a runtime plug-in, and the official
//! orchestrator does the rest (identity, endpoint, signing, retries, timeouts).
//!
//! Only what depends on an operation's types is generic. It is small, and compiled for the operations that an
//! application calls; all else is compiled once.

#[cfg(feature = "aws")]
mod aws;
mod binder;
mod codec;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime::client::orchestrator;
use aws_smithy_runtime::client::retries::classifiers::{
    ModeledAsRetryableClassifier, TransientErrorClassifier,
};
use aws_smithy_runtime::client::stalled_stream_protection::StalledStreamProtectionInterceptor;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, Metadata, SensitiveOutput};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugin, RuntimePlugins};
use aws_smithy_runtime_api::client::ser_de::{SharedRequestSerializer, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use aws_smithy_types::error::metadata::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use tracing::{Instrument, Span};

use self::binder::Binder;
use self::codec::Codec;
#[cfg(feature = "aws")]
pub(crate) use self::codec::write_request;
use crate::config::auth;
use crate::error::{self, OperationError};
use crate::http::{Request, Response};
use crate::protocol::Protocol;
use crate::service::Service;

/// The client that operations belong to: its service, and the types that depend on the service. Implemented once in
/// each generated client.
pub trait Client: 'static {
    /// The service.
    const SERVICE: &'static Service;
    /// The service's protocol.
    type Protocol: Protocol;
    /// Collects the parameters of the service's endpoint rule set.
    type EndpointParamsBuilder;

    /// The endpoint parameters that the configuration gives.
    fn endpoint_params(cfg: &ConfigBag) -> Self::EndpointParamsBuilder;

    /// Checks the endpoint parameters, and type-erases them for the endpoint resolver.
    fn resolver_params(
        params: Self::EndpointParamsBuilder,
    ) -> Result<EndpointResolverParams, BoxError>;
}

/// The description of an operation: its types, its constants, and its binding to HTTP.
pub trait Operation: Send + Sync + 'static {
    /// The client of the operation.
    type Client: Client;
    /// The input.
    type Input: fmt::Debug + Send + Sync + 'static;
    /// The output.
    type Output: fmt::Debug + Send + Sync + 'static;
    /// The error.
    type Error: OperationError;

    /// The operation's name in the model.
    const NAME: &'static str;
    /// The output has `@sensitive` data, which must not be logged.
    const SENSITIVE_OUTPUT: bool = false;
    /// The output has a `@streaming` member: the user reads the body.
    const STREAMING_OUTPUT: bool = false;
    /// The body of the output is a member of type string or blob, so it may have any content.
    const RAW_OUTPUT: bool = false;
    /// The service may take long to answer, so the protection against stalled streams is off.
    const MAY_STALL: bool = false;
    /// The input has an event stream, each of whose events is signed.
    const SENDS_EVENTS: bool = false;
    /// The output has an event stream, on which a service may send nothing for long.
    const RECEIVES_EVENTS: bool = false;
    /// The signature does not cover the body (`aws.auth#unsignedPayload`).
    const UNSIGNED_PAYLOAD: bool = false;
    /// A member of the input gets an idempotency token if the user does not set it
    /// (`smithy.api#idempotencyToken`).
    const IDEMPOTENCY_TOKEN: bool = false;

    /// Sets members that the service requires, and the user may leave unset.
    fn set_defaults(_input: &mut Self::Input) {}

    /// The member that takes an idempotency token.
    fn idempotency_token(_input: &mut Self::Input) -> Option<&mut Option<String>> {
        None
    }

    /// The prefix of the endpoint's host (`smithy.api#endpoint`).
    fn host_prefix(_input: &Self::Input) -> Result<Option<String>, BuildError> {
        Ok(None)
    }

    /// Adds the interceptors that only some operations need.
    fn interceptors(components: RuntimeComponentsBuilder) -> RuntimeComponentsBuilder {
        components
    }

    /// Adds the endpoint parameters that the operation and its input give
    /// (`smithy.rules#staticContextParams`, `#contextParam`).
    fn bind_endpoint_params(
        _input: &Self::Input,
        params: <Self::Client as Client>::EndpointParamsBuilder,
    ) -> <Self::Client as Client>::EndpointParamsBuilder {
        params
    }

    /// The value of a string member of the input, for telemetry.
    fn attribute<'a>(_input: &'a Self::Input, _member: &str) -> Option<&'a str> {
        None
    }

    /// The members whose values [`attribute`](Self::attribute) returns.
    const ATTRIBUTES: &'static [&'static str] = &[];

    /// Checks the input against the constraints of the model, in a client that is generated with the option
    /// `validate_inputs`.
    fn check_input(_input: &Self::Input) -> Result<(), BoxError> {
        Ok(())
    }

    /// Writes the input to a request.
    fn serialize(input: Self::Input) -> Result<Request, BuildError>;

    /// Reads the output from a response whose body is in memory.
    fn deserialize(response: &Response<'_>) -> Result<Self::Output, BoxError>;

    /// Reads the output from the headers of a response, and takes its body as a stream.
    fn deserialize_streaming(_response: &mut HttpResponse) -> Result<Self::Output, BoxError> {
        Err("the operation's output does not stream".into())
    }

    /// Reads the members of the output that come in the initial response of its event stream.
    fn receive_initial(
        output: Self::Output,
    ) -> impl Future<Output = Result<Self::Output, BoxError>> + Send {
        std::future::ready(Ok(output))
    }

    /// Reads the error with the name `code`.
    fn deserialize_error(
        code: &str,
        response: &Response<'_>,
        metadata: ErrorMetadata,
    ) -> Result<Self::Error, BoxError>;
}

/// Sets a member of the input that is unset or empty.
pub fn set_if_empty(member: &mut Option<String>, value: &str) {
    if member.as_deref().unwrap_or_default().is_empty() {
        *member = Some(value.to_owned());
    }
}

/// Adds an interceptor that no setting can disable.
pub fn add_interceptor(
    components: RuntimeComponentsBuilder,
    interceptor: impl Intercept + 'static,
) -> RuntimeComponentsBuilder {
    components.with_interceptor(SharedInterceptor::permanent(interceptor))
}

/// The result of a call.
pub type SendResult<O> =
    Result<<O as Operation>::Output, SdkError<<O as Operation>::Error, HttpResponse>>;

/// Calls operation `O`.
pub async fn invoke<O: Operation>(plugins: &RuntimePlugins, input: O::Input) -> SendResult<O> {
    match invoke_erased(O::Client::SERVICE, O::NAME, Input::erase(input), plugins).await {
        Ok(output) => match output.downcast::<O::Output>() {
            Ok(output) => O::receive_initial(output).await.map_err(|cause| {
                // The receiver of events has taken the response.
                let status = StatusCode::try_from(200).expect("a status");
                SdkError::response_error(cause, HttpResponse::new(status, SdkBody::taken()))
            }),
            Err(other) => Err(SdkError::construction_failure(format!(
                "an interceptor replaced the output with a value of another type: {other:?}"
            ))),
        },
        Err(error) => Err(concrete_error::<O>(error)),
    }
}

/// The error of a call of `O`, with its own type.
pub(crate) fn concrete_error<O: Operation>(
    error: SdkError<Error, HttpResponse>,
) -> SdkError<O::Error, HttpResponse> {
    error.map_service_error(|error| {
        error.downcast::<O::Error>().unwrap_or_else(|other| {
            let message = format!(
                "an interceptor replaced the error with a value of another type: {other:?}"
            );
            error::unhandled(message, ErrorMetadata::default())
        })
    })
}

async fn invoke_erased(
    service: &'static Service,
    operation: &'static str,
    input: Input,
    plugins: &RuntimePlugins,
) -> Result<Output, SdkError<Error, HttpResponse>> {
    orchestrator::invoke(service.sdk_id, operation, input, plugins)
        .instrument(span(service, operation))
        .await
}

/// The span of a call.
pub(crate) fn span(service: &'static Service, operation: &'static str) -> Span {
    let system = if service.aws { "aws-api" } else { "smithy" };
    tracing::debug_span!(
        "operation",
        "rpc.service" = service.sdk_id,
        "rpc.method" = operation,
        "rpc.system" = system,
        "sdk_invocation_id" = fastrand::u32(1_000_000..10_000_000),
    )
}

/// The runtime plug-in of operation `O`.
pub struct OperationPlugin<O>(PhantomData<fn() -> O>);

impl<O> OperationPlugin<O> {
    /// The plug-in of `O`.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<O> Default for OperationPlugin<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O: Operation> fmt::Debug for OperationPlugin<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OperationPlugin").field(&O::NAME).finish()
    }
}

impl<O: Operation> RuntimePlugin for OperationPlugin<O> {
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new(O::NAME);
        layer.store_put(SharedRequestSerializer::new(Codec::<O>(PhantomData)));
        layer.store_put(SharedResponseDeserializer::new(Codec::<O>(PhantomData)));
        layer.store_put(auth::Params::erased(O::NAME));
        store_constants(&mut layer, O::Client::SERVICE, O::NAME, O::SENSITIVE_OUTPUT);
        #[cfg(feature = "aws")]
        if O::Client::SERVICE.aws {
            aws::store_signing(
                &mut layer,
                O::Client::SERVICE,
                O::SENDS_EVENTS,
                O::UNSIGNED_PAYLOAD,
            );
        }
        Some(layer.freeze())
    }

    fn runtime_components(
        &self,
        _: &RuntimeComponentsBuilder,
    ) -> Cow<'_, RuntimeComponentsBuilder> {
        let mut components = RuntimeComponentsBuilder::new(O::NAME)
            .with_interceptor(SharedInterceptor::permanent(Binder::<O>(PhantomData)));
        if !O::SENDS_EVENTS && !O::RECEIVES_EVENTS && !O::MAY_STALL {
            components.push_interceptor(SharedInterceptor::permanent(
                StalledStreamProtectionInterceptor::default(),
            ));
        }
        components = components
            .with_retry_classifier(TransientErrorClassifier::<O::Error>::new())
            .with_retry_classifier(ModeledAsRetryableClassifier::<O::Error>::new());
        #[cfg(feature = "aws")]
        if O::Client::SERVICE.aws {
            components = aws::with_retry_classifiers::<O::Error>(components, O::Client::SERVICE);
        }
        Cow::Owned(O::interceptors(components))
    }
}

fn store_constants(
    layer: &mut Layer,
    service: &Service,
    operation: &'static str,
    sensitive_output: bool,
) {
    layer.store_put(Metadata::new(operation, service.sdk_id));
    if sensitive_output {
        layer.store_put(SensitiveOutput);
    }
}

pub(crate) fn wrong_type(what: &str, found: &dyn fmt::Debug) -> BoxError {
    format!("an interceptor replaced the {what} with a value of another type: {found:?}").into()
}
