//! The envelope of errors.

use aws_smithy_types::error::metadata::ErrorMetadata;

use super::super::{Response, error_metadata};
use super::responses::response;

/// Name and value of each header.
type Headers<'a> = &'a [(&'static str, &'a str)];

fn metadata(headers: Headers<'_>, body: &str) -> ErrorMetadata {
    error_metadata(&Response::new(&response(headers, body))).build()
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
