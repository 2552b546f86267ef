//! Reads secrets, with the HTTP client of hyper 0.14.
#![deny(warnings)]

use std::time::Duration;

use aws_sdk_secretsmanager::config::http::HttpResponse;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Builder, SharedHttpClient};
use aws_sdk_secretsmanager::operation::get_secret_value::GetSecretValueError;
use aws_sdk_secretsmanager::{Client, Config};
use aws_smithy_runtime::client::http::hyper_014::HyperClientBuilder;
use aws_smithy_types::body::SdkBody;

#[cfg(test)]
mod tests;

/// Settings with the HTTP client that the application has had for years.
pub fn settings() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(http_client())
}

/// The HTTP client of hyper 0.14, with TLS.
pub fn http_client() -> SharedHttpClient {
    HyperClientBuilder::new().build_https()
}

/// The text of a secret; none if there is no such secret.
pub async fn read(
    client: &Client,
    name: &str,
) -> Result<Option<String>, aws_sdk_secretsmanager::Error> {
    match client.get_secret_value().secret_id(name).send().await {
        Ok(secret) => Ok(secret.secret_string().map(str::to_owned)),
        Err(error) => match error.into_service_error() {
            GetSecretValueError::ResourceNotFoundException(_) => Ok(None),
            error => Err(error.into()),
        },
    }
}

/// The answer of a proxy, which speaks in types of `http` 0.2.
pub fn answer(status: u16, text: &'static str) -> Option<HttpResponse> {
    let response = http::Response::builder().status(status);
    let response = response.header("x-waited", Duration::ZERO.as_secs());
    HttpResponse::try_from(response.body(SdkBody::from(text)).ok()?).ok()
}
