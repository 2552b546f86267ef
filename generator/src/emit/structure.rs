//! A structure, its builder, and what `Debug` shows of it.
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

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::{Kind, ShapeRef};

use crate::emit::{deprecated, documented};
use crate::plan::{Field, Fill, Plan, Role, Structure};

/// The structure with its accessors, and its builder.
pub(crate) fn emit(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let definition = definition(plan, structure);
    let accessors = accessors(plan, structure);
    let storage = storage(plan, structure);
    let builder = builder(plan, structure);
    let request_id = (structure.role == Role::Output).then(|| request_id(structure));
    quote! {
        #definition
        #accessors
        #request_id
        #storage
        #builder
    }
}

/// The structure can't be cloned or compared: it holds a stream.
fn is_stream(plan: &Plan<'_>, structure: &Structure<'_>) -> bool {
    structure.stream(plan).is_some()
}

fn derives(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    match is_stream(plan, structure) {
        true => quote!(),
        false => quote!(#[derive(::std::clone::Clone, ::std::cmp::PartialEq)]),
    }
}

fn definition(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    let derives = derives(plan, structure);
    let (docs, deprecation) = match structure.shape.map(|shape| &plan.shape(shape).traits) {
        Some(traits) => (traits.documentation(), deprecated(traits)),
        None => (None, quote!()),
    };
    let docs = match (docs, structure.role) {
        (None, Role::Input) => documented(Some("What the operation is called with.")),
        (None, Role::Output) => documented(Some("What the operation answers.")),
        (docs, _) => documented(docs),
    };
    let fields = structure.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, field.field_type());
        let docs = member_docs(field);
        quote!(#docs pub #ident: #ty,)
    });
    let hidden = hidden_fields(structure);
    let hidden = hidden
        .iter()
        .map(|(ident, ty, _)| quote!(pub(crate) #ident: #ty,));
    quote! {
        #docs
        #deprecation
        #[non_exhaustive]
        #derives
        pub struct #ident {
            #(#fields)*
            #(#hidden)*
        }
    }
}

/// Fields that no member stands behind: name, type, and the value of an unset one.
fn hidden_fields(structure: &Structure<'_>) -> Vec<(Ident, TokenStream, TokenStream)> {
    match structure.role {
        Role::Output => vec![(
            format_ident!("_request_id"),
            quote!(::std::option::Option<::std::string::String>),
            quote!(::std::option::Option::None),
        )],
        Role::Error => vec![(
            format_ident!("meta"),
            quote!(::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata),
            quote!(::std::default::Default::default()),
        )],
        Role::Input | Role::Type => Vec::new(),
    }
}

/// The documentation of a member, for the field and everything named after it.
pub(crate) fn member_docs(field: &Field<'_>) -> TokenStream {
    let deprecation = deprecated(&field.member.traits);
    let docs = documented(field.member.traits.documentation());
    quote!(#docs #deprecation)
}

fn accessors(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let (ident, builder) = (&structure.ident, structure.builder_path());
    let getters = structure
        .fields
        .iter()
        .map(|field| getter(plan, structure, field));
    let builder_docs = format!(" Creates a builder of [`{ident}`].");
    quote! {
        impl #ident {
            #(#getters)*
            #[doc = #builder_docs]
            pub fn builder() -> #builder {
                ::std::default::Default::default()
            }
        }
    }
}

fn getter(plan: &Plan<'_>, structure: &Structure<'_>, field: &Field<'_>) -> TokenStream {
    if structure.role == Role::Error && field.snake == "message" {
        return quote!();
    }
    let (ident, docs) = (&field.ident, member_docs(field));
    let (ty, value) = borrowed(plan, field);
    quote! {
        #docs
        pub fn #ident(&self) -> #ty {
            #value
        }
    }
}

/// What a getter returns, and from what.
fn borrowed(plan: &Plan<'_>, field: &Field<'_>) -> (TokenStream, TokenStream) {
    let (ident, target) = (&field.ident, field.member.target);
    let ty = plan.type_of(target);
    let option = |ty| quote!(::std::option::Option<#ty>);
    match (&plan.shape(target).kind, field.optional) {
        (Kind::String, true) => (option(quote!(&str)), quote!(self.#ident.as_deref())),
        (Kind::String, false) => (quote!(&str), quote!(&self.#ident)),
        (Kind::List(member), optional) => {
            let element = plan.element_type(target, member);
            let value = match optional {
                true => quote!(self.#ident.as_deref().unwrap_or_default()),
                false => quote!(&self.#ident),
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

fn request_id(structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    quote! {
        impl ::tinsmith_runtime::aws_types::request_id::RequestId for #ident {
            fn request_id(&self) -> ::std::option::Option<&str> {
                self._request_id.as_deref()
            }
        }
    }
}

/// `Debug` of the structure, and the storage that the builder collects members in.
fn storage(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    let name = structure.name();
    let builder = structure.builder_ident().to_string();
    let own = structure.is_own_builder_storage();
    let fields = format_ident!("{}Fields", ident);
    let (storage, debug) = match own {
        true => (
            quote!(Self),
            quote! {
                <Self as ::tinsmith_runtime::structure::Structure>::fmt_fields(self, #name, f)
            },
        ),
        false => {
            let shown = shown_fields(structure, &quote!(self));
            (
                quote!(#fields),
                quote!(::tinsmith_runtime::structure::fmt_struct(f, #name, &[#(#shown),*])),
            )
        }
    };
    let twin = (!own).then(|| twin(plan, structure, &fields));
    let idents = structure.fields.iter().map(|field| &field.ident);
    let hidden = hidden_fields(structure);
    let hidden = hidden
        .iter()
        .map(|(ident, _, unset)| quote!(#ident: #unset,));
    let shown = shown_fields(structure, &quote!(fields));
    let constructed = if own { quote!(Self) } else { quote!(#fields) };
    quote! {
        impl ::std::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #debug
            }
        }
        #twin
        impl ::tinsmith_runtime::structure::Structure for #ident {
            type Fields = #storage;
            const BUILDER: &'static str = #builder;

            fn unset() -> Self::Fields {
                #constructed {
                    #(#idents: ::std::option::Option::None,)*
                    #(#hidden)*
                }
            }

            #[allow(unused_variables)]
            fn fmt_fields(
                fields: &Self::Fields,
                name: &str,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> ::std::fmt::Result {
                ::tinsmith_runtime::structure::fmt_struct(f, name, &[#(#shown),*])
            }
        }
    }
}

/// The fields as `Debug` shows them, sensitive ones redacted.
fn shown_fields(structure: &Structure<'_>, of: &TokenStream) -> Vec<TokenStream> {
    let mut shown: Vec<TokenStream> = structure
        .fields
        .iter()
        .map(|field| {
            let (ident, name) = (&field.ident, field.ident.to_string());
            let name = name.trim_start_matches("r#");
            match field.sensitive {
                true => quote!((#name, &::tinsmith_runtime::structure::REDACTED)),
                false => quote!((#name, &#of.#ident)),
            }
        })
        .collect();
    shown.extend(hidden_fields(structure).iter().map(|(ident, ..)| {
        let name = ident.to_string();
        quote!((#name, &#of.#ident))
    }));
    shown
}

/// The twin of a structure in which each member is an `Option`.
fn twin(plan: &Plan<'_>, structure: &Structure<'_>, ident: &Ident) -> TokenStream {
    let derives = derives(plan, structure);
    let fields = structure.fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote!(pub(crate) #ident: ::std::option::Option<#ty>,)
    });
    let hidden = hidden_fields(structure);
    let hidden = hidden
        .iter()
        .map(|(ident, ty, _)| quote!(pub(crate) #ident: #ty,));
    quote! {
        #[doc(hidden)]
        #derives
        pub struct #ident {
            #(#fields)*
            #(#hidden)*
        }
    }
}

fn builder(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let root = &plan.root;
    let ident = &structure.ident;
    let setters = structure
        .fields
        .iter()
        .map(|field| setters(plan, structure.role, field));
    let extra = match structure.role {
        Role::Error => error_setters(),
        _ => quote!(),
    };
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
            #extra
            #build
        }
    }
}

/// Where a builder's members are, to set and to see them: an input's builder is one of two.
fn storage_of(role: Role) -> (TokenStream, TokenStream) {
    match role {
        Role::Input => (quote!(self.stage.fields_mut()), quote!(self.stage.fields())),
        _ => (quote!(self.stage.fields), quote!(self.stage.fields)),
    }
}

/// `x`, `set_x` and `get_x` of a builder.
fn setters(plan: &Plan<'_>, role: Role, field: &Field<'_>) -> TokenStream {
    let (place, seen) = storage_of(role);
    let (ident, docs, ty) = (&field.ident, member_docs(field), &field.ty);
    let (setter, getter) = (field.setter(), field.getter());
    let (parameters, value) = plain_setter(plan, &place, field);
    let deprecation = deprecated(&field.member.traits);
    let set_docs = format!(" Sets or clears [`{ident}`](Self::{ident}).");
    let get_docs = format!(" What [`{ident}`](Self::{ident}) was set to.");
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

/// The parameters of `x`, and the statement that keeps them: a list takes one element more, a map
/// one entry.
fn plain_setter(
    plan: &Plan<'_>,
    place: &TokenStream,
    field: &Field<'_>,
) -> (TokenStream, TokenStream) {
    let (ident, target, ty) = (&field.ident, field.member.target, &field.ty);
    match &plan.shape(target).kind {
        Kind::List(member) => {
            let into = is_text(plan, target, member.target);
            let (parameter, argument) =
                parameter_of("input", plan.element_type(target, member), into);
            let value = quote!(
                #place.#ident.get_or_insert_default().push(#argument);
            );
            (parameter, value)
        }
        Kind::Map { key, value } => {
            let key_into = matches!(plan.shape(key.target).kind, Kind::String);
            let value_into = is_text(plan, target, value.target);
            let (k, k_argument) = parameter_of("k", plan.type_of(key.target), key_into);
            let (v, v_argument) = parameter_of("v", plan.element_type(target, value), value_into);
            let value = quote!(
                #place.#ident
                    .get_or_insert_default()
                    .insert(#k_argument, #v_argument);
            );
            (quote!(#k, #v), value)
        }
        kind => {
            let into = field.boxed || matches!(kind, Kind::String);
            let (parameter, argument) = parameter_of("input", ty.clone(), into);
            let value = quote!(
                #place.#ident = ::std::option::Option::Some(#argument);
            );
            (parameter, value)
        }
    }
}

/// An element of a dense list or map is text, so that a setter takes `impl Into<String>`.
fn is_text(plan: &Plan<'_>, container: ShapeRef, element: ShapeRef) -> bool {
    matches!(plan.shape(element).kind, Kind::String) && !plan.shape(container).traits.is_sparse()
}

/// A setter's parameter, and the argument that it becomes.
fn parameter_of(name: &str, ty: TokenStream, into: bool) -> (TokenStream, TokenStream) {
    let name = format_ident!("{name}");
    match into {
        true => (
            quote!(#name: impl ::std::convert::Into<#ty>),
            quote!(#name.into()),
        ),
        false => (quote!(#name: #ty), quote!(#name)),
    }
}

/// `meta` and `set_meta` of an error's builder.
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

/// `build`, and for a structure that the builder can't hold itself `complete`, which a response is
/// read through: it never fails.
fn build(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let ident = &structure.ident;
    if structure.is_own_builder_storage() {
        let docs = format!(" Builds a [`{ident}`].");
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
    let hidden = hidden_fields(structure);
    let hidden = hidden
        .iter()
        .map(|(ident, ..)| quote!(#ident: fields.#ident,));
    let built = quote!(#ident { #(#fields)* #(#hidden)* });
    if !structure.build_fails() {
        let docs = format!(" Builds a [`{ident}`], with defaults for what is not set.");
        return quote! {
            #[doc = #docs]
            pub fn build(self) -> #ident {
                let fields = self.stage.fields;
                #built
            }
        };
    }
    let docs = format!(" Builds a [`{ident}`].");
    let required = structure
        .fields
        .iter()
        .filter(|field| field.fill == Fill::Required);
    let required = required.map(|field| format!(" - [`{0}`](Self::{0})", field.ident));
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

fn built_value(plan: &Plan<'_>, structure: &Structure<'_>, field: &Field<'_>) -> TokenStream {
    let (ident, snake) = (&field.ident, &field.snake);
    let option = quote!(fields.#ident);
    match field.fill {
        Fill::None => option,
        Fill::Default => plan.or_default(field.member, option),
        Fill::EmptyStream => quote!(#option.unwrap_or_default()),
        Fill::Required => {
            let reason = format!("it is required to build a `{}`", structure.ident);
            quote!(#option.ok_or_else(|| {
                ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError::missing_field(
                    #snake, #reason,
                )
            })?)
        }
    }
}

/// A function `complete` that makes the structure of what a response held: what is missing is
/// filled in, as the official clients do.
pub(crate) fn complete(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let (ident, path) = (&structure.ident, &structure.path);
    let storage = format_ident!("{}Fields", ident);
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let option = quote!(fields.#ident);
        let value = match field.fill {
            Fill::None => option,
            Fill::Required => plan.or_empty(field.member, option),
            Fill::Default => plan.or_default(field.member, option),
            Fill::EmptyStream => quote!(#option.unwrap_or_default()),
        };
        quote!(#ident: #value,)
    });
    let hidden = hidden_fields(structure);
    let hidden = hidden
        .iter()
        .map(|(ident, ..)| quote!(#ident: fields.#ident,));
    quote! {
        /// Fills in what the service left out.
        fn complete(fields: #storage) -> #path {
            #path { #(#fields)* #(#hidden)* }
        }
    }
}
