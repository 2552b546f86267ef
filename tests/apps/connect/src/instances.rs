//! Instances and their tags.

use aws_sdk_connect::operation::list_tags_for_resource::ListTagsForResourceOutput;
use aws_sdk_connect::primitives::{DateTime, DateTimeFormat};
use aws_sdk_connect::types::{DirectoryType, Instance, InstanceStatus, InstanceSummary};
use aws_sdk_connect::{Client, Error};

/// Creates an instance and waits for nothing.
pub async fn create(client: &Client, alias: &str) -> Result<String, Error> {
    let created = client
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias(alias)
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .send()
        .await?;
    Ok(created.id().unwrap_or_default().to_owned())
}

/// Tags a resource, and removes a tag that it should not have.
pub async fn label(client: &Client, arn: &str) -> Result<ListTagsForResourceOutput, Error> {
    client
        .tag_resource()
        .resource_arn(arn)
        .tags("copied", "yes")
        .send()
        .await?;
    client
        .untag_resource()
        .resource_arn(arn)
        .tag_keys("old")
        .tag_keys("older")
        .send()
        .await?;
    Ok(client
        .list_tags_for_resource()
        .resource_arn(arn)
        .send()
        .await?)
}

/// What there is, as text.
pub async fn report(client: &Client, id: &str) -> Result<String, Error> {
    let summaries: Vec<InstanceSummary> = client
        .list_instances()
        .into_paginator()
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await?;
    let output = client.describe_instance().instance_id(id).send().await?;
    let one = output.instance().map(line).unwrap_or_default();
    Ok(format!("{one}, of {}", summaries.len()))
}

/// Deletes an instance.
pub async fn delete(client: &Client, id: &str) -> Result<(), Error> {
    client.delete_instance().instance_id(id).send().await?;
    Ok(())
}

fn line(instance: &Instance) -> String {
    let status = match instance.instance_status() {
        Some(InstanceStatus::Active) => "active",
        Some(InstanceStatus::CreationInProgress) => "being made",
        Some(InstanceStatus::CreationFailed) => instance
            .status_reason()
            .and_then(|reason| reason.message())
            .unwrap_or("failed"),
        Some(other) => other.as_str(),
        None => "unknown",
    };
    let created: Option<&DateTime> = instance.created_time();
    let created = created
        .and_then(|time| time.fmt(DateTimeFormat::DateTime).ok())
        .unwrap_or_default();
    let calls = instance.inbound_calls_enabled().unwrap_or_default();
    format!("{status} since {created}, inbound calls {calls}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_one_line() {
        let instance = Instance::builder()
            .instance_status(InstanceStatus::from("ACTIVE"))
            .created_time(DateTime::from_secs(1_600_000_000))
            .inbound_calls_enabled(true)
            .build();
        assert_eq!(
            line(&instance),
            "active since 2020-09-13T12:26:40Z, inbound calls true"
        );
        let odd = Instance::builder().instance_status("PAUSED".into()).build();
        assert_eq!(line(&odd), "PAUSED since , inbound calls false");
    }
}
