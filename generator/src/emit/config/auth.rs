//! How calls are authenticated, as the client tells the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::auth::AuthScheme;

/// The scheme as the descriptor in the client has it.
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
            let location = match in_query {
                true => quote!(::tinsmith_runtime::codegen::service::ApiKeyLocation::Query),
                false => quote!(::tinsmith_runtime::codegen::service::ApiKeyLocation::Header),
            };
            let scheme = match scheme {
                Some(scheme) => quote!(::std::option::Option::Some(#scheme)),
                None => quote!(::std::option::Option::None),
            };
            quote!(HttpApiKey { name: #name, location: #location, scheme: #scheme })
        }
        AuthScheme::NoAuth => quote!(NoAuth),
    };
    quote!(::tinsmith_runtime::codegen::service::AuthScheme::#scheme)
}
