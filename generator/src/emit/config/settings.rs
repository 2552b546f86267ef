//! The settings that come as a pair of setters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::doc_attributes;
use crate::emit::endpoint::params::owned_type;
use crate::names::{self, Name, Path};
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;
use crate::plan::endpoint::ClientParam;

/// One setting:
///
/// ```ignore
/// pub fn region(mut self, region: impl Into<Option<Region>>) -> Self { .. }
/// pub fn set_region(&mut self, region: Option<Region>) -> &mut Self { .. }
/// ```
pub(super) struct Setting {
    /// The setter's name.
    name: Name,
    /// The name of the setter that takes an option.
    set: Name,
    /// The documentation of the first setter.
    docs: TokenStream,
    /// The type of the first setter's argument.
    takes: TokenStream,
    /// The expression that converts that argument, `value`, to an option of `stored`.
    convert: TokenStream,
    /// The type of the setting; the second setter takes an option of it.
    stored: TokenStream,
    /// The call of the runtime's builder with that option: `set_region(value)`.
    call: TokenStream,
}

impl Setting {
    fn new(name: &str, docs: &str, stored: TokenStream) -> Self {
        let set = names::function_ident(&format!("set_{name}"));
        let docs = format!(" Sets {docs}.");
        Self {
            name: names::function_ident(name),
            docs: quote!(#[doc = #docs]),
            takes: stored.clone(),
            convert: quote!(::std::option::Option::Some(value)),
            stored,
            call: quote!(#set(value)),
            set,
        }
    }

    /// Makes the first setter take anything that converts to the type.
    fn into(mut self) -> Self {
        let stored = &self.stored;
        self.takes = quote!(impl ::std::convert::Into<#stored>);
        self.convert = quote!(::std::option::Option::Some(value.into()));
        self
    }

    /// Makes the first setter take anything that converts to an option of the type.
    fn into_option(mut self) -> Self {
        let stored = &self.stored;
        self.takes = quote!(impl ::std::convert::Into<::std::option::Option<#stored>>);
        self.convert = quote!(value.into());
        self
    }

    /// Makes the first setter take an implementation of the trait `what`, which `share` wraps.
    fn implementation(mut self, what: TokenStream, share: TokenStream) -> Self {
        self.takes = quote!(impl #what + 'static);
        self.convert = quote!(::std::option::Option::Some(#share));
        self
    }

    pub(super) fn emit(&self) -> TokenStream {
        let Self {
            name,
            set,
            docs,
            takes,
            convert,
            stored,
            call,
        } = self;
        let set_docs = format!(" The same as [`{name}`](Self::{name}), with an option.");
        quote! {
            #docs
            pub fn #name(mut self, value: #takes) -> Self {
                self.#set(#convert);
                self
            }
            #[doc = #set_docs]
            pub fn #set(&mut self, value: ::std::option::Option<#stored>) -> &mut Self {
                self.inner.#call;
                self
            }
        }
    }

    fn of_context(root: &Path, param: &ClientParam) -> Self {
        let ident = &param.ident;
        let mut setting = Self::new(
            param.names.ident.unescaped(),
            "a setting of the service",
            owned_type(param.ty),
        )
        .into();
        setting.name = param.names.ident.clone();
        setting.set = param.names.set.clone();
        setting.call = quote!(set(value.map(#root::config::endpoint::context::#ident)));
        if param.docs.is_some() {
            setting.docs = doc_attributes(param.docs.as_deref());
        }
        setting
    }
}

/// All pairs, in the order in which they are emitted.
pub(super) fn all(client: &ClientTraits) -> Vec<Setting> {
    let mut settings = identity(client);
    settings.extend(endpoint(client));
    settings.extend(transport(&client.root));
    settings.extend(retries(client));
    if client.uses_aws {
        settings.extend(of_aws());
    }
    settings.extend(optional(client));
    settings.extend(
        client
            .context
            .iter()
            .map(|param| Setting::of_context(&client.root, param)),
    );
    settings
}

fn identity(client: &ClientTraits) -> Vec<Setting> {
    let root = &client.root;
    let config = quote!(#root::config);
    let preference = Setting::new(
        "auth_scheme_preference",
        "the auth schemes to prefer for operations with several; schemes that the operation does not \
         allow are passed over",
        quote!(::tinsmith_runtime::aws_smithy_runtime_api::client::auth::AuthSchemePreference),
    )
    .into();
    if !client.uses_aws {
        return vec![preference];
    }
    let mut settings = vec![
        Setting::new(
            "region",
            "the AWS region that requests go to and are signed for",
            quote!(#config::Region),
        )
        .into_option(),
        Setting::new(
            "credentials_provider",
            "the provider of the AWS credentials that sign requests",
            quote!(#config::SharedCredentialsProvider),
        )
        .implementation(
            quote!(#config::ProvideCredentials),
            quote!(#config::SharedCredentialsProvider::new(value)),
        ),
        preference,
    ];
    if client.auth.uses_sigv4a() {
        let regions = quote!(::tinsmith_runtime::aws_types::region::SigningRegionSet);
        let docs = "the regions in which a SigV4a signature is valid";
        settings.push(Setting::new("sigv4a_signing_region_set", docs, regions).into());
    }
    if let Some(sessions) = &client.sessions {
        let scheme = sessions.scheme;
        let mut setting = Setting::new(
            "express_credentials_provider",
            "the provider of the credentials that sign calls to directory buckets (S3 Express). Without one, the \
             client creates a session for each bucket",
            quote!(#config::SharedCredentialsProvider),
        )
        .implementation(
            quote!(#config::ProvideCredentials),
            quote!(#config::SharedCredentialsProvider::new(value)),
        );
        setting.call = quote!(set_session_credentials_provider(#scheme, value));
        settings.push(setting);
    }
    if client.auth.uses(&AuthScheme::HttpBearer) {
        let token = quote!(::tinsmith_runtime::aws_credential_types::provider::token);
        settings.push(
            Setting::new(
                "token_provider",
                "the provider of bearer tokens",
                quote!(#token::SharedTokenProvider),
            )
            .implementation(
                quote!(#token::ProvideToken),
                quote!(#token::SharedTokenProvider::new(value)),
            ),
        );
    }
    settings
}

fn endpoint(client: &ClientTraits) -> Vec<Setting> {
    let root = &client.root;
    let mut resolver = Setting::new(
        "endpoint_resolver",
        "the endpoint resolver, which replaces the service's rules and an endpoint URL",
        quote!(
            ::tinsmith_runtime::aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver
        ),
    );
    resolver = resolver.implementation(
        quote!(#root::config::endpoint::ResolveEndpoint),
        quote!(#root::config::endpoint::ResolveEndpoint::into_shared_resolver(value)),
    );
    let url = if client.uses_aws || client.endpoint_rules {
        "the URL of the endpoint. The service's rules still apply, and may add a prefix to its host"
    } else if client.optional_host_prefix {
        "the URL of the endpoint. Some operations add a prefix to its host, unless the host is an IP address or the \
         setting `disable_host_prefix` is `true`"
    } else {
        "the URL of the endpoint"
    };
    let mut settings = vec![
        Setting::new("endpoint_url", url, quote!(::std::string::String)).into(),
        resolver,
    ];
    if client.optional_host_prefix {
        let docs = if client.uses_aws {
            "whether requests go to the host of the endpoint, without the prefix that some operations add to it"
        } else {
            "whether requests go to the host of the endpoint, without the prefix that some operations add to it. \
             Without this setting an IP address has no prefix, and the name of a host has it"
        };
        settings.push(Setting::new("disable_host_prefix", docs, quote!(bool)).into_option());
    }
    if client.use_fips {
        let docs = "whether to use an endpoint that is validated by FIPS 140-2";
        settings.push(Setting::new("use_fips", docs, quote!(bool)).into());
    }
    if client.use_dual_stack {
        let docs = "whether to use an endpoint that supports IPv6 too";
        settings.push(Setting::new("use_dual_stack", docs, quote!(bool)).into());
    }
    if client.account_id_endpoint_mode {
        settings.push(Setting::new(
            "account_id_endpoint_mode",
            "whether the endpoint contains the account id",
            quote!(#root::config::AccountIdEndpointMode),
        ));
    }
    settings
}

fn transport(root: &Path) -> Vec<Setting> {
    let config = quote!(#root::config);
    vec![
        Setting::new(
            "http_client",
            "the HTTP client",
            quote!(#config::SharedHttpClient),
        )
        .implementation(
            quote!(#config::HttpClient),
            quote!(#config::IntoShared::into_shared(value)),
        ),
        Setting::new(
            "sleep_impl",
            "the implementation of sleep, for timeouts and retries",
            quote!(#config::SharedAsyncSleep),
        )
        .implementation(
            quote!(#config::AsyncSleep),
            quote!(#config::IntoShared::into_shared(value)),
        ),
        Setting::new(
            "time_source",
            "the clock",
            quote!(::tinsmith_runtime::aws_smithy_async::time::SharedTimeSource),
        )
        .implementation(
            quote!(::tinsmith_runtime::aws_smithy_async::time::TimeSource),
            quote!(#config::IntoShared::into_shared(value)),
        ),
        Setting::new(
            "stalled_stream_protection",
            "when a stalled stream fails",
            quote!(#config::StalledStreamProtectionConfig),
        ),
        Setting::new(
            "timeout_config",
            "the timeouts. Timeouts that are not in it keep the values set before; `None` changes \
             nothing",
            quote!(::tinsmith_runtime::aws_smithy_types::timeout::TimeoutConfig),
        ),
    ]
}

fn retries(client: &ClientTraits) -> Vec<Setting> {
    let shared_by = if client.uses_aws {
        "the service and region"
    } else {
        "the service"
    };
    let partition = format!(
        "the retry partition. Clients of one partition share the budget of retries; the default is one for {shared_by}"
    );
    vec![
        Setting::new(
            "retry_config",
            "how often and after how long a failed call is retried",
            quote!(::tinsmith_runtime::aws_smithy_types::retry::RetryConfig),
        ),
        Setting::new(
            "retry_partition",
            &partition,
            quote!(::tinsmith_runtime::aws_smithy_runtime::client::retries::RetryPartition),
        ),
    ]
}

/// The settings of calls and of the user agent of AWS's services.
fn of_aws() -> Vec<Setting> {
    vec![
        Setting::new(
            "disable_clock_skew_correction",
            "whether the service's clock is ignored where it differs from the local one",
            quote!(bool),
        )
        .into_option(),
        Setting::new(
            "invocation_id_generator",
            "the generator of the ids that calls have in `amz-sdk-invocation-id`. The default makes random ones",
            quote!(::tinsmith_runtime::aws_runtime::invocation_id::SharedInvocationIdGenerator),
        )
        .implementation(
            quote!(::tinsmith_runtime::aws_runtime::invocation_id::InvocationIdGenerator),
            quote!(::tinsmith_runtime::aws_runtime::invocation_id::SharedInvocationIdGenerator::new(value)),
        ),
        Setting::new(
            "app_name",
            "the application's name, for the user agent",
            quote!(::tinsmith_runtime::aws_types::app_name::AppName),
        ),
    ]
}

fn optional(client: &ClientTraits) -> Vec<Setting> {
    let root = &client.root;
    let mut settings = Vec::new();
    if client.idempotency_tokens {
        settings.push(
            Setting::new(
                "idempotency_token_provider",
                "the provider of the tokens by which the service tells a repeated call from a new one. The default \
                 makes random UUIDs; a `&'static str` gives the same token to each call, for tests",
                quote!(::tinsmith_runtime::codegen::config::IdempotencyTokenProvider),
            )
            .into(),
        );
    }
    if client.checksums {
        settings.push(Setting::new(
            "request_checksum_calculation",
            "when requests have a checksum",
            quote!(#root::config::RequestChecksumCalculation),
        ));
        settings.push(Setting::new(
            "response_checksum_validation",
            "when the checksum of a response is checked",
            quote!(#root::config::ResponseChecksumValidation),
        ));
    }
    if client.chunks {
        let mut size = Setting::new(
            "aws_chunked_encoding_chunk_size",
            "the size in bytes of the chunks in which a stream with a checksum is sent, 8,192 or more; none \
             means one chunk, which is held in memory. The default is 65,536",
            quote!(::std::option::Option<usize>),
        );
        size.call = quote!(set(
            value.map(::tinsmith_runtime::codegen::checksum::ChunkSize::from)
        ));
        settings.push(size);
    }
    if client.compression {
        let disable = "whether requests are sent uncompressed";
        settings
            .push(Setting::new("disable_request_compression", disable, quote!(bool)).into_option());
        let min = "the size in bytes from which request bodies are compressed";
        settings.push(
            Setting::new("request_min_compression_size_bytes", min, quote!(u32)).into_option(),
        );
    }
    settings
}
