//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.
//!
//! Smithy specification: [AWS restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Model, ShapeRef};

use super::Protocol;
use super::bodies::Bodies;
use super::rest;
use super::values::{self, Format, Json, Values};
use crate::plan::{Operation, Plan, Structure};

const BODIES: Format = Format::Json(Json::Rest);

/// The protocol.
pub(super) struct RestJson1;

impl Protocol for RestJson1 {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        rest::check(model, operation, problems);
    }

    fn has_big_numbers(&self) -> bool {
        true
    }

    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::protocol::RestJson1)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        rest::operation(&BODIES, plan, operation)
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
        let read = rest::error(&BODIES, plan, error);
        let codecs = values::structure(codec(plan), error);
        quote!(#read #codecs)
    }
}

fn codec<'p, 'm>(plan: &'p Plan<'m>) -> Values<'p, 'm> {
    Values {
        plan,
        format: BODIES,
    }
}
