//! Requests of the protocols `rpcv2Cbor` and `rpcv2Json`, whose path names the operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::Kind;

use super::values::Format;
use super::{query_compatible, rpc};
use crate::plan::{Operation, Plan};

/// Statements that make `request` from `input`; `module` is the module of the runtime whose function creates it.
pub(super) fn request(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    format: Format,
    module: &str,
) -> TokenStream {
    let module = format_ident!("{module}");
    let service = plan.shape(plan.service.shape).id.name();
    let path = format!("/service/{service}/operation/{}", operation.name);
    let query_mode = query_compatible::request_header(plan);
    // An operation without an input has no body; one without members has an empty object.
    let body = has_input(plan, operation).then(|| rpc::write_input(format.of(plan), operation));
    let accept = operation.output.events(plan).map(
        |_| quote!(request.header("accept", ::tinsmith_runtime::codegen::event_stream::CONTENT_TYPE)?;),
    );
    let binding = if query_mode.is_none() && body.is_none() && accept.is_none() {
        quote!(let request)
    } else {
        quote!(let mut request)
    };
    quote! {
        #binding = ::tinsmith_runtime::codegen::protocol::#module::request(#path);
        #query_mode
        #accept
        #body
    }
}

fn has_input(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    match &plan.shape(operation.shape).kind {
        Kind::Operation(operation) => operation
            .input
            .is_some_and(|input| plan.shape(input).id.as_str() != "smithy.api#Unit"),
        _ => false,
    }
}
