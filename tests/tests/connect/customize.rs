//! Customization of single calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tinsmith_connect::Client;
use tinsmith_connect::config::interceptors::{
    BeforeTransmitInterceptorContextMut, FinalizerInterceptorContextRef,
};
use tinsmith_connect::config::{
    Builder, ConfigBag, Credentials, Intercept, Region, RuntimeComponents,
};
use tinsmith_connect::error::{BoxError, SdkError};
use tinsmith_connect::operation::describe_user::{DescribeUserInput, DescribeUserOutput};
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client, config};

#[tokio::test]
async fn a_request_may_be_changed_before_it_is_signed() {
    let server = Server::start([Answer::ok("{}")]);
    client(&server)
        .list_instances()
        .customize()
        .mutate_request(|request| {
            request.headers_mut().insert("x-mutated", "yes");
        })
        .send()
        .await
        .expect("an answer");
    let request = server.only_request();
    assert_eq!(request.header("x-mutated"), Some("yes"));
    let signed = signature::check(&request, SECRET);
    assert!(signed.signed_headers.contains(&"x-mutated".to_owned()));
}

#[tokio::test]
async fn a_request_may_be_replaced_or_refused() {
    let server = Server::start([Answer::ok("{}")]);
    let client = client(&server);
    client
        .list_instances()
        .customize()
        .map_request(|mut request| {
            request.headers_mut().insert("x-mapped", "yes");
            Ok::<_, std::io::Error>(request)
        })
        .send()
        .await
        .expect("an answer");
    assert_eq!(server.only_request().header("x-mapped"), Some("yes"));

    let error = client
        .list_instances()
        .customize()
        .map_request(|_| Err(std::io::Error::other("not today")))
        .send()
        .await
        .expect_err("an error");
    assert!(!matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert!(format!("{error:?}").contains("not today"), "{error:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_call_may_have_another_region_and_other_credentials() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let client = client(&server);
    client
        .list_instances()
        .customize()
        .config_override(
            Builder::new()
                .region(Region::new("ap-southeast-2"))
                .credentials_provider(Credentials::new("OTHER", "their secret", None, None, "t")),
        )
        .send()
        .await
        .expect("an answer");
    client.list_instances().send().await.expect("an answer");

    let received = server.received();
    let signed = signature::check(&received[0], "their secret");
    assert_eq!(
        (&*signed.key_id, &*signed.region),
        ("OTHER", "ap-southeast-2")
    );
    let signed = signature::check(&received[1], SECRET);
    assert_eq!(signed.region, "eu-west-2");
}

#[tokio::test]
async fn a_call_may_go_elsewhere() {
    let (here, there) = (Server::start([]), Server::start([Answer::ok("{}")]));
    client(&here)
        .list_instances()
        .customize()
        .config_override(Builder::new().endpoint_url(there.url()))
        .send()
        .await
        .expect("an answer");
    assert!(here.received().is_empty());
    signature::check(&there.only_request(), SECRET);
}

/// Counts calls, and checks that the types in the hooks are those of the operation.
#[derive(Clone, Debug, Default)]
struct Counter {
    attempts: Arc<AtomicUsize>,
    ends: Arc<AtomicUsize>,
}

impl Intercept for Counter {
    fn name(&self) -> &'static str {
        "Counter"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.attempts.fetch_add(1, Ordering::SeqCst);
        // Behind the signature, so not part of it.
        context.request_mut().headers_mut().insert("x-late", "yes");
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.ends.fetch_add(1, Ordering::SeqCst);
        if let Some(Ok(output)) = context.output_or_error() {
            let output = output.downcast_ref::<DescribeUserOutput>();
            output.ok_or("another type of output")?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_see_a_call_from_both_ends() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let (of_client, of_call) = (Counter::default(), Counter::default());
    let client = Client::from_conf(config(&server).interceptor(of_client.clone()).build());
    let call = client.describe_user().instance_id("i-1").user_id("u-1");
    let input: DescribeUserInput = call.as_input().clone().build().expect("an input");
    assert_eq!(input.instance_id(), Some("i-1"));
    call.clone()
        .customize()
        .interceptor(of_call.clone())
        .send()
        .await
        .expect("an answer");
    call.send().await.expect("an answer");

    let counts = |it: &Counter| {
        let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
        (count(&it.attempts), count(&it.ends))
    };
    assert_eq!(counts(&of_client), (2, 2));
    assert_eq!(counts(&of_call), (1, 1));
    for request in server.received() {
        assert_eq!(request.header("x-late"), Some("yes"));
        let signed = signature::check(&request, SECRET);
        assert!(!signed.signed_headers.contains(&"x-late".to_owned()));
    }
}

/// Fails before anything is sent.
#[derive(Debug)]
struct Refuses;

impl Intercept for Refuses {
    fn name(&self) -> &'static str {
        "Refuses"
    }

    fn modify_before_transmit(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Err("refused".into())
    }
}

#[tokio::test]
async fn an_interceptor_may_end_a_call() {
    let server = Server::start([]);
    let error = client(&server)
        .list_instances()
        .customize()
        .interceptor(Refuses)
        .send()
        .await
        .expect_err("an error");
    assert!(format!("{error:?}").contains("refused"), "{error:?}");
    assert!(server.received().is_empty());
}
