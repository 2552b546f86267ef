//! The endpoints that the endpoint tests of a model expect: of the resolver, and of calls.
//!
//! Smithy specification: [`endpointTests`][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/rules-engine/specification.html#smithy-rules-endpointtests-trait

use std::error::Error;
use std::fmt;
use std::future::Future;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint as ResolvedEndpoint;

use super::request::Received;
use super::server::{Server, block_on};
use crate::json::Reader;

/// The endpoint that a case expects.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The URL.
    pub url: &'static str,
    /// Names and values of the headers.
    pub headers: &'static [(&'static str, &'static [&'static str])],
    /// The properties, an object of JSON.
    pub properties: &'static str,
}

/// What a resolver has returned.
#[derive(Debug)]
pub struct Resolved(Result<ResolvedEndpoint, BoxError>);

impl Resolved {
    /// Waits for the result of a resolver.
    pub fn of(resolver: impl Future<Output = Result<ResolvedEndpoint, BoxError>>) -> Self {
        Self(block_on(resolver))
    }

    /// The parameters can't be built.
    pub fn no_params(error: impl Into<BoxError>) -> Self {
        Self(Err(error.into()))
    }

    /// Compares the endpoint with the expected one.
    ///
    /// # Panics
    /// It differs, or there is none.
    #[track_caller]
    pub fn assert(&self, expected: &Endpoint) {
        let problems = match &self.0 {
            Ok(endpoint) => problems(endpoint, expected),
            Err(error) => vec![format!("no endpoint: {error}")],
        };
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    /// Checks that the resolver has returned the error `message`.
    ///
    /// # Panics
    /// It has returned another error, or an endpoint.
    #[track_caller]
    pub fn assert_refused(&self, message: &str) {
        match &self.0 {
            Ok(endpoint) => panic!("expected the error `{message}`, found {endpoint:?}"),
            Err(error) => assert_eq!(error.to_string(), message),
        }
    }
}

/// The differences between an endpoint and the expected one.
fn problems(endpoint: &ResolvedEndpoint, expected: &Endpoint) -> Vec<String> {
    let mut problems = Vec::new();
    if endpoint.url() != expected.url {
        let (expected, found) = (expected.url, endpoint.url());
        problems.push(format!("URL: expected `{expected}`, found `{found}`"));
    }
    let headers = endpoint.headers();
    let headers = headers.map(|(name, values)| (name.to_ascii_lowercase(), values.collect()));
    let expected_headers = expected.headers.iter();
    let expected_headers =
        expected_headers.map(|(name, values)| (name.to_ascii_lowercase(), values.to_vec()));
    let mut both: [Vec<(String, Vec<&str>)>; 2] = [headers.collect(), expected_headers.collect()];
    both.iter_mut().for_each(|headers| headers.sort());
    let [headers, expected_headers] = both;
    if headers != expected_headers {
        problems.push(format!(
            "headers: expected {expected_headers:?}, found {headers:?}"
        ));
    }
    let expected = Reader::new(expected.properties.as_bytes())
        .and_then(|mut reader| reader.document())
        .unwrap_or_else(|error| panic!("the expected properties: {error}"))
        .unwrap_or(Document::Object([].into()));
    let found = properties(endpoint);
    if found != expected {
        problems.push(format!(
            "properties: expected {expected:?}, found {found:?}"
        ));
    }
    problems
}

/// The properties of an endpoint, with its auth schemes.
fn properties(endpoint: &ResolvedEndpoint) -> Document {
    let properties = endpoint.properties().iter();
    let properties = properties.map(|(name, value)| (name.to_string(), value.clone()));
    let schemes = endpoint.auth_schemes().iter();
    let schemes: Vec<Document> = schemes.map(|scheme| scheme.as_document()).collect();
    let schemes =
        (!schemes.is_empty()).then(|| ("authSchemes".to_owned(), Document::Array(schemes)));
    Document::Object(properties.chain(schemes).collect())
}

/// The endpoint and the signature that a case expects of a call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// The URL that the call's URL begins with.
    pub url: &'static str,
    /// Headers that must be there.
    pub headers: &'static [(&'static str, &'static str)],
    /// The signature.
    pub signature: Signature,
}

/// The signature that a case expects of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Any or none: it is not compared.
    Any,
    /// The call is not signed with AWS's credentials.
    None,
    /// The call is signed.
    Of(Signed),
}

/// The facts about a signature that an endpoint decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The name of the auth scheme: `sigv4`, `sigv4a` or `sigv4-s3express`.
    pub scheme: &'static str,
    /// The service that the signature is for.
    pub name: &'static str,
    /// The region that the signature is for; with `sigv4a` a list of regions.
    pub region: &'static str,
}

impl Received {
    /// Compares the endpoint and the signature of a call with the expected ones.
    ///
    /// # Panics
    /// They differ. The message lists all differences.
    #[track_caller]
    pub fn assert_endpoint(&self, expected: &Call) {
        self.assert_no_problems(&self.endpoint_problems(expected));
    }

    /// The differences between a call and the expected one.
    pub(super) fn endpoint_problems(&self, expected: &Call) -> Vec<String> {
        let mut problems = Vec::new();
        if self.method != expected.method {
            let (expected, sent) = (expected.method, &self.method);
            problems.push(format!("method: expected `{expected}`, sent was `{sent}`"));
        }
        let url = expected.url.trim_end_matches('/');
        let rest = self.uri.strip_prefix(url);
        if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])) {
            let sent = &self.uri;
            problems.push(format!("URL: expected `{url}`, sent was `{sent}`"));
        }
        self.check_headers(&mut problems, expected.headers);
        let sent = self.signature();
        match expected.signature {
            Signature::Any => {}
            Signature::None if self.is_signed() => {
                problems.push(format!("signature: expected none, sent was {sent:?}"));
            }
            Signature::None => {}
            Signature::Of(expected) => {
                let expected = [expected.scheme, expected.name, expected.region];
                if sent.as_ref().is_none_or(|sent| *sent != expected) {
                    problems.push(format!(
                        "signature: expected {expected:?}, sent was {sent:?}"
                    ));
                }
            }
        }
        problems
    }

    /// Whether the call has a signature with AWS's credentials, of whatever form.
    fn is_signed(&self) -> bool {
        let header = self.header("authorization");
        header.is_some_and(|header| header.starts_with("AWS4-"))
    }

    /// Scheme, service and region of the signature; none without one.
    fn signature(&self) -> Option<[String; 3]> {
        let header = self.header("authorization")?;
        let (algorithm, rest) = header.split_once(" Credential=")?;
        let scope: Vec<&str> = rest.split_once(',')?.0.split('/').collect();
        let (scheme, name, region) = match (algorithm, scope[..].get(2..)?) {
            ("AWS4-HMAC-SHA256", [region, name, "aws4_request"]) => {
                let scheme = match self.header("x-amz-s3session-token") {
                    Some(_) => "sigv4-s3express",
                    None => "sigv4",
                };
                (scheme, *name, (*region).to_owned())
            }
            ("AWS4-ECDSA-P256-SHA256", [name, "aws4_request"]) => {
                ("sigv4a", *name, self.header("x-amz-region-set")?)
            }
            _ => return None,
        };
        Some([scheme.to_owned(), name.to_owned(), region])
    }
}

impl Server {
    /// Checks that a call fails with the error `message` before anything is sent. The error may be a source of the
    /// call's error.
    ///
    /// # Panics
    /// A request was sent, or the call failed with another error.
    #[track_caller]
    pub fn assert_refused<T, E>(&self, call: impl Future<Output = Result<T, E>>, message: &str)
    where
        T: fmt::Debug,
        E: Error + 'static,
    {
        let result = self.run(call);
        if let Some(received) = self.take() {
            panic!("expected the error `{message}`, sent was {received:?}");
        }
        match result {
            Ok(output) => panic!("expected the error `{message}`, found {output:?}"),
            Err(error) => {
                let error: &dyn Error = &error;
                let sources = std::iter::successors(Some(error), |it| (*it).source());
                let found: Vec<String> = sources.map(|it| it.to_string()).collect();
                let is_expected = found.iter().any(|it| it == message);
                assert!(
                    is_expected,
                    "expected the error `{message}`, found {found:?}"
                );
            }
        }
    }
}
