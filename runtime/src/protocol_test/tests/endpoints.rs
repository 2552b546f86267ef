//! Expected endpoints compared with those of a resolver, and with those of calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use aws_smithy_types::Document;
use aws_smithy_types::endpoint::{Endpoint as ResolvedEndpoint, EndpointAuthScheme};

use crate::protocol_test::{Call, Endpoint, Received, Resolved, Signature, Signed};

const ENDPOINT: Endpoint = Endpoint {
    url: "https://example.com/base",
    headers: &[("X-One", &["1", "2"])],
    properties: r#"{"backend": "b", "authSchemes": [{"name": "sigv4", "signingName": "n"}]}"#,
};

fn resolved(url: &'static str, value: &'static str, name: &'static str) -> Resolved {
    let scheme = EndpointAuthScheme::with_capacity("sigv4", 1);
    let endpoint = ResolvedEndpoint::builder()
        .url(url)
        .header("x-one", "1")
        .header("x-one", value)
        .property("backend", "b")
        .auth_scheme(scheme.put("signingName", Document::from(name)));
    Resolved::of(std::future::ready(Ok(endpoint.build())))
}

fn panics(check: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(check)).is_err()
}

#[test]
fn an_endpoint_is_compared_as_a_whole() {
    resolved(ENDPOINT.url, "2", "n").assert(&ENDPOINT);
    for other in [
        resolved("https://example.com", "2", "n"),
        resolved(ENDPOINT.url, "3", "n"),
        resolved(ENDPOINT.url, "2", "m"),
        Resolved::no_params("no region"),
    ] {
        assert!(panics(|| other.assert(&ENDPOINT)), "{other:?}");
    }
}

#[test]
fn an_error_of_a_resolver_is_compared_with_its_message() {
    let error = Resolved::of(std::future::ready(Err("no region".into())));
    error.assert_refused("no region");
    assert!(panics(|| error.assert_refused("no")));
    let endpoint = resolved(ENDPOINT.url, "2", "n");
    assert!(panics(|| endpoint.assert_refused("no region")));
}

fn received(uri: &str, authorization: &str, further: &[(&str, &str)]) -> Received {
    let headers = [("authorization", authorization), ("x-one", "1")];
    let headers = headers.iter().chain(further);
    Received {
        method: "GET".to_owned(),
        uri: uri.to_owned(),
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: Vec::new(),
    }
}

const CALL: Call = Call {
    method: "GET",
    url: "https://example.com/base",
    headers: &[("X-One", "1")],
    signature: Signature::Of(Signed {
        scheme: "sigv4",
        name: "stores",
        region: "us-west-2",
    }),
};

const SIGV4: &str =
    "AWS4-HMAC-SHA256 Credential=KEY/20240101/us-west-2/stores/aws4_request, SignedHeaders=host";
const SIGV4A: &str =
    "AWS4-ECDSA-P256-SHA256 Credential=KEY/20240101/stores/aws4_request, SignedHeaders=host";

#[test]
fn a_call_goes_below_the_endpoint() {
    for uri in ["/base", "/base/", "/base/a?b", "/base?b"] {
        let received = received(&format!("https://example.com{uri}"), SIGV4, &[]);
        assert_eq!(received.endpoint_problems(&CALL), <[String; 0]>::default());
    }
    for uri in [
        "https://example.com/basement",
        "https://example.com/",
        "http://example.com/base",
    ] {
        let problems = received(uri, SIGV4, &[]).endpoint_problems(&CALL);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("URL: expected"), "{problems:?}");
    }
    let problems = received(CALL.url, SIGV4, &[]).endpoint_problems(&Call {
        method: "PUT",
        headers: &[("x-one", "2"), ("x-two", "")],
        ..CALL
    });
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn a_signature_has_a_scheme_a_service_and_regions() {
    let token = ("x-amz-s3session-token", "token");
    let regions = ("x-amz-region-set", "us-west-2,us-east-1");
    let signed = |scheme, region| Call {
        signature: Signature::Of(Signed {
            scheme,
            name: "stores",
            region,
        }),
        ..CALL
    };
    let sent = [
        (received(CALL.url, SIGV4, &[]), signed("sigv4", "us-west-2")),
        (
            received(CALL.url, SIGV4, &[token]),
            signed("sigv4-s3express", "us-west-2"),
        ),
        (
            received(CALL.url, SIGV4A, &[regions]),
            signed("sigv4a", "us-west-2,us-east-1"),
        ),
    ];
    for (index, (received, _)) in sent.iter().enumerate() {
        for (other, (_, expected)) in sent.iter().enumerate() {
            let problems = received.endpoint_problems(expected);
            assert_eq!(problems.is_empty(), index == other, "{problems:?}");
        }
    }
    let unsigned = received(CALL.url, "Bearer token", &[]);
    assert_eq!(unsigned.endpoint_problems(&CALL).len(), 1);
    for (signature, of_signed) in [(Signature::Any, 0), (Signature::None, 1)] {
        let expected = Call { signature, ..CALL };
        assert_eq!(unsigned.endpoint_problems(&expected).len(), 0);
        let signed = received(CALL.url, SIGV4, &[]);
        assert_eq!(signed.endpoint_problems(&expected).len(), of_signed);
    }
    let other_name = SIGV4.replace("stores", "others");
    assert_eq!(
        received(CALL.url, &other_name, &[])
            .endpoint_problems(&CALL)
            .len(),
        1
    );
}
