//! Compressed bodies, decompressed again.

use std::future::Future;
use std::io::Read;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_smithy_types::byte_stream::ByteStream;
use flate2::read::MultiGzDecoder;

use super::*;
use crate::config::compression::{DisableRequestCompression, RequestMinCompressionSizeBytes};
use crate::interceptor::GzipInterceptor;

/// A body whose length is not known before it is read.
fn stream(bytes: &'static [u8]) -> SdkBody {
    SdkBody::retryable(move || SdkBody::from_body_1_x(SdkBody::from(bytes)))
}

fn settings(disabled: Option<bool>, least: Option<u32>) -> Layer {
    let mut settings = Layer::new("settings");
    settings.store_or_unset(disabled.map(DisableRequestCompression));
    settings.store_or_unset(least.map(RequestMinCompressionSizeBytes));
    settings
}

fn sent(body: SdkBody, settings: Layer) -> Result<HttpRequest, BoxError> {
    let mut request = HttpRequest::new(body);
    request.headers_mut().insert("content-length", "1");
    let call = (Input::doesnt_matter(), request);
    changed(&GzipInterceptor, before_retries, call, settings)
}

fn encoding(request: &HttpRequest) -> Option<&str> {
    request.headers().get("content-encoding")
}

/// The output of a future that is ready.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the body waits"),
    }
}

fn bytes(body: SdkBody) -> Vec<u8> {
    let collected = now(ByteStream::new(body).collect());
    collected.expect("the body can be read").to_vec()
}

fn inflated(compressed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(compressed).read_to_end(&mut bytes);
    read.expect("gzip");
    bytes
}

#[test]
fn bodies_of_enough_bytes_are_compressed() {
    let cases = [
        (10_240, None, None, true),
        (10_239, None, None, false),
        (10_240, Some(true), None, false),
        (10, Some(false), Some(10), true),
        (9, None, Some(10), false),
    ];
    for (length, disabled, least, compressed) in cases {
        let body = vec![b'a'; length];
        let request = sent(SdkBody::from(body.clone()), settings(disabled, least));
        let request = request.expect("settings in bounds");
        assert_eq!(encoding(&request).is_some(), compressed, "{length} bytes");
        let sent = request.body().bytes().expect("the body is in memory");
        if compressed {
            assert_eq!(inflated(sent), body);
            let length = request.headers().get("content-length");
            assert_eq!(length, Some(&*sent.len().to_string()));
        } else {
            assert_eq!(sent, body);
        }
    }
}

#[test]
fn streams_are_compressed_whatever_their_length_in_each_attempt() {
    let mut request = sent(stream(b"tin"), settings(None, None)).expect("settings in bounds");
    assert_eq!(encoding(&request), Some("gzip"));
    assert_eq!(request.headers().get("content-length"), None);
    let again = request.try_clone().expect("the body can be begun anew");
    for mut request in [again, std::mem::replace(&mut request, HttpRequest::empty())] {
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        assert_eq!(inflated(&bytes(body)), b"tin");
    }
    let request = sent(stream(b"tin"), settings(Some(true), None)).expect("settings in bounds");
    assert_eq!(encoding(&request), None);
}

#[test]
fn a_least_size_out_of_bounds_is_an_error() {
    let error = sent(SdkBody::from("a"), settings(None, Some(10_485_761)));
    assert!(error.is_err());
}
