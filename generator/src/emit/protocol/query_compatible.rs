//! Services with `aws.protocols#awsQueryCompatible`, whose errors keep the codes that they had in awsQuery.
//!
//! Smithy specification: [`awsQueryCompatible`][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::plan::Plan;

/// The type of `protocol` in the runtime, within `QueryCompatible` if the service has the trait.
pub(super) fn runtime_type(plan: &Plan<'_>, protocol: TokenStream) -> TokenStream {
    if plan.service.is_query_compatible {
        quote!(::tinsmith_runtime::codegen::protocol::QueryCompatible<#protocol>)
    } else {
        protocol
    }
}

/// The statement that adds the header which asks for codes of awsQuery.
pub(super) fn request_header(plan: &Plan<'_>) -> Option<TokenStream> {
    let applies = plan.service.is_query_compatible;
    applies.then(|| quote!(request.default_header("x-amzn-query-mode", "true");))
}

/// The code of an error in awsQuery, if the service has the trait.
pub(super) fn error_code<'m>(plan: &Plan<'m>, error: ShapeRef) -> Option<&'m str> {
    let traits = &plan.shape(error).traits;
    let query = traits.get("aws.protocols#awsQueryError")?;
    let code = query.get("code")?.as_str();
    code.filter(|_| plan.service.is_query_compatible)
}
