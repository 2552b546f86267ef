//! What a presigned call makes.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;

/// A request that anybody may send until it expires: its method, its URI with the signature, and the headers that
/// must be sent with it, since the signature covers them.
#[non_exhaustive]
pub struct PresignedRequest {
    /// The body is in memory, and so can be cloned.
    http: HttpRequest,
}

impl PresignedRequest {
    /// The request that was signed. Its body is kept only if the signature covers it.
    ///
    /// # Errors
    /// Method, URI and headers make no request of the crate `http`, or the body that the signature covers is not in
    /// memory.
    pub(super) fn new(mut signed: HttpRequest, covers_body: bool) -> Result<Self, BoxError> {
        let body = match (covers_body, signed.body().bytes()) {
            (false, _) => SdkBody::empty(),
            (true, Some(bytes)) => SdkBody::from(bytes.to_vec()),
            (true, None) => return Err("the body that is signed is not in memory".into()),
        };
        *signed.body_mut() = body;
        let request = Self { http: signed };
        request.clone().http.try_into_http1x()?;
        #[cfg(feature = "http-02x")]
        request.clone().http.try_into_http02x()?;
        Ok(request)
    }

    /// The method.
    pub fn method(&self) -> &str {
        self.http.method()
    }

    /// The URI, with the signature.
    pub fn uri(&self) -> &str {
        self.http.uri()
    }

    /// The headers that must be sent with the request. `Host` is not among them: HTTP clients send it by the URI.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.http.headers().iter()
    }

    /// The body that must be sent with the request, for operations whose signature covers it. Empty for all others,
    /// among them those that the official clients presign.
    pub fn body(&self) -> &[u8] {
        self.http.body().bytes().unwrap_or_default()
    }

    /// A request of the crate `http` 1.x, with a body.
    pub fn make_http_1x_request<B>(&self, body: B) -> http::Request<B> {
        self.clone().into_http_1x_request(body)
    }

    /// Becomes a request of the crate `http` 1.x, with a body.
    pub fn into_http_1x_request<B>(self, body: B) -> http::Request<B> {
        let request = self.http.try_into_http1x();
        request.expect("`new` has tried").map(|_| body)
    }

    /// A request of the crate `http` 0.2, with a body. Needs the feature `http-02x`.
    #[cfg(feature = "http-02x")]
    #[deprecated = "use `make_http_1x_request`, unless your HTTP client still takes `http` 0.2"]
    pub fn make_http_02x_request<B>(&self, body: B) -> http_02x::Request<B> {
        let request = self.clone().http.try_into_http02x();
        request.expect("`new` has tried").map(|_| body)
    }

    /// Becomes a request of the crate `http` 0.2, with a body. Needs the feature `http-02x`.
    #[cfg(feature = "http-02x")]
    #[deprecated = "use `into_http_1x_request`, unless your HTTP client still takes `http` 0.2"]
    pub fn into_http_02x_request<B>(self, body: B) -> http_02x::Request<B> {
        let request = self.http.try_into_http02x();
        request.expect("`new` has tried").map(|_| body)
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
