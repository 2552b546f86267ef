//! Amazon Connect: instances and tags.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use serde_json::Value;
use tinsmith_connect::config::{
    BehaviorVersion, Config, HttpClient, Region, RuntimeComponents, SharedHttpClient,
};
use tinsmith_connect::error::ProvideErrorMetadata;
use tinsmith_connect::operation::RequestId;
use tinsmith_connect::types::{DirectoryType, InstanceStatus, InstanceSummary};
use tinsmith_connect::{Client, Error};
use tinsmith_runtime::aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tinsmith_runtime::aws_smithy_runtime_api::client::result::ConnectorError;
use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_smithy_types::date_time::Format;
use tinsmith_tests::moto::Moto;

use crate::credentials;

#[tokio::test]
async fn an_instance_is_made_described_listed_and_deleted() -> Result<(), Box<dyn std::error::Error>>
{
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let mut made = Vec::new();
    for alias in ["one", "two", "three"] {
        made.push(create(&client, alias).await?);
    }

    let output = client.describe_instance().instance_id(&made[1]);
    let output = output.send().await?;
    assert!(output.request_id().is_some());
    let instance = output.instance().expect("an instance");
    assert_eq!(instance.id(), Some(made[1].as_str()));
    assert_eq!(instance.instance_alias(), Some("two"));
    assert_eq!(instance.instance_status(), Some(&InstanceStatus::Active));
    let kind = instance.identity_management_type();
    assert_eq!(kind, Some(&DirectoryType::ConnectManaged));
    assert!(instance.created_time().is_some());
    assert_eq!(instance.inbound_calls_enabled(), Some(true));
    assert_eq!(instance.outbound_calls_enabled(), Some(false));

    assert_eq!(listed(&client).await?, made);
    let mut pages = client.list_instances().into_paginator().page_size(2).send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await? {
        sizes.push(page.instance_summary_list().len());
    }
    assert_eq!(sizes, [2, 1]);

    client
        .delete_instance()
        .instance_id(&made[1])
        .send()
        .await?;
    assert_eq!(listed(&client).await?, [made[0].as_str(), made[2].as_str()]);
    Ok(())
}

#[tokio::test]
async fn tags_are_put_listed_and_removed() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let id = create(&client, "tagged").await?;
    let instance = client.describe_instance().instance_id(id).send().await?;
    // The name is a label of the path, with colons and a slash in it.
    let arn = instance.instance().and_then(|it| it.arn());
    let arn = arn.expect("a resource name");

    client
        .tag_resource()
        .resource_arn(arn)
        .tags("team", "support & care")
        .tags("größe", "l")
        .tags("old", "yes")
        .send()
        .await?;
    assert_eq!(
        tags(&client, arn).await?,
        ["größe=l", "old=yes", "team=support & care"]
    );
    client
        .untag_resource()
        .resource_arn(arn)
        .tag_keys("old")
        .tag_keys("größe")
        .send()
        .await?;
    assert_eq!(tags(&client, arn).await?, ["team=support & care"]);
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_a_modelled_error() {
    let Some(moto) = Moto::start() else { return };
    let client = client(&moto);
    let error = client
        .describe_instance()
        .instance_id("nowhere")
        .send()
        .await
        .expect_err("no such instance");
    assert_eq!(
        error.raw_response().map(|it| it.status().as_u16()),
        Some(404)
    );
    assert!(error.request_id().is_some());
    let error = error.into_service_error();
    assert!(error.is_resource_not_found_exception());
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.message(), Some("Instance with id nowhere not found"));

    let deleted = client.delete_instance().instance_id("nowhere").send().await;
    let error = Error::from(deleted.expect_err("no such instance"));
    assert!(matches!(error, Error::ResourceNotFoundException(_)));
}

/// A client of the server.
fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(Seconds(HttpClientBuilder::new().build_http()))
        .build();
    Client::from_conf(config)
}

async fn create(client: &Client, alias: &str) -> Result<String, Error> {
    let created = client
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias(alias)
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .send()
        .await?;
    assert!(created.arn().is_some_and(|arn| arn.contains("eu-west-2")));
    Ok(created.id().expect("an id").to_owned())
}

/// The ids of the instances, a page of one at a time.
async fn listed(client: &Client) -> Result<Vec<String>, Error> {
    let items = client.list_instances().into_paginator().page_size(1);
    let items: Result<Vec<InstanceSummary>, _> = items.items().send().collect().await;
    Ok(items?.into_iter().filter_map(|it| it.id).collect())
}

/// The tags in order, each as `key=value`.
async fn tags(client: &Client, arn: &str) -> Result<Vec<String>, Error> {
    let output = client.list_tags_for_resource().resource_arn(arn);
    let output = output.send().await?;
    let tags = output.tags().expect("tags").iter();
    let mut tags: Vec<String> = tags.map(|(key, value)| format!("{key}={value}")).collect();
    tags.sort();
    Ok(tags)
}

/// moto writes `CreatedTime` as text, where the service and its model have seconds; this mends it.
#[derive(Debug)]
struct Seconds(SharedHttpClient);

impl HttpClient for Seconds {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Mend(self.0.http_connector(settings, components)))
    }
}

#[derive(Debug)]
struct Mend(SharedHttpConnector);

impl HttpConnector for Mend {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let response = self.0.call(request);
        HttpConnectorFuture::new(async move { mend(response.await?).await })
    }
}

async fn mend(mut response: HttpResponse) -> Result<HttpResponse, ConnectorError> {
    let body = ByteStream::new(response.take_body()).collect().await;
    let body = body.map_err(|error| ConnectorError::io(error.into()))?;
    let mut body = body.into_bytes().to_vec();
    if let Ok(mut value) = serde_json::from_slice(&body) {
        mend_times(&mut value);
        body = value.to_string().into_bytes();
    }
    let length = body.len().to_string();
    response.headers_mut().insert("content-length", length);
    *response.body_mut() = SdkBody::from(body);
    Ok(response)
}

fn mend_times(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str() {
                    Some(text) if key == "CreatedTime" => {
                        let time = DateTime::from_str(text, Format::DateTimeWithOffset);
                        *value = time.expect("a time").as_secs_f64().into();
                    }
                    _ => mend_times(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mend_times),
        _ => {}
    }
}
