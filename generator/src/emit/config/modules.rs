//! The re-exports of `config`, and its small modules.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::escaped;
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;

/// The official types of settings.
pub(super) fn reexports(client: &ClientTraits) -> TokenStream {
    let tokens = client.auth.api_key().is_some()
        || client.auth.uses(&AuthScheme::HttpBearer)
        || client.environment_token.is_some();
    let logins =
        client.auth.uses(&AuthScheme::HttpBasic) || client.auth.uses(&AuthScheme::HttpDigest);
    let resolve_identity = (tokens || logins || client.has_own_schemes()).then(|| {
        quote! {
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::identity::ResolveIdentity;
        }
    });
    let identity = (tokens || logins).then(|| {
        let token = tokens.then(|| quote!(Token,));
        let login = logins.then(|| quote!(Login,));
        quote! {
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::identity::http::{#token #login};
        }
    });
    let provides_tokens = client.uses_aws && client.auth.uses(&AuthScheme::HttpBearer);
    let token_providers = provides_tokens.then(|| {
        quote! {
            pub use ::tinsmith_runtime::aws_credential_types::provider::token::{
                ProvideToken, SharedTokenProvider,
            };
        }
    });
    let checksums = client.checksums.then(|| {
        quote! {
            pub use ::tinsmith_runtime::aws_smithy_types::checksum_config::{
                RequestChecksumCalculation, ResponseChecksumValidation,
            };
        }
    });
    let account = client.account_id_endpoint_mode.then(|| {
        quote!(
            pub use ::tinsmith_runtime::aws_types::endpoint_config::AccountIdEndpointMode;
        )
    });
    let credentials = client.uses_aws.then(|| {
        quote! {
            pub use ::tinsmith_runtime::aws_credential_types::Credentials;
            pub use ::tinsmith_runtime::aws_credential_types::provider::{
                ProvideCredentials, SharedCredentialsProvider,
            };
        }
    });
    let of_aws = client.uses_aws.then(|| {
        quote! {
            pub use ::tinsmith_runtime::aws_types::app_name::AppName;
            pub use ::tinsmith_runtime::aws_types::region::Region;
            pub use ::tinsmith_runtime::aws_types::sdk_ua_metadata::FrameworkMetadata;
        }
    });
    quote! {
        #credentials
        pub use ::tinsmith_runtime::aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
        pub use ::tinsmith_runtime::aws_smithy_runtime::client::identity::IdentityCache;
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::identity::{
            ResolveCachedIdentity, SharedIdentityCache,
        };
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::interceptors::{
            Intercept, SharedInterceptor,
        };
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_components::{
            RuntimeComponents, RuntimeComponentsBuilder,
        };
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_plugin::{
            RuntimePlugin, SharedRuntimePlugin,
        };
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
        pub use ::tinsmith_runtime::aws_smithy_runtime_api::shared::IntoShared;
        pub use ::tinsmith_runtime::aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
        #of_aws
        #resolve_identity
        #identity
        #token_providers
        #checksums
        #account
    }
}

/// `http`, `interceptors`, `retry` and `timeout`.
pub(super) fn small() -> TokenStream {
    quote! {
        /// Requests and responses, as interceptors see them.
        pub mod http {
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::{
                HttpRequest, HttpResponse,
            };
        }

        /// The context of a call, as interceptors see it at each stage.
        pub mod interceptors {
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::interceptors::context::{
                AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
                BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
                BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
                BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
                FinalizerInterceptorContextRef, InterceptorContext,
            };
        }

        /// Retries: how often and when, and after which errors.
        pub mod retry {
            pub use ::tinsmith_runtime::aws_smithy_runtime::client::retries::{
                ClientRateLimiter, RetryPartition, TokenBucket,
            };
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::retries::ShouldAttempt;
            pub use ::tinsmith_runtime::aws_smithy_runtime_api::client::retries::classifiers::{
                ClassifyRetry, RetryAction,
            };
            pub use ::tinsmith_runtime::aws_smithy_types::retry::{
                ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode,
            };
        }

        /// Timeouts.
        pub mod timeout {
            pub use ::tinsmith_runtime::aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
        }
    }
}

/// `auth`. Each client has a trait of its own, so that one type can be a resolver for several services. The
/// parameters have the same type in all clients.
pub(super) fn auth(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api::client);
    let docs = format!(
        " Chooses the auth scheme of a call of {}.",
        escaped(&client.title)
    );
    let arguments = |params: TokenStream| {
        quote! {
            params: &'a #params,
            cfg: &'a #root::config::ConfigBag,
            runtime_components: &'a #root::config::RuntimeComponents
        }
    };
    let default_docs = if client.auth.by_endpoint {
        " Offers the schemes that the endpoint of the call names, then those of the service's model, in its order."
    } else {
        " Offers the schemes of the service's model, in its order."
    };
    let typed = arguments(quote!(Params));
    let erased = arguments(quote!(#api::auth::AuthSchemeOptionResolverParams));
    let schemes = client.has_own_schemes().then(|| {
        quote! {
            pub use #api::auth::{AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign};
        }
    });
    quote! {
        /// Resolution of auth schemes.
        pub mod auth {
            #schemes
            pub use ::tinsmith_runtime::codegen::config::auth::{BuildError, Params, ParamsBuilder};

            #[doc = #docs]
            pub trait ResolveAuthScheme: ::std::marker::Send + ::std::marker::Sync + ::std::fmt::Debug {
                /// Returns the schemes that the call may use, in the order of preference.
                fn resolve_auth_scheme<'a>(&'a self, #typed) -> #api::auth::AuthSchemeOptionsFuture<'a>;

                /// Converts the resolver into the type that a configuration stores.
                fn into_shared_resolver(self) -> #api::auth::SharedAuthSchemeOptionResolver
                where
                    Self: ::std::marker::Sized + 'static,
                {
                    #api::auth::SharedAuthSchemeOptionResolver::new(Erased(self))
                }
            }

            #[derive(::std::fmt::Debug)]
            struct Erased<T>(T);

            impl<T: ResolveAuthScheme> #api::auth::ResolveAuthSchemeOptions for Erased<T> {
                fn resolve_auth_scheme_options_v2<'a>(
                    &'a self,
                    #erased
                ) -> #api::auth::AuthSchemeOptionsFuture<'a> {
                    match Params::from_erased(params) {
                        ::std::result::Result::Ok(params) => {
                            self.0.resolve_auth_scheme(params, cfg, runtime_components)
                        }
                        ::std::result::Result::Err(error) => {
                            #api::auth::AuthSchemeOptionsFuture::ready(::std::result::Result::Err(error))
                        }
                    }
                }
            }

            #[doc = #default_docs]
            #[derive(::std::fmt::Debug)]
            pub struct DefaultAuthSchemeResolver(::tinsmith_runtime::codegen::config::auth::ModeledAuthSchemes);

            impl ::std::default::Default for DefaultAuthSchemeResolver {
                fn default() -> Self {
                    Self(::tinsmith_runtime::codegen::config::auth::ModeledAuthSchemes::new(&super::SERVICE))
                }
            }

            impl ResolveAuthScheme for DefaultAuthSchemeResolver {
                fn resolve_auth_scheme<'a>(
                    &'a self,
                    #typed
                ) -> #api::auth::AuthSchemeOptionsFuture<'a> {
                    self.0.resolve(params, cfg, runtime_components)
                }
            }
        }
    }
}
