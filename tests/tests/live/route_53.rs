//! Route 53, which speaks restXml: zones and records.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_tests::moto::Moto;

use super::clients::route_53::config::{BehaviorVersion, Config, Region};
use super::clients::route_53::types::{
    Change, ChangeAction, ChangeBatch, ChangeStatus, HostedZone, HostedZoneConfig, ResourceRecord,
    ResourceRecordSet, RrType,
};
use super::clients::route_53::{Client, Error};
use crate::credentials;

#[tokio::test]
async fn zones_are_made_found_listed_and_removed() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let mut made = Vec::new();
    for name in ["one.example.", "two.example.", "three.example."] {
        made.push(create(&client, name).await?);
    }
    let zone = &made[1];
    // The service gives ids as paths and takes them so too.
    assert!(zone.id().starts_with("/hostedzone/"), "{zone:?}");
    let found = client.get_hosted_zone().id(zone.id()).send().await?;
    let found = found.hosted_zone().expect("a zone");
    assert_eq!(found.name(), "two.example.");
    let comment = found.config().and_then(HostedZoneConfig::comment);
    assert_eq!(comment, Some("<two.example.> & more"));

    let zones = client.list_hosted_zones().max_items(2).into_paginator();
    let zones: Vec<HostedZone> = zones.items().send().collect::<Result<_, _>>().await?;
    let mut names: Vec<&str> = zones.iter().map(HostedZone::name).collect();
    names.sort_unstable();
    assert_eq!(names, ["one.example.", "three.example.", "two.example."]);

    client.delete_hosted_zone().id(zone.id()).send().await?;
    let gone = client.get_hosted_zone().id(zone.id()).send().await;
    let error = gone.expect_err("no such zone").into_service_error();
    assert!(error.is_no_such_hosted_zone(), "{error:?}");
    assert_eq!(error.code(), Some("NoSuchHostedZone"));
    assert!(error.message().is_some_and(|message| !message.is_empty()));
    Ok(())
}

#[tokio::test]
async fn records_are_as_they_were_written() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let zone = create(&client, "example.org.").await?;
    let values = ["\"a <b> & 'c'\"", "\"größe\""];
    let records = ResourceRecordSet::builder()
        .name("text.example.org.")
        .r#type(RrType::Txt)
        .ttl(300)
        .set_resource_records(Some(values.into_iter().map(record).collect()))
        .build()?;
    let changed = change(&client, zone.id(), ChangeAction::Create, records.clone()).await?;
    assert!(changed > DateTime::from_secs(1_500_000_000), "{changed:?}");

    let all = client.list_resource_record_sets().hosted_zone_id(zone.id());
    let all = all.send().await?;
    let found = all.resource_record_sets().iter();
    let found: Vec<_> = found.filter(|set| set.r#type() == &RrType::Txt).collect();
    assert_eq!(found, [&records]);

    let twice = change(&client, zone.id(), ChangeAction::Create, records).await;
    let error = twice.expect_err("it is there");
    assert!(matches!(error, Error::InvalidChangeBatch(_)), "{error:?}");
    Ok(())
}

async fn create(client: &Client, name: &str) -> Result<HostedZone, Box<dyn std::error::Error>> {
    let config = HostedZoneConfig::builder().comment(format!("<{name}> & more"));
    let create = client.create_hosted_zone().name(name);
    let create = create.caller_reference(format!("reference of {name}"));
    let output = create.hosted_zone_config(config.build()).send().await?;
    let info = output.change_info().expect("a change");
    assert!([ChangeStatus::Insync, ChangeStatus::Pending].contains(info.status()));
    assert!(!output.location().is_empty());
    Ok(output.hosted_zone().cloned().expect("a zone"))
}

async fn change(
    client: &Client,
    zone: &str,
    action: ChangeAction,
    records: ResourceRecordSet,
) -> Result<DateTime, Error> {
    let change = Change::builder()
        .action(action)
        .resource_record_set(records);
    let batch = ChangeBatch::builder().changes(change.build()?).build()?;
    let change = client.change_resource_record_sets().hosted_zone_id(zone);
    let output = change.change_batch(batch).send().await?;
    Ok(*output.change_info().expect("a change").submitted_at())
}

fn record(value: &str) -> ResourceRecord {
    let record = ResourceRecord::builder().value(value).build();
    record.expect("a value is all that a record needs")
}

fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}
