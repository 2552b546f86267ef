//! A worker that takes its work from a queue of SQS.
#![deny(warnings)]

use std::time::Duration;

use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sqs::operation::receive_message::builders::ReceiveMessageFluentBuilder;
use aws_sdk_sqs::operation::send_message::SendMessageError;
use aws_sdk_sqs::types::{
    DeleteMessageBatchRequestEntry, Message, MessageAttributeValue, MessageSystemAttributeName,
    QueueAttributeName,
};
use aws_sdk_sqs::{Client, Error};

#[cfg(test)]
mod tests;

/// Makes a queue; its URL.
pub async fn make(client: &Client, name: &str, wait: Duration) -> Result<String, Error> {
    let made = client
        .create_queue()
        .queue_name(name)
        .attributes(
            QueueAttributeName::ReceiveMessageWaitTimeSeconds,
            wait.as_secs().to_string(),
        )
        .send()
        .await?;
    Ok(made.queue_url().unwrap_or_default().to_owned())
}

/// Sends work of a kind; the id of the message, or a word for what is wrong.
pub async fn send(client: &Client, url: &str, kind: &str, work: &str) -> Result<String, String> {
    let kind = MessageAttributeValue::builder()
        .data_type("String")
        .string_value(kind)
        .build()
        .map_err(|error| error.to_string())?;
    let sent = client
        .send_message()
        .queue_url(url)
        .message_body(work)
        .message_attributes("kind", kind)
        .send()
        .await;
    match sent {
        Ok(sent) => Ok(sent.message_id.unwrap_or_default()),
        Err(SdkError::ServiceError(context)) => Err(match context.err() {
            SendMessageError::QueueDoesNotExist(_) => "no queue".to_owned(),
            SendMessageError::InvalidMessageContents(error) => {
                error.message().unwrap_or("bad work").to_owned()
            }
            other => other.code().unwrap_or("unknown").to_owned(),
        }),
        Err(other) => Err(other.to_string()),
    }
}

fn receive(client: &Client, url: &str) -> ReceiveMessageFluentBuilder {
    client
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10)
        .wait_time_seconds(20)
        .message_attribute_names("All")
        .message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount)
}

/// The kind of work that a message holds.
pub fn kind(message: &Message) -> Option<&str> {
    message.message_attributes()?.get("kind")?.string_value()
}

/// How often a message was received.
pub fn attempts(message: &Message) -> Option<u32> {
    let count = MessageSystemAttributeName::ApproximateReceiveCount;
    message.attributes()?.get(&count)?.parse().ok()
}

/// Receives messages, does their work, and deletes those of which it is done; the ids of those that
/// can't be deleted, each with whether that is our fault.
pub async fn work(
    client: &Client,
    url: &str,
    done: impl Fn(&Message) -> bool,
) -> Result<Vec<(String, bool)>, Error> {
    let received = receive(client, url).send().await?;
    let mut entries = Vec::new();
    for message in received.messages().iter().filter(|message| done(message)) {
        let entry = DeleteMessageBatchRequestEntry::builder()
            .id(message.message_id().unwrap_or_default())
            .receipt_handle(message.receipt_handle().unwrap_or_default())
            .build()?;
        entries.push(entry);
    }
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let call = client.delete_message_batch().queue_url(url);
    let deleted = call.set_entries(Some(entries)).send().await?;
    let failed = deleted.failed().iter();
    Ok(failed
        .map(|it| (it.id().to_owned(), it.sender_fault()))
        .collect())
}
