//! The protocol `aws.protocols#ec2Query`: a form goes there, XML comes back.
//!
//! Smithy specification: [EC2 query](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Model, ShapeRef};

use super::Protocol;
use super::query::{self, write::Form};
use crate::plan::{Operation, Plan, Structure};

/// The protocol.
pub(super) struct Ec2Query;

impl Protocol for Ec2Query {
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>) {
        query::check(model, operation, "ec2Query", problems);
    }

    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::protocol::Ec2Query)
    }

    fn runtime_feature(&self) -> Option<&'static str> {
        Some("query")
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let outer = [format!("{}Response", operation.name)];
        query::operation(form(plan), operation, &outer)
    }

    fn structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        query::structure(form(plan), structure)
    }

    fn union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        query::union(form(plan), shape)
    }

    fn error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        let outer = ["Response", "Errors", "Error"].map(str::to_owned);
        query::error(form(plan), error, &outer)
    }
}

fn form<'p, 'm>(plan: &'p Plan<'m>) -> Form<'p, 'm> {
    Form { plan, ec2: true }
}
