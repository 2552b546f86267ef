//! EC2, which speaks ec2Query: networks and machines.

use std::time::Duration;
use tinsmith_tests::moto::Moto;

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;

use super::clients::ec2::Client;
use super::clients::ec2::client::Waiters as _;
use super::clients::ec2::config::{BehaviorVersion, Config, Region};
use super::clients::ec2::types::{
    Filter, InstanceStateName, InstanceType, IpPermission, IpRange, Tag,
};
use crate::credentials;

#[tokio::test]
async fn a_network_is_made_and_found_by_its_tags() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let made = client.create_vpc().cidr_block("10.7.0.0/16").send().await?;
    let vpc = made.vpc().and_then(|vpc| vpc.vpc_id()).expect("a network");
    let tag = Tag::builder().key("Team & Size").value("größe").build();
    let tags = client.create_tags().resources(vpc).tags(tag.clone());
    tags.send().await?;
    let filter = Filter::builder().name("tag:Team & Size").values("größe");
    let found = client
        .describe_vpcs()
        .filters(filter.build())
        .send()
        .await?;
    let [found] = found.vpcs() else {
        panic!("networks: {found:?}");
    };
    assert_eq!(found.vpc_id(), Some(vpc));
    assert_eq!(found.is_default(), Some(false));
    assert_eq!(found.tags(), [tag]);

    let subnet = client.create_subnet().vpc_id(vpc).cidr_block("10.7.1.0/24");
    subnet.send().await?;
    let filter = Filter::builder().name("vpc-id").values(vpc).build();
    let found = client.describe_subnets().filters(filter).send().await?;
    let addresses = found.subnets()[0].available_ip_address_count();
    assert_eq!(addresses, Some(251));
    let wait = Duration::from_secs(60);
    client
        .wait_until_vpc_exists()
        .vpc_ids(vpc)
        .wait(wait)
        .await?;
    client
        .wait_until_vpc_available()
        .vpc_ids(vpc)
        .wait(wait)
        .await?;
    let filter = Filter::builder().name("vpc-id").values(vpc).build();
    let subnets = client.wait_until_subnet_available().filters(filter);
    subnets.wait(wait).await?;
    Ok(())
}

#[tokio::test]
async fn a_security_group_has_the_rules_it_was_given() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let group = client.create_security_group().group_name("door");
    let made = group.description("who may come in").send().await?;
    let id = made.group_id().expect("a group");
    let range = |cidr: &str| IpRange::builder().cidr_ip(cidr).build();
    let rule = IpPermission::builder()
        .ip_protocol("tcp")
        .from_port(443)
        .to_port(444)
        .ip_ranges(range("10.0.0.0/8"))
        .ip_ranges(range("192.168.0.0/16"))
        .build();
    let allow = client.authorize_security_group_ingress().group_id(id);
    let allowed = allow.ip_permissions(rule.clone()).send().await?;
    assert_eq!(allowed.r#return(), Some(true));
    let there = client.wait_until_security_group_exists();
    there.group_ids(id).wait(Duration::from_secs(60)).await?;
    let found = client
        .describe_security_groups()
        .group_ids(id)
        .send()
        .await?;
    let [found] = found.security_groups() else {
        panic!("groups: {found:?}");
    };
    assert_eq!(found.group_name(), Some("door"));
    let [allowed] = found.ip_permissions() else {
        panic!("rules: {found:?}");
    };
    assert_eq!(allowed.ip_protocol(), rule.ip_protocol());
    assert_eq!(
        (allowed.from_port(), allowed.to_port()),
        (Some(443), Some(444))
    );
    assert_eq!(allowed.ip_ranges(), rule.ip_ranges());
    Ok(())
}

#[tokio::test]
async fn machines_run_and_end() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    client.create_key_pair().key_name("brass").send().await?;
    let keys = client.describe_key_pairs().send().await?;
    assert_eq!(keys.key_pairs()[0].key_name(), Some("brass"));

    let run = client.run_instances().image_id("ami-12c6146b");
    let run = run
        .instance_type(InstanceType::T2Micro)
        .min_count(3)
        .max_count(3);
    let run = run.send().await?;
    let ids: Vec<String> = run
        .instances()
        .iter()
        .filter_map(|instance| instance.instance_id().map(str::to_owned))
        .collect();
    assert_eq!(ids.len(), 3);
    let pages = client.describe_instances().into_paginator().items().send();
    let reservations = pages.collect::<Result<Vec<_>, _>>().await?;
    let [reservation] = &reservations[..] else {
        panic!("reservations: {reservations:?}");
    };
    for instance in reservation.instances() {
        let state = instance.state().and_then(|state| state.name());
        assert_eq!(state, Some(&InstanceStateName::Running));
        assert_eq!(instance.instance_type(), Some(&InstanceType::T2Micro));
        assert!(instance.launch_time().is_some());
    }
    let wait = Duration::from_secs(60);
    let there = client.wait_until_instance_exists();
    there.set_instance_ids(Some(ids.clone())).wait(wait).await?;
    let running = client.wait_until_instance_running();
    running
        .set_instance_ids(Some(ids.clone()))
        .wait(wait)
        .await?;
    let keys = client.wait_until_key_pair_exists();
    keys.key_names("brass").wait(wait).await?;
    let end = client.terminate_instances();
    let ended = end.set_instance_ids(Some(ids.clone())).send().await?;
    assert_eq!(ended.terminating_instances().len(), 3);
    let running = client.wait_until_instance_running();
    let running = running.set_instance_ids(Some(ids.clone()));
    let failed = running.wait(wait).await.expect_err("they have ended");
    assert_eq!(failed.to_string(), "waiting failed");
    let ended = client.wait_until_instance_terminated();
    ended.set_instance_ids(Some(ids)).wait(wait).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_an_error_with_its_code() {
    let Some(moto) = Moto::start() else { return };
    let call = client(&moto).describe_vpcs().vpc_ids("vpc-0000");
    let error = call.send().await.expect_err("no such network");
    let error = error.into_service_error();
    assert_eq!(error.code(), Some("InvalidVpcID.NotFound"));
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
