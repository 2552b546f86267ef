//! Services that once spoke awsQuery, whose callers know errors by their codes there.
//!
//! Smithy specification: [`awsQueryCompatible`][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::plan::Plan;

/// The service has the trait.
pub(crate) fn applies(plan: &Plan<'_>) -> bool {
    let service = &plan.shape(plan.service.shape).traits;
    service.has("aws.protocols#awsQueryCompatible")
}

/// The type in the runtime that stands for `protocol`, compatible if the service is.
pub(super) fn runtime_type(plan: &Plan<'_>, protocol: TokenStream) -> TokenStream {
    match applies(plan) {
        true => quote!(::tinsmith_runtime::protocol::QueryCompatible<#protocol>),
        false => protocol,
    }
}

/// The statement that asks for codes of awsQuery.
pub(super) fn request_header(plan: &Plan<'_>) -> Option<TokenStream> {
    applies(plan).then(|| quote!(request.default_header("x-amzn-query-mode", "true");))
}

/// The code that an error had in awsQuery, if it still counts.
pub(super) fn error_code<'m>(plan: &Plan<'m>, error: ShapeRef) -> Option<&'m str> {
    let traits = &plan.shape(error).traits;
    let query = traits.get("aws.protocols#awsQueryError")?;
    query.get("code")?.as_str().filter(|_| applies(plan))
}
