//! Presigns the calls of an operation.

use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime::client::orchestrator::{self, StopPoint};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugin, RuntimePlugins};
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use aws_smithy_types::error::operation::BuildError;
use tracing::Instrument;

use super::config::PresigningConfig;
use super::payload::Payload;
use super::plugin::PresigningPlugin;
use super::request::PresignedRequest;
use crate::http::Request;
use crate::operation::{Client, Operation, concrete_error, span, write_request};
use crate::service::Service;

/// An operation whose calls can be presigned.
pub trait Presignable: Operation {
    /// The part of the body that the signature covers.
    const PAYLOAD: Payload;

    /// Serializes the input to the request that is presigned. By default this is the request that is sent.
    ///
    /// # Errors
    /// Fails if the input is invalid.
    fn presigned(input: Self::Input) -> Result<Request, BuildError> {
        Self::serialize(input)
    }
}

/// The result of presigning a call.
pub type PresignResult<O> =
    Result<PresignedRequest, SdkError<<O as Operation>::Error, HttpResponse>>;

/// Builds and signs a request of operation `O`, and returns it without sending it.
///
/// # Errors
/// Fails if a call would fail before its request is sent, such as by an invalid input or missing credentials, or if the
/// call is authenticated by something other than AWS credentials.
pub async fn presign<O: Presignable>(
    plugins: RuntimePlugins,
    input: O::Input,
    config: PresigningConfig,
) -> PresignResult<O> {
    let plugins = plugins
        .with_client_plugin(PresigningPlugin::new(&config, O::PAYLOAD))
        .with_operation_plugin(SerializerPlugin::<O>(PhantomData));
    let service = O::Client::SERVICE;
    let signed = signed(service, O::NAME, Input::erase(input), &plugins).await;
    let signed = signed.map_err(concrete_error::<O>)?;
    PresignedRequest::new(signed, O::PAYLOAD == Payload::Signed)
        .map_err(SdkError::construction_failure)
}

/// Runs the call up to the point where its request would be sent, and returns the signed request.
async fn signed(
    service: &'static Service,
    operation: &'static str,
    input: Input,
    plugins: &RuntimePlugins,
) -> Result<HttpRequest, SdkError<Error, HttpResponse>> {
    let mut context = orchestrator::invoke_with_stop_point(
        service.sdk_id,
        operation,
        input,
        plugins,
        StopPoint::BeforeTransmit,
    )
    .instrument(span(service, operation))
    .await?;
    let request = context.take_request();
    let request =
        request.ok_or_else(|| SdkError::construction_failure("the call has no request"))?;
    if request.headers().contains_key("authorization") {
        return Err(SdkError::construction_failure(
            "the call is authenticated by a header, which a URL can't contain: only calls that are signed with AWS credentials can be presigned",
        ));
    }
    Ok(request)
}

/// A plugin that replaces the serializer of operation `O` with that of presigned calls.
struct SerializerPlugin<O>(PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for SerializerPlugin<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SerializerPlugin").field(&O::NAME).finish()
    }
}

impl<O: Presignable> RuntimePlugin for SerializerPlugin<O> {
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new("presigned request");
        layer.store_put(SharedRequestSerializer::new(Serializer::<O>(PhantomData)));
        Some(layer.freeze())
    }
}

/// The serializer of presigned calls.
struct Serializer<O>(PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Serializer<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Serializer").field(&O::NAME).finish()
    }
}

impl<O: Presignable> SerializeRequest for Serializer<O> {
    fn serialize_input(&self, input: Input, _: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let mut request = write_request::<O>(input, O::presigned)?;
        match O::PAYLOAD {
            // The type and the length of the sender's body may differ.
            Payload::Unsigned | Payload::Empty => request.without_defaults(),
            Payload::Signed => request.without_length(),
        }
        request.finish()
    }
}
