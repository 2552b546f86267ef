//! Settings that clients of single services read from the shared configuration, beside those of all clients.

use crate::plan::Plan;

/// A setting that clients of a service read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SharedSetting {
    /// Retries of the newer behavior version have another backoff base, and this number of attempts unless the
    /// configuration sets one.
    Retries {
        /// The backoff base, in milliseconds.
        backoff: u64,
        /// The number of attempts.
        attempts: u32,
    },
    /// A boolean setting of the service, from the environment or a profile.
    Setting {
        /// The name of its setter, without `set_`.
        name: &'static str,
        /// The environment variable, without the service at its end.
        variable: &'static str,
        /// The key in a profile.
        key: &'static str,
    },
}

/// All such settings, by the service's `sdkId`.
const SETTINGS: &[(&str, SharedSetting)] = &[
    (
        "DynamoDB",
        SharedSetting::Retries {
            backoff: 25,
            attempts: 4,
        },
    ),
    (
        "S3",
        SharedSetting::Setting {
            name: "disable_s3_express_session_auth",
            variable: "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
            key: "s3_disable_express_session_auth",
        },
    ),
];

/// The settings that a client of the service reads.
pub(crate) fn of(plan: &Plan<'_>) -> impl Iterator<Item = SharedSetting> {
    let service = plan.service.customized_as;
    let settings = SETTINGS.iter().filter(move |(id, _)| Some(*id) == service);
    settings.map(|(_, setting)| *setting)
}
