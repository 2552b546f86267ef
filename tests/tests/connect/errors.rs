//! Errors of calls: errors of the model, other errors, and responses that can't be read.

use std::error::Error as _;

use tinsmith_connect::Error;
use tinsmith_connect::config::http::HttpResponse;
use tinsmith_connect::error::{DisplayErrorContext, ProvideErrorMetadata as _, SdkError};
use tinsmith_connect::operation::RequestId as _;
use tinsmith_connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use tinsmith_connect::operation::list_users::ListUsersError;
use tinsmith_runtime::ErrorReport;
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

type Described = Result<DescribeUserOutput, SdkError<DescribeUserError, HttpResponse>>;

async fn describe(answer: Answer) -> Described {
    let server = Server::start([answer]);
    let call = client(&server).describe_user();
    call.instance_id("i-1").user_id("u-1").send().await
}

/// The error of the service that the answer makes.
async fn refused(answer: Answer) -> DescribeUserError {
    match describe(answer).await.expect_err("an error") {
        SdkError::ServiceError(context) => context.into_err(),
        other => panic!("not the service's: {other:?}"),
    }
}

#[tokio::test]
async fn an_error_is_named_in_each_way_services_do() {
    let ways = [
        Answer::json(404, "{}").header("x-amzn-ErrorType", "ResourceNotFoundException"),
        Answer::json(404, "{}").header(
            "X-Amzn-Errortype",
            "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazon.coral.service/",
        ),
        Answer::json(404, "{}").header(
            "x-amzn-errortype",
            "com.amazonaws.connect#ResourceNotFoundException:http://example.com/",
        ),
        Answer::json(404, r#"{"__type":"ResourceNotFoundException"}"#),
        Answer::json(
            404,
            r#"{"__type":"com.amazonaws.connect#ResourceNotFoundException"}"#,
        ),
        Answer::json(404, r#"{"code":"ResourceNotFoundException"}"#),
        Answer::json(
            404,
            r#"{"code":"a.b#ResourceNotFoundException:http://example.com/"}"#,
        ),
        // The header goes before the body.
        Answer::json(404, r#"{"__type":"Other","code":"Another"}"#)
            .header("x-amzn-errortype", "ResourceNotFoundException"),
    ];
    for way in ways {
        let error = refused(way.clone()).await;
        assert!(error.is_resource_not_found_exception(), "{way:?}");
        assert_eq!(error.code(), Some("ResourceNotFoundException"), "{way:?}");
    }
}

#[tokio::test]
async fn the_message_is_found_however_it_is_spelled() {
    for body in [r#"{"Message":"no user"}"#, r#"{"message":"no user"}"#] {
        let answer =
            Answer::json(404, body).header("x-amzn-errortype", "ResourceNotFoundException");
        let error = refused(answer).await;
        assert_eq!(error.message(), Some("no user"), "{body}");
    }
}

#[tokio::test]
async fn a_modelled_error_has_message_code_and_request_id() {
    let answer = Answer::error(404, "ResourceNotFoundException", "no user")
        .header("x-amzn-requestid", "request-1");
    let error = refused(answer).await;
    let DescribeUserError::ResourceNotFoundException(inner) = &error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(inner.message(), Some("no user"));
    assert_eq!(inner.to_string(), "ResourceNotFoundException: no user");
    assert_eq!(error.to_string(), "ResourceNotFoundException: no user");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(inner.request_id(), Some("request-1"));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn an_error_the_operation_does_not_have_is_unhandled() {
    // The model has it, for other operations.
    let answer = Answer::error(409, "DuplicateResourceException", "taken")
        .header("x-amzn-requestid", "request-1");
    let error = refused(answer).await;
    assert!(!error.is_resource_not_found_exception());
    assert_eq!(error.code(), Some("DuplicateResourceException"));
    assert_eq!(error.message(), Some("taken"));
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(
        error.to_string(),
        "unhandled error (DuplicateResourceException)"
    );
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("taken"), "{whole}");
}

#[tokio::test]
async fn an_error_without_a_name_is_unhandled() {
    let bodies = [
        "",
        "{}",
        "null",
        "[]",
        "<html>Bad gateway</html>",
        r#"{"code":42}"#,
        r#"{"__type":"#,
    ];
    for body in bodies {
        let answer = Answer::json(502, body).header("x-amzn-requestid", "request-1");
        let error = refused(answer).await;
        assert_eq!(error.code(), None, "{body}");
        assert_eq!(error.request_id(), Some("request-1"), "{body}");
        assert_eq!(error.to_string(), "unhandled error", "{body}");
    }
}

#[tokio::test]
async fn a_modelled_error_survives_a_body_that_is_not_json() {
    let answer = Answer::json(404, "<html>")
        .header("x-amzn-errortype", "ResourceNotFoundException")
        .header("x-amzn-requestid", "request-1");
    let error = refused(answer).await;
    // The rest can't be read, but what went wrong is known.
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.request_id(), Some("request-1"));
}

#[tokio::test]
async fn the_raw_response_is_kept() {
    let answer = Answer::error(429, "ThrottlingException", "slow down").header("x-odd", "1");
    let error = describe(answer).await.expect_err("an error");
    let raw = error.raw_response().expect("a response");
    assert_eq!(raw.status().as_u16(), 429);
    assert_eq!(raw.headers().get("x-odd"), Some("1"));
    let body = raw.body().bytes().expect("a body in memory");
    assert_eq!(body, br#"{"Message":"slow down"}"#);
}

#[tokio::test]
async fn every_failure_becomes_the_clients_error() {
    let answer = Answer::error(404, "ResourceNotFoundException", "no user")
        .header("x-amzn-requestid", "request-1");
    let error = Error::from(describe(answer).await.expect_err("an error"));
    assert!(
        matches!(error, Error::ResourceNotFoundException(_)),
        "{error:?}"
    );
    assert_eq!(error.to_string(), "ResourceNotFoundException: no user");
    assert_eq!(error.request_id(), Some("request-1"));
    assert_eq!(error.code(), Some("ResourceNotFoundException"));

    let answer = Answer::error(400, "Unheard", "of").header("x-amzn-requestid", "request-2");
    let error = Error::from(describe(answer).await.expect_err("an error"));
    assert_eq!(
        (error.code(), error.message()),
        (Some("Unheard"), Some("of"))
    );
    assert_eq!(error.request_id(), Some("request-2"));

    let error = Error::from(describe(Answer::hang_up()).await.expect_err("an error"));
    assert_eq!(error.code(), None);
    let whole = DisplayErrorContext(&error).to_string();
    assert!(whole.contains("dispatch failure"), "{whole}");

    let from_operation = Error::from(ListUsersError::unhandled("out of thin air"));
    let whole = DisplayErrorContext(&from_operation).to_string();
    assert!(whole.contains("out of thin air"), "{whole}");
}

#[tokio::test]
async fn answers_that_cannot_be_read_are_errors() {
    let bodies = [
        "junk",
        r#"{"User":{"Id":"u-1"}"#,
        r#"{"User":"#,
        r#"{"User":{"Id":1}}"#,
        r#"{"User":[]}"#,
        r#"{"User":{"SecurityProfileIds":{}}}"#,
        r#"{"User":{"PhoneConfig":{"AfterContactWorkTimeLimit":2147483648}}}"#,
        r#"{"User":{"PhoneConfig":{"AutoAccept":"true"}}}"#,
        r#"{"User":{"Id":"\ud800"}}"#,
        r#"{} {}"#,
        "[]",
        "null",
    ];
    for body in bodies {
        let answer = Answer::ok(body).header("x-amzn-requestid", "request-1");
        let error = refused(answer).await;
        assert_eq!(error.code(), None, "{body}");
        assert_eq!(error.request_id(), Some("request-1"), "{body}");
        assert!(error.source().is_some(), "{body}");
    }
}

#[tokio::test]
async fn an_empty_answer_is_an_empty_object() {
    for body in ["", "{}", r#"{"User":null}"#] {
        let output = describe(Answer::ok(body)).await;
        let output = output.unwrap_or_else(|error| panic!("{body}: {error:?}"));
        assert_eq!(output.user(), None, "{body}");
    }
}

#[tokio::test]
async fn deep_nesting_is_an_error_or_skipped_but_never_a_crash() {
    let deep = "[".repeat(200_000);
    let error = refused(Answer::ok(&format!(r#"{{"Odd":{deep}"#))).await;
    assert!(error.source().is_some());

    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let body = format!(r#"{{"Odd":{deep},"User":{{"Id":"u-1"}}}}"#);
    if let Ok(output) = describe(Answer::ok(&body)).await {
        assert_eq!(output.user().and_then(|user| user.id()), Some("u-1"));
    }

    let error = refused(Answer::error(400, "Deep", "").body(format!(r#"{{"a":{deep}"#))).await;
    assert_eq!(error.code(), Some("Deep"));
}

#[tokio::test]
async fn a_truncated_body_is_no_answer() {
    let body = r#"{"User":{"Id":"u-1"}}"#;
    for length in [0, 5, body.len() - 1] {
        let answer = Answer::ok(body).truncated(length);
        let error = describe(answer).await.expect_err("an error");
        assert!(
            matches!(error, SdkError::ResponseError(_)),
            "{length}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_body_in_chunks_is_put_together() {
    let answer = Answer::ok(r#"{"User":{"Username":"jürgen"}}"#).chunked(1);
    let output = describe(answer).await.expect("an answer");
    let user = output.user().expect("a user");
    assert_eq!(user.username(), Some("jürgen"));
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_dispatch_failure() {
    let error = describe(Answer::hang_up()).await.expect_err("an error");
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
}

#[tokio::test]
async fn the_report_of_an_error_is_a_line_for_people() {
    let gone = Answer::error(404, "ResourceNotFoundException", "no user")
        .header("x-amzn-requestid", "request-1");
    let denied = Answer::error(403, "AccessDeniedException", "not allowed")
        .header("x-amzn-requestid", "request-2");
    for (answer, expected) in [
        (
            gone,
            "service error: ResourceNotFoundException: no user (HTTP 404, request id request-1)",
        ),
        (
            denied,
            "service error: unhandled error (AccessDeniedException): not allowed (HTTP 403, request id request-2)",
        ),
    ] {
        let error = describe(answer).await.expect_err("an error");
        assert_eq!(ErrorReport::new(&error).to_string(), expected);
        // The client's own error lacks the kind, and the status.
        let error = Error::from(error);
        let line = ErrorReport::without_response(&error).to_string();
        let (expected, _) = expected.split_once(" (HTTP").expect("a status");
        let expected = expected.trim_start_matches("service error: ");
        assert!(line.starts_with(expected), "{line}");
    }

    let page = Answer::json(502, "<html>Bad gateway</html>");
    let error = describe(page).await.expect_err("an error");
    let line = ErrorReport::new(&error).to_string();
    assert!(
        line.starts_with("service error: unhandled error: "),
        "{line}"
    );
    assert_eq!(line.matches("502").count(), 1, "{line}");

    let error = describe(Answer::hang_up()).await.expect_err("an error");
    let line = ErrorReport::new(&error).to_string();
    assert!(line.starts_with("dispatch failure: "), "{line}");
    assert!(!line.contains("DispatchFailure {"), "{line}");
    let line = ErrorReport::without_response(&Error::from(error)).to_string();
    assert!(
        line.starts_with("unhandled error: dispatch failure: "),
        "{line}"
    );

    let unread = Answer::ok("junk").header("x-amzn-requestid", "request-3");
    let error = describe(unread).await.expect_err("an error");
    let line = ErrorReport::new(&error).to_string();
    assert!(line.contains("HTTP status 200"), "{line}");
    assert!(line.ends_with(" (request id request-3)"), "{line}");
}

#[tokio::test]
async fn the_context_of_an_error_is_its_texts_and_then_the_error_as_debug_shows_it() {
    let answer = Answer::error(404, "ResourceNotFoundException", "no user")
        .header("x-amzn-requestid", "request-1");
    let error = describe(answer).await.expect_err("an error");
    assert_eq!(error.to_string(), "service error");
    let whole = DisplayErrorContext(&error).to_string();
    let debug = format!("{error:?}");
    // An operation's error has the text of the error inside it, so the text is there twice.
    let text = "ResourceNotFoundException: no user";
    assert_eq!(whole, format!("service error: {text}: {text} ({debug})"));
    assert!(debug.contains("request-1"), "{debug}");
}
