//! The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`: calls by name, in JSON.
//! HTTP bindings and `jsonName` mean nothing to them.
//!
//! Smithy specification: [AWS JSON 1.0](https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html),
//! [AWS JSON 1.1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Diagnostic, Model, ShapeRef};

use super::bodies::Bodies;
use super::values::{self, Format, Json, Values};
use super::{Protocol, call, query_compatible, rpc};
use crate::plan::{Operation, Plan, Structure};

const BODIES: Format = Format::Json(Json::Aws);

/// A version of the protocol.
pub(super) struct AwsJson {
    /// The runtime's function that begins a request.
    request: &'static str,
}

impl AwsJson {
    pub(super) const V1_0: Self = Self {
        request: "request_1_0",
    };
    pub(super) const V1_1: Self = Self {
        request: "request_1_1",
    };
}

impl Protocol for AwsJson {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        call::refuse_streams(model, operation, "awsJson", problems);
    }

    fn has_big_numbers(&self) -> bool {
        true
    }

    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream {
        let protocol = quote!(::tinsmith_runtime::protocol::AwsJson);
        query_compatible::runtime_type(plan, protocol)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let service = plan.shape(plan.service.shape).id.name();
        let target = format!("{service}.{}", operation.name);
        let request = format_ident!("{}", self.request);
        let query_mode = query_compatible::request_header(plan);
        let body = rpc::write_input(codec(plan), operation);
        let statements = quote! {
            let mut request = ::tinsmith_runtime::protocol::aws_json::#request(#target);
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
