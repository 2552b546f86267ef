//! Requests of single services: headers, default values of members, endpoints, hashes.

use tinsmith_model::Shape;

use crate::plan::{Field, Operation, Plan};

/// A customization of a service's requests.
enum Customization {
    /// Requests have this header, also where a member is bound to it.
    Header(&'static str, &'static str),
    /// Requests have the service's version in a header.
    VersionHeader(&'static str),
    /// A member of any input has this value if the user sets none.
    Default {
        member: &'static str,
        value: &'static str,
    },
    /// An operation is sent to the host that a member of its input names.
    Endpoint {
        operation: &'static str,
        member: &'static str,
    },
    /// Operations that poll: their calls wait for messages, and are made in a loop.
    LongPolling(&'static [&'static str]),
    /// Operations that send hashes of their body, with the tree hash in this header.
    TreeHash {
        operations: &'static [&'static str],
        header: &'static str,
    },
}

use Customization::{Default, Endpoint, Header, LongPolling, TreeHash, VersionHeader};

/// All customizations, by the service's `sdkId`.
const CUSTOMIZATIONS: &[(&str, &[Customization])] = &[
    (
        // Without it the service may answer in the format HAL.
        "API Gateway",
        &[Header("accept", "application/json")],
    ),
    (
        "Glacier",
        &[
            VersionHeader("x-amz-glacier-version"),
            // `-` means the account whose credentials sign the request.
            Default {
                member: "accountId",
                value: "-",
            },
            TreeHash {
                operations: &["UploadArchive", "UploadMultipartPart"],
                header: "x-amz-sha256-tree-hash",
            },
        ],
    ),
    (
        // Each machine-learning model has an endpoint of its own for predictions.
        "Machine Learning",
        &[Endpoint {
            operation: "Predict",
            member: "PredictEndpoint",
        }],
    ),
    ("SFN", &[LongPolling(&["GetActivityTask"])]),
    ("SQS", &[LongPolling(&["ReceiveMessage"])]),
    (
        "SWF",
        &[LongPolling(&["PollForActivityTask", "PollForDecisionTask"])],
    ),
];

fn of(plan: &Plan<'_>) -> impl Iterator<Item = &'static Customization> {
    let mut services = CUSTOMIZATIONS.iter();
    let found = services.find(|(id, _)| Some(*id) == plan.service.customized_as);
    found
        .into_iter()
        .flat_map(|(_, customizations)| *customizations)
}

/// The headers of every request.
pub(crate) fn headers<'m>(plan: &Plan<'m>) -> Vec<(&'static str, &'m str)> {
    let headers = of(plan).filter_map(|wish| match wish {
        Header(name, value) => Some((*name, *value)),
        VersionHeader(name) => Some((*name, plan.service.version)),
        _ => None,
    });
    headers.collect()
}

/// The name of the header that has the service's version in every request, if there is one.
pub(crate) fn version_header(service: &Shape) -> Option<&'static str> {
    let id = super::id(service)?;
    let (_, customizations) = CUSTOMIZATIONS.iter().find(|(service, _)| *service == id)?;
    customizations.iter().find_map(|wish| match wish {
        VersionHeader(name) => Some(*name),
        _ => None,
    })
}

/// The members of an operation's input that have a value if the user sets none.
pub(crate) fn filled<'p, 'm>(
    plan: &Plan<'_>,
    operation: &'p Operation<'m>,
) -> Vec<(&'p Field<'m>, &'static str)> {
    let defaults = of(plan).filter_map(|wish| match wish {
        Default { member, value } => Some((operation.input.field(member)?, *value)),
        _ => None,
    });
    defaults.collect()
}

/// The member of an operation's input that names the host to call.
pub(crate) fn endpoint<'p, 'm>(
    plan: &Plan<'m>,
    operation: &'p Operation<'m>,
) -> Option<&'p Field<'m>> {
    let member = of(plan).find_map(|wish| match wish {
        Endpoint {
            operation: name,
            member,
        } if *name == operation.name => Some(member),
        _ => None,
    })?;
    operation.input.field(member)
}

/// Whether the operation polls.
pub(crate) fn is_long_poll(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    of(plan).any(|wish| match wish {
        LongPolling(operations) => operations.contains(&operation.name),
        _ => false,
    })
}

/// The header for the tree hash of the operation's body.
pub(crate) fn tree_hash(plan: &Plan<'_>, operation: &Operation<'_>) -> Option<&'static str> {
    of(plan).find_map(|wish| match wish {
        TreeHash { operations, header } => operations.contains(&operation.name).then_some(*header),
        _ => None,
    })
}
