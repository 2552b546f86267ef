//! Calls of a service that demands digest authentication.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::identity::http::Login;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::CreateUnhandledError;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind, RetryConfig};
use md5::{Digest, Md5};

use crate::config::builder::Builder;
use crate::config::plugins::{client_plugins, operation_plugins};
use crate::config::resolved::Config;
use crate::error::Unhandled;
use crate::http::{Request, Response};
use crate::operation::{Client, Operation, OperationPlugin, invoke};
use crate::service::{AuthScheme, Errors, Service, Signing};

// The service.

static SERVICE: Service = Service {
    aws: false,
    sdk_id: "Tin Vault",
    api_name: "tinvault",
    crate_name: "tinsmith-tinvault",
    version: "1.2.3",
    signing_name: None,
    auth: &[AuthScheme::HttpDigest],
    auth_overrides: &[],
    auth_by_endpoint: false,
    environment_token: None,
    idempotency_tokens: false,
    account_id_endpoints: false,
    endpoint_resolver: || SharedEndpointResolver::new(At("https://vault.example/v1")),
    headers: &[],
    signing: Signing::COMMON,
    errors: Errors::COMMON,
};

#[derive(Debug)]
struct At(&'static str);

impl ResolveEndpoint for At {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Ok(Endpoint::builder().url(self.0).build()))
    }
}

struct Vault;

impl Client for Vault {
    const SERVICE: &'static Service = &SERVICE;
    type Protocol = crate::protocol::RestJson1;
    type EndpointParamsBuilder = ();

    fn endpoint_params(_: &ConfigBag) {}

    fn resolver_params((): ()) -> Result<EndpointResolverParams, BoxError> {
        Ok(EndpointResolverParams::new(()))
    }
}

/// The operation. Its input says whether the body can be read only once.
struct Store;

impl Operation for Store {
    type Client = Vault;
    type Input = bool;
    type Output = ();
    type Error = Refused;

    const NAME: &'static str = "Store";

    fn serialize(once: bool) -> Result<Request, BuildError> {
        let mut request = Request::new("PUT");
        request.literal("/things?all");
        if once {
            let body = SdkBody::from("body");
            let read_once = SdkBody::from_body_1_x(body);
            request.body_stream(ByteStream::new(read_once));
        }
        Ok(request)
    }

    fn deserialize(_: &Response<'_>) -> Result<(), BoxError> {
        Ok(())
    }

    fn deserialize_error(_: &str, _: &Response<'_>, _: ErrorMetadata) -> Result<Refused, BoxError> {
        Err("the model has no errors".into())
    }
}

#[derive(Debug)]
struct Refused(Unhandled);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl ProvideErrorMetadata for Refused {
    fn meta(&self) -> &ErrorMetadata {
        self.0.meta()
    }
}

impl ProvideErrorKind for Refused {
    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

impl CreateUnhandledError for Refused {
    fn create_unhandled_error(source: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self(Unhandled::new(source, meta.unwrap_or_default()))
    }
}

// The server.

/// A server that demands an answer to its nonce, and can invalidate the nonce.
#[derive(Clone, Debug, Default)]
struct Server(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The number in the nonce, which is `nonce-<number>`.
    nonce: u32,
    /// The server does not say `stale` of a nonce that it has invalidated.
    never_says_stale: bool,
    /// The server invalidates each nonce before it is answered.
    always_stale: bool,
    /// The server sends challenges of another scheme.
    wants_basic: bool,
    /// The number of requests that fail before authentication.
    failures: u32,
    /// `nc` of each request; 0 for one without credentials.
    counts: Vec<u32>,
}

impl Server {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// The counts of the requests since the last time.
    fn counts(&self) -> Vec<u32> {
        std::mem::take(&mut self.state().counts)
    }
}

impl State {
    fn handle(&mut self, request: &HttpRequest) -> HttpResponse {
        let answer = request.headers().get("authorization").unwrap_or("");
        let count = parameter(answer, "nc");
        self.counts
            .push(u32::from_str_radix(&count, 16).unwrap_or(0));
        if self.failures > 0 {
            self.failures -= 1;
            return response(500);
        }
        if self.always_stale {
            self.nonce += 1;
        }
        let nonce = format!("nonce-{}", self.nonce);
        let is_fresh = parameter(answer, "nonce") == nonce;
        if is_fresh && is_right(answer, request.method()) {
            return response(200);
        }
        let stale = !answer.is_empty() && !is_fresh && !self.never_says_stale;
        let challenge = if self.wants_basic {
            "Basic realm=\"vault\"".to_owned()
        } else {
            format!(
                "Basic realm=\"vault\", Digest realm=\"vault\", nonce=\"{nonce}\", \
                 qop=\"auth\", stale={stale}"
            )
        };
        let mut response = response(401);
        response.headers_mut().insert("www-authenticate", challenge);
        response
    }
}

fn response(status: u16) -> HttpResponse {
    HttpResponse::new(status.try_into().unwrap(), SdkBody::from("{}"))
}

/// Whether the answer is that of `user`, whose password is `secret`, to this request.
fn is_right(answer: &str, method: &str) -> bool {
    let hash = |text: String| -> String {
        let bytes = Md5::digest(text);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let of = |name| parameter(answer, name);
    let secret = hash("user:vault:secret".to_owned());
    let request = hash(format!("{method}:/v1/things?all"));
    let expected = hash(format!(
        "{secret}:{}:{}:{}:auth:{request}",
        of("nonce"),
        of("nc"),
        of("cnonce")
    ));
    of("username") == "user" && of("uri") == "/v1/things?all" && of("response") == expected
}

/// A parameter of the header; no value here has a comma.
fn parameter(header: &str, name: &str) -> String {
    let parameters = header.strip_prefix("Digest ").unwrap_or("").split(", ");
    let mut pairs = parameters.filter_map(|it| it.split_once('='));
    let value = pairs.find(|(it, _)| *it == name).map(|(_, value)| value);
    value.unwrap_or("").trim_matches('"').to_owned()
}

impl HttpConnector for Server {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(self.state().handle(&request)))
    }
}

impl HttpClient for Server {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

// The client.

struct TestClient {
    config: Config,
    plugins: RuntimePlugins,
}

#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

impl TestClient {
    fn new(server: &Server) -> Self {
        Self::with(server, |_| {})
    }

    fn with(server: &Server, set: impl FnOnce(&mut Builder)) -> Self {
        let mut builder = Builder::new(&SERVICE);
        builder
            .set_behavior_version(Some(BehaviorVersion::latest()))
            .set_sleep_impl(Some(SharedAsyncSleep::new(NoSleep)))
            .set_http_client(Some(SharedHttpClient::new(server.clone())))
            .set_stalled_stream_protection(Some(StalledStreamProtectionConfig::disabled()));
        set_login(&mut builder, "secret");
        set(&mut builder);
        let config = builder.build();
        let plugins = client_plugins(&config, false).unwrap();
        Self { config, plugins }
    }

    /// The status of the response to a call.
    fn call(&self) -> u16 {
        self.call_with(false, None)
    }

    fn call_with(&self, body_once: bool, config_override: Option<Builder>) -> u16 {
        let operation = OperationPlugin::<Store>::new();
        let plugins = operation_plugins(&self.plugins, operation, &self.config, config_override);
        match ready(invoke::<Store>(&plugins, body_once)) {
            Ok(()) => 200,
            Err(SdkError::ServiceError(error)) => error.raw().status().as_u16(),
            Err(other) => panic!("{other:?}"),
        }
    }
}

fn set_login(builder: &mut Builder, password: &str) {
    let login = Login::new("user", password, None);
    builder.set_identity_resolver(AuthScheme::HttpDigest, SharedIdentityResolver::new(login));
}

/// An implementation of sleep for tests: the server answers at once, so nothing waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the call waits for something"),
    }
}

#[test]
fn a_challenge_is_answered_and_kept() {
    let server = Server::default();
    let client = TestClient::new(&server);
    assert_eq!((client.call(), server.counts()), (200, vec![0, 1]));
    assert_eq!((client.call(), server.counts()), (200, vec![2]));
    assert_eq!((client.call(), server.counts()), (200, vec![3]));
}

#[test]
fn a_challenge_is_answered_where_retries_are_off() {
    let server = Server::default();
    let client = TestClient::with(&server, |builder| {
        builder.set_retry_config(Some(RetryConfig::disabled()));
    });
    assert_eq!((client.call(), server.counts()), (200, vec![0, 1]));
}

#[test]
fn other_failures_are_retried_as_ever() {
    let server = Server::default();
    server.state().failures = 1;
    let client = TestClient::new(&server);
    assert_eq!((client.call(), server.counts()), (200, vec![0, 0, 1]));
    server.state().failures = 9;
    assert_eq!((client.call(), server.counts()), (500, vec![2, 3, 4]));
}

#[test]
fn a_wrong_password_is_tried_once_in_a_call() {
    let server = Server::default();
    let client = TestClient::with(&server, |builder| set_login(builder, "wrong"));
    assert_eq!((client.call(), server.counts()), (401, vec![0, 1]));
    assert_eq!((client.call(), server.counts()), (401, vec![0, 1]));
}

#[test]
fn a_stale_nonce_is_replaced() {
    for never_says_stale in [false, true] {
        let server = Server::default();
        server.state().never_says_stale = never_says_stale;
        let client = TestClient::new(&server);
        assert_eq!((client.call(), server.counts()), (200, vec![0, 1]));
        server.state().nonce = 1;
        assert_eq!((client.call(), server.counts()), (200, vec![2, 1]));
        assert_eq!((client.call(), server.counts()), (200, vec![2]));
    }
}

#[test]
fn nonces_that_are_always_stale_end_the_call() {
    let server = Server::default();
    server.state().always_stale = true;
    let client = TestClient::new(&server);
    assert_eq!((client.call(), server.counts()), (401, vec![0, 1, 1]));
}

#[test]
fn a_challenge_of_another_scheme_is_an_error() {
    let server = Server::default();
    server.state().wants_basic = true;
    let client = TestClient::new(&server);
    assert_eq!((client.call(), server.counts()), (401, vec![0]));
}

#[test]
fn a_body_that_is_read_once_is_sent_with_a_kept_challenge() {
    let server = Server::default();
    let client = TestClient::new(&server);
    assert_eq!(
        (client.call_with(true, None), server.counts()),
        (401, vec![0])
    );
    assert_eq!(
        (client.call_with(true, None), server.counts()),
        (200, vec![1])
    );
}

#[test]
fn a_challenge_is_kept_for_its_origin_alone() {
    let server = Server::default();
    let client = TestClient::new(&server);
    let call_at = |url| {
        let mut builder = Builder::new(&SERVICE);
        builder.set_endpoint_resolver(Some(SharedEndpointResolver::new(At(url))));
        assert_eq!(client.call_with(false, Some(builder)), 200);
        server.counts()
    };
    assert_eq!((client.call(), server.counts()), (200, vec![0, 1]));
    assert_eq!(call_at("https://other.example/v1"), [0, 1]);
    assert_eq!(call_at("http://vault.example/v1"), [0, 1]);
    assert_eq!(call_at("https://VAULT.example/v1"), [2]);
}

#[test]
fn clients_share_nothing() {
    let server = Server::default();
    for _ in 0..2 {
        assert_eq!(
            (TestClient::new(&server).call(), server.counts()),
            (200, vec![0, 1])
        );
    }
}
