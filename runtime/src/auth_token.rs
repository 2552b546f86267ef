//! Authentication tokens for databases. A token is a presigned URL without its scheme, and takes the place of a password.

use std::fmt;
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_types::region::Region;
use aws_types::sdk_config::SdkConfig;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const SCHEME: &str = "https://";

/// The default port of HTTPS, which a URL leaves out.
const DEFAULT_PORT: u64 = 443;

/// The characters that are percent-encoded in the values of the signature's parameters: those of
/// `application/x-www-form-urlencoded`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// The ASCII characters that are percent-encoded in the query string of a URL.
const QUERY: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'<')
    .add(b'>');

/// A token that takes the place of a password when a client connects to a database.
///
/// The token is text: a host, a query string and a signature. Give the whole text to the driver of the database as the
/// password, without changing it. It is valid for one host, one user or role, and the number of seconds that the
/// configuration sets. Whoever has the token can connect until it expires, so keep it as secret as a password:
/// [`Display`](fmt::Display) and [`Debug`] both show all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthToken {
    inner: String,
}

impl AuthToken {
    /// Returns the text of the token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.inner
    }
}

impl fmt::Display for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner)
    }
}

/// The parameters of a token.
pub struct Request<'a> {
    /// The name of the service in error messages.
    pub product: &'static str,
    /// The name of the service in the signature.
    pub signing_name: &'static str,
    /// The region that is used if neither the token's nor the shared configuration has one.
    pub default_region: Option<&'static str>,
    /// The credentials of the token's configuration. `None` takes those of the shared configuration.
    pub credentials: Option<SharedCredentialsProvider>,
    /// The region of the token's configuration. `None` takes that of the shared configuration.
    pub region: Option<&'a Region>,
    /// The host of the database.
    pub hostname: &'a str,
    /// The port of the database, if the tokens of the service contain it.
    pub port: Option<u64>,
    /// The query string, without the parameters of the signature.
    pub query: String,
    /// The time until the token expires, in seconds.
    pub expires_in: u64,
}

impl Request<'_> {
    /// Signs the token. The shared configuration provides the time, and the credentials and the region if the token's
    /// configuration has none.
    ///
    /// # Errors
    /// Fails if there are no credentials, no region or no time source, if the credentials can't be loaded, or if the host
    /// and the query string don't form a valid URL.
    pub async fn sign(self, config: &SdkConfig) -> Result<AuthToken, BoxError> {
        let credentials = self.credentials.or_else(|| config.credentials_provider());
        let credentials = credentials.ok_or_else(|| {
            format!(
                "credentials are required to create a signed URL for {}",
                self.product
            )
        })?;
        let identity: Identity = credentials.provide_credentials().await?.into();
        let default = self.default_region.map(Region::from_static);
        let region = self.region.or(config.region()).or(default.as_ref());
        let region = region.ok_or("a region is required")?;
        let time = config.time_source().ok_or("a time source is required")?;

        let mut settings = SigningSettings::default();
        settings.expires_in = Some(Duration::from_secs(self.expires_in));
        settings.signature_location = SignatureLocation::QueryParams;
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(region.as_ref())
            .name(self.signing_name)
            .time(time.now())
            .settings(settings)
            .build()?;
        let port = self.port.map(|port| format!(":{port}"));
        let url = format!(
            "{SCHEME}{}{}/?{}",
            self.hostname,
            port.unwrap_or_default(),
            self.query
        );
        if url.contains('#') {
            return Err(format!("`{url}` has a fragment, which a signature can't cover").into());
        }
        let request = SignableRequest::new("GET", &url, std::iter::empty(), SignableBody::empty())?;
        let (signature, _) = sign(request, &params.into())?.into_parts();

        let mut inner = self.hostname.to_ascii_lowercase();
        if let Some(port) = self.port.filter(|&port| port != DEFAULT_PORT) {
            inner += &format!(":{port}");
        }
        inner += "/?";
        inner.extend(utf8_percent_encode(&self.query, QUERY));
        for (name, value) in signature.params() {
            let value = utf8_percent_encode(value, FORM).to_string();
            inner += &format!("&{name}={}", value.replace("%20", "+"));
        }
        Ok(AuthToken { inner })
    }
}
