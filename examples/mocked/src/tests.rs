//! Tests of [`mobile`] that call no service.

use aws_smithy_mocks::{mock, mock_client};

use super::connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use super::connect::types::error::ResourceNotFoundException;
use super::connect::types::{User, UserIdentityInfo};
use super::connect::{self, Client};
use super::mobile;

#[tokio::test]
async fn a_user_has_a_number() {
    let rule = mock!(Client::describe_user)
        .match_requests(|input| input.user_id() == Some("u-1"))
        .then_output(|| {
            let identity = UserIdentityInfo::builder().mobile("+15550100").build();
            let user = User::builder().identity_info(identity).build();
            DescribeUserOutput::builder().user(user).build()
        });
    let client = mock_client!(connect, [&rule]);
    let number = mobile(&client, "i-1", "u-1").await;
    assert_eq!(number.expect("a user").as_deref(), Some("+15550100"));
    assert_eq!(rule.num_calls(), 1);
}

#[tokio::test]
async fn a_user_who_does_not_exist_has_no_number() {
    let rule = mock!(Client::describe_user).then_error(|| {
        let error = ResourceNotFoundException::builder().build();
        DescribeUserError::ResourceNotFoundException(error)
    });
    let client = mock_client!(connect, [&rule]);
    let number = mobile(&client, "i-1", "u-1").await;
    assert_eq!(number.expect("no error"), None);
}
