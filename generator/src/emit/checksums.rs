//! Checksums of requests and responses (`aws.protocols#httpChecksum`).

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{HttpChecksum, Kind, Location, Model, ShapeRef};

use crate::plan::{Field, Operation, Plan};

/// The trait.
pub(crate) const TRAIT: &str = "aws.protocols#httpChecksum";

/// The algorithms that the official crate has. It takes `MD5` too, and calculates another in its place.
pub(crate) const ALGORITHMS: [&str; 5] = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

/// The other algorithms that an operation names: as those of its response, or as values of the enum by
/// which a caller chooses that of the request.
pub(crate) fn unknown(model: &Model, operation: ShapeRef) -> BTreeSet<String> {
    let Some(checksum) = model[operation].traits.http_checksum() else {
        return BTreeSet::new();
    };
    let input = match &model[operation].kind {
        Kind::Operation(operation) => operation.input,
        _ => None,
    };
    let chooser = checksum.request_algorithm_member.as_deref();
    let chooser = chooser.and_then(|name| model[input?].member(name));
    let chosen = match chooser.map(|member| &model[member.target].kind) {
        Some(Kind::Enum(values)) => values.as_slice(),
        _ => &[],
    };
    let named = chosen.iter().map(|value| value.value.clone());
    let named = named.chain(checksum.response_algorithms);
    named
        .filter(|name| !ALGORITHMS.iter().any(|it| it.eq_ignore_ascii_case(name)))
        .collect()
}

/// The interceptors of an operation that has checksums.
pub(crate) fn interceptors(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<TokenStream> {
    let Some(checksum) = plan.shape(operation.shape).traits.http_checksum() else {
        return Vec::new();
    };
    request(operation, &checksum)
        .into_iter()
        .chain(response(operation, &checksum))
        .collect()
}

/// A stream that the operation sends has a checksum behind it.
pub(crate) fn may_stream(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let traits = &plan.shape(operation.shape).traits;
    let checksum = traits.http_checksum();
    checksum.is_some_and(|it| it.has_request()) && operation.input.stream(plan).is_some()
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
        ::tinsmith_runtime::checksum::RequestChecksumInterceptor::new::<Self::Input>(
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
    let value = match field.optional {
        true => quote!(::std::option::Option::Some(mode.into())),
        false => quote!(mode.into()),
    };
    Some(quote! {
        ::tinsmith_runtime::checksum::ResponseChecksumInterceptor::new::<Self::Input>(
            &[#(#algorithms),*],
            |input| #text,
            |input, mode| input.#ident = #value,
        )
    })
}

/// The text of a string or enum of `input`, as an option.
fn text(field: &Field<'_>) -> TokenStream {
    let ident = &field.ident;
    match field.optional {
        true => quote!(input.#ident.as_ref().map(|it| it.as_str())),
        false => quote!(::std::option::Option::Some(input.#ident.as_str())),
    }
}
