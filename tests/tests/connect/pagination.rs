//! Paginators.

use tinsmith_connect::error::{ProvideErrorMetadata as _, SdkError};
use tinsmith_connect::operation::list_users::ListUsersOutput;
use tinsmith_connect::operation::list_users::builders::ListUsersFluentBuilder;
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

fn page(users: &[&str], token: Option<&str>) -> Answer {
    let users: Vec<_> = users
        .iter()
        .map(|id| serde_json::json!({ "Id": id }))
        .collect();
    let body = serde_json::json!({ "UserSummaryList": users, "NextToken": token });
    Answer::ok(&body.to_string())
}

fn list(server: &Server) -> ListUsersFluentBuilder {
    client(server).list_users().instance_id("i-1")
}

fn queries(server: &Server) -> Vec<Option<String>> {
    server.received().into_iter().map(|it| it.query).collect()
}

fn query(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn ids(pages: &[ListUsersOutput]) -> Vec<Vec<&str>> {
    pages
        .iter()
        .map(|page| {
            let users = page.user_summary_list().iter();
            users.filter_map(|user| user.id()).collect()
        })
        .collect()
}

#[tokio::test]
async fn pages_follow_the_tokens() {
    let server = Server::start([
        page(&["u-1", "u-2"], Some("a")),
        page(&[], Some("b/ c")),
        page(&["u-3"], None),
    ]);
    let pages: Vec<ListUsersOutput> = list(&server)
        .into_paginator()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("pages");
    assert_eq!(ids(&pages), [vec!["u-1", "u-2"], vec![], vec!["u-3"]]);
    assert_eq!(
        queries(&server),
        [None, query("nextToken=a"), query("nextToken=b%2F%20c")]
    );
}

#[tokio::test]
async fn items_come_one_by_one() {
    let server = Server::start([
        page(&["u-1", "u-2"], Some("a")),
        page(&[], Some("b")),
        page(&["u-3"], None),
    ]);
    let mut items = list(&server).into_paginator().items().send();
    let mut found = Vec::new();
    while let Some(user) = items.try_next().await.expect("a user") {
        found.push(user.id.expect("an id"));
    }
    assert_eq!(found, ["u-1", "u-2", "u-3"]);
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn nothing_is_asked_before_it_is_needed() {
    let server = Server::start([page(&["u-1"], Some("a")), page(&["u-2"], None)]);
    let mut pages = list(&server).into_paginator().send();
    assert_eq!(server.received().len(), 0);
    pages.next().await.expect("a page").expect("an answer");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_page_size_is_asked_for_on_every_page() {
    let server = Server::start([page(&["u-1"], Some("a")), page(&["u-2"], None)]);
    list(&server)
        .into_paginator()
        .page_size(1)
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("pages");
    for request in server.received() {
        let query = request.query.expect("a query");
        assert!(query.split('&').any(|it| it == "maxResults=1"), "{query}");
    }
}

#[tokio::test]
async fn an_empty_token_is_the_end() {
    let server = Server::start([page(&["u-1"], Some(""))]);
    let pages = list(&server).into_paginator().send();
    let pages: Result<Vec<_>, _> = pages.collect().await;
    assert_eq!(pages.expect("pages").len(), 1);
}

#[tokio::test]
async fn the_same_token_twice_is_the_end() {
    let server = Server::start([
        page(&["u-1"], Some("a")),
        page(&["u-2"], Some("a")),
        page(&["u-3"], None),
    ]);
    let pages = list(&server).into_paginator().send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await.expect("pages");
    assert_eq!(ids(&pages), [["u-1"], ["u-2"]]);
}

#[tokio::test]
async fn unless_the_user_wants_to_go_on() {
    let server = Server::start([
        page(&["u-1"], Some("a")),
        page(&["u-2"], Some("a")),
        page(&["u-3"], None),
    ]);
    let paginator = list(&server).into_paginator();
    let pages = paginator.stop_on_duplicate_token(false).send();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().await.expect("pages");
    assert_eq!(ids(&pages), [["u-1"], ["u-2"], ["u-3"]]);
}

#[tokio::test]
async fn an_error_comes_out_and_is_the_end() {
    let server = Server::start([
        page(&["u-1"], Some("a")),
        Answer::error(404, "ResourceNotFoundException", "gone"),
        page(&["u-2"], None),
    ]);
    let mut items = list(&server).into_paginator().items().send();
    let first = items.next().await.expect("an item").expect("a user");
    assert_eq!(first.id(), Some("u-1"));
    let error = items.next().await.expect("an item").expect_err("an error");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert!(items.next().await.is_none());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn pages_may_begin_in_the_middle() {
    let server = Server::start([page(&["u-2"], None)]);
    let paginator = list(&server).next_token("a").into_paginator();
    let pages: Result<Vec<_>, _> = paginator.send().collect().await;
    assert_eq!(pages.expect("pages").len(), 1);
    assert_eq!(queries(&server), [query("nextToken=a")]);
}

#[tokio::test]
async fn tokens_in_the_body_are_followed_too() {
    let server = Server::start([
        Answer::ok(r#"{"Users":[{"Id":"u-1"}],"NextToken":"a"}"#),
        Answer::ok(r#"{"Users":[{"Id":"u-2"}]}"#),
    ]);
    let search = client(&server).search_users().instance_id("i-1");
    let users: Vec<_> = search
        .into_paginator()
        .page_size(1)
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("users");
    assert_eq!(users.len(), 2);
    let bodies: Vec<_> = server.received().iter().map(|it| it.json()).collect();
    assert_eq!(
        bodies[0],
        serde_json::json!({ "InstanceId": "i-1", "MaxResults": 1 })
    );
    assert_eq!(
        bodies[1],
        serde_json::json!({ "InstanceId": "i-1", "MaxResults": 1, "NextToken": "a" })
    );
}

#[tokio::test]
async fn the_user_agent_tells_of_the_paginator() {
    let server = Server::start([page(&[], None), page(&[], None)]);
    let call = list(&server);
    call.clone().send().await.expect("an answer");
    let mut pages = call.into_paginator().send();
    pages.next().await.expect("a page").expect("an answer");
    let told: Vec<bool> = server
        .received()
        .iter()
        .map(|request| {
            let agent = request.header("x-amz-user-agent").unwrap_or_default();
            let metrics = agent.split(' ').find_map(|part| part.strip_prefix("m/"));
            metrics.is_some_and(|it| it.split(',').any(|it| it == "C"))
        })
        .collect();
    assert_eq!(told, [false, true]);
}
