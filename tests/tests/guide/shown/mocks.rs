//! Tests of an application, as the guide's page about tests shows them.

use aws_smithy_mocks::{mock, mock_client};

use crate::connect;
use crate::connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use crate::connect::types::error::ResourceNotFoundException;
use crate::connect::types::{User, UserIdentityInfo};

/// What is tested: the mobile number of a user.
async fn mobile(client: &connect::Client, user: &str) -> Result<Option<String>, connect::Error> {
    let call = client.describe_user().instance_id("i-1").user_id(user);
    let output = call.send().await?;
    let identity = output.user.and_then(|user| user.identity_info);
    Ok(identity.and_then(|identity| identity.mobile))
}

#[tokio::test]
async fn the_mobile_number_is_found() {
    let rule = mock!(connect::Client::describe_user)
        .match_requests(|input| input.user_id() == Some("u-1"))
        .then_output(|| {
            let identity = UserIdentityInfo::builder().mobile("+15550100").build();
            let user = User::builder().identity_info(identity).build();
            DescribeUserOutput::builder().user(user).build()
        });
    let client = mock_client!(connect, [&rule]);
    let mobile = mobile(&client, "u-1").await.expect("a user");
    assert_eq!(mobile.as_deref(), Some("+15550100"));
    assert_eq!(rule.num_calls(), 1);
}

#[tokio::test]
async fn an_unknown_user_is_an_error() {
    let rule = mock!(connect::Client::describe_user).then_error(|| {
        let error = ResourceNotFoundException::builder().message("gone").build();
        DescribeUserError::ResourceNotFoundException(error)
    });
    let client = mock_client!(connect, [&rule]);
    let error = mobile(&client, "u-2").await.expect_err("no user");
    assert!(matches!(
        error,
        connect::Error::ResourceNotFoundException(_)
    ));
}
