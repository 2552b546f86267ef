//! Calls, with responses that the tests define.

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::primitives::DateTime;
use aws_sdk_s3::{Client, Config};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_types::body::SdkBody;

use crate::{get, list, presigned_link, upload, upload_in_parts, GetFailure, Object, PART};

const HOST: &str = "https://books.s3.eu-west-1.amazonaws.com";

fn event(response: http::response::Builder, body: &str) -> ReplayEvent {
    let request = http::Request::builder().uri(HOST).body(SdkBody::empty());
    let response = response.body(SdkBody::from(body));
    ReplayEvent::new(request.expect("a request"), response.expect("a response"))
}

fn ok() -> http::response::Builder {
    http::Response::builder().status(200)
}

fn client(events: Vec<ReplayEvent>) -> (Client, StaticReplayClient) {
    let http_client = StaticReplayClient::new(events);
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::for_tests())
        .http_client(http_client.clone())
        .build();
    (Client::from_conf(config), http_client)
}

/// The method and the URL of each request.
fn sent(http_client: &StaticReplayClient) -> Vec<String> {
    let requests = http_client.actual_requests();
    let lines = requests.map(|request| format!("{} {}", request.method(), request.uri()));
    lines.collect()
}

#[tokio::test]
async fn a_file_is_stored_with_a_checksum() {
    let (client, http_client) = client(vec![event(ok(), "")]);
    let file = std::env::temp_dir().join("s3-application-object.txt");
    std::fs::write(&file, "hello").expect("a file");
    upload(&client, "books", "a b/c", &file)
        .await
        .expect("an upload");
    let put = format!("PUT {HOST}/a%20b/c?x-id=PutObject");
    assert_eq!(sent(&http_client), [put]);
    let request = http_client.actual_requests().next().expect("a request");
    let header = |name| request.headers().get(name);
    assert_eq!(header("x-amz-trailer"), Some("x-amz-checksum-crc32c"));
    assert_eq!(header("content-encoding"), Some("aws-chunked"));
    assert_eq!(header("x-amz-decoded-content-length"), Some("5"));
}

#[tokio::test]
async fn an_upload_in_parts_is_completed() {
    let created =
        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
    let done =
        "<CompleteMultipartUploadResult><ETag>\"all\"</ETag></CompleteMultipartUploadResult>";
    let (client, http_client) = client(vec![
        event(ok(), created),
        event(ok().header("etag", "\"1\""), ""),
        event(ok().header("etag", "\"2\""), ""),
        event(ok(), done),
    ]);
    let tag = upload_in_parts(&client, "books", "k", &vec![7; PART + 1]).await;
    assert_eq!(tag.expect("an upload").as_deref(), Some("\"all\""));
    assert_eq!(
        sent(&http_client),
        [
            format!("POST {HOST}/k?uploads"),
            format!("PUT {HOST}/k?x-id=UploadPart&partNumber=1&uploadId=u"),
            format!("PUT {HOST}/k?x-id=UploadPart&partNumber=2&uploadId=u"),
            format!("POST {HOST}/k?uploadId=u"),
        ]
    );
    let last = http_client.actual_requests().last().expect("a request");
    let body = last.body().bytes().map(String::from_utf8_lossy);
    let body = body.unwrap_or_default();
    let part = "<Part><ETag>&quot;2&quot;</ETag><PartNumber>2</PartNumber></Part>";
    assert!(body.contains(part), "{body}");
}

#[tokio::test]
async fn an_upload_is_aborted_if_a_part_fails() {
    let created =
        "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
    let denied = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
    let (client, http_client) = client(vec![
        event(ok(), created),
        event(http::Response::builder().status(403), denied),
        event(http::Response::builder().status(204), ""),
    ]);
    let error = upload_in_parts(&client, "books", "k", b"x").await;
    let error = error.expect_err("a part fails").to_string();
    assert!(
        error.starts_with("part 1: ") && error.contains("AccessDenied"),
        "{error}"
    );
    let end = format!("DELETE {HOST}/k?x-id=AbortMultipartUpload&uploadId=u");
    assert_eq!(sent(&http_client).last(), Some(&end));
}

#[tokio::test]
async fn all_pages_are_listed() {
    let page = |key: &str, more: &str| {
        let text = format!(
            "<ListBucketResult><Contents><Key>{key}</Key></Contents>{more}</ListBucketResult>"
        );
        event(ok(), &text)
    };
    let more = "<IsTruncated>true</IsTruncated><NextContinuationToken>n</NextContinuationToken>";
    let (client, http_client) = client(vec![page("a/1", more), page("a/2", "")]);
    let keys = list(&client, "books", "a/").await.expect("keys");
    assert_eq!(keys, ["a/1", "a/2"]);
    assert_eq!(
        sent(&http_client),
        [
            format!("GET {HOST}/?list-type=2&prefix=a%2F"),
            format!("GET {HOST}/?list-type=2&prefix=a%2F&continuation-token=n"),
        ]
    );
}

#[tokio::test]
async fn a_file_is_read_and_errors_are_told_apart() {
    let date = "Tue, 14 Nov 2023 22:13:20 GMT";
    let missing = "<Error><Code>NoSuchKey</Code></Error>";
    let denied = "<Error><Code>AccessDenied</Code></Error>";
    let status = |status| http::Response::builder().status(status);
    let (client, _) = client(vec![
        event(ok().header("expires", date), "hello"),
        event(ok().header("expires", "never"), "hello"),
        event(status(404), missing),
        event(status(403).header("x-amz-id-2", "second"), denied),
    ]);
    let bytes = b"hello".to_vec();
    let expires = Some(DateTime::from_secs(1_700_000_000));
    let dated = Object {
        bytes: bytes.clone(),
        expires,
    };
    assert_eq!(get(&client, "books", "k").await, Ok(dated));
    let expires = None;
    assert_eq!(
        get(&client, "books", "k").await,
        Ok(Object { bytes, expires })
    );
    assert_eq!(get(&client, "books", "k").await, Err(GetFailure::NotFound));
    let other = GetFailure::Other(Some("second".to_owned()));
    assert_eq!(get(&client, "books", "k").await, Err(other));
}

#[tokio::test]
async fn a_link_is_a_presigned_url() {
    let (client, http_client) = client(Vec::new());
    let link = presigned_link(&client, "books", "a b")
        .await
        .expect("a link");
    assert_eq!(link.method(), "GET");
    let (place, query) = link.uri().split_once('?').expect("a query");
    assert_eq!(place, format!("{HOST}/a%20b"));
    for part in [
        "x-id=GetObject",
        "X-Amz-Expires=900",
        "X-Amz-SignedHeaders=host",
    ] {
        assert!(query.split('&').any(|it| it == part), "{part} of {query}");
    }
    assert!(sent(&http_client).is_empty());
    let request = link.make_http_1x_request("");
    assert_eq!(request.method(), "GET");
}

#[tokio::test]
async fn calls_to_a_directory_bucket_are_signed_with_a_session() {
    let session = "<CreateSessionResult><Credentials>
        <AccessKeyId>ASIASESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>of-the-session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></CreateSessionResult>";
    let (client, http_client) = client(vec![event(ok(), session), event(ok(), "hello")]);
    let bucket = "books--euw1-az1--x-s3";
    let object = get(&client, bucket, "k").await.expect("a file");
    assert_eq!(object.bytes, b"hello");
    let host = format!("https://{bucket}.s3express-euw1-az1.eu-west-1.amazonaws.com");
    assert_eq!(
        sent(&http_client),
        [
            format!("GET {host}/?session"),
            format!("GET {host}/k?x-id=GetObject"),
        ]
    );
    let last = http_client.actual_requests().last().expect("a request");
    let header = |name| last.headers().get(name).unwrap_or_default();
    assert_eq!(header("x-amz-s3session-token"), "of-the-session");
    assert!(header("authorization").contains("Credential=ASIASESSION/"));
    assert_eq!(header("x-amz-security-token"), "");
}
