//! The keys of the environment. The sources of other credentials are refused by name.

use aws_credential_types::Credentials;
use aws_credential_types::attributes::AccountId;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future::ProvideCredentials as Provided;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};

use super::reader::Reader;

/// The keys of a profile that lead to credentials from elsewhere, which go before keys in the same profile.
const PROVIDERS: [&str; 10] = [
    "role_arn",
    "credential_source",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "sso_account_id",
    "sso_role_name",
    "sso_region",
    "login_session",
    "credential_process",
];

/// The variables that lead to credentials from elsewhere, if there are no keys.
const SERVERS: [&str; 3] = [
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// The provider of the credentials that the environment has.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<SharedCredentialsProvider> {
    if let Some(id) = reader.variable("AWS_ACCESS_KEY_ID") {
        return of_variables(reader, id).map(SharedCredentialsProvider::new);
    }
    if reader.variable("AWS_SECRET_ACCESS_KEY").is_some() {
        reader.refuse("`AWS_SECRET_ACCESS_KEY` is set, and `AWS_ACCESS_KEY_ID` is not".to_owned());
        return None;
    }
    let profile = reader.profile();
    if let Some(key) = PROVIDERS.iter().find(|key| reader.key(key).is_some()) {
        reader.refuse(format!(
            "the profile `{profile}` has `{key}`, and only keys are read here: `aws-config` has the providers of \
             other credentials"
        ));
        return None;
    }
    match [
        reader.key("aws_access_key_id"),
        reader.key("aws_secret_access_key"),
    ] {
        [Some(id), Some(secret)] => Some(of_profile(reader, id, secret)),
        [None, None] => without_keys(reader),
        [id, _] => {
            let (set, missing) = match id {
                Some(_) => ("aws_access_key_id", "aws_secret_access_key"),
                None => ("aws_secret_access_key", "aws_access_key_id"),
            };
            reader.refuse(format!(
                "the profile `{profile}` has `{set}`, and not `{missing}`"
            ));
            None
        }
    }
}

fn of_variables(reader: &mut Reader<'_>, id: String) -> Option<Credentials> {
    let secret = reader.variable("AWS_SECRET_ACCESS_KEY");
    // An older name, which `aws-config` reads too.
    let Some(secret) = secret.or_else(|| reader.variable("SECRET_ACCESS_KEY")) else {
        reader.refuse("`AWS_ACCESS_KEY_ID` is set, and `AWS_SECRET_ACCESS_KEY` is not".to_owned());
        return None;
    };
    Some(credentials(
        [id, secret],
        reader.variable("AWS_SESSION_TOKEN"),
        reader.variable("AWS_ACCOUNT_ID"),
        "EnvironmentVariable",
        AwsCredentialFeature::CredentialsEnvVars,
    ))
}

fn of_profile(reader: &Reader<'_>, id: String, secret: String) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(credentials(
        [id, secret],
        reader.key("aws_session_token"),
        reader.key("aws_account_id"),
        "ProfileFile",
        AwsCredentialFeature::CredentialsProfile,
    ))
}

/// `provider` and `feature` are those of the providers of `aws-config`; the user agent tells the feature.
fn credentials(
    [id, secret]: [String; 2],
    token: Option<String>,
    account_id: Option<String>,
    provider: &'static str,
    feature: AwsCredentialFeature,
) -> Credentials {
    let mut builder = Credentials::builder()
        .access_key_id(id)
        .secret_access_key(secret)
        .provider_name(provider);
    builder.set_session_token(token.map(|token| token.trim().to_owned()));
    builder.set_account_id(account_id.map(|id| AccountId::from(id.trim().to_owned())));
    let mut credentials = builder.build();
    credentials
        .get_property_mut_or_default::<Vec<AwsCredentialFeature>>()
        .push(feature);
    credentials
}

fn without_keys(reader: &mut Reader<'_>) -> Option<SharedCredentialsProvider> {
    let server = SERVERS
        .into_iter()
        .find(|name| reader.variable(name).is_some());
    if let Some(name) = server {
        reader.refuse(format!(
            "the environment variable `{name}` is set, and only keys are read here: `aws-config` has the providers \
             of other credentials"
        ));
        return None;
    }
    let profile = reader.profile().to_owned();
    Some(SharedCredentialsProvider::new(NoCredentials { profile }))
}

/// Fails when a call needs credentials: not all calls do.
#[derive(Debug)]
struct NoCredentials {
    profile: String,
}

impl ProvideCredentials for NoCredentials {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::ready(Err(CredentialsError::not_loaded(format!(
            "neither the environment variable `AWS_ACCESS_KEY_ID` nor `aws_access_key_id` of the profile `{}` is set \
             (for credentials of a role or an instance, use `aws-config`)",
            self.profile
        ))))
    }
}
