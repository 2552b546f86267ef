//! Calls functions.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_sdk_lambda::error::SdkError;
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{InvocationType, LogType};
use aws_sdk_lambda::Client;

/// Why a function has no result.
#[derive(Debug, PartialEq)]
pub enum Failure {
    /// Too many calls at once; when to call again, in seconds.
    Busy(Option<String>),
    /// There is no such function.
    Unknown(Option<String>),
    /// The function failed: how, what it said, and its log.
    Failed {
        /// `Handled` or `Unhandled`
        kind: String,
        /// What the function answered
        answer: Vec<u8>,
        /// The end of its log, in base64
        log: Option<String>,
    },
    /// Anything else
    Other(String),
}

/// What a function answers to a question.
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
