//! Event streams: the events of a union, and their members as headers and payload of a message.
//!
//! Smithy specification: [Event streams](https://smithy.io/2.0/spec/event-streams.html).

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Kind, Member, ShapeRef};

use super::bodies::Bodies;
use super::call;
use super::rest::{request, response};
use crate::emit::structure::completion;
use crate::plan::{Field, Plan, Role, Structure};

/// The implementations that read and write the events of a union.
pub(crate) fn union(plan: &Plan<'_>, union: ShapeRef) -> TokenStream {
    let usage = plan.event_codecs(union);
    let write = usage.input.then(|| write_union(plan, union));
    let read = usage.output.then(|| read_union(plan, union));
    quote!(#write #read)
}

/// The codecs of a structure that is an event; empty for other structures.
pub(crate) fn event(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let Some(bodies) = super::of(plan.protocol).events() else {
        return quote!();
    };
    let usage = plan.event_codecs(structure.modeled_shape());
    let write = usage.input.then(|| write_event(bodies, plan, structure));
    let read = usage.output.then(|| match structure.role {
        Role::Error => read_exception(bodies, plan, structure),
        _ => read_event(bodies, plan, structure),
    });
    quote!(#write #read)
}

fn read_union(plan: &Plan<'_>, union: ShapeRef) -> TokenStream {
    let (ident, client) = (plan.type_ident(union), plan.client_type());
    let error = plan.event_error_path(union);
    let events = plan.variants(union).into_iter().map(|variant| {
        let (name, variant_ident) = (&variant.member.name, &variant.ident);
        match &variant.ty {
            None => quote!(#name => Self::#variant_ident,),
            Some(_) => {
                let codec = plan.codec_path(variant.member.target);
                let read = boxed(variant.boxed, quote!(#codec::read_event(event)?));
                quote!(#name => Self::#variant_ident(#read),)
            }
        }
    });
    let exceptions: Vec<TokenStream> = plan
        .exceptions(union)
        .map(|member| {
            let (name, variant) = (&member.name, &plan.error_variant(member.target).ident);
            let codec = plan.codec_path(member.target);
            quote!(#name => #error::#variant(#codec::read_exception(event, metadata)?),)
        })
        .collect();
    let (event, exception) = if exceptions.is_empty() {
        (quote!(_event), quote!(#error::generic(metadata)))
    } else {
        (
            quote!(event),
            quote! {
                match event.exception_type()? {
                    #(#exceptions)*
                    _ => #error::generic(metadata),
                }
            },
        )
    };
    quote! {
        impl ::tinsmith_runtime::codegen::event_stream::ReadEvent for #ident {
            type Error = #error;
            type Protocol =
                <#client as ::tinsmith_runtime::codegen::operation::Client>::Protocol;
            fn read_event(
                event: &::tinsmith_runtime::codegen::event_stream::Event<'_>,
            ) -> ::std::result::Result<
                Self,
                ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
            > {
                ::std::result::Result::Ok(match event.event_type()? {
                    #(#events)*
                    _ => Self::Unknown,
                })
            }
            fn read_exception(
                #event: &::tinsmith_runtime::codegen::event_stream::Event<'_>,
                metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
            ) -> ::std::result::Result<
                Self::Error,
                ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
            > {
                ::std::result::Result::Ok(#exception)
            }
        }
    }
}

fn boxed(is_boxed: bool, value: TokenStream) -> TokenStream {
    if is_boxed {
        quote!(::std::boxed::Box::new(#value))
    } else {
        value
    }
}

fn write_union(plan: &Plan<'_>, union: ShapeRef) -> TokenStream {
    let (ident, name) = (plan.type_ident(union), plan.type_name(union));
    let events = plan.variants(union).into_iter().map(|variant| {
        let (name, variant_ident) = (&variant.member.name, &variant.ident);
        match &variant.ty {
            None => quote! {
                Self::#variant_ident => ::std::result::Result::Ok(
                    ::tinsmith_runtime::codegen::event_stream::EventWriter::event(#name),
                ),
            },
            Some(_) => {
                let codec = plan.codec_path(variant.member.target);
                let event = if variant.boxed {
                    quote!(*event)
                } else {
                    quote!(event)
                };
                quote! {
                    Self::#variant_ident(event) => #codec::write_event(
                        #event,
                        ::tinsmith_runtime::codegen::event_stream::EventWriter::event(#name),
                    ),
                }
            }
        }
    });
    let error = plan.event_error_path(union);
    let exceptions = by_error(plan, union).into_iter().map(|member| {
        let (name, variant) = (&member.name, &plan.error_variant(member.target).ident);
        let codec = plan.codec_path(member.target);
        quote! {
            #error::#variant(error) => #codec::write_event(
                error,
                ::tinsmith_runtime::codegen::event_stream::EventWriter::exception(#name),
            ),
        }
    });
    quote! {
        impl ::tinsmith_runtime::codegen::event_stream::WriteEvent for #ident {
            type Error = #error;
            fn write_event(
                self,
            ) -> ::std::result::Result<
                ::tinsmith_runtime::codegen::event_stream::EventWriter,
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            > {
                match self {
                    #(#events)*
                    Self::Unknown => ::std::result::Result::Err(
                        ::tinsmith_runtime::aws_smithy_types::error::operation::SerializationError
                            ::unknown_variant(#name).into(),
                    ),
                }
            }
            fn write_exception(
                error: Self::Error,
            ) -> ::std::result::Result<
                ::tinsmith_runtime::codegen::event_stream::EventWriter,
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
            > {
                match error {
                    #(#exceptions)*
                    #error::Unhandled(_) => ::std::result::Result::Ok(
                        ::tinsmith_runtime::codegen::event_stream::EventWriter::unnamed_exception(),
                    ),
                }
            }
        }
    }
}

/// One member for each error among the events.
fn by_error<'m>(plan: &Plan<'m>, union: ShapeRef) -> Vec<&'m Member> {
    let mut members: Vec<&Member> = plan.exceptions(union).collect();
    members.sort_by_key(|member| member.target);
    members.dedup_by_key(|member| member.target);
    members
}

/// The function `read_event` of a structure.
fn read_event(bodies: &dyn Bodies, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let path = &structure.path;
    let statements = read_members(bodies, plan, structure);
    let (event, fields) = if statements.is_empty() {
        (quote!(_event), quote!(fields))
    } else {
        (quote!(event), quote!(mut fields))
    };
    let (complete, built) = event_completion(plan, structure);
    quote! {
        #complete
        pub(crate) fn read_event(
            #event: &::tinsmith_runtime::codegen::event_stream::Event<'_>,
        ) -> ::std::result::Result<
            #path,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            let #fields = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
            #statements
            ::std::result::Result::Ok(#built)
        }
    }
}

/// The expression that makes the structure from `fields`, and the function that it calls, unless another codec of the
/// structure emits that.
fn event_completion(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
) -> (Option<TokenStream>, TokenStream) {
    let shape = structure.modeled_shape();
    let has_other = plan.codecs(shape).output || plan.is_answer(shape);
    completion(plan, structure, has_other)
}

/// The function `read_exception` of an error.
fn read_exception(bodies: &dyn Bodies, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
    let path = &error.path;
    let statements = read_members(bodies, plan, error);
    let event = if statements.is_empty() {
        quote!(_event)
    } else {
        quote!(event)
    };
    let (complete, built) = event_completion(plan, error);
    let fields = call::error_fields(plan, error, &statements);
    quote! {
        #complete
        pub(crate) fn read_exception(
            #event: &::tinsmith_runtime::codegen::event_stream::Event<'_>,
            metadata: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> ::std::result::Result<
            #path,
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            #fields
            ::std::result::Result::Ok(#built)
        }
    }
}

/// Statements that read `event` into `fields`.
fn read_members(bodies: &dyn Bodies, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let headers = structure.fields.iter().filter(|it| is_header(it));
    let headers = headers.map(|field| {
        let (ident, name) = (&field.ident, &field.member.name);
        let method = header_method(plan, field.member);
        quote!(fields.#ident = event.#method(#name)?;)
    });
    let body = match payload(structure) {
        Some(field) => response::payload(bodies, plan, field),
        None => {
            let fields = body_fields(structure);
            if fields.is_empty() {
                quote!()
            } else {
                bodies.read_members(plan, structure, &fields)
            }
        }
    };
    let view = (!body.is_empty()).then(|| quote!(let response = event.response();));
    quote! {
        #(#headers)*
        #view
        #body
    }
}

/// The function `write_event` of a structure, which writes its members as headers and payload of a message.
fn write_event(bodies: &dyn Bodies, plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let path = &structure.path;
    let headers = structure.fields.iter().filter(|it| is_header(it));
    let headers = headers.map(|field| {
        let (ident, name) = (&field.ident, &field.member.name);
        let method = header_method(plan, field.member);
        let method = if method == "enumeration" {
            format_ident!("string")
        } else {
            method
        };
        let value = match &plan.shape(field.member.target).kind {
            Kind::Enum(_) => quote!(value.as_str()),
            _ if plan.is_copy(field.member.target) => quote!(*value),
            _ => quote!(value),
        };
        if field.optional {
            quote! {
                if let ::std::option::Option::Some(value) = &input.#ident {
                    request.#method(#name, #value);
                }
            }
        } else {
            quote! {
                let value = &input.#ident;
                request.#method(#name, #value);
            }
        }
    });
    let headers: Vec<TokenStream> = headers.collect();
    let body = match payload(structure) {
        Some(field) => request::payload(bodies, plan, field),
        None => {
            let fields = body_fields(structure);
            // An event whose members are all headers has no payload. An event without members has an empty object.
            if fields.is_empty() && !headers.is_empty() {
                quote!()
            } else {
                bodies.write_members(plan, structure, &fields)
            }
        }
    };
    let input = if structure.fields.is_empty() {
        quote!(_input)
    } else {
        quote!(input)
    };
    let request = if headers.is_empty() && body.is_empty() {
        quote!(request)
    } else {
        quote!(mut request)
    };
    quote! {
        pub(crate) fn write_event(
            #input: #path,
            #request: ::tinsmith_runtime::codegen::event_stream::EventWriter,
        ) -> ::std::result::Result<
            ::tinsmith_runtime::codegen::event_stream::EventWriter,
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            #(#headers)*
            #body
            ::std::result::Result::Ok(request)
        }
    }
}

/// The method of the runtime's `Event` that reads the member's header.
fn header_method(plan: &Plan<'_>, member: &Member) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match &plan.shape(member.target).kind {
            Kind::Boolean => "boolean",
            Kind::Byte => "byte",
            Kind::Short => "short",
            Kind::Integer | Kind::IntEnum(_) => "integer",
            Kind::Long => "long",
            Kind::Blob => "blob",
            Kind::Timestamp => "timestamp",
            Kind::Enum(_) => "enumeration",
            _ => "string",
        }
    )
}

fn is_header(field: &Field<'_>) -> bool {
    field.member.traits.has("smithy.api#eventHeader")
}

/// The member that is the payload.
fn payload<'p, 'm>(structure: &'p Structure<'m>) -> Option<&'p Field<'m>> {
    let mut fields = structure.fields.iter();
    fields.find(|field| field.member.traits.has("smithy.api#eventPayload"))
}

/// The members that form the payload together.
fn body_fields<'p, 'm>(structure: &'p Structure<'m>) -> Vec<&'p Field<'m>> {
    let fields = structure.fields.iter();
    fields.filter(|field| !is_header(field)).collect()
}
