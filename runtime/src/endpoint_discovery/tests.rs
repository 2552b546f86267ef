//! Lookups of endpoints: first ones, repeated ones and failed ones.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::UNIX_EPOCH;

use aws_smithy_async::rt::sleep::Sleep;
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;

use super::*;
use crate::config::builder::Builder;
use crate::service::{Errors, Service, Signing};

static SERVICE: Service = Service {
    aws: false,
    sdk_id: "Tin Shop",
    api_name: "tinshop",
    crate_name: "tinsmith-tinshop",
    version: "1.2.3",
    signing_name: None,
    auth: &[],
    auth_overrides: &[],
    auth_by_endpoint: false,
    environment_token: None,
    idempotency_tokens: false,
    account_id_endpoints: false,
    endpoint_resolver: || unreachable!("no rules are asked"),
    headers: &[],
    signing: Signing::COMMON,
    errors: Errors::COMMON,
};

/// A clock that advances when the test says so, and wakes those who sleep.
#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(
            UNIX_EPOCH + Duration::from_secs(1_000_000),
        )))
    }

    fn pass(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        let (clock, end) = (self.clone(), self.now() + duration);
        Sleep::new(std::future::poll_fn(move |_| {
            if clock.now() >= end {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }))
    }
}

type Answers = Arc<Mutex<VecDeque<Result<Option<Discovered>, &'static str>>>>;

/// A service that gives each answer once, and the number of lookups.
fn service(
    answers: impl IntoIterator<Item = Result<Option<Discovered>, &'static str>>,
) -> (Answers, Arc<AtomicUsize>) {
    let answers = answers.into_iter().collect();
    (Arc::new(Mutex::new(answers)), Arc::default())
}

fn endpoint(address: &str, minutes: i64) -> Result<Option<Discovered>, &'static str> {
    Ok(Some(Discovered {
        address: Some(address.to_owned()),
        minutes: Some(minutes),
    }))
}

fn start(
    clock: &Clock,
    (answers, lookups): &(Answers, Arc<AtomicUsize>),
) -> Result<(SharedEndpointResolver, ReloadEndpoint), BoxError> {
    let mut config = Builder::new(&SERVICE);
    config
        .set_sleep_impl(Some(SharedAsyncSleep::new(clock.clone())))
        .set_time_source(Some(SharedTimeSource::new(clock.clone())));
    let (answers, lookups) = (Arc::clone(answers), Arc::clone(lookups));
    let lookup = move || {
        lookups.fetch_add(1, Ordering::SeqCst);
        let answer = answers.lock().unwrap().pop_front();
        async move { Ok(answer.expect("an answer is left")?) }
    };
    now(discover(&config.build(), lookup))
}

/// The output of a future that is ready.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

fn url(resolver: &SharedEndpointResolver) -> String {
    let params = EndpointResolverParams::new("whatever the call is");
    let endpoint = now(resolver.resolve_endpoint(&params)).expect("an endpoint");
    endpoint.url().to_owned()
}

#[test]
fn the_endpoint_is_looked_up_again_two_minutes_before_its_end() {
    let (clock, service) = (
        Clock::new(),
        service([endpoint("one.example", 5), endpoint("two.example:8443", 5)]),
    );
    let (resolver, reload) = start(&clock, &service).expect("an endpoint");
    let lookups = || service.1.load(Ordering::SeqCst);
    assert_eq!(url(&resolver), "https://one.example");
    let mut task = pin!(reload.reload_task());
    let mut context = Context::from_waker(Waker::noop());
    // After three minutes of five, two are left, which is not fewer than two.
    for _ in 0..4 {
        assert!(task.as_mut().poll(&mut context).is_pending());
        assert_eq!(
            (url(&resolver).as_str(), lookups()),
            ("https://one.example", 1)
        );
        clock.pass(60);
    }
    for _ in 0..4 {
        assert!(task.as_mut().poll(&mut context).is_pending());
        assert_eq!(
            (url(&resolver).as_str(), lookups()),
            ("https://two.example:8443", 2)
        );
        clock.pass(60);
    }
}

#[test]
fn a_lookup_that_fails_leaves_the_endpoint_and_is_tried_again() {
    let answers = [
        endpoint("one.example", 1),
        Err("no network"),
        Ok(None),
        endpoint("two.example", 1),
    ];
    let (clock, service) = (Clock::new(), service(answers));
    let (resolver, reload) = start(&clock, &service).expect("an endpoint");
    let mut task = pin!(reload.reload_task());
    let mut context = Context::from_waker(Waker::noop());
    for expected in [
        "https://one.example",
        "https://one.example",
        "https://two.example",
    ] {
        assert!(task.as_mut().poll(&mut context).is_pending());
        assert_eq!(url(&resolver), expected);
        clock.pass(60);
    }
}

#[test]
fn the_task_ends_with_the_last_client() {
    let (clock, service) = (Clock::new(), service([endpoint("one.example", 60)]));
    let (resolver, reload) = start(&clock, &service).expect("an endpoint");
    let clone = resolver.clone();
    let mut task = pin!(reload.reload_task());
    let mut context = Context::from_waker(Waker::noop());
    assert!(task.as_mut().poll(&mut context).is_pending());
    drop(resolver);
    clock.pass(60);
    assert!(task.as_mut().poll(&mut context).is_pending());
    drop(clone);
    clock.pass(60);
    assert!(task.as_mut().poll(&mut context).is_ready());
    assert_eq!(service.1.load(Ordering::SeqCst), 1);
}

#[test]
fn one_may_reload_by_hand() {
    let (clock, service) = (
        Clock::new(),
        service([
            endpoint("one.example", 60),
            endpoint("two.example", 60),
            Err("gone"),
        ]),
    );
    let (resolver, reload) = start(&clock, &service).expect("an endpoint");
    now(reload.reload_once());
    assert_eq!(url(&resolver), "https://two.example");
    now(reload.reload_once());
    assert_eq!(url(&resolver), "https://two.example");
}

#[test]
fn without_a_first_endpoint_there_is_no_client() {
    let no_address = Ok(Some(Discovered {
        address: None,
        minutes: Some(1),
    }));
    for (answer, message) in [
        (Err("no network"), "no network"),
        (Ok(None), "the service returned no endpoint"),
        (no_address, "the service returned no endpoint"),
    ] {
        let error = start(&Clock::new(), &service([answer])).expect_err(message);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn any_number_of_minutes_is_a_time() {
    let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
    assert_eq!(end(now, Some(2)), now + Duration::from_secs(120));
    for minutes in [None, Some(0), Some(-1), Some(i64::MIN), Some(i64::MAX)] {
        assert_eq!(end(now, minutes), now, "{minutes:?}");
    }
}

#[cfg(not(feature = "rt-tokio"))]
#[test]
fn what_can_not_wait_is_told() {
    let config = Builder::new(&SERVICE).build();
    let error = now(discover(&config, || async { Ok(None) })).expect_err("no sleep");
    assert!(error.to_string().contains("`sleep_impl`"), "{error}");
}

#[test]
fn a_task_may_move_to_another_thread() {
    fn check(_: impl Send) {}
    let (_resolver, reload) =
        start(&Clock::new(), &service([endpoint("one.example", 1)])).expect("an endpoint");
    check(reload.reload_task());
}
