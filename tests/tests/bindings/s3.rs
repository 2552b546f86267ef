//! Features of clients of S3 only.

use aws_smithy_http_client::test_util::capture_request;
use tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError;
use tinsmith_runtime::aws_smithy_runtime_api::http::Response;
use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::aws_smithy_types::error::ErrorMetadata;
use tinsmith_tests::server::{Answer, Server};

use crate::clients::presigned_s3;
use crate::clients::s3_objects::operation::get_object::{GetObjectError, GetObjectOutput};
use crate::clients::s3_objects::operation::{RequestId, RequestIdExt};
use crate::clients::s3_objects::{Client, Error};
use crate::support::{client, credentials};

fn with_ids(answer: Answer) -> Answer {
    answer
        .header("x-amz-request-id", "first")
        .header("x-amz-id-2", "second")
}

#[tokio::test]
async fn outputs_have_both_ids_of_the_request() {
    let server = Server::start([with_ids(Answer::new(200))]);
    let client: Client = client!(s3_objects, server);
    let result = client.get_object().key("k").send().await;
    assert_eq!(result.extended_request_id(), Some("second"));
    let output = result.expect("an output");
    assert_eq!(output.request_id(), Some("first"));
    assert_eq!(output.extended_request_id(), Some("second"));
    let shown = format!("{output:?}");
    let ids = r#"_extended_request_id: Some("second"), _request_id: Some("first") }"#;
    assert!(shown.ends_with(ids), "{shown}");
}

#[tokio::test]
async fn errors_have_both_ids_of_the_request() {
    for code in ["NoSuchKey", "Other"] {
        let body = format!("<Error><Code>{code}</Code></Error>");
        let server = Server::start([with_ids(Answer::new(404).body(body))]);
        let client: Client = client!(s3_objects, server);
        let error = client.get_object().key("k").send().await;
        assert_eq!(error.extended_request_id(), Some("second"));
        let error = error.expect_err("an error");
        assert_eq!(error.extended_request_id(), Some("second"));
        let error = error.into_service_error();
        assert_eq!(error.is_no_such_key(), code == "NoSuchKey");
        assert_eq!(error.extended_request_id(), Some("second"));
        let metadata: &ErrorMetadata = error.meta();
        assert_eq!(metadata.extended_request_id(), Some("second"));
        assert_eq!(metadata.extra("s3_extended_request_id"), Some("second"));
        if let GetObjectError::NoSuchKey(error) = &error {
            assert_eq!(error.extended_request_id(), Some("second"));
        }
        assert_eq!(Error::from(error).extended_request_id(), Some("second"));
    }
}

#[test]
fn responses_have_the_second_id() {
    let mut response = Response::new(200.try_into().expect("a status"), SdkBody::empty());
    assert_eq!(response.extended_request_id(), None);
    response.headers_mut().insert("x-amz-id-2", "second");
    assert_eq!(response.extended_request_id(), Some("second"));
    assert_eq!(response.headers().extended_request_id(), Some("second"));
    let error: SdkError<GetObjectError, _> = SdkError::response_error("broken", response);
    assert_eq!(error.extended_request_id(), Some("second"));
    let error: SdkError<GetObjectError, Response> = SdkError::construction_failure("unsent");
    assert_eq!(error.extended_request_id(), None);
}

#[tokio::test]
#[expect(deprecated, reason = "the test is about the deprecated date")]
async fn an_expiry_is_returned_as_a_date_and_as_text() {
    let date = "Thu, 01 Jan 1970 00:01:00 GMT";
    for (sent, read) in [
        (date, Some(DateTime::from_secs(60))),
        ("never", None),
        ("0", None),
    ] {
        let server = Server::start([Answer::ok("").header("Expires", sent)]);
        let client: Client = client!(s3_objects, server);
        let output = client
            .get_object()
            .key("k")
            .send()
            .await
            .expect("an output");
        assert_eq!(output.expires, read);
        assert_eq!(output.expires(), read.as_ref());
        assert_eq!(output.expires_string(), Some(sent));
    }

    let built = GetObjectOutput::builder()
        .expires_string("x")
        .expires(DateTime::from_secs(1));
    assert_eq!(built.get_expires_string().as_deref(), Some("x"));
    let built = built.set_expires_string(None).build();
    assert_eq!(
        (built.expires_string, built.expires),
        (None, Some(DateTime::from_secs(1)))
    );

    let server = Server::start([Answer::ok("")]);
    let client: Client = client!(s3_objects, server);
    let call = client
        .put_object()
        .key("k")
        .expires(DateTime::from_secs(60));
    call.send().await.expect("an output");
    assert_eq!(server.only_request().header("expires"), Some(date));
}

#[tokio::test]
async fn a_body_may_be_left_out_of_the_signature() {
    use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;

    let hash = async |unsigned: bool| {
        let (http_client, receiver) = capture_request(None);
        let config = presigned_s3::Config::builder()
            .behavior_version(presigned_s3::config::BehaviorVersion::latest())
            .region(presigned_s3::config::Region::new("eu-west-2"))
            .credentials_provider(credentials())
            .http_client(http_client);
        let client = presigned_s3::Client::from_conf(config.build());
        let call = client.put_object().bucket("b").key("k");
        let call = call.body(ByteStream::from_static(b"body")).customize();
        let call = if unsigned {
            call.disable_payload_signing()
        } else {
            call
        };
        call.send().await.expect("an output");
        let request = receiver.expect_request();
        request
            .headers()
            .get("x-amz-content-sha256")
            .map(str::to_owned)
    };
    assert_eq!(hash(true).await.as_deref(), Some("UNSIGNED-PAYLOAD"));
    let signed = hash(false).await.expect("a hash");
    assert_eq!(signed.len(), 64, "{signed}");
}
