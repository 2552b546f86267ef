//! Invokes functions.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_sdk_lambda::error::SdkError;
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{InvocationType, LogType};
use aws_sdk_lambda::Client;

/// Why a function returned no result.
#[derive(Debug, PartialEq)]
pub enum Failure {
    /// There were too many calls; the field is the number of seconds to wait.
    Busy(Option<String>),
    /// There is no function of this name; the field is the message of the service.
    Unknown(Option<String>),
    /// The function returned an error.
    Failed {
        /// `Handled` or `Unhandled`
        kind: String,
        /// The payload of the response
        answer: Vec<u8>,
        /// The last lines of the log, in base64
        log: Option<String>,
    },
    /// Any other error, as text
    Other(String),
}

/// Invokes a function with the payload `question`, and returns the payload of the response.
pub async fn call(client: &Client, function: &str, question: &str) -> Result<Vec<u8>, Failure> {
    let output = client
        .invoke()
        .function_name(function)
        .invocation_type(InvocationType::RequestResponse)
        .log_type(LogType::Tail)
        .payload(Blob::new(question))
        .send()
        .await
        .map_err(refused)?;
    let answer = output.payload.map(Blob::into_inner).unwrap_or_default();
    match output.function_error {
        Some(kind) => Err(Failure::Failed {
            kind,
            answer,
            log: output.log_result,
        }),
        None => Ok(answer),
    }
}

fn refused(error: SdkError<InvokeError>) -> Failure {
    match error.into_service_error() {
        InvokeError::TooManyRequestsException(busy) => {
            Failure::Busy(busy.retry_after_seconds().map(str::to_owned))
        }
        InvokeError::ResourceNotFoundException(unknown) => {
            Failure::Unknown(unknown.message().map(str::to_owned))
        }
        other => Failure::Other(other.to_string()),
    }
}
