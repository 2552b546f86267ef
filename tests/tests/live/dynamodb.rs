//! DynamoDB, which speaks awsJson1_0: tables and items.

use std::collections::HashMap;
use std::time::Duration;
use tinsmith_tests::moto::Moto;

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime};
use tinsmith_runtime::aws_types::request_id::RequestId as _;

use super::clients::dynamodb::client::Waiters as _;
use super::clients::dynamodb::config::{BehaviorVersion, Config, Region};
use super::clients::dynamodb::operation::put_item::PutItemError;
use super::clients::dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType,
    ReturnValuesOnConditionCheckFailure, ScalarAttributeType, TableStatus,
};
use super::clients::dynamodb::{Client, Error};
use crate::credentials;

type Item = HashMap<String, AttributeValue>;

#[tokio::test]
async fn tables_are_made_described_and_listed() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    for name in ["one", "two", "three"] {
        create(&client, name).await?;
    }
    let output = client.describe_table().table_name("two").send().await?;
    assert!(output.request_id().is_some());
    let table = output.table().expect("a table");
    assert_eq!(table.table_name(), Some("two"));
    assert_eq!(table.table_status(), Some(&TableStatus::Active));
    assert_eq!(table.item_count(), Some(0));
    assert_eq!(table.key_schema()[0].key_type(), &KeyType::Hash);
    let made = table.creation_date_time().expect("a time");
    assert!(made > &DateTime::from_secs(1_500_000_000), "{made:?}");

    let names = client.list_tables().into_paginator().page_size(2).items();
    let mut names: Vec<String> = names.send().collect::<Result<_, _>>().await?;
    names.sort();
    assert_eq!(names, ["one", "three", "two"]);
    Ok(())
}

#[tokio::test]
async fn tables_are_waited_for() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let wait = Duration::from_secs(60);
    let waiter = client.wait_until_table_not_exists().table_name("one");
    let error = waiter.wait(wait).await?.into_result().expect_err("none");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    create(&client, "one").await?;
    let waiter = client.wait_until_table_exists().table_name("one");
    let output = waiter.wait(wait).await?.into_result()?;
    let table = output.table().expect("a table");
    assert_eq!(table.table_status(), Some(&TableStatus::Active));
    Ok(())
}

#[tokio::test]
async fn an_item_comes_back_as_it_was_put() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "things").await?;
    let item = everything("first");
    let put = client.put_item().table_name("things");
    put.set_item(Some(item.clone())).send().await?;

    let get = client.get_item().table_name("things");
    let output = get.key("id", text("first")).send().await?;
    assert_eq!(output.item(), Some(&item));
    let get = client.get_item().table_name("things");
    let output = get.key("id", text("nothing")).send().await?;
    assert_eq!(output.item(), None);

    for id in ["second", "third"] {
        let put = client.put_item().table_name("things");
        put.item("id", text(id)).send().await?;
    }
    let scan = client.scan().table_name("things").into_paginator();
    let items: Vec<Item> = scan
        .page_size(1)
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await?;
    let ids = items.iter().filter_map(|item| item["id"].as_s().ok());
    let mut ids: Vec<&String> = ids.collect();
    ids.sort();
    assert_eq!(ids, ["first", "second", "third"]);
    Ok(())
}

#[tokio::test]
async fn refusals_are_modelled_errors() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let missing = client.describe_table().table_name("nowhere").send().await;
    let error = missing.expect_err("no such table").into_service_error();
    assert!(error.is_resource_not_found_exception(), "{error:?}");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert!(error.message().is_some_and(|it| it.contains("nowhere")));

    create(&client, "twice").await?;
    let error = create(&client, "twice").await.expect_err("there already");
    assert!(
        matches!(error, Error::ResourceInUseException(_)),
        "{error:?}"
    );

    let put = client.put_item().table_name("twice");
    put.set_item(Some(everything("kept"))).send().await?;
    let put = client
        .put_item()
        .table_name("twice")
        .item("id", text("kept"));
    let refused = put
        .condition_expression("attribute_not_exists(id)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await;
    let error = refused.expect_err("a condition").into_service_error();
    let PutItemError::ConditionalCheckFailedException(error) = error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(error.item(), Some(&everything("kept")));
    Ok(())
}

/// An item with a value of every kind.
fn everything(id: &str) -> Item {
    let map = HashMap::from([("größe".to_owned(), AttributeValue::N("1.5".to_owned()))]);
    let list = vec![
        AttributeValue::Null(true),
        AttributeValue::L(vec![text("deep")]),
        AttributeValue::M(map.clone()),
    ];
    HashMap::from([
        ("id".to_owned(), text(id)),
        ("number".to_owned(), AttributeValue::N("-7".to_owned())),
        (
            "bytes".to_owned(),
            AttributeValue::B(Blob::new(*b"\x00\xff")),
        ),
        ("texts".to_owned(), AttributeValue::Ss(vec!["a".to_owned()])),
        ("flag".to_owned(), AttributeValue::Bool(false)),
        ("map".to_owned(), AttributeValue::M(map)),
        ("list".to_owned(), AttributeValue::L(list)),
    ])
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

async fn create(client: &Client, name: &str) -> Result<(), Error> {
    let id = || AttributeDefinition::builder().attribute_name("id");
    let definition = id().attribute_type(ScalarAttributeType::S).build()?;
    let key = KeySchemaElement::builder().attribute_name("id");
    let output = client
        .create_table()
        .table_name(name)
        .attribute_definitions(definition)
        .key_schema(key.key_type(KeyType::Hash).build()?)
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await?;
    let table = output.table_description().expect("a table");
    assert_eq!(table.table_name(), Some(name));
    Ok(())
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
