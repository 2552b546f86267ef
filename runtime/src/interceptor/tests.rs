//! Requests, as interceptors change them.

#[cfg(feature = "compression")]
mod gzip;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextMut, Input, InterceptorContext,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::retry::{RetryConfig, RetrySpec};

use super::input_endpoint::InputEndpointInterceptor;
use super::{ContentMd5Interceptor, LongPollingInterceptor};

type Hook = fn(
    &dyn Intercept,
    &mut BeforeTransmitInterceptorContextMut<'_>,
    &mut ConfigBag,
) -> Result<(), BoxError>;

/// The request after an interceptor has read the input and changed the request by `hook`.
fn changed(
    interceptor: &dyn Intercept,
    hook: Hook,
    (input, request): (Input, HttpRequest),
    settings: Layer,
) -> Result<HttpRequest, BoxError> {
    let mut cfg = ConfigBag::of_layers(vec![settings]);
    let mut context = InterceptorContext::new(input);
    interceptor.read_before_execution(&(&context).into(), &mut cfg)?;
    context.set_request(request);
    hook(interceptor, &mut (&mut context).into(), &mut cfg)?;
    Ok(context.take_request().expect("a request"))
}

fn before_retries(
    interceptor: &dyn Intercept,
    context: &mut BeforeTransmitInterceptorContextMut<'_>,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    let components = RuntimeComponentsBuilder::for_tests().build()?;
    interceptor.modify_before_retry_loop(context, &components, cfg)
}

fn before_signing(
    interceptor: &dyn Intercept,
    context: &mut BeforeTransmitInterceptorContextMut<'_>,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    let components = RuntimeComponentsBuilder::for_tests().build()?;
    interceptor.modify_before_signing(context, &components, cfg)
}

#[test]
fn content_md5_is_that_of_the_body_unless_it_is_set() {
    let mut request = HttpRequest::new(SdkBody::from("hello"));
    let found = |request: HttpRequest| {
        let settings = Layer::new("settings");
        let call = (Input::doesnt_matter(), request);
        let request = changed(&ContentMd5Interceptor, before_retries, call, settings);
        let request = request.expect("the body is in memory");
        request.headers().get("content-md5").map(str::to_owned)
    };
    let copy = request.try_clone().expect("the body is in memory");
    assert_eq!(found(copy).as_deref(), Some("XUFAKrxLKna5cZ2REBfFkg=="));
    request.headers_mut().insert("content-md5", "mine");
    assert_eq!(found(request).as_deref(), Some("mine"));
}

#[test]
fn the_host_is_that_of_the_input_and_the_path_stays() {
    let cases = [
        ("https://a.example/", "/", Ok("https://a.example/")),
        (
            "http://a.example:80/x?y",
            "/p?q=1",
            Ok("http://a.example:80/p?q=1"),
        ),
        ("https://a.example", "/p", Ok("https://a.example/p")),
        ("a.example", "/", Err(())),
        ("https:///p", "/", Err(())),
    ];
    for (endpoint, path, expected) in cases {
        let mut request = HttpRequest::new(SdkBody::empty());
        let uri = format!("https://service.example{path}");
        request.set_uri(uri).expect("a URI");
        let interceptor = InputEndpointInterceptor(|input: &String| Some(input));
        let call = (Input::erase(endpoint.to_owned()), request);
        let request = changed(&interceptor, before_signing, call, Layer::new("settings"));
        let uri = request.map(|it| it.uri().to_owned());
        assert_eq!(uri.as_deref().map_err(drop), expected, "{endpoint}");
    }
}

#[test]
fn only_newer_retries_know_of_long_polls() {
    let components = RuntimeComponentsBuilder::for_tests()
        .build()
        .expect("components");
    let standard = RetryConfig::standard();
    for (retries, expected) in [
        (standard.clone(), None),
        (
            standard.clone().with_retry_spec(RetrySpec::v2_0()),
            Some(false),
        ),
        (standard.with_retry_spec(RetrySpec::v2_1()), Some(true)),
    ] {
        let mut settings = Layer::new("settings");
        settings.store_put(retries);
        let mut cfg = ConfigBag::of_layers(vec![settings]);
        let mut context = InterceptorContext::new(Input::doesnt_matter());
        LongPollingInterceptor
            .modify_before_retry_loop(&mut (&mut context).into(), &components, &mut cfg)
            .expect("nothing fails");
        let retries = cfg.load::<RetryConfig>().expect("retries");
        let polls = retries.retry_spec().map(RetrySpec::long_polling);
        assert_eq!(polls, expected);
    }
}
