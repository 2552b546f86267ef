//! Services for which the endpoint of a call chooses the auth scheme.

use crate::plan::Plan;

/// The `sdkId` of each service. Its endpoint rules name SigV4a, for example for an endpoint in several regions, while its
/// model has SigV4 only, or has it first.
const SERVICES: [&str; 4] = ["CloudFront KeyValueStore", "EventBridge", "S3", "SESv2"];

/// Whether the auth schemes that the endpoint of a call names come before those of the model. The endpoint is then
/// resolved before the auth scheme is chosen.
pub(crate) fn comes_first(plan: &Plan<'_>) -> bool {
    let service = plan.service.customized_as;
    service.is_some_and(|id| SERVICES.contains(&id))
}
