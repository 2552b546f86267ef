//! A string enum. `Unknown` holds values that the model does not have.
//!
//! ```ignore
//! #[non_exhaustive]
//! pub enum PhoneType {
//!     DeskPhone,
//!     Unknown(UnknownVariantValue),
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{EnumValue, Kind, ShapeRef};

use crate::emit::attributes::{deprecated, documented};
use crate::emit::{serde, shaped};
use crate::names::Name;
use crate::plan::Plan;

/// The enum and its conversions from and to strings.
pub(crate) fn emit(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let kind = &plan.shape(shape).kind;
    let Kind::Enum(values) = kind else {
        return quote!();
    };
    if kind.is_named_enum() {
        named(plan, shape, values)
    } else {
        unnamed(plan, shape, values)
    }
}

struct Variant<'m> {
    ident: Name,
    value: &'m EnumValue,
}

/// Variants in the order of their values on the wire.
fn variants<'m>(plan: &Plan<'_>, shape: ShapeRef, values: &'m [EnumValue]) -> Vec<Variant<'m>> {
    let mut variants: Vec<Variant<'_>> = values
        .iter()
        .map(|value| Variant {
            ident: plan.variant_ident(shape, value),
            value,
        })
        .collect();
    variants.sort_by(|a, b| a.value.value.cmp(&b.value.value));
    variants
}

fn named(plan: &Plan<'_>, shape: ShapeRef, values: &[EnumValue]) -> TokenStream {
    let ident = plan.type_ident(shape);
    let traits = &plan.shape(shape).traits;
    let docs = documented(plan.docs(traits));
    let deprecation = deprecated(traits);
    let variants = variants(plan, shape, values);
    let definitions = variants.iter().map(|variant| {
        let traits = &variant.value.traits;
        let docs = documented(plan.docs(traits));
        let (ident, deprecation) = (&variant.ident, deprecated(traits));
        let name = variant.value.name.as_deref().unwrap_or_default();
        let attributes = shaped::of_member(plan, Some(shape), name);
        quote!(#docs #deprecation #attributes #ident,)
    });
    let (derives, debug) = derives(plan, shape, &ident);
    let conversions = conversions(plan, &ident, &variants);
    let serde = serde::text(plan, &ident);
    quote! {
        #docs
        #deprecation
        #[non_exhaustive]
        #derives
        pub enum #ident {
            #(#definitions)*
            /// A value that is not in the model that this client was generated from.
            #[deprecated(
                note = "a later client may know the value: match it with `_` and compare `as_str()`"
            )]
            Unknown(::tinsmith_runtime::codegen::error::UnknownVariantValue),
        }
        #debug
        #conversions
        #serde
    }
}

/// The derives, and for a sensitive enum a `Debug` that redacts instead of the derived one.
fn derives(plan: &Plan<'_>, shape: ShapeRef, ident: &Name) -> (TokenStream, TokenStream) {
    let id = plan.model[shape].id.as_str();
    let (debug_derive, debug) = if !plan.shaped.has_debug(id) {
        (quote!(), quote!())
    } else if plan.shape(shape).traits.is_sensitive() {
        (
            quote!(),
            quote! {
                impl ::std::fmt::Debug for #ident {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(::tinsmith_runtime::codegen::structure::REDACTED)
                    }
                }
            },
        )
    } else {
        (quote!(::std::fmt::Debug,), quote!())
    };
    let attributes = shaped::of_type(plan, id, shaped::ENUM);
    let derives = quote! {
        #[derive(
            ::std::clone::Clone,
            ::std::cmp::Eq,
            ::std::cmp::Ord,
            ::std::cmp::PartialEq,
            ::std::cmp::PartialOrd,
            #debug_derive
            ::std::hash::Hash,
        )]
        #attributes
    };
    (derives, debug)
}

fn conversions(plan: &Plan<'_>, ident: &Name, variants: &[Variant<'_>]) -> TokenStream {
    let root = &plan.root;
    let from_text = variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, &variant.value.value);
        quote!(#text => Self::#ident,)
    });
    let to_text = variants.iter().map(|variant| {
        let (ident, text) = (&variant.ident, &variant.value.value);
        quote!(Self::#ident => #text,)
    });
    let texts = variants.iter().map(|variant| &variant.value.value);
    quote! {
        impl ::std::convert::From<&str> for #ident {
            fn from(value: &str) -> Self {
                match value {
                    #(#from_text)*
                    other => Self::Unknown(
                        ::tinsmith_runtime::codegen::error::UnknownVariantValue::new(other),
                    ),
                }
            }
        }
        impl ::std::str::FromStr for #ident {
            type Err = ::std::convert::Infallible;
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(value))
            }
        }
        impl #ident {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to_text)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
            /// All values of the model, as on the wire.
            pub const fn values() -> &'static [&'static str] {
                &[#(#texts),*]
            }
            /// Parses a value of the model.
            ///
            /// # Errors
            /// If `value` is not one of [`values`](Self::values).
            pub fn try_parse(
                value: &str,
            ) -> ::std::result::Result<Self, #root::error::UnknownVariantError> {
                match Self::from(value) {
                    Self::Unknown(_) => ::std::result::Result::Err(
                        #root::error::UnknownVariantError::new(value),
                    ),
                    known => ::std::result::Result::Ok(known),
                }
            }
        }
        impl ::std::convert::AsRef<str> for #ident {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

/// An enum of Smithy 1.0 whose values have no names: a structure that holds any string, with a list of the known
/// values.
fn unnamed(plan: &Plan<'_>, shape: ShapeRef, values: &[EnumValue]) -> TokenStream {
    let ident = plan.type_ident(shape);
    let traits = &plan.shape(shape).traits;
    let docs = documented(plan.docs(traits));
    let deprecation = deprecated(traits);
    let (derives, debug) = derives(plan, shape, &ident);
    let mut texts: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    texts.sort_unstable();
    let serde = serde::text(plan, &ident);
    quote! {
        #docs
        #deprecation
        #[non_exhaustive]
        #derives
        pub struct #ident(::std::string::String);
        #debug
        impl #ident {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// All values of the model, as on the wire.
            pub const fn values() -> &'static [&'static str] {
                &[#(#texts),*]
            }
        }
        impl<T: ::std::convert::AsRef<str>> ::std::convert::From<T> for #ident {
            fn from(value: T) -> Self {
                Self(value.as_ref().to_owned())
            }
        }
        impl ::std::str::FromStr for #ident {
            type Err = ::std::convert::Infallible;
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(value))
            }
        }
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        #serde
    }
}
