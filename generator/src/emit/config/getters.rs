//! `Config`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::docs::escaped;
use crate::plan::client::ClientTraits;
use crate::plan::customizations::shared_config::SharedSetting;

/// The configuration: a wrapper whose getters delegate to the runtime's configuration.
pub(super) fn emit(client: &ClientTraits) -> TokenStream {
    let docs = [
        format!(
            " The configuration of a client of {}.",
            escaped(&client.title)
        ),
        String::new(),
    ];
    let more = if client.uses_aws {
        vec![
            " Usually it is made from the shared configuration that `aws-config` loads (`Client::new`). A"
                .to_owned(),
            " [`Builder`] sets or changes single settings.".to_owned(),
        ]
    } else {
        vec![format!(
            " A [`Builder`] makes it. [`Client::from_conf`]({}::Client::from_conf) makes a client of it.",
            client.root
        )]
    };
    let getters = getters(client);
    let lists = lists(client);
    let of_service = of_service(client);
    let builder_docs = if client.uses_aws {
        " Creates a builder with nothing set, without the defaults of `aws-config`."
    } else {
        " Creates a builder with nothing set."
    };
    let shared = client.uses_aws.then(|| from_shared(client));
    let new = client.uses_aws.then(|| {
        quote! {
            /// Creates the client's configuration from `config`, which all clients share.
            pub fn new(config: &::tinsmith_runtime::aws_types::sdk_config::SdkConfig) -> Self {
                Self::from(config)
            }
        }
    });
    quote! {
        #(#[doc = #docs])*
        #(#[doc = #more])*
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Config {
            pub(crate) inner: ::tinsmith_runtime::codegen::config::Config,
        }

        impl Config {
            #[doc = #builder_docs]
            pub fn builder() -> Builder {
                Builder::default()
            }
            /// Creates a builder with this configuration's settings.
            pub fn to_builder(&self) -> Builder {
                Builder { inner: self.inner.to_builder() }
            }
            #new
            #getters
            #lists
            #of_service
        }

        #shared
    }
}

/// The conversions from the configuration that all clients share.
fn from_shared(client: &ClientTraits) -> TokenStream {
    let from = builder_of_shared(client);
    quote! {
        impl ::std::convert::From<&::tinsmith_runtime::aws_types::sdk_config::SdkConfig> for Builder {
            fn from(config: &::tinsmith_runtime::aws_types::sdk_config::SdkConfig) -> Self {
                #from
            }
        }

        impl ::std::convert::From<&::tinsmith_runtime::aws_types::sdk_config::SdkConfig> for Config {
            fn from(config: &::tinsmith_runtime::aws_types::sdk_config::SdkConfig) -> Self {
                Builder::from(config).build()
            }
        }
    }
}

/// The builder with the settings of `config`, also those that only this service reads.
fn builder_of_shared(client: &ClientTraits) -> TokenStream {
    let from = quote!(Self {
        inner: ::tinsmith_runtime::codegen::config::Builder::from_sdk_config(&SERVICE, config)
    });
    let settings = client.shared_settings.iter().filter_map(|setting| match *setting {
        SharedSetting::Retries { backoff, attempts } => Some(quote! {
            builder.inner.take_newer_retries(
                config,
                ::std::time::Duration::from_millis(#backoff),
                #attempts,
            );
        }),
        SharedSetting::Setting {
            name,
            variable,
            key,
        } => {
            let mut settings = client.context.iter();
            let setting = settings.find(|it| it.names.ident.unescaped() == name)?;
            let setter = &setting.names.set;
            Some(quote! {
                builder.#setter(
                    ::tinsmith_runtime::codegen::config::service_setting(&SERVICE, config, #variable, #key)
                        .and_then(|it| it.parse().ok()),
                );
            })
        }
    });
    let settings: Vec<TokenStream> = settings.collect();
    if settings.is_empty() {
        from
    } else {
        quote! {
            let mut builder = #from;
            #(#settings)*
            builder
        }
    }
}

/// The getters of settings that only clients with the crates of AWS have.
const OF_AWS: [&str; 4] = [
    "region",
    "app_name",
    "disable_clock_skew_correction",
    "invocation_id_generator",
];

fn getters(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let config = quote!(#root::config);
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api::client);
    let types = quote!(::tinsmith_runtime::aws_smithy_types);
    let mut getters = vec![
        (
            "region",
            "The AWS region, if set.",
            quote!(&#config::Region),
        ),
        (
            "stalled_stream_protection",
            "When a stalled stream fails, if set.",
            quote!(&#config::StalledStreamProtectionConfig),
        ),
        (
            "http_client",
            "The HTTP client, if set.",
            quote!(#config::SharedHttpClient),
        ),
        (
            "auth_scheme_resolver",
            "The resolver of auth schemes, if set.",
            quote!(#api::auth::SharedAuthSchemeOptionResolver),
        ),
        (
            "auth_scheme_preference",
            "The preferred auth schemes, if set.",
            quote!(&#api::auth::AuthSchemePreference),
        ),
        (
            "retry_config",
            "How calls are retried, if set.",
            quote!(&#types::retry::RetryConfig),
        ),
        (
            "sleep_impl",
            "The implementation of sleep, if set.",
            quote!(#config::SharedAsyncSleep),
        ),
        (
            "timeout_config",
            "The timeouts, if set.",
            quote!(&#types::timeout::TimeoutConfig),
        ),
        (
            "retry_partition",
            "The retry partition, if set.",
            quote!(&::tinsmith_runtime::aws_smithy_runtime::client::retries::RetryPartition),
        ),
        (
            "identity_cache",
            "The identity cache, if set.",
            quote!(#config::SharedIdentityCache),
        ),
        (
            "time_source",
            "The clock.",
            quote!(::tinsmith_runtime::aws_smithy_async::time::SharedTimeSource),
        ),
        (
            "app_name",
            "The application's name, if set.",
            quote!(&#config::AppName),
        ),
        (
            "disable_clock_skew_correction",
            "Whether the service's clock is ignored, if set.",
            quote!(bool),
        ),
        (
            "invocation_id_generator",
            "The generator of invocation ids, if set.",
            quote!(::tinsmith_runtime::aws_runtime::invocation_id::SharedInvocationIdGenerator),
        ),
    ];
    if !client.uses_aws {
        getters.retain(|(name, ..)| !OF_AWS.contains(name));
    }
    if client.optional_host_prefix {
        getters.push((
            "disable_host_prefix",
            "Whether requests go to the host of the endpoint without the prefix of their operation, if set.",
            quote!(bool),
        ));
    }
    let getters = getters.into_iter().map(|(name, docs, ty)| {
        let (name, docs) = (format_ident!("{name}"), format!(" {docs}"));
        quote! {
            #[doc = #docs]
            pub fn #name(&self) -> ::std::option::Option<#ty> {
                self.inner.#name()
            }
        }
    });
    quote!(#(#getters)*)
}

fn lists(client: &ClientTraits) -> TokenStream {
    let root = &client.root;
    let of_aws = client.uses_aws.then(|| {
        quote! {
            /// The libraries and frameworks that were added to the user agent, in that order.
            pub fn framework_metadata(&self) -> ::std::vec::Vec<&#root::config::FrameworkMetadata> {
                self.inner.framework_metadata()
            }
            /// Always `None`, also if a credentials provider is set.
            #[deprecated(note = "always returns `None`")]
            pub fn credentials_provider(
                &self,
            ) -> ::std::option::Option<#root::config::SharedCredentialsProvider> {
                ::std::option::Option::None
            }
        }
    });
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api::client);
    quote! {
        /// The endpoint resolver that was set, or the service's own.
        pub fn endpoint_resolver(&self) -> #api::endpoint::SharedEndpointResolver {
            self.inner.endpoint_resolver()
        }
        /// The auth schemes that were added.
        pub fn auth_schemes(&self) -> impl ::std::iter::Iterator<Item = #api::auth::SharedAuthScheme> + '_ {
            self.inner.auth_schemes()
        }
        /// The interceptors that were added.
        pub fn interceptors(&self) -> impl ::std::iter::Iterator<Item = #root::config::SharedInterceptor> + '_ {
            self.inner.interceptors()
        }
        /// The retry classifiers that were added.
        pub fn retry_classifiers(
            &self,
        ) -> impl ::std::iter::Iterator<Item = #api::retries::classifiers::SharedRetryClassifier> + '_ {
            self.inner.retry_classifiers()
        }
        #of_aws
    }
}

fn of_service(client: &ClientTraits) -> TokenStream {
    let signing_name = client.signing_name.as_ref().map(|name| {
        quote! {
            /// The service's name in signatures, unless the endpoint has another one.
            pub fn signing_name(&self) -> &'static str {
                #name
            }
        }
    });
    let regions = client.auth.uses_sigv4a().then(|| {
        quote! {
            /// The regions that a SigV4a signature is good for, if set.
            pub fn sigv4a_signing_region_set(
                &self,
            ) -> ::std::option::Option<&::tinsmith_runtime::aws_types::region::SigningRegionSet> {
                self.inner.sigv4a_signing_region_set()
            }
        }
    });
    let compression = client.compression.then(|| {
        quote! {
            /// Whether requests are sent uncompressed, if set.
            pub fn disable_request_compression(&self) -> ::std::option::Option<bool> {
                self.inner.disable_request_compression()
            }
            /// The number of bytes from which on a body is compressed, if set.
            pub fn request_min_compression_size_bytes(&self) -> ::std::option::Option<u32> {
                self.inner.request_min_compression_size_bytes()
            }
        }
    });
    let checksums = client.checksums.then(|| {
        let config = quote!(::tinsmith_runtime::aws_smithy_types::checksum_config);
        quote! {
            /// When the checksum of a request is sent, if set.
            pub fn request_checksum_calculation(
                &self,
            ) -> ::std::option::Option<&#config::RequestChecksumCalculation> {
                self.inner.request_checksum_calculation()
            }
            /// When the checksum of a response is checked, if set.
            pub fn response_checksum_validation(
                &self,
            ) -> ::std::option::Option<&#config::ResponseChecksumValidation> {
                self.inner.response_checksum_validation()
            }
        }
    });
    quote!(#signing_name #regions #checksums #compression)
}
