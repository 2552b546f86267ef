//! S3, which speaks restXml in its own way: buckets and objects.

use std::time::Duration;
use tinsmith_tests::moto::Moto;

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_runtime::aws_types::request_id::RequestId as _;

use super::clients::s3::client::Waiters as _;
use super::clients::s3::config::timeout::TimeoutConfig;
use super::clients::s3::config::{BehaviorVersion, Config, Region, StalledStreamProtectionConfig};
use super::clients::s3::error::{DisplayErrorContext, SdkError};
use super::clients::s3::presigning::{PresignedRequest, PresigningConfig};
use super::clients::s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
use super::clients::s3::{Client, Error};
use crate::credentials;
use tinsmith_tests::plain;
use tinsmith_tests::server::{Answer, Server};

/// A key with everything that paths and XML would change.
const KEY: &str = "a/../größe & <b>+c%20 'd'/e";

#[tokio::test]
async fn buckets_are_made_placed_and_listed() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "one-bucket").await?;
    create(&client, "two-bucket").await?;
    let place = client.get_bucket_location().bucket("one-bucket");
    let place = place.send().await?;
    let expected = BucketLocationConstraint::EuWest2;
    assert_eq!(place.location_constraint(), Some(&expected));

    let output = client.list_buckets().send().await?;
    let names: Vec<_> = output.buckets().iter().filter_map(|it| it.name()).collect();
    assert_eq!(names, ["one-bucket", "two-bucket"]);
    let made = output.buckets()[0].creation_date().expect("a time");
    assert!(made > &DateTime::from_secs(1_500_000_000), "{made:?}");
    assert!(output.owner().and_then(|owner| owner.id()).is_some());
    let twice = create(&client, "one-bucket").await;
    let error = twice.expect_err("it is there");
    assert!(
        matches!(error, Error::BucketAlreadyOwnedByYou(_)),
        "{error:?}"
    );
    Ok(())
}

#[tokio::test]
async fn buckets_and_objects_are_waited_for() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let wait = Duration::from_secs(60);
    let none = client.wait_until_bucket_not_exists().bucket("later");
    assert!(none.wait(wait).await?.as_result().is_err());
    let none = client.wait_until_bucket_exists().bucket("later");
    let late = none
        .wait(Duration::ZERO)
        .await
        .expect_err("it is not there");
    assert_eq!(late.to_string(), "exceeded max wait time (0ns)");
    create(&client, "later").await?;
    client
        .wait_until_bucket_exists()
        .bucket("later")
        .wait(wait)
        .await?;

    let none = client.wait_until_object_not_exists().bucket("later");
    none.key(KEY).wait(wait).await?;
    let put = client.put_object().bucket("later").key(KEY);
    put.body(ByteStream::from_static(b"x")).send().await?;
    let there = client.wait_until_object_exists().bucket("later");
    let head = there.key(KEY).wait(wait).await?.into_result()?;
    assert_eq!(head.content_length(), Some(1));
    Ok(())
}

#[tokio::test]
async fn an_object_comes_back_as_it_was_put() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "things").await?;
    let body = b"<not>XML\x00\xff".to_vec();
    let put = client.put_object().bucket("things").key(KEY);
    let put = put.content_type("text/x-own").metadata("colour", "red");
    let put = put.body(ByteStream::from(body.clone())).send().await?;
    assert!(put.e_tag().is_some());

    let get = client.get_object().bucket("things").key(KEY).send().await?;
    assert!(get.request_id().is_some());
    assert_eq!(get.content_type(), Some("text/x-own"));
    assert_eq!(get.metadata().expect("metadata")["colour"], "red");
    assert_eq!(get.body.collect().await?.to_vec(), body);
    let get = client.get_object().bucket("things").key(KEY);
    let get = get.range("bytes=1-3").send().await?;
    assert_eq!(get.body.collect().await?.to_vec(), b"not");

    let head = client
        .head_object()
        .bucket("things")
        .key(KEY)
        .send()
        .await?;
    assert_eq!(head.content_length(), Some(10));
    let copy = client.copy_object().bucket("things").key("copy");
    let copy = copy.copy_source("things/a/../gr%C3%B6%C3%9Fe%20%26%20%3Cb%3E%2Bc%2520%20%27d%27/e");
    let copy = copy.send().await?;
    let copy = copy.copy_object_result().expect("a result");
    assert_eq!(copy.e_tag(), put.e_tag());

    client
        .delete_object()
        .bucket("things")
        .key(KEY)
        .send()
        .await?;
    let gone = client.get_object().bucket("things").key(KEY).send().await;
    let error = gone.expect_err("no such key").into_service_error();
    assert!(error.is_no_such_key(), "{error:?}");
    assert_eq!(error.code(), Some("NoSuchKey"));
    // An answer to HEAD has no body that could say so.
    let gone = client.head_object().bucket("things").key(KEY).send().await;
    let error = gone.expect_err("no such key").into_service_error();
    assert!(error.is_not_found(), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn objects_are_listed_by_pages_and_prefixes() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "things").await?;
    for key in ["a/1", "a/2", "b & c", "d"] {
        let put = client.put_object().bucket("things").key(key);
        put.body(ByteStream::from_static(b"12")).send().await?;
    }
    let list = client.list_objects_v2().bucket("things").max_keys(3);
    let pages = list.into_paginator().send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await?;
    assert_eq!(pages.len(), 2);
    let objects = pages.iter().flat_map(|page| page.contents());
    let keys: Vec<_> = objects.filter_map(|object| object.key()).collect();
    assert_eq!(keys, ["a/1", "a/2", "b & c", "d"]);
    assert_eq!(pages[0].contents()[0].size(), Some(2));
    assert_eq!(pages[0].is_truncated(), Some(true));

    let list = client.list_objects_v2().bucket("things").delimiter("/");
    let list = list.send().await?;
    assert_eq!(list.common_prefixes()[0].prefix(), Some("a/"));
    let nowhere = client.list_objects_v2().bucket("nowhere").send().await;
    let error = nowhere.expect_err("no such bucket").into_service_error();
    assert!(error.is_no_such_bucket(), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn parts_of_an_object_are_listed_until_there_are_no_more()
-> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "things").await?;
    let begun = client.create_multipart_upload().bucket("things").key(KEY);
    let begun = begun.send().await?;
    let id = begun.upload_id().expect("an upload");
    for number in 1..=3 {
        let part = client.upload_part().bucket("things").key(KEY).upload_id(id);
        let part = part.part_number(number).body(vec![0; 7].into());
        assert!(part.send().await?.e_tag().is_some());
    }
    let list = client.list_parts().bucket("things").key(KEY).upload_id(id);
    let pages = list.max_parts(2).into_paginator().send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await?;
    assert_eq!(pages.len(), 2);
    // It is the answer that says so, not the lack of a token.
    assert_eq!(pages[1].is_truncated(), Some(false));
    assert!(pages[1].next_part_number_marker().is_some());
    let parts = pages.iter().flat_map(|page| page.parts());
    let parts: Vec<_> = parts
        .map(|part| (part.part_number(), part.size()))
        .collect();
    assert_eq!(parts, [1, 2, 3].map(|number| (Some(number), Some(7))));
    Ok(())
}

#[tokio::test]
async fn presigned_urls_are_fetched_by_whoever_has_them() -> Result<(), Box<dyn std::error::Error>>
{
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    create(&client, "things").await?;
    let soon = || PresigningConfig::expires_in(Duration::from_secs(60));
    let send = |request: &PresignedRequest, body: &[u8]| {
        plain::send(request.method(), request.uri(), request.headers(), body)
    };
    let put = client.put_object().bucket("things").key(KEY);
    let put = put.content_type("text/x-own").metadata("colour", "red");
    let put = put.presigned(soon()?).await?;
    assert_eq!(send(&put, b"<not>XML")?.status, 200);

    let get = client.get_object().bucket("things").key(KEY);
    let get = get.presigned(soon()?).await?;
    let got = send(&get, b"")?;
    assert_eq!((got.status, &got.body[..]), (200, &b"<not>XML"[..]));
    assert!(got.head.contains("text/x-own"), "{}", got.head);
    let part = client.get_object().bucket("things").key(KEY);
    let part = part.range("bytes=1-3").presigned(soon()?).await?;
    assert_eq!(send(&part, b"")?.body, b"not");
    let head = client.head_object().bucket("things").key(KEY);
    let head = send(&head.presigned(soon()?).await?, b"")?;
    assert_eq!(head.status, 200);
    assert!(
        head.head.to_lowercase().contains("x-amz-meta-colour: red"),
        "{}",
        head.head
    );

    let begun = client
        .create_multipart_upload()
        .bucket("things")
        .key("parts");
    let begun = begun.send().await?;
    let id = begun.upload_id().expect("an upload");
    let part = client
        .upload_part()
        .bucket("things")
        .key("parts")
        .upload_id(id);
    let part = part.part_number(1).presigned(soon()?).await?;
    assert_eq!(send(&part, b"a part")?.status, 200);
    let parts = client
        .list_parts()
        .bucket("things")
        .key("parts")
        .upload_id(id);
    let parts = parts.send().await?;
    assert_eq!(parts.parts()[0].size(), Some(6));

    let delete = client.delete_object().bucket("things").key(KEY);
    let delete = delete.presigned(soon()?).await?;
    assert_eq!(send(&delete, b"")?.status, 204);
    assert_eq!(send(&get, b"")?.status, 404);
    Ok(())
}

async fn create(client: &Client, name: &str) -> Result<(), Error> {
    let place = CreateBucketConfiguration::builder();
    let place = place.location_constraint(BucketLocationConstraint::EuWest2);
    let create = client.create_bucket().bucket(name);
    create
        .create_bucket_configuration(place.build())
        .send()
        .await?;
    Ok(())
}

/// A page that a proxy puts in the place of every answer.
const PAGE: &str = "<!DOCTYPE html><html><body>Log in</body></html>";

#[tokio::test]
async fn a_page_of_a_proxy_is_no_list_of_objects() {
    let page = Answer::new(200)
        .header("content-type", "text/html")
        .body(PAGE);
    let server = Server::start([page.clone(), page.clone(), page, Answer::new(200)]);
    let client = at(&server.url());
    let list = client.list_objects_v2().bucket("things");
    let error = list.clone().send().await.expect_err("no list");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("HTTP status 200"), "{whole}");
    let pages: Vec<_> = list.into_paginator().send().collect().await;
    assert!(matches!(&pages[..], [Err(_)]), "{pages:?}");
    let upload = client.create_multipart_upload().bucket("things").key("a");
    upload.clone().send().await.expect_err("no upload");
    let error = upload.send().await.expect_err("no body");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("found the end of the document"), "{whole}");
}

#[tokio::test]
async fn an_object_may_take_longer_than_the_operation_but_not_stand_still() {
    let short = Duration::from_millis(200);
    let watched = StalledStreamProtectionConfig::enabled()
        .grace_period(short)
        .build();
    let timeouts = TimeoutConfig::builder().operation_timeout(short).build();
    let server = Server::start([Answer::new(200).body("0123456789").stalled(3)]);
    let config = at(&server.url()).config().to_builder();
    let config = config
        .timeout_config(timeouts)
        .stalled_stream_protection(watched)
        .build();
    let get = Client::from_conf(config).get_object();
    // The operation ends with the head of the answer, as in the official client.
    let output = get.bucket("things").key("a").send().await.expect("a head");
    let error = output.body.collect().await.expect_err("it stands still");
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("throughput"), "{whole}");
}

#[tokio::test]
async fn a_copy_may_stand_still_until_its_time_is_over() {
    let watched = StalledStreamProtectionConfig::enabled()
        .grace_period(Duration::from_millis(1))
        .build();
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_secs(3))
        .build();
    let answer = Answer::new(200).body("<CopyObjectResult/>").stalled(3);
    let server = Server::start([answer]);
    let config = at(&server.url()).config().to_builder();
    let config = config
        .timeout_config(timeouts)
        .stalled_stream_protection(watched)
        .build();
    let copy = Client::from_conf(config).copy_object();
    let copy = copy.bucket("things").key("b").copy_source("things/a");
    let error = copy.send().await.expect_err("no answer");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

fn client(moto: &Moto) -> Client {
    at(&moto.url())
}

/// The client, which calls `url`.
fn at(url: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(url)
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}
