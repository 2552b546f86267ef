//! The user agent of clients of services that are not AWS's: the client's package and its version. Official clients
//! tell much more, in a form that only AWS's services read.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::service::Service;

const USER_AGENT: &str = "user-agent";

/// Sets the header `user-agent`, unless the request has it.
#[derive(Debug)]
pub(super) struct UserAgentInterceptor(pub(super) &'static Service);

#[dyn_dispatch_hint]
impl Intercept for UserAgentInterceptor {
    fn name(&self) -> &'static str {
        "UserAgentInterceptor"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        if !headers.contains_key(USER_AGENT) {
            let Service {
                crate_name,
                version,
                ..
            } = self.0;
            headers.try_insert(USER_AGENT, format!("{crate_name}/{version}"))?;
        }
        Ok(())
    }
}
