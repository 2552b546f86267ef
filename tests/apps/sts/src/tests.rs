//! The calls, against answers that are made up.

use std::time::{Duration, UNIX_EPOCH};

use aws_sdk_sts::config::{BehaviorVersion, Credentials, ProvideCredentials, Region};
use aws_sdk_sts::error::ErrorMetadata;
use aws_sdk_sts::operation::assume_role::{AssumeRoleError, AssumeRoleOutput};
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_sdk_sts::operation::get_session_token::GetSessionTokenOutput;
use aws_sdk_sts::primitives::DateTime;
use aws_sdk_sts::types::error::{
    ExpiredTokenException, MalformedPolicyDocumentException, PackedPolicyTooLargeException,
};
use aws_sdk_sts::{types, Client, Config};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_mocks::{mock, mock_client};
use aws_smithy_types::body::SdkBody;

use crate::denials::explain;
use crate::roles::{take, take_with_token, Refused, Work};
use crate::{session, who, who_has, with};

const ROLE: &str = "arn:aws:iam::123456789012:role/print";

const KEYS: &str = "<Credentials>
    <AccessKeyId>ASIAEXAMPLE</AccessKeyId>
    <SecretAccessKey>a/secret+key</SecretAccessKey>
    <SessionToken>token==</SessionToken>
    <Expiration>2030-01-02T03:04:05Z</Expiration>
  </Credentials>";

/// A request for this body, and an answer to it.
fn event(asked: &str, status: u16, answer: String) -> ReplayEvent {
    let request = http::Request::builder()
        .method("POST")
        .uri("https://sts.eu-west-2.amazonaws.com/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(SdkBody::from(asked))
        .expect("a request");
    let response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "of-the-header")
        .body(SdkBody::from(answer))
        .expect("a response");
    ReplayEvent::new(request, response)
}

fn result(operation: &str, result: &str) -> String {
    format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">
  <{operation}Result>{result}</{operation}Result>
  <ResponseMetadata><RequestId>of-the-body</RequestId></ResponseMetadata>
</{operation}Response>"
    )
}

fn failure(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">
  <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
  <RequestId>of-the-body</RequestId>
</ErrorResponse>"
    )
}

fn client(http: &StaticReplayClient) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(Credentials::new(
            "AKIDEXAMPLE",
            "secret",
            None,
            None,
            "here",
        ))
        .http_client(http.clone())
        .build();
    Client::from_conf(config)
}

fn work() -> Work<'static> {
    Work {
        role: ROLE,
        name: "printer",
        policy: Some(r#"{"Statement": []}"#),
        policies: &["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        tags: &[("team", "print & post"), ("floor", "2")],
    }
}

#[tokio::test]
async fn a_role_is_asked_for_and_used() {
    let asked = "Action=AssumeRole&Version=2011-06-15\
        &RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fprint&RoleSessionName=printer\
        &PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess\
        &Policy=%7B%22Statement%22%3A%20%5B%5D%7D&DurationSeconds=900\
        &Tags.member.1.Key=team&Tags.member.1.Value=print%20%26%20post\
        &Tags.member.2.Key=floor&Tags.member.2.Value=2\
        &TransitiveTagKeys.member.1=team";
    let taken = format!(
        "{KEYS}
  <AssumedRoleUser><AssumedRoleId>AROA:printer</AssumedRoleId><Arn>{ROLE}</Arn></AssumedRoleUser>"
    );
    let identity = "<Arn>arn:aws:sts::123456789012:assumed-role/print/printer</Arn>
  <UserId>AROA:printer</UserId><Account>123456789012</Account>";
    let who_asked = "Action=GetCallerIdentity&Version=2011-06-15";
    let http = StaticReplayClient::new(vec![
        event(asked, 200, result("AssumeRole", &taken)),
        event(who_asked, 200, result("GetCallerIdentity", identity)),
        event(who_asked, 200, result("GetCallerIdentity", identity)),
    ]);
    let client = client(&http);
    let (credentials, name) = take(&client, work()).await.expect("a role");
    assert_eq!(name, ROLE);
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE");
    assert_eq!(credentials.secret_access_key(), "a/secret+key");
    assert_eq!(credentials.session_token(), Some("token=="));
    let until = UNIX_EPOCH + Duration::from_secs(1_893_553_445);
    assert_eq!(credentials.expiry(), Some(until));
    let (account, arn) = who(&with(&client, credentials.clone())).await.expect("who");
    assert_eq!(account, "123456789012");
    assert!(arn.ends_with("/print/printer"), "{arn}");
    let id = who_has(&client, credentials).await.expect("who");
    assert_eq!(id, "AROA:printer");

    http.assert_requests_match(&[]);
    let signed: Vec<_> = http
        .actual_requests()
        .map(|request| {
            let signature = request.headers().get("authorization").expect("a signature");
            let scope = signature.split('/').next().unwrap_or_default().to_owned();
            let token = request.headers().get("x-amz-security-token");
            (scope, token.map(str::to_owned))
        })
        .collect();
    let of = |key: &str| format!("AWS4-HMAC-SHA256 Credential={key}");
    let own = (of("AKIDEXAMPLE"), None);
    let other = (of("ASIAEXAMPLE"), Some("token==".to_owned()));
    assert_eq!(signed, [own, other.clone(), other]);
}

#[tokio::test]
async fn a_token_is_enough_for_a_role_of_its_own() {
    let asked = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r\
        &RoleSessionName=token&WebIdentityToken=t.t.t";
    let old = failure("ExpiredTokenException", "Token expired");
    let unheard = failure("InvalidIdentityToken", "No provider");
    let http = StaticReplayClient::new(vec![
        event(asked, 200, result("AssumeRoleWithWebIdentity", KEYS)),
        event(asked, 400, old),
        event(asked, 400, unheard),
        event(asked, 200, result("AssumeRoleWithWebIdentity", "")),
    ]);
    let client = client(&http);
    let taken = take_with_token(&client, "r", "t.t.t").await;
    let taken = taken.expect("an answer").expect("credentials");
    assert_eq!(taken.session_token(), Some("token=="));
    let provided = taken.provide_credentials().await.expect("credentials");
    assert_eq!(provided, taken);
    let taken = take_with_token(&client, "r", "t.t.t").await;
    assert!(taken.expect("an answer").is_none(), "the token is too old");
    let error = take_with_token(&client, "r", "t.t.t").await;
    let error = error.expect_err("the token is no token");
    let error = error
        .source()
        .and_then(|it| it.downcast_ref::<AssumeRoleWithWebIdentityError>());
    assert!(error.is_some_and(AssumeRoleWithWebIdentityError::is_invalid_identity_token_exception));
    let error = take_with_token(&client, "r", "t.t.t").await;
    let error = error.expect_err("there are no credentials");
    assert_eq!(error.to_string(), "an answer without credentials");
    http.assert_requests_match(&[]);
    let unsigned = |request: &aws_sdk_sts::config::http::HttpRequest| {
        request.headers().get("authorization").is_none()
    };
    assert!(http.actual_requests().all(unsigned));
}

#[tokio::test]
async fn errors_of_answers_say_what_they_are() {
    let asked = "Action=DecodeAuthorizationMessage&Version=2011-06-15&EncodedMessage=abc";
    let code = "InvalidAuthorizationMessageException";
    let denied = failure("AccessDenied", "Not &quot;you&quot;");
    let decoded = "<DecodedMessage>{&quot;allowed&quot;:false}</DecodedMessage>";
    let http = StaticReplayClient::new(vec![
        event(asked, 200, result("DecodeAuthorizationMessage", decoded)),
        event(asked, 400, failure(code, "Not a message")),
        event(asked, 403, denied),
        event(asked, 400, "<not".to_owned()),
        event(asked, 200, "<not".to_owned()),
    ]);
    let client = client(&http);
    let said = explain(&client, "abc").await;
    assert_eq!(said.as_deref(), Ok(r#"{"allowed":false}"#));
    let said = explain(&client, "abc").await.expect_err("invalid");
    assert_eq!(
        said,
        format!("invalid: {code}: Not a message (of-the-header)")
    );
    let said = explain(&client, "abc").await.expect_err("denied");
    assert_eq!(said, "refused: AccessDenied: Not \"you\" (of-the-header)");
    // What can't be read is an error of the service, whatever its status.
    for _ in [400, 200] {
        let said = explain(&client, "abc").await.expect_err("no answer");
        assert_eq!(said, "refused: no code: no message (of-the-header)");
    }
    http.assert_requests_match(&[]);
}

#[tokio::test]
async fn a_policy_that_is_none_says_why() {
    let malformed = mock!(Client::assume_role)
        .match_requests(|input| {
            let keys: Vec<&str> = input.tags().iter().map(types::Tag::key).collect();
            keys == ["team", "floor"]
                && input.transitive_tag_keys() == ["team"]
                && input.policy_arns()[0].arn().is_some()
        })
        .then_error(|| {
            let error = MalformedPolicyDocumentException::builder().message("line 1");
            AssumeRoleError::MalformedPolicyDocumentException(error.build())
        });
    let client = mock_client!(aws_sdk_sts, [&malformed]);
    let error = take(&client, work()).await.expect_err("a bad policy");
    assert!(
        matches!(&error, Refused::Policy(why) if why == "line 1"),
        "{error:?}"
    );

    let large = mock!(Client::assume_role).then_error(|| {
        let error = PackedPolicyTooLargeException::builder().build();
        AssumeRoleError::PackedPolicyTooLargeException(error)
    });
    let client = mock_client!(aws_sdk_sts, [&large]);
    let error = take(&client, work()).await.expect_err("a large policy");
    assert!(matches!(error, Refused::TooLarge), "{error:?}");
}

#[tokio::test]
async fn credentials_that_do_not_do_are_told_from_other_errors() {
    let old = mock!(Client::assume_role).then_error(|| {
        let error = ExpiredTokenException::builder().message("too old");
        AssumeRoleError::ExpiredTokenException(error.build())
    });
    let client = mock_client!(aws_sdk_sts, [&old]);
    let error = take(&client, Work::default()).await.expect_err("too old");
    assert!(
        matches!(&error, Refused::Denied(why) if why == "ExpiredTokenException: too old"),
        "{error:?}"
    );

    let denied = mock!(Client::assume_role).then_error(|| {
        let denied = ErrorMetadata::builder().code("AccessDenied").message("no");
        AssumeRoleError::generic(denied.build())
    });
    let client = mock_client!(aws_sdk_sts, [&denied]);
    let error = take(&client, Work::default()).await.expect_err("denied");
    assert!(
        matches!(&error, Refused::Denied(why) if why == "no"),
        "{error:?}"
    );

    let other =
        mock!(Client::assume_role).then_error(|| AssumeRoleError::unhandled("something else"));
    let client = mock_client!(aws_sdk_sts, [&other]);
    let error = take(&client, Work::default()).await.expect_err("an error");
    assert!(matches!(error, Refused::Other(_)), "{error:?}");

    // A tag without a value is no call at all.
    assert!(types::Tag::builder().key("team").build().is_err());
}

fn keys(expiration: DateTime) -> types::Credentials {
    types::Credentials::builder()
        .access_key_id("ASIAEXAMPLE")
        .secret_access_key("secret")
        .session_token("token")
        .expiration(expiration)
        .build()
        .expect("complete keys")
}

#[tokio::test]
async fn a_session_needs_the_code_of_a_device() {
    let rule = mock!(Client::get_session_token)
        .match_requests(|input| {
            input.duration_seconds() == Some(3600)
                && (input.serial_number(), input.token_code()) == (Some("device"), Some("123456"))
        })
        .then_output(|| {
            let keys = keys(DateTime::from_secs(60));
            GetSessionTokenOutput::builder().credentials(keys).build()
        });
    let client = mock_client!(aws_sdk_sts, [&rule]);
    let credentials = session(&client, Some(("device", "123456"))).await;
    let credentials = credentials.expect("credentials");
    assert_eq!(
        credentials.expiry(),
        Some(UNIX_EPOCH + Duration::from_secs(60))
    );
    assert_eq!(rule.num_calls(), 1);
}

#[test]
fn whoever_logs_an_answer_logs_no_keys() {
    let output = AssumeRoleOutput::builder()
        .credentials(keys(DateTime::from_secs(1)))
        .build();
    let logged = format!("{output:?}");
    assert!(
        !logged.contains("ASIAEXAMPLE") && !logged.contains("token\""),
        "{logged}"
    );
    assert!(logged.contains("*** Sensitive Data Redacted ***"));
}
