//! Requests, as they are sent.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::error::operation::BuildError;

use super::super::{Request, host_label, required};

fn build(with: impl FnOnce(&mut Request) -> Result<(), BuildError>) -> HttpRequest {
    let mut request = Request::new("POST");
    request.literal("/a");
    with(&mut request).unwrap();
    request.finish().unwrap()
}

fn fail(with: impl FnOnce(&mut Request) -> Result<(), BuildError>) -> String {
    let mut request = Request::new("POST");
    DisplayErrorContext(with(&mut request).unwrap_err()).to_string()
}

#[test]
fn labels_are_encoded() {
    let cases = [
        ("abc-._~09AZ", "abc-._~09AZ", "abc-._~09AZ"),
        ("a/b", "a%2Fb", "a/b"),
        ("%😹", "%25%F0%9F%98%B9", "%25%F0%9F%98%B9"),
        (
            " %:?#[]@",
            "%20%25%3A%3F%23%5B%5D%40",
            "%20%25%3A%3F%23%5B%5D%40",
        ),
        (
            "!$&'()*+,;=",
            "%21%24%26%27%28%29%2A%2B%2C%3B%3D",
            "%21%24%26%27%28%29%2A%2B%2C%3B%3D",
        ),
        (
            "\u{7f}\n\"<>\\^`{|}",
            "%7F%0A%22%3C%3E%5C%5E%60%7B%7C%7D",
            "%7F%0A%22%3C%3E%5C%5E%60%7B%7C%7D",
        ),
        ("..", "..", ".."),
    ];
    for (value, label, greedy) in cases {
        let request = build(|request| {
            request.literal("/");
            request.label("member", Some(value))?;
            request.literal("/x/");
            request.greedy_label("member", Some(value))
        });
        assert_eq!(request.uri(), format!("/a/{label}/x/{greedy}"), "{value}");
        assert_eq!(request.method(), "POST");
    }
}

#[test]
fn labels_must_be_set() {
    for value in [None, Some("")] {
        for text in [
            fail(|request| request.label("instance_id", value)),
            fail(|request| request.greedy_label("instance_id", value)),
        ] {
            let expected = "instance_id was missing: cannot be empty or unset";
            assert!(text.starts_with(expected), "{text}");
        }
    }
}

#[test]
fn members_that_must_be_set() {
    assert_eq!(required("size", Some(&7)).unwrap(), &7);
    let text = fail(|_| required::<i32>("size", None).map(drop));
    assert!(text.starts_with("size was missing"), "{text}");
    for label in ["a", "A-b-9"] {
        assert_eq!(host_label("account", Some(label)).unwrap(), label);
    }
    for label in [
        None,
        Some(""),
        Some("a/b"),
        Some("a.b"),
        Some("-a"),
        Some("a@"),
        Some("a:1"),
        Some("é"),
        Some("a b"),
    ] {
        let text = fail(|_| host_label("account", label).map(drop));
        assert!(text.contains("account"), "{text}");
    }
}

#[test]
fn queries() {
    let request = build(|request| {
        request.query_flag("foo");
        request.query_literal("hello", "there");
        request.query("", "");
        request.query("a b&", "c=d/é ~");
        request.query("a", "1");
        request.query("a", "2");
        Ok(())
    });
    let expected = "/a?foo&hello=there&=&a%20b%26=c%3Dd%2F%C3%A9%20~&a=1&a=2";
    assert_eq!(request.uri(), expected);
}

#[test]
fn an_empty_path_is_the_root() {
    assert_eq!(Request::new("GET").finish().unwrap().uri(), "/");
    let mut request = Request::new("GET");
    request.query("a", "b");
    let request = request.finish().unwrap();
    assert_eq!((request.method(), request.uri()), ("GET", "/?a=b"));
}

#[test]
fn what_makes_no_uri_is_an_error() {
    let mut request = Request::new("GET");
    request.label("id", Some(&"x".repeat(100_000))).unwrap();
    assert!(request.finish().is_err());
    assert!(Request::new("NO METHOD").finish().is_err());
}

#[test]
fn headers() {
    let request = build(|request| {
        request.header("X-Str", "a b")?;
        request.header("x-replaced", "1")?;
        request.header("x-replaced", "2")?;
        request.header("x-empty", "")?;
        request.header("x-text", "é")
    });
    let headers = request.headers();
    assert_eq!(headers.get("x-str"), Some("a b"));
    assert_eq!(headers.get_all("x-replaced").collect::<Vec<_>>(), ["2"]);
    assert_eq!(headers.get("x-empty"), Some(""));
    assert_eq!(headers.get("x-text"), Some("é"));
    for value in ["a\nb", "a\rb", "\0", "\u{7f}"] {
        let text = fail(|request| request.header("x-str", value));
        assert!(text.contains("x-str"), "{text}");
        assert!(!text.contains("a\n"), "{text}");
    }
}

#[test]
fn header_lists() {
    fn lines(request: &HttpRequest) -> Vec<&str> {
        request.headers().get_all("x-list").collect()
    }
    let cases: [(&[&str], &[&str]); 9] = [
        (&[], &[""]),
        (&["a"], &["a"]),
        (&["a", "b", "c"], &["a", "b", "c"]),
        (&["b,c", "\"def\"", "a"], &[r#""b,c""#, r#""\"def\"""#, "a"]),
        (&["a\\b", "c\\,"], &[r"a\b", r#""c\\,""#]),
        (&[" a", "b\t", "c d"], &["\" a\"", "\"b\t\"", "c d"]),
        (&["(a)"], &["\"(a)\""]),
        (&["", "a", ""], &["\"\"", "a", "\"\""]),
        (&["é,"], &["\"é,\""]),
    ];
    for (values, expected) in cases {
        let request = build(|request| request.header_list("x-list", values));
        assert_eq!(lines(&request), expected, "{values:?}");
    }
    let dates = ["Mon, 16 Dec 2019 23:48:18 GMT"; 2];
    let request = build(|request| request.header_list_unquoted("x-list", dates));
    assert_eq!(lines(&request), dates);
}

#[test]
fn prefix_headers_give_way_to_members() {
    let request = build(|request| {
        request.header("hello", "There")?;
        request.prefix_header("", "x-foo", "Foo")?;
        request.prefix_header("", "Hello", "Hello")?;
        request.prefix_header("X-Meta-", "Key", "")
    });
    let headers = request.headers();
    assert_eq!(headers.get("hello"), Some("There"));
    assert_eq!(headers.get("x-foo"), Some("Foo"));
    assert_eq!(headers.get("x-meta-key"), Some(""));
    for (key, value) in [("a b", "c"), ("é", "c"), ("a", "b\nc")] {
        let text = fail(|request| request.prefix_header("x-meta-", key, value));
        assert!(text.contains("x-meta-"), "{text}");
    }
    assert!(fail(|request| request.prefix_header("", "", "a")).contains("key"));
}

#[test]
fn headers_of_a_service_replace_those_of_members() {
    let request = build(|request| {
        request.header("accept", "application/yaml")?;
        request.service_header("accept", "application/json");
        Ok(())
    });
    let values: Vec<&str> = request.headers().get_all("accept").collect();
    assert_eq!(values, ["application/json"]);
}

#[test]
fn default_headers_give_way_to_members() {
    let request = build(|request| {
        request.header("content-type", "image/jpg")?;
        request.body_bytes(b"1234".as_slice());
        Ok(())
    });
    assert_eq!(request.headers().get("content-type"), Some("image/jpg"));
    let request = build(|request| {
        request.body_bytes(b"1234".as_slice());
        request.header("Content-Type", "image/jpg")?;
        request.header("content-length", "9")
    });
    let types = request
        .headers()
        .get_all("content-type")
        .collect::<Vec<_>>();
    assert_eq!(types, ["image/jpg"]);
    assert_eq!(request.headers().get("content-length"), Some("9"));
}

#[test]
fn bodies() {
    /// A function that sets the body, and the media type, length and bytes that it gives.
    type Case<'a> = (fn(&mut Request), Option<&'a str>, Option<&'a str>, &'a [u8]);
    let cases: [Case<'_>; 8] = [
        (|_| {}, None, None, b""),
        (
            |request| request.body_json(b"{}".to_vec()),
            Some("application/json"),
            Some("2"),
            b"{}",
        ),
        (
            |request| request.body_bytes(b"\0\xff".as_slice()),
            Some("application/octet-stream"),
            Some("2"),
            b"\0\xff",
        ),
        (
            |request| request.body_text("é".to_owned()),
            Some("text/plain"),
            Some("2"),
            "é".as_bytes(),
        ),
        (
            |request| request.body_stream(ByteStream::from_static(b"abc")),
            Some("application/octet-stream"),
            Some("3"),
            b"abc",
        ),
        (
            |request| request.body(SdkBody::empty()),
            None,
            Some("0"),
            b"",
        ),
        (
            |request| {
                request.content_type("text/css");
                request.body_text("x".to_owned());
            },
            Some("text/css"),
            Some("1"),
            b"x",
        ),
        (
            |request| {
                request.content_type("application/json");
                request.body(SdkBody::from("{}"));
            },
            Some("application/json"),
            Some("2"),
            b"{}",
        ),
    ];
    for (fill, content_type, length, body) in cases {
        let request = build(|request| {
            fill(request);
            Ok(())
        });
        assert_eq!(request.headers().get("content-type"), content_type);
        assert_eq!(request.headers().get("content-length"), length);
        assert_eq!(request.body().bytes(), Some(body));
    }
}
