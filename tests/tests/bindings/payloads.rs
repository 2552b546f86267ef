//! A member as the whole body, and operations without one.

use std::collections::HashMap;

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Blob, Document, Number};
use tinsmith_tests::server::{Answer, Received, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client};

fn content_type(request: &Received) -> Option<&str> {
    request.header("content-type")
}

#[tokio::test]
async fn bytes_are_the_body() {
    let bytes = [0, 255, b'"', b'{'];
    let server = Server::start([
        Answer::new(200).header("Content-Type", "a/b").body(bytes),
        Answer::new(200),
        Answer::new(200),
    ]);
    let client = client!(payload_blob, server);
    let call = client.put_bytes().bytes(Blob::new(bytes));
    let output = call.clone().send().await.expect("an answer");
    assert_eq!(output.content_type(), Some("a/b"));
    assert_eq!(output.bytes(), Some(&Blob::new(bytes)));
    let call = call.content_type("image/jpeg");
    let output = call.send().await.expect("an answer");
    assert_eq!(output.bytes(), None);
    client.put_bytes().send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].body, bytes);
    assert_eq!(content_type(&received[0]), Some("application/octet-stream"));
    assert_eq!(received[0].header("content-length"), Some("4"));
    assert_eq!(received[1].body, bytes);
    assert_eq!(received[1].header_lines("content-type"), ["image/jpeg"]);
    // Set or not, the body has its type and its length.
    assert_eq!(received[2].text(), "");
    assert_eq!(content_type(&received[2]), Some("application/octet-stream"));
    for request in &received {
        signature::check(request, SECRET);
        let signed = signature::authorization(request).signed_headers;
        assert_eq!(signed[..2], ["content-length", "content-type"]);
    }
}

#[tokio::test]
async fn a_media_type_is_the_type_of_the_body() {
    let server = Server::start([Answer::new(200).body("PNG"), Answer::new(200).body("<p>")]);
    let image = client!(payload_blob, server).put_image();
    let output = image.image(Blob::new("png")).send().await;
    let output = output.expect("an answer");
    assert_eq!(output.image(), Some(&Blob::new("PNG")));
    let page = client!(media_type, server).send_page().page("<html>");
    let output = page.send().await.expect("an answer");
    assert_eq!(output.page(), Some("<p>"));

    let received = server.received();
    assert_eq!(content_type(&received[0]), Some("image/png"));
    assert_eq!(content_type(&received[1]), Some("text/html"));
    assert_eq!(received[1].text(), "<html>");
}

#[tokio::test]
async fn text_and_enums_are_plain_bodies() {
    use crate::clients::payload_enum::types::Mood;

    let server = Server::start([
        Answer::new(200).body("\"grüße\""),
        Answer::new(200).body("so-so"),
        Answer::new(200).body("gloomy"),
        Answer::new(200).body(b"\xff"),
    ]);
    let call = client!(payload_string, server).put_text();
    let output = call.clone().text("{hello}").send().await;
    assert_eq!(output.expect("an answer").text(), Some("\"grüße\""));
    let mood = client!(payload_enum, server).put_mood();
    let output = mood.clone().mood(Mood::Glad).send().await;
    assert_eq!(output.expect("an answer").mood(), Some(&Mood::SoSo));
    let output = mood.send().await.expect("an answer");
    assert_eq!(output.mood(), Some(&Mood::from("gloomy")));
    call.send().await.expect_err("no text");

    let received = server.received();
    assert_eq!(received[0].text(), "{hello}");
    assert_eq!(content_type(&received[0]), Some("text/plain"));
    assert_eq!(received[1].text(), "glad");
    assert_eq!(content_type(&received[1]), Some("text/plain"));
    for unset in &received[2..] {
        assert_eq!(unset.text(), "");
        assert_eq!(content_type(unset), Some("text/plain"));
    }
}

#[tokio::test]
async fn a_structure_is_the_body() {
    use crate::clients::payload_structure::types::Dog;

    let server = Server::start([
        Answer::ok(r#"{"name":"Rex"}"#).header("X-Owner", "joe"),
        Answer::new(200),
        Answer::new(200),
    ]);
    let client = client!(payload_structure, server);
    let call = client.put_dog().id("d-1").owner("jane");
    let dog = Dog::builder().name("Rex").age(3).build();
    let output = call.clone().dog(dog).send().await.expect("an answer");
    assert_eq!(output.owner(), Some("joe"));
    let found = output.dog().expect("a dog");
    assert_eq!((found.name(), found.age()), (Some("Rex"), None));
    let output = call.clone().send().await.expect("an answer");
    assert_eq!(output.dog(), None);
    let empty = call.dog(Dog::builder().build());
    empty.send().await.expect("an answer");

    let received = server.received();
    assert_eq!(received[0].target(), "/dogs/d-1");
    assert_eq!(received[0].header("x-owner"), Some("jane"));
    assert_eq!(received[0].json(), json!({ "name": "Rex", "age": 3 }));
    // Set or not, there is a document.
    assert_eq!(received[1].text(), "{}");
    assert_eq!(received[2].text(), "{}");
    for request in &received {
        assert_eq!(content_type(request), Some("application/json"));
        signature::check(request, SECRET);
    }
}

#[tokio::test]
async fn a_union_is_the_body() {
    use crate::clients::payload_union::types::{Circle, Figure};

    let server = Server::start([
        Answer::ok(r#"{"label":"square"}"#),
        Answer::new(200),
        Answer::ok(r#"{"triangle":{"sides":3}}"#),
    ]);
    let call = client!(payload_union, server).send_shape();
    let circle = Figure::Circle(Circle::builder().radius(1.5).build());
    let output = call.clone().shape(circle).send().await.expect("an answer");
    assert_eq!(output.shape(), Some(&Figure::Label("square".to_owned())));
    let output = call.clone().send().await.expect("an answer");
    assert_eq!(output.shape(), None);
    let output = call.send().await.expect("an answer");
    assert!(output.shape().is_some_and(Figure::is_unknown));

    let received = server.received();
    assert_eq!(received[0].json(), json!({ "circle": { "radius": 1.5 } }));
    assert_eq!(content_type(&received[0]), Some("application/json"));
    assert_eq!(received[1].text(), "");
    assert_eq!(content_type(&received[1]), Some("application/json"));
}

#[tokio::test]
async fn any_document_is_the_body() {
    let server = Server::start([Answer::ok(r#"[1, {"a": null}]"#), Answer::ok("true")]);
    let call = client!(payload_document, server).put_anything();
    let output = call
        .clone()
        .anything(Document::String("s".into()))
        .send()
        .await;
    let map = HashMap::from([("a".to_owned(), Document::Null)]);
    let list = vec![Document::Number(Number::PosInt(1)), Document::Object(map)];
    let output = output.expect("an answer");
    assert_eq!(output.anything(), Some(&Document::Array(list)));
    let number = Document::Number(Number::NegInt(-1));
    let output = call.anything(number).send().await.expect("an answer");
    assert_eq!(output.anything(), Some(&Document::Bool(true)));

    let received = server.received();
    assert_eq!(received[0].text(), r#""s""#);
    assert_eq!(received[1].text(), "-1");
    assert_eq!(content_type(&received[0]), Some("application/json"));
}

#[tokio::test]
async fn without_input_there_is_no_body() {
    let server = Server::start([Answer::ok("{}"), Answer::new(204), Answer::ok("{}")]);
    let client = client!(no_inputs, server);
    client.ping().send().await.expect("an answer");
    client.touch().send().await.expect("an answer");
    client.refresh().send().await.expect("an answer");

    let received = server.received();
    assert_eq!(
        (&*received[0].method, &*received[0].target()),
        ("GET", "/ping")
    );
    assert_eq!(received[0].header("content-length"), None);
    for request in &received {
        assert_eq!(request.text(), "");
        assert_eq!(content_type(request), None);
        signature::check(request, SECRET);
    }
}
