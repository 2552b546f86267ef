//! Enums and unions, with values that the model does not have.

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime, Document};
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

#[tokio::test]
async fn enums_stand_everywhere_by_their_values() {
    use crate::clients::enums::types::{Digits, Odd, Single};

    let body = r#"{"body":"a,b","list":["🦀","new"],"map":{"with space":"*"},
        "digits":"t2.micro","single":"DOUBLE"}"#;
    let server = Server::start([Answer::ok(body).header("X-Odd", "scope:read")]);
    let output = client!(enums, server)
        .put_odd()
        .odd(Odd::WithSlash)
        .query(Odd::Umlaut)
        .header(Odd::Dotted)
        .body(Odd::Quoted)
        .list(Odd::Backslash)
        .list(Odd::from("new"))
        .map(Odd::NoValue, Odd::SelfValue)
        .digits(Digits::T2Micro)
        .single(Single::Only)
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.header(), Some(&Odd::Colon));
    assert_eq!(output.body(), Some(&Odd::Comma));
    assert_eq!(output.list(), [Odd::Emoji, Odd::from("new")]);
    assert_eq!(output.map().expect("a map")[&Odd::WithSpace], Odd::Star);
    assert_eq!(output.digits(), Some(&Digits::T2Micro));
    assert_eq!(output.single().as_str(), "DOUBLE");

    let request = server.only_request();
    assert_eq!(request.target(), "/odd/with%2Fslash?odd=gr%C3%B6%C3%9Fe");
    assert_eq!(request.header("x-odd"), Some("a.b.c"));
    assert_eq!(
        request.json(),
        json!({
            "body": "\"quoted\"",
            "list": ["back\\slash", "new"],
            "map": { "NO_VALUE": "Self" },
            "digits": "t2.micro",
            "single": "ONLY",
        })
    );
}

#[tokio::test]
async fn a_required_enum_that_is_missing_is_unknown() {
    let server = Server::start([Answer::ok("{}")]);
    let call = client!(enums, server).put_odd();
    let odd = crate::clients::enums::types::Odd::Plain;
    let output = call.odd(odd).send().await.expect("an answer");
    assert_eq!(output.single().as_str(), "no value was set");
}

#[tokio::test]
async fn int_enums_are_numbers() {
    let body = r#"{"body":7,"list":[1,-1],"map":{"a":2147483647}}"#;
    let server = Server::start([Answer::ok(body).header("X-Level", "-7"), Answer::ok("{}")]);
    let client = client!(int_enums, server);
    let output = client
        .put_level()
        .label(-1)
        .query(0)
        .queries(1)
        .queries(5)
        .header(2147483647)
        .body(42)
        .list(0)
        .map("a", 1)
        .send()
        .await
        .expect("an answer");
    assert_eq!((output.header(), output.body()), (Some(-7), 7));
    assert_eq!(output.list(), [1, -1]);
    assert_eq!(output.map().expect("a map")["a"], i32::MAX);
    let output = client.put_level().label(0).send().await;
    assert_eq!(output.expect("an answer").body(), 0);

    let request = server.received().remove(0);
    assert_eq!(request.path, "/levels/-1");
    let query = request.query.as_deref().expect("a query");
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    assert_eq!(query, ["level=0", "levels=1", "levels=5"]);
    assert_eq!(request.header("x-level"), Some("2147483647"));
    assert_eq!(
        request.json(),
        json!({ "body": 42, "list": [0], "map": { "a": 1 } })
    );
}

mod unions {
    use super::{Answer, Blob, DateTime, Document, Server, client, json};
    use crate::clients::unions::types::{Holder, Item, Mood, Other, Value};

    async fn both_ways(value: Value, wire: serde_json::Value) {
        let answer = json!({ "value": wire }).to_string();
        let server = Server::start([Answer::ok(&answer)]);
        let call = client!(unions, server).put_value().value(value.clone());
        let output = call.send().await.expect("an answer");
        assert_eq!(output.value(), Some(&value), "{wire}");
        assert_eq!(server.only_request().json(), json!({ "value": wire }));
    }

    #[tokio::test]
    async fn of_every_kind_go_both_ways() {
        let text = || "t".to_owned();
        let cases = [
            (Value::Text(text()), json!({ "text": "t" })),
            (Value::Flag(false), json!({ "flag": false })),
            (Value::Tiny(-1), json!({ "tiny": -1 })),
            (Value::Large(i64::MAX), json!({ "large": i64::MAX })),
            (Value::Precise(0.5), json!({ "precise": 0.5 })),
            (
                Value::Precise(f64::INFINITY),
                json!({ "precise": "Infinity" }),
            ),
            (Value::Bytes(Blob::new("hi")), json!({ "bytes": "aGk=" })),
            (
                Value::Moment(DateTime::from_secs(0)),
                json!({ "moment": "1970-01-01T00:00:00Z" }),
            ),
            (
                Value::Anything(Document::Array(vec![Document::Null])),
                json!({ "anything": [null] }),
            ),
            (Value::Mood(Mood::from("odd")), json!({ "mood": "odd" })),
            (Value::Level(3), json!({ "level": 3 })),
            (Value::TextList(vec![text()]), json!({ "textList": ["t"] })),
            (
                Value::TextMap([(text(), text())].into()),
                json!({ "textMap": { "t": "t" } }),
            ),
            (
                Value::Item(Item::builder().name("n").build()),
                json!({ "item": { "name": "n" } }),
            ),
            (Value::Nothing, json!({ "nothing": {} })),
            (Value::Other(Other::One), json!({ "other": { "one": {} } })),
            (
                Value::Nested(Box::new(Value::Whole(1))),
                json!({ "nested": { "whole": 1 } }),
            ),
            (
                Value::NestedList(vec![Value::Small(1), Value::Nothing]),
                json!({ "nestedList": [{ "small": 1 }, { "nothing": {} }] }),
            ),
            (Value::UnknownValue(text()), json!({ "Unknown": "t" })),
            (
                Value::CamelCaseName(text()),
                json!({ "camelCaseName": "t" }),
            ),
        ];
        for (value, wire) in cases {
            both_ways(value, wire).await;
        }
    }

    #[tokio::test]
    async fn stand_in_lists_maps_and_structures() {
        let body = r#"{"list":[{"whole":1},{"odd":2}],"map":{"a":{"text":"t"}},"holder":{}}"#;
        let server = Server::start([Answer::ok(body)]);
        let output = client!(unions, server)
            .put_value()
            .list(Value::Nothing)
            .map("a", Value::Flag(true))
            .holder(Holder::builder().value(Value::Whole(1)).build())
            .send()
            .await
            .expect("an answer");
        assert_eq!(output.list()[0].as_whole(), Ok(&1));
        assert!(output.list()[1].is_unknown());
        assert!(output.map().expect("a map")["a"].is_text());
        // A required union that is missing is there, and unknown.
        let held = output.holder().expect("a holder").value();
        assert!(held.is_none_or(Value::is_unknown), "{held:?}");
        assert_eq!(
            server.only_request().json(),
            json!({
                "list": [{ "nothing": {} }],
                "map": { "a": { "flag": true } },
                "holder": { "value": { "whole": 1 } },
            })
        );
    }

    #[tokio::test]
    async fn may_come_with_nulls_and_a_type() {
        let cases = [
            r#"{"value":{"flag":null,"text":"t","whole":null}}"#,
            r#"{"value":{"__type":"example#Value","text":"t"}}"#,
        ];
        for body in cases {
            let server = Server::start([Answer::ok(body)]);
            let output = client!(unions, server).put_value().send().await;
            let output = output.unwrap_or_else(|error| panic!("{body}: {error:?}"));
            assert_eq!(output.value(), Some(&Value::Text("t".to_owned())), "{body}");
        }
    }

    #[tokio::test]
    async fn have_one_value() {
        for body in [
            r#"{"value":{"flag":true,"text":"t"}}"#,
            r#"{"value":"text"}"#,
            r#"{"value":{"text":1}}"#,
        ] {
            let server = Server::start([Answer::ok(body)]);
            let output = client!(unions, server).put_value().send().await;
            output.expect_err(body);
        }
        let server = Server::start([Answer::ok(r#"{"value":null}"#)]);
        let output = client!(unions, server).put_value().send().await;
        assert_eq!(output.expect("an answer").value(), None);
    }

    #[tokio::test]
    async fn from_the_future_are_not_sent_back() {
        let server = Server::start([Answer::ok(r#"{"value":{"odd":[1]}}"#)]);
        let client = client!(unions, server);
        let output = client.put_value().send().await.expect("an answer");
        let value = output.value.expect("a value");
        assert!(value.is_unknown());
        let call = client.put_value().value(value);
        call.send().await.expect_err("nothing to send");
        assert_eq!(server.received().len(), 1);
    }
}

#[test]
fn operations_can_be_created_and_simple_types_are_always_exported() {
    use crate::clients::labels;
    use crate::clients::no_inputs::primitives;

    let operation = labels::operation::get_labels::GetLabels::new();
    assert_eq!(format!("{operation:?}"), "GetLabels");
    assert_eq!(primitives::Blob::new("a"), Blob::new("a"));
    let date = primitives::DateTime::from_secs(0);
    let date = date.fmt(primitives::DateTimeFormat::DateTime);
    assert_eq!(date.expect("a date"), "1970-01-01T00:00:00Z");
}
