//! The interceptors that an operation adds to its calls, in the order in which they change the request.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::checksums;
use crate::plan::customizations::requests;
use crate::plan::{Field, Operation, Plan};

/// The method `interceptors`; empty for an operation without interceptors.
pub(crate) fn emit(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let interceptors = all(plan, operation);
    if interceptors.is_empty() {
        return quote!();
    }
    let added = interceptors.iter().fold(
        quote!(components),
        |before, it| quote!(::tinsmith_runtime::codegen::operation::add_interceptor(#before, #it)),
    );
    let builder = quote! {
        ::tinsmith_runtime::aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder
    };
    quote! {
        fn interceptors(components: #builder) -> #builder {
            #added
        }
    }
}

/// The interceptors in the order in which they change the request.
fn all(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<TokenStream> {
    let mut all = Vec::new();
    if let Some(header) = requests::tree_hash(plan, operation) {
        all.push(quote!(::tinsmith_runtime::codegen::interceptor::TreeHashInterceptor { header: #header }));
    }
    let traits = &plan.shape(operation.shape).traits;
    if traits.compresses_request() {
        all.push(quote!(
            ::tinsmith_runtime::codegen::interceptor::GzipInterceptor
        ));
    }
    // The hash is of the body as it is sent, so compression comes first. An operation with `httpChecksum` has that
    // checksum instead.
    if traits.has("smithy.api#httpChecksumRequired") && !traits.has("aws.protocols#httpChecksum") {
        all.push(quote!(
            ::tinsmith_runtime::codegen::interceptor::ContentMd5Interceptor
        ));
    }
    if requests::is_long_poll(plan, operation) {
        all.push(quote!(
            ::tinsmith_runtime::codegen::interceptor::LongPollingInterceptor
        ));
    }
    if let Some(Field { ident, .. }) = requests::endpoint(plan, operation) {
        all.push(quote!(
            ::tinsmith_runtime::codegen::interceptor::InputEndpointInterceptor(|input: &Self::Input| {
                input.#ident.as_deref()
            })
        ));
    }
    all.extend(checksums::interceptors(plan, operation));
    all
}
