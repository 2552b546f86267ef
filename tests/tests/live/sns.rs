//! SNS, which speaks awsQuery: topics and messages.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::Blob;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_tests::moto::Moto;

use super::clients::sns::Client;
use super::clients::sns::config::{BehaviorVersion, Config, Region};
use super::clients::sns::types::{MessageAttributeValue, Tag};
use crate::credentials;

#[tokio::test]
async fn a_topic_is_made_found_and_told() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let made = client
        .create_topic()
        .name("letters")
        .attributes("DisplayName", "Letters & <more>")
        .tags(Tag::builder().key("team").value("post").build()?)
        .send()
        .await?;
    let arn = made.topic_arn().expect("a topic");
    let found = client.get_topic_attributes().topic_arn(arn).send().await?;
    let attributes = found.attributes().expect("attributes");
    assert_eq!(attributes["DisplayName"], "Letters & <more>");

    let seal = MessageAttributeValue::builder().data_type("Binary");
    let seal = seal.binary_value(Blob::new(*b"\x00\xff")).build()?;
    let published = client.publish().topic_arn(arn).message("größe = l");
    let published = published.message_attributes("seal", seal).send().await?;
    assert!(published.message_id().is_some());
    Ok(())
}

#[tokio::test]
async fn topics_are_listed_page_by_page() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    for number in 0..120 {
        let make = client.create_topic().name(format!("topic-{number}"));
        make.send().await?;
    }
    let pages = client.list_topics().into_paginator().items().send();
    let topics = pages.collect::<Result<Vec<_>, _>>().await?;
    assert_eq!(topics.len(), 120);
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_a_modelled_error_by_its_code() {
    let Some(moto) = Moto::start() else { return };
    let topic = "arn:aws:sns:eu-west-2:123456789012:nowhere";
    let call = client(&moto).get_topic_attributes().topic_arn(topic);
    let error = call.send().await.expect_err("no such topic");
    let error = error.into_service_error();
    assert!(error.is_not_found_exception(), "{error:?}");
    assert_eq!(error.code(), Some("NotFound"));
    assert_eq!(error.message(), Some("Topic does not exist"));
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
