//! Nested numbers and booleans that are equal to their default, in each protocol: unset, set to the
//! default, and set to something else.

use serde_json::{Value, json};
use tinsmith_runtime::codegen::cbor::Writer;
use tinsmith_tests::server::{Answer, Received, Server};

use crate::support::{client, config, own};

/// The requests of a client in module `$module`: with nothing, with a structure in which nothing is set, with one
/// in which all is set to its default, the input's members too, and with one in which nothing is.
macro_rules! requests {
    ($module:ident) => {
        requests!(config, $module)
    };
    ($config:ident, $module:ident) => {{
        use crate::clients::$module::types::{Choice, Nested};

        let answer = Answer::new(200).header("smithy-protocol", "rpc-v2-cbor");
        let server = Server::start(vec![answer; 4]);
        let config = $config!($module, server.url()).build();
        let client = crate::clients::$module::Client::from_conf(config);
        let call = || client.put_defaults();
        call().send().await.expect("an answer");
        let unset = Nested::builder().build();
        call().nested(unset).send().await.expect("an answer");
        let default = Nested::builder()
            .on(true)
            .off(false)
            .tiny(0)
            .small(-2)
            .whole(5)
            .large(0)
            .single(0.0)
            .precise(0.5)
            .level(1)
            .needed(0)
            .maybe(0)
            .later(0)
            .text("")
            .numbers(0)
            .by_name("a", 0)
            .choice(Choice::Whole(0))
            .build();
        let call = call().count(5).on(true).zero(0).off(false);
        call.nested(default).send().await.expect("an answer");
        let other = Nested::builder()
            .on(false)
            .off(true)
            .tiny(1)
            .small(0)
            .whole(0)
            .large(1)
            .single(1.0)
            .precise(0.0)
            .level(0)
            .needed(1)
            .maybe(1)
            .later(1)
            .text("a")
            .choice(Choice::Flag(false))
            .build();
        let call = client.put_defaults().nested(other);
        call.send().await.expect("an answer");
        server.received()
    }};
}

/// What is sent where nothing is set, where all is set to its default, and where nothing is.
fn nested() -> [Value; 3] {
    [
        json!({"needed": 0, "later": 0, "text": ""}),
        json!({"needed": 0, "maybe": 0, "later": 0, "text": "",
            "numbers": [0], "byName": {"a": 0}, "choice": {"whole": 0}}),
        json!({"on": false, "off": true, "tiny": 1, "small": 0, "whole": 0, "large": 1, "single": 1.0,
            "precise": 0.0, "level": 0, "needed": 1, "maybe": 1, "later": 1, "text": "a",
            "choice": {"flag": false}}),
    ]
}

/// Query and headers have what was set, whatever it is.
fn assert_bindings(requests: &[Received]) {
    let query: Vec<_> = requests.iter().map(|it| it.query.as_deref()).collect();
    assert_eq!(query, [None, None, Some("count=5"), None]);
    let on: Vec<_> = requests.iter().map(|it| it.header("x-on")).collect();
    assert_eq!(on, [None, None, Some("true"), None]);
}

#[tokio::test]
async fn rest_json_leaves_out_what_is_equal_to_its_default() {
    let requests = requests!(unsent_defaults_restjson1);
    assert_bindings(&requests);
    let bodies: Vec<Value> = requests.iter().map(Received::json).collect();
    let [unset, default, other] = nested();
    assert_eq!(bodies[0], json!({}));
    assert_eq!(bodies[1], json!({"nested": unset}));
    let set = json!({"zero": 0, "off": false, "nested": default});
    assert_eq!(bodies[2], set);
    assert_eq!(bodies[3], json!({"nested": other}));
}

#[tokio::test]
async fn aws_json_leaves_out_what_is_equal_to_its_default() {
    let requests = requests!(unsent_defaults_awsjson1_1);
    let bodies: Vec<Value> = requests.iter().map(Received::json).collect();
    let [unset, default, other] = nested();
    assert_eq!(bodies[0], json!({}));
    assert_eq!(bodies[1], json!({"nested": unset}));
    let set = json!({"count": 5, "on": true, "zero": 0, "off": false, "nested": default});
    assert_eq!(bodies[2], set);
    assert_eq!(bodies[3], json!({"nested": other}));
}

#[tokio::test]
async fn cbor_leaves_out_what_is_equal_to_its_default() {
    let requests = requests!(unsent_defaults_rpcv2cbor);
    let mut writer = Writer::new();
    let mut input = writer.value().object();
    let mut nested = input.key("nested").object();
    nested.key("needed").integer(0);
    nested.key("later").integer(0);
    nested.key("text").string("");
    nested.end();
    input.end();
    assert_eq!(requests[1].body, writer.finish());
    let has = |request: &Received, name: &str| {
        let key = [
            &[0x60 | u8::try_from(name.len()).expect("a short name")],
            name.as_bytes(),
        ];
        let key = key.concat();
        request.body.windows(key.len()).any(|it| it == key)
    };
    // Of the input and of the structure, or of the input alone.
    for name in ["on", "off", "maybe", "numbers", "choice"] {
        assert!(has(&requests[2], name), "{name}");
    }
    for name in ["tiny", "small", "large", "single", "precise", "level"] {
        assert!(!has(&requests[2], name), "{name}");
        assert!(has(&requests[3], name), "{name}");
    }
}

#[tokio::test]
async fn xml_leaves_out_what_is_equal_to_its_default() {
    let requests = requests!(unsent_defaults_restxml);
    assert_bindings(&requests);
    let bodies: Vec<String> = requests
        .iter()
        .map(|it| {
            let body = it.text();
            let start = body.find("<nested>").unwrap_or(body.len());
            let end = body.find("</nested>").unwrap_or(body.len());
            body[start..end].replace("<nested>", "")
        })
        .collect();
    assert_eq!(bodies[1], "<needed>0</needed><later>0</later><text></text>");
    assert_eq!(
        bodies[2],
        "<needed>0</needed><maybe>0</maybe><later>0</later><text></text>\
         <numbers><member>0</member></numbers>\
         <byName><entry><key>a</key><value>0</value></entry></byName><choice><whole>0</whole></choice>"
    );
    for of_the_input in ["<zero>0</zero>", "<off>false</off>"] {
        assert!(requests[2].text().contains(of_the_input), "{of_the_input}");
    }
    assert_eq!(
        bodies[3],
        "<on>false</on><off>true</off><tiny>1</tiny><small>0</small><whole>0</whole><large>1</large>\
         <single>1.0</single><precise>0.0</precise><level>0</level><needed>1</needed><maybe>1</maybe>\
         <later>1</later><text>a</text><choice><flag>false</flag></choice>"
    );
}

#[tokio::test]
async fn forms_leave_out_what_is_equal_to_its_default() {
    let form = |request: &Received, nested: &str| -> Vec<String> {
        let pairs = request.text().split('&').skip(2).map(str::to_owned);
        let of_nested = pairs.filter_map(|it| Some(it.strip_prefix(nested)?.to_owned()));
        of_nested.collect()
    };
    let requests = requests!(unsent_defaults_awsquery);
    let nested = "nested.";
    assert_eq!(form(&requests[1], nested), ["needed=0", "later=0", "text="]);
    let set = ["needed=0", "maybe=0", "later=0", "text="];
    assert_eq!(form(&requests[2], nested)[..4], set);
    assert!(requests[2].text().contains("&zero=0&off=false&"));
    let other = [
        "on=false", "off=true", "tiny=1", "small=0", "whole=0", "large=1",
    ];
    assert_eq!(form(&requests[3], nested)[..6], other);

    let requests = requests!(unsent_defaults_ec2query);
    let nested = "Nested.";
    assert_eq!(form(&requests[1], nested), ["Needed=0", "Later=0", "Text="]);
    let set = ["Needed=0", "Maybe=0", "Later=0", "Text="];
    assert_eq!(form(&requests[2], nested)[..4], set);
    assert!(requests[2].text().contains("&Zero=0&Off=false&"));
    let other = [
        "On=false", "Off=true", "Tiny=1", "Small=0", "Whole=0", "Large=1",
    ];
    assert_eq!(form(&requests[3], nested)[..6], other);
}

#[tokio::test]
async fn services_of_others_get_defaults() {
    let requests = requests!(own, sent_defaults);
    assert_bindings(&requests);
    let bodies: Vec<Value> = requests.iter().map(Received::json).collect();
    assert_eq!(bodies[0], json!({}));
    let mut nested = json!({"on": true, "off": false, "tiny": 0, "small": -2, "whole": 5, "large": 0,
        "single": 0.0, "precise": 0.5, "level": 1, "needed": 0, "later": 0, "text": ""});
    assert_eq!(bodies[1], json!({"nested": nested}));
    nested["maybe"] = json!(0);
    nested["numbers"] = json!([0]);
    nested["byName"] = json!({"a": 0});
    nested["choice"] = json!({"whole": 0});
    let set = json!({"zero": 0, "off": false, "nested": nested});
    assert_eq!(bodies[2], set);
}

#[tokio::test]
async fn the_aws_json_format_has_no_defaults() {
    use crate::clients::aws_json_no_defaults::types::{AttributeValue, Statistics};

    let server = Server::start(vec![Answer::ok("{}"); 2]);
    let client = client!(aws_json_no_defaults, server);
    let text = AttributeValue::builder().s("a").build();
    let list = AttributeValue::builder().l(text.clone()).build();
    let call = client.put_item().item("text", text).item("list", list);
    let statistics = Statistics::builder().rows(1).build().expect("all is set");
    // Plain is what is required, and what has a default that is stated.
    let _: (i64, i64) = (statistics.rows, statistics.version);
    call.statistics(statistics).send().await.expect("an answer");
    let no = AttributeValue::builder().bool(false).null(false).build();
    let statistics = Statistics::builder().rows(0).nulls(0).average(0.0);
    let call = client.put_item().item("no", no);
    let call = call.statistics(statistics.build().expect("all is set"));
    call.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(
        received[0].json(),
        json!({"Item": {"text": {"S": "a"}, "list": {"L": [{"S": "a"}]}}, "Statistics": {"Rows": 1}})
    );
    assert_eq!(
        received[1].json(),
        json!({"Item": {"no": {"NULL": false, "BOOL": false}},
            "Statistics": {"Rows": 0, "Nulls": 0, "Average": 0.0}})
    );
}
