//! What other services refuse to do, and say why only to those who may know.

use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::decode_authorization_message::DecodeAuthorizationMessageError;
use aws_sdk_sts::operation::RequestId;
use aws_sdk_sts::Client;

/// Why something was denied, or a line for whoever looks into it.
pub async fn explain(client: &Client, message: &str) -> Result<String, String> {
    let call = client
        .decode_authorization_message()
        .encoded_message(message);
    let output = call.send().await.map_err(|error| line(&error))?;
    Ok(output.decoded_message.unwrap_or_default())
}

fn line(error: &SdkError<DecodeAuthorizationMessageError>) -> String {
    let kind = match error.as_service_error() {
        Some(DecodeAuthorizationMessageError::InvalidAuthorizationMessageException(_)) => "invalid",
        Some(_) => "refused",
        None => "unanswered",
    };
    let code = error.code().unwrap_or("no code");
    let message = error.message().unwrap_or("no message");
    let request = error.request_id().unwrap_or("no request");
    format!("{kind}: {code}: {message} ({request})")
}
