//! What differs between the clients of services, beyond types.

use std::fmt;

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;

use crate::http::Response;
use crate::protocol::ServiceError;

/// What differs between the clients of services. A generated client has one as a `static`.
#[derive(Clone, Copy)]
pub struct Service {
    /// Whether calls are those of AWS's services, so that the client has the plug-ins of the official clients. They need the
    /// feature `aws`.
    pub aws: bool,
    /// `aws.api#service.sdkId`, which names the service in traces, in `AWS_ENDPOINT_URL_<ID>` and
    /// in the `services` sections of a profile file.
    pub sdk_id: &'static str,
    /// The SDK id in lower case without spaces: the service's name in the user agent, and the retry
    /// partition of clients that name none.
    pub api_name: &'static str,
    /// The client's crate, which scopes its metrics.
    pub crate_name: &'static str,
    /// The version of that crate, for the user agent.
    pub version: &'static str,
    /// `aws.auth#sigv4.name`; `None` for a service that is not signed with SigV4.
    pub signing_name: Option<&'static str>,
    /// The auth schemes of calls, best first (`smithy.api#auth`). Without any, calls are not authenticated.
    pub auth: &'static [AuthScheme],
    /// The auth schemes of the operations that have others than the service, by the operations' names in the
    /// model.
    pub auth_overrides: &'static [(&'static str, &'static [AuthScheme])],
    /// Whether the auth schemes that the endpoint names (its property `authSchemes`) come before all others, even if `auth`
    /// does not have them.
    pub auth_by_endpoint: bool,
    /// `<ID>` in the name of the environment variable that may have a bearer token for the service:
    /// `AWS_BEARER_TOKEN_<ID>`.
    pub environment_token: Option<&'static str>,
    /// Some operation has a `smithy.api#idempotencyToken` member.
    pub idempotency_tokens: bool,
    /// The rule set has the `AWS::Auth::AccountIdEndpointMode` built-in.
    pub account_id_endpoints: bool,
    /// The endpoint resolver of clients that set none.
    pub endpoint_resolver: fn() -> SharedEndpointResolver,
    /// The headers of every request, also where members are bound to them.
    pub headers: &'static [(&'static str, &'static str)],
    /// The options of AWS signatures.
    pub signing: Signing,
    /// The properties of errors.
    pub errors: Errors,
}

impl Service {
    /// The auth schemes of calls of `operation`, best first.
    pub fn auth_for(&self, operation: &str) -> &'static [AuthScheme] {
        self.auth_overrides
            .iter()
            .find(|(name, _)| *name == operation)
            .map_or(self.auth, |(_, schemes)| *schemes)
    }

    /// Each scheme that some call may use, once.
    pub(crate) fn schemes(&self) -> Vec<AuthScheme> {
        let overrides = self.auth_overrides.iter().flat_map(|(_, schemes)| *schemes);
        let mut schemes = Vec::new();
        for scheme in self.auth.iter().chain(overrides) {
            if !schemes.contains(scheme) {
                schemes.push(*scheme);
            }
        }
        schemes
    }

    /// Some call may use `scheme`.
    pub(crate) fn uses(&self, scheme: AuthScheme) -> bool {
        self.schemes().contains(&scheme)
    }
}

/// Shows the name only: the rest is the same for all clients of the service.
impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.sdk_id).finish()
    }
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
    #[cfg(feature = "aws")]
    pub(crate) fn all_transient(&self) -> std::borrow::Cow<'static, [&'static str]> {
        use std::borrow::Cow;

        use aws_runtime::retries::classifiers::TRANSIENT_ERRORS;

        match self.transient {
            [] => Cow::Borrowed(TRANSIENT_ERRORS),
            own => Cow::Owned([TRANSIENT_ERRORS, own].concat()),
        }
    }

    /// Adds to `error`, as the protocol has read it from `response`, what the service defines.
    pub(crate) fn add_to(&self, mut error: ServiceError, response: &Response<'_>) -> ServiceError {
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

/// One way to authenticate a call.
///
/// Smithy specification: [authentication traits](https://smithy.io/2.0/spec/authentication-traits.html),
/// [AWS authentication traits](https://smithy.io/2.0/aws/aws-auth.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// `aws.auth#sigv4`; ignored without the feature `aws`.
    SigV4,
    /// `aws.auth#sigv4a`; ignored without the features `aws` and `sigv4a`.
    SigV4a,
    /// `smithy.api#httpBearerAuth`
    HttpBearer,
    /// `smithy.api#httpBasicAuth`
    HttpBasic,
    /// `smithy.api#httpDigestAuth`
    HttpDigest,
    /// `smithy.api#httpApiKeyAuth`
    HttpApiKey {
        /// The name of the header or of the query parameter.
        name: &'static str,
        /// Where the key goes.
        location: ApiKeyLocation,
        /// The word before the key in the header.
        scheme: Option<&'static str>,
    },
    /// A scheme of the model's own (`smithy.api#authDefinition`): the shape id of its trait, which is also the id of the
    /// scheme. The configuration has to have an implementation.
    Custom(&'static str),
    /// None (`smithy.api#optionalAuth`, or an empty `smithy.api#auth`).
    NoAuth,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// The query.
    Query,
    /// A header.
    Header,
}

impl AuthScheme {
    /// The id of the scheme in the official runtime; `None` if the scheme is not built in.
    pub fn id(self) -> Option<AuthSchemeId> {
        use aws_smithy_runtime_api::client::auth::http;

        match self {
            #[cfg(feature = "aws")]
            Self::SigV4 => Some(aws_runtime::auth::sigv4::SCHEME_ID),
            #[cfg(not(feature = "aws"))]
            Self::SigV4 => None,
            #[cfg(all(feature = "aws", feature = "sigv4a"))]
            Self::SigV4a => Some(aws_runtime::auth::sigv4a::SCHEME_ID),
            #[cfg(not(all(feature = "aws", feature = "sigv4a")))]
            Self::SigV4a => None,
            Self::HttpBearer => Some(http::HTTP_BEARER_AUTH_SCHEME_ID),
            Self::HttpBasic => Some(http::HTTP_BASIC_AUTH_SCHEME_ID),
            Self::HttpDigest => Some(http::HTTP_DIGEST_AUTH_SCHEME_ID),
            Self::HttpApiKey { .. } => Some(http::HTTP_API_KEY_AUTH_SCHEME_ID),
            Self::Custom(id) => Some(AuthSchemeId::new(id)),
            Self::NoAuth => Some(aws_smithy_runtime::client::auth::no_auth::NO_AUTH_SCHEME_ID),
        }
    }
}
