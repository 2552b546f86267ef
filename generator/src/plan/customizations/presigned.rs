//! The operations that the official clients can presign. No trait in the models marks them.

use crate::plan::{Operation, Plan};

/// How a presigned request differs from the request that `send` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Only in the signature. The request has the same method, path and query parameters.
    AsSent,
    /// The method is GET, and the form that would be the body is in the query string.
    FormInQuery,
    /// The method is GET, and the members of the body are in the query string, each under its own name.
    MembersInQuery,
}

/// The operations that the official clients can presign, by the service's `sdkId`.
const PRESIGNED: &[(&str, &[(&str, Way)])] = &[
    (
        "Polly",
        // The URL can be given to a browser, which plays the speech.
        &[("SynthesizeSpeech", Way::MembersInQuery)],
    ),
    (
        "S3",
        &[
            ("DeleteObject", Way::AsSent),
            ("GetObject", Way::AsSent),
            ("HeadObject", Way::AsSent),
            ("ListObjectVersions", Way::AsSent),
            ("PutObject", Way::AsSent),
            ("UploadPart", Way::AsSent),
        ],
    ),
];

/// Returns the operations of the plan's service that the official client can presign.
fn of(plan: &Plan<'_>) -> Option<&'static [(&'static str, Way)]> {
    let mut services = PRESIGNED.iter();
    let found = services.find(|(id, _)| Some(*id) == plan.service.customized_as);
    found.map(|(_, operations)| *operations)
}

/// Returns how the official client presigns the operation, or `None` if it does not.
pub(crate) fn by_default(plan: &Plan<'_>, operation: &Operation<'_>) -> Option<Way> {
    let mut operations = of(plan)?.iter();
    let found = operations.find(|(name, _)| *name == operation.name);
    found.map(|(_, way)| *way)
}

/// Whether the official client has the Cargo features for presigned requests: it presigns at least one operation of
/// the service, whether or not that is chosen.
pub(crate) fn has_features(plan: &Plan<'_>) -> bool {
    of(plan).is_some()
}
