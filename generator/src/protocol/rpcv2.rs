//! What the protocols `rpcv2Cbor` and `rpcv2Json` have in common: the path that names the operation.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Kind;

use super::values::Values;
use super::{query_compatible, rpc};
use crate::plan::{Operation, Plan};

/// The methods of an operation. `request` is the runtime's function that begins one.
pub(super) fn operation(
    values: Values<'_, '_>,
    operation: &Operation<'_>,
    request: &TokenStream,
) -> TokenStream {
    let plan = values.plan;
    let service = plan.shape(plan.service.shape).id.name();
    let path = format!("/service/{service}/operation/{}", operation.name);
    let query_mode = query_compatible::request_header(plan);
    // An operation without an input has no body; one without members has an empty object.
    let body = has_input(plan, operation).then(|| rpc::write_input(values, operation));
    let accept = operation.output.events(plan).map(
        |_| quote!(request.header("accept", ::tinsmith_runtime::event_stream::CONTENT_TYPE)?;),
    );
    let binding = match query_mode.is_none() && body.is_none() && accept.is_none() {
        true => quote!(let request),
        false => quote!(let mut request),
    };
    let statements = quote! {
        #binding = #request(#path);
        #query_mode
        #accept
        #body
    };
    rpc::operation(values, operation, &statements)
}

fn has_input(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    match &plan.shape(operation.shape).kind {
        Kind::Operation(operation) => operation
            .input
            .is_some_and(|input| plan.shape(input).id.as_str() != "smithy.api#Unit"),
        _ => false,
    }
}
