//! The protocol `smithy.protocols#rpcv2Cbor`: calls by name, in CBOR. HTTP bindings mean nothing to it.
//!
//! Smithy specification: [RPC v2 CBOR](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Kind, Model, ShapeRef};

use super::values::{self, Format, Values};
use super::{Protocol, call, query_compatible, rpc};
use crate::plan::{Operation, Plan, Structure, unsupported};

/// The protocol.
pub(super) struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        call::refuse_streams(model, operation, "rpcv2Cbor", problems);
        for target in call::reached(model, operation) {
            if matches!(model[target].kind, Kind::Document) {
                let what = "documents, which the protocol rpcv2Cbor does not have";
                problems.push(unsupported(model, target, "document", what));
            }
        }
    }

    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream {
        let protocol = quote!(::tinsmith_runtime::protocol::RpcV2Cbor);
        query_compatible::runtime_type(plan, protocol)
    }

    fn runtime_feature(&self) -> Option<&'static str> {
        Some("cbor")
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let service = plan.shape(plan.service.shape).id.name();
        let path = format!("/service/{service}/operation/{}", operation.name);
        let query_mode = query_compatible::request_header(plan);
        // An operation without an input has no body; one without members has an empty map.
        let body = has_input(plan, operation).then(|| rpc::write_input(codec(plan), operation));
        let binding = match query_mode.is_none() && body.is_none() {
            true => quote!(let request),
            false => quote!(let mut request),
        };
        let statements = quote! {
            #binding = ::tinsmith_runtime::protocol::rpcv2_cbor::request(#path);
            #query_mode
            #body
        };
        rpc::operation(codec(plan), operation, &statements)
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        values::structure(codec(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        values::union(codec(plan), shape)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        rpc::error(codec(plan), error)
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Values<'p, 'm> {
    Values {
        plan,
        format: Format::Cbor,
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
