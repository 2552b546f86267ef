//! Checksums of requests and responses.

use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::clients::http_checksum::config::{
    RequestChecksumCalculation, ResponseChecksumValidation,
};
use crate::clients::http_checksum::types::{Algorithm, Validation};
use crate::support::{SECRET, client, config};

/// What the user agent says of the features that the call used.
fn features(request: &Received) -> Vec<&str> {
    let agent = request.header("x-amz-user-agent").expect("a user agent");
    let features = agent.split(' ').find_map(|it| it.strip_prefix("m/"));
    features.unwrap_or_default().split(',').collect()
}

/// A body that is not in memory.
fn stream(text: &'static str) -> ByteStream {
    ByteStream::new(SdkBody::retryable(move || {
        SdkBody::from_body_1_x(SdkBody::from(text))
    }))
}

#[tokio::test]
async fn a_body_in_memory_has_its_checksum_in_a_header() {
    let server = Server::start((0..7).map(|_| Answer::new(200)));
    let client = client!(http_checksum, server);
    let call = || client.store().bytes("tin".as_bytes().into());
    call().send().await.expect("an answer");
    let algorithms = [
        Algorithm::Crc32,
        Algorithm::Crc32C,
        Algorithm::Crc64Nvme,
        Algorithm::Sha1,
        Algorithm::Sha256,
    ];
    for algorithm in algorithms {
        let call = call().algorithm(algorithm);
        call.send().await.expect("an answer");
    }
    client.note().text("tin").send().await.expect("an answer");

    let received = server.received();
    let expected = [
        ("crc32", Some("CRC32"), "soyFLw==", "U"),
        ("crc32", Some("CRC32"), "soyFLw==", "U"),
        ("crc32c", Some("CRC32C"), "a61Tqw==", "V"),
        ("crc64nvme", Some("CRC64NVME"), "9SEm1KF2a2U=", "W"),
        ("sha1", Some("SHA1"), "8mkZdobFbEOjUlTYd6cZlMC1cDA=", "X"),
        (
            "sha256",
            Some("SHA256"),
            "q1R3V9o362AAEQUfsOn+DJ6knSIAhqk5x2Np0pv6FUI=",
            "Y",
        ),
        ("crc32", None, "lcewkg==", "U"),
    ];
    for (request, (name, algorithm, checksum, feature)) in received.iter().zip(expected) {
        let header = format!("x-amz-checksum-{name}");
        assert_eq!(request.header(&header), Some(checksum), "{name}");
        assert_eq!(request.header("x-amz-sdk-checksum-algorithm"), algorithm);
        let signed = signature::check(request, SECRET).signed_headers;
        assert!(signed.contains(&header), "{name} is signed");
        let features = features(request);
        assert!(features.contains(&"Z"), "when supported: {features:?}");
        assert!(features.contains(&feature), "{name}: {features:?}");
    }
}

#[tokio::test]
async fn a_checksum_of_the_users_own_is_left_as_it_is() {
    let server = Server::start([Answer::new(200)]);
    let client = client!(http_checksum, server);
    let call = client.store().bytes("tin".as_bytes().into());
    let call = call.checksum_sha256("my own");
    call.send().await.expect("an answer");

    let request = server.only_request();
    assert_eq!(request.header("x-amz-checksum-sha256"), Some("my own"));
    assert_eq!(request.header("x-amz-checksum-crc32"), None);
    assert_eq!(request.header("x-amz-sdk-checksum-algorithm"), None);
}

#[tokio::test]
async fn a_setting_leaves_out_checksums_that_are_not_required() {
    let server = Server::start([Answer::new(200), Answer::new(200)]);
    let config = config!(http_checksum, server.url())
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .build();
    let client = crate::clients::http_checksum::Client::from_conf(config);
    let call = client.send().bytes(stream("tin"));
    call.send().await.expect("an answer");
    let call = client.store().bytes("tin".as_bytes().into());
    call.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].text(), "tin");
    assert_eq!(received[0].header("x-amz-trailer"), None);
    assert_eq!(received[0].header("x-amz-sdk-checksum-algorithm"), None);
    let crc32 = received[1].header("x-amz-checksum-crc32");
    assert_eq!(crc32, Some("soyFLw=="));
    assert!(received.iter().all(|it| features(it).contains(&"a")));
}

#[tokio::test]
async fn an_algorithm_that_nobody_knows_is_an_error() {
    let server = Server::start([]);
    let client = client!(http_checksum, server);
    let call = client.store().algorithm("ROT13".into());
    let error = call.send().await.expect_err("no such algorithm");
    let text = DisplayErrorContext(&error).to_string();
    assert!(text.contains("ROT13"), "{text}");
}

#[tokio::test]
async fn a_stream_without_tls_is_signed_by_chunks_with_its_checksum_behind() {
    let server = Server::start([Answer::new(200)]);
    let client = client!(http_checksum, server);
    let call = client
        .send()
        .bytes(stream("tin plate"))
        .encoding("identity");
    call.send().await.expect("an answer");

    let request = server.only_request();
    signature::check(&request, SECRET);
    assert_eq!(
        request.header("x-amz-content-sha256"),
        Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
    );
    assert_eq!(
        request.header("x-amz-trailer"),
        Some("x-amz-checksum-crc32")
    );
    assert_eq!(request.header("x-amz-decoded-content-length"), Some("9"));
    let encodings = request.header_lines("content-encoding");
    assert_eq!(encodings.join(","), "identity,aws-chunked");
    let lines: Vec<&str> = request.text().split("\r\n").collect();
    assert!(lines[0].starts_with("9;chunk-signature="), "{lines:?}");
    assert_eq!(lines[1], "tin plate");
    assert!(lines[2].starts_with("0;chunk-signature="), "{lines:?}");
    assert_eq!(lines[3], "x-amz-checksum-crc32:73svLw==");
    assert!(
        lines[4].starts_with("x-amz-trailer-signature:"),
        "{lines:?}"
    );
    assert_eq!(lines[5..], ["", ""]);
}

#[tokio::test]
async fn chunks_have_the_size_of_the_setting() {
    let server = Server::start([Answer::new(200)]);
    let config = config!(http_checksum, server.url());
    let config = config.aws_chunked_encoding_chunk_size(Some(8192));
    let client = crate::clients::http_checksum::Client::from_conf(config.build());
    let text: &str = "tin".repeat(3000).leak();
    let call = client.send().bytes(stream(text));
    call.send().await.expect("an answer");
    let config = config!(http_checksum, server.url());
    let config = config.aws_chunked_encoding_chunk_size(Some(10)).build();
    let client = crate::clients::http_checksum::Client::from_conf(config);
    let error = client.send().bytes(stream("tin")).send().await;
    let error = error.expect_err("chunks of ten bytes");
    let error = DisplayErrorContext(&error).to_string();
    assert!(error.contains("chunks of 10 bytes"), "{error}");

    let request = server.only_request();
    let chunks = request.text().split("\r\n");
    let chunks = chunks.filter_map(|it| it.split_once(";chunk-signature="));
    let sizes: Vec<&str> = chunks.map(|(size, _)| size).collect();
    assert_eq!(sizes, ["2000", "328", "0"]);
}

#[tokio::test]
async fn a_response_is_asked_for_its_checksum_and_checked() {
    let answer = |name: &str, value: &str| Answer::new(200).header(name, value).body("tin");
    let server = Server::start([
        answer("x-amz-checksum-sha1", "8mkZdobFbEOjUlTYd6cZlMC1cDA="),
        answer("x-amz-checksum-crc64nvme", "9SEm1KF2a2U=").header("x-amz-checksum-sha1", "no"),
        answer("x-amz-checksum-crc32", "AAAAAA=="),
        answer("x-amz-checksum-crc32", "soyFLw==-2"),
        answer("x-amz-checksum-sha512", "AAAAAA=="),
        answer("ETag", "none"),
    ]);
    let client = client!(http_checksum, server);
    let mut whole = Vec::new();
    for _ in 0..6 {
        let output = client.fetch().send().await.expect("an answer");
        whole.push(output.bytes.collect().await.is_ok());
    }
    assert_eq!(whole, [true, true, false, true, true, true]);
    for request in server.received() {
        assert_eq!(request.header("x-amz-checksum-mode"), Some("ENABLED"));
        assert!(features(&request).contains(&"b"));
    }
}

#[tokio::test]
async fn a_setting_leaves_responses_unchecked_unless_the_call_asks() {
    let wrong = || {
        let answer = Answer::new(200).header("x-amz-checksum-crc32", "AAAAAA==");
        answer.body("tin")
    };
    let server = Server::start([wrong(), wrong()]);
    let config = config!(http_checksum, server.url())
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .build();
    let client = crate::clients::http_checksum::Client::from_conf(config);
    let output = client.fetch().send().await.expect("an answer");
    let bytes = output
        .bytes
        .collect()
        .await
        .expect("bytes that are not checked");
    assert_eq!(bytes.into_bytes(), "tin".as_bytes());
    let call = client.fetch().validation(Validation::Enabled);
    let output = call.send().await.expect("an answer");
    output.bytes.collect().await.expect_err("a wrong checksum");

    let received = server.received();
    assert_eq!(received[0].header("x-amz-checksum-mode"), None);
    assert_eq!(received[1].header("x-amz-checksum-mode"), Some("ENABLED"));
    assert!(received.iter().all(|it| features(it).contains(&"c")));
}

#[test]
fn getters_of_a_configuration_return_when_checksums_are_sent_and_checked() {
    let config = config!(http_checksum, "http://localhost").build();
    assert_eq!(config.request_checksum_calculation(), None);
    let config = config
        .to_builder()
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenSupported)
        .build();
    let (calculation, validation) = (
        config.request_checksum_calculation(),
        config.response_checksum_validation(),
    );
    assert_eq!(calculation, Some(&RequestChecksumCalculation::WhenRequired));
    assert_eq!(validation, Some(&ResponseChecksumValidation::WhenSupported));
}
