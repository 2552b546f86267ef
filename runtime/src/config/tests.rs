//! Configurations, and the calls of clients that are made from them.

use std::collections::HashMap;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::user_agent::ApiMetadata;
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime::client::auth::no_auth::NO_AUTH_SCHEME_ID;
use aws_smithy_runtime::client::retries::RetryPartition;
use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemeOption, AuthSchemePreference};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::runtime_components::{
    RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::{
    RuntimePlugins, SharedRuntimePlugin, StaticRuntimePlugin,
};
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::app_name::AppName;
use aws_types::endpoint_config::EndpointUrl;
use aws_types::origin::Origin;
use aws_types::region::{Region, SigningRegion};
use aws_types::sdk_ua_metadata::FrameworkMetadata;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use aws_types::{SdkConfig, SigningName};

use super::auth::{ModeledAuthSchemes, Params};
use super::builder::Builder;
use super::environment::Environment;
use super::idempotency::IdempotencyTokenProvider;
use super::plugins::{client_plugins, operation_plugins};
use super::resolved::Config;
use crate::service::{AuthScheme, Errors, Service, Signing};

static SERVICE: Service = Service {
    aws: true,
    sdk_id: "Tin Shop",
    api_name: "tinshop",
    crate_name: "tinsmith-tinshop",
    version: "1.2.3",
    signing_name: Some("tin"),
    auth: &[AuthScheme::SigV4],
    auth_overrides: &[
        ("Browse", &[AuthScheme::NoAuth]),
        ("Look", &[AuthScheme::SigV4, AuthScheme::NoAuth]),
        ("Open", &[]),
    ],
    auth_by_endpoint: false,
    environment_token: None,
    idempotency_tokens: true,
    account_id_endpoints: false,
    endpoint_resolver: default_resolver,
    headers: &[],
    signing: Signing::COMMON,
    errors: Errors::COMMON,
};

#[derive(Debug)]
struct NamedResolver(&'static str);

impl ResolveEndpoint for NamedResolver {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Ok(Endpoint::builder().url(self.0).build()))
    }
}

fn default_resolver() -> SharedEndpointResolver {
    SharedEndpointResolver::new(NamedResolver("https://default"))
}

#[derive(Debug)]
struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

#[derive(Debug)]
struct NoClient;

impl HttpClient for NoClient {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        unreachable!("these tests send nothing")
    }
}

fn builder() -> Builder {
    Builder::new(&SERVICE)
}

/// A builder whose client is valid on any runtime.
fn complete() -> Builder {
    let mut builder = builder();
    builder
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_sleep_impl(Some(SharedAsyncSleep::new(NoSleep)));
    builder
}

fn client_state(plugins: &RuntimePlugins) -> (ConfigBag, RuntimeComponentsBuilder) {
    let mut bag = ConfigBag::base();
    let components = plugins.apply_client_configuration(&mut bag).unwrap();
    (bag, components)
}

fn call_state(
    config: &Config,
    config_override: Option<Builder>,
) -> (ConfigBag, RuntimeComponentsBuilder) {
    let client = client_plugins(config, false).unwrap();
    let operation = StaticRuntimePlugin::new();
    let plugins = operation_plugins(&client, operation, config, config_override);
    let (mut bag, components) = client_state(&plugins);
    let call = plugins.apply_operation_configuration(&mut bag).unwrap();
    (bag, components.merge_from(&call))
}

// The behavior version.

#[test]
fn a_client_without_a_behavior_version_is_refused() {
    let mut builder = complete();
    builder.set_behavior_version(None);
    let error = client_plugins(&builder.build(), false).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("a behavior version must be set")
    );
}

#[test]
fn the_newest_behavior_version_can_be_the_default() {
    let mut builder = complete();
    builder.set_behavior_version(None);
    assert!(client_plugins(&builder.build(), true).is_ok());
}

// The components that a client needs.

#[test]
fn a_sleep_implementation_is_required_for_retries() {
    let mut builder = builder();
    builder
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_retry_config(Some(RetryConfig::standard()));
    let result = client_plugins(&builder.build(), false);
    if cfg!(feature = "rt-tokio") {
        assert!(result.is_ok());
    } else {
        let message = result.unwrap_err().to_string();
        assert!(message.contains("sleep"), "{message}");
    }
}

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc"))]
#[test]
fn a_client_that_was_given_no_http_client_has_one() {
    #[allow(deprecated)]
    for version in [BehaviorVersion::latest(), BehaviorVersion::v2024_03_28()] {
        let mut builder = complete();
        builder.set_behavior_version(Some(version));
        let plugins = client_plugins(&builder.build(), false).unwrap();
        assert!(client_state(&plugins).1.http_client().is_some());
    }
}

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc",
    feature = "legacy-https-client"
)))]
#[test]
fn where_no_http_client_is_built_in_a_call_fails_and_says_what_to_do() {
    use aws_smithy_runtime_api::client::http::HttpConnector as _;
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

    use super::http::{MissingClient, default_http_client};

    let plugins = client_plugins(&complete().build(), false).unwrap();
    let client = client_state(&plugins).1.http_client().unwrap();
    assert!(format!("{client:?}").contains("MissingClient"));
    let client = default_http_client(BehaviorVersion::latest());
    assert!(format!("{client:?}").contains("MissingClient"));
    let mut call = std::pin::pin!(MissingClient.call(HttpRequest::empty()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("expected an error");
    };
    assert!(error.is_user());
    let why = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        why.contains("`rustls-ring`") && why.contains("`http_client(..)`"),
        "{why}"
    );
}

#[test]
fn the_http_client_that_was_set_is_used() {
    let mut builder = complete();
    builder.set_http_client(Some(SharedHttpClient::new(NoClient)));
    let config = builder.build();
    assert!(format!("{:?}", config.http_client().unwrap()).contains("NoClient"));
    let plugins = client_plugins(&config, false).unwrap();
    let used = client_state(&plugins).1.http_client().unwrap();
    assert!(format!("{used:?}").contains("NoClient"));
}

#[test]
fn a_client_signs_for_its_service_and_region() {
    let mut builder = complete();
    builder.set_region(Some(Region::from_static("eu-north-1")));
    let plugins = client_plugins(&builder.build(), false).unwrap();
    let (bag, components) = client_state(&plugins);
    assert_eq!(bag.load::<SigningName>().unwrap().as_ref(), "tin");
    assert_eq!(bag.load::<SigningRegion>().unwrap().as_ref(), "eu-north-1");
    let schemes: Vec<_> = components.auth_schemes().collect();
    let ids: Vec<_> = schemes
        .iter()
        .map(aws_smithy_runtime_api::client::auth::AuthScheme::scheme_id)
        .collect();
    assert!(ids.contains(&AuthSchemeId::from("sigv4")), "{ids:?}");
    assert!(ids.contains(&NO_AUTH_SCHEME_ID), "{ids:?}");
}

#[test]
fn the_user_agent_names_service_and_version() {
    let config = complete().build();
    let metadata = config.load::<ApiMetadata>().unwrap();
    assert_eq!(metadata.to_string(), "api/tinshop/1.2.3");
}

#[test]
fn clients_of_one_region_share_a_retry_partition() {
    let mut builder = complete();
    builder.set_region(Some(Region::from_static("eu-north-1")));
    let plugins = client_plugins(&builder.build(), false).unwrap();
    let (bag, _) = client_state(&plugins);
    let partition = bag.load::<RetryPartition>().unwrap();
    assert_eq!(partition, &RetryPartition::new("tinshop-eu-north-1"));
}

#[test]
fn only_services_with_tokens_have_a_provider() {
    static WITHOUT: Service = Service {
        idempotency_tokens: false,
        ..SERVICE
    };
    let has_provider = |service| {
        let mut builder = Builder::new(service);
        builder.set_sleep_impl(Some(SharedAsyncSleep::new(NoSleep)));
        let plugins = client_plugins(&builder.build(), true).unwrap();
        client_state(&plugins)
            .0
            .load::<IdempotencyTokenProvider>()
            .is_some()
    };
    assert!(has_provider(&SERVICE));
    assert!(!has_provider(&WITHOUT));
}

// Builders.

#[test]
fn a_config_becomes_the_builder_that_made_it() {
    let mut builder = complete();
    builder
        .set_region(Some(Region::from_static("eu-north-1")))
        .set_app_name(Some(AppName::new("shop").unwrap()));
    let mut again = builder.build().to_builder();
    again.set_app_name(None);
    let config = again.build();
    assert_eq!(config.region().unwrap().as_ref(), "eu-north-1");
    assert_eq!(config.app_name(), None);
    assert!(config.sleep_impl().is_some());
    assert!(client_plugins(&config, false).is_ok());
}

#[test]
fn timeouts_merge_over_earlier_ones() {
    let timeout = |seconds| Duration::from_secs(seconds);
    let mut builder = builder();
    builder
        .set_timeout_config(Some(
            TimeoutConfig::builder()
                .connect_timeout(timeout(1))
                .read_timeout(timeout(1))
                .build(),
        ))
        .set_timeout_config(Some(
            TimeoutConfig::builder().read_timeout(timeout(2)).build(),
        ))
        .set_timeout_config(None);
    let config = builder.build();
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.connect_timeout(), Some(timeout(1)));
    assert_eq!(timeouts.read_timeout(), Some(timeout(2)));
}

#[test]
fn framework_metadata_keeps_its_order() {
    let entry = |name| FrameworkMetadata::new(name, Some("1")).unwrap();
    let mut builder = builder();
    builder
        .push_framework_metadata(entry("first"))
        .push_framework_metadata(entry("second"));
    let config = builder.build();
    assert_eq!(
        config.framework_metadata(),
        [&entry("first"), &entry("second")]
    );
}

#[test]
fn the_endpoint_resolver_is_the_services_unless_one_is_set() {
    let named = |config: &Config| format!("{:?}", config.endpoint_resolver());
    let mut builder = builder();
    assert!(named(&builder.clone().build()).contains("https://default"));
    builder.set_endpoint_resolver(Some(SharedEndpointResolver::new(NamedResolver(
        "https://mine",
    ))));
    assert!(named(&builder.build()).contains("https://mine"));
}

#[test]
fn test_defaults_make_a_valid_client() {
    let mut builder = complete();
    builder.apply_test_defaults_v2();
    let config = builder.build();
    assert_eq!(config.region().unwrap().as_ref(), "us-east-1");
    let provider = config.load::<IdempotencyTokenProvider>().unwrap();
    assert_eq!(
        provider.make_idempotency_token(),
        "00000000-0000-4000-8000-000000000000"
    );
    let now = config.time_source().unwrap().now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(since.as_secs(), 1_234_567_890);
    assert!(client_plugins(&config, false).is_ok());
}

#[cfg(feature = "test-util")]
#[test]
fn test_credentials_are_the_official_ones() {
    let mut builder = builder();
    builder.apply_test_defaults();
    let resolver = builder
        .components
        .identity_resolver(&AuthSchemeId::from("sigv4"));
    let ours = format!("{resolver:?}");
    let official = SharedCredentialsProvider::new(Credentials::for_tests());
    let identity = format!("{:?}", Credentials::for_tests());
    assert!(ours.contains(&identity), "{ours} {official:?}");
}

// Overrides.

#[test]
fn an_override_changes_only_what_it_sets() {
    let mut client = complete();
    client
        .set_region(Some(Region::from_static("eu-north-1")))
        .set_app_name(Some(AppName::new("shop").unwrap()));
    let mut call = builder();
    call.set_region(Some(Region::from_static("us-west-2")));
    let (bag, _) = call_state(&client.build(), Some(call));
    assert_eq!(bag.load::<Region>().unwrap().as_ref(), "us-west-2");
    assert_eq!(bag.load::<SigningRegion>().unwrap().as_ref(), "us-west-2");
    assert_eq!(bag.load::<AppName>().unwrap().as_ref(), "shop");
}

#[test]
fn without_an_override_the_client_decides() {
    let mut client = complete();
    client.set_region(Some(Region::from_static("eu-north-1")));
    let (bag, _) = call_state(&client.build(), None);
    assert_eq!(bag.load::<SigningRegion>().unwrap().as_ref(), "eu-north-1");
}

#[test]
fn other_credentials_for_a_call_get_their_own_cache() {
    let mut client = complete();
    client.set_credentials_provider(Some(credentials("client")));
    let config = client.build();
    let cache = |config_override| {
        let (_, components) = call_state(&config, config_override);
        format!("{:?}", components.identity_cache().unwrap())
    };
    let partition = |cache: String| {
        let at = cache.find("max_partitions").unwrap_or(cache.len());
        cache[at..].chars().take(40).collect::<String>()
    };
    let mut call = builder();
    call.set_credentials_provider(Some(credentials("call")));
    assert_ne!(partition(cache(None)), partition(cache(Some(call))));
    assert_eq!(partition(cache(None)), partition(cache(Some(builder()))));
}

fn credentials(name: &'static str) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Credentials::new(name, "secret", None, None, name))
}

#[test]
fn a_plug_in_of_an_override_joins_the_call() {
    let mut call = builder();
    let mut layer = Layer::new("plugin");
    layer.store_put(EndpointUrl("https://plugin".into()));
    call.push_runtime_plugin(SharedRuntimePlugin::new(
        StaticRuntimePlugin::new().with_config(layer.freeze()),
    ));
    let (bag, _) = call_state(&complete().build(), Some(call));
    assert_eq!(bag.load::<EndpointUrl>().unwrap().0, "https://plugin");
}

// From the shared configuration.

#[derive(Debug)]
struct Profile(HashMap<&'static str, &'static str>);

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        assert_eq!(key.env(), "AWS_ENDPOINT_URL");
        assert_eq!(key.profile(), "endpoint_url");
        self.0.get(key.service_id()).map(|url| (*url).to_owned())
    }
}

fn endpoint_url(shared: &SdkConfig) -> Option<String> {
    let config = Builder::from_sdk_config(&SERVICE, shared).build();
    config.load::<EndpointUrl>().map(|url| url.0.clone())
}

fn shared_urls(common: Option<&str>, own: Option<&'static str>, origin: Origin) -> SdkConfig {
    let mut shared = SdkConfig::builder();
    shared.set_endpoint_url(common.map(str::to_owned));
    shared.set_service_config(own.map(|url| Profile(HashMap::from([("Tin Shop", url)]))));
    shared.insert_origin("endpoint_url", origin);
    shared.build()
}

#[test]
fn the_endpoint_url_of_the_service_goes_before_the_common_one() {
    let (common, own) = (Some("https://common"), Some("https://own"));
    let environment = Origin::shared_environment_variable;
    assert_eq!(
        endpoint_url(&shared_urls(common, own, environment())).as_deref(),
        own
    );
    assert_eq!(
        endpoint_url(&shared_urls(common, None, environment())).as_deref(),
        common
    );
    assert_eq!(
        endpoint_url(&shared_urls(None, own, Origin::unknown())).as_deref(),
        own
    );
    assert_eq!(
        endpoint_url(&shared_urls(None, None, Origin::unknown())),
        None
    );
}

#[test]
fn an_endpoint_url_from_code_goes_before_all() {
    let shared = shared_urls(
        Some("https://code"),
        Some("https://own"),
        Origin::shared_config(),
    );
    assert_eq!(endpoint_url(&shared).as_deref(), Some("https://code"));
}

#[test]
fn the_shared_configuration_is_taken_over() {
    let shared = SdkConfig::builder()
        .region(Region::from_static("eu-north-1"))
        .retry_config(RetryConfig::standard().with_max_attempts(7))
        .app_name(AppName::new("shop").unwrap())
        .behavior_version(BehaviorVersion::latest())
        .sleep_impl(NoSleep)
        .http_client(NoClient)
        .credentials_provider(credentials("shared"))
        .disable_clock_skew_correction(true)
        .build();
    let config = Builder::from_sdk_config(&SERVICE, &shared).build();
    assert_eq!(config.region().unwrap().as_ref(), "eu-north-1");
    assert_eq!(config.retry_config().unwrap().max_attempts(), 7);
    assert_eq!(config.app_name().unwrap().as_ref(), "shop");
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
    assert!(config.http_client().is_some());
    assert!(config.stalled_stream_protection().is_none());
    assert!(client_plugins(&config, false).is_ok());
    let sigv4 = AuthSchemeId::from("sigv4");
    assert!(config.components.identity_resolver(&sigv4).is_some());
}

#[test]
fn newer_retries_have_the_waits_of_the_service() {
    use aws_smithy_types::retry::RetrySpec;

    let standard = RetryConfig::standard();
    let newer = standard.clone().with_retry_spec(RetrySpec::v2_1());
    let backoff = Duration::from_millis(25);
    let code = Origin::shared_config;
    for (retries, origin, expected) in [
        (&standard, Origin::unknown(), (3, None)),
        (&newer, Origin::unknown(), (4, Some(backoff))),
        (&newer, code(), (3, Some(backoff))),
    ] {
        let mut shared = SdkConfig::builder().retry_config(retries.clone());
        shared.insert_origin("retry_config", origin);
        let shared = shared.build();
        let mut builder = Builder::from_sdk_config(&SERVICE, &shared);
        builder.take_newer_retries(&shared, backoff, 4);
        let config = builder.build();
        let taken = config.retry_config().expect("retries");
        let spec = taken.retry_spec();
        let found = spec.map(RetrySpec::non_throttling_initial_backoff);
        assert_eq!((taken.max_attempts(), found), expected);
    }
}

// The user agent.

#[test]
fn the_endpoint_is_noted_after_the_account() {
    use aws_smithy_runtime_api::client::interceptors::Intercept;

    static ACCOUNTS: Service = Service {
        account_id_endpoints: true,
        ..SERVICE
    };
    let mut builder = Builder::new(&ACCOUNTS);
    builder
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_sleep_impl(Some(SharedAsyncSleep::new(NoSleep)))
        .set_http_client(Some(SharedHttpClient::new(NoClient)));
    let plugins = client_plugins(&builder.build(), false).expect("a client");
    let mut bag = ConfigBag::base();
    let components = plugins
        .apply_client_configuration(&mut bag)
        .expect("components");
    let names: Vec<&str> = components.interceptors().map(|it| it.name()).collect();
    let place = |name| names.iter().position(|it| *it == name);
    // The feature that is noted last comes first.
    let (account, endpoint) = (
        place("AccountIdEndpointTracker"),
        place("EndpointOverrideTracker"),
    );
    assert!(account.is_some() && account < endpoint, "{names:?}");
}

// Authentication.

fn offered(operation: &'static str) -> Vec<AuthSchemeId> {
    let params = Params::builder().operation_name(operation).build().unwrap();
    let options = ModeledAuthSchemes::new(&SERVICE).modeled(&params);
    options
        .iter()
        .map(|option: &AuthSchemeOption| option.scheme_id().clone())
        .collect()
}

#[test]
fn operations_override_the_services_auth_schemes() {
    let sigv4 = AuthSchemeId::from("sigv4");
    assert_eq!(offered("Look"), [sigv4.clone(), NO_AUTH_SCHEME_ID]);
    assert_eq!(offered("Buy"), [sigv4]);
    assert_eq!(offered("Browse"), [NO_AUTH_SCHEME_ID]);
    assert_eq!(offered("Open"), [NO_AUTH_SCHEME_ID]);
}

#[test]
fn auth_parameters_need_an_operation() {
    let error = Params::builder().build().unwrap_err();
    assert!(error.to_string().contains("operation_name"));
    let erased = Params::erased("Buy");
    assert_eq!(
        Params::from_erased(&erased).unwrap().operation_name(),
        "Buy"
    );
}

#[test]
fn a_bearer_token_is_taken_where_the_service_wants_one() {
    use aws_credential_types::Token;
    use aws_credential_types::provider::token::SharedTokenProvider;

    static BEARER: Service = Service {
        auth: &[AuthScheme::HttpBearer],
        ..SERVICE
    };
    let shared = SdkConfig::builder()
        .token_provider(SharedTokenProvider::new(Token::new("token", None)))
        .build();
    let id = AuthScheme::HttpBearer.id().unwrap();
    let has_token = |service| {
        let builder = Builder::from_sdk_config(service, &shared);
        builder.components.identity_resolver(&id).is_some()
    };
    assert!(has_token(&BEARER));
    assert!(!has_token(&SERVICE));
}

/// The preferred schemes, and the identity for the bearer scheme, of a client whose service may have a token in the
/// environment, where that has these variables.
fn with_environment(
    variables: &[(&str, &str)],
    configure: impl Fn(&mut aws_types::sdk_config::Builder),
) -> (Option<AuthSchemePreference>, Option<String>) {
    static TOKEN: Service = Service {
        environment_token: Some("tin"),
        ..SERVICE
    };
    let mut shared = SdkConfig::builder();
    shared.set_service_config(Some(Environment::of(variables)));
    configure(&mut shared);
    let mut builder = Builder::from_sdk_config(&TOKEN, &shared.build());
    builder.set_behavior_version(Some(BehaviorVersion::latest()));
    let config = builder.build();
    let id = AuthScheme::HttpBearer.id().unwrap();
    let resolver = config.components.identity_resolver(&id);
    (
        config.auth_scheme_preference().cloned(),
        resolver.map(|it| format!("{it:?}")),
    )
}

#[test]
fn a_token_of_the_environment_is_taken_and_preferred() {
    let bearer = AuthSchemePreference::from([AuthScheme::HttpBearer.id().unwrap()]);
    // The token for all services counts too, and so does an empty one.
    for variables in [
        &[
            ("AWS_BEARER_TOKEN_TIN", "mine"),
            ("AWS_BEARER_TOKEN", "other"),
        ][..],
        &[("AWS_BEARER_TOKEN", "mine")],
        &[("AWS_BEARER_TOKEN_TIN", "")],
    ] {
        let (preference, identity) = with_environment(variables, |_| {});
        assert_eq!(preference.as_ref(), Some(&bearer), "{variables:?}");
        let identity = identity.expect("an identity");
        assert!(identity.contains("BearerServiceEnvVars"), "{identity}");
    }
    for variables in [&[][..], &[("AWS_BEARER_TOKEN_TIN_SHOP", "t")]] {
        assert_eq!(with_environment(variables, |_| {}), (None, None));
    }
}

#[test]
fn what_code_says_of_authentication_goes_before_a_token_of_the_environment() {
    use aws_credential_types::Token;
    use aws_credential_types::provider::token::SharedTokenProvider;

    let variables = [("AWS_BEARER_TOKEN_TIN", "mine")];
    let sigv4 = AuthSchemePreference::from([AuthSchemeId::from("sigv4")]);
    let bearer = AuthSchemePreference::from([AuthScheme::HttpBearer.id().unwrap()]);
    let preferring = |origin: Origin| {
        let sigv4 = sigv4.clone();
        with_environment(&variables, move |shared| {
            shared.set_auth_scheme_preference(Some(sigv4.clone()));
            shared.insert_origin("auth_scheme_preference", origin);
        })
    };
    let (preference, identity) = preferring(Origin::shared_config());
    assert_eq!(preference.as_ref(), Some(&sigv4));
    assert!(identity.is_some());
    let (preference, _) = preferring(Origin::shared_environment_variable());
    assert_eq!(preference.as_ref(), Some(&bearer));

    let (preference, identity) = with_environment(&variables, |shared| {
        let provider = SharedTokenProvider::new(Token::new("code", None));
        shared.set_token_provider(Some(provider));
        shared.insert_origin("token_provider", Origin::shared_config());
    });
    assert_eq!(preference.as_ref(), Some(&bearer));
    // The service takes tokens of the environment only.
    assert_eq!(identity, None);
}
