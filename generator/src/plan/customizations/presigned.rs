//! Operations that the official clients presign: no trait says so.

use crate::plan::{Operation, Plan};

/// How a request that is presigned differs from one that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Not at all, but for the body, which whoever sends the request may bring.
    AsSent,
    /// The form stands in the query string, and the method is GET.
    FormInQuery,
    /// The members of the body stand in the query string, each under its own name, and the method is GET.
    MembersInQuery,
}

/// The operations, by the service's `sdkId`.
const PRESIGNED: &[(&str, &[(&str, Way)])] = &[
    (
        "Polly",
        // A browser plays what it finds under a URL.
        &[("SynthesizeSpeech", Way::MembersInQuery)],
    ),
    (
        "S3",
        &[
            ("DeleteObject", Way::AsSent),
            ("GetObject", Way::AsSent),
            ("HeadObject", Way::AsSent),
            ("PutObject", Way::AsSent),
            ("UploadPart", Way::AsSent),
        ],
    ),
];

fn of(plan: &Plan<'_>) -> Option<&'static [(&'static str, Way)]> {
    let mut services = PRESIGNED.iter();
    let found = services.find(|(id, _)| Some(*id) == plan.service.customized_as);
    found.map(|(_, operations)| *operations)
}

/// How the official client presigns the operation, if it does.
pub(crate) fn by_default(plan: &Plan<'_>, operation: &Operation<'_>) -> Option<Way> {
    let mut operations = of(plan)?.iter();
    let found = operations.find(|(name, _)| *name == operation.name);
    found.map(|(_, way)| *way)
}

/// The official client presigns some operation, and has the features of that, whichever operations were chosen.
pub(crate) fn has_features(plan: &Plan<'_>) -> bool {
    of(plan).is_some()
}
