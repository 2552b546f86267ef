//! A structure's builder: setters and `build`; and the function `complete`, which fills in missing members of a
//! response.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Kind, ShapeRef, WhenUnset};

use super::extra::{ExtraField, extra_fields};
use crate::emit::attributes::deprecated_field;
use crate::emit::defaults;
use crate::emit::rustdoc::{MemberDocs, link_to_method, link_to_struct};
use crate::names::Path;
use crate::plan::{Field, Plan, Role, Structure};

/// The setters of a structure's builder, and `build`.
pub(super) fn builder(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    member_docs: &[MemberDocs],
) -> TokenStream {
    let root = &plan.root;
    let ident = &structure.ident;
    let setters = structure.fields.iter().zip(member_docs);
    let setters =
        setters.map(|(field, docs)| setters_of(plan, structure.role, field, &docs.required));
    let extra = extra_fields(plan, structure);
    let extra = extra.iter().map(ExtraField::setters);
    let meta = (structure.role == Role::Error).then(error_setters);
    if structure.role == Role::Input {
        return quote! {
            impl<S: #root::builder::Stage<#ident>> #root::builder::Builder<#ident, S> {
                #(#setters)*
            }
        };
    }
    let build = build(plan, structure);
    quote! {
        impl #root::builder::Builder<#ident> {
            #(#setters)*
            #(#extra)*
            #meta
            #build
        }
    }
}

/// The expressions for a builder's storage, to write and to read it. An input has two builders, so they go through
/// the trait `Stage`.
fn storage_of(role: Role) -> (TokenStream, TokenStream) {
    match role {
        Role::Input => (quote!(self.stage.fields_mut()), quote!(self.stage.fields())),
        _ => (quote!(self.stage.fields), quote!(self.stage.fields)),
    }
}

/// The methods `x`, `set_x` and `get_x` of a builder.
fn setters_of(plan: &Plan<'_>, role: Role, field: &Field<'_>, docs: &TokenStream) -> TokenStream {
    let (place, seen) = storage_of(role);
    let (ident, ty) = (&field.ident, &field.ty);
    let (setter, getter) = (&field.setter, &field.getter);
    let (parameters, value) = plain_setter(plan, &place, field);
    let deprecation = deprecated_field(field);
    let link = link_to_method(ident);
    let set_docs = format!(" Sets or clears {link}.");
    let get_docs = format!(" The value of {link}, if set.");
    quote! {
        #docs
        pub fn #ident(mut self, #parameters) -> Self {
            #value
            self
        }
        #[doc = #set_docs]
        #deprecation
        pub fn #setter(mut self, input: ::std::option::Option<#ty>) -> Self {
            #place.#ident = input;
            self
        }
        #[doc = #get_docs]
        #deprecation
        pub fn #getter(&self) -> &::std::option::Option<#ty> {
            &#seen.#ident
        }
    }
}

/// The parameters of `x`, and the statement that stores them: a list gets another element, a map another entry.
fn plain_setter(
    plan: &Plan<'_>,
    place: &TokenStream,
    field: &Field<'_>,
) -> (TokenStream, TokenStream) {
    let (ident, target, ty) = (&field.ident, field.member.target, &field.ty);
    let is_own = plan.own_type(target).is_some();
    match &plan.shape(target).kind {
        Kind::List(member) => {
            let into = is_text(plan, target, member.target);
            let (parameter, argument) =
                parameter_of("input", &plan.element_type(target, member), into);
            let value = quote!(
                #place.#ident.get_or_insert_default().push(#argument);
            );
            (parameter, value)
        }
        Kind::Map { key, value } => {
            let key_into = matches!(plan.shape(key.target).kind, Kind::String)
                && plan.own_type(key.target).is_none();
            let value_into = is_text(plan, target, value.target);
            let (k, k_argument) = parameter_of("k", &plan.type_of(key.target), key_into);
            let (v, v_argument) = parameter_of("v", &plan.element_type(target, value), value_into);
            let value = quote!(
                #place.#ident
                    .get_or_insert_default()
                    .insert(#k_argument, #v_argument);
            );
            (quote!(#k, #v), value)
        }
        kind => {
            let into = field.boxed || (matches!(kind, Kind::String) && !is_own);
            let (parameter, argument) = parameter_of("input", ty, into);
            let value = quote!(
                #place.#ident = ::std::option::Option::Some(#argument);
            );
            (parameter, value)
        }
    }
}

/// The parameters of `x`.
pub(crate) fn setter_parameters(plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
    plain_setter(plan, &quote!(), field).0
}

/// Whether an element of a list or map that is not sparse is a string, so that the setter takes `impl Into<String>`.
fn is_text(plan: &Plan<'_>, container: ShapeRef, element: ShapeRef) -> bool {
    matches!(plan.shape(element).kind, Kind::String)
        && plan.own_type(element).is_none()
        && !plan.shape(container).traits.is_sparse()
}

/// A setter's parameter, and the expression that converts it.
fn parameter_of(name: &str, ty: &Path, into: bool) -> (TokenStream, TokenStream) {
    let name = format_ident!("{name}");
    if into {
        (
            quote!(#name: impl ::std::convert::Into<#ty>),
            quote!(#name.into()),
        )
    } else {
        (quote!(#name: #ty), quote!(#name))
    }
}

/// The setters `meta` and `set_meta` of an error's builder.
fn error_setters() -> TokenStream {
    quote! {
        /// Sets the error's code, message and request id.
        pub fn meta(
            mut self,
            meta: ::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata,
        ) -> Self {
            self.stage.fields.meta = meta;
            self
        }
        /// Sets the error's code, message and request id; `None` clears them.
        pub fn set_meta(
            &mut self,
            meta: ::std::option::Option<::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata>,
        ) -> &mut Self {
            self.stage.fields.meta = meta.unwrap_or_default();
            self
        }
    }
}

/// The method `build`.
fn build(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    if structure.is_own_builder_storage() {
        let docs = format!(" Builds a {}.", link_to_struct(ident));
        return quote! {
            #[doc = #docs]
            pub fn build(self) -> #ident {
                self.stage.fields
            }
        };
    }
    let fields = structure.fields.iter().map(|field| {
        let (ident, value) = (&field.ident, built_value(plan, structure, field));
        quote!(#ident: #value,)
    });
    let extra = extra_fields(plan, structure);
    let extra = extra
        .iter()
        .map(|ExtraField { ident, .. }| quote!(#ident: fields.#ident,));
    let built = quote!(#ident { #(#fields)* #(#extra)* });
    if !structure.build_fails() {
        let docs = format!(
            " Builds a {}, with defaults for members that are not set.",
            link_to_struct(ident)
        );
        return quote! {
            #[doc = #docs]
            pub fn build(self) -> #ident {
                let fields = self.stage.fields;
                #built
            }
        };
    }
    let docs = format!(" Builds a {}.", link_to_struct(ident));
    let required = structure
        .fields
        .iter()
        .filter(|field| field.when_unset == WhenUnset::Required);
    let required = required.map(|field| format!(" - {}", link_to_method(&field.ident)));
    quote! {
        #[doc = #docs]
        ///
        /// # Errors
        /// If one of these is not set:
        #(#[doc = #required])*
        pub fn build(
            self,
        ) -> ::std::result::Result<
            #ident,
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            let fields = self.stage.fields;
            ::std::result::Result::Ok(#built)
        }
    }
}

/// The expression for a field's value, from `fields`. It returns from the function if a required member is not set.
pub(crate) fn built_value(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    field: &Field<'_>,
) -> TokenStream {
    let (ident, snake) = (&field.ident, &field.snake);
    let option = quote!(fields.#ident);
    match field.when_unset {
        WhenUnset::None => option,
        WhenUnset::Default => defaults::or_default(plan, field.member, option),
        WhenUnset::EmptyStream => quote!(#option.unwrap_or_default()),
        WhenUnset::Required => {
            let reason = format!("it is required to build a `{}`", structure.ident);
            quote!(#option.ok_or_else(|| {
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError::missing_field(
                    #snake, #reason,
                )
            })?)
        }
    }
}

/// The expression that makes the structure from a response's `fields`, and the function `complete` if the expression
/// calls it. With `is_emitted` the structure's file already has that function.
pub(crate) fn completion(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
    is_emitted: bool,
) -> (Option<TokenStream>, TokenStream) {
    if structure.is_own_builder_storage() {
        (None, quote!(fields))
    } else {
        let complete = (!is_emitted).then(|| complete(plan, structure));
        (complete, quote!(complete(fields)))
    }
}

/// The function `complete`, which makes the structure from a response's fields and fills in missing members, as the
/// official clients do. It never fails.
pub(crate) fn complete(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let (ident, path) = (&structure.ident, &structure.path);
    let storage = format_ident!("{}Fields", ident);
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let option = quote!(fields.#ident);
        let value = match field.when_unset {
            WhenUnset::None => option,
            WhenUnset::Required => defaults::or_empty(plan, field.member, option),
            WhenUnset::Default => defaults::or_default(plan, field.member, option),
            WhenUnset::EmptyStream => quote!(#option.unwrap_or_default()),
        };
        quote!(#ident: #value,)
    });
    let extra = extra_fields(plan, structure);
    let extra = extra
        .iter()
        .map(|ExtraField { ident, .. }| quote!(#ident: fields.#ident,));
    quote! {
        /// Fills in members that the service left out.
        fn complete(fields: #storage) -> #path {
            #path { #(#fields)* #(#extra)* }
        }
    }
}
