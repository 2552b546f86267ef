//! Endpoints that inputs name.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

/// The endpoint that the input of a call names.
#[derive(Clone, Debug)]
struct InputEndpoint(String);

impl Storable for InputEndpoint {
    type Storer = StoreReplace<Self>;
}

/// Sends a request to the endpoint that its input, of type `I`, names, and not to the service's. Path and query of
/// the request stay.
pub struct InputEndpointInterceptor<I>(pub fn(&I) -> Option<&str>);

impl<I> fmt::Debug for InputEndpointInterceptor<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InputEndpointInterceptor")
    }
}

#[dyn_dispatch_hint]
impl<I: fmt::Debug + Send + Sync + 'static> Intercept for InputEndpointInterceptor<I> {
    fn name(&self) -> &'static str {
        "InputEndpointInterceptor"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(endpoint) = context.input().downcast_ref().and_then(self.0) {
            let endpoint = InputEndpoint(endpoint.to_owned());
            cfg.interceptor_state().store_put(endpoint);
        }
        Ok(())
    }

    // In each attempt, this is the first hook after the service's endpoint was applied.
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
        let uri = with_endpoint(request.uri(), endpoint).ok_or_else(|| {
            format!("the input's endpoint is not a URL with a host: {endpoint:?}")
        })?;
        request.set_uri(uri)?;
        Ok(())
    }
}

/// `uri` with scheme and authority of `endpoint`.
fn with_endpoint(uri: &str, endpoint: &str) -> Option<String> {
    let (scheme, rest) = endpoint.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let after = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let path = after.find(['/', '?']).map_or("/", |start| &after[start..]);
    (!authority.is_empty()).then(|| format!("{scheme}://{authority}{path}"))
}
