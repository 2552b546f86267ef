//! A service, as its operations see it, and what it asks for beyond its protocol.

use std::borrow::Cow;

use aws_runtime::retries::classifiers::TRANSIENT_ERRORS;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::AuthSchemeOptionResolverParams;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_types::config_bag::ConfigBag;

use crate::http::Response;
use crate::protocol::{Protocol, ServiceError};

/// A service, as its operations see it. Implemented once in each generated client.
pub trait Service: 'static {
    /// The service's name in traces and in `Metadata`.
    const NAME: &'static str;
    /// Headers of every request, unless members are bound to them.
    const HEADERS: &'static [(&'static str, &'static str)] = &[];
    /// The service's protocol.
    type Protocol: Protocol;
    /// Collects the parameters of the service's endpoint rule set.
    type EndpointParamsBuilder;
    /// How the service wants requests to be signed.
    const SIGNING: Signing = Signing::COMMON;
    /// What the service's errors are beyond its protocol.
    const ERRORS: Errors = Errors::COMMON;

    /// The parameters that the configuration gives.
    fn endpoint_params(cfg: &ConfigBag) -> Self::EndpointParamsBuilder;

    /// Checks and boxes the parameters for the endpoint resolver.
    fn resolver_params(
        params: Self::EndpointParamsBuilder,
    ) -> Result<EndpointResolverParams, BoxError>;

    /// The parameters of the client's auth scheme resolver.
    fn auth_params(operation: &'static str) -> AuthSchemeOptionResolverParams;
}

/// The options of AWS signatures that depend on the service.
#[derive(Clone, Copy, Debug)]
pub struct Signing {
    /// The path is signed as it is sent, without encoding it again and without resolving dots.
    pub path_as_sent: bool,
    /// A header has the hash of the body, or says that the signature does not cover it.
    pub content_hash: bool,
}

impl Signing {
    /// The options of most services.
    pub const COMMON: Self = Self {
        path_as_sent: false,
        content_hash: false,
    };
}

/// The properties of a service's errors that its protocol does not define.
#[derive(Clone, Copy, Debug)]
pub struct Errors {
    /// The codes of errors that are transient, beside those that are with every service.
    pub transient: &'static [&'static str],
    /// The name of an error with the status 404 and without a body, such as a response to `HEAD`.
    pub absent: Option<&'static str>,
    /// A response with a status of success may be an error.
    pub in_success: bool,
    /// The headers whose values an error's metadata keeps, and their names there.
    pub kept_headers: &'static [(&'static str, &'static str)],
}

impl Errors {
    /// The properties with most services.
    pub const COMMON: Self = Self {
        transient: &[],
        absent: None,
        in_success: false,
        kept_headers: &[],
    };

    /// The codes of all transient errors that need not be modelled as such.
    pub(super) fn all_transient(&self) -> Cow<'static, [&'static str]> {
        match self.transient {
            [] => Cow::Borrowed(TRANSIENT_ERRORS),
            own => Cow::Owned([TRANSIENT_ERRORS, own].concat()),
        }
    }

    /// Adds to `error`, as the protocol has read it from `response`, what the service defines.
    pub(super) fn add_to(&self, mut error: ServiceError, response: &Response<'_>) -> ServiceError {
        let is_absent = response.status == 404 && response.body.is_empty();
        if let Some(name) = self.absent
            && is_absent
            && error.name.is_none()
        {
            error.name = Some(name.to_owned());
            error.metadata = error.metadata.code(name);
        }
        for (header, key) in self.kept_headers {
            if let Some(value) = response.header(header) {
                error.metadata = error.metadata.custom(key, value);
            }
        }
        error
    }
}
