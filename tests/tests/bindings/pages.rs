//! Paginators, with each kind of token and of items.

use serde_json::json;
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

#[tokio::test]
async fn items_of_structures() {
    let server = Server::start([
        Answer::ok(r#"{"items":[{"name":"a"}],"nextToken":"1"}"#),
        Answer::ok(r#"{"nextToken":"2"}"#),
        Answer::ok(r#"{"items":[{"name":"b"}]}"#),
    ]);
    let paginator = client!(paginated, server).list_items().into_paginator();
    let items: Vec<_> = paginator
        .page_size(5)
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("items");
    let names: Vec<_> = items.iter().filter_map(|item| item.name()).collect();
    assert_eq!(names, ["a", "b"]);
    let received = server.received();
    assert_eq!(received[0].target(), "/items?maxResults=5");
    let query = received[2].query.as_deref().expect("a query");
    assert!(query.contains("nextToken=2") && query.contains("maxResults=5"));
}

#[tokio::test]
async fn items_of_maps() {
    let server = Server::start([
        Answer::ok(r#"{"itemsByName":{"a":{"name":"x"}},"nextToken":"1"}"#),
        Answer::ok(r#"{"itemsByName":{"b":{}}}"#),
    ]);
    let paginator = client!(paginated, server).list_item_map().into_paginator();
    let mut items = paginator.items().send();
    let (key, value) = items.next().await.expect("an item").expect("an answer");
    assert_eq!((&*key, value.name()), ("a", Some("x")));
    let (key, _) = items.next().await.expect("an item").expect("an answer");
    assert_eq!(key, "b");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn items_and_tokens_within_structures() {
    let server = Server::start([
        Answer::ok(r#"{"page":{"next":"1","result":{"names":["a","b"]}}}"#),
        Answer::ok(r#"{"page":{"next":"2"}}"#),
        Answer::ok(r#"{"page":{"result":{"names":["c"]}}}"#),
    ]);
    let paginator = client!(paginated, server).list_nested().into_paginator();
    let names: Vec<String> = paginator
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("names");
    assert_eq!(names, ["a", "b", "c"]);
    let bodies: Vec<_> = server.received().iter().map(|it| it.json()).collect();
    assert_eq!(
        bodies,
        [json!({}), json!({ "start": "1" }), json!({ "start": "2" })]
    );
}

#[tokio::test]
async fn pages_without_items() {
    let server = Server::start([
        Answer::ok(r#"{"first":[{}],"nextToken":"1"}"#),
        Answer::ok(r#"{"second":[{}]}"#),
    ]);
    let call = client!(paginated, server).list_pages().folder("f");
    let pages: Vec<_> = call
        .into_paginator()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("pages");
    assert_eq!((pages[0].first().len(), pages[1].second().len()), (1, 1));
    for request in server.received() {
        let query = request.query.expect("a query");
        assert!(query.contains("folder=f"), "{query}");
    }
}

#[tokio::test]
async fn items_of_numbers() {
    let server = Server::start([Answer::ok(r#"{"numbers":[3,1]}"#)]);
    let paginator = client!(paginated, server).list_numbers().into_paginator();
    let numbers: Result<Vec<i32>, _> = paginator.items().send().collect().await;
    assert_eq!(numbers.expect("numbers"), [3, 1]);
}

#[tokio::test]
async fn tokens_of_other_names_and_kinds() {
    let server = Server::start([
        Answer::ok(r#"{"words":["a"],"last":"a"}"#),
        Answer::ok(r#"{"words":["b"]}"#),
        Answer::ok(r#"{"keys":[{"id":"1"}],"upTo":{"id":"1"}}"#),
        Answer::ok(r#"{"keys":[{"id":"2"}],"upTo":{}}"#),
    ]);
    let client = client!(paginated_no_defaults, server);
    let words = client.list_words().into_paginator().items().send();
    let words: Result<Vec<String>, _> = words.collect().await;
    assert_eq!(words.expect("words"), ["a", "b"]);
    let keys = client.list_keys().into_paginator().page_size(1);
    let keys: Result<Vec<_>, _> = keys.items().send().collect().await;
    assert_eq!(keys.expect("keys").len(), 2);

    let received = server.received();
    assert_eq!(received[1].target(), "/words?after=a");
    assert_eq!(received[2].json(), json!({ "limit": 1 }));
    assert_eq!(
        received[3].json(),
        json!({ "limit": 1, "from": { "id": "1" } })
    );
}
