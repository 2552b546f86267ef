//! Clients, configured in every way.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_connect::client::customize::CustomizableOperation;
use aws_sdk_connect::config::auth::{DefaultAuthSchemeResolver, ParamsBuilder, ResolveAuthScheme};
use aws_sdk_connect::config::endpoint::{
    DefaultResolver, Endpoint, EndpointFuture, InvalidParams, Params, ResolveEndpoint,
    SharedEndpointResolver,
};
use aws_sdk_connect::config::http::{HttpRequest, HttpResponse};
use aws_sdk_connect::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
    BeforeTransmitInterceptorContextMut, FinalizerInterceptorContextRef, InterceptorContext,
};
use aws_sdk_connect::config::retry::{
    ClassifyRetry, ReconnectMode, RetryAction, RetryConfig, RetryMode, RetryPartition,
};
use aws_sdk_connect::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use aws_sdk_connect::config::{
    AppName, AsyncSleep, BehaviorVersion, ConfigBag, Credentials, FrameworkMetadata, IdentityCache,
    Intercept, ProvideCredentials, Region, RuntimeComponents, SharedAsyncSleep,
    SharedCredentialsProvider, SharedHttpClient, SharedInterceptor, Sleep,
    StalledStreamProtectionConfig,
};
use aws_sdk_connect::error::BoxError;
use aws_sdk_connect::operation::describe_user::builders::DescribeUserFluentBuilder;
use aws_sdk_connect::operation::describe_user::{DescribeUserError, DescribeUserOutput};
use aws_sdk_connect::{config, Client, Config, Error};

/// A client like the environment says, with a few things changed.
pub fn from_environment(shared: &SdkConfig) -> Client {
    let config = config::Builder::from(shared)
        .retry_config(RetryConfig::standard().with_max_attempts(5))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(30))
                .build(),
        )
        .app_name(AppName::new("drop-in").expect("a valid name"))
        .build();
    Client::from_conf(config)
}

/// A configuration that says everything.
pub fn everything() -> config::Builder {
    config::Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(Credentials::new("AKID", "secret", None, None, "here"))
        .endpoint_url("http://localhost:1")
        .endpoint_resolver(Local)
        .use_fips(false)
        .use_dual_stack(true)
        .retry_config(
            RetryConfig::adaptive().with_reconnect_mode(ReconnectMode::ReuseAllConnections),
        )
        .retry_partition(RetryPartition::new("drop-in"))
        .retry_classifier(Never)
        .timeout_config(
            TimeoutConfigBuilder::new()
                .connect_timeout(Duration::from_secs(1))
                .build(),
        )
        .sleep_impl(NoSleep)
        .identity_cache(IdentityCache::lazy().build())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .interceptor(Stamp)
        .auth_scheme_resolver(OneScheme(DefaultAuthSchemeResolver::default()))
        .auth_scheme_preference(["sigv4".into()])
        .allow_no_auth()
        .app_name(AppName::new("drop-in").expect("a valid name"))
        .framework_metadata(FrameworkMetadata::new("frame", Some("1.0")).expect("valid"))
        .disable_clock_skew_correction(true)
        .emit_input_attributes(["InstanceId"])
        .capture_input_attributes(["UserId"])
}

/// The same by the setters that take an option.
pub fn from_options(region: Option<Region>, provider: Option<SharedCredentialsProvider>) -> Config {
    let mut builder = Config::builder();
    builder
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_region(region)
        .set_credentials_provider(provider)
        .set_endpoint_url(None)
        .set_use_fips(None)
        .set_use_dual_stack(Some(false))
        .set_http_client(None)
        .set_retry_config(Some(RetryConfig::disabled()))
        .set_timeout_config(Some(TimeoutConfig::disabled()))
        .set_retry_partition(None)
        .set_sleep_impl(Some(SharedAsyncSleep::new(NoSleep)))
        .set_time_source(None)
        .set_identity_cache(IdentityCache::no_cache())
        .set_stalled_stream_protection(None)
        .push_interceptor(SharedInterceptor::new(Stamp))
        .set_endpoint_resolver(Some(Local.into_shared_resolver()))
        .set_auth_scheme_preference(None)
        .set_allow_no_auth()
        .set_app_name(None)
        .set_disable_clock_skew_correction(None)
        .set_invocation_id_generator(None);
    builder.build()
}

/// What a configuration says.
pub fn describe(config: &Config) -> String {
    let region = config.region().map(Region::as_ref).unwrap_or("nowhere");
    let attempts = config
        .retry_config()
        .map(RetryConfig::max_attempts)
        .unwrap_or_default();
    let mode = config
        .retry_config()
        .map(RetryConfig::mode)
        .unwrap_or(RetryMode::Standard);
    let name = config.app_name().map(AppName::as_ref).unwrap_or("nobody");
    let seconds = config
        .timeout_config()
        .and_then(TimeoutConfig::operation_timeout)
        .unwrap_or_default()
        .as_secs();
    format!(
        "{region} {attempts} {mode:?} {name} {seconds} {}",
        config.signing_name()
    )
}

/// One call with its own region, header and interceptor.
pub async fn once(client: &Client, region: &'static str) -> Result<DescribeUserOutput, Error> {
    let call: CustomizableOperation<
        DescribeUserOutput,
        DescribeUserError,
        DescribeUserFluentBuilder,
    > = client
        .describe_user()
        .instance_id("i")
        .user_id("u")
        .customize();
    let output = call
        .config_override(Config::builder().region(Region::new(region)))
        .interceptor(Stamp)
        .mutate_request(|request: &mut HttpRequest| {
            request.headers_mut().insert("x-once", "yes");
        })
        .map_request(|request| Ok::<_, std::convert::Infallible>(request))
        .send()
        .await?;
    Ok(output)
}

/// Puts a header on each request, and looks at what came back.
#[derive(Debug)]
pub struct Stamp;

impl Intercept for Stamp {
    fn name(&self) -> &'static str {
        "Stamp"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        use aws_sdk_connect::operation::describe_user::DescribeUserInput;
        if let Some(input) = context.input_mut().downcast_mut::<DescribeUserInput>() {
            input.user_id = input.user_id.take().map(|id| id.to_uppercase());
        }
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context
            .request_mut()
            .headers_mut()
            .insert("x-stamp", "drop-in");
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response: &HttpResponse = context.response();
        if let Ok(output) = context.output_or_error() {
            let known = output.downcast_ref::<DescribeUserOutput>().is_some();
            assert!(known || response.status().is_success());
        }
        Ok(())
    }

    fn read_after_execution(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Ok(())
    }
}

/// An endpoint resolver that knows one endpoint, and else asks the default.
#[derive(Debug)]
pub struct Local;

impl ResolveEndpoint for Local {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        match params.region() {
            Some("local") => {
                EndpointFuture::ready(Ok(Endpoint::builder().url("http://localhost:2").build()))
            }
            _ => EndpointFuture::ready(Err(format!("no {:?}", params.use_fips()).into())),
        }
    }
}

/// The official endpoint of a region.
pub async fn official(region: &str) -> Result<String, BoxError> {
    let built: Result<Params, InvalidParams> = Params::builder()
        .region(region)
        .use_fips(false)
        .set_use_dual_stack(Some(false))
        .set_endpoint(None)
        .build();
    let endpoint = DefaultResolver::new().resolve_endpoint(&built?).await?;
    Ok(endpoint.url().to_owned())
}

/// Wraps the default resolver of authentication schemes.
#[derive(Debug)]
pub struct OneScheme(DefaultAuthSchemeResolver);

impl ResolveAuthScheme for OneScheme {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a config::auth::Params,
        bag: &'a ConfigBag,
        components: &'a RuntimeComponents,
    ) -> aws_smithy_runtime_api::client::auth::AuthSchemeOptionsFuture<'a> {
        assert!(!params.operation_name().is_empty());
        self.0.resolve_auth_scheme(params, bag, components)
    }
}

/// The parameters of authentication for an operation.
pub fn auth(operation: &'static str) -> Result<config::auth::Params, config::auth::BuildError> {
    ParamsBuilder::default().operation_name(operation).build()
}

/// Tries nothing again.
#[derive(Debug)]
pub struct Never;

impl ClassifyRetry for Never {
    fn classify_retry(&self, _: &InterceptorContext) -> RetryAction {
        RetryAction::NoActionIndicated
    }

    fn name(&self) -> &'static str {
        "never"
    }
}

/// Does not sleep.
#[derive(Debug)]
pub struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

/// Credentials that are given by a provider.
pub async fn key(provider: impl ProvideCredentials) -> Result<String, BoxError> {
    Ok(provider
        .provide_credentials()
        .await?
        .access_key_id()
        .to_owned())
}

/// The parts of a configuration that a client shares.
pub fn parts(config: &Config) -> (Option<SharedHttpClient>, SharedEndpointResolver, usize) {
    let count = config.interceptors().count()
        + config.auth_schemes().count()
        + config.retry_classifiers().count()
        + config.framework_metadata().len();
    (config.http_client(), config.endpoint_resolver(), count)
}

#[cfg(test)]
mod tests {
    use aws_smithy_mocks::{mock, mock_client, RuleMode};

    use super::*;

    #[test]
    fn a_configuration_keeps_what_it_was_told() {
        let shared = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-west-2"))
            .build();
        let client = from_environment(&shared);
        assert_eq!(
            describe(client.config()),
            "us-west-2 5 Standard drop-in 30 connect"
        );
        let config = everything().build();
        assert_eq!(describe(&config), "eu-west-2 3 Adaptive drop-in 0 connect");
        let (http, _, count) = parts(&config);
        // The interceptor, the classifier and the framework.
        assert!(http.is_none());
        assert_eq!(count, 3);
        assert!(config.sleep_impl().is_some() && config.identity_cache().is_some());
        assert!(config.auth_scheme_resolver().is_some());
        assert!(config.auth_scheme_preference().is_some());
        assert!(config.stalled_stream_protection().is_some());
        assert!(config.retry_partition().is_some());
        assert!(config.time_source().is_some());
        assert!(config.invocation_id_generator().is_none());
        assert_eq!(config.disable_clock_skew_correction(), Some(true));
        let rebuilt = config
            .to_builder()
            .app_name(AppName::new("other").expect("valid"))
            .build();
        assert_eq!(describe(&rebuilt), "eu-west-2 3 Adaptive other 0 connect");
        let plain = from_options(None, None);
        assert_eq!(describe(&plain), "nowhere 1 Standard nobody 0 connect");
        assert_eq!(
            describe(&Config::new(&shared)),
            "us-west-2 0 Standard nobody 0 connect"
        );
        assert_eq!(
            describe(&Config::from(&shared)),
            describe(&Config::new(&shared))
        );
    }

    #[test]
    #[should_panic(expected = "Invalid client configuration")]
    fn a_client_without_a_behavior_version_is_refused() {
        Client::from_conf(Config::builder().build());
    }

    #[tokio::test]
    async fn the_official_endpoint() {
        let endpoint = official("us-east-1").await.expect("an endpoint");
        assert_eq!(endpoint, "https://connect.us-east-1.amazonaws.com");
        assert_eq!(
            auth("DescribeUser").expect("parameters").operation_name(),
            "DescribeUser"
        );
        assert!(config::auth::Params::builder().build().is_err());
        let key = key(Credentials::new("AKID", "secret", None, None, "here")).await;
        assert_eq!(key.expect("a key"), "AKID");
    }

    #[tokio::test]
    async fn one_call_is_customized() {
        let rule = mock!(Client::describe_user)
            .match_requests(|input| input.user_id() == Some("U"))
            .then_output(|| DescribeUserOutput::builder().build());
        let client = mock_client!(aws_sdk_connect, RuleMode::MatchAny, [&rule], |config| {
            config.interceptor(Stamp)
        });
        once(&client, "eu-central-1").await.expect("an answer");
        assert_eq!(rule.num_calls(), 1);
    }
}
