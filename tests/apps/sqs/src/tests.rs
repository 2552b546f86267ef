//! The calls, against answers that are made up.

use aws_sdk_sqs::operation::delete_message_batch::DeleteMessageBatchOutput;
use aws_sdk_sqs::operation::receive_message::ReceiveMessageOutput;
use aws_sdk_sqs::operation::send_message::SendMessageError;
use aws_sdk_sqs::types::error::QueueDoesNotExist;
use aws_sdk_sqs::types::{BatchResultErrorEntry, Message, MessageSystemAttributeName};
use aws_sdk_sqs::Client;
use aws_smithy_mocks::{mock, mock_client};

fn message(id: &str, attempts: u32) -> Message {
    let count = MessageSystemAttributeName::ApproximateReceiveCount;
    Message::builder()
        .message_id(id)
        .receipt_handle(format!("receipt of {id}"))
        .attributes(count, attempts.to_string())
        .build()
}

#[tokio::test]
async fn what_is_done_is_deleted() {
    let receive = mock!(Client::receive_message).then_output(|| {
        let messages = ReceiveMessageOutput::builder().messages(message("a", 1));
        messages.messages(message("b", 5)).build()
    });
    let delete = mock!(Client::delete_message_batch)
        .match_requests(|input| {
            let [entry] = input.entries() else {
                return false;
            };
            (entry.id(), entry.receipt_handle()) == ("b", "receipt of b")
        })
        .then_output(|| {
            let failed = BatchResultErrorEntry::builder();
            let failed = failed
                .id("b")
                .code("ReceiptHandleIsInvalid")
                .sender_fault(true);
            let failed = failed.build().expect("a complete entry");
            let output = DeleteMessageBatchOutput::builder().failed(failed);
            output
                .set_successful(Some(Vec::new()))
                .build()
                .expect("a complete output")
        });
    let client = mock_client!(aws_sdk_sqs, [&receive, &delete]);
    let often = |message: &Message| crate::attempts(message) == Some(5);
    let failed = crate::work(&client, "https://queue", often).await;
    assert_eq!(failed.expect("answers"), [("b".to_owned(), true)]);
}

#[tokio::test]
async fn a_queue_that_is_gone_is_said_to_be() {
    let rule = mock!(Client::send_message)
        .then_error(|| SendMessageError::QueueDoesNotExist(QueueDoesNotExist::builder().build()));
    let client = mock_client!(aws_sdk_sqs, [&rule]);
    let error = crate::send(&client, "https://queue", "print", "page 1").await;
    assert_eq!(error, Err("no queue".to_owned()));
}
