//! Roles: taken with the caller's credentials, or with a token of an identity provider.

use aws_sdk_sts::config::Credentials;
use aws_sdk_sts::error::{BoxError, BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::builders::AssumeRoleFluentBuilder;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_sdk_sts::types::{AssumedRoleUser, PolicyDescriptorType, Tag};
use aws_sdk_sts::{Client, Error};

use crate::credentials;

/// What is to be done, and by whom.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work<'a> {
    pub role: &'a str,
    pub name: &'a str,
    /// What of the role's rights is needed.
    pub policy: Option<&'a str>,
    pub policies: &'a [&'a str],
    pub tags: &'a [(&'a str, &'a str)],
}

/// Why a role was not taken.
#[derive(Debug)]
pub enum Refused {
    /// The policy is not one, and what is wrong with it.
    Policy(String),
    /// Policy and tags together are too large.
    TooLarge,
    /// Not with these credentials.
    Denied(String),
    /// There is no answer, or none that makes sense.
    Other(BoxError),
}

impl From<BuildError> for Refused {
    fn from(error: BuildError) -> Self {
        Self::Other(error.into())
    }
}

impl From<AssumeRoleError> for Refused {
    fn from(error: AssumeRoleError) -> Self {
        match error {
            AssumeRoleError::MalformedPolicyDocumentException(error) => {
                Self::Policy(error.message().unwrap_or("no policy").to_owned())
            }
            AssumeRoleError::PackedPolicyTooLargeException(_) => Self::TooLarge,
            error if error.is_expired_token_exception() || error.is_region_disabled_exception() => {
                Self::Denied(error.to_string())
            }
            error if error.code() == Some("AccessDenied") => {
                Self::Denied(error.message().unwrap_or_default().to_owned())
            }
            other => Self::Other(Error::from(other).into()),
        }
    }
}

fn call(client: &Client, work: Work<'_>) -> Result<AssumeRoleFluentBuilder, BuildError> {
    let mut tags = Vec::new();
    for (key, value) in work.tags {
        tags.push(Tag::builder().key(*key).value(*value).build()?);
    }
    let policies = work.policies.iter();
    let policies = policies.map(|arn| PolicyDescriptorType::builder().arn(*arn).build());
    let policies: Vec<PolicyDescriptorType> = policies.collect();
    let mut call = client
        .assume_role()
        .role_arn(work.role)
        .role_session_name(work.name)
        .set_policy(work.policy.map(str::to_owned))
        .set_policy_arns((!policies.is_empty()).then_some(policies))
        .duration_seconds(900);
    if let Some(first) = tags.first() {
        call = call.transitive_tag_keys(first.key());
        call = call.set_tags(Some(tags));
    }
    Ok(call)
}

/// Takes a role; its credentials, and the name that whoever has them goes by.
pub async fn take(client: &Client, work: Work<'_>) -> Result<(Credentials, String), Refused> {
    match call(client, work)?.send().await {
        Ok(output) => {
            let user = output.assumed_role_user().map(AssumedRoleUser::arn);
            let name = user.unwrap_or_default().to_owned();
            let credentials = credentials(output.credentials, "role").map_err(Refused::Other)?;
            Ok((credentials, name))
        }
        Err(SdkError::ServiceError(context)) => Err(context.into_err().into()),
        Err(other) => Err(Refused::Other(other.into())),
    }
}

/// Takes a role by a token; nothing if it is too old, so that another one is fetched.
pub async fn take_with_token(
    client: &Client,
    role: &str,
    token: &str,
) -> Result<Option<Credentials>, BoxError> {
    let taken = client
        .assume_role_with_web_identity()
        .role_arn(role)
        .role_session_name("token")
        .web_identity_token(token)
        .send()
        .await;
    match taken {
        Ok(output) => credentials(output.credentials, "token").map(Some),
        Err(error)
            if error
                .as_service_error()
                .is_some_and(AssumeRoleWithWebIdentityError::is_expired_token_exception) =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
