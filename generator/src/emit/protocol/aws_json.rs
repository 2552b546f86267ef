//! The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`: operations are called by name, with JSON
//! bodies. They ignore HTTP bindings and `jsonName`.
//!
//! Smithy specification: [AWS JSON 1.0](https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html),
//! [AWS JSON 1.1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::query_compatible;
use super::rpc::{self, Rpc};
use super::values::{Format, Json};
use crate::plan::{Operation, Plan};

const FORMAT: Format = Format::Json(Json::Aws);

/// Version 1.0.
pub(super) const AWS_JSON_1_0: Rpc = Rpc {
    runtime_type: "AwsJson",
    format: FORMAT,
    request: |plan, operation| request(plan, operation, "request_1_0"),
};

/// Version 1.1.
pub(super) const AWS_JSON_1_1: Rpc = Rpc {
    request: |plan, operation| request(plan, operation, "request_1_1"),
    ..AWS_JSON_1_0
};

/// Statements that make `request` from `input`; `begin` is the runtime's function that creates the request.
fn request(plan: &Plan<'_>, operation: &Operation<'_>, begin: &str) -> TokenStream {
    let service = plan.shape(plan.service.shape).id.name();
    let target = format!("{service}.{}", operation.name);
    let begin = format_ident!("{begin}");
    let query_mode = query_compatible::request_header(plan);
    let body = rpc::write_input(FORMAT.of(plan), operation);
    quote! {
        let mut request = ::tinsmith_runtime::codegen::protocol::aws_json::#begin(#target);
        #query_mode
        #body
    }
}
