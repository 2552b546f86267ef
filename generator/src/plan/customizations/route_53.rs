//! Amazon Route 53.

use tinsmith_model::Member;

use crate::plan::Plan;

/// The names of the shapes whose values the service gives with the kind of what they name before them
/// (`/hostedzone/Z1`), and takes without.
const IDS: [&str; 3] = ["ChangeId", "DelegationSetId", "ResourceId"];

/// What such a value may begin with.
const PREFIXES: [&str; 3] = ["hostedzone/", "change/", "delegationset/"];

/// The prefixes that the member's value may have and a path must not.
pub(crate) fn id_prefixes(plan: &Plan<'_>, member: &Member) -> Option<&'static [&'static str]> {
    let target = plan.shape(member.target).id.name();
    let is_id = plan.service.customized_as == Some("Route 53") && IDS.contains(&target);
    is_id.then_some(&PREFIXES)
}
