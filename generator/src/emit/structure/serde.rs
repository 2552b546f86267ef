//! `Serialize` and `Deserialize` of a structure.
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

use super::extra::extra_fields;
use crate::emit::serde::{Adapter, adapter, modules};
use crate::plan::{Plan, Role, Structure};

/// A member that is written and read.
struct Part {
    name: String,
    ident: TokenStream,
    optional: bool,
    /// The adapter of its values.
    adapter: Adapter,
}

/// The implementations of a structure. Structures with streams of events have none.
pub(super) fn implementations(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
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
    let reads: Vec<TokenStream> = parts
        .iter()
        .map(|part| {
            let (ident, adapter) = (&part.ident, part.adapter.tokens(&de));
            quote!(fields.#ident = member.read::<#adapter, _>()?)
        })
        .collect();
    let read = match reads.as_slice() {
        [] => quote!(let _ = (fields, at, member);),
        [read] => quote!(if at == 0 { #read; }),
        reads => {
            let arms = reads.iter().enumerate().map(|(at, read)| {
                let at = Literal::usize_unsuffixed(at);
                quote!(#at => #read,)
            });
            quote!(match at { #(#arms)* _ => {} })
        }
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
