//! Tokens that open a database: a presigned URL without its scheme, which stands in the place of a password.

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

/// The port that URLs leave out.
const DEFAULT_PORT: u64 = 443;

/// What forms keep of the values of parameters.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// What URLs do not keep of the text of a query.
const QUERY: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'<')
    .add(b'>');

/// A token, for use as a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthToken {
    inner: String,
}

impl AuthToken {
    /// The token as text.
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

/// What a token is made of.
pub struct Request<'a> {
    /// The service's name for people.
    pub product: &'static str,
    /// The name that the token is signed for.
    pub signing_name: &'static str,
    /// The region where neither the token's nor the shared configuration has one.
    pub default_region: Option<&'static str>,
    /// The credentials of the token's configuration.
    pub credentials: Option<SharedCredentialsProvider>,
    /// The region of the token's configuration.
    pub region: Option<&'a Region>,
    /// The host of the database.
    pub hostname: &'a str,
    /// The port of the database, for a service that wants it.
    pub port: Option<u64>,
    /// The query string, as it is.
    pub query: String,
    /// For how many seconds the token opens the database.
    pub expires_in: u64,
}

impl Request<'_> {
    /// Signs the token, with what the shared configuration has besides.
    ///
    /// # Errors
    /// There are no credentials, no region or no time source; the credentials can't be loaded; or host and query make
    /// no URL.
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
            return Err(format!("`{url}` has a fragment, which no signature covers").into());
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
