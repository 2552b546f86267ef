//! `config`: the configuration of a client. Its types are thin wrappers around those of the runtime.
//!
//! ```ignore
//! pub struct Config { inner: tinsmith_runtime::codegen::config::Config }
//! impl Config { pub fn region(&self) -> Option<&Region> { self.inner.region() } .. }
//! pub struct Builder { inner: tinsmith_runtime::codegen::config::Builder }
//! impl Builder { pub fn region(mut self, value: impl Into<Option<Region>>) -> Self { .. } .. }
//! pub mod auth { .. }
//! pub mod endpoint;
//! ```

mod auth;
mod builder;
mod getters;
mod modules;
mod settings;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::client::ClientTraits;
use crate::plan::customizations::errors::Errors;
use crate::plan::customizations::s3::Signing;

/// `config.rs`.
pub(crate) fn emit(client: &ClientTraits) -> TokenStream {
    let service = service(client);
    let config = getters::emit(client);
    let builder = builder::emit(client);
    let reexports = modules::reexports(client);
    let auth = modules::auth(client);
    let modules = modules::small();
    quote! {
        #reexports
        #service
        #config
        #builder
        #auth

        /// Resolution of endpoints.
        pub mod endpoint;

        #modules
    }
}

/// The constant that describes the service to the runtime.
fn service(client: &ClientTraits) -> TokenStream {
    let (root, aws) = (&client.root, client.uses_aws);
    let (sdk_id, api_name, package) = (&client.sdk_id, client.api_name(), &client.package);
    let signing_name = match &client.signing_name {
        Some(name) => quote!(::std::option::Option::Some(#name)),
        None => quote!(::std::option::Option::None),
    };
    let auth = client.auth.service.iter().map(auth::scheme);
    let by_endpoint = client.auth.by_endpoint;
    let overrides = client.auth.overrides.iter().map(|(operation, schemes)| {
        let schemes = schemes.iter().map(auth::scheme);
        quote!((#operation, &[#(#schemes),*]))
    });
    let environment_token = match &client.environment_token {
        Some(id) => quote!(::std::option::Option::Some(#id)),
        None => quote!(::std::option::Option::None),
    };
    let headers = client.headers.iter();
    let headers = headers.map(|(name, value)| quote!((#name, #value)));
    let signing = signing(client.signing);
    let errors = errors(client.errors.as_ref());
    let (idempotency_tokens, account_ids) =
        (client.idempotency_tokens, client.account_id_endpoint_mode);
    quote! {
        pub(crate) static SERVICE: ::tinsmith_runtime::codegen::service::Service = ::tinsmith_runtime::codegen::service::Service {
            aws: #aws,
            sdk_id: #sdk_id,
            api_name: #api_name,
            crate_name: #package,
            version: ::std::env!("CARGO_PKG_VERSION"),
            signing_name: #signing_name,
            auth: &[#(#auth),*],
            auth_overrides: &[#(#overrides),*],
            auth_by_endpoint: #by_endpoint,
            environment_token: #environment_token,
            idempotency_tokens: #idempotency_tokens,
            account_id_endpoints: #account_ids,
            endpoint_resolver: || {
                #root::config::endpoint::ResolveEndpoint::into_shared_resolver(
                    #root::config::endpoint::DefaultResolver::new(),
                )
            },
            headers: &[#(#headers),*],
            signing: #signing,
            errors: #errors,
        };
    }
}

fn signing(signing: Signing) -> TokenStream {
    let ty = quote!(::tinsmith_runtime::codegen::service::Signing);
    if signing == Signing::default() {
        return quote!(#ty::COMMON);
    }
    let Signing {
        path_as_sent,
        content_hash,
    } = signing;
    quote! {
        #ty {
            path_as_sent: #path_as_sent,
            content_hash: #content_hash,
        }
    }
}

fn errors(errors: Option<&Errors>) -> TokenStream {
    let ty = quote!(::tinsmith_runtime::codegen::service::Errors);
    let Some(errors) = errors else {
        return quote!(#ty::COMMON);
    };
    let Errors {
        transient,
        absent,
        in_success,
        kept_headers,
    } = errors;
    let absent = match absent {
        Some(name) => quote!(::std::option::Option::Some(#name)),
        None => quote!(::std::option::Option::None),
    };
    let kept_headers = kept_headers.iter().map(|(name, key)| quote!((#name, #key)));
    quote! {
        #ty {
            transient: &[#(#transient),*],
            absent: #absent,
            in_success: #in_success,
            kept_headers: &[#(#kept_headers),*],
        }
    }
}
