//! The calls: users.

use std::collections::HashMap;

use aws_sdk_connect::error::SdkError;
use aws_sdk_connect::operation::create_user::{CreateUserError, CreateUserOutput};
use aws_sdk_connect::operation::describe_user::builders::DescribeUserFluentBuilder;
use aws_sdk_connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use aws_sdk_connect::operation::update_user_identity_info::UpdateUserIdentityInfoError;
use aws_sdk_connect::operation::RequestId;
use aws_sdk_connect::types::builders::UserPhoneConfigBuilder;
use aws_sdk_connect::types::{PhoneType, User, UserIdentityInfo, UserPhoneConfig};
use aws_sdk_connect::{types, Client, Error};

/// The request to describe a user, not yet sent: the builder has a name.
pub fn request(client: &Client, instance: &str, id: &str) -> DescribeUserFluentBuilder {
    client.describe_user().instance_id(instance).user_id(id)
}

/// A user; one that is not there is an error of the crate.
pub async fn describe(client: &Client, instance: &str, id: &str) -> Result<User, Error> {
    let output: DescribeUserOutput = request(client, instance, id).send().await?;
    if let Some(request) = output.request_id() {
        println!("described {id} in {request}");
    }
    // Fields are public: a value can be moved out.
    output
        .user
        .ok_or_else(|| Error::from(DescribeUserError::unhandled("an answer without its user")))
}

/// A user, or none if it is not there.
pub async fn find(client: &Client, instance: &str, id: &str) -> Result<Option<User>, Error> {
    match request(client, instance, id).send().await {
        Ok(output) => Ok(output.user().cloned()),
        Err(error) => match error.into_service_error() {
            gone if gone.is_resource_not_found_exception() => Ok(None),
            other => Err(other.into()),
        },
    }
}

/// Whether a user's name is taken already.
pub async fn is_taken(
    client: &Client,
    instance: &str,
    name: &str,
) -> Result<bool, SdkError<CreateUserError>> {
    let sent = client
        .create_user()
        .instance_id(instance)
        .username(name)
        .security_profile_ids("basic")
        .routing_profile_id("default")
        .send()
        .await;
    match sent {
        Ok(_) => Ok(false),
        Err(SdkError::ServiceError(context))
            if matches!(
                context.err(),
                CreateUserError::DuplicateResourceException(_)
            ) =>
        {
            Ok(true)
        }
        Err(error) => Err(error),
    }
}

/// Creates a user like `user`.
pub async fn create(
    client: &Client,
    instance: &str,
    user: &User,
) -> Result<CreateUserOutput, SdkError<CreateUserError>> {
    let identity = types::UserIdentityInfo::builder()
        .first_name(
            user.identity_info()
                .and_then(|it| it.first_name())
                .unwrap_or_default(),
        )
        .set_last_name(user.identity_info().and_then(|it| it.last_name.clone()))
        .email("ada@example.com")
        .secondary_email("ada@home.example.com")
        .mobile("+15550100")
        .build();
    client
        .create_user()
        .instance_id(instance)
        .username(user.username().unwrap_or("nobody"))
        .password("correct horse battery staple")
        .identity_info(identity)
        .set_phone_config(user.phone_config.clone())
        .set_directory_user_id(None)
        .security_profile_ids("basic")
        .security_profile_ids(String::from("agent"))
        .set_routing_profile_id(user.routing_profile_id.clone())
        .tags("team", "support")
        .tags(String::from("copied"), String::from("yes"))
        .set_hierarchy_group_id(user.hierarchy_group_id().map(str::to_owned))
        .send()
        .await
}

/// Sets a user's mobile number.
pub async fn set_mobile(
    client: &Client,
    instance: &str,
    created: &CreateUserOutput,
    number: &str,
) -> Result<(), SdkError<UpdateUserIdentityInfoError>> {
    let update = client
        .update_user_identity_info()
        .set_instance_id(Some(instance.to_owned()))
        .set_user_id(created.user_id.clone())
        .identity_info(
            UserIdentityInfo::builder()
                .secondary_email("ada@home.example.com")
                .mobile(number)
                .build(),
        );
    let ready = update.get_identity_info().is_some() && update.get_user_id().is_some();
    assert!(ready && update.as_input().get_instance_id().is_some());
    update.send().await.map(drop)
}

/// Deletes a user through an input that was built on its own.
pub async fn delete(client: &Client, instance: &str, id: &str) -> Result<(), Error> {
    use aws_sdk_connect::operation::delete_user::builders::DeleteUserInputBuilder;
    let input = DeleteUserInputBuilder::default()
        .instance_id(instance)
        .user_id(id);
    input.send_with(client).await?;
    Ok(())
}

/// A telephone, to be completed.
pub fn phone(kind: PhoneType) -> UserPhoneConfigBuilder {
    UserPhoneConfig::builder()
        .phone_type(kind)
        .auto_accept(true)
        .after_contact_work_time_limit(30)
        .set_desk_phone_number(Some("+15550101".to_owned()))
}

/// The number of a telephone on a desk. What is required, or has a default, is no option.
pub fn desk(phone: &UserPhoneConfig) -> Option<&str> {
    let kind: &PhoneType = phone.phone_type();
    let (accept, seconds): (bool, i32) =
        (phone.auto_accept(), phone.after_contact_work_time_limit());
    match *kind {
        PhoneType::DeskPhone if !accept && seconds == 0 => phone.desk_phone_number(),
        _ => None,
    }
}

/// The tags as one line.
pub fn tags(user: &User) -> String {
    let tags: Option<&HashMap<String, String>> = user.tags();
    let mut words: Vec<String> = tags
        .into_iter()
        .flatten()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    words.sort();
    words.join(",")
}

#[cfg(test)]
mod tests {
    use aws_sdk_connect::error::{ErrorMetadata, ProvideErrorMetadata};
    use aws_sdk_connect::operation::create_user::CreateUserOutput;
    use aws_sdk_connect::operation::delete_user::DeleteUserOutput;
    use aws_sdk_connect::types::error::{DuplicateResourceException, ResourceNotFoundException};
    use aws_smithy_mocks::{mock, mock_client, RuleMode};
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    #[tokio::test]
    async fn a_user_is_described_created_and_updated() {
        let described = mock!(Client::describe_user)
            .match_requests(|input| input.user_id() == Some("u-1"))
            .then_output(|| {
                DescribeUserOutput::builder()
                    .user(
                        User::builder()
                            .id("u-1")
                            .username("ada")
                            .identity_info(UserIdentityInfo::builder().first_name("Ada").build())
                            .tags("b", "2")
                            .tags("a", "1")
                            .build(),
                    )
                    .build()
            });
        let created = mock!(Client::create_user)
            .match_requests(|input| {
                let identity = input.identity_info().expect("an identity");
                input.username() == Some("ada")
                    && identity.first_name() == Some("Ada")
                    && identity.secondary_email() == Some("ada@home.example.com")
                    && identity.mobile() == Some("+15550100")
                    && input.security_profile_ids() == ["basic", "agent"]
                    && input.tags().is_some_and(|tags| tags["team"] == "support")
            })
            .then_output(|| CreateUserOutput::builder().user_id("u-2").build());
        let updated = mock!(Client::update_user_identity_info)
            .match_requests(|input| input.user_id() == Some("u-2"))
            .then_http_response(|| {
                HttpResponse::new(
                    StatusCode::try_from(200).expect("a status"),
                    SdkBody::empty(),
                )
            });
        let client = mock_client!(aws_sdk_connect, [&described, &created, &updated]);

        let user = describe(&client, "i", "u-1").await.expect("a user");
        assert_eq!(tags(&user), "a=1,b=2");
        let output = create(&client, "i", &user).await.expect("a new user");
        set_mobile(&client, "i", &output, "+15550100")
            .await
            .expect("an update");
        assert_eq!(
            described.num_calls() + created.num_calls() + updated.num_calls(),
            3
        );
    }

    #[test]
    fn a_telephone_is_built_of_its_parts() {
        let phone = phone(PhoneType::DeskPhone);
        assert_eq!(phone.get_phone_type(), &Some(PhoneType::DeskPhone));
        assert_eq!(
            (
                phone.get_auto_accept(),
                phone.get_after_contact_work_time_limit()
            ),
            (&Some(true), &Some(30))
        );
        assert_eq!(phone.get_desk_phone_number().as_deref(), Some("+15550101"));
    }

    #[tokio::test]
    async fn a_user_that_is_not_there_is_none() {
        let rule = mock!(Client::describe_user).then_error(|| {
            DescribeUserError::ResourceNotFoundException(
                ResourceNotFoundException::builder().message("gone").build(),
            )
        });
        let client = mock_client!(aws_sdk_connect, RuleMode::MatchAny, [&rule]);
        assert_eq!(find(&client, "i", "u-1").await.expect("an answer"), None);
        let error = describe(&client, "i", "u-1").await.expect_err("an error");
        assert!(
            matches!(&error, Error::ResourceNotFoundException(it) if it.message() == Some("gone"))
        );
    }

    #[tokio::test]
    async fn a_taken_name_and_an_error_that_is_not_modelled() {
        let rule = mock!(Client::create_user)
            .sequence()
            .error(|| {
                CreateUserError::DuplicateResourceException(
                    DuplicateResourceException::builder().build(),
                )
            })
            .error(|| CreateUserError::generic(ErrorMetadata::builder().code("Strange").build()))
            .build();
        let client = mock_client!(aws_sdk_connect, [&rule]);
        assert!(is_taken(&client, "i", "ada").await.expect("an answer"));
        let error = is_taken(&client, "i", "ada").await.expect_err("an error");
        assert_eq!(error.code(), Some("Strange"));
    }

    #[tokio::test]
    async fn a_server_error_is_tried_again() {
        let rule = mock!(Client::delete_user)
            .sequence()
            .http_status(503, None)
            .output(|| DeleteUserOutput::builder().build())
            .build();
        let client = mock_client!(aws_sdk_connect, RuleMode::Sequential, [&rule], |config| {
            config.endpoint_url("http://localhost:1")
        });
        delete(&client, "i", "u-1").await.expect("deleted");
        assert_eq!(rule.num_calls(), 2);
    }
}
