//! The protocol `aws.protocols#restJson1`: HTTP bindings with JSON bodies.
//!
//! Smithy specification: [AWS restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies::Bodies;
use super::codecs::Codecs;
use super::emitter::Emitter;
use super::rest;
use super::values::{Format, Json};
use crate::plan::{Operation, Plan, Structure};

const FORMAT: Format = Format::Json(Json::Rest);

/// The protocol.
pub(super) struct RestJson1;

impl Emitter for RestJson1 {
    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::codegen::protocol::RestJson1)
    }

    fn codecs(&self) -> &dyn Codecs {
        &FORMAT
    }

    fn events(&self) -> Option<&dyn Bodies> {
        Some(&FORMAT)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        rest::operation(&FORMAT, plan, operation)
    }

    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        rest::members(&FORMAT, plan, error)
    }
}
