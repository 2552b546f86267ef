//! Amazon Route 53.

use tinsmith_model::Member;

use crate::plan::Plan;

/// The shapes of ids that the service returns with a prefix for their kind (`/hostedzone/Z1`), and accepts without.
const IDS: [&str; 3] = ["ChangeId", "DelegationSetId", "ResourceId"];

/// The prefixes of such ids.
const PREFIXES: [&str; 3] = ["hostedzone/", "change/", "delegationset/"];

/// The prefixes that are removed from the member's value before it becomes part of a path.
pub(crate) fn id_prefixes(plan: &Plan<'_>, member: &Member) -> Option<&'static [&'static str]> {
    let target = plan.shape(member.target).id.name();
    let is_id = plan.service.customized_as == Some("Route 53") && IDS.contains(&target);
    is_id.then_some(&PREFIXES)
}
