//! The application against a server on this machine, and against requests and responses of `http` 0.2.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use aws_sdk_secretsmanager::config::{Credentials, Region};
use aws_sdk_secretsmanager::Client;
use aws_smithy_runtime::client::http::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;

use crate::{answer, read, settings};

fn credentials() -> Credentials {
    Credentials::new("key", "secret", None, None, "tests")
}

/// A server that answers one request with the body; its URL.
fn serve(body: &'static str) -> (String, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let served = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a line");
            let line = line.to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            if line.trim().is_empty() {
                break;
            }
            head.push_str(&line);
        }
        let mut sent = vec![0; length];
        reader.read_exact(&mut sent).expect("a body");
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).expect("an answer");
        head + &String::from_utf8(sent).expect("text")
    });
    (url, served)
}

#[tokio::test]
async fn a_secret_is_read_by_the_client_of_hyper() {
    let (url, served) = serve(r#"{"Name":"door","SecretString":"sesame"}"#);
    let settings = settings()
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(url);
    let client = Client::from_conf(settings.build());
    let secret = read(&client, "door").await.expect("an answer");
    assert_eq!(secret.as_deref(), Some("sesame"));
    let sent = served.join().expect("no panic");
    assert!(sent.starts_with("post / http/1.1"), "{sent}");
    assert!(
        sent.contains("x-amz-target: secretsmanager.getsecretvalue"),
        "{sent}"
    );
    assert!(sent.ends_with(r#"{"SecretId":"door"}"#), "{sent}");
}

#[tokio::test]
async fn requests_and_responses_may_be_of_http_0_2() {
    let request = http::Request::builder().uri("https://secretsmanager.eu-west-2.amazonaws.com/");
    let response = http::Response::builder().status(400);
    let body = r#"{"__type":"ResourceNotFoundException","message":"m"}"#;
    let replay = StaticReplayClient::new(vec![ReplayEvent::new(
        request.body(SdkBody::empty()).expect("a request"),
        response.body(SdkBody::from(body)).expect("a response"),
    )]);
    let settings = settings()
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .http_client(replay.clone());
    let client = Client::from_conf(settings.build());
    assert_eq!(read(&client, "door").await.expect("an answer"), None);
    assert_eq!(replay.actual_requests().count(), 1);
}

#[test]
fn a_response_of_http_0_2_is_converted() {
    let response = answer(503, "busy").expect("a response");
    assert_eq!(response.status().as_u16(), 503);
    assert_eq!(response.headers().get("x-waited"), Some("0"));
}
