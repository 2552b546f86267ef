//! Members in headers, timestamps everywhere, and the status.

use std::collections::HashMap;

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime};
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client};

const MOMENT: i64 = 1_576_540_098;
const HTTP_DATE: &str = "Mon, 16 Dec 2019 23:48:18 GMT";
const DATE_TIME: &str = "2019-12-16T23:48:18Z";

fn moment() -> DateTime {
    DateTime::from_secs(MOMENT)
}

#[tokio::test]
async fn headers_of_every_type_are_sent() {
    use crate::clients::headers::types::Colour;

    let server = Server::start([Answer::new(200)]);
    client!(headers, server)
        .echo_headers()
        .text("Hello there")
        .flag(true)
        .tiny(-1)
        .small(2)
        .whole(3)
        .large(4)
        .single(1.1)
        .precise(f64::NAN)
        .moment(moment())
        .colour(Colour::DarkBlue)
        .level(7)
        .texts("b,c")
        .texts("\"def\"")
        .texts("a")
        .texts("")
        .flags(true)
        .flags(false)
        .wholes(1)
        .wholes(-2)
        .moments(moment())
        .moments(moment())
        .colours(Colour::Red)
        .colours(Colour::DarkBlue)
        .levels(1)
        .levels(10)
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    let two_dates = format!("{HTTP_DATE}, {HTTP_DATE}");
    let expected = [
        ("x-text", "Hello there"),
        ("x-flag", "true"),
        ("x-tiny", "-1"),
        ("x-small", "2"),
        ("x-whole", "3"),
        ("x-large", "4"),
        ("x-single", "1.1"),
        ("x-precise", "NaN"),
        ("x-moment", HTTP_DATE),
        ("x-colour", "dark/blue"),
        ("x-level", "7"),
        ("x-texts", r#""b,c", "\"def\"", a, """#),
        ("x-flags", "true, false"),
        ("x-wholes", "1, -2"),
        ("x-moments", &two_dates),
        ("x-colours", "red, dark/blue"),
        ("x-levels", "1, 10"),
    ];
    for (name, value) in expected {
        assert_eq!(request.header_lines(name).join(", "), value, "{name}");
    }
    // Each item of a list has a line, as the official clients send them.
    assert_eq!(request.header_lines("x-wholes"), ["1", "-2"]);
    assert_eq!(request.header_lines("x-moments"), [HTTP_DATE; 2]);
    // No member is in the body.
    assert_eq!(request.text(), "");
    assert_eq!(request.header("content-type"), None);
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn headers_of_every_type_are_read() {
    use crate::clients::headers::types::Colour;

    let two_dates = format!("{HTTP_DATE},{HTTP_DATE}");
    let answer = Answer::new(200)
        .header("x-TEXT", "Hello there ")
        .header("x-flag", "true")
        .header("x-tiny", "-1")
        .header("x-small", "2")
        .header("x-whole", "3")
        .header("x-large", "4")
        .header("x-single", "-Infinity")
        .header("x-precise", "1.5")
        .header("x-moment", HTTP_DATE)
        .header("x-colour", "mauve")
        .header("x-level", "99")
        .header("x-texts", r#""b,c" , "\"def\"""#)
        .header("x-texts", "a")
        .header("x-flags", "true, false")
        .header("x-wholes", "1,-2")
        .header("x-moments", &two_dates)
        .header("x-colours", "red,mauve")
        .header("x-levels", "1");
    let server = Server::start([answer]);
    let call = client!(headers, server).echo_headers();
    let output = call.send().await.expect("an answer");

    assert_eq!(output.text(), Some("Hello there"));
    assert_eq!(output.flag(), Some(true));
    assert_eq!((output.tiny(), output.small()), (Some(-1), Some(2)));
    assert_eq!((output.whole(), output.large()), (Some(3), Some(4)));
    assert_eq!(output.single(), Some(f32::NEG_INFINITY));
    assert_eq!(output.precise(), Some(1.5));
    assert_eq!(output.moment(), Some(&moment()));
    assert_eq!(output.colour(), Some(&Colour::from("mauve")));
    assert_eq!(output.level(), Some(99));
    assert_eq!(output.texts(), ["b,c", "\"def\"", "a"]);
    assert_eq!(output.flags(), [true, false]);
    assert_eq!(output.wholes(), [1, -2]);
    assert_eq!(output.moments(), [moment(), moment()]);
    assert_eq!(output.colours(), [Colour::Red, Colour::from("mauve")]);
    assert_eq!(output.levels(), [1]);
}

#[tokio::test]
async fn an_empty_header_is_sent_and_an_unset_one_is_not() {
    let server = Server::start([Answer::new(200)]);
    client!(headers, server)
        .echo_headers()
        .text("")
        .set_texts(Some(Vec::new()))
        .send()
        .await
        .expect("an answer");
    let request = server.only_request();
    assert_eq!(request.header("x-text"), Some(""));
    assert_eq!(request.header("x-texts"), Some(""));
    assert_eq!(request.header("x-flag"), None);
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn a_header_that_cannot_be_read_fails_the_call() {
    for (name, value) in [
        ("x-flag", "yes"),
        ("x-tiny", "128"),
        ("x-whole", "1.5"),
        ("x-moment", "yesterday"),
        ("x-wholes", "1, x"),
        ("x-texts", r#""open"#),
    ] {
        let server = Server::start([Answer::new(200).header(name, value)]);
        let call = client!(headers, server).echo_headers();
        let error = call.send().await.expect_err("an error");
        let whole = format!("{error:?}");
        assert!(whole.contains(name), "{whole}");
    }
}

#[tokio::test]
async fn a_header_without_a_place_in_http_fails_the_call() {
    let server = Server::start([]);
    let call = client!(headers, server).echo_headers();
    call.text("two\r\nlines")
        .send()
        .await
        .expect_err("an error");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_required_header_that_is_missing_is_empty() {
    let body = r#"{"body":"b"}"#;
    let modified = Answer::ok(body)
        .header("ETag", "\"v1\"")
        .header("Last-Modified", HTTP_DATE);
    let server = Server::start([modified, Answer::ok(body)]);
    let client = client!(headers, server);
    let call = client.get_version().if_match("*").accept("text/plain");
    let output = call.clone().send().await.expect("an answer");
    assert_eq!(output.e_tag(), "\"v1\"");
    assert_eq!(output.last_modified(), Some(&moment()));
    assert_eq!(output.body(), Some("b"));
    let output = call.send().await.expect("an answer");
    assert_eq!(output.e_tag(), "");
    assert_eq!(server.received()[0].header("if-match"), Some("*"));
    assert_eq!(server.received()[0].header_lines("accept"), ["text/plain"]);
}

#[tokio::test]
async fn prefix_headers_are_a_map() {
    let answer = Answer::new(200)
        .header("X-Title", "t")
        .header("X-Meta-Abc", "1")
        .header("x-meta-empty", "");
    let server = Server::start([answer]);
    let output = client!(prefix_headers, server)
        .put_meta()
        .title("Title")
        .meta_value("abc", "Abc value")
        .meta_value("Def", "")
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.title(), Some("t"));
    let expected = [("abc", "1"), ("empty", "")];
    let expected: HashMap<_, _> = expected
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    assert_eq!(output.meta_value(), Some(&expected));
    let request = server.only_request();
    assert_eq!(request.header("x-title"), Some("Title"));
    assert_eq!(request.header("x-meta-abc"), Some("Abc value"));
    assert_eq!(request.header("x-meta-def"), Some(""));
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn an_empty_prefix_is_every_header() {
    let server = Server::start([Answer::new(200).header("Named", "n").header("Other", "o")]);
    let output = client!(prefix_headers, server)
        .get_all_headers()
        .all("other", "1")
        .all("named", "of the map")
        .named("of its own")
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.named(), Some("n"));
    let all = output.all().expect("a map");
    assert_eq!(all.get("other").map(String::as_str), Some("o"));
    assert_eq!(all.get("named").map(String::as_str), Some("n"));
    let request = server.only_request();
    assert_eq!(request.header("other"), Some("1"));
    assert_eq!(request.header_lines("named"), ["of its own"]);
}

#[tokio::test]
async fn media_types_are_base64_in_headers_only() {
    let answer =
        Answer::ok(r#"{"inBody":"[1]","picture":"R0lG"}"#).header("X-Json", "eyJhIjoxfQ==");
    let server = Server::start([answer]);
    let output = client!(media_type, server)
        .send_typed()
        .in_header(r#"{"a":1}"#)
        .in_body(r#"{"b":2}"#)
        .picture(Blob::new("GIF"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.in_header(), Some(r#"{"a":1}"#));
    assert_eq!(output.in_body(), Some("[1]"));
    assert_eq!(output.picture(), Some(&Blob::new("GIF")));
    let request = server.only_request();
    assert_eq!(request.header("x-json"), Some("eyJhIjoxfQ=="));
    assert_eq!(
        request.json(),
        json!({ "inBody": r#"{"b":2}"#, "picture": "R0lG" })
    );
}

#[tokio::test]
async fn timestamps_have_the_format_of_their_place() {
    let body = json!({
        "bodyPlain": 1576540098.5,
        "bodyDateTime": "2019-12-17T00:48:18.123456+01:00",
        "bodyHttpDate": "Mon, 16 Dec 2019 23:48:18.250 GMT",
        "bodyEpochSeconds": -1,
        "bodyTarget": HTTP_DATE,
        "list": [DATE_TIME, "1969-12-31T23:59:59Z"],
        "map": { "a": 1576540098 },
    });
    let answer = Answer::ok(&body.to_string())
        .header("X-Plain", HTTP_DATE)
        .header("X-DateTime", DATE_TIME)
        .header("X-HttpDate", HTTP_DATE)
        .header("X-EpochSeconds", "1576540098")
        .header("X-Target", HTTP_DATE);
    let server = Server::start([answer]);
    let half = DateTime::from_secs_and_nanos(MOMENT, 500_000_000);
    let output = client!(timestamp_formats, server)
        .send_stamps()
        .label_plain(moment())
        .label_date_time(moment())
        .label_http_date(moment())
        .label_epoch_seconds(moment())
        .label_target(moment())
        .query_plain(half)
        .query_date_time(moment())
        .query_http_date(moment())
        .query_epoch_seconds(half)
        .query_target(moment())
        .header_plain(moment())
        .header_date_time(moment())
        .header_http_date(moment())
        .header_epoch_seconds(moment())
        .header_target(moment())
        .body_plain(half)
        .body_date_time(half)
        .body_http_date(moment())
        .body_epoch_seconds(moment())
        .body_target(moment())
        .list(moment())
        .map("a", moment())
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    let http_date = "Mon%2C%2016%20Dec%202019%2023%3A48%3A18%20GMT";
    let date_time = "2019-12-16T23%3A48%3A18Z";
    assert_eq!(
        request.path,
        format!("/stamps/{date_time}/{date_time}/{http_date}/1576540098/{http_date}")
    );
    let query = request.query.as_deref().expect("a query");
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    assert_eq!(
        query,
        [
            &*format!("queryDateTime={date_time}"),
            "queryEpochSeconds=1576540098.5",
            &*format!("queryHttpDate={http_date}"),
            "queryPlain=2019-12-16T23%3A48%3A18.5Z",
            &*format!("queryTarget={http_date}"),
        ]
    );
    for (name, value) in [
        ("x-plain", HTTP_DATE),
        ("x-datetime", DATE_TIME),
        ("x-httpdate", HTTP_DATE),
        ("x-epochseconds", "1576540098"),
        ("x-target", HTTP_DATE),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert_eq!(
        request.json(),
        json!({
            "bodyPlain": 1576540098.5,
            "bodyDateTime": "2019-12-16T23:48:18.5Z",
            "bodyHttpDate": HTTP_DATE,
            "bodyEpochSeconds": 1576540098,
            "bodyTarget": HTTP_DATE,
            "list": [DATE_TIME],
            "map": { "a": 1576540098 },
        })
    );
    signature::check(&request, SECRET);

    assert_eq!(output.header_epoch_seconds(), Some(&moment()));
    assert_eq!(output.header_date_time(), Some(&moment()));
    assert_eq!(output.body_plain(), Some(&half));
    let offset = DateTime::from_secs_and_nanos(MOMENT, 123_456_000);
    assert_eq!(output.body_date_time(), Some(&offset));
    let quarter = DateTime::from_secs_and_nanos(MOMENT, 250_000_000);
    assert_eq!(output.body_http_date(), Some(&quarter));
    assert_eq!(output.body_epoch_seconds(), Some(&DateTime::from_secs(-1)));
    assert_eq!(output.list(), [moment(), DateTime::from_secs(-1)]);
    assert_eq!(output.map().expect("a map")["a"], moment());
}

#[tokio::test]
async fn the_status_is_a_member_like_others() {
    for status in [200, 202, 299] {
        let server = Server::start([Answer::json(status, r#"{"detail":"d"}"#)]);
        let call = client!(response_code, server).poll();
        let output = call.send().await.expect("an answer");
        assert_eq!(output.status(), Some(i32::from(status)));
        assert_eq!(output.detail(), Some("d"));
    }
}
