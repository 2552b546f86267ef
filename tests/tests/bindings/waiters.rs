//! Waiters: each kind of matcher, the time between calls, and the results and errors of waiting.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tinsmith_runtime::aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use tinsmith_runtime::aws_smithy_async::time::TimeSource;
use tinsmith_runtime::aws_smithy_runtime_api::client::waiters::error::WaiterError;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tinsmith_runtime::aws_smithy_types::timeout::TimeoutConfig;
use tinsmith_tests::server::{Answer, Server};

use crate::clients;
use crate::support::{client, config, own};

const MINUTE: Duration = Duration::from_secs(60);

/// A clock that only moves when someone sleeps. Sleeping moves it at once, and takes no real time.
#[derive(Clone, Debug, Default)]
struct Clock(Arc<Mutex<Duration>>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000) + *self.0.lock().expect("no panic")
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, duration: Duration) -> Sleep {
        *self.0.lock().expect("no panic") += duration;
        Sleep::new(std::future::ready(()))
    }
}

/// Creates a client whose waiters use the clock, and so take no real time.
macro_rules! waiting {
    ($module:ident, $server:expr, $clock:expr) => {
        waiting!(config, $module, $server, $clock)
    };
    ($config:ident, $module:ident, $server:expr, $clock:expr) => {
        clients::$module::Client::from_conf(
            $config!($module, $server.url())
                .timeout_config(TimeoutConfig::disabled())
                .stalled_stream_protection(
                    clients::$module::config::StalledStreamProtectionConfig::disabled(),
                )
                .time_source($clock.clone())
                .sleep_impl($clock.clone())
                .build(),
        )
    };
}

/// Returns an error response.
fn error(status: u16, code: &str) -> Answer {
    Answer::json(status, &format!(r#"{{"__type":"{code}","message":"m"}}"#))
}

/// Runs a waiter of the client `waiters`, and returns how it ended and the number of calls.
macro_rules! ends {
    ($method:ident, [$($answer:expr),* $(,)?]) => {{
        use clients::waiters::client::Waiters as _;
        let server = Server::start([$($answer),*]);
        let client = waiting!(waiters, server, Clock::default());
        let ended = client.$method().wait(10 * MINUTE).await;
        let ended = match ended {
            Ok(_) => "success",
            Err(WaiterError::FailureState(_)) => "failure",
            Err(WaiterError::OperationFailed(_)) => "failed",
            Err(other) => panic!("{other:?}"),
        };
        (ended, server.received().len())
    }};
}

#[tokio::test]
async fn a_string_is_compared_until_it_is_the_expected_one() {
    let heating = || Answer::ok(r#"{"state":"HEATING"}"#);
    let hot = || Answer::ok(r#"{"state":"HOT"}"#);
    assert_eq!(
        ends!(wait_until_oven_hot, [heating(), Answer::ok("{}"), hot()]),
        ("success", 3)
    );
    let broken = Answer::ok(r#"{"state":"BROKEN"}"#);
    assert_eq!(
        ends!(wait_until_oven_hot, [heating(), broken]),
        ("failure", 2)
    );
}

#[tokio::test]
async fn errors_are_known_by_their_code() {
    let hot = Answer::ok(r#"{"state":"HOT"}"#);
    let missing = error(400, "OvenNotFound");
    assert_eq!(ends!(wait_until_oven_hot, [missing, hot]), ("success", 2));
    assert_eq!(
        ends!(wait_until_oven_hot, [error(500, "Burnt")]),
        ("failure", 1)
    );
    assert_eq!(
        ends!(wait_until_oven_hot, [error(400, "Other")]),
        ("failed", 1)
    );
}

#[tokio::test]
async fn success_and_failure_are_matched() {
    assert_eq!(
        ends!(wait_until_up, [error(400, "Any"), Answer::ok("{}")]),
        ("success", 2)
    );
    assert_eq!(
        ends!(wait_until_down, [Answer::ok("{}"), error(400, "Any")]),
        ("success", 2)
    );
}

#[tokio::test]
async fn strings_of_lists_are_compared() {
    let empty = || Answer::ok(r#"{"ovens":[]}"#);
    let some = Answer::ok(r#"{"ovens":[{"state":"HOT"},{"state":"HEATING"}]}"#);
    let all = Answer::ok(r#"{"ovens":[{"state":"HOT"},{"state":"HOT"},{}]}"#);
    let waited = ends!(
        wait_until_all_ovens_hot,
        [Answer::ok("{}"), empty(), some, all]
    );
    assert_eq!(waited, ("success", 4));
    let lost =
        Answer::ok(r#"{"ovens":[{"trays":[]},{"trays":[{"state":"IN"},{"state":"LOST"}]}]}"#);
    assert_eq!(
        ends!(wait_until_all_ovens_hot, [empty(), lost]),
        ("failure", 2)
    );
}

#[tokio::test]
#[expect(
    deprecated,
    reason = "the model deprecates the waiter, and the client with it"
)]
async fn booleans_are_compared() {
    let none = Answer::ok(r#"{"ovens":[]}"#);
    let one = Answer::ok(r#"{"ovens":[{}],"isFull":true}"#);
    // An absent list has no length.
    assert_eq!(
        ends!(wait_until_no_ovens, [Answer::ok("{}"), one, none]),
        ("success", 3)
    );
    assert_eq!(
        ends!(wait_until_no_ovens, [Answer::ok(r#"{"isFull":false}"#)]),
        ("failure", 1)
    );
}

#[tokio::test]
async fn what_is_absent_matches_nothing_as_in_the_official_clients() {
    let cooling = Answer::ok(r#"{"state":"COOLING"}"#);
    let other = Answer::ok(r#"{"state":"BROKEN"}"#);
    let waited = ends!(wait_until_settled, [Answer::ok("{}"), cooling, other]);
    assert_eq!(waited, ("success", 3));
    let unsteady = Answer::ok(r#"{"ovens":[{"trays":[{}],"degrees":1,"wanted":2}]}"#);
    let steady =
        Answer::ok(r#"{"ovens":[{"trays":[{}],"degrees":2,"wanted":2},{"degrees":2,"wanted":2}]}"#);
    assert_eq!(
        ends!(wait_until_services_steady, [unsteady, steady]),
        ("success", 2)
    );
}

#[tokio::test]
async fn maps_keys_and_choices_of_members() {
    let unset = Answer::ok(r#"{"labels":{"a":{},"b":{"state":"OPEN"}}}"#);
    let set = Answer::ok(r#"{"labels":{"a":{"state":"SET"}}}"#);
    assert_eq!(ends!(wait_until_labelled, [unset, set]), ("success", 2));
    assert_eq!(
        ends!(
            wait_until_labelled,
            [Answer::ok(r#"{"labels":{"stop":{}}}"#)]
        ),
        ("failure", 1)
    );
    let stop = Answer::ok(r#"{"ovens":[{"name":"stop"}]}"#);
    assert_eq!(ends!(wait_until_labelled, [stop]), ("failure", 1));
}

#[tokio::test]
async fn several_members_of_each_item_are_one_list() {
    let ovens = |ovens: &str| Answer::ok(&format!(r#"{{"ovens":[{ovens}]}}"#));
    let named = ovens(r#"{"name":"a"},{"trays":[{"state":"IN"}]}"#);
    let by_tray = ovens(r#"{"name":"a","trays":[{"state":"READY"},{"state":"IN"}]}"#);
    // Only the first tray of an oven counts.
    let by_second_tray = ovens(r#"{"name":"a","trays":[{"state":"IN"},{"state":"READY"}]}"#);
    let waited = ends!(
        wait_until_any_part_ready,
        [Answer::ok("{}"), named, by_second_tray, by_tray]
    );
    assert_eq!(waited, ("success", 4));
    let by_name = ovens(r#"{"trays":[]},{"name":"READY"}"#);
    let waited = ends!(wait_until_any_part_ready, [by_name]);
    assert_eq!(waited, ("success", 1));
    let some_gone = ovens(r#"{"name":"GONE","trays":[{"state":"IN"}]}"#);
    let all_gone = ovens(r#"{"name":"GONE","trays":[{"state":"GONE"}]},{"name":"GONE"}"#);
    let waited = ends!(wait_until_any_part_ready, [some_gone, all_gone]);
    assert_eq!(waited, ("failure", 2));
}

#[tokio::test]
async fn input_and_output_are_compared() {
    use clients::waiters::client::Waiters as _;
    let server = Server::start([
        Answer::ok(r#"{"ovens":[{"degrees":100}]}"#),
        Answer::ok(r#"{"ovens":[{"degrees":100},{"degrees":99},{"degrees":200}]}"#),
    ]);
    let client = waiting!(waiters, server, Clock::default());
    let waiter = client
        .wait_until_as_asked()
        .names("a")
        .names("b")
        .secret("s3cret");
    assert_eq!(
        waiter.as_input().get_names().as_ref().map(Vec::len),
        Some(2)
    );
    assert_eq!(waiter.get_names(), waiter.as_input().get_names());
    assert!(!format!("{waiter:?}").contains("s3cret"));
    let polled = waiter.clone().wait(MINUTE).await.expect("success");
    assert_eq!(polled.as_result().expect("an output").ovens().len(), 3);
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].body, received[1].body);
    assert!(
        received[0]
            .header("user-agent")
            .is_some_and(|it| it.contains("m/") && it.contains('B'))
    );
}

#[tokio::test]
async fn the_time_between_calls_grows_and_ends_with_the_time_to_wait() {
    use clients::waiters::client::Waiters as _;
    let clock = Clock::default();
    let answers = std::iter::repeat_with(|| Answer::ok(r#"{"state":"HEATING"}"#)).take(60);
    let server = Server::start(answers);
    let client = waiting!(waiters, server, clock);
    let failed = client.wait_until_oven_hot().wait(5 * MINUTE).await;
    let failed = failed.expect_err("never hot");
    assert_eq!(failed.to_string(), "exceeded max wait time (300s)");
    let WaiterError::ExceededMaxWait(exceeded) = &failed else {
        panic!("{failed:?}");
    };
    assert_eq!(exceeded.max_wait(), 5 * MINUTE);
    // Other users of the clock, such as retries, move it as well.
    assert!(exceeded.elapsed() >= 5 * MINUTE);
    let polls = usize::try_from(exceeded.poll_count()).expect("few");
    assert_eq!(polls, server.received().len());
    // The time between two calls is at least three and at most forty seconds.
    assert!((8..=100).contains(&polls), "{polls}");
}

#[tokio::test]
async fn errors_of_waiting_say_why_and_are_errors_of_the_client() {
    use clients::waiters::client::Waiters as _;
    let server = Server::start([
        error(500, "Burnt"),
        error(400, "Other"),
        error(400, "Other"),
    ]);
    let client = waiting!(waiters, server, Clock::default());
    let failed = client
        .wait_until_oven_hot()
        .wait(MINUTE)
        .await
        .expect_err("burnt");
    assert_eq!(failed.to_string(), "waiting failed");
    assert_eq!(failed.code(), Some("Burnt"));
    let failed = client
        .wait_until_oven_hot()
        .wait(MINUTE)
        .await
        .expect_err("other");
    assert_eq!(failed.to_string(), "operation failed while waiting");
    assert_eq!(failed.code(), Some("Other"));
    let wait = async || -> Result<(), clients::waiters::Error> {
        client.wait_until_oven_hot().wait(MINUTE).await?;
        Ok(())
    };
    let error = wait().await.expect_err("other");
    assert_eq!((error.code(), error.message()), (None, None));
    let source = std::error::Error::source(&error).expect("a source");
    assert_eq!(source.to_string(), "operation failed while waiting");
}

#[tokio::test]
async fn futures_can_be_sent() {
    use clients::waiters::client::Waiters as _;
    fn sendable<T: Send>(_: &T) {}
    let server = Server::start([]);
    let client = client!(waiters, server);
    sendable(&client.wait_until_oven_hot().wait(MINUTE));
}

#[tokio::test]
async fn absent_values_are_null_where_the_specification_holds() {
    use clients::waiters_not_of_aws::client::Waiters as _;
    let gone = Answer::json(400, "{}").header("x-amzn-errortype", "Gone");
    let moving = Answer::ok(r#"{"state":"MOVING"}"#);
    let server = Server::start([moving, gone, Answer::ok("{}")]);
    let client = waiting!(own, waiters_not_of_aws, server, Clock::default());
    client
        .wait_until_settled()
        .wait(MINUTE)
        .await
        .expect("settled");
    for (answers, expected) in [
        (vec![r#"{"sizes":[4,5]}"#, r#"{"state":"found"}"#], true),
        (vec![r#"{"name":"","state":"lost"}"#], false),
        (vec![r#"{"sizes":[4,6],"sparse":[]}"#], false),
        (vec![r#"{"sparse":["xa",null,"b",null]}"#], false),
        (
            vec![r#"{"sparse":["xa",null,"xb",null]}"#, r#"{"name":"found"}"#],
            true,
        ),
    ] {
        let server = Server::start(answers.iter().map(|body| Answer::ok(body)));
        let client = waiting!(own, waiters_not_of_aws, server, Clock::default());
        let waited = client.wait_until_named().wait(MINUTE).await;
        assert_eq!(waited.is_ok(), expected, "{answers:?}: {waited:?}");
        assert_eq!(server.received().len(), answers.len());
    }
}
