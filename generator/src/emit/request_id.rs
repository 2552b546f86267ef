//! The ids of requests of AWS's services: the trait `RequestId`, and the trait `RequestIdExt` for services that give each
//! request a second id.
//!
//! ```ignore
//! impl RequestId for GetObjectOutput { .. }
//! impl RequestIdExt for GetObjectOutput { .. }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::Name;
use crate::plan::customizations::s3;
use crate::plan::{Plan, Structure};

/// The implementations of both traits for an output.
pub(crate) fn of_output(plan: &Plan<'_>, output: &Structure<'_>) -> TokenStream {
    if !plan.uses_aws {
        return quote!();
    }
    let ident = &output.ident;
    let extended = extended(plan, ident, &quote!(self._extended_request_id.as_deref()));
    quote! {
        #extended
        impl ::tinsmith_runtime::aws_types::request_id::RequestId for #ident {
            fn request_id(&self) -> ::std::option::Option<&str> {
                self._request_id.as_deref()
            }
        }
    }
}

/// The implementations of both traits for an error whose metadata is `meta`.
pub(crate) fn of_error(plan: &Plan<'_>, ident: &Name, meta: &TokenStream) -> TokenStream {
    if !plan.uses_aws {
        return quote!();
    }
    let root = &plan.root;
    let value = quote!(#root::operation::RequestIdExt::extended_request_id(#meta));
    let extended = extended(plan, ident, &value);
    quote! {
        #extended
        impl ::tinsmith_runtime::aws_types::request_id::RequestId for #ident {
            fn request_id(&self) -> ::std::option::Option<&str> {
                ::tinsmith_runtime::aws_types::request_id::RequestId::request_id(#meta)
            }
        }
    }
}

fn extended(plan: &Plan<'_>, ident: &Name, value: &TokenStream) -> Option<TokenStream> {
    let root = &plan.root;
    s3::extended_request_id(plan).map(|_| {
        quote! {
            impl #root::operation::RequestIdExt for #ident {
                fn extended_request_id(&self) -> ::std::option::Option<&str> {
                    #value
                }
            }
        }
    })
}

/// Both traits, for the module `operation`.
pub(crate) fn traits(plan: &Plan<'_>) -> TokenStream {
    if !plan.uses_aws {
        return quote!();
    }
    let extended = s3::extended_request_id(plan).map(|(header, key)| definition(header, key));
    quote! {
        pub use ::tinsmith_runtime::aws_types::request_id::RequestId;
        #extended
    }
}

/// The trait `RequestIdExt`, and its implementations for types that the client does not define.
fn definition(header: &str, key: &str) -> TokenStream {
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api);
    let text = quote!(::std::option::Option<&str>);
    quote! {
        /// The second id that the service gives to a request. Support of the service asks for both ids.
        pub trait RequestIdExt {
            /// The second id of the request, if the response has one.
            fn extended_request_id(&self) -> #text;
        }

        impl<E> RequestIdExt for #api::client::result::SdkError<E, #api::client::orchestrator::HttpResponse> {
            fn extended_request_id(&self) -> #text {
                self.raw_response().and_then(RequestIdExt::extended_request_id)
            }
        }

        impl RequestIdExt for ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata {
            fn extended_request_id(&self) -> #text {
                self.extra(#key)
            }
        }

        impl<B> RequestIdExt for #api::http::Response<B> {
            fn extended_request_id(&self) -> #text {
                self.headers().extended_request_id()
            }
        }

        impl RequestIdExt for #api::http::Headers {
            fn extended_request_id(&self) -> #text {
                self.get(#header)
            }
        }

        impl<O: RequestIdExt, E: RequestIdExt> RequestIdExt for ::std::result::Result<O, E> {
            fn extended_request_id(&self) -> #text {
                match self {
                    ::std::result::Result::Ok(output) => output.extended_request_id(),
                    ::std::result::Result::Err(error) => error.extended_request_id(),
                }
            }
        }
    }
}
