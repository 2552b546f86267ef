//! Checksums of requests and responses (`aws.protocols#httpChecksum`).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{HttpChecksum, Location};

use crate::plan::{Field, Operation, Plan};

/// The interceptors for the checksums of an operation.
pub(crate) fn interceptors(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<TokenStream> {
    let Some(checksum) = plan.shape(operation.shape).traits.http_checksum() else {
        return Vec::new();
    };
    request(operation, &checksum)
        .into_iter()
        .chain(response(operation, &checksum))
        .collect()
}

fn request(operation: &Operation<'_>, checksum: &HttpChecksum) -> Option<TokenStream> {
    if !checksum.has_request() {
        return None;
    }
    let field = checksum.request_algorithm_member.as_deref();
    let field = field.and_then(|member| operation.input.field(member));
    let algorithm = field.map(|field| {
        let text = text(field);
        quote!(|input| #text)
    });
    let algorithm = algorithm.unwrap_or_else(|| quote!(|_| ::std::option::Option::None));
    let header = field.map(|field| field.member.traits.location());
    let header = match header {
        Some(Location::Header(name)) => quote!(::std::option::Option::Some(#name)),
        _ => quote!(::std::option::Option::None),
    };
    let required = checksum.request_checksum_required;
    Some(quote! {
        ::tinsmith_runtime::codegen::checksum::RequestChecksumInterceptor::new::<Self::Input>(
            #algorithm,
            #header,
            #required,
        )
    })
}

fn response(operation: &Operation<'_>, checksum: &HttpChecksum) -> Option<TokenStream> {
    let member = checksum.request_validation_mode_member.as_deref()?;
    let field = operation.input.field(member)?;
    let (ident, text) = (&field.ident, text(field));
    let algorithms = &checksum.response_algorithms;
    let value = if field.optional {
        quote!(::std::option::Option::Some(mode.into()))
    } else {
        quote!(mode.into())
    };
    Some(quote! {
        ::tinsmith_runtime::codegen::checksum::ResponseChecksumInterceptor::new::<Self::Input>(
            &[#(#algorithms),*],
            |input| #text,
            |input, mode| input.#ident = #value,
        )
    })
}

/// The text of a string or enum in `input`, as an option.
fn text(field: &Field<'_>) -> TokenStream {
    let ident = &field.ident;
    if field.optional {
        quote!(input.#ident.as_ref().map(|it| it.as_str()))
    } else {
        quote!(::std::option::Option::Some(input.#ident.as_str()))
    }
}
