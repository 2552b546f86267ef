//! The environment as `aws-config` reads it for services, of variables that a test names.

use aws_runtime::env_config::EnvConfigValue;
use aws_types::os_shim_internal::Env;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// Takes the place of what `aws-config` puts into an `SdkConfig`.
#[derive(Debug)]
pub struct Environment(Env);

impl Environment {
    /// An environment that has these variables and no others.
    pub fn of(variables: &[(&str, &str)]) -> Self {
        Self(Env::from_slice(variables))
    }
}

impl LoadServiceConfig for Environment {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let value = EnvConfigValue::new()
            .env(key.env())
            .profile(key.profile())
            .service_id(key.service_id());
        let (value, _) = value.load(&self.0, None)?;
        Some(value.into_owned())
    }
}
