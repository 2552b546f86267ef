//! The protocol `smithy.protocols#rpcv2Cbor`: calls by name, in CBOR. HTTP bindings mean nothing to it.
//!
//! Smithy specification: [RPC v2 CBOR](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Kind, Model, ShapeRef};

use super::bodies::Bodies;
use super::values::{self, Format, Values};
use super::{Protocol, call, query_compatible, rpc, rpcv2};
use crate::plan::{Operation, Plan, Structure, unsupported};

const BODIES: Format = Format::Cbor;

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
        let request = quote!(::tinsmith_runtime::protocol::rpcv2_cbor::request);
        rpcv2::operation(codec(plan), operation, &request)
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        values::structure(codec(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        values::union(codec(plan), shape)
    }

    fn events(&self) -> Option<&'static dyn Bodies> {
        Some(&BODIES)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        rpc::error(codec(plan), error)
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Values<'p, 'm> {
    Values {
        plan,
        format: BODIES,
    }
}
