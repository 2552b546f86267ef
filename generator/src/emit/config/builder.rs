//! `config::Builder`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{auth, settings};
use crate::docs::escaped;
use crate::names::Path;
use crate::plan::Layout;
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;

/// The builder: a wrapper whose methods delegate to the runtime's builder.
pub(super) fn emit(client: &ClientTraits) -> TokenStream {
    let settings = settings::all(client);
    let settings = settings.iter().map(settings::Setting::emit);
    let pushed = pushed(client);
    let resolvers = resolvers(client);
    let identities = identities(client);
    let telemetry = telemetry();
    let version = version(&client.root);
    let test_defaults = test_defaults(client);
    let new_docs = if client.uses_aws {
        " Creates a builder with nothing set: no region, no credentials, no behavior version."
    } else {
        " Creates a builder with nothing set: no endpoint, no identity, no behavior version."
    };
    quote! {
        /// Builds a [`Config`].
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Builder {
            pub(crate) inner: ::tinsmith_runtime::codegen::config::Builder,
        }

        impl ::std::default::Default for Builder {
            fn default() -> Self {
                Self { inner: ::tinsmith_runtime::codegen::config::Builder::new(&SERVICE) }
            }
        }

        impl Builder {
            #[doc = #new_docs]
            pub fn new() -> Self {
                Self::default()
            }
            /// Builds the configuration. It is checked when a client is created from it.
            pub fn build(self) -> Config {
                Config { inner: self.inner.build() }
            }
            #(#settings)*
            #pushed
            #resolvers
            #identities
            #telemetry
            #version
            #test_defaults
        }
    }
}

/// The methods for settings that are lists.
fn pushed(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let frameworks = client.uses_aws.then(|| {
        quote! {
            /// Adds a library or framework to the user agent. Each call adds one more.
            pub fn framework_metadata(mut self, framework_metadata: #root::config::FrameworkMetadata) -> Self {
                self.push_framework_metadata(framework_metadata);
                self
            }
            /// The same as [`framework_metadata`](Self::framework_metadata).
            pub fn push_framework_metadata(
                &mut self,
                framework_metadata: #root::config::FrameworkMetadata,
            ) -> &mut Self {
                self.inner.push_framework_metadata(framework_metadata);
                self
            }
        }
    });
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api::client);
    quote! {
        /// Adds an interceptor. It runs for each call, after the default interceptors and before those of the
        /// operation.
        pub fn interceptor(mut self, interceptor: impl #root::config::Intercept + 'static) -> Self {
            self.push_interceptor(#root::config::SharedInterceptor::new(interceptor));
            self
        }
        /// The same as [`interceptor`](Self::interceptor), for a shared one.
        pub fn push_interceptor(&mut self, interceptor: #root::config::SharedInterceptor) -> &mut Self {
            self.inner.push_interceptor(interceptor);
            self
        }
        /// Replaces the interceptors that were added.
        pub fn set_interceptors(
            &mut self,
            interceptors: impl ::std::iter::IntoIterator<Item = #root::config::SharedInterceptor>,
        ) -> &mut Self {
            self.inner.set_interceptors(interceptors);
            self
        }
        /// Adds a retry classifier, which decides whether a failed call is retried.
        pub fn retry_classifier(
            mut self,
            retry_classifier: impl #api::retries::classifiers::ClassifyRetry + 'static,
        ) -> Self {
            self.push_retry_classifier(#api::retries::classifiers::SharedRetryClassifier::new(retry_classifier));
            self
        }
        /// The same as [`retry_classifier`](Self::retry_classifier), for a shared one.
        pub fn push_retry_classifier(
            &mut self,
            retry_classifier: #api::retries::classifiers::SharedRetryClassifier,
        ) -> &mut Self {
            self.inner.push_retry_classifier(retry_classifier);
            self
        }
        /// Replaces the retry classifiers that were added.
        pub fn set_retry_classifiers(
            &mut self,
            retry_classifiers: impl ::std::iter::IntoIterator<
                Item = #api::retries::classifiers::SharedRetryClassifier,
            >,
        ) -> &mut Self {
            self.inner.set_retry_classifiers(retry_classifiers);
            self
        }
        #frameworks
        /// Adds an auth scheme, or replaces the one of the same id.
        pub fn push_auth_scheme(mut self, auth_scheme: impl #api::auth::AuthScheme + 'static) -> Self {
            self.inner.push_auth_scheme(auth_scheme);
            self
        }
    }
}

/// The methods for settings that can't be unset.
fn resolvers(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let cache_docs = format!(
        " Sets the cache that keeps {} until they expire. The default one keeps them in memory.",
        client.identities()
    );
    quote! {
        /// Sets the resolver that chooses the auth scheme of a call, instead of the service's own order.
        pub fn auth_scheme_resolver(
            mut self,
            auth_scheme_resolver: impl #root::config::auth::ResolveAuthScheme + 'static,
        ) -> Self {
            self.set_auth_scheme_resolver(auth_scheme_resolver);
            self
        }
        /// The same as [`auth_scheme_resolver`](Self::auth_scheme_resolver).
        pub fn set_auth_scheme_resolver(
            &mut self,
            auth_scheme_resolver: impl #root::config::auth::ResolveAuthScheme + 'static,
        ) -> &mut Self {
            self.inner.set_auth_scheme_resolver(
                #root::config::auth::ResolveAuthScheme::into_shared_resolver(auth_scheme_resolver),
            );
            self
        }
        /// Sends a call without authentication if there is no identity for any of its auth schemes.
        pub fn allow_no_auth(mut self) -> Self {
            self.set_allow_no_auth();
            self
        }
        /// The same as [`allow_no_auth`](Self::allow_no_auth).
        pub fn set_allow_no_auth(&mut self) -> &mut Self {
            self.inner.set_allow_no_auth();
            self
        }
        #[doc = #cache_docs]
        pub fn identity_cache(
            mut self,
            identity_cache: impl #root::config::ResolveCachedIdentity + 'static,
        ) -> Self {
            self.set_identity_cache(identity_cache);
            self
        }
        /// The same as [`identity_cache`](Self::identity_cache).
        pub fn set_identity_cache(
            &mut self,
            identity_cache: impl #root::config::ResolveCachedIdentity + 'static,
        ) -> &mut Self {
            self.inner.set_identity_cache(identity_cache);
            self
        }
    }
}

/// The methods for identities of the service's HTTP auth schemes.
fn identities(client: &ClientTraits) -> TokenStream {
    let mut schemes: Vec<(&str, &str, &str, AuthScheme)> = vec![
        (
            "bearer_token",
            "Token",
            "the bearer token that requests carry",
            AuthScheme::HttpBearer,
        ),
        (
            "basic_auth_login",
            "Login",
            "the login for HTTP basic authentication",
            AuthScheme::HttpBasic,
        ),
        (
            "digest_auth_login",
            "Login",
            "the login for HTTP digest authentication",
            AuthScheme::HttpDigest,
        ),
    ];
    schemes.retain(|(.., scheme)| client.auth.uses(scheme));
    if let Some(scheme) = client.auth.api_key() {
        schemes.insert(
            0,
            (
                "api_key",
                "Token",
                "the API key that requests carry",
                scheme.clone(),
            ),
        );
    }
    let setters = schemes.iter().map(|(name, ty, what, scheme)| {
        let root = &client.root;
        let (name, resolver) = (format_ident!("{name}"), format_ident!("{name}_resolver"));
        let (ty, scheme) = (format_ident!("{ty}"), auth::scheme(scheme));
        let (docs, resolver_docs) = (format!(" Sets {what}."), format!(" Sets the provider of {what}."));
        quote! {
            #[doc = #docs]
            pub fn #name(self, #name: #root::config::#ty) -> Self {
                self.#resolver(#name)
            }
            #[doc = #resolver_docs]
            pub fn #resolver(mut self, #resolver: impl #root::config::ResolveIdentity + 'static) -> Self {
                self.inner.set_identity_resolver(#scheme, #root::config::IntoShared::into_shared(#resolver));
                self
            }
        }
    });
    let own = client.has_own_schemes().then(|| own_identities(client));
    quote!(#(#setters)* #own)
}

/// The method for identities of other auth schemes, such as those that the model defines.
fn own_identities(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let mut docs = vec![
        " Sets the provider of identities for the auth scheme with this id. An implementation of the scheme itself is"
            .to_owned(),
        " added by [`push_auth_scheme`](Self::push_auth_scheme).".to_owned(),
    ];
    let custom: Vec<String> = client
        .auth
        .custom()
        .iter()
        .map(|id| format!("`{}`", escaped(id)))
        .collect();
    if !custom.is_empty() {
        docs.push(String::new());
        docs.push(format!(
            " The model defines {}: calls that have to be authenticated by it need both.",
            custom.join(", ")
        ));
    }
    quote! {
        #(#[doc = #docs])*
        pub fn identity_resolver(
            mut self,
            scheme_id: impl ::std::convert::Into<#root::config::auth::AuthSchemeId>,
            identity_resolver: impl #root::config::ResolveIdentity + 'static,
        ) -> Self {
            self.inner.push_identity_resolver(
                scheme_id.into(),
                #root::config::IntoShared::into_shared(identity_resolver),
            );
            self
        }
    }
}

fn telemetry() -> TokenStream {
    quote! {
        /// Names members of inputs whose values become labels of the client's metrics, and are in the config bag for
        /// interceptors. Only strings that are not sensitive count; other names have no effect. A label with many
        /// values makes metrics costly.
        pub fn emit_input_attributes(
            mut self,
            names: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>,
        ) -> Self {
            self.inner.emit_input_attributes(names.into_iter().map(::std::convert::Into::into).collect());
            self
        }
        /// Names members of inputs whose values are in the config bag for interceptors, and not in the metrics.
        /// Otherwise the same as [`emit_input_attributes`](Self::emit_input_attributes).
        pub fn capture_input_attributes(
            mut self,
            names: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>,
        ) -> Self {
            self.inner.capture_input_attributes(names.into_iter().map(::std::convert::Into::into).collect());
            self
        }
    }
}

fn version(root: &Path) -> TokenStream {
    quote! {
        /// Sets the behavior version, which chooses the defaults of the client. Every client needs one.
        pub fn behavior_version(mut self, behavior_version: #root::config::BehaviorVersion) -> Self {
            self.set_behavior_version(::std::option::Option::Some(behavior_version));
            self
        }
        /// The same as [`behavior_version`](Self::behavior_version), with an option.
        pub fn set_behavior_version(
            &mut self,
            behavior_version: ::std::option::Option<#root::config::BehaviorVersion>,
        ) -> &mut Self {
            self.inner.set_behavior_version(behavior_version);
            self
        }
        /// Sets the newest behavior version that this build knows.
        pub fn behavior_version_latest(self) -> Self {
            self.behavior_version(#root::config::BehaviorVersion::latest())
        }
    }
}

/// The methods for tests. A crate has them with the feature `test-util`. A module has no feature of its own, and
/// integration tests of its crate need the methods without `cfg(test)`: so a module always has them, hidden from
/// the documentation.
fn test_defaults(client: &ClientTraits) -> TokenStream {
    let gate = match client.layout {
        Layout::Crate => quote!(#[cfg(any(feature = "test-util", test))]),
        Layout::Module(_) => quote!(#[doc(hidden)]),
    };
    let (what, newer) = if client.uses_aws {
        (
            "fixed credentials, clock, user agent and tokens",
            "the same, and a region if none is set",
        )
    } else {
        // `aws-smithy-mocks` calls both.
        ("a fixed clock and fixed tokens", "the same")
    };
    let setters = [
        ("apply_test_defaults", "with_test_defaults", what),
        ("apply_test_defaults_v2", "with_test_defaults_v2", newer),
    ];
    let setters = setters.into_iter().map(|(apply, with, what)| {
        let docs = format!(" Makes tests repeatable: sets {what}.");
        let (apply, with) = (format_ident!("{apply}"), format_ident!("{with}"));
        quote! {
            #gate
            #[doc = #docs]
            pub fn #apply(&mut self) -> &mut Self {
                self.inner.#apply();
                self
            }
            #gate
            #[doc = #docs]
            pub fn #with(mut self) -> Self {
                self.#apply();
                self
            }
        }
    });
    quote!(#(#setters)*)
}
