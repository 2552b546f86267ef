//! The protocol `aws.protocols#restXml`: HTTP bindings with XML bodies.
//!
//! Smithy specification: [AWS restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use super::bodies::Bodies;
use super::codecs::Codecs;
use super::emitter::Emitter;
use super::{rest, xml};
use crate::plan::customizations::xml_roots::Roots;
use crate::plan::{Field, Operation, Plan, Role, Structure, customizations};

/// The protocol.
pub(super) struct RestXml;

impl Emitter for RestXml {
    fn runtime_type(&self, _: &Plan<'_>) -> TokenStream {
        quote!(::tinsmith_runtime::codegen::protocol::RestXml)
    }

    fn codecs(&self) -> &dyn Codecs {
        &BODIES
    }

    fn events(&self) -> Option<&dyn Bodies> {
        Some(&BODIES)
    }

    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
        let bodies = XmlBodies {
            is_unwrapped: customizations::s3::has_unwrapped_output(plan, operation),
            roots: Roots::of(plan, operation),
        };
        rest::operation(&bodies, plan, operation)
    }

    fn read_members_of_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
        rest::members(&BODIES, plan, error)
    }
}

/// The XML bodies of an operation.
struct XmlBodies {
    /// Whether the root of the output's body is its only member.
    is_unwrapped: bool,
    /// The roots that the output's body may have in addition to the modelled one.
    roots: Roots,
}

const BODIES: XmlBodies = XmlBodies {
    is_unwrapped: false,
    roots: Roots::NONE,
};

impl XmlBodies {
    /// The names that the root of a body may have: `modeled`, `stand_in`, and the one that the service sends. Empty
    /// if any name is accepted.
    fn roots<'a>(&'a self, modeled: &'a str, stand_in: Option<&'a str>) -> Vec<&'a str> {
        if self.roots.any {
            return Vec::new();
        }
        let mut roots = vec![xml::local(modeled)];
        for other in self.roots.sent.into_iter().chain(stand_in) {
            if !roots.contains(&other) {
                roots.push(other);
            }
        }
        roots
    }
}

impl Codecs for XmlBodies {
    fn write_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        xml::write::structure(plan, structure)
    }

    fn read_structure(&self, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
        xml::read::structure(plan, structure)
    }

    fn write_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        xml::write::union(plan, shape)
    }

    fn read_union(&self, plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
        xml::read::union(plan, shape)
    }
}

impl Bodies for XmlBodies {
    fn write_members(
        &self,
        plan: &Plan<'_>,
        input: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        xml::write::body(plan, input, fields)
    }

    fn read_members(
        &self,
        plan: &Plan<'_>,
        output: &Structure<'_>,
        fields: &[&Field<'_>],
    ) -> TokenStream {
        if fields.is_empty() {
            return quote!();
        }
        let members = xml::read::members(plan, fields);
        if output.role == Role::Error {
            return quote! {
                if let ::std::option::Option::Some(reader) = &mut response.xml_error()? {
                    #members
                    reader.finish()?;
                }
            };
        }
        let (root, members) = match fields {
            [field] if self.is_unwrapped => {
                let (ident, value) = (&field.ident, xml::read::value(plan, field.member));
                let read = quote!(fields.#ident = ::std::option::Option::Some(#value););
                (xml::name(field.member), read)
            }
            _ => (xml::root(plan, output), members),
        };
        let roots = self.roots(root, self.roots.of_stand_ins.as_deref());
        quote! {
            let reader = &mut response.xml(&[#(#roots),*])?;
            #members
            reader.finish()?;
        }
    }

    fn write_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        xml::write::payload(plan, field.member)
    }

    fn write_unset_payload(&self, _: &Plan<'_>, _: &Field<'_>) -> TokenStream {
        quote!(request.body_empty("application/xml");)
    }

    fn read_payload(&self, plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
        let (ident, value) = (&field.ident, xml::read::value(plan, field.member));
        let value = if field.boxed {
            quote!(::std::boxed::Box::new(#value))
        } else {
            value
        };
        let roots = self.roots(xml::payload_root(plan, field.member), None);
        quote! {
            if let ::std::option::Option::Some(reader) = &mut response.xml_payload(&[#(#roots),*])? {
                fields.#ident = ::std::option::Option::Some(#value);
                reader.finish()?;
            }
        }
    }
}
