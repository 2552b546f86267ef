//! The protocol `smithy.protocols#rpcv2Json`: calls by name, in JSON. HTTP bindings, `jsonName`
//! and `timestampFormat` mean nothing to it.
//!
//! Smithy specification: [RPC v2 JSON](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Model, ShapeRef};

use super::bodies::Bodies;
use super::values::{self, Format, Json, Values};
use super::{Protocol, call, query_compatible, rpc, rpcv2};
use crate::plan::{Operation, Plan, Structure};

const BODIES: Format = Format::Json(Json::RpcV2);

/// The protocol.
pub(super) struct RpcV2Json;

impl Protocol for RpcV2Json {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        call::refuse_streams(model, operation, "rpcv2Json", problems);
    }

    fn has_big_numbers(&self) -> bool {
        true
    }

    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream {
        let protocol = quote!(::tinsmith_runtime::protocol::RpcV2Json);
        query_compatible::runtime_type(plan, protocol)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let request = quote!(::tinsmith_runtime::protocol::rpcv2_json::request);
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
