//! JSON to values.
//!
//! ```ignore
//! pub(crate) fn read_json(reader: &mut Reader<'_>) -> Result<Option<User>, ReadError> {
//!     if !reader.begin_object()? {
//!         return Ok(None);
//!     }
//!     let mut fields = User::unset();
//!     while let Some(key) = reader.next_key()? {
//!         match key.as_ref() {
//!             "Id" => fields.id = reader.string()?,
//!             _ => reader.skip()?,
//!         }
//!     }
//!     Ok(Some(fields))
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, ShapeRef, TimestampFormat};

use super::Json;
use crate::emit::structure::complete;
use crate::emit::union::variants;
use crate::plan::{Field, Structure};

fn signature(ty: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        pub(crate) fn read_json(
            reader: &mut ::tinsmith_runtime::json::Reader<'_>,
        ) -> ::std::result::Result<
            ::std::option::Option<#ty>,
            ::tinsmith_runtime::json::ReadError,
        > {
            #body
        }
    }
}

/// `read_json` of a structure.
pub(in crate::protocol) fn structure(json: Json<'_, '_>, structure: &Structure<'_>) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(json, &fields);
    let binding = match fields.is_empty() {
        true => quote!(let fields),
        false => quote!(let mut fields),
    };
    let (complete, done) = match structure.is_own_builder_storage() {
        true => (quote!(), quote!(fields)),
        false => (complete(json.plan, structure), quote!(complete(fields))),
    };
    let read = signature(
        path,
        &quote! {
            if !reader.begin_object()? {
                return ::std::result::Result::Ok(::std::option::Option::None);
            }
            #binding = <#path as ::tinsmith_runtime::structure::Structure>::unset();
            #members
            ::std::result::Result::Ok(::std::option::Option::Some(#done))
        },
    );
    quote!(#complete #read)
}

/// Reads the members of an object that has begun into `fields`.
pub(in crate::protocol) fn members(json: Json<'_, '_>, fields: &[&Field<'_>]) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            while reader.next_key()?.is_some() {
                reader.skip()?;
            }
        };
    }
    let arms = fields.iter().map(|field| {
        let (ident, key) = (&field.ident, json.key(field.member));
        let read = value(json, field.member);
        match field.boxed {
            true => quote!(#key => fields.#ident = #read?.map(::std::boxed::Box::new),),
            false => quote!(#key => fields.#ident = #read?,),
        }
    });
    quote! {
        while let ::std::option::Option::Some(key) = reader.next_key()? {
            match key.as_ref() {
                #(#arms)*
                _ => reader.skip()?,
            }
        }
    }
}

/// The same as [`value`], for what a list or map that is not sparse holds: `null` is no element, save
/// that it is a document.
fn dense_value(json: Json<'_, '_>, member: &Member) -> TokenStream {
    match &json.plan.shape(member.target).kind {
        Kind::Document => quote!(reader.document_element()),
        _ => value(json, member),
    }
}

/// The expression that reads a value of the member from `reader`: `Result<Option<T>, ReadError>`.
pub(in crate::protocol) fn value(json: Json<'_, '_>, member: &Member) -> TokenStream {
    let target = member.target;
    match &json.plan.shape(target).kind {
        Kind::String => quote!(reader.string()),
        Kind::Enum(_) => {
            let path = json.plan.type_path(target);
            quote!(reader.string_as::<#path>())
        }
        Kind::Boolean => quote!(reader.boolean()),
        Kind::Byte => quote!(reader.byte()),
        Kind::Short => quote!(reader.short()),
        Kind::Integer | Kind::IntEnum(_) => quote!(reader.integer()),
        Kind::Long => quote!(reader.long()),
        Kind::Float => quote!(reader.float()),
        Kind::Double => quote!(reader.double()),
        Kind::Blob => quote!(reader.blob()),
        Kind::Document => quote!(reader.document()),
        Kind::Timestamp => {
            let format = json
                .plan
                .timestamp_format(member, TimestampFormat::EpochSeconds);
            quote!(reader.timestamp(#format))
        }
        Kind::List(element) => match json.plan.shape(target).traits.is_sparse() {
            true => {
                let read = value(json, element);
                quote!(reader.sparse_list(|reader| #read))
            }
            false => {
                let read = dense_value(json, element);
                quote!(reader.list(|reader| #read))
            }
        },
        Kind::Map { value: entry, .. } => match json.plan.shape(target).traits.is_sparse() {
            true => {
                let read = value(json, entry);
                quote!(reader.sparse_map(|reader| #read))
            }
            false => {
                let read = dense_value(json, entry);
                quote!(reader.map(|reader| #read))
            }
        },
        _ => {
            let codec = json.plan.codec_path(target);
            quote!(#codec::read_json(reader))
        }
    }
}

/// `read_json` of a union: the one member that is not null.
pub(in crate::protocol) fn union(json: Json<'_, '_>, shape: ShapeRef) -> TokenStream {
    let path = json.plan.type_path(shape);
    let arms = variants(json.plan, shape).into_iter().map(|variant| {
        let (ident, key) = (&variant.ident, json.key(variant.member));
        let read = match variant.ty {
            None => quote!(reader.unit()?.map(|()| #path::#ident)),
            Some(_) if variant.boxed => {
                let read = value(json, variant.member);
                quote!(#read?.map(|value| #path::#ident(::std::boxed::Box::new(value))))
            }
            Some(_) => {
                let read = value(json, variant.member);
                quote!(#read?.map(#path::#ident))
            }
        };
        quote!(#key => #read,)
    });
    signature(
        &path,
        &quote! {
            if !reader.begin_object()? {
                return ::std::result::Result::Ok(::std::option::Option::None);
            }
            let mut variant = ::std::option::Option::None;
            while let ::std::option::Option::Some(key) = reader.next_key()? {
                let found = match key.as_ref() {
                    #(#arms)*
                    "__type" => {
                        reader.skip()?;
                        ::std::option::Option::None
                    }
                    _ => reader.unit()?.map(|()| #path::Unknown),
                };
                reader.one_variant(&mut variant, found)?;
            }
            reader.end_union(variant)
        },
    )
}
