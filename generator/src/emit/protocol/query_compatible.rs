//! Services that once spoke awsQuery, whose callers know errors by their codes there.
//!
//! Smithy specification: [`awsQueryCompatible`][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::plan::Plan;

/// The type in the runtime that stands for `protocol`, compatible if the service is.
pub(super) fn runtime_type(plan: &Plan<'_>, protocol: TokenStream) -> TokenStream {
    match plan.service.is_query_compatible {
        true => quote!(::tinsmith_runtime::codegen::protocol::QueryCompatible<#protocol>),
        false => protocol,
    }
}

/// The statement that asks for codes of awsQuery.
pub(super) fn request_header(plan: &Plan<'_>) -> Option<TokenStream> {
    let applies = plan.service.is_query_compatible;
    applies.then(|| quote!(request.default_header("x-amzn-query-mode", "true");))
}

/// The code that an error had in awsQuery, if it still counts.
pub(super) fn error_code<'m>(plan: &Plan<'m>, error: ShapeRef) -> Option<&'m str> {
    let traits = &plan.shape(error).traits;
    let query = traits.get("aws.protocols#awsQueryError")?;
    let code = query.get("code")?.as_str();
    code.filter(|_| plan.service.is_query_compatible)
}
