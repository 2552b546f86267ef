//! Compressed requests.

use std::io::Write as _;

use tempfile::NamedTempFile;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::clients::request_compression::Client;
use crate::support::{SECRET, client, config};

/// The body is a gzip file of `length` bytes.
fn holds(request: &Received, length: u32) -> bool {
    request.body.starts_with(&[0x1f, 0x8b]) && request.body.ends_with(&length.to_le_bytes())
}

#[tokio::test]
async fn a_long_body_is_compressed() {
    let server = Server::start([Answer::new(200), Answer::new(200)]);
    let client = client!(request_compression, server);
    let store = |length: usize| client.store().text("x".repeat(length));
    // The body has eleven bytes around the text.
    store(10_240 - 11).send().await.expect("an answer");
    store(10_240 - 12).send().await.expect("an answer");

    let received = server.received();
    assert!(holds(&received[0], 10_240), "{:?}", received[0]);
    assert_eq!(received[0].header("content-encoding"), Some("gzip"));
    let length = received[0].body.len().to_string();
    assert_eq!(received[0].header("content-length"), Some(&*length));
    let agent = received[0].header("x-amz-user-agent");
    let features = agent
        .and_then(|it| it.split_once("m/"))
        .expect("features")
        .1;
    assert!(features.split([',', ' ']).any(|it| it == "L"), "{features}");
    signature::check(&received[0], SECRET);
    assert_eq!(received[1].header("content-encoding"), None);
    assert_eq!(received[1].body.len(), 10_239);
}

#[tokio::test]
async fn settings_say_what_is_compressed() {
    let server = Server::start([Answer::new(200), Answer::new(200)]);
    let config = config!(request_compression, server.url()).request_min_compression_size_bytes(0);
    let config = config.build();
    assert_eq!(config.request_min_compression_size_bytes(), Some(0));
    assert_eq!(config.disable_request_compression(), None);
    let client = Client::from_conf(config);
    client.store().text("x").send().await.expect("an answer");
    let off = client!(request_compression, server).config().to_builder();
    let off = off.disable_request_compression(true);
    let call = client.store().text("x".repeat(20_000)).customize();
    call.config_override(off).send().await.expect("an answer");

    let received = server.received();
    assert!(holds(&received[0], 12), "{:?}", received[0]);
    assert_eq!(received[1].header("content-encoding"), None);
}

#[tokio::test]
async fn a_stream_is_compressed_behind_other_encodings() {
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(b"blobby").expect("a full file");
    let server = Server::start([Answer::new(200)]);
    let body = ByteStream::from_path(file.path()).await.expect("a stream");
    let call = client!(request_compression, server).upload().body(body);
    call.encoding("custom").send().await.expect("an answer");
    let request = server.only_request();
    assert!(holds(&request, 6), "{request:?}");
    assert_eq!(request.header("content-encoding"), Some("custom, gzip"));
    assert_eq!(request.header("content-length"), None);
}
