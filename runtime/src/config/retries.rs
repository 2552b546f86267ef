//! Retries that a service wants otherwise than most.

use std::time::Duration;

use aws_smithy_types::retry::RetrySpec;
use aws_types::SdkConfig;

use super::Builder;

impl Builder {
    /// Takes the retries of `shared` with a base of its own for the waits between attempts, where they are of
    /// the newer behavior. `attempts` is their number unless code set one.
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
