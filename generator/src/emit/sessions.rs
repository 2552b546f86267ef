//! The module `sessions`, for clients whose calls may be signed with the credentials of a session.
//!
//! ```ignore
//! pub(crate) static SESSIONS: Sessions = Sessions { scheme: "..", creator: Some(Creator { .. }), .. };
//! fn resource(params: &EndpointResolverParams) -> Option<&str> { .. }
//! fn copy_settings(cfg: &ConfigBag, builder: &mut Builder) { .. }
//! fn create(resource: String, config: Config) -> CreatedSession { .. }
//! impl TryFrom<SessionCredentials> for Credentials { .. }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::Path;
use crate::plan::client::ClientTraits;
use crate::plan::customizations::s3_express::{Creator, Part, Sessions};

/// The content of the module.
pub(crate) fn module(client: &ClientTraits, sessions: &Sessions) -> TokenStream {
    let root = &client.root;
    let Sessions {
        scheme,
        token_header,
        token_query,
        variable,
        ..
    } = sessions;
    let config = quote!(::tinsmith_runtime::codegen::config);
    let switch = match &sessions.switch {
        Some(setting) => {
            let setting = quote!(#root::config::endpoint::context::#setting);
            quote!(::std::option::Option::Some(#config::Switch {
                variable: #variable,
                is_set: |config| config.load::<#setting>().is_some(),
                set: |layer, value| {
                    layer.store_put(#setting(value));
                },
            }))
        }
        None => quote!(::std::option::Option::None),
    };
    let (creator, functions) = match &sessions.creator {
        Some(creator) => (
            quote!(::std::option::Option::Some(#config::Creator {
                resource,
                copy_settings,
                create,
            })),
            functions(client, sessions, creator),
        ),
        None => (quote!(::std::option::Option::None), quote!()),
    };
    quote! {
        pub(crate) static SESSIONS: #config::Sessions = #config::Sessions {
            scheme: #scheme,
            token_header: #token_header,
            token_query: #token_query,
            feature: ::tinsmith_runtime::aws_credential_types::credential_feature::AwsCredentialFeature::S3ExpressBucket,
            switch: #switch,
            creator: #creator,
        };

        #functions
    }
}

fn functions(client: &ClientTraits, sessions: &Sessions, creator: &Creator) -> TokenStream {
    let root = &client.root;
    let config = quote!(::tinsmith_runtime::codegen::config);
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api::client);
    let settings = client.context.iter().map(|setting| &setting.ident);
    let copied = copied(root, settings);
    let Creator {
        method,
        bucket,
        parameter,
        credentials,
        ..
    } = creator;
    let credentials = part(&quote!(output), credentials);
    let conversion = (!client.is_split).then(|| conversion(client, sessions, creator));
    quote! {
        /// The bucket of a call.
        fn resource(params: &#api::endpoint::EndpointResolverParams) -> ::std::option::Option<&str> {
            params.get::<#root::config::endpoint::Params>()?.#parameter()
        }

        #copied

        /// Creates a session for a bucket.
        fn create(resource: ::std::string::String, config: #config::Config) -> #config::CreatedSession {
            ::std::boxed::Box::pin(async move {
                let client = #root::Client::from_conf(#root::Config { inner: config });
                let output = client.#method().#bucket(resource).send().await?;
                ::std::convert::TryInto::try_into(#credentials)
            })
        }

        #conversion
    }
}

/// The conversion of the credentials of a session, for the file of their structure.
pub(crate) fn conversion_of(client: &ClientTraits, structure: &Path) -> Option<TokenStream> {
    let sessions = client.sessions.as_ref()?;
    let creator = sessions.creator.as_ref()?;
    (creator.structure == *structure).then(|| conversion(client, sessions, creator))
}

/// The conversion of the credentials of a session. Rust allows it only in the crate of their structure.
fn conversion(client: &ClientTraits, sessions: &Sessions, creator: &Creator) -> TokenStream {
    let (root, name) = (&client.root, sessions.provider);
    let Creator {
        structure,
        parts: [key, secret, token, expiry],
        ..
    } = creator;
    let of_credentials = |it| part(&quote!(credentials), it);
    let (key, secret) = (of_credentials(key), of_credentials(secret));
    let (token, expiry) = (of_credentials(token), of_credentials(expiry));
    quote! {
        impl ::std::convert::TryFrom<#structure> for #root::config::Credentials {
            type Error = #root::error::BoxError;

            fn try_from(credentials: #structure) -> ::std::result::Result<Self, Self::Error> {
                ::std::result::Result::Ok(Self::new(
                    #key,
                    #secret,
                    ::std::option::Option::Some(#token),
                    ::std::option::Option::Some(::std::convert::TryInto::try_into(#expiry)?),
                    #name,
                ))
            }
        }
    }
}

/// The function that copies the settings of the service from those of a call.
fn copied<'n>(root: &Path, settings: impl Iterator<Item = &'n crate::names::Name>) -> TokenStream {
    let settings = settings
        .map(|ident| quote!(builder.copy::<#root::config::endpoint::context::#ident>(cfg);));
    let settings: Vec<TokenStream> = settings.collect();
    let (cfg, builder) = if settings.is_empty() {
        (quote!(_), quote!(_))
    } else {
        (quote!(cfg), quote!(builder))
    };
    quote! {
        /// Copies the settings of the service from those of the call that needs a session.
        fn copy_settings(
            #cfg: &#root::config::ConfigBag,
            #builder: &mut ::tinsmith_runtime::codegen::config::Builder,
        ) {
            #(#settings)*
        }
    }
}

/// An expression for the value of a field of the new session; a missing value is an error.
fn part(of: &TokenStream, part: &Part) -> TokenStream {
    let ident = &part.ident;
    let missing = format!("the new session has no `{}`", ident.unescaped());
    if part.optional {
        quote!(#of.#ident.ok_or(#missing)?)
    } else {
        quote!(#of.#ident)
    }
}
