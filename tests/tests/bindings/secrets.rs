//! Sensitive members of every kind are sent and read, and redacted in all text.

use tinsmith_runtime::aws_smithy_types::{Blob, DateTime};
use tinsmith_tests::server::{Answer, Server};

use crate::clients::sensitive::Error;
use crate::clients::sensitive::operation::get_credential::GetCredentialInput;
use crate::clients::sensitive::types::{Answer as Reply, Clearance, Credential, Nested, Proof};
use crate::support::client;

/// In every secret value, and in nothing else.
const SECRET: &str = "hush";
const REDACTED: &str = "*** Sensitive Data Redacted ***";

fn assert_hidden(text: &str) {
    let lower = text.to_lowercase();
    assert!(!lower.contains(SECRET), "{text}");
    // The bytes of the secret, as a list of numbers.
    assert!(!lower.contains("104, 117"), "{text}");
    assert!(text.contains(REDACTED), "{text}");
}

fn credential() -> Credential {
    let builder = Credential::builder().name(SECRET).value(SECRET);
    assert_hidden(&format!("{builder:?}"));
    builder.build().expect("all that is required")
}

#[tokio::test]
async fn secrets_are_sent_and_read_but_not_shown() {
    let body = r#"{"user":"jane","password":"hush","pin":1,"key":"aHVzaA==",
        "credential":{"value":"hush"},"proof":{"password":"hush"},"answers":["hush"],
        "settings":{"a":"hush"},"secretKeys":{"hush":"a"},"nested":{"label":"l","secret":"hush"},
        "credentials":[{"value":"hush"}],"answer":{"text":"hush"},"history":["hush"]}"#;
    let server = Server::start([Answer::ok(body).header("X-Token", SECRET)]);
    let call = client!(sensitive, server)
        .put_secret()
        .id(SECRET)
        .token(SECRET)
        .code(SECRET)
        .user("jane")
        .password(SECRET)
        .pin(1_234_567)
        .key(Blob::new(SECRET))
        .since(DateTime::from_secs(0))
        .clearance(Clearance::Top)
        .credential(credential())
        .proof(Proof::Password(SECRET.to_owned()))
        .answer(Reply::Text(SECRET.to_owned()))
        .answers(SECRET)
        .history(SECRET)
        .settings("a", SECRET)
        .secret_keys(SECRET, "a")
        .nested(Nested::builder().label("l").secret(SECRET).build())
        .credentials(credential());
    let text = format!("{call:?}");
    assert_hidden(&text);
    assert!(text.contains("jane") && !text.contains("1234567"), "{text}");
    let input = call.as_input().clone().build().expect("an input");
    assert_hidden(&format!("{input:#?}"));

    let output = call.send().await.expect("an answer");
    assert_eq!(output.password(), Some(SECRET));
    assert_eq!(output.token(), Some(SECRET));
    let text = format!("{output:?}");
    assert_hidden(&text);
    assert!(text.contains("jane"), "{text}");

    let request = server.only_request();
    assert_eq!(request.target(), "/secrets/hush?code=hush");
    assert_eq!(request.header("x-token"), Some(SECRET));
    let body = request.json();
    assert_eq!(body["password"], SECRET);
    assert_eq!(body["credential"]["value"], SECRET);
    assert_eq!(body["clearance"], "top");
}

#[test]
fn values_by_themselves_are_hidden_too() {
    assert_hidden(&format!("{:?}", credential()));
    assert_eq!(format!("{:?}", Clearance::Top), REDACTED);
    assert_hidden(&format!("{:?}", Proof::Password(SECRET.to_owned())));
    assert_hidden(&format!("{:?}", Proof::Credential(credential())));
    assert_hidden(&format!("{:?}", Reply::Text(SECRET.to_owned())));
    let open = format!("{:?}", Proof::Question("who?".to_owned()));
    assert!(open.contains("who?"), "{open}");
    let input = GetCredentialInput::builder().name(SECRET);
    assert_hidden(&format!("{input:?}"));
    assert_hidden(&format!("{:?}", input.build().expect("an input")));
}

#[tokio::test]
async fn a_sensitive_output_is_hidden_whole() {
    let server = Server::start([Answer::ok(r#"{"name":"hush","value":"hush"}"#)]);
    let call = client!(sensitive, server).get_credential().name(SECRET);
    assert_hidden(&format!("{call:?}"));
    let output = call.send().await.expect("an answer");
    assert_eq!(output.value(), SECRET);
    assert_hidden(&format!("{output:?}"));
}

#[tokio::test]
async fn a_sensitive_message_is_not_displayed() {
    let answer = Answer::error(400, "BadSecret", "").body(r#"{"message":"hush","hint":"h"}"#);
    let server = Server::start([answer]);
    let call = client!(sensitive, server).put_secret().id("x");
    let error = call
        .send()
        .await
        .expect_err("an error")
        .into_service_error();
    assert!(error.is_bad_secret());
    for text in [error.to_string(), Error::from(error).to_string()] {
        assert_hidden(&text);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_not_shown_either() {
    let server = Server::start([
        Answer::ok(r#"{"password":{"hush":"hush"}}"#),
        Answer::ok(r#"{"pin":"hush"}"#),
        Answer::ok(r#"{"password":"hush"#),
    ]);
    let client = client!(sensitive, server);
    for _ in 0..3 {
        let error = client.put_secret().id("x").send().await;
        let error = error.expect_err("an error").into_service_error();
        let whole = format!(
            "{}",
            tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext(&error)
        );
        assert!(!whole.contains(SECRET), "{whole}");
    }
}
