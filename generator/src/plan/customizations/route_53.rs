//! Amazon Route 53.

use tinsmith_model::Member;

use crate::plan::Plan;

/// The names of the shapes whose values the service gives with the kind of what they name before them
/// (`/hostedzone/Z1`), and takes without.
const IDS: [&str; 3] = ["ChangeId", "DelegationSetId", "ResourceId"];

/// The member is an id that may have a prefix which a path must not have.
pub(crate) fn is_prefixed_id(plan: &Plan<'_>, member: &Member) -> bool {
    let target = plan.shape(member.target).id.name();
    plan.service.sdk_id == "Route 53" && IDS.contains(&target)
}
