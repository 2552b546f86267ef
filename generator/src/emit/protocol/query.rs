//! The emitter of awsQuery and ec2Query: requests are forms, responses are XML.
//!
//! Smithy specification: [AWS query][query], [EC2 query][ec2].
//!
//! [query]: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
//! [ec2]: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html

pub(super) mod write;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use tinsmith_model::ShapeRef;

use self::write::FormCodec;
use super::codecs::Codecs;
use super::emitter::Emitter;
use super::{call, xml};
use crate::plan::{Operation, Plan, Structure};

/// One of the two protocols.
pub(super) struct Query {
    /// The type of the protocol in the runtime.
    pub(super) runtime_type: &'static str,
    /// Whether it is ec2Query: in its forms lists are always flat, and names begin with a capital letter.
    pub(super) ec2: bool,
    /// The elements around an output, from outer to inner: each name is the operation's, with this suffix.
    pub(super) answer: &'static [&'static str],
    /// The elements around an error, from outer to inner.
    pub(super) error: &'static [&'static str],
}

impl Query {
    fn form<'p, 'm>(&self, plan: &'p Plan<'m>) -> FormCodec<'p, 'm> {
        FormCodec {
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
        let deserialize = call::deserialize(plan, operation, &read);
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

/// Statements that make `request` from `input`.
fn request(form: FormCodec<'_, '_>, operation: &Operation<'_>) -> TokenStream {
    let action = operation.name;
    let version = form.plan.service.version;
    let fields: Vec<_> = operation.input.fields.iter().collect();
    let members = write::members(form, &fields);
    let length = call::length(form.plan, operation);
    let form = if members.is_empty() {
        quote!(let writer = ::tinsmith_runtime::codegen::query::Writer::new(#action, #version);)
    } else {
        quote! {
            let mut writer = ::tinsmith_runtime::codegen::query::Writer::new(#action, #version);
            let mut form = writer.value();
            #members
            ::std::mem::drop(form);
        }
    };
    quote! {
        let mut request = ::tinsmith_runtime::codegen::http::Request::new("POST");
        request.literal("/");
        #form
        request.body_form(writer.finish());
        #length
    }
}

/// Statements that read the body of `response` into `fields`, from within the nested elements `outer`. Empty if there
/// are no fields.
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
