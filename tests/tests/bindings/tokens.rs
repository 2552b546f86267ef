//! Idempotency tokens, in each place.

use tinsmith_tests::server::{Answer, Server};

use crate::clients::idempotency_token::Client;
use crate::support::{client, config};

const UUID_GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

fn groups(token: &str) -> Vec<usize> {
    token.split('-').map(str::len).collect()
}

#[tokio::test]
async fn a_token_is_made_for_each_call() {
    let answers = [(); 4].map(|()| Answer::ok("{}"));
    let server = Server::start(answers);
    let client = client!(idempotency_token, server);
    client.create_in_body().send().await.expect("an answer");
    client.create_in_body().send().await.expect("an answer");
    client.create_in_header().send().await.expect("an answer");
    client.create_in_query().send().await.expect("an answer");

    let received = server.received();
    let in_body = |at: usize| received[at].json()["token"].as_str().map(str::to_owned);
    let (first, second) = (in_body(0).expect("a token"), in_body(1).expect("a token"));
    assert_ne!(first, second);
    let in_header = received[2].header("x-token").expect("a token");
    let query = received[3].query.as_deref().expect("a query");
    let in_query = query.strip_prefix("token=").expect("a token");
    for token in [&*first, &*second, in_header, in_query] {
        assert_eq!(groups(token), UUID_GROUPS, "{token}");
    }
}

#[tokio::test]
async fn a_token_of_the_users_is_kept() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let client = client!(idempotency_token, server);
    let call = client.create_in_body().token("mine");
    call.send().await.expect("an answer");
    let call = client.create_in_header().token("");
    call.send().await.expect("an answer");
    let received = server.received();
    assert_eq!(received[0].json()["token"], "mine");
    assert_eq!(received[1].header("x-token"), Some(""));
}

#[tokio::test]
async fn attempts_of_a_call_share_its_token() {
    use std::time::Duration;

    use crate::clients::idempotency_token::config::retry::RetryConfig;

    let server = Server::start([Answer::new(500), Answer::ok("{}")]);
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let config = config!(idempotency_token, server.url()).retry_config(retries);
    let client = Client::from_conf(config.build());
    client.create_in_body().send().await.expect("an answer");
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].text(), received[1].text());
}

#[tokio::test]
async fn the_user_may_say_where_tokens_come_from() {
    let server = Server::start([Answer::ok("{}"), Answer::ok("{}")]);
    let config = config!(idempotency_token, server.url()).idempotency_token_provider("fixed");
    let client = Client::from_conf(config.build());
    client.create_in_query().send().await.expect("an answer");
    client
        .create_in_query()
        .customize()
        .config_override(
            crate::clients::idempotency_token::config::Builder::new()
                .idempotency_token_provider("other"),
        )
        .send()
        .await
        .expect("an answer");
    let received = server.received();
    assert_eq!(received[0].target(), "/in-query?token=fixed");
    assert_eq!(received[1].target(), "/in-query?token=other");
}
