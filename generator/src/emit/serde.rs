//! `Serialize` and `Deserialize` of types, inputs, outputs and builders, behind the features of the crate that the client
//! is in. `tinsmith_runtime::codegen` has what they call; `runtime/src/serde.rs` has the forms of values.
//!
//! ```ignore
//! #[cfg(feature = "serde-serialize")]
//! impl SerializeFields for User {
//!     fn serialize_fields<S: Serializer>(fields: &Self::Fields, serializer: S) -> Result<S::Ok, S::Error> {
//!         let set = &[fields.id.is_some()];
//!         let mut members = Members::begin(serializer, "User", set)?;
//!         members.optional::<Plain, _>("id", &fields.id)?;
//!         members.end()
//!     }
//! }
//! #[cfg(feature = "serde-deserialize")]
//! impl DeserializeFields for User {
//!     const NAME: &'static str = "User";
//!     const MEMBERS: &'static [&'static str] = &["id"];
//!     fn read<'de, M: Member<'de>>(fields: &mut Self::Fields, at: usize, member: M) -> Result<(), M::Error> {
//!         match at {
//!             0 => fields.id = member.read::<Plain, _>()?,
//!             _ => {}
//!         }
//!         Ok(())
//!     }
//! }
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinsmith_model::{Kind, Member, ShapeRef};

use crate::emit::structure::extra_fields;
use crate::names::Name;
use crate::plan::{Plan, Role, Structure, Variant};

/// The features of the crate that the client is in.
pub(crate) const FEATURES: [&str; 2] = ["serde-serialize", "serde-deserialize"];

/// A member that is written and read.
struct Part {
    name: String,
    ident: TokenStream,
    optional: bool,
    /// The adapter's path below the runtime's module.
    adapter: Adapter,
}

/// How the values of a member are written, by adapters of the runtime.
enum Adapter {
    One(&'static str),
    Of(&'static str, Box<Adapter>),
}

impl Adapter {
    fn tokens(&self, module: &TokenStream) -> TokenStream {
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

/// The implementations of a structure. Structures with streams of events have none.
pub(crate) fn structure(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    if !plan.shaped.serde || structure.events(plan).is_some() {
        return quote!();
    }
    let parts = parts(plan, structure);
    let (ser, de) = modules();
    let ident = &structure.ident;
    let own = structure.is_own_builder_storage();
    let of_fields = written(&ser, structure, &parts, &quote!(fields), true);
    let of_self = if own {
        quote!(<Self as #ser::SerializeFields>::serialize_fields(self, serializer))
    } else {
        written(&ser, structure, &parts, &quote!(self), false)
    };
    let name = structure.name();
    let names = parts.iter().map(|part| &part.name);
    let arms = parts.iter().enumerate().map(|(at, part)| {
        let (ident, adapter) = (&part.ident, part.adapter.tokens(&de));
        let at = Literal::usize_unsuffixed(at);
        quote!(#at => fields.#ident = member.read::<#adapter, _>()?,)
    });
    let read = if parts.is_empty() {
        quote!(let _ = (fields, at, member);)
    } else {
        quote!(match at { #(#arms)* _ => {} })
    };
    let built = built(plan, structure, &de);
    quote! {
        #[cfg(feature = "serde-serialize")]
        impl #ser::SerializeFields for #ident {
            fn serialize_fields<S: #ser::Serializer>(
                fields: &Self::Fields,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #of_fields
            }
        }
        #[cfg(feature = "serde-serialize")]
        impl #ser::Serialize for #ident {
            fn serialize<S: #ser::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #of_self
            }
        }
        #[cfg(feature = "serde-deserialize")]
        impl #de::DeserializeFields for #ident {
            const NAME: &'static str = #name;
            const MEMBERS: &'static [&'static str] = &[#(#names),*];

            fn read<'de, M: #de::Member<'de>>(
                fields: &mut Self::Fields,
                at: usize,
                member: M,
            ) -> ::std::result::Result<(), M::Error> {
                #read
                ::std::result::Result::Ok(())
            }
        }
        #[cfg(feature = "serde-deserialize")]
        impl<'de> #de::Deserialize<'de> for #ident {
            fn deserialize<D: #de::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let fields = #de::fields::<Self, D>(deserializer)?;
                #built
            }
        }
    }
}

fn modules() -> (TokenStream, TokenStream) {
    (
        quote!(::tinsmith_runtime::codegen::serialize),
        quote!(::tinsmith_runtime::codegen::deserialize),
    )
}

/// The members, without a stream, and the public fields that the model does not have.
fn parts(plan: &Plan<'_>, structure: &Structure<'_>) -> Vec<Part> {
    let fields = structure.fields.iter();
    let fields = fields.filter(|field| !plan.is_stream(field.member.target));
    let fields = fields.map(|field| {
        let adapter = adapter(plan, field.member.target);
        let ident = &field.ident;
        Part {
            name: ident.unescaped().to_owned(),
            ident: quote!(#ident),
            optional: field.optional,
            adapter: match field.boxed {
                true => Adapter::Of("Boxed", Box::new(adapter)),
                false => adapter,
            },
        }
    });
    let extra = extra_fields(plan, structure).into_iter();
    let extra = extra.filter(|field| field.is_public()).map(|field| {
        let ident = &field.ident;
        Part {
            name: ident.to_string(),
            ident: quote!(#ident),
            optional: true,
            adapter: Adapter::One("Plain"),
        }
    });
    fields.chain(extra).collect()
}

/// The adapter for values of the shape.
fn adapter(plan: &Plan<'_>, shape: ShapeRef) -> Adapter {
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

/// Statements that write the members of `place`, in which each is an `Option` with `all_optional`.
fn written(
    ser: &TokenStream,
    structure: &Structure<'_>,
    parts: &[Part],
    place: &TokenStream,
    all_optional: bool,
) -> TokenStream {
    let name = structure.name();
    let is_optional = |part: &Part| part.optional || all_optional;
    let set = parts.iter().map(|part| {
        let ident = &part.ident;
        match is_optional(part) {
            true => quote!(#place.#ident.is_some()),
            false => quote!(true),
        }
    });
    let members = parts.iter().map(|part| {
        let (ident, name) = (&part.ident, &part.name);
        let adapter = part.adapter.tokens(ser);
        match is_optional(part) {
            true => quote!(members.optional::<#adapter, _>(#name, &#place.#ident)?;),
            false => quote!(members.required::<#adapter, _>(#name, &#place.#ident)?;),
        }
    });
    if parts.is_empty() {
        let unused = (all_optional).then(|| quote!(let _ = fields;));
        return quote! {
            #unused
            #ser::Members::begin(serializer, #name, &[])?.end()
        };
    }
    quote! {
        let mut members = #ser::Members::begin(serializer, #name, &[#(#set),*])?;
        #(#members)*
        members.end()
    }
}

/// The expression that makes the structure from `fields`: an error if a required member is not there.
fn built(plan: &Plan<'_>, structure: &Structure<'_>, de: &TokenStream) -> TokenStream {
    let root = &plan.root;
    if structure.is_own_builder_storage() {
        return quote!(::std::result::Result::Ok(fields));
    }
    if structure.role == Role::Input {
        return quote! {
            <Self as #root::builder::Input>::from_fields(fields)
                .map_err(<D::Error as #de::Error>::custom)
        };
    }
    let build = quote! {
        let mut builder = Self::builder();
        builder.stage.fields = fields;
    };
    match structure.build_fails() {
        true => quote!(#build builder.build().map_err(<D::Error as #de::Error>::custom)),
        false => quote!(#build ::std::result::Result::Ok(builder.build())),
    }
}

/// The implementations of a union, which is tagged by the names of its variants. Unions of events have none.
pub(crate) fn union(plan: &Plan<'_>, shape: ShapeRef, variants: &[Variant<'_>]) -> TokenStream {
    if !plan.shaped.serde || plan.is_events(shape) {
        return quote!();
    }
    let (ser, de) = modules();
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
    let (ser, de) = modules();
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
            ::tinsmith_runtime::#condition! { {} { ::std::compile_error!(#message); } }
        }
    });
    quote!(#(#items)*)
}
