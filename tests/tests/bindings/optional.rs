//! Required members, and members with defaults.

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime, Document, Number};
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

#[tokio::test]
async fn defaults_fill_in_what_the_answer_leaves_out() {
    use crate::clients::defaults::types::Mood;

    let server = Server::start([Answer::ok(r#"{"nested":{},"zero":null,"level":1}"#)]);
    let call = client!(defaults, server).put_defaults();
    let output = call.send().await.expect("an answer");
    assert_eq!(output.text(), "text with \"quotes\" and \\ backslash");
    assert_eq!(output.empty_text(), "");
    assert_eq!((output.flag(), output.off_flag()), (true, false));
    assert_eq!((output.tiny(), output.small()), (-1, 2));
    assert_eq!((output.whole(), output.zero()), (3, 0));
    assert_eq!(output.large(), 4_294_967_296);
    assert_eq!((output.single(), output.precise()), (1.5, 2.5e10));
    assert_eq!(output.bytes(), &Blob::new("blob"));
    assert_eq!(output.epoch(), &DateTime::from_secs(0));
    assert_eq!(
        output.moment(),
        &DateTime::from_secs_and_nanos(1_700_000_000, 250_000_000)
    );
    assert_eq!(output.dated(), &DateTime::from_secs(1_709_209_800));
    assert_eq!(output.mood(), &Mood::Glad);
    assert_eq!((output.level(), output.zero_level()), (1, 0));
    assert!(output.list().is_empty() && output.map().is_empty());
    assert_eq!(output.document_flag(), &Document::Bool(false));
    assert_eq!(
        output.document_number(),
        &Document::Number(Number::Float(1.5))
    );
    assert_eq!(output.document_list(), &Document::Array(Vec::new()));
    assert_eq!((output.rooted(), output.rooted_text()), (7, "root"));
    assert_eq!(output.rooted_null(), None);
    assert_eq!(output.required_with_default(), 5);
    assert_eq!(output.optional_default(), None);
    assert_eq!(output.added_later(), 11);
    let nested = output.nested().expect("a structure");
    assert_eq!((nested.whole(), nested.rooted()), (3, 7));
}

#[tokio::test]
async fn an_input_has_no_defaults_but_structures_in_it_have() {
    use crate::clients::defaults::types::Nested;

    let server = Server::start([Answer::ok("{}"), Answer::ok("{}"), Answer::ok("{}")]);
    let client = client!(defaults, server);
    let output = client.get_defaults().send().await.expect("an answer");
    assert_eq!((output.limit(), output.style()), (20, "plain"));
    client.put_defaults().send().await.expect("an answer");
    let nested = Nested::builder().whole(4).build();
    let call = client.put_defaults().nested(nested);
    call.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/defaults");
    assert_eq!(received[0].header("x-style"), None);
    assert_eq!(received[1].text(), "{}");
    let nested = &received[2].json()["nested"];
    assert_eq!(nested["whole"], 4);
    // What is equal to its default is not sent.
    assert!(nested.get("large").is_none());
    assert_eq!(nested["dated"], "2024-02-29T12:30:00Z");
    assert_eq!(nested["mood"], "glad");
    assert!(nested.get("rootedNull").is_none());
}

#[tokio::test]
async fn what_is_required_is_filled_in_if_the_service_forgets_it() {
    let server = Server::start([
        Answer::ok("{}"),
        Answer::ok(r#"{"profile":{"text":"t"},"lists":[{}],"onlyStructure":{}}"#),
    ]);
    let client = client!(required, server);
    let call = client.put_profile().id("p").version(1).owner("o");
    let output = call.clone().send().await.expect("an answer");
    assert_eq!(output.count(), 0);
    assert!(output.lists().is_empty());
    assert_eq!(output.profile(), None);

    let output = call.send().await.expect("an answer");
    let profile = output.profile().expect("a profile");
    assert_eq!((profile.text(), profile.whole()), ("t", 0));
    assert_eq!(profile.moment(), &DateTime::from_secs(0));
    assert_eq!(profile.mood().as_str(), "no value was set");
    assert!(profile.list().is_empty());
    assert_eq!(profile.optional(), None);
    assert_eq!(output.lists()[0].name(), "");
}

#[tokio::test]
async fn what_is_required_is_sent() {
    use crate::clients::required::types::{Choice, Inner, Mood, Profile};

    let inner = Inner::builder().name("n").build().expect("a name");
    let complete = Profile::builder()
        .text("t")
        .flag(false)
        .whole(0)
        .precise(0.5)
        .moment(DateTime::from_secs(1))
        .bytes(Blob::new("hi"))
        .anything(Document::Bool(true))
        .mood(Mood::Glad)
        .level(1)
        .list("l")
        .map("k", "v")
        .choice(Choice::Left("l".to_owned()))
        .inner(inner);
    let error = complete.clone().set_mood(None).build();
    let error = error.expect_err("no mood").to_string();
    assert!(error.contains("mood"), "{error}");

    let server = Server::start([Answer::ok("{}")]);
    client!(required, server)
        .put_profile()
        .id("p")
        .version(0)
        .owner("o")
        .profile(complete.build().expect("all that is required"))
        .send()
        .await
        .expect("an answer");
    let request = server.only_request();
    assert_eq!(request.target(), "/profiles/p?version=0");
    assert_eq!(request.header("x-owner"), Some("o"));
    assert_eq!(
        request.json(),
        json!({ "profile": {
            "text": "t", "flag": false, "whole": 0, "precise": 0.5, "moment": 1,
            "bytes": "aGk=", "anything": true, "mood": "glad", "level": 1, "list": ["l"],
            "map": { "k": "v" }, "choice": { "left": "l" }, "inner": { "name": "n" },
        }})
    );
}
