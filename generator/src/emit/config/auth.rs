//! The auth schemes, as values of the runtime's types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::auth::AuthScheme;

/// The scheme as a value of the runtime's `AuthScheme`.
pub(super) fn scheme(scheme: &AuthScheme) -> TokenStream {
    let scheme = match scheme {
        AuthScheme::SigV4 => quote!(SigV4),
        AuthScheme::SigV4a => quote!(SigV4a),
        AuthScheme::HttpBearer => quote!(HttpBearer),
        AuthScheme::HttpBasic => quote!(HttpBasic),
        AuthScheme::HttpDigest => quote!(HttpDigest),
        AuthScheme::HttpApiKey {
            name,
            in_query,
            scheme,
        } => {
            let location = if *in_query {
                quote!(::tinsmith_runtime::codegen::service::ApiKeyLocation::Query)
            } else {
                quote!(::tinsmith_runtime::codegen::service::ApiKeyLocation::Header)
            };
            let scheme = match scheme {
                Some(scheme) => quote!(::std::option::Option::Some(#scheme)),
                None => quote!(::std::option::Option::None),
            };
            quote!(HttpApiKey { name: #name, location: #location, scheme: #scheme })
        }
        AuthScheme::Custom(id) => quote!(Custom(#id)),
        AuthScheme::NoAuth => quote!(NoAuth),
    };
    quote!(::tinsmith_runtime::codegen::service::AuthScheme::#scheme)
}
