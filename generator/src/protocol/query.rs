//! What awsQuery and ec2Query have in common: a form goes there, XML comes back.
//!
//! Smithy specification: [AWS query][query], [EC2 query][ec2].
//!
//! [query]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
//! [ec2]: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html

pub(super) mod write;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Kind, Model, ShapeRef};

use self::write::Form;
use super::{call, xml};
use crate::plan::{Field, Operation, Plan, Structure, unsupported};

/// Reports what neither protocol has.
pub(super) fn check(
    model: &Model,
    operation: ShapeRef,
    protocol: &str,
    problems: &mut Vec<Diagnostic>,
) {
    call::refuse_streams(model, operation, protocol, problems);
    for target in call::reached(model, operation) {
        if matches!(model[target].kind, Kind::Document) {
            let what = format!("documents, which the protocol {protocol} does not have");
            problems.push(unsupported(model, target, "document", &what));
        }
    }
}

/// The methods of an operation. What it answers with stands within the elements `outer`, each in the one
/// before.
pub(super) fn operation(
    form: Form<'_, '_>,
    operation: &Operation<'_>,
    outer: &[String],
) -> TokenStream {
    let plan = form.plan;
    let action = operation.name;
    let version = match &plan.shape(plan.service.shape).kind {
        Kind::Service(service) => service.version.as_str(),
        _ => "",
    };
    let members = write::members(form, &fields(&operation.input));
    let form = match members.is_empty() {
        true => quote!(let writer = ::tinsmith_runtime::query::Writer::new(#action, #version);),
        false => quote! {
            let mut writer = ::tinsmith_runtime::query::Writer::new(#action, #version);
            let mut form = writer.value();
            #members
            ::std::mem::drop(form);
        },
    };
    let serialize = call::serialize(
        operation,
        &quote! {
            let mut request = ::tinsmith_runtime::http::Request::new("POST");
            request.literal("/");
            #form
            request.body_form(writer.finish());
        },
    );
    let read = read(plan, &fields(&operation.output), outer);
    let deserialize = call::deserialize(operation, &read);
    let errors = call::deserialize_error(plan, operation, |error| {
        let traits = &plan.shape(error).traits;
        let code = traits.get("aws.protocols#awsQueryError")?.get("code")?;
        code.as_str()
    });
    quote! {
        #serialize
        #deserialize
        #errors
    }
}

/// The codecs of a structure's file.
pub(super) fn structure(form: Form<'_, '_>, structure: &Structure<'_>) -> TokenStream {
    let Some(shape) = structure.shape else {
        return quote!();
    };
    let usage = form.plan.codecs(shape);
    let write = usage.input.then(|| write::structure(form, structure));
    let read = usage
        .output
        .then(|| xml::read::structure(form.plan, structure));
    quote!(#write #read)
}

/// The codecs of a union's file.
pub(super) fn union(form: Form<'_, '_>, shape: ShapeRef) -> TokenStream {
    let usage = form.plan.codecs(shape);
    let write = usage.input.then(|| write::union(form, shape));
    let read = usage.output.then(|| xml::read::union(form.plan, shape));
    quote!(#write #read)
}

/// The codecs of an error's file. Its members stand within the elements `outer`.
pub(super) fn error(form: Form<'_, '_>, error: &Structure<'_>, outer: &[String]) -> TokenStream {
    let read = read(form.plan, &fields(error), outer);
    let read = call::read_error(form.plan, error, &read);
    let codecs = structure(form, error);
    quote!(#read #codecs)
}

/// Reads the body of `response` into `fields`. Nothing is read for no fields.
fn read(plan: &Plan<'_>, fields: &[&Field<'_>], outer: &[String]) -> TokenStream {
    if fields.is_empty() {
        return quote!();
    }
    let members = xml::read::members(plan, fields);
    quote! {
        if let ::std::option::Option::Some(reader) = &mut response.xml_within(&[#(#outer),*])? {
            #members
        }
    }
}

fn fields<'p, 'm>(structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    structure.fields.iter().collect()
}
