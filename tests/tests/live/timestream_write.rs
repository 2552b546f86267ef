//! Timestream, which requires endpoint discovery: databases at the discovered endpoint.

use std::sync::{Arc, Mutex};
use tinsmith_tests::moto::Moto;

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError;
use tinsmith_runtime::aws_smithy_runtime_api::client::http::{
    HttpClient as _, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector,
    http_client_fn,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;

use super::clients::timestream_write::Client;
use super::clients::timestream_write::config::{BehaviorVersion, Config, Region};
use crate::credentials;

#[tokio::test]
async fn a_database_is_made_at_the_endpoint_that_was_told() -> Result<(), BoxError> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let hosts = Arc::default();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(credentials())
        .endpoint_url("https://regional.example.com")
        .http_client(to_moto(&moto, &hosts));
    let client = Client::from_conf(config.build());
    let told = client.describe_endpoints().send().await?;
    let told = told.endpoints()[0].address().to_owned();

    let (client, reload) = client.with_endpoint_discovery_enabled().await?;
    let task = tokio::spawn(reload.reload_task());
    let made = client.create_database().database_name("lakes").send();
    let made = made.await?.database.expect("a database");
    assert_eq!(made.database_name(), Some("lakes"));
    let missing = client.describe_database().database_name("seas").send();
    let error = missing.await.expect_err("no such database");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    task.abort();

    let hosts: Vec<String> = std::mem::take(&mut *hosts.lock().expect("no panic"));
    let regional = "regional.example.com".to_owned();
    assert_eq!(hosts, [regional.clone(), regional, told.clone(), told]);
    Ok(())
}

type Hosts = Arc<Mutex<Vec<String>>>;

/// Sends to the server whatever goes to a host, which is noted.
#[derive(Debug)]
struct ToMoto {
    connector: SharedHttpConnector,
    url: String,
    hosts: Hosts,
}

impl HttpConnector for ToMoto {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let rest = request.uri().trim_start_matches("https://");
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        self.hosts.lock().expect("no panic").push(host.to_owned());
        let url = format!("{}/{path}", self.url);
        request.set_uri(url).expect("a URI");
        self.connector.call(request)
    }
}

fn to_moto(moto: &Moto, hosts: &Hosts) -> SharedHttpClient {
    let (client, url) = (HttpClientBuilder::new().build_http(), moto.url());
    let hosts = Arc::clone(hosts);
    http_client_fn(move |settings, components| {
        SharedHttpConnector::new(ToMoto {
            connector: client.http_connector(settings, components),
            url: url.clone(),
            hosts: Arc::clone(&hosts),
        })
    })
}
