//! Amazon S3 Control.

use tinsmith_model::HostPrefix;

use crate::plan::Plan;

/// The service's `sdkId`.
pub(super) const ID: &str = "S3 Control";

/// The member whose value both the host prefix of an operation and the endpoint rules add to the host.
const ACCOUNT: &str = "AccountId";

/// Whether the endpoint already has the operation's host prefix.
pub(crate) fn is_in_endpoint(plan: &Plan<'_>, prefix: &HostPrefix) -> bool {
    let service = &plan.shape(plan.service.shape).traits;
    plan.service.customized_as == Some(ID)
        && service.has("smithy.rules#endpointRuleSet")
        && prefix.labels().any(|label| label == ACCOUNT)
}
