//! A structure, its accessors, its builder and its `Debug`.
//!
//! ```ignore
//! #[non_exhaustive]
//! #[derive(Clone, PartialEq)]
//! pub struct User {
//!     pub id: Option<String>,
//! }
//! impl User {
//!     pub fn id(&self) -> Option<&str> { .. }
//!     pub fn builder() -> UserBuilder { .. }
//! }
//! pub type UserBuilder = Builder<User>;
//! impl Builder<User> {
//!     pub fn id(mut self, input: impl Into<String>) -> Self { .. }
//!     pub fn set_id(mut self, input: Option<String>) -> Self { .. }
//!     pub fn get_id(&self) -> &Option<String> { .. }
//!     pub fn build(self) -> User { .. }
//! }
//! ```

mod builder;
mod extra;
mod serde;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use tinsmith_model::Kind;

use crate::emit::attributes::{deprecated, documented};
use crate::emit::rustdoc::{MemberDocs, link_to_struct};
use crate::emit::{request_id, shaped};
use crate::plan::{Field, Plan, Role, Structure};

pub(crate) use builder::{built_value, completion, setter_parameters};
pub(crate) use extra::{ExtraField, extra_fields};

/// The structure with its accessors, and its builder.
pub(crate) fn emit(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let docs: Vec<MemberDocs> = structure
        .fields
        .iter()
        .map(|field| MemberDocs::of(plan, field))
        .collect();
    let definition = definition(plan, structure, &docs);
    let accessors = accessors(plan, structure, &docs);
    let storage = storage(plan, structure);
    let builder = builder::builder(plan, structure, &docs);
    let request_id =
        (structure.role == Role::Output).then(|| request_id::of_output(plan, structure));
    let serde = serde::implementations(plan, structure);
    quote! {
        #definition
        #accessors
        #request_id
        #storage
        #builder
        #serde
    }
}

/// Whether the structure has a stream, so that it can't be cloned or compared.
fn is_stream(plan: &Plan<'_>, structure: &Structure<'_>) -> bool {
    structure.stream(plan).is_some()
}

fn derives(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    if is_stream(plan, structure) {
        quote!()
    } else {
        quote!(#[derive(::std::clone::Clone, ::std::cmp::PartialEq)])
    }
}

fn definition(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    member_docs: &[MemberDocs],
) -> TokenStream {
    let ident = &structure.ident;
    let derives = derives(plan, structure);
    let (docs, deprecation) = match structure.shape.map(|shape| &plan.shape(shape).traits) {
        Some(traits) => (plan.docs(traits), deprecated(traits)),
        None => (None, quote!()),
    };
    let docs = match (docs, structure.role) {
        (None, Role::Input) => documented(Some("The input of the operation.")),
        (None, Role::Output) => documented(Some("The output of the operation.")),
        (docs, _) => documented(docs),
    };
    let fields = structure.fields.iter().zip(member_docs);
    let fields = fields.map(|(field, docs)| {
        let (ident, ty) = (&field.ident, field.field_type());
        let docs = &docs.required;
        let attributes = shaped::of_member(plan, structure.shape, &field.member.name);
        quote!(#docs #attributes pub #ident: #ty,)
    });
    let extra = extra_fields(plan, structure);
    let extra = extra.iter().map(ExtraField::definition);
    let id = plan.id_of(structure);
    let attributes = shaped::of_type(plan, &id, shaped::STRUCTURE);
    quote! {
        #docs
        #deprecation
        #[non_exhaustive]
        #derives
        #attributes
        pub struct #ident {
            #(#fields)*
            #(#extra)*
        }
    }
}

fn accessors(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    member_docs: &[MemberDocs],
) -> TokenStream {
    let (ident, builder) = (&structure.ident, structure.builder_path());
    let getters = structure.fields.iter().zip(member_docs);
    let getters = getters.map(|(field, docs)| getter(plan, structure, field, &docs.all));
    let extra = extra_fields(plan, structure);
    let extra = extra.iter().map(ExtraField::getter);
    let builder_docs = format!(" Creates a builder of {}.", link_to_struct(ident));
    quote! {
        impl #ident {
            #(#getters)*
            #(#extra)*
            #[doc = #builder_docs]
            pub fn builder() -> #builder {
                ::std::default::Default::default()
            }
        }
    }
}

fn getter(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    field: &Field<'_>,
    docs: &TokenStream,
) -> TokenStream {
    let mut message = structure.message().into_iter();
    if message.any(|it| it.ident == field.ident) && structure.has_text_message(plan) {
        // `emit/error.rs` has it.
        return quote!();
    }
    let ident = &field.ident;
    let (ty, value) = borrowed(plan, field);
    quote! {
        #docs
        pub fn #ident(&self) -> #ty {
            #value
        }
    }
}

/// A getter's return type and its expression.
fn borrowed(plan: &Plan<'_>, field: &Field<'_>) -> (TokenStream, TokenStream) {
    let (ident, target) = (&field.ident, field.member.target);
    if plan.is_events(target) {
        let ty = &field.ty;
        return (quote!(&#ty), quote!(&self.#ident));
    }
    let ty = plan.type_of(target).to_token_stream();
    let option = |ty| quote!(::std::option::Option<#ty>);
    let is_own = plan.own_type(target).is_some();
    match (&plan.shape(target).kind, field.optional) {
        (_, true) if is_own && !field.boxed => (option(quote!(&#ty)), quote!(self.#ident.as_ref())),
        (_, false) if is_own => (quote!(&#ty), quote!(&self.#ident)),
        (Kind::String, true) => (option(quote!(&str)), quote!(self.#ident.as_deref())),
        (Kind::String, false) => (quote!(&str), quote!(&self.#ident)),
        (Kind::List(member), optional) => {
            let element = plan.element_type(target, member);
            let value = if optional {
                quote!(self.#ident.as_deref().unwrap_or_default())
            } else {
                quote!(&self.#ident)
            };
            (quote!(&[#element]), value)
        }
        (_, true) if plan.is_copy(target) => (option(ty), quote!(self.#ident)),
        (_, false) if plan.is_copy(target) => (ty, quote!(self.#ident)),
        (_, true) if field.boxed => (option(quote!(&#ty)), quote!(self.#ident.as_deref())),
        (_, true) => (option(quote!(&#ty)), quote!(self.#ident.as_ref())),
        (_, false) => (quote!(&#ty), quote!(&self.#ident)),
    }
}

/// `Debug` of the structure, and the storage in which its builder collects members.
fn storage(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    let name = structure.name();
    let builder = structure.builder_ident().to_string();
    let own = structure.is_own_builder_storage();
    let fields = format_ident!("{}Fields", ident);
    let (storage, debug) = if own {
        (
            quote!(Self),
            quote! {
                <Self as ::tinsmith_runtime::codegen::structure::Structure>::fmt_fields(self, #name, f)
            },
        )
    } else {
        let shown = shown_fields(plan, structure, &quote!(self));
        (
            quote!(#fields),
            quote!(::tinsmith_runtime::codegen::structure::fmt_struct(f, #name, &[#(#shown),*])),
        )
    };
    let twin = (!own).then(|| twin(plan, structure, &fields));
    let idents = structure.fields.iter().map(|field| &field.ident);
    let extra = extra_fields(plan, structure);
    let extra = extra
        .iter()
        .map(|ExtraField { ident, unset, .. }| quote!(#ident: #unset,));
    let shown = shown_fields(plan, structure, &quote!(fields));
    let debug = plan.shaped.has_debug(&plan.id_of(structure)).then(|| {
        quote! {
            impl ::std::fmt::Debug for #ident {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    #debug
                }
            }
        }
    });
    let constructed = if own { quote!(Self) } else { quote!(#fields) };
    quote! {
        #debug
        #twin
        impl ::tinsmith_runtime::codegen::structure::Structure for #ident {
            type Fields = #storage;
            const BUILDER: &'static str = #builder;

            fn unset() -> Self::Fields {
                #constructed {
                    #(#idents: ::std::option::Option::None,)*
                    #(#extra)*
                }
            }

            #[allow(unused_variables)]
            fn fmt_fields(
                fields: &Self::Fields,
                name: &str,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> ::std::fmt::Result {
                ::tinsmith_runtime::codegen::structure::fmt_struct(f, name, &[#(#shown),*])
            }
        }
    }
}

/// The fields for `Debug`, the sensitive ones redacted.
fn shown_fields(plan: &Plan<'_>, structure: &Structure<'_>, of: &TokenStream) -> Vec<TokenStream> {
    let mut shown: Vec<TokenStream> = structure
        .fields
        .iter()
        .map(|field| {
            let (ident, name) = (&field.ident, field.ident.to_string());
            let name = name.trim_start_matches("r#");
            if field.sensitive {
                quote!((#name, &::tinsmith_runtime::codegen::structure::REDACTED))
            } else {
                quote!((#name, &#of.#ident))
            }
        })
        .collect();
    shown.extend(
        extra_fields(plan, structure)
            .iter()
            .map(|ExtraField { ident, .. }| {
                let name = ident.to_string();
                quote!((#name, &#of.#ident))
            }),
    );
    shown
}

/// The builder's storage: a hidden structure of the same fields, in which each member is an `Option`.
fn twin(plan: &Plan<'_>, structure: &Structure<'_>, ident: &Ident) -> TokenStream {
    let derives = derives(plan, structure);
    let fields = structure.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote!(pub(crate) #ident: ::std::option::Option<#ty>,)
    });
    let extra = extra_fields(plan, structure);
    let extra = extra.iter().map(ExtraField::definition);
    quote! {
        #[doc(hidden)]
        #derives
        pub struct #ident {
            #(#fields)*
            #(#extra)*
        }
    }
}
