//! Endpoint discovery: an endpoint is looked up at once, used, looked up again in time, and kept if the lookup fails.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tinsmith_runtime::aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use tinsmith_runtime::aws_smithy_async::time::TimeSource;
use tinsmith_runtime::aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tinsmith_runtime::aws_smithy_runtime_api::http::StatusCode;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;

use crate::clients;
use crate::support::{config, credentials};

/// A clock that goes on when it is told to.
#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    fn new() -> Self {
        let start = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        Self(Arc::new(Mutex::new(start)))
    }

    /// Lets some minutes pass, and whoever waits for one of them go on.
    async fn pass(&self, minutes: u32) {
        for _ in 0..minutes {
            *self.0.lock().expect("no panic") += Duration::from_secs(60);
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
        }
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().expect("no panic")
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        let (clock, end) = (self.clone(), self.now() + duration);
        Sleep::new(std::future::poll_fn(move |context| {
            if clock.now() >= end {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }
}

/// All hosts in one: what was called where, and what lookups are answered with, once each.
#[derive(Clone, Debug, Default)]
struct Hosts {
    calls: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
}

impl Hosts {
    fn tell(&self, address: &str, minutes: i64) -> &Self {
        let endpoint = serde_json::json!({"Address": address, "CachePeriodInMinutes": minutes});
        let answer = serde_json::json!({"Endpoints": [endpoint]});
        self.answer(200, &answer.to_string())
    }

    fn answer(&self, status: u16, body: &str) -> &Self {
        let mut answers = self.answers.lock().expect("no panic");
        answers.push_back((status, body.to_owned()));
        self
    }

    /// The calls since the last look.
    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().expect("no panic"))
    }
}

impl HttpConnector for Hosts {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let call = format!("{operation} {}", request.uri());
        let mut answer = (200, "{}".to_owned());
        if operation == "DescribeEndpoints" {
            let told = self.answers.lock().expect("no panic").pop_front();
            answer = told.unwrap_or_else(|| (500, "{}".to_owned()));
        }
        self.calls.lock().expect("no panic").push(call);
        let status = StatusCode::try_from(answer.0).expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(answer.1))))
    }
}

/// The configuration of a client that calls these hosts.
macro_rules! hosts {
    ($module:ident, $hosts:expr) => {{
        let connector = $hosts.clone();
        config!($module, "https://regional.example").http_client(http_client_fn(move |_, _| {
            SharedHttpConnector::new(connector.clone())
        }))
    }};
}

const REGIONAL: &str = "DescribeEndpoints https://regional.example/";

macro_rules! calls_go_to_the_endpoint_until_another_is_told {
    ($test:ident, $module:ident) => {
        #[tokio::test]
        async fn $test() {
            let (clock, hosts) = (Clock::new(), Hosts::default());
            hosts.tell("cell1.example", 5).tell("cell2.example:8443", 5);
            let config = hosts!($module, hosts)
                .sleep_impl(clock.clone())
                .time_source(clock.clone())
                .build();
            let client = clients::$module::Client::from_conf(config);
            let (client, reload): (_, clients::$module::endpoint_discovery::ReloadEndpoint) =
                client
                    .with_endpoint_discovery_enabled()
                    .await
                    .expect("an endpoint");
            let task = tokio::spawn(reload.reload_task());
            assert_eq!(hosts.calls(), [REGIONAL]);

            // Whether an operation requires it or not.
            client.measure().bay("b").send().await.expect("an answer");
            client.list_bays().send().await.expect("an answer");
            clock.pass(3).await;
            client
                .clone()
                .measure()
                .bay("b")
                .send()
                .await
                .expect("an answer");
            let cell = "https://cell1.example/";
            assert_eq!(
                hosts.calls(),
                [
                    format!("Measure {cell}"),
                    format!("ListBays {cell}"),
                    format!("Measure {cell}")
                ]
            );
            // Fewer than two minutes of five are left: the regional endpoint is asked again.
            clock.pass(1).await;
            client.measure().bay("b").send().await.expect("an answer");
            assert_eq!(
                hosts.calls(),
                [REGIONAL, "Measure https://cell2.example:8443/"]
            );
            // Nothing more is told: the last endpoint stays, and the service is asked each minute.
            clock.pass(6).await;
            client.measure().bay("b").send().await.expect("an answer");
            let calls = hosts.calls();
            let (last, lookups) = calls.split_last().expect("calls");
            assert_eq!(last, "Measure https://cell2.example:8443/");
            assert_eq!(lookups, [REGIONAL; 3]);

            drop(client);
            clock.pass(1).await;
            task.await.expect("the task ends with the client");
        }
    };
}

calls_go_to_the_endpoint_until_another_is_told!(smithy_model, endpoint_discovery);
calls_go_to_the_endpoint_until_another_is_told!(aws_json_model, endpoint_discovery_from_aws_json);

#[tokio::test]
async fn without_an_endpoint_there_is_no_client() {
    let refused = r#"{"__type":"AccessDeniedException","message":"not you"}"#;
    for (status, body, message) in [
        (400, refused, "service error"),
        (
            200,
            r#"{"Endpoints":[]}"#,
            "the service returned no endpoint",
        ),
    ] {
        let hosts = Hosts::default();
        hosts.answer(status, body);
        let config = hosts!(endpoint_discovery, hosts).build();
        let client = clients::endpoint_discovery::Client::from_conf(config);
        let result = client.with_endpoint_discovery_enabled().await;
        let error = result.map(drop).expect_err(message);
        assert!(error.to_string().contains(message), "{error}");
        assert_eq!(hosts.calls(), [REGIONAL]);
    }
}

#[tokio::test]
async fn a_client_that_was_not_told_to_discover_goes_by_the_rules() {
    let hosts = Hosts::default();
    let config = hosts!(endpoint_discovery, hosts).build();
    let client = clients::endpoint_discovery::Client::from_conf(config);
    client.measure().bay("b").send().await.expect("an answer");
    assert_eq!(hosts.calls(), ["Measure https://regional.example/"]);
}

/// The official clients panic where the configuration itself has nothing that sleeps; the default one
/// serves as well.
#[tokio::test]
async fn the_defaults_serve_for_what_the_configuration_lacks() {
    let hosts = Hosts::default();
    hosts.tell("cell1.example", 5).tell("cell2.example", 5);
    let config = hosts!(endpoint_discovery, hosts).build();
    assert!(config.sleep_impl().is_none());
    let client = clients::endpoint_discovery::Client::from_conf(config);
    let (client, reload) = client
        .with_endpoint_discovery_enabled()
        .await
        .expect("an endpoint");
    reload.reload_once().await;
    client.measure().bay("b").send().await.expect("an answer");
    assert_eq!(
        hosts.calls(),
        [REGIONAL, REGIONAL, "Measure https://cell2.example/"]
    );
}

/// Requests to a discovered endpoint are signed like others, and settings are kept.
#[tokio::test]
async fn the_new_client_has_the_settings_of_the_old_one() {
    let hosts = Hosts::default();
    hosts.tell("cell1.example", 5);
    let config = hosts!(endpoint_discovery, hosts).build();
    let client = clients::endpoint_discovery::Client::from_conf(config);
    let (client, _reload) = client
        .with_endpoint_discovery_enabled()
        .await
        .expect("an endpoint");
    let region = client.config().region().expect("a region");
    assert_eq!(region.as_ref(), "eu-west-2");
    let none = client.measure().bay("b").customize();
    let none = none.config_override(
        clients::endpoint_discovery::config::Config::builder()
            .credentials_provider(credentials())
            .endpoint_url("https://mine.example"),
    );
    none.send().await.expect("an answer");
    // A resolver goes before a URL, as everywhere.
    assert_eq!(hosts.calls(), [REGIONAL, "Measure https://cell1.example/"]);
}
