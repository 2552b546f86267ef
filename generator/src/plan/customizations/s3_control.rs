//! Amazon S3 Control.

use tinsmith_model::HostPrefix;

use crate::plan::Plan;

/// The member whose value both the host prefix of an operation and the endpoint rules add to the host.
const ACCOUNT: &str = "AccountId";

/// Whether the endpoint already has the operation's host prefix.
pub(crate) fn is_in_endpoint(plan: &Plan<'_>, prefix: &HostPrefix) -> bool {
    let service = &plan.shape(plan.service.shape).traits;
    plan.service.customized_as == Some("S3 Control")
        && service.has("smithy.rules#endpointRuleSet")
        && prefix.labels().any(|label| label == ACCOUNT)
}
