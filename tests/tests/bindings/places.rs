//! Members that are bound to the path and to the query string.

use std::collections::HashMap;

use tinsmith_runtime::aws_smithy_types::DateTime;
use tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client};

/// Everything that has to be encoded.
const ODD: &str = " %:/?#[]@!$&'()*+,;=😹";
const ODD_ENCODED: &str =
    "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9";

fn sorted_query(request: &Received) -> Vec<&str> {
    let query = request.query.as_deref().expect("a query");
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    parameters
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

#[tokio::test]
async fn labels_of_every_type() {
    use crate::clients::labels::types::Colour;

    let server = Server::start([Answer::ok(r#"{"precise":0.1,"colour":"red"}"#)]);
    let output = client!(labels, server)
        .get_labels()
        .text(ODD)
        .flag(true)
        .tiny(-128)
        .small(32767)
        .whole(0)
        .large(i64::MIN)
        .single(1.1)
        .precise(f64::NEG_INFINITY)
        .moment(DateTime::from_secs(1_576_540_098))
        .colour(Colour::DarkBlue)
        .level(10)
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.precise(), Some(0.1));
    assert_eq!(output.colour(), Some(&Colour::Red));
    let request = server.only_request();
    assert_eq!(
        request.target(),
        format!(
            "/labels/{ODD_ENCODED}/true/-128/32767/0/-9223372036854775808/1.1/-Infinity/\
             2019-12-16T23%3A48%3A18Z/dark%2Fblue/10"
        )
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn labels_stand_where_the_pattern_has_them() {
    let server = Server::start([Answer::new(204), Answer::new(200), Answer::new(200)]);
    let client = client!(labels, server);
    let part = client.delete_part().number(3).text("a.b-c_d~e");
    part.send().await.expect("an answer");
    let label = client.put_label().text("a").note("n");
    label.send().await.expect("an answer");
    client
        .put_label()
        .text("a")
        .send()
        .await
        .expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/labels/a.b-c_d~e/parts/3");
    assert_eq!(received[0].text(), "");
    assert_eq!(received[1].target(), "/labels/a?put&kind=plain");
    assert_eq!(received[1].text(), r#"{"note":"n"}"#);
    assert_eq!(received[2].text(), "{}");
    assert_eq!(received[2].header("content-type"), Some("application/json"));
    for request in &received {
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn labels_must_have_a_value() {
    let server = Server::start([]);
    let client = client!(labels, server);
    for call in [
        client.delete_part().number(3),
        client.delete_part().number(3).text(""),
        client.delete_part().text("a"),
    ] {
        call.send().await.expect_err("an error");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn greedy_labels_keep_their_slashes() {
    let server = Server::start([Answer::ok(r#"{"size":1}"#), Answer::ok("{}")]);
    let client = client!(greedy_labels, server);
    let file = client.get_file().path("a/b c/%/d.txt");
    assert_eq!(file.send().await.expect("an answer").size(), Some(1));
    let tags = client.list_file_tags().bucket("b/1").path("a/b");
    tags.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/files/a/b%20c/%25/d.txt");
    assert_eq!(received[1].target(), "/buckets/b%2F1/a/b/tags");
    for request in &received {
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn query_parameters_of_every_type() {
    use crate::clients::query::types::Colour;

    let server = Server::start([Answer::ok("{}")]);
    let second = DateTime::from_secs;
    client!(query, server)
        .search()
        .text(ODD)
        .flag(false)
        .tiny(1)
        .small(2)
        .whole(3)
        .large(4)
        .single(1.1)
        .precise(2.5e10)
        .moment(second(1))
        .colour(Colour::DarkBlue)
        .level(-3)
        .texts("b")
        .texts("")
        .texts("a,b")
        .flags(true)
        .flags(false)
        .wholes(3)
        .wholes(1)
        .moments(second(2))
        .colours(Colour::from("from the future"))
        .levels(1)
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(request.path, "/search");
    let text = format!("text={ODD_ENCODED}");
    assert_eq!(
        sorted_query(&request),
        [
            "colour=dark%2Fblue",
            "colours=from%20the%20future",
            "flag=false",
            "flags=false",
            "flags=true",
            "large=4",
            "level=-3",
            "levels=1",
            "moment=1970-01-01T00%3A00%3A01Z",
            "moments=1970-01-01T00%3A00%3A02Z",
            "precise=25000000000.0",
            "single=1.1",
            "small=2",
            &text,
            "texts=",
            "texts=a%2Cb",
            "texts=b",
            "tiny=1",
            "whole=3",
            "wholes=1",
            "wholes=3",
        ]
    );
    // Within a list, the order stays.
    let query = request.query.as_deref().unwrap_or_default();
    assert!(query.contains("wholes=3&wholes=1"), "{query}");
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn empty_lists_are_no_parameters_but_empty_texts_are() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let client = client!(query, server);
    let search = client.search().set_texts(Some(Vec::new()));
    search.send().await.expect("an answer");
    client.search().text("").send().await.expect("an answer");
    let received = server.received();
    assert_eq!(received[0].target(), "/search");
    assert_eq!(received[1].target(), "/search?text=");
}

#[tokio::test]
async fn a_required_parameter_is_set_and_not_empty() {
    let server = Server::start([]);
    let counts = client!(query, server);
    let profiles = client!(required, server);
    let problems = [
        told(counts.count().send().await.expect_err("no pattern")),
        told(
            counts
                .count()
                .pattern("")
                .send()
                .await
                .expect_err("an empty pattern"),
        ),
        told(
            profiles
                .put_profile()
                .id("a")
                .send()
                .await
                .expect_err("no version"),
        ),
    ];
    let [unset, empty, number] = &problems;
    assert!(
        unset.contains("pattern was missing: cannot be empty or unset"),
        "{unset}"
    );
    assert_eq!(empty, unset);
    assert!(
        number.contains("version was missing: cannot be empty or unset"),
        "{number}"
    );
    assert!(server.received().is_empty());
}

/// The error with its sources.
fn told(error: impl std::error::Error) -> String {
    DisplayErrorContext(error).to_string()
}

#[tokio::test]
async fn not_every_number_is_a_number() {
    for (value, text) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "Infinity"),
        (f64::NEG_INFINITY, "-Infinity"),
    ] {
        let server = Server::start([Answer::ok("{}")]);
        let client = client!(query, server);
        client
            .search()
            .precise(value)
            .single(value as f32)
            .send()
            .await
            .expect("an answer");
        let expected = [format!("precise={text}"), format!("single={text}")];
        assert_eq!(sorted_query(&server.only_request()), expected);
    }
}

#[tokio::test]
async fn the_pattern_has_parameters_too() {
    let server = Server::start([Answer::ok(r#"{"count":2}"#), Answer::ok(r#"{"id":"s"}"#)]);
    let client = client!(query, server);
    let count = client.count().pattern("x").send().await;
    assert_eq!(count.expect("an answer").count(), 2);
    let submitted = client.submit().dry_run(true).title("t").send().await;
    assert_eq!(submitted.expect("an answer").id(), Some("s"));

    let received = server.received();
    assert_eq!(
        sorted_query(&received[0]),
        [
            "a%20name%26with%3Dodd%20characters=x",
            "mode=exact",
            "verbose"
        ]
    );
    assert_eq!(received[1].target(), "/submit?DryRun=true");
    assert_eq!(received[1].text(), r#"{"title":"t"}"#);
    for request in &received {
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn parameters_of_any_name() {
    let server = Server::start([Answer::ok("{}")]);
    client!(query_params, server)
        .get_any()
        .limit(5)
        .others("k ey", "v&")
        .others("empty", "")
        // A member of its own wins, and so do the constants of the URI.
        .others("limit", "7")
        .others("kind", "one")
        .others("flat", "no")
        .send()
        .await
        .expect("an answer");
    let request = server.only_request();
    assert_eq!(
        sorted_query(&request),
        ["empty=", "flat", "k%20ey=v%26", "kind=all", "limit=5"]
    );
    let query = request.query.as_deref().unwrap_or_default();
    assert!(
        query.starts_with("kind=all&flat&") && query.ends_with("&limit=5"),
        "{query}"
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn parameters_of_any_name_with_many_values() {
    let server = Server::start([Answer::ok(r#"{"others":{"a":["x"]}}"#)]);
    let lists = HashMap::from([
        ("a".to_owned(), texts(&["2", "1"])),
        ("none".to_owned(), Vec::new()),
        ("b".to_owned(), texts(&[""])),
    ]);
    let output = client!(query_params, server)
        .get_many()
        .set_others(Some(lists))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.others().expect("a map")["a"], ["x"]);
    let request = server.only_request();
    assert_eq!(sorted_query(&request), ["a=1", "a=2", "b="]);
    let query = request.query.as_deref().unwrap_or_default();
    assert!(query.contains("a=2&a=1"), "{query}");
}

#[tokio::test]
async fn names_that_are_keywords_keep_their_names_on_the_wire() {
    let body = r#"{"as":"a","DBClusterARN":"arn","requestId":"mine","types":{"required":"r"}}"#;
    let server = Server::start([Answer::ok(body).header("X-Super", "s")]);
    let output = client!(names, server)
        .put_names()
        .r#type("t")
        .self_("s")
        .r#ref("r")
        .r#move("m")
        .r#as("a")
        .build_value("b")
        .db_cluster_arn("arn")
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.r#as(), Some("a"));
    assert_eq!(output.super_(), Some("s"));
    assert_eq!(output.db_cluster_arn(), Some("arn"));
    assert_eq!(output.request_id(), Some("mine"));

    let request = server.only_request();
    assert_eq!(request.path, "/names/t/s");
    assert_eq!(sorted_query(&request), ["match", "ref=r"]);
    assert_eq!(request.header("x-move"), Some("m"));
    assert_eq!(
        request.json(),
        serde_json::json!({ "as": "a", "build": "b", "DBClusterARN": "arn" })
    );
}
