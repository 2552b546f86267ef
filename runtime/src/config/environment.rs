//! The settings of the environment: variables, and the profile in the files that the AWS tools share.
//!
//! The parser of those files is the official one, of `aws-runtime`.

mod credentials;
mod error;
mod reader;
mod settings;
#[cfg(test)]
mod tests;

use std::fmt;

use aws_runtime::env_config::EnvConfigValue;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_runtime::env_config::section::EnvConfigSections;
use aws_runtime::env_config::source;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::SdkConfig;
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

pub use error::EnvironmentError;
use reader::Reader;

/// The configuration that the environment has: region, keys, endpoint and the other settings, for applications that do
/// without `aws-config`.
///
/// ```no_run
/// use tinsmith_runtime::aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
/// # async fn load() -> Result<(), Box<dyn std::error::Error>> {
/// let version = BehaviorVersion::latest();
/// let shared = tinsmith_runtime::config::from_environment(version).await?;
/// // let client = connect::Client::new(&shared);
/// # Ok(())
/// # }
/// ```
///
/// It reads the variables that the AWS tools share, and where one is not set or empty, the profile that `AWS_PROFILE`
/// names (`default` without it). The profiles are in `~/.aws/config` and `~/.aws/credentials`, or in the files that
/// `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name. A file that is not there, or can't be read, counts as
/// empty.
///
/// | setting | variables | keys of the profile |
/// |---|---|---|
/// | credentials | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_ACCOUNT_ID` | `aws_access_key_id`, `aws_secret_access_key`, `aws_session_token`, `aws_account_id` |
/// | region | `AWS_REGION`, `AWS_DEFAULT_REGION` | `region` |
/// | endpoint | `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `endpoint_url`, also in the section that `services` names, `ignore_configured_endpoint_urls` |
/// | endpoint variants | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_ACCOUNT_ID_ENDPOINT_MODE` | `use_fips_endpoint`, `use_dualstack_endpoint`, `account_id_endpoint_mode` |
/// | retries | `AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`, `AWS_NEW_RETRIES_2026` | `max_attempts`, `retry_mode` |
/// | authentication | `AWS_AUTH_SCHEME_PREFERENCE`, `AWS_SIGV4A_SIGNING_REGION_SET`, `AWS_DISABLE_CLOCK_SKEW_CORRECTION` | the same in lower case, without `aws_` |
/// | bodies | `AWS_REQUEST_CHECKSUM_CALCULATION`, `AWS_RESPONSE_CHECKSUM_VALIDATION`, `AWS_DISABLE_REQUEST_COMPRESSION`, `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES` | the same in lower case, without `aws_` |
/// | user agent | `AWS_SDK_UA_APP_ID` | `sdk_ua_app_id` |
/// | settings of one service, such as `AWS_BEARER_TOKEN_BEDROCK` | the client reads them from the result | |
///
/// The credentials are keys, which are read once. Credentials that a server or a program gives (roles, web identities,
/// IAM Identity Center, sign-in sessions, `credential_process`, containers and instances) need `aws-config`. An
/// environment or a profile that asks for those is refused. If there are no credentials at all, the configuration is
/// loaded, and a call that has to be signed fails.
///
/// # Errors
/// A file is not valid, there is no such profile, a setting has an invalid value, keys are incomplete, or the
/// credentials are of a kind that needs `aws-config`. The error names the variable, or the key and the profile, of
/// each problem. `aws-config` ignores most of these, and takes the next source.
pub async fn from_environment(
    behavior_version: BehaviorVersion,
) -> Result<SdkConfig, EnvironmentError> {
    let environment = Environment::load(Env::real(), &Fs::real()).await?;
    environment.into_config(behavior_version)
}

/// Variables and profiles. A client reads the settings from it that only its service has.
pub struct Environment {
    variables: Env,
    profiles: EnvConfigSections,
    ignores_endpoint_urls: bool,
}

impl Environment {
    /// An environment that has these variables, and no others.
    #[cfg(any(test, feature = "test-util"))]
    pub fn of(variables: &[(&str, &str)]) -> Self {
        Self {
            variables: Env::from_slice(variables),
            profiles: EnvConfigSections::default(),
            ignores_endpoint_urls: false,
        }
    }

    async fn load(variables: Env, files: &Fs) -> Result<Self, EnvironmentError> {
        let source = source::load(&variables, files, &EnvConfigFiles::default()).await;
        let mut source = source.map_err(|error| EnvironmentError::of(one_line(&error)))?;
        if source.profile.is_empty() {
            source.profile = "default".into();
        }
        let profiles = EnvConfigSections::parse(source);
        let profiles = profiles.map_err(|error| EnvironmentError::of(one_line(&error)))?;
        Ok(Self {
            variables,
            profiles,
            ignores_endpoint_urls: false,
        })
    }

    fn into_config(
        mut self,
        behavior_version: BehaviorVersion,
    ) -> Result<SdkConfig, EnvironmentError> {
        let mut config = SdkConfig::builder().behavior_version(behavior_version);
        let mut reader = Reader::new(&self.variables, &self.profiles);
        reader.check_profile();
        let ignores_endpoint_urls = settings::read(&mut reader, &mut config);
        let credentials = credentials::read(&mut reader);
        config.set_credentials_provider(credentials);
        reader.finish()?;
        self.ignores_endpoint_urls = ignores_endpoint_urls;
        Ok(config.service_config(self).build())
    }
}

/// The configuration shows it, and profiles have keys.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

impl LoadServiceConfig for Environment {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        if self.ignores_endpoint_urls && key.env() == settings::ENDPOINT_URL {
            return None;
        }
        let value = EnvConfigValue::new()
            .env(key.env())
            .profile(key.profile())
            .service_id(key.service_id());
        let (value, _) = value.load(&self.variables, Some(&self.profiles))?;
        Some(value.into_owned())
    }
}

/// The error with its causes. The parser's texts have more than one line.
fn one_line(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
