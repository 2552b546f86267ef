//! The module `auth_token`: a generator of tokens with which an application connects to a database.
//!
//! ```ignore
//! pub struct AuthTokenGenerator { .. }
//! impl AuthTokenGenerator {
//!     pub async fn auth_token(&self, config: &SdkConfig) -> Result<AuthToken, BoxError> { .. }
//! }
//! pub struct Config { .. }
//! pub struct ConfigBuilder { .. }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::customizations::auth_token::AuthTokens;

/// A setting of the token generator.
struct Setting {
    name: &'static str,
    docs: &'static str,
    /// The type in the configuration, without the `Option` around it.
    ty: TokenStream,
    /// The type of the setter's argument.
    taken: TokenStream,
    /// The expression that makes the setting of the setter's argument `value`.
    set: TokenStream,
    /// The error message if the setting is not set. `None` if the setting is optional.
    required: Option<&'static str>,
    /// The type that the getter returns, and the expression that it evaluates.
    got: (TokenStream, TokenStream),
}

/// Emits `auth_token.rs`.
pub(crate) fn emit(tokens: &AuthTokens) -> TokenStream {
    let generator = generator(tokens);
    let config = config(tokens);
    quote! {
        pub use ::tinsmith_runtime::codegen::auth_token::AuthToken;

        #generator
        #config
    }
}

/// Emits the type `AuthTokenGenerator`.
fn generator(tokens: &AuthTokens) -> TokenStream {
    let AuthTokens {
        product,
        signing_name,
        ..
    } = tokens;
    let default_region = match tokens.default_region {
        Some(region) => quote!(::std::option::Option::Some(#region)),
        None => quote!(::std::option::Option::None),
    };
    let expires_in = match tokens.longest {
        Some(longest) => quote!(config.expires_in.unwrap_or(#longest).min(#longest)),
        None => quote!(config.expires_in.unwrap_or(900)),
    };
    let (port, query) = if tokens.has_port_and_user {
        (
            quote!(::std::option::Option::Some(config.port)),
            quote!(::std::format!("Action={action}&DBUser={}", config.username)),
        )
    } else {
        (
            quote!(::std::option::Option::None),
            quote!(::std::format!("Action={action}")),
        )
    };
    let result = quote! {
        ::std::result::Result<
            AuthToken,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        >
    };
    let shared = quote!(&::tinsmith_runtime::aws_types::sdk_config::SdkConfig);
    let region = match tokens.default_region {
        Some(region) => format!(
            " The region and the credentials are taken from `config` if the generator's configuration does not set \
             them. If neither sets a region, it is `{region}`."
        ),
        None => " The region and the credentials are taken from `config` if the generator's configuration does not set them."
            .to_owned(),
    };
    let methods = tokens.methods.iter().map(|(name, docs, action)| {
        let name = format_ident!("{name}");
        let docs = format!(" {docs}");
        quote! {
            #[doc = #docs]
            ///
            #[doc = #region]
            ///
            /// # Errors
            /// Credentials, region or time source are missing, the credentials can't be loaded, or the settings
            /// don't make a valid URL.
            pub async fn #name(&self, config: #shared) -> #result {
                self.sign(config, #action).await
            }
        }
    });
    let docs =
        format!(" Signs tokens, each the password of one connection to a database of {product}.");
    quote! {
        #[doc = #docs]
        #[derive(::std::fmt::Debug)]
        pub struct AuthTokenGenerator {
            config: Config,
        }

        impl AuthTokenGenerator {
            /// Creates a generator of tokens for the database that `config` names.
            pub fn new(config: Config) -> Self {
                Self { config }
            }
            #(#methods)*
            async fn sign(&self, shared: #shared, action: &str) -> #result {
                let config = &self.config;
                let request = ::tinsmith_runtime::codegen::auth_token::Request {
                    product: #product,
                    signing_name: #signing_name,
                    default_region: #default_region,
                    credentials: config.credentials.clone(),
                    region: config.region.as_ref(),
                    hostname: &config.hostname,
                    port: #port,
                    query: #query,
                    expires_in: #expires_in,
                };
                request.sign(shared).await
            }
        }
    }
}

/// Emits the types `Config` and `ConfigBuilder`.
fn config(tokens: &AuthTokens) -> TokenStream {
    let settings = settings(tokens);
    let fields = settings.iter().map(|it| {
        let (name, ty) = (format_ident!("{}", it.name), &it.ty);
        match it.required {
            Some(_) => quote!(#name: #ty),
            None => quote!(#name: ::std::option::Option<#ty>),
        }
    });
    let unset = settings.iter().map(|it| {
        let (name, ty) = (format_ident!("{}", it.name), &it.ty);
        quote!(#name: ::std::option::Option<#ty>)
    });
    let getters = settings.iter().map(|it| {
        let (name, docs) = (format_ident!("{}", it.name), format!(" {}", it.docs));
        let (ty, value) = &it.got;
        quote! {
            #[doc = #docs]
            pub fn #name(&self) -> #ty {
                #value
            }
        }
    });
    let setters = settings.iter().map(|it| {
        let (name, docs) = (format_ident!("{}", it.name), format!(" {}", it.docs));
        let (taken, set) = (&it.taken, &it.set);
        quote! {
            #[doc = #docs]
            pub fn #name(mut self, value: #taken) -> Self {
                self.#name = ::std::option::Option::Some(#set);
                self
            }
        }
    });
    let built = settings.iter().map(|it| {
        let name = format_ident!("{}", it.name);
        match it.required {
            Some(error) => quote!(#name: self.#name.ok_or(#error)?),
            None => quote!(#name: self.#name),
        }
    });
    quote! {
        /// The database that tokens are for.
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Config {
            #(#fields,)*
        }

        impl Config {
            /// A builder.
            pub fn builder() -> ConfigBuilder {
                ::std::default::Default::default()
            }
            #(#getters)*
        }

        /// Builds a [`Config`].
        #[derive(::std::fmt::Debug, ::std::default::Default)]
        pub struct ConfigBuilder {
            #(#unset,)*
        }

        impl ConfigBuilder {
            #(#setters)*
            /// Builds the configuration.
            ///
            /// # Errors
            /// A required setting is not set.
            pub fn build(
                self,
            ) -> ::std::result::Result<
                Config,
                ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
            > {
                ::std::result::Result::Ok(Config { #(#built,)* })
            }
        }
    }
}

/// Returns the settings of the token generator, in the order of their fields.
fn settings(tokens: &AuthTokens) -> Vec<Setting> {
    let provider = quote!(::tinsmith_runtime::aws_credential_types::provider);
    let region = quote!(::tinsmith_runtime::aws_types::region::Region);
    let expires_in = match tokens.longest {
        Some(_) => {
            "For how many seconds a token may open the database: 900 unless set, and no more."
        }
        None => "For how many seconds a token may open the database: 900 unless set.",
    };
    let text = |name, docs, required, value: TokenStream| Setting {
        name,
        docs,
        ty: quote!(::std::string::String),
        taken: quote!(impl ::std::convert::Into<::std::string::String>),
        set: quote!(value.into()),
        required: Some(required),
        got: (quote!(&str), value),
    };
    let mut settings = vec![
        Setting {
            name: "credentials",
            docs: "The credentials that sign tokens. Unless set, those of the shared configuration.",
            ty: quote!(#provider::SharedCredentialsProvider),
            taken: quote!(impl #provider::ProvideCredentials + 'static),
            set: quote!(#provider::SharedCredentialsProvider::new(value)),
            required: None,
            got: (
                quote!(::std::option::Option<#provider::SharedCredentialsProvider>),
                quote!(self.credentials.clone()),
            ),
        },
        text(
            "hostname",
            "The host of the database.",
            "A hostname is required",
            quote!(&self.hostname),
        ),
        Setting {
            name: "region",
            docs: "The region of the database. Unless set, that of the shared configuration.",
            ty: region.clone(),
            taken: region.clone(),
            set: quote!(value),
            required: None,
            got: (
                quote!(::std::option::Option<&#region>),
                quote!(self.region.as_ref()),
            ),
        },
        Setting {
            name: "expires_in",
            docs: expires_in,
            ty: quote!(u64),
            taken: quote!(u64),
            set: quote!(value),
            required: None,
            got: (quote!(::std::option::Option<u64>), quote!(self.expires_in)),
        },
    ];
    if tokens.has_port_and_user {
        let port = Setting {
            name: "port",
            docs: "The port of the database.",
            ty: quote!(u64),
            taken: quote!(u64),
            set: quote!(value),
            required: Some("a port is required"),
            got: (quote!(u64), quote!(self.port)),
        };
        let username = text(
            "username",
            "The user of the database, encoded for a URL.",
            "a username is required",
            quote!(&self.username),
        );
        settings.splice(2..2, [port, username]);
    }
    settings
}
