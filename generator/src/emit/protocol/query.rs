//! What awsQuery and ec2Query have in common: a form goes there, XML comes back.
//!
//! Smithy specification: [AWS query][query], [EC2 query][ec2].
//!
//! [query]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
//! [ec2]: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html

pub(super) mod write;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use tinsmith_model::ShapeRef;

use self::write::Form;
use super::codecs::Codecs;
use super::emitter::Emitter;
use super::{call, xml};
use crate::plan::{Operation, Plan, Structure};

/// One of the protocols.
pub(super) struct Query {
    /// The type in the runtime that stands for it.
    pub(super) runtime_type: &'static str,
    /// Lists are always flat in a form, and names begin with a capital.
    pub(super) ec2: bool,
    /// The ends of the names of elements around an answer, which begin with that of the operation.
    pub(super) answer: &'static [&'static str],
    /// The names of the elements around an error.
    pub(super) error: &'static [&'static str],
}

impl Query {
    fn form<'p, 'm>(&self, plan: &'p Plan<'m>) -> Form<'p, 'm> {
        Form {
            plan,
            ec2: self.ec2,
        }
    }
}

impl Emitter for Query {
    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        let ty = format_ident!("{}", self.runtime_type);
        quote!(::tinsmith_runtime::codegen::protocol::#ty)
    }

    fn codecs(&self) -> &dyn Codecs {
        self
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let serialize = call::serialize(operation, &request(self.form(plan), operation));
        let outer = self.answer.iter();
        let outer: Vec<_> = outer
            .map(|end| format!("{}{end}", operation.name))
            .collect();
        let read = read(plan, &operation.output, &outer);
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

    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        read(plan, error, self.error)
    }
}

impl Codecs for Query {
    fn write_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        write::structure(self.form(plan), structure)
    }

    fn read_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        xml::read::structure(plan, structure)
    }

    fn write_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        write::union(self.form(plan), shape)
    }

    fn read_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        xml::read::union(plan, shape)
    }
}

/// Statements that make `request` of `input`.
fn request(form: Form<'_, '_>, operation: &Operation<'_>) -> TokenStream {
    let action = operation.name;
    let version = form.plan.service.version;
    let fields: Vec<_> = operation.input.fields.iter().collect();
    let members = write::members(form, &fields);
    let length = call::length(form.plan, operation);
    let form = match members.is_empty() {
        true => {
            quote!(let writer = ::tinsmith_runtime::codegen::query::Writer::new(#action, #version);)
        }
        false => quote! {
            let mut writer = ::tinsmith_runtime::codegen::query::Writer::new(#action, #version);
            let mut form = writer.value();
            #members
            ::std::mem::drop(form);
        },
    };
    quote! {
        let mut request = ::tinsmith_runtime::codegen::http::Request::new("POST");
        request.literal("/");
        #form
        request.body_form(writer.finish());
        #length
    }
}

/// Reads the body of `response` into `fields`; what they are stands within the elements `outer`, each in the
/// one before. Nothing is read for no fields.
fn read(plan: &Plan<'_>, structure: &Structure<'_>, outer: &[impl ToTokens]) -> TokenStream {
    let Some((root, inner)) = outer.split_first() else {
        return quote!();
    };
    if structure.fields.is_empty() {
        return quote!();
    }
    let fields: Vec<_> = structure.fields.iter().collect();
    let members = xml::read::members(plan, &fields);
    quote! {
        let reader = &mut response.xml_within(#root, &[#(#inner),*])?;
        #members
        reader.finish()?;
    }
}
