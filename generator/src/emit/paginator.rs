//! An operation's paginator: how it reads the token and the items, and sets the page size.
//!
//! ```ignore
//! impl Paginated for ListUsers { .. }
//! pub mod paginator {
//!     pub type ListUsersPaginator = Paginator<ListUsers>;
//! }
//! ```
//!
//! Smithy specification: [`paginated` trait](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait).

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use tinsmith_model::Kind;

use crate::plan::customizations::s3;
use crate::plan::pagination::{MemberPath, Pagination};
use crate::plan::{Field, Operation, Plan};

/// The traits and aliases for the paginator of an operation; empty if the operation is not paginated.
pub(crate) fn emit(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let Some(pagination) = Pagination::of(plan, operation) else {
        return quote!();
    };
    let paginated = paginated(plan, operation, &pagination);
    let page_size = pagination
        .page_size
        .map(|field| page_size(operation, field));
    let items = pagination
        .items
        .as_ref()
        .map(|path| page_items(plan, operation, path));
    let names = aliases(operation, pagination.items.is_some());
    let start = into_paginator(plan, operation);
    quote! {
        #paginated
        #page_size
        #items
        #start
        #names
    }
}

fn paginated(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    pagination: &Pagination<'_, '_>,
) -> TokenStream {
    let ident = &operation.ident;
    let input = &pagination.input_token.ident;
    let target = pagination.input_token.member.target;
    let token = plan.type_of(target);
    let output = by_reference(&pagination.output_token);
    let unless_last = s3::more_pages(plan, operation).map(|Field { ident, .. }| {
        quote! {
            if output.#ident != ::std::option::Option::Some(true) {
                return ::std::option::Option::None;
            }
        }
    });
    let is_end = match plan.shape(target).kind {
        Kind::String => quote!(token.is_empty()),
        Kind::Map { .. } | Kind::List(_) => quote!(token.is_empty()),
        _ => quote!(false),
    };
    let unused = (!is_end.to_string().contains("token")).then(|| quote!(let _ = token;));
    quote! {
        impl ::tinsmith_runtime::codegen::paginator::Paginated for #ident {
            type Token = #token;
            fn input_token(
                input: &mut Self::Input,
            ) -> &mut ::std::option::Option<Self::Token> {
                &mut input.#input
            }
            fn output_token(output: &Self::Output) -> ::std::option::Option<&Self::Token> {
                #unless_last
                #output
            }
            fn is_end(token: &Self::Token) -> bool {
                #unused
                #is_end
            }
        }
    }
}

/// `output.a.as_ref()?.b.as_ref()`.
fn by_reference(path: &MemberPath<'_, '_>) -> TokenStream {
    let mut value = quote!(output);
    let last = path.fields.len() - 1;
    for (index, field) in path.fields.iter().enumerate() {
        let ident = &field.ident;
        value = match (field.optional, index == last) {
            (true, true) => quote!(#value.#ident.as_ref()),
            (true, false) => quote!(#value.#ident.as_ref()?),
            (false, true) => quote!(::std::option::Option::Some(&#value.#ident)),
            (false, false) => quote!(#value.#ident),
        };
    }
    value
}

fn page_size(operation: &Operation<'_>, field: &Field<'_>) -> TokenStream {
    let (ident, field, ty) = (&operation.ident, &field.ident, &field.ty);
    quote! {
        impl ::tinsmith_runtime::codegen::paginator::PageSize for #ident {
            type Size = #ty;
            fn set_page_size(input: &mut Self::Input, size: Self::Size) {
                input.#field = ::std::option::Option::Some(size);
            }
        }
    }
}

fn page_items(
    plan: &Plan<'_>,
    operation: &Operation<'_>,
    path: &MemberPath<'_, '_>,
) -> TokenStream {
    let ident = &operation.ident;
    let item = match &plan.shape(path.target).kind {
        Kind::List(member) => plan.element_type(path.target, member).to_token_stream(),
        Kind::Map { key, value } => {
            let (key, value) = (
                plan.type_of(key.target),
                plan.element_type(path.target, value),
            );
            quote!((#key, #value))
        }
        _ => return quote!(),
    };
    let items = path.fields.iter().fold(
        quote!(::std::option::Option::Some(output)),
        |value, field| {
            let ident = &field.ident;
            if field.optional {
                quote!(#value.and_then(|value| value.#ident))
            } else {
                quote!(#value.map(|value| value.#ident))
            }
        },
    );
    quote! {
        impl ::tinsmith_runtime::codegen::paginator::PageItems for #ident {
            type Item = #item;
            fn items(
                output: Self::Output,
            ) -> impl ::std::iter::Iterator<Item = Self::Item> + ::std::marker::Send {
                #items.unwrap_or_default().into_iter()
            }
        }
    }
}

fn into_paginator(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let root = &plan.root;
    let input = &operation.input.ident;
    let paginator = operation.stem_ident("Paginator");
    quote! {
        impl #root::builder::Builder<#input, #root::builder::Call<#input>> {
            /// Reads the output page by page, or item by item.
            pub fn into_paginator(self) -> paginator::#paginator {
                let (plugins, input) = self.stage.into_parts();
                ::tinsmith_runtime::codegen::paginator::Paginator::new(plugins, input)
            }
        }
    }
}

fn aliases(operation: &Operation<'_>, has_items: bool) -> TokenStream {
    let ident = &operation.ident;
    let paginator = operation.stem_ident("Paginator");
    let docs = format!(" Reads `{}` page by page.", operation.name);
    let items = has_items.then(|| {
        let items = operation.stem_ident("PaginatorItems");
        let docs = format!(" Reads `{}` item by item.", operation.name);
        quote! {
            #[doc = #docs]
            pub type #items = ::tinsmith_runtime::codegen::paginator::PaginatorItems<super::#ident>;
        }
    });
    quote! {
        /// The paginator.
        pub mod paginator {
            #[doc = #docs]
            pub type #paginator = ::tinsmith_runtime::codegen::paginator::Paginator<super::#ident>;
            #items
        }
    }
}
