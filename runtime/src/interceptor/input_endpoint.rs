//! Endpoints that an input names.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

/// The endpoint that the input of a call names.
#[derive(Clone, Debug)]
pub(crate) struct InputEndpoint(pub(crate) String);

impl Storable for InputEndpoint {
    type Storer = StoreReplace<Self>;
}

/// Sends a request to the host that its input names, in the place of the service's endpoint. Path and
/// query stay.
#[derive(Debug)]
pub struct InputEndpointInterceptor;

#[dyn_dispatch_hint]
impl Intercept for InputEndpointInterceptor {
    fn name(&self) -> &'static str {
        "InputEndpointInterceptor"
    }

    // The first place after the service's endpoint is known, in every attempt.
    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(InputEndpoint(endpoint)) = cfg.load::<InputEndpoint>() else {
            return Ok(());
        };
        let request = context.request_mut();
        let uri = moved(request.uri(), endpoint)
            .ok_or_else(|| format!("the input's endpoint is no URL with a host: {endpoint:?}"))?;
        request.set_uri(uri)?;
        Ok(())
    }
}

/// `uri` with scheme and authority of `endpoint`.
fn moved(uri: &str, endpoint: &str) -> Option<String> {
    let (scheme, rest) = endpoint.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let after = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let path = after.find(['/', '?']).map_or("/", |start| &after[start..]);
    (!authority.is_empty()).then(|| format!("{scheme}://{authority}{path}"))
}
