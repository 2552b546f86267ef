//! Services whose endpoints choose the auth scheme of a call.

use crate::plan::Plan;

/// The services, by their `sdkId`. Their endpoint rules ask for SigV4a, for example for an endpoint in several
/// regions, while their models have only SigV4, or have it first.
const SERVICES: [&str; 4] = ["CloudFront KeyValueStore", "EventBridge", "S3", "SESv2"];

/// Whether the endpoint of a call is resolved first, and the auth schemes that it names come before those of the
/// model.
pub(crate) fn comes_first(plan: &Plan<'_>) -> bool {
    let service = plan.service.customized_as;
    service.is_some_and(|id| SERVICES.contains(&id))
}
