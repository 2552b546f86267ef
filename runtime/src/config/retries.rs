//! The settings of retries that some services have of their own.

use std::time::Duration;

use aws_smithy_types::retry::RetrySpec;
use aws_types::SdkConfig;

use super::builder::Builder;

impl Builder {
    /// Takes the retry settings of `shared` if they are of version 2.1 or later, and sets the first wait between
    /// attempts to `backoff`. There are `attempts` attempts, unless the application's code has set a number.
    pub fn take_newer_retries(&mut self, shared: &SdkConfig, backoff: Duration, attempts: u32) {
        let retries = shared.retry_config().filter(|it| {
            let spec = it.retry_spec();
            spec.is_some_and(|it| it.is_at_least(RetrySpec::V2_1))
        });
        let Some(retries) = retries.cloned() else {
            return;
        };
        let spec = RetrySpec::v2_1().with_non_throttling_initial_backoff(backoff);
        let mut retries = retries.with_retry_spec(spec);
        if !shared.get_origin("retry_config").is_client_config() {
            retries = retries.with_max_attempts(attempts);
        }
        self.set_retry_config(Some(retries));
    }
}
