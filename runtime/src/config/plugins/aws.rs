//! The plug-ins that only clients of AWS's services have.

use aws_runtime::auth::sigv4::SigV4AuthScheme;
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::recursion_detection::RecursionDetectionInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::service_clock_skew::ServiceClockSkewInterceptor;
use aws_runtime::user_agent::UserAgentInterceptor;
use aws_smithy_runtime::client::config_override::Resolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::CloneableLayer;

use super::permanent;
use crate::config::builder::store_signing_region;
use crate::config::resolved::Config;
use crate::config::trackers::{
    AccountIdEndpointTracker, EndpointOverrideTracker, ObservabilityTracker, RetryModeTracker,
};
use crate::service::{AuthScheme, Service};

pub(super) fn push_interceptors(components: &mut RuntimeComponentsBuilder, service: &Service) {
    // A user may turn off the four that are not permanent, as in the official clients.
    components
        .push_interceptor(permanent(RetryModeTracker))
        .push_interceptor(ServiceClockSkewInterceptor::new())
        .push_interceptor(RequestInfoInterceptor::new())
        .push_interceptor(UserAgentInterceptor::new())
        .push_interceptor(InvocationIdInterceptor::new())
        .push_interceptor(permanent(RecursionDetectionInterceptor::new()));
    // The user agent lists the features that these note in reverse order.
    if service.account_id_endpoints {
        components.push_interceptor(permanent(AccountIdEndpointTracker));
    }
    components
        .push_interceptor(permanent(EndpointOverrideTracker))
        .push_interceptor(permanent(ObservabilityTracker));
}

/// Adds a scheme of AWS.
pub(super) fn push_auth_scheme(
    components: &mut RuntimeComponentsBuilder,
    scheme: AuthScheme,
) -> &mut RuntimeComponentsBuilder {
    match scheme {
        AuthScheme::SigV4 => components.push_auth_scheme(SigV4AuthScheme::new()),
        #[cfg(feature = "sigv4a")]
        AuthScheme::SigV4a => {
            components.push_auth_scheme(aws_runtime::auth::sigv4a::SigV4aAuthScheme::new())
        }
        _ => components,
    }
}

/// Makes the region of a call the one that its request is signed for.
pub(super) fn override_signing_region(
    layer: &mut CloneableLayer,
    components: &mut RuntimeComponentsBuilder,
    client: &Config,
) {
    let mut resolver =
        Resolver::overrid(client.frozen.clone(), &client.components, layer, components);
    store_signing_region(resolver.config_mut());
}
