//! Presigned calls: the module `presigning`, and the method `presigned` of each operation that can be presigned.
//!
//! ```ignore
//! pub mod presigning;
//! impl Presignable for GetObject { const PAYLOAD: Payload = Payload::Unsigned; }
//! impl GetObjectFluentBuilder {
//!     pub async fn presigned(self, presigning_config: PresigningConfig) -> PresignResult<GetObject> { .. }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::protocol;
use crate::plan::customizations::presigned::Way;
use crate::plan::presigning::{Payload, Presigned};
use crate::plan::{Operation, Plan};

/// Emits `presigning.rs`.
pub(crate) fn module() -> TokenStream {
    quote! {
        pub use ::tinsmith_runtime::codegen::presigning::{
            PresignedRequest, PresigningConfig, PresigningConfigBuilder, PresigningConfigError,
        };
    }
}

/// Emits the part of an operation's file for presigned calls, or nothing if the operation can't be presigned.
pub(crate) fn operation(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let Some(presigned) = operation.presigned else {
        return quote!();
    };
    let root = &plan.root;
    let ident = &operation.ident;
    let (input, fluent) = (&operation.input.ident, operation.fluent_ident());
    let error = operation.error_ident();
    let description = description(plan, operation, presigned);
    let body = body_docs(presigned.payload);
    let runtime = quote!(::tinsmith_runtime::codegen::presigning);
    quote! {
        #description

        impl builders::#fluent {
            /// Signs the request, and does not send it: whoever is given the URL may send it until it expires.
            ///
            #[doc = #body]
            /// If the credentials expire before the time in `presigning_config`, so does the URL. A client that is
            /// allowed to call without credentials, and has none, returns a URL without a signature.
            ///
            /// # Errors
            /// The same as those of `send` before the request is sent.
            pub async fn presigned(
                self,
                presigning_config: #root::presigning::PresigningConfig,
            ) -> #runtime::PresignResult<#ident> {
                let (plugins, fields) = self.stage.into_parts();
                let input = <#input as #root::builder::Input>::from_fields(fields).map_err(
                    ::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError::construction_failure,
                )?;
                #runtime::presign::<#ident>(plugins, input, presigning_config).await
            }
        }

        impl #root::client::customize::internal::CustomizablePresigned<#error> for builders::#fluent {
            fn presign(
                mut self,
                config_override: #root::config::Builder,
                presigning_config: #root::presigning::PresigningConfig,
            ) -> #root::client::customize::internal::BoxFuture<#runtime::PresignResult<#ident>> {
                self.stage.config_override = ::std::option::Option::Some(config_override);
                ::std::boxed::Box::pin(self.presigned(presigning_config))
            }
        }
    }
}

/// Emits the operation's implementation of `Presignable`, which tells the runtime how to presign it.
fn description(plan: &Plan<'_>, operation: &Operation<'_>, presigned: Presigned) -> TokenStream {
    let ident = &operation.ident;
    let payload = match presigned.payload {
        Payload::Unsigned => quote!(Unsigned),
        Payload::Empty => quote!(Empty),
        Payload::Signed => quote!(Signed),
    };
    let request = match presigned.way {
        Way::AsSent => quote!(),
        Way::FormInQuery => request(&quote! {
            let mut request =
                <Self as ::tinsmith_runtime::codegen::operation::Operation>::serialize(input)?;
            request.form_to_query()?;
            ::std::result::Result::Ok(request)
        }),
        Way::MembersInQuery => request(&protocol::members_in_query(plan, operation)),
    };
    quote! {
        impl ::tinsmith_runtime::codegen::presigning::Presignable for #ident {
            const PAYLOAD: ::tinsmith_runtime::codegen::presigning::Payload =
                ::tinsmith_runtime::codegen::presigning::Payload::#payload;
            #request
        }
    }
}

/// Emits the function `presigned` of `Presignable`, which writes an input to a request.
fn request(statements: &TokenStream) -> TokenStream {
    quote! {
        fn presigned(
            input: Self::Input,
        ) -> ::std::result::Result<
            ::tinsmith_runtime::codegen::http::Request,
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            #statements
        }
    }
}

/// Returns the sentence about the body in the documentation of `presigned`.
fn body_docs(payload: Payload) -> &'static str {
    match payload {
        Payload::Unsigned => {
            " The signature does not cover the body: whoever sends the request supplies it, if there is one."
        }
        Payload::Empty => " The request must be sent without a body.",
        Payload::Signed => {
            " The signature covers the body: the request must be sent with the one that `PresignedRequest::body` returns."
        }
    }
}
