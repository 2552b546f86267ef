//! Notices: one, and many at once.

use aws_sdk_sns::error::{BoxError, BuildError, DisplayErrorContext, ProvideErrorMetadata};
use aws_sdk_sns::operation::publish::{PublishError, PublishInput};
use aws_sdk_sns::operation::publish_batch::PublishBatchError;
use aws_sdk_sns::primitives::Blob;
use aws_sdk_sns::types::{BatchResultErrorEntry, MessageAttributeValue, PublishBatchRequestEntry};
use aws_sdk_sns::Client;

/// What a reader is told.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    pub reader: String,
    pub text: String,
    pub urgent: bool,
    /// What proves that we wrote it.
    pub seal: Option<Vec<u8>>,
}

impl Notice {
    fn attributes(&self) -> Result<Vec<(String, MessageAttributeValue)>, BuildError> {
        let urgency = if self.urgent { "high" } else { "low" };
        let urgency = MessageAttributeValue::builder()
            .data_type("String")
            .string_value(urgency)
            .build()?;
        let mut attributes = vec![("urgency".to_owned(), urgency)];
        if let Some(seal) = &self.seal {
            let seal = MessageAttributeValue::builder()
                .data_type("Binary")
                .binary_value(Blob::new(seal.clone()))
                .build()?;
            attributes.push(("seal".to_owned(), seal));
        }
        Ok(attributes)
    }
}

/// Sends a notice; the id that it got, or a line that says why not.
pub async fn send(client: &Client, topic: &str, notice: &Notice) -> Result<String, String> {
    let attributes = notice.attributes().map_err(|error| error.to_string())?;
    let sent = client
        .publish()
        .topic_arn(topic)
        .message(&notice.text)
        .subject("Your loans")
        .set_message_attributes(Some(attributes.into_iter().collect()))
        .message_group_id(&notice.reader)
        .send()
        .await;
    let error = match sent {
        Ok(sent) => return Ok(sent.message_id.unwrap_or_default()),
        Err(error) => error,
    };
    Err(match error.as_service_error() {
        Some(PublishError::NotFoundException(_)) => "no topic".to_owned(),
        Some(PublishError::EndpointDisabledException(error)) => {
            format!("off: {}", error.message().unwrap_or_default())
        }
        Some(PublishError::InvalidParameterException(error)) => error.to_string(),
        Some(error)
            if error.is_kms_disabled_exception() || error.is_kms_access_denied_exception() =>
        {
            format!("no key: {:?}", error.code())
        }
        _ => DisplayErrorContext(&error).to_string(),
    })
}

/// Sends a text to a telephone.
pub async fn text(client: &Client, number: &str, text: &str) -> Result<(), BoxError> {
    let input: PublishInput = PublishInput::builder()
        .phone_number(number)
        .message(text)
        .build()?;
    let call = client.publish();
    let call = call
        .set_phone_number(input.phone_number)
        .set_message(input.message);
    match call
        .send()
        .await
        .map_err(|error| error.into_service_error())
    {
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A notice that was not sent: which, why, and whether that is our fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsent {
    pub number: usize,
    pub why: String,
    pub ours: bool,
}

impl From<&BatchResultErrorEntry> for Unsent {
    fn from(failed: &BatchResultErrorEntry) -> Self {
        Self {
            number: failed.id().parse().unwrap_or_default(),
            why: failed.message().unwrap_or(failed.code()).to_owned(),
            ours: failed.sender_fault(),
        }
    }
}

/// Sends notices at once; how many were sent, and those that were not.
pub async fn send_all(
    client: &Client,
    topic: &str,
    notices: &[Notice],
) -> Result<(usize, Vec<Unsent>), BoxError> {
    let mut call = client.publish_batch().topic_arn(topic);
    for (number, notice) in notices.iter().enumerate() {
        let mut entry = PublishBatchRequestEntry::builder()
            .id(number.to_string())
            .message(&notice.text)
            .message_group_id(&notice.reader);
        for (name, value) in notice.attributes()? {
            entry = entry.message_attributes(name, value);
        }
        call = call.publish_batch_request_entries(entry.build()?);
    }
    match call.send().await {
        Ok(output) => {
            let unsent = output.failed().iter().map(Unsent::from).collect();
            Ok((output.successful().len(), unsent))
        }
        Err(error) => match error.into_service_error() {
            PublishBatchError::EmptyBatchRequestException(_) => Ok((0, Vec::new())),
            PublishBatchError::BatchRequestTooLongException(error) => Err(error.into()),
            other => Err(other.into()),
        },
    }
}
