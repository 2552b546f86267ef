//! Members that are read from responses.

use std::collections::HashMap;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::{NonUtf8HeaderHandling, StatusCode};
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;

use super::super::{HeaderError, Response, TimestampFormat, take_stream};
use crate::json::Reader;

/// A response with `headers`, in this order.
pub(super) fn response(headers: &[(&'static str, &str)], body: &str) -> HttpResponse {
    let status = StatusCode::try_from(200).unwrap();
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    for &(name, value) in headers {
        let headers = response.headers_mut();
        headers.try_append(name, value.to_owned()).unwrap();
    }
    response
}

/// Reads a response by `read`, whose header `x` has `lines`.
fn with<T>(lines: &[&'static str], read: impl FnOnce(Response<'_>) -> T) -> T {
    let headers: Vec<_> = lines.iter().map(|line| ("x", *line)).collect();
    read(Response::new(&response(&headers, "")))
}

fn texts(lines: &[&'static str]) -> Result<Option<Vec<String>>, HeaderError> {
    with(lines, |response| response.list("x"))
}

#[test]
fn the_view_has_all_parts() {
    let response = response(&[("x-amzn-RequestId", "id-1")], "body");
    let view = Response::new(&response);
    assert_eq!((view.status, view.body), (200, b"body".as_slice()));
    #[cfg(feature = "aws")]
    assert_eq!(view.request_id(), Some("id-1"));
}

#[test]
fn bodies() {
    let keys = |body| {
        let response = response(&[], body);
        let mut reader = Response::new(&response).json().unwrap();
        let map = reader
            .map::<String, _, HashMap<_, _>>(Reader::integer)
            .unwrap();
        reader.end().unwrap();
        map.unwrap().len()
    };
    assert_eq!((keys(""), keys("{}"), keys(r#"{"a":1}"#)), (0, 0, 1));

    let text = response(&[], "é");
    assert_eq!(Response::new(&text).body_text().unwrap(), "é");
    let mut bytes = text;
    *bytes.body_mut() = SdkBody::from(b"\xff".as_slice());
    assert!(Response::new(&bytes).body_text().is_err());
    assert!(Response::new(&bytes).json().is_err());

    let mut streamed = response(&[], "abc");
    assert_eq!(take_stream(&mut streamed).bytes(), Some(b"abc".as_slice()));
    assert_eq!(Response::new(&streamed).body, b"");
}

#[test]
fn plain_headers() {
    with(&[], |response| {
        assert_eq!(response.header("x"), None);
        assert_eq!(response.header_text("x").unwrap(), None);
        assert_eq!(response.enumeration::<String>("x").unwrap(), None);
    });
    with(&[" a b\t"], |response| {
        assert_eq!(response.header("x"), Some("a b"));
        assert_eq!(response.header("X"), Some("a b"));
        let text = response.header_text("x").unwrap();
        assert_eq!(text.as_deref(), Some("a b"));
        let text = response.enumeration::<String>("x").unwrap();
        assert_eq!(text.as_deref(), Some("a b"));
    });
    with(&[""], |response| {
        let text = response.header_text("x").unwrap();
        assert_eq!(text.as_deref(), Some(""));
    });
}

#[test]
fn several_lines_are_no_single_value() {
    with(&["1", "2"], |response| {
        assert_eq!(response.header("x"), Some("1"));
        let error = response.header_text("x").unwrap_err();
        assert_eq!(
            error.to_string(),
            "header `x`: expected one value, found \"1, 2\""
        );
        assert!(response.enumeration::<String>("x").is_err());
        assert!(response.parse::<i32>("x").is_err());
        assert!(response.boolean("x").is_err());
        let format = TimestampFormat::EpochSeconds;
        assert!(response.timestamp("x", format).is_err());
        assert!(response.media_type("x").is_err());
        assert!(response.prefix_headers::<HashMap<_, _>>("").is_err());
    });
}

#[test]
fn a_header_that_is_not_utf8_is_an_error_or_is_left_out() {
    let mut response = response(&[], "");
    let mut headers = http::HeaderMap::new();
    headers.insert("x", http::HeaderValue::from_bytes(b"caf\xe9").unwrap());
    *response.headers_mut() = headers.try_into().unwrap();
    let strict = Response::new(&response);
    assert!(strict.header_text("x").is_err());
    assert!(strict.list::<String>("x").is_err());
    assert!(strict.parse::<i32>("x").is_err());
    assert!(strict.prefix_headers::<HashMap<_, _>>("").is_err());
    response.add_extension(NonUtf8HeaderHandling::Skip);
    let tolerant = Response::new(&response);
    assert_eq!(tolerant.header_text("x").unwrap(), None);
    assert_eq!(tolerant.list::<String>("x").unwrap(), None);
    assert_eq!(tolerant.parse::<i32>("x").unwrap(), None);
    assert_eq!(tolerant.prefix_headers::<HashMap<_, _>>("").unwrap(), None);
}

#[test]
fn an_empty_header_is_no_number_boolean_or_timestamp() {
    for empty in ["", "  "] {
        with(&[empty], |response| {
            assert_eq!(response.parse::<i32>("x").unwrap(), None);
            assert_eq!(response.parse::<f64>("x").unwrap(), None);
            assert_eq!(response.boolean("x").unwrap(), None);
            for format in [TimestampFormat::HttpDate, TimestampFormat::EpochSeconds] {
                assert_eq!(response.timestamp("x", format).unwrap(), None);
                assert_eq!(response.timestamp_list("x", format).unwrap(), None);
            }
            assert_eq!(response.list::<String>("x").unwrap(), None);
            assert_eq!(response.parse_list::<i32>("x").unwrap(), None);
            assert_eq!(response.boolean_list("x").unwrap(), None);
        });
    }
}

#[test]
fn scalars() {
    assert_eq!(
        with(&[" 123 "], |response| response.parse::<i8>("x")).unwrap(),
        Some(123)
    );
    assert_eq!(
        with(&["-1.5"], |response| response.parse("x")).unwrap(),
        Some(-1.5_f32)
    );
    assert_eq!(
        with(&["-Infinity"], |response| response.parse("x")).unwrap(),
        Some(f64::NEG_INFINITY)
    );
    assert!(
        with(&["NaN"], |response| response.parse::<f64>("x"))
            .unwrap()
            .unwrap()
            .is_nan()
    );
    assert_eq!(
        with(&[], |response| response.parse::<i32>("x")).unwrap(),
        None
    );
    assert_eq!(
        with(&["true"], |response| response.boolean("x")).unwrap(),
        Some(true)
    );
    assert_eq!(
        with(&["false"], |response| response.boolean("x")).unwrap(),
        Some(false)
    );
    assert_eq!(with(&[], |response| response.boolean("x")).unwrap(), None);
    let text = with(&["IntcImpzb24i"], |response| response.media_type("x"));
    assert_eq!(text.unwrap().as_deref(), Some(r#""{\"json""#));
}

#[test]
fn malformed_scalars_name_header_and_value() {
    let error = with(&["300"], |response| response.parse::<i8>("x")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "header `x`: expected a number in its range, found \"300\""
    );
    assert_eq!((error.name(), error.value()), ("x", "300"));
    for value in ["1 2", "abc", "1.5"] {
        assert!(
            with(&[value], |response| response.parse::<i32>("x")).is_err(),
            "{value}"
        );
    }
    for value in ["TRUE", "1", "truth"] {
        assert!(
            with(&[value], |response| response.boolean("x")).is_err(),
            "{value}"
        );
    }
    for value in ["a", "/w==", "{}"] {
        assert!(
            with(&[value], |response| response.media_type("x")).is_err(),
            "{value}"
        );
    }
}

#[test]
fn lists_of_texts() {
    let cases: [(&[&'static str], &[&str]); 12] = [
        (&["a"], &["a"]),
        (&["  foo  "], &["foo"]),
        (&["a, b,c"], &["a", "b", "c"]),
        (&["a", "b, c"], &["a", "b", "c"]),
        (&[r#""b,c", "\"def\"", a"#], &["b,c", "\"def\"", "a"]),
        (&[r#""  foo  ""#], &["  foo  "]),
        (&[r#"foo, "(foo\\bar)" "#], &["foo", "(foo\\bar)"]),
        (&[r#""",baz"#], &["", "baz"]),
        (&["a,,b"], &["a", "", "b"]),
        (&["a,"], &["a"]),
        (&[r#"a"b, c"#], &["a\"b", "c"]),
        (&[r#""\é""#], &["é"]),
    ];
    for (lines, expected) in cases {
        let values = texts(lines).unwrap().unwrap();
        assert_eq!(values, expected, "{lines:?}");
    }
    assert_eq!(texts(&[]).unwrap(), None);
    for line in [
        r#""a"b"#,
        "\"",
        r#""a"#,
        r#""a\"#,
        r#""a\""#,
        r#"b, "a"#,
        r#""a" "b""#,
    ] {
        let error = texts(&[line]).unwrap_err();
        assert!(error.to_string().starts_with("header `x`: "), "{line}");
    }
}

#[test]
fn lists_of_scalars() {
    let numbers = with(&["1, -2", "3"], |response| response.parse_list::<i16>("x"));
    assert_eq!(numbers.unwrap(), Some(vec![1, -2, 3]));
    let numbers = with(&["NaN, Infinity,1"], |response| {
        response.parse_list::<f64>("x")
    });
    assert_eq!(
        format!("{:?}", numbers.unwrap().unwrap()),
        "[NaN, inf, 1.0]"
    );
    let booleans = with(&["true, \"false\"", "true"], |response| {
        response.boolean_list("x")
    });
    assert_eq!(booleans.unwrap(), Some(vec![true, false, true]));
    assert!(with(&["1, x"], |response| response.parse_list::<i16>("x")).is_err());
    assert!(with(&["true, falsy"], |response| response.boolean_list("x")).is_err());
    assert_eq!(
        with(&[], |response| response.parse_list::<i16>("x")).unwrap(),
        None
    );
}

#[test]
fn timestamps() {
    let expected = DateTime::from_secs(1_576_540_098);
    let cases = [
        ("Mon, 16 Dec 2019 23:48:18 GMT", TimestampFormat::HttpDate),
        ("2019-12-16T23:48:18Z", TimestampFormat::DateTime),
        ("2019-12-17T00:48:18+01:00", TimestampFormat::DateTime),
        ("1576540098", TimestampFormat::EpochSeconds),
        ("1576540098.0", TimestampFormat::EpochSeconds),
    ];
    for (value, format) in cases {
        let timestamp = with(&[value], |response| response.timestamp("x", format));
        assert_eq!(timestamp.unwrap(), Some(expected), "{value}");
        let list = with(&[value, value], |response| {
            response.timestamp_list("x", format)
        });
        assert_eq!(list.unwrap(), Some(vec![expected; 2]), "{value}");
        let missing = with(&[], |response| response.timestamp_list("x", format));
        assert_eq!(missing.unwrap(), None);
        let wrong = with(&["soon"], |response| response.timestamp("x", format));
        assert!(wrong.unwrap_err().to_string().contains("soon"));
    }
}

#[test]
fn lists_of_timestamps() {
    let second = DateTime::from_secs(1_576_540_098);
    let cases: [(&str, TimestampFormat, usize); 4] = [
        (
            "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT",
            TimestampFormat::HttpDate,
            2,
        ),
        (
            "Mon, 16 Dec 2019 23:48:18 GMT,Mon, 16 Dec 2019 23:48:18 GMT , Mon, 16 Dec 2019 23:48:18 GMT",
            TimestampFormat::HttpDate,
            3,
        ),
        (
            "2019-12-16T23:48:18Z, 2019-12-16T23:48:18Z",
            TimestampFormat::DateTime,
            2,
        ),
        ("1576540098,1576540098", TimestampFormat::EpochSeconds, 2),
    ];
    for (line, format, count) in cases {
        let list = with(&[line], |response| response.timestamp_list("x", format));
        assert_eq!(list.unwrap(), Some(vec![second; count]), "{line}");
    }
    for line in ["Mon, 16 Dec 2019 23:48:18 GMT, Mon", "1, 2", ",", "Mon"] {
        let list = with(&[line], |response| {
            response.timestamp_list("x", TimestampFormat::HttpDate)
        });
        assert!(list.is_err(), "{line}");
    }
}

#[test]
fn prefix_headers() {
    let headers = [
        ("x-foo", "Foo"),
        ("x-foo-abc", " Abc value "),
        ("X-Foo-Def", "1"),
        ("x-fo", "short"),
    ];
    let response = response(&headers, "");
    let view = Response::new(&response);
    let entries = |entries: &[(&str, &str)]| {
        let entries = entries
            .iter()
            .map(|(key, value)| (key.to_string(), value.to_string()));
        Some(entries.collect::<HashMap<_, _>>())
    };
    let expected = entries(&[("abc", "Abc value"), ("def", "1")]);
    assert_eq!(view.prefix_headers("x-foo-").unwrap(), expected);
    assert_eq!(view.prefix_headers("X-Foo-").unwrap(), expected);
    assert_eq!(view.prefix_headers("x-bar-").unwrap(), entries(&[]));
    assert_eq!(
        view.prefix_headers::<HashMap<_, _>>("")
            .unwrap()
            .map(|all| all.len()),
        Some(4)
    );
}
