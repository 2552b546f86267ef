//! Streaming bodies.

use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client};

#[tokio::test]
async fn a_stream_is_sent() {
    let server = Server::start([Answer::new(200).header("ETag", "v1"), Answer::new(200)]);
    let client = client!(streaming_request, server);
    let output = client
        .put_object()
        .key("a/b c")
        .meta_value("colour", "red")
        .body(ByteStream::from_static(b"blobby"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.e_tag(), Some("v1"));
    client
        .put_object()
        .key("k")
        .content_type("text/plain")
        .send()
        .await
        .expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/objects/a/b%20c");
    assert_eq!(received[0].text(), "blobby");
    assert_eq!(received[0].header("x-meta-colour"), Some("red"));
    assert_eq!(received[0].header("content-length"), Some("6"));
    assert_eq!(
        received[0].header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(received[1].header_lines("content-type"), ["text/plain"]);
    assert_eq!(received[1].text(), "");
    for request in &received {
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn streams_have_patterns_with_a_query_too() {
    let server = Server::start([Answer::ok(r#"{"size":3}"#), Answer::new(200)]);
    let client = client!(streaming_request, server);
    let call = client.append_object().key("k");
    let output = call.body(ByteStream::from_static(b"abc")).send().await;
    assert_eq!(output.expect("an answer").size(), Some(3));
    let call = client.put_sized_object().key("k");
    let call = call.body(ByteStream::from_static(b"abc"));
    call.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/objects/k?append");
    assert_eq!(received[0].text(), "abc");
    assert_eq!(received[1].header("content-length"), Some("3"));
}

#[tokio::test]
async fn an_answer_is_read_as_it_flows() {
    let long = "x".repeat(100_000);
    let server = Server::start([
        Answer::new(206)
            .header("Content-Type", "text/plain")
            .body(&*long)
            .chunked(1000),
        Answer::new(200),
    ]);
    let client = client!(streaming_response, server);
    let call = client.get_object().key("k").range("bytes=0-");
    let mut output = call.send().await.expect("an answer");
    assert_eq!(output.status(), Some(206));
    assert_eq!(output.content_type(), Some("text/plain"));
    assert_eq!(output.content_length(), None);
    let mut body = Vec::new();
    while let Some(bytes) = output.body.try_next().await.expect("more") {
        body.extend_from_slice(&bytes);
    }
    assert_eq!(body, long.as_bytes());

    let picture = client.get_picture().key("k").send().await;
    let picture = picture.expect("an answer").picture.collect().await;
    assert!(picture.expect("a picture").into_bytes().is_empty());
    assert_eq!(server.received()[0].header("range"), Some("bytes=0-"));
}

#[tokio::test]
async fn an_answer_that_breaks_off_fails_where_it_is_read() {
    let server = Server::start([Answer::new(200).body("blobby").truncated(3)]);
    let call = client!(streaming_response, server).get_object().key("k");
    let output = call.send().await.expect("the head of an answer");
    assert_eq!(output.content_length(), Some(6));
    output.body.collect().await.expect_err("half a body");
}

#[tokio::test]
async fn errors_of_streaming_operations_are_read_whole() {
    let answer = Answer::error(404, "NoSuchObject", "gone").body(r#"{"message":"gone","key":"k"}"#);
    let server = Server::start([answer]);
    let call = client!(streaming_response, server).get_object().key("k");
    let error = call
        .send()
        .await
        .expect_err("an error")
        .into_service_error();
    assert!(error.is_no_such_object(), "{error:?}");
    assert_eq!(error.to_string(), "NoSuchObject: gone");
}

#[tokio::test]
async fn both_ways_may_stream() {
    let server = Server::start([Answer::new(200)
        .header("Content-Language", "de")
        .body("hallo")]);
    let output = client!(streaming_both, server)
        .translate()
        .language("de")
        .body(ByteStream::from_static(b"hello"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.language(), Some("de"));
    let body = output.body.collect().await.expect("a body");
    assert_eq!(body.into_bytes(), "hallo");
    let request = server.only_request();
    assert_eq!(request.target(), "/translate?language=de");
    assert_eq!(request.text(), "hello");
}

#[tokio::test]
async fn a_body_may_stay_out_of_the_signature() {
    let server = Server::start([Answer::new(200), Answer::ok(r#"{"id":"n"}"#)]);
    let client = client!(unsigned_payload, server);
    let upload = client.upload().body(ByteStream::from_static(b"blobby"));
    upload.send().await.expect("an answer");
    let note = client.note().text("t").send().await.expect("an answer");
    assert_eq!(note.id(), Some("n"));
    for request in server.received() {
        assert_eq!(
            request.header("x-amz-content-sha256"),
            Some("UNSIGNED-PAYLOAD")
        );
        signature::check(&request, SECRET);
    }
}

#[tokio::test]
async fn a_file_is_sent_with_its_length() {
    use std::io::Write as _;

    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(b"from a file").expect("a file");
    let body = ByteStream::from_path(file.path()).await.expect("a file");
    let server = Server::start([Answer::new(200)]);
    let call = client!(streaming_request, server).put_object();
    let call = call.key("k").body(body).send().await;
    call.expect("an answer");
    let request = server.only_request();
    assert_eq!(request.text(), "from a file");
    assert_eq!(request.header("content-length"), Some("11"));
    // What is not in memory is not hashed.
    assert!(request.header("authorization").is_some());
}

#[tokio::test]
async fn a_stream_is_sent_again_if_it_can_be() {
    use std::time::Duration;

    use crate::clients::streaming_request::Client;
    use crate::clients::streaming_request::config::retry::RetryConfig;

    let server = Server::start([Answer::new(500), Answer::new(200)]);
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let config = crate::support::config!(streaming_request, server.url()).retry_config(retries);
    let call = Client::from_conf(config.build()).put_object().key("k");
    let call = call.body(ByteStream::from_static(b"blobby")).send().await;
    call.expect("an answer");
    let bodies: Vec<_> = server.received().into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, [b"blobby", b"blobby"]);
}
