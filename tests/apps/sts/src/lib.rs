//! Work that is done in other roles, with credentials of STS that last for a while.
#![deny(warnings)]

pub mod denials;
pub mod roles;

#[cfg(test)]
mod tests;

use std::time::SystemTime;

use aws_sdk_sts::config::Credentials;
use aws_sdk_sts::error::BoxError;
use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
use aws_sdk_sts::{types, Client, Config, Error};

/// Whoever signs the calls: account and name.
pub async fn who(client: &Client) -> Result<(String, String), Error> {
    let GetCallerIdentityOutput { account, arn, .. } = client.get_caller_identity().send().await?;
    Ok((account.unwrap_or_default(), arn.unwrap_or_default()))
}

/// The same for other credentials, by the same client.
pub async fn who_has(client: &Client, credentials: Credentials) -> Result<String, Error> {
    let call = client.get_caller_identity().customize();
    let other = Config::builder().credentials_provider(credentials);
    let output = call.config_override(other).send().await?;
    Ok(output.user_id().unwrap_or_default().to_owned())
}

/// Credentials for an hour, of someone with a device that shows codes.
pub async fn session(
    client: &Client,
    device: Option<(&str, &str)>,
) -> Result<Credentials, BoxError> {
    let mut call = client.get_session_token().duration_seconds(3600);
    if let Some((serial_number, code)) = device {
        call = call.serial_number(serial_number).token_code(code);
    }
    let output = call.send().await?;
    credentials(output.credentials, "session")
}

/// The client as it is, but with these credentials.
pub fn with(client: &Client, credentials: Credentials) -> Client {
    let config = client.config().to_builder();
    Client::from_conf(config.credentials_provider(credentials).build())
}

/// What an answer has, as what a client takes.
fn credentials(
    answer: Option<types::Credentials>,
    provider: &'static str,
) -> Result<Credentials, BoxError> {
    let keys = answer.ok_or("an answer without credentials")?;
    let until = SystemTime::try_from(*keys.expiration())?;
    Ok(Credentials::new(
        keys.access_key_id,
        keys.secret_access_key,
        Some(keys.session_token),
        Some(until),
        provider,
    ))
}
