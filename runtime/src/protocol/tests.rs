//! The envelope of errors, and how requests begin.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata::ErrorMetadata;

use super::{AwsJson, Protocol, QueryCompatible, RestJson1, RpcV2Json, aws_json};
use crate::http::Response;

/// Name and value of each header.
type Headers<'a> = &'a [(&'static str, &'a str)];

/// Name and metadata of the error that protocol `P` reads.
fn error<P: Protocol>(headers: Headers<'_>, body: &str) -> (Option<String>, ErrorMetadata) {
    let status = StatusCode::try_from(400).unwrap();
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    for &(name, value) in headers {
        let headers = response.headers_mut();
        headers.try_append(name, value.to_owned()).unwrap();
    }
    let error = P::error(&Response::new(&response));
    (error.name, error.metadata.build())
}

/// Why the body is not an error of protocol `P`.
fn problem<P: Protocol>(body: impl Into<SdkBody>) -> Option<String> {
    let status = StatusCode::try_from(502).unwrap();
    let response = HttpResponse::new(status, body.into());
    let error = P::error(&Response::new(&response));
    assert_eq!(error.metadata.build(), ErrorMetadata::default());
    error.problem.map(|problem| problem.to_string())
}

#[test]
fn an_empty_body_is_no_problem_and_a_page_is() {
    fn check<P: Protocol>() {
        assert_eq!(problem::<P>(""), None);
        for foreign in [
            "<html><body>502</body></html>",
            "upstream failed",
            "\x01",
            "[",
        ] {
            assert!(problem::<P>(foreign).is_some(), "{foreign:?}");
        }
    }
    check::<AwsJson>();
    check::<RestJson1>();
    check::<RpcV2Json>();
    check::<QueryCompatible<AwsJson>>();
    #[cfg(feature = "cbor")]
    check::<super::RpcV2Cbor>();
    #[cfg(feature = "xml")]
    check::<super::RestXml>();
    #[cfg(feature = "query")]
    check::<super::AwsQuery>();
    #[cfg(feature = "query")]
    check::<super::Ec2Query>();
}

#[cfg(feature = "cbor")]
#[test]
fn a_message_that_is_no_text_leaves_the_code_in_cbor() {
    let mut body = b"\xa2\x66__type\x68ns#Moved\x67message\x01".to_vec();
    let kind = |body: &[u8]| {
        let status = StatusCode::try_from(400).unwrap();
        let response = HttpResponse::new(status, SdkBody::from(body));
        super::RpcV2Cbor::error(&Response::new(&response)).name
    };
    assert_eq!(kind(&body).as_deref(), Some("Moved"));
    assert_eq!(kind(&body[..body.len() - 1]), None);
    body.push(0);
    assert_eq!(kind(&body), None);
}

fn metadata(headers: Headers<'_>, body: &str) -> ErrorMetadata {
    let (name, metadata) = error::<RestJson1>(headers, body);
    assert_eq!(name.as_deref(), metadata.code(), "{headers:?} {body}");
    let (_, same) = error::<AwsJson>(headers, body);
    assert_eq!(metadata, same, "{headers:?} {body}");
    metadata
}

#[test]
fn the_code_is_where_the_protocol_allows() {
    let header = "x-amzn-errortype";
    let cases: [(Headers<'_>, &str, Option<&str>); 16] = [
        (&[(header, "FooError")], "", Some("FooError")),
        (
            &[("X-Amzn-ErrorType", " FooError ")],
            "{}",
            Some("FooError"),
        ),
        (
            &[(header, "FooError:http://internal.amazon.com/coral/")],
            "{}",
            Some("FooError"),
        ),
        (
            &[(header, "aws.protocoltests#FooError:http://x/#y")],
            "{}",
            Some("FooError"),
        ),
        (&[(header, "A")], r#"{"code":"B","__type":"C"}"#, Some("A")),
        (&[(header, "A")], "<html>", Some("A")),
        (&[], r#"{"code":"FooError"}"#, Some("FooError")),
        (&[], r#"{"__type":"FooError"}"#, Some("FooError")),
        (&[], r#"{"__type":"ns.sub#FooError"}"#, Some("FooError")),
        (
            &[],
            r#"{"__type":"ns#FooError:http://x"}"#,
            Some("FooError"),
        ),
        (&[], r#"{"__type":"A","code":"B"}"#, Some("B")),
        (&[], r#"{"code":400,"__type":"A"}"#, Some("A")),
        (&[], r#"{"code":null,"__type":{"x":1}}"#, None),
        (&[], r#"{"nested":{"code":"A"}}"#, None),
        (&[], "{}", None),
        (&[], "", None),
    ];
    for (headers, body, code) in cases {
        assert_eq!(metadata(headers, body).code(), code, "{headers:?} {body}");
    }
}

#[test]
fn the_message_has_several_names() {
    for name in ["message", "Message", "errorMessage"] {
        let body = format!(r#"{{"x":[1],"{name}":"Go to \"foo\"","Type":"User"}}"#);
        assert_eq!(
            metadata(&[], &body).message(),
            Some("Go to \"foo\""),
            "{name}"
        );
    }
    for body in ["{}", "", r#"{"message":null}"#, r#"{"message":{"a":"b"}}"#] {
        assert_eq!(metadata(&[], body).message(), None, "{body}");
    }
}

#[test]
fn junk_has_neither_code_nor_message() {
    let deep = "{\"a\":".repeat(10_000);
    let junk = [
        "<html><body>503</body></html>",
        "null",
        "[]",
        "\"FooError\"",
        "{\"code\":\"Foo",
        "{\"code\":\"Foo\"",
        "{\"code\":\"Foo\"}}",
        "{\"code\":\"\\x\"}",
        "\0\0",
        &deep,
    ];
    for body in junk {
        let metadata = metadata(&[], body);
        assert_eq!(
            (metadata.code(), metadata.message()),
            (None, None),
            "{body:.40}"
        );
    }
}

#[test]
fn a_query_compatible_service_names_the_error_and_gives_its_code_of_old() {
    let header = "x-amzn-query-error";
    let typed = r#"{"__type":"ns#QueueGone","message":"m"}"#;
    let name = Some("QueueGone");
    type Case<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);
    let cases: [Case<'_>; 7] = [
        ("AWS.Gone;Sender", typed, name, Some("AWS.Gone")),
        (" AWS.Gone ; Sender ", typed, name, Some("AWS.Gone")),
        ("AWS.Gone;Sender", "{}", Some("AWS.Gone"), Some("AWS.Gone")),
        ("AWS.Gone", typed, name, name),
        (";Sender", typed, name, name),
        ("", typed, name, name),
        (";", "{}", None, None),
    ];
    for (value, body, name, code) in cases {
        let (found, metadata) = error::<QueryCompatible<AwsJson>>(&[(header, value)], body);
        assert_eq!(
            (found.as_deref(), metadata.code()),
            (name, code),
            "{value} {body}"
        );
        let side = code
            .filter(|code| code.starts_with("AWS"))
            .map(|_| "Sender");
        assert_eq!(metadata.extra("type"), side, "{value} {body}");
        // Other services do not have the header.
        let (found, metadata) = error::<AwsJson>(&[(header, value)], typed);
        assert_eq!(found.as_deref(), metadata.code());
        assert_eq!(metadata.code(), Some("QueueGone"));
    }
    let (found, metadata) = error::<QueryCompatible<AwsJson>>(&[], typed);
    assert_eq!(found.as_deref(), metadata.code());
    assert_eq!(metadata.message(), Some("m"));
}

#[test]
fn a_request_of_aws_json_says_what_it_calls() {
    for (mut request, content_type) in [
        (
            aws_json::request_1_0("Garden.Dig"),
            "application/x-amz-json-1.0",
        ),
        (
            aws_json::request_1_1("Garden.Dig"),
            "application/x-amz-json-1.1",
        ),
    ] {
        request.body_json(b"{}".to_vec());
        let http = request.finish().unwrap();
        assert_eq!((http.method(), http.uri()), ("POST", "/"));
        assert_eq!(http.headers().get("X-Amz-Target"), Some("Garden.Dig"));
        assert_eq!(http.headers().get("Content-Type"), Some(content_type));
        assert_eq!(http.headers().get("Content-Length"), Some("2"));
    }
}

#[cfg(all(feature = "query", feature = "aws"))]
mod query {
    use aws_types::request_id::RequestId as _;

    use super::error;
    use crate::protocol::{AwsQuery, Ec2Query};

    #[test]
    fn code_message_and_id_are_within_the_elements_of_the_protocol() {
        let inner = "<Type>Sender</Type><Code>C</Code><Message>M</Message><Other>o</Other>";
        let aws = format!(
            "<ErrorResponse><x/><Error>{inner}</Error><RequestId>r</RequestId></ErrorResponse>"
        );
        let ec2 = format!(
            "<Response><Errors><Error>{inner}</Error></Errors><RequestID>r</RequestID></Response>"
        );
        for (name, metadata) in [error::<AwsQuery>(&[], &aws), error::<Ec2Query>(&[], &ec2)] {
            assert_eq!(name.as_deref(), Some("C"));
            assert_eq!(metadata.code(), Some("C"));
            assert_eq!(metadata.message(), Some("M"));
            // The official clients keep the side at fault only if a header has it.
            assert_eq!(metadata.extra("type"), None);
            assert_eq!(metadata.request_id(), Some("r"));
        }
    }

    #[test]
    fn what_is_not_such_a_document_has_no_code() {
        for body in [
            "",
            "<html>",
            "{}",
            "<ErrorResponse/>",
            "<Error><Code>C</Code></Error>",
            "<ErrorResponse><x><Error><Code>C</Code></Error></x></ErrorResponse>",
            "<ErrorResponse><Code>C</Code><RequestId><a/></RequestId></ErrorResponse>",
        ] {
            let (name, metadata) = error::<AwsQuery>(&[], body);
            assert_eq!((name.as_deref(), metadata.code()), (None, None), "{body}");
        }
    }
}
