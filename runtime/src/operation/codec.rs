//! What makes requests of inputs, and outputs and errors of responses.

use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::{Builder, ErrorMetadata};
use aws_types::request_id::{RequestId, apply_request_id};

use super::{Operation, Service, wrong_type};
use crate::error::{self, OperationError};
use crate::http::{Request, Response};
use crate::protocol::{Protocol, ServiceError};

/// Serializes and deserializes, with the types of `O`.
pub(super) struct Codec<O>(pub(super) PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Codec<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Codec").field(&O::NAME).finish()
    }
}

impl<O: Operation> SerializeRequest for Codec<O> {
    fn serialize_input(&self, input: Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let input = input
            .downcast::<O::Input>()
            .map_err(|other| wrong_type("input", &other))?;
        let mut request = O::serialize(input)?;
        for &(name, value) in O::Service::HEADERS {
            request.default_header(name, value);
        }
        finish(request, cfg)
    }
}

impl<O: Operation> DeserializeResponse for Codec<O> {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        _: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        if !O::STREAMING_OUTPUT || !is_success(response) {
            return None;
        }
        Some(erase::<O>(
            O::deserialize_streaming(response).map_err(|cause| unreadable(response, cause)),
        ))
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let view = Response::new(response);
        let errors = O::Service::ERRORS;
        let is_error = errors.in_success && <O::Service as Service>::Protocol::is_error(&view);
        if is_success(response) && !is_error {
            return erase::<O>(O::deserialize(&view).map_err(|cause| unreadable(response, cause)));
        }
        let error = <O::Service as Service>::Protocol::error(&view);
        let ServiceError { name, metadata } = errors.completed(error, &view);
        let metadata = with_request_id(response, metadata);
        let error = match name {
            Some(name) => O::deserialize_error(&name, &view, metadata.clone())
                .unwrap_or_else(|cause| error::unhandled(cause, metadata)),
            None => error::unhandled(metadata.clone(), metadata),
        };
        erase::<O>(Err(error))
    }
}

#[cfg_attr(not(feature = "event-stream"), allow(unused_mut, unused_variables))]
fn finish(mut request: Request, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
    #[cfg(feature = "event-stream")]
    if let Some(signer) = request.take_signer() {
        cfg.interceptor_state().store_put(signer);
    }
    request.finish()
}

fn is_success(response: &HttpResponse) -> bool {
    response.status().is_success()
}

fn with_request_id(response: &HttpResponse, metadata: Builder) -> ErrorMetadata {
    tracing::debug!(request_id = ?response.request_id(), "the service answered with an error");
    apply_request_id(metadata, response.headers()).build()
}

/// The error for a response of success that can't be read.
fn unreadable<E: OperationError>(response: &HttpResponse, cause: BoxError) -> E {
    let metadata = apply_request_id(ErrorMetadata::builder(), response.headers()).build();
    error::unhandled(cause, metadata)
}

fn erase<O: Operation>(
    result: Result<O::Output, O::Error>,
) -> Result<Output, OrchestratorError<Error>> {
    match result {
        Ok(output) => Ok(Output::erase(output)),
        Err(error) => Err(OrchestratorError::operation(Error::erase(error))),
    }
}
