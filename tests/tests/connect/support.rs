//! How the tests configure the client.

use aws_smithy_http_client::Builder as HttpClient;
use tinsmith_connect::Client;
use tinsmith_connect::config::retry::RetryConfig;
use tinsmith_connect::config::{BehaviorVersion, Builder, Config, Credentials, Region};
use tinsmith_tests::server::Server;

/// The secret key that requests are signed with.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// A configuration that calls the server, once, without TLS and whatever proxy the machine has.
pub(crate) fn config(server: &Server) -> Builder {
    incomplete()
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(server.url())
}

/// The same, without region, credentials and endpoint.
pub(crate) fn incomplete() -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(HttpClient::new().build_http())
        .retry_config(RetryConfig::disabled())
}

pub(crate) fn credentials() -> Credentials {
    Credentials::new("AKIDTINSMITH", SECRET, None, None, "tests")
}

/// A client that calls the server, once.
pub(crate) fn client(server: &Server) -> Client {
    Client::from_conf(config(server).build())
}
