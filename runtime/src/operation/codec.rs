//! The serializer and deserializer of an operation, for the orchestrator.

use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SerializeRequest};
use aws_smithy_runtime_api::http::NonUtf8HeaderHandling;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::error::metadata::{Builder, ErrorMetadata};
use aws_smithy_types::error::operation::BuildError;

use super::{Client, Operation, wrong_type};
use crate::error;
use crate::http::{ForeignAnswer, Request, Response};
use crate::protocol::{Protocol, ServiceError};
use crate::service::Service;

/// The serializer and deserializer of operation `O`.
pub(super) struct Codec<O>(pub(super) PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Codec<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Codec").field(&O::NAME).finish()
    }
}

impl<O: Operation> SerializeRequest for Codec<O> {
    fn serialize_input(&self, input: Input, cfg: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        finish(write_request::<O>(input, O::serialize)?, cfg)
    }
}

/// Checks the input, writes it by `write`, and adds the headers that all requests of the service have.
pub(crate) fn write_request<O: Operation>(
    input: Input,
    write: fn(O::Input) -> Result<Request, BuildError>,
) -> Result<Request, BoxError> {
    let input = input
        .downcast::<O::Input>()
        .map_err(|other| wrong_type("input", &other))?;
    O::check_input(&input)?;
    let mut request = write(input)?;
    for &(name, value) in O::Client::SERVICE.headers {
        request.service_header(name, value);
    }
    Ok(request)
}

impl<O: Operation> DeserializeResponse for Codec<O> {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        cfg: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        if !O::STREAMING_OUTPUT || !is_success(response) {
            return None;
        }
        if let Some(handling) = cfg.load::<NonUtf8HeaderHandling>() {
            response.add_extension(handling.clone());
        }
        Some(erase::<O>(
            O::deserialize_streaming(response).map_err(|cause| unreadable::<O>(response, cause)),
        ))
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        cfg: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let handling = cfg.load::<NonUtf8HeaderHandling>();
        let view = Response {
            skips_non_utf8: handling == Some(&NonUtf8HeaderHandling::Skip),
            ..Response::new(response)
        };
        let errors = O::Client::SERVICE.errors;
        let is_error = errors.in_success && <O::Client as Client>::Protocol::is_error(&view);
        if is_success(response) && !is_error {
            return erase::<O>(
                output::<O>(&view).map_err(|cause| unreadable::<O>(response, cause)),
            );
        }
        let error = <O::Client as Client>::Protocol::error(&view);
        let ServiceError {
            name,
            metadata,
            problem,
        } = errors.add_to(error, &view);
        let metadata = with_request_id(O::Client::SERVICE, response, metadata).build();
        let error = match (name, problem) {
            (name, Some(problem)) => error_of_another_root::<O>(name, &view, &metadata)
                .unwrap_or_else(|| {
                    let foreign = ForeignAnswer::new(&view, O::SENSITIVE_OUTPUT, problem);
                    error::unhandled(foreign, metadata)
                }),
            (Some(name), None) => O::deserialize_error(&name, &view, metadata.clone())
                .unwrap_or_else(|cause| error::unhandled(cause, metadata)),
            (None, None) => error::unhandled(metadata.clone(), metadata),
        };
        erase::<O>(Err(error))
    }
}

/// Reads the output from a successful response.
fn output<O: Operation>(view: &Response<'_>) -> Result<O::Output, BoxError> {
    if !O::RAW_OUTPUT
        && let Some(page) = ForeignAnswer::page(view, O::SENSITIVE_OUTPUT)
    {
        return Err(page.into());
    }
    O::deserialize(view).map_err(|cause| ForeignAnswer::wrap(view, O::SENSITIVE_OUTPUT, cause))
}

/// The modelled error with this name, for a body that does not have the protocol's root of errors.
fn error_of_another_root<O: Operation>(
    name: Option<String>,
    view: &Response<'_>,
    metadata: &ErrorMetadata,
) -> Option<O::Error> {
    let name = name?;
    let metadata = match metadata.code() {
        Some(_) => metadata.clone(),
        None => metadata.clone().into_builder().code(&*name).build(),
    };
    let error = O::deserialize_error(&name, view, metadata).ok()?;
    error::is_modeled(&error).then_some(error)
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

/// Adds the id that a service of AWS gives to each request.
#[cfg_attr(not(feature = "aws"), allow(unused_variables))]
fn with_request_id(service: &Service, response: &HttpResponse, metadata: Builder) -> Builder {
    #[cfg(feature = "aws")]
    if service.aws {
        use aws_types::request_id::{RequestId as _, apply_request_id};

        tracing::debug!(request_id = ?response.request_id(), "the service answered with an error");
        return apply_request_id(metadata, response.headers());
    }
    metadata
}

/// The error for a successful response that can't be read.
fn unreadable<O: Operation>(response: &HttpResponse, cause: BoxError) -> O::Error {
    let metadata = ErrorMetadata::builder();
    let metadata = with_request_id(O::Client::SERVICE, response, metadata).build();
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
