//! The clients of generated tests.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::plan::client::ClientTraits;

/// The region of the clients.
pub(super) const REGION: &str = "us-east-1";

/// The name of the client's library, which tests import.
pub(super) fn library(client: &ClientTraits) -> Ident {
    format_ident!("{}", client.package.replace('-', "_"))
}

/// The function `settings`, which returns the settings of a client of a server, with further ones: calls of the
/// configuration's builder.
pub(super) fn settings(client: &ClientTraits, further: &TokenStream) -> TokenStream {
    let token = client
        .idempotency_tokens
        .then(|| quote!(.idempotency_token_provider("00000000-0000-4000-8000-000000000000")));
    let identity = if client.uses_aws {
        quote! {
            .credentials_provider(::tinsmith_runtime::protocol_test::credentials())
            .region(config::Region::from_static(#REGION))
        }
    } else {
        quote!(.allow_no_auth())
    };
    quote! {
        /// The settings of a client of `server`, with nothing that is random or depends on time.
        fn settings(server: &::tinsmith_runtime::protocol_test::Server) -> config::Builder {
            config::Config::builder()
                .behavior_version(config::BehaviorVersion::latest())
                .http_client(server.http_client())
                #identity
                .sleep_impl(::tinsmith_runtime::protocol_test::NoSleep)
                .identity_cache(config::IdentityCache::no_cache())
                .retry_config(::tinsmith_runtime::aws_smithy_types::retry::RetryConfig::disabled())
                .stalled_stream_protection(config::StalledStreamProtectionConfig::disabled())
                #further
                #token
        }
    }
}
