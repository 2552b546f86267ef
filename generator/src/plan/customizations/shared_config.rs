//! What clients of single services take from the configuration that all clients share, beside what all take.

use crate::plan::Plan;

/// One such wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The newer behavior of retries has another base for its waits, in milliseconds, and this number of
    /// attempts unless code sets one.
    Retries {
        /// The base.
        backoff: u64,
        /// The number of attempts.
        attempts: u32,
    },
    /// A setting of the service itself, a boolean, from the environment or a profile.
    Setting {
        /// The name of its setter, without `set_`.
        name: &'static str,
        /// The variable, without the service at its end.
        variable: &'static str,
        /// The key in a profile.
        key: &'static str,
    },
}

/// All of them, by the service's `sdkId`.
const TAKEN: &[(&str, Taken)] = &[
    (
        "DynamoDB",
        Taken::Retries {
            backoff: 25,
            attempts: 4,
        },
    ),
    (
        "S3",
        Taken::Setting {
            name: "disable_s3_express_session_auth",
            variable: "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
            key: "s3_disable_express_session_auth",
        },
    ),
];

/// What a client of the service takes.
pub(crate) fn of(plan: &Plan<'_>) -> impl Iterator<Item = Taken> {
    let service = plan.service.customized_as;
    let wishes = TAKEN.iter().filter(move |(id, _)| Some(*id) == service);
    wishes.map(|(_, taken)| *taken)
}
