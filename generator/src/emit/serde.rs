//! `Serialize` and `Deserialize` of unions, enums and builders, behind the features of the crate that the client is in;
//! `structure/serde.rs` has those of structures. `tinsmith_runtime::codegen` has what they call, and
//! `runtime/src/serde.rs` the forms of values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinsmith_model::{Kind, Member, ShapeRef};

use crate::names::Name;
use crate::plan::{Plan, Variant};

/// The features of the crate that the client is in.
pub(crate) const FEATURES: [&str; 2] = ["serde-serialize", "serde-deserialize"];

/// How the values of a member are written, by adapters of the runtime.
pub(super) enum Adapter {
    One(&'static str),
    Of(&'static str, Box<Adapter>),
}

impl Adapter {
    pub(super) fn tokens(&self, module: &TokenStream) -> TokenStream {
        match self {
            Self::One(name) => {
                let name = quote::format_ident!("{name}");
                quote!(#module::#name)
            }
            Self::Of(name, inner) => {
                let (name, inner) = (quote::format_ident!("{name}"), inner.tokens(module));
                quote!(#module::#name<#inner>)
            }
        }
    }
}

/// The runtime's modules for writing and reading.
pub(super) fn modules() -> (TokenStream, TokenStream) {
    (
        quote!(::tinsmith_runtime::codegen::serialize),
        quote!(::tinsmith_runtime::codegen::deserialize),
    )
}

/// The same, for files in which nothing else may name the runtime: a short name would be imported for them, and not be
/// used without the features.
fn whole_modules() -> (TokenStream, TokenStream) {
    (
        quote!(tinsmith_runtime::codegen::serialize),
        quote!(tinsmith_runtime::codegen::deserialize),
    )
}

/// The adapter for values of the shape.
pub(super) fn adapter(plan: &Plan<'_>, shape: ShapeRef) -> Adapter {
    if plan.own_type(shape).is_some() {
        return Adapter::One("Plain");
    }
    let element = |member: &Member| {
        let adapter = adapter(plan, member.target);
        Box::new(match plan.shape(shape).traits.is_sparse() {
            true => Adapter::Of("Nullable", Box::new(adapter)),
            false => adapter,
        })
    };
    match &plan.shape(shape).kind {
        Kind::Float | Kind::Double => Adapter::One("Float"),
        Kind::Blob => Adapter::One("Bytes"),
        Kind::Timestamp => Adapter::One("Timestamp"),
        Kind::Document => Adapter::One("Json"),
        Kind::BigInteger | Kind::BigDecimal => Adapter::One("Text"),
        Kind::List(member) => Adapter::Of("List", element(member)),
        Kind::Map { value, .. } => Adapter::Of("Map", element(value)),
        _ => Adapter::One("Plain"),
    }
}

/// The implementations of a union, which is tagged by the names of its variants. Unions of events have none.
pub(crate) fn union(plan: &Plan<'_>, shape: ShapeRef, variants: &[Variant<'_>]) -> TokenStream {
    if !plan.shaped.serde || plan.is_events(shape) {
        return quote!();
    }
    let (ser, de) = whole_modules();
    let ident = plan.type_ident(shape);
    let name = plan.type_name(shape);
    let boxed = |variant: &Variant<'_>| {
        let adapter = adapter(plan, variant.member.target);
        match variant.boxed {
            true => Adapter::Of("Boxed", Box::new(adapter)),
            false => adapter,
        }
    };
    let written = variants.iter().zip(0u32..).map(|(variant, at)| {
        let (ident, tag) = (&variant.ident, variant.ident.unescaped());
        match &variant.ty {
            Some(_) => {
                let adapter = boxed(variant).tokens(&ser);
                quote! {
                    Self::#ident(value) => serializer.serialize_newtype_variant(
                        #name, #at, #tag, &#ser::As::<#adapter, _>::new(value),
                    ),
                }
            }
            None => quote!(Self::#ident => serializer.serialize_unit_variant(#name, #at, #tag),),
        }
    });
    let last = u32::try_from(variants.len()).unwrap_or(u32::MAX);
    let tags = variants.iter().map(|variant| variant.ident.unescaped());
    let read = variants.iter().enumerate().map(|(at, variant)| {
        let (ident, at) = (&variant.ident, Literal::usize_unsuffixed(at));
        match &variant.ty {
            Some(_) => {
                let adapter = boxed(variant).tokens(&de);
                quote!(#at => Self::#ident(#de::content::<#adapter, _, V>(variant)?),)
            }
            None => quote! {
                #at => {
                    variant.unit_variant()?;
                    Self::#ident
                }
            },
        }
    });
    quote! {
        #[cfg(feature = "serde-serialize")]
        impl #ser::Serialize for #ident {
            fn serialize<S: #ser::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    #(#written)*
                    Self::Unknown => serializer.serialize_unit_variant(#name, #last, "Unknown"),
                }
            }
        }
        #[cfg(feature = "serde-deserialize")]
        impl #de::DeserializeUnion for #ident {
            const NAME: &'static str = #name;
            const VARIANTS: &'static [&'static str] = &[#(#tags,)* "Unknown"];

            fn read<'de, V: #de::VariantAccess<'de>>(
                at: usize,
                variant: V,
            ) -> ::std::result::Result<Self, V::Error> {
                ::std::result::Result::Ok(match at {
                    #(#read)*
                    _ => {
                        variant.unit_variant()?;
                        Self::Unknown
                    }
                })
            }
        }
        #[cfg(feature = "serde-deserialize")]
        impl<'de> #de::Deserialize<'de> for #ident {
            fn deserialize<D: #de::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                #de::union(deserializer)
            }
        }
    }
}

/// The implementations of an enum, which is its text.
pub(crate) fn text(plan: &Plan<'_>, ident: &Name) -> TokenStream {
    if !plan.shaped.serde {
        return quote!();
    }
    let (ser, de) = whole_modules();
    quote! {
        #[cfg(feature = "serde-serialize")]
        impl #ser::Serialize for #ident {
            fn serialize<S: #ser::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        #[cfg(feature = "serde-deserialize")]
        impl<'de> #de::Deserialize<'de> for #ident {
            fn deserialize<D: #de::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                #de::text(deserializer)
            }
        }
    }
}

/// The implementations of builders: of the stages `Members` and `Unsent`. A builder is written as its structure.
pub(crate) fn builders(plan: &Plan<'_>) -> TokenStream {
    if !plan.shaped.serde {
        return quote!();
    }
    let (ser, de) = modules();
    let stages = ["Members", "Unsent"].map(|stage| {
        let stage = quote::format_ident!("{stage}");
        quote! {
            #[cfg(feature = "serde-serialize")]
            impl<T: #ser::SerializeFields> #ser::Serialize for Builder<T, #stage<T>> {
                fn serialize<S: #ser::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::std::result::Result<S::Ok, S::Error> {
                    T::serialize_fields(&self.stage.fields, serializer)
                }
            }
            #[cfg(feature = "serde-deserialize")]
            impl<'de, T> #de::Deserialize<'de> for Builder<T, #stage<T>>
            where
                T: #de::DeserializeFields,
                Self: ::std::default::Default,
            {
                fn deserialize<D: #de::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::std::result::Result<Self, D::Error> {
                    let mut builder: Self = ::std::default::Default::default();
                    builder.stage.fields = #de::fields::<T, D>(deserializer)?;
                    ::std::result::Result::Ok(builder)
                }
            }
        }
    });
    quote!(#(#stages)*)
}

/// An item for the root of a client: an error where a feature is on and the runtime's is not.
pub(crate) fn requirements(plan: &Plan<'_>) -> TokenStream {
    if !plan.shaped.serde {
        return quote!();
    }
    let items = FEATURES.map(|feature| {
        let condition = quote::format_ident!("if_{}", feature.replace('-', "_"));
        let message = format!(
            "the feature `{feature}` needs that of tinsmith-runtime: write `{feature} = \
             [\"tinsmith-runtime/{feature}\"]` in Cargo.toml"
        );
        quote! {
            #[cfg(feature = #feature)]
            tinsmith_runtime::#condition! { {} { ::std::compile_error!(#message); } }
        }
    });
    quote!(#(#items)*)
}
