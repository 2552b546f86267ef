//! Signs in to a database with a token instead of a password.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_config::SdkConfig;
use aws_sdk_rds::auth_token::{AuthToken, AuthTokenGenerator, Config};
use aws_sdk_rds::error::BoxError;

/// The address of a database.
pub struct Database<'a> {
    /// The name of the host
    pub host: &'a str,
    /// The port
    pub port: u64,
}

/// Returns the token with which `user` signs in to the database.
pub async fn token(
    config: &SdkConfig,
    database: &Database<'_>,
    user: &str,
) -> Result<AuthToken, BoxError> {
    let token = Config::builder()
        .hostname(database.host)
        .port(database.port)
        .username(user)
        .build()?;
    AuthTokenGenerator::new(token).auth_token(config).await
}
