//! Operations that take long to answer.

use crate::plan::{Operation, Plan};

/// Whether the operation has no stalled-stream protection, as in the official clients: the service may pause for
/// minutes before or within its response, so that a stalled stream is no sign of a lost connection.
pub(crate) fn may_stall(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    matches!(
        (plan.service.customized_as, operation.name),
        (Some("S3"), "CopyObject") | (Some("Lambda"), "Invoke" | "InvokeAsync")
    )
}
