//! The plugin that makes a call sign its request in the query string.

use std::borrow::Cow;
use std::time::Duration;

use aws_runtime::auth::{HttpSignatureType, SigV4OperationSigningConfig};
use aws_runtime::invocation_id::InvocationIdInterceptor;
use aws_runtime::request_info::RequestInfoInterceptor;
use aws_runtime::service_clock_skew::ServiceClockSkewInterceptor;
use aws_runtime::user_agent::UserAgentInterceptor;
use aws_sigv4::http_request::SignableBody;
use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};
use aws_smithy_runtime::client::retries::strategy::NeverRetryStrategy;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{
    Intercept, SharedInterceptor, disable_interceptor, dyn_dispatch_hint,
};
use aws_smithy_runtime_api::client::retries::SharedRetryStrategy;
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};

use super::config::PresigningConfig;
use super::marker::Presigning;
use super::payload::Payload;

/// A plugin that puts the signature into the query string, with the start time of the configuration as its time. The call
/// has one attempt, and its request has no headers that describe the attempt or the client.
#[derive(Debug)]
pub(super) struct PresigningPlugin {
    payload: Payload,
    components: RuntimeComponentsBuilder,
}

impl PresigningPlugin {
    pub(super) fn new(config: &PresigningConfig, payload: Payload) -> Self {
        let signature = QuerySignature {
            expires_in: config.expires(),
            payload,
        };
        let time = SharedTimeSource::new(StaticTimeSource::new(config.start_time()));
        Self {
            payload,
            components: RuntimeComponentsBuilder::new("presigning")
                .with_interceptor(SharedInterceptor::permanent(signature))
                .with_retry_strategy(Some(SharedRetryStrategy::new(NeverRetryStrategy::new())))
                .with_time_source(Some(time)),
        }
    }
}

impl RuntimePlugin for PresigningPlugin {
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new("presigning");
        layer.store_put(Presigning {
            covers_body: self.payload == Payload::Signed,
        });
        layer.store_put(disable_interceptor::<InvocationIdInterceptor>("presigning"));
        layer.store_put(disable_interceptor::<RequestInfoInterceptor>("presigning"));
        layer.store_put(disable_interceptor::<UserAgentInterceptor>("presigning"));
        layer.store_put(disable_interceptor::<ServiceClockSkewInterceptor>(
            "presigning",
        ));
        Some(layer.freeze())
    }

    fn runtime_components(
        &self,
        _: &RuntimeComponentsBuilder,
    ) -> Cow<'_, RuntimeComponentsBuilder> {
        Cow::Borrowed(&self.components)
    }
}

/// An interceptor that tells the signer to sign in the query string.
#[derive(Debug)]
struct QuerySignature {
    expires_in: Duration,
    payload: Payload,
}

#[dyn_dispatch_hint]
impl Intercept for QuerySignature {
    fn name(&self) -> &'static str {
        "QuerySignature"
    }

    fn modify_before_signing(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mut signing = cfg
            .load::<SigV4OperationSigningConfig>()
            .cloned()
            .ok_or("the operation has no signing options")?;
        let options = &mut signing.signing_options;
        options.signature_type = HttpSignatureType::HttpRequestQueryParams;
        options.expires_in = Some(self.expires_in);
        options.payload_override = match self.payload {
            Payload::Unsigned => Some(SignableBody::UnsignedPayload),
            Payload::Empty => Some(SignableBody::Bytes(&[])),
            Payload::Signed => None,
        };
        cfg.interceptor_state().store_put(signing);
        Ok(())
    }
}
