//! SQS, which speaks awsJson1_0 and keeps its error codes of awsQuery: queues and messages.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::Blob;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_tests::moto::Moto;

use super::clients::sqs::Client;
use super::clients::sqs::config::{BehaviorVersion, Config, Region};
use super::clients::sqs::types::{MessageAttributeValue, QueueAttributeName};
use crate::credentials;

#[tokio::test]
async fn a_message_is_received_as_it_was_sent() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let made = client.create_queue().queue_name("letters");
    let made = made
        .attributes(QueueAttributeName::DelaySeconds, "0")
        .send()
        .await?;
    let url = made.queue_url().expect("a queue");
    let found = client.get_queue_url().queue_name("letters").send().await?;
    assert_eq!(found.queue_url(), Some(url));

    let attribute = MessageAttributeValue::builder().data_type("Binary");
    let attribute = attribute.binary_value(Blob::new(*b"\x00\xff")).build()?;
    let sent = client
        .send_message()
        .queue_url(url)
        .message_body("{\"größe\": \"l\"} & <more>")
        .message_attributes("seal", attribute.clone())
        .send()
        .await?;

    let receive = client.receive_message().queue_url(url);
    let received = receive
        .max_number_of_messages(10)
        .message_attribute_names("All")
        .send()
        .await?;
    let [message] = received.messages() else {
        panic!("messages: {received:?}");
    };
    assert_eq!(message.message_id(), sent.message_id());
    assert_eq!(message.body(), Some("{\"größe\": \"l\"} & <more>"));
    let attributes = message.message_attributes().expect("attributes");
    assert_eq!(attributes["seal"], attribute);
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_a_modelled_error_with_the_code_of_awsquery() {
    let Some(moto) = Moto::start() else { return };
    let call = client(&moto).get_queue_url().queue_name("nowhere");
    let error = call.send().await.expect_err("no such queue");
    let error = error.into_service_error();
    assert!(error.is_queue_does_not_exist(), "{error:?}");
    let code = "AWS.SimpleQueueService.NonExistentQueue";
    assert_eq!(error.code(), Some(code));
    assert_eq!(error.meta().extra("type"), Some("Sender"));
    assert!(error.message().is_some());
}

fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}
