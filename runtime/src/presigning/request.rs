//! A presigned request, which any HTTP client can send.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;

/// A signed request, ready to be sent by any HTTP client until it expires.
///
/// Send it with its [`method`](Self::method), [`uri`](Self::uri) and [`headers`](Self::headers) unchanged, since the
/// signature covers them. Sending it needs no credentials, so anyone who has these can. Keep them secret for as long as the
/// request is valid: `Debug` shows them in full.
#[non_exhaustive]
pub struct PresignedRequest {
    /// The request. Its body is in memory, so that it can be cloned.
    http: HttpRequest,
}

impl PresignedRequest {
    /// Wraps a signed request. Drops its body unless the signature covers it.
    ///
    /// # Errors
    /// Fails if the method, the URI and the headers can't be converted to a request of the crate `http`, or if the
    /// signature covers a body that is not in memory.
    pub(super) fn new(mut signed: HttpRequest, covers_body: bool) -> Result<Self, BoxError> {
        let body = match (covers_body, signed.body().bytes()) {
            (false, _) => SdkBody::empty(),
            (true, Some(bytes)) => SdkBody::from(bytes.to_vec()),
            (true, None) => return Err("the signed body is not in memory".into()),
        };
        *signed.body_mut() = body;
        let request = Self { http: signed };
        request.clone().http.try_into_http1x()?;
        #[cfg(feature = "http-02x")]
        request.clone().http.try_into_http02x()?;
        Ok(request)
    }

    /// Returns the HTTP method, such as `GET`.
    pub fn method(&self) -> &str {
        self.http.method()
    }

    /// Returns the URI, with the signature in its query string.
    ///
    /// It has no signature if the client has no credentials and the operation can be called without them.
    pub fn uri(&self) -> &str {
        self.http.uri()
    }

    /// Returns the names and values of the headers that must be sent with the request.
    ///
    /// `Host` is not among them, since HTTP clients take it from the URI.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.http.headers().iter()
    }

    /// Returns the body that must be sent with the request, if the signature covers it. Otherwise it is empty.
    ///
    /// Operations that the official clients presign have no signed body. S3's `PutObject` and `UploadPart`, for example,
    /// can be sent with any body.
    pub fn body(&self) -> &[u8] {
        self.http.body().bytes().unwrap_or_default()
    }

    /// Creates a request of the crate `http` 1.x with the given body.
    ///
    /// If the signature covers the body, it must be that of [`body`](Self::body).
    pub fn make_http_1x_request<B>(&self, body: B) -> http::Request<B> {
        self.clone().into_http_1x_request(body)
    }

    /// Converts this to a request of the crate `http` 1.x with the given body.
    ///
    /// If the signature covers the body, it must be that of [`body`](Self::body).
    pub fn into_http_1x_request<B>(self, body: B) -> http::Request<B> {
        let request = self.http.try_into_http1x();
        request
            .expect("`new` has checked the conversion")
            .map(|_| body)
    }

    /// Creates a request of the crate `http` 0.2 with the given body. Requires the feature `http-02x`.
    ///
    /// If the signature covers the body, it must be that of [`body`](Self::body).
    #[cfg(feature = "http-02x")]
    #[deprecated = "use `make_http_1x_request`, unless your HTTP client still takes `http` 0.2"]
    pub fn make_http_02x_request<B>(&self, body: B) -> http_02x::Request<B> {
        let request = self.clone().http.try_into_http02x();
        request
            .expect("`new` has checked the conversion")
            .map(|_| body)
    }

    /// Converts this to a request of the crate `http` 0.2 with the given body. Requires the feature `http-02x`.
    ///
    /// If the signature covers the body, it must be that of [`body`](Self::body).
    #[cfg(feature = "http-02x")]
    #[deprecated = "use `into_http_1x_request`, unless your HTTP client still takes `http` 0.2"]
    pub fn into_http_02x_request<B>(self, body: B) -> http_02x::Request<B> {
        let request = self.http.try_into_http02x();
        request
            .expect("`new` has checked the conversion")
            .map(|_| body)
    }
}

impl Clone for PresignedRequest {
    fn clone(&self) -> Self {
        let http = self.http.try_clone();
        Self {
            http: http.expect("a body in memory can be cloned"),
        }
    }
}

impl fmt::Debug for PresignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresignedRequest")
            .field("method", &self.method())
            .field("uri", &self.uri())
            .field("headers", self.http.headers())
            .finish()
    }
}
