//! Operations that take long to answer.

use crate::plan::{Operation, Plan};

/// The service may be silent for minutes before its answer, or within it: a stream that stands still is no sign
/// that it is lost. The official clients do not watch the streams of these operations.
pub(crate) fn may_stall(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    matches!(
        (plan.service.customized_as, operation.name),
        (Some("S3"), "CopyObject") | (Some("Lambda"), "Invoke" | "InvokeAsync")
    )
}
