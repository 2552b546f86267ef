//! The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`: calls by name, in JSON.
//! HTTP bindings and `jsonName` mean nothing to them.
//!
//! Smithy specification: [AWS JSON 1.0](https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html),
//! [AWS JSON 1.1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html),
//! [`awsQueryCompatible`](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Diagnostic, Kind, Model, ShapeRef};

use super::json::{self, Json};
use super::{Protocol, call};
use crate::plan::{Field, Operation, Plan, Structure, unsupported};

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

    fn serialize(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let service = plan.shape(plan.service.shape).id.name();
        let target = format!("{service}.{}", operation.name);
        let request = format_ident!("{}", self.request);
        let query_mode = is_query_compatible(plan)
            .then(|| quote!(request.default_header("x-amzn-query-mode", "true");));
        let body = json::write_body(codec(plan), &fields(&operation.input));
        call::serialize(
            operation,
            &quote! {
                let mut request = ::tinsmith_runtime::protocol::aws_json::#request(#target);
                #query_mode
                #body
            },
        )
    }
}

impl Protocol for AwsJson {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        let Kind::Operation(operation) = &model[operation].kind else {
            return;
        };
        let sides = [operation.input, operation.output];
        let members = sides.iter().flatten().flat_map(|&it| model[it].members());
        for target in members.map(|member| member.target) {
            let shape = &model[target];
            if matches!(shape.kind, Kind::Blob) && shape.traits.is_streaming() {
                problems.push(unsupported(
                    model,
                    target,
                    "smithy.api#streaming",
                    "streams in the protocol awsJson",
                ));
            }
        }
    }

    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream {
        match is_query_compatible(plan) {
            true => quote!(::tinsmith_runtime::protocol::AwsJsonQueryCompatible),
            false => quote!(::tinsmith_runtime::protocol::AwsJson),
        }
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let serialize = self.serialize(plan, operation);
        let read = json::read_body(codec(plan), &fields(&operation.output));
        let deserialize = call::deserialize(operation, &read);
        let errors = call::deserialize_error(plan, operation, |error| query_code(plan, error));
        quote! {
            #serialize
            #deserialize
            #errors
        }
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        json::structure(codec(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        json::union(codec(plan), shape)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let read = json::read_body(codec(plan), &fields(error));
        let read = call::read_error(plan, error, &read);
        let codecs = json::structure(codec(plan), error);
        quote!(#read #codecs)
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Json<'p, 'm> {
    Json {
        plan,
        json_names: false,
    }
}

fn fields<'p, 'm>(structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    structure.fields.iter().collect()
}

/// The service once spoke awsQuery, and callers know its errors by their codes there.
fn is_query_compatible(plan: &Plan<'_>) -> bool {
    let service = &plan.shape(plan.service.shape).traits;
    service.has("aws.protocols#awsQueryCompatible")
}

/// The code that an error had in awsQuery, if it still counts.
fn query_code<'m>(plan: &Plan<'m>, error: ShapeRef) -> Option<&'m str> {
    let traits = &plan.shape(error).traits;
    let query = traits.get("aws.protocols#awsQueryError")?;
    query
        .get("code")?
        .as_str()
        .filter(|_| is_query_compatible(plan))
}
