//! A union. A variant that the model does not have is read as `Unknown`, which can't be sent.
//!
//! ```ignore
//! #[non_exhaustive]
//! pub enum Answer {
//!     Number(f64),
//!     Unknown,
//! }
//! impl Answer {
//!     pub fn as_number(&self) -> Result<&f64, &Self> { .. }
//!     pub fn is_number(&self) -> bool { .. }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::ShapeRef;

use crate::emit::attributes::{deprecated, documented};
use crate::emit::{serde, shaped};
use crate::names::Name;
use crate::plan::{Plan, Variant};

/// The union and its helpers.
pub(crate) fn emit(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let ident = plan.type_ident(shape);
    let traits = &plan.shape(shape).traits;
    let docs = documented(plan.docs(traits));
    let deprecation = deprecated(traits);
    let variants = plan.variants(shape);
    let definitions = variants.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, variant_docs(plan, variant));
        let attributes = shaped::of_member(plan, Some(shape), &variant.member.name);
        match &variant.ty {
            Some(ty) => quote!(#docs #attributes #ident(#ty),),
            None => quote!(#docs #attributes #ident,),
        }
    });
    let helpers = variants.iter().map(helpers);
    let id = plan.model[shape].id.as_str();
    let (derive, debug) = match plan.shaped.has_debug(id) {
        true => debug(plan, shape, &ident, &variants),
        false => (quote!(), quote!()),
    };
    let attributes = shaped::of_type(plan, id, shaped::STRUCTURE);
    let serde = serde::union(plan, shape, &variants);
    quote! {
        #docs
        #deprecation
        #[non_exhaustive]
        #[derive(::std::clone::Clone, ::std::cmp::PartialEq, #derive)]
        #attributes
        pub enum #ident {
            #(#definitions)*
            /// A variant that is not in the model that this client was generated from. It can be received, and
            /// not sent.
            #[non_exhaustive]
            Unknown,
        }
        #debug
        impl #ident {
            #(#helpers)*
            /// Whether the variant is not in the model that this client was generated from.
            pub fn is_unknown(&self) -> bool {
                ::std::matches!(self, Self::Unknown)
            }
        }
        #serde
    }
}

fn variant_docs(plan: &Plan<'_>, variant: &Variant<'_>) -> TokenStream {
    let traits = &variant.member.traits;
    let docs = documented(plan.docs(traits));
    let deprecation = deprecated(traits);
    quote!(#docs #deprecation)
}

fn helpers(variant: &Variant<'_>) -> TokenStream {
    let ident = &variant.ident;
    let (as_variant, is_variant) = (&variant.getter, &variant.is);
    let as_docs = format!(
        " Returns the value of [`{ident}`](Self::{ident}), or the union itself if it has another variant."
    );
    let is_docs = format!(" Whether this is [`{ident}`](Self::{ident}).");
    let (ty, pattern, value) = match &variant.ty {
        Some(ty) => (quote!(&#ty), quote!(Self::#ident(value)), quote!(value)),
        None => (quote!(()), quote!(Self::#ident), quote!(())),
    };
    let any = match &variant.ty {
        Some(_) => quote!(Self::#ident(_)),
        None => quote!(Self::#ident),
    };
    quote! {
        #[doc = #as_docs]
        ///
        /// # Errors
        /// The union itself, if it has another variant.
        pub fn #as_variant(&self) -> ::std::result::Result<#ty, &Self> {
            match self {
                #pattern => ::std::result::Result::Ok(#value),
                _ => ::std::result::Result::Err(self),
            }
        }
        #[doc = #is_docs]
        pub fn #is_variant(&self) -> bool {
            ::std::matches!(self, #any)
        }
    }
}

/// The derive of `Debug`, or an implementation that redacts sensitive values.
fn debug(
    plan: &Plan<'_>,
    shape: ShapeRef,
    ident: &Name,
    variants: &[Variant<'_>],
) -> (TokenStream, TokenStream) {
    let whole = plan.shape(shape).traits.is_sensitive();
    let is_sensitive = |variant: &Variant<'_>| plan.is_sensitive(variant.member.target);
    if !whole && !variants.iter().any(is_sensitive) {
        return (quote!(::std::fmt::Debug), quote!());
    }
    let body = if whole {
        quote!(f.write_str(::tinsmith_runtime::codegen::structure::REDACTED))
    } else {
        let arms = variants.iter().map(|variant| {
                let (ident, name) = (&variant.ident, variant.ident.to_string());
                match (&variant.ty, is_sensitive(variant)) {
                    (None, _) => quote!(Self::#ident => f.write_str(#name),),
                    (Some(_), true) => quote! {
                        Self::#ident(_) => f.write_str(::tinsmith_runtime::codegen::structure::REDACTED),
                    },
                    (Some(_), false) => quote! {
                        Self::#ident(value) => f.debug_tuple(#name).field(value).finish(),
                    },
                }
            });
        quote!(match self { #(#arms)* Self::Unknown => f.write_str("Unknown"), })
    };
    let debug = quote! {
        impl ::std::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                #body
            }
        }
    };
    (quote!(), debug)
}
