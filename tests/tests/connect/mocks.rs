//! The official mocks, on the generated client.

use aws_smithy_mocks::{RuleMode, mock, mock_client};
use tinsmith_connect::Client;
use tinsmith_connect::config::http::HttpResponse;
use tinsmith_connect::error::{ErrorMetadata, ProvideErrorMetadata as _};
use tinsmith_connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use tinsmith_connect::operation::list_users::ListUsersOutput;
use tinsmith_connect::primitives::DateTime;
use tinsmith_connect::types::error::ResourceNotFoundException;
use tinsmith_connect::types::{User, UserSummary};
use tinsmith_runtime::aws_smithy_types::body::SdkBody;

fn user(name: &str) -> DescribeUserOutput {
    let user = User::builder().username(name).build();
    DescribeUserOutput::builder().user(user).build()
}

async fn name(client: &Client, user_id: &str) -> Result<String, DescribeUserError> {
    let call = client.describe_user().instance_id("i-1").user_id(user_id);
    let output = call
        .send()
        .await
        .map_err(|error| error.into_service_error())?;
    let user = output.user.expect("a user");
    Ok(user.username.expect("a name"))
}

#[tokio::test]
async fn an_output_is_mocked() {
    let rule = mock!(Client::describe_user)
        .match_requests(|input| input.user_id() == Some("u-1"))
        .then_output(|| user("jane"));
    let client = mock_client!(tinsmith_connect, [&rule]);
    assert_eq!(name(&client, "u-1").await.expect("a name"), "jane");
    assert_eq!(rule.num_calls(), 1);
}

#[tokio::test]
async fn an_error_is_mocked() {
    let rule = mock!(Client::describe_user).then_error(|| {
        DescribeUserError::ResourceNotFoundException(
            ResourceNotFoundException::builder()
                .message("gone")
                .meta(
                    ErrorMetadata::builder()
                        .code("ResourceNotFoundException")
                        .build(),
                )
                .build(),
        )
    });
    let client = mock_client!(tinsmith_connect, [&rule]);
    let error = name(&client, "u-1").await.expect_err("an error");
    assert!(error.is_resource_not_found_exception());
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.to_string(), "ResourceNotFoundException: gone");
}

#[tokio::test]
async fn rules_in_sequence_are_used_up() {
    let first = mock!(Client::describe_user).then_output(|| user("first"));
    let second = mock!(Client::describe_user).then_output(|| user("second"));
    let client = mock_client!(tinsmith_connect, RuleMode::Sequential, [&first, &second]);
    assert_eq!(name(&client, "u-1").await.expect("a name"), "first");
    assert_eq!(name(&client, "u-1").await.expect("a name"), "second");
}

#[tokio::test]
async fn the_rule_that_matches_is_used() {
    let jane = mock!(Client::describe_user)
        .match_requests(|input| input.user_id() == Some("u-1"))
        .then_output(|| user("jane"));
    let joe = mock!(Client::describe_user)
        .match_requests(|input| input.user_id() == Some("u-2"))
        .then_output(|| user("joe"));
    let client = mock_client!(tinsmith_connect, RuleMode::MatchAny, [&jane, &joe]);
    assert_eq!(name(&client, "u-2").await.expect("a name"), "joe");
    assert_eq!(name(&client, "u-1").await.expect("a name"), "jane");
    assert_eq!(name(&client, "u-2").await.expect("a name"), "joe");
    assert_eq!((jane.num_calls(), joe.num_calls()), (1, 2));
}

#[tokio::test]
async fn a_response_is_mocked_and_retried() {
    let rule = mock!(Client::describe_user)
        .sequence()
        .http_status(503, None)
        .http_response(|| {
            let body = SdkBody::from(r#"{"User":{"Username":"jane"}}"#);
            HttpResponse::new(200.try_into().expect("a status"), body)
        })
        .build();
    let client = mock_client!(tinsmith_connect, RuleMode::Sequential, [&rule]);
    assert_eq!(name(&client, "u-1").await.expect("a name"), "jane");
    assert_eq!(rule.num_calls(), 2);
}

#[tokio::test]
async fn pages_are_mocked() {
    let page = |id: &'static str, token: Option<&'static str>| {
        move || {
            ListUsersOutput::builder()
                .user_summary_list(UserSummary::builder().id(id).build())
                .set_next_token(token.map(str::to_owned))
                .build()
        }
    };
    let rule = mock!(Client::list_users)
        .sequence()
        .output(page("u-1", Some("a")))
        .output(page("u-2", None))
        .build();
    let client = mock_client!(tinsmith_connect, RuleMode::Sequential, [&rule]);
    let users = client.list_users().instance_id("i-1").into_paginator();
    let users: Vec<UserSummary> = users
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .expect("users");
    assert_eq!(users.len(), 2);
}

#[test]
fn outputs_and_errors_can_be_made_by_hand() {
    use tinsmith_connect::error::SdkError;
    use tinsmith_connect::types::Instance;

    let at = DateTime::from_secs(1);
    let instance = Instance::builder().created_time(at).build();
    assert_eq!(instance.created_time(), Some(&at));
    let raw = HttpResponse::new(400.try_into().expect("a status"), SdkBody::empty());
    let error = SdkError::service_error(DescribeUserError::unhandled("odd"), raw);
    assert_eq!(error.into_service_error().code(), None);
}
