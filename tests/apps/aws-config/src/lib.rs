//! Credentials of a role, from a provider of `aws-config`.

use aws_config::sts::AssumeRoleProvider;
use aws_config::SdkConfig;

/// The provider of the credentials of `role`, which calls the Security Token Service with the configuration.
pub async fn role(config: &SdkConfig, role: &str) -> AssumeRoleProvider {
    AssumeRoleProvider::builder(role)
        .session_name("application")
        .configure(config)
        .build()
        .await
}

#[cfg(test)]
mod tests;
