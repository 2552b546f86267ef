//! Functions that read values in JSON or CBOR. In JSON:
//!
//! ```ignore
//! pub(crate) fn read_json(reader: &mut Reader<'_>) -> Result<Option<User>, ReadError> {
//!     if !reader.begin_object()? {
//!         return Ok(None);
//!     }
//!     let mut fields = User::unset();
//!     while let Some(key) = reader.next_key()? {
//!         match key.as_ref() {
//!             "Id" => set(&mut fields.id, reader.string()),
//!             _ => reader.skip(),
//!         }?;
//!     }
//!     Ok(Some(fields))
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Kind, Member, ShapeRef};

use super::Values;
use crate::emit::protocol::codecs::own;
use crate::emit::structure::completion;
use crate::names::Path;
use crate::plan::{Field, Structure};

fn signature(values: Values<'_, '_>, ty: &Path, body: &TokenStream) -> TokenStream {
    let module = values.format.module();
    let name = format_ident!("{}", values.format.reads());
    quote! {
        pub(crate) fn #name(
            reader: &mut #module::Reader<'_>,
        ) -> ::std::result::Result<::std::option::Option<#ty>, ::tinsmith_runtime::codegen::ReadError> {
            #body
        }
    }
}

/// The reading function of a structure.
pub(in crate::emit::protocol) fn structure(
    values: Values<'_, '_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(values, &fields);
    let binding = if fields.is_empty() {
        quote!(let fields)
    } else {
        quote!(let mut fields)
    };
    let (complete, built) = completion(values.plan, structure, false);
    let read = signature(
        values,
        path,
        &quote! {
            if !reader.begin_object()? {
                return ::std::result::Result::Ok(::std::option::Option::None);
            }
            #binding = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
            #members
            ::std::result::Result::Ok(::std::option::Option::Some(#built))
        },
    );
    quote!(#complete #read)
}

/// Statements that read the members of an object, which the reader has entered, into `fields`.
pub(in crate::emit::protocol) fn members(
    values: Values<'_, '_>,
    fields: &[&Field<'_>],
) -> TokenStream {
    if fields.is_empty() {
        return quote! {
            while reader.next_key()?.is_some() {
                reader.skip()?;
            }
        };
    }
    let arms = fields.iter().map(|field| {
        let (ident, key) = (&field.ident, values.key(field.member));
        let read = value(values, field.member);
        let set = if field.boxed {
            quote!(::tinsmith_runtime::codegen::set_boxed)
        } else {
            quote!(::tinsmith_runtime::codegen::set)
        };
        quote!(#key => #set(&mut fields.#ident, #read),)
    });
    quote! {
        while let ::std::option::Option::Some(key) = reader.next_key()? {
            match key.as_ref() {
                #(#arms)*
                _ => reader.skip(),
            }?;
        }
    }
}

/// The same as [`value`], for the elements of a list or map that is not sparse: they are never null, except that a
/// `null` is a document.
fn dense_value(values: Values<'_, '_>, member: &Member) -> TokenStream {
    match &values.plan.shape(member.target).kind {
        Kind::Document => own(
            values.plan,
            member.target,
            quote!(reader.document_element()),
        ),
        _ => value(values, member),
    }
}

/// The expression that reads a value of the member from `reader`: `Result<Option<T>, ReadError>`.
pub(in crate::emit::protocol) fn value(values: Values<'_, '_>, member: &Member) -> TokenStream {
    let read = modeled_value(values, member);
    own(values.plan, member.target, read)
}

/// The same, as the type that the model gives.
fn modeled_value(values: Values<'_, '_>, member: &Member) -> TokenStream {
    let target = member.target;
    match &values.plan.shape(target).kind {
        Kind::String => quote!(reader.string()),
        Kind::Enum(_) => {
            let path = values.plan.type_path(target);
            quote!(reader.string_as::<#path>())
        }
        Kind::Boolean => quote!(reader.boolean()),
        Kind::Byte => quote!(reader.byte()),
        Kind::Short => quote!(reader.short()),
        Kind::Integer | Kind::IntEnum(_) => quote!(reader.integer()),
        Kind::Long => quote!(reader.long()),
        Kind::Float => quote!(reader.float()),
        Kind::Double => quote!(reader.double()),
        Kind::BigInteger => quote!(reader.big_integer()),
        Kind::BigDecimal => quote!(reader.big_decimal()),
        Kind::Blob => quote!(reader.blob()),
        Kind::Document => quote!(reader.document()),
        Kind::Timestamp => {
            let format = values.timestamp(member);
            quote!(reader.timestamp(#format))
        }
        Kind::List(element) => {
            if values.plan.shape(target).traits.is_sparse() {
                let read = value(values, element);
                quote!(reader.sparse_list(|reader| #read))
            } else {
                let (read, [list, _]) = (dense_value(values, element), values.dense());
                quote!(reader.#list(|reader| #read))
            }
        }
        Kind::Map { value: entry, .. } => {
            if values.plan.shape(target).traits.is_sparse() {
                let read = value(values, entry);
                quote!(reader.sparse_map(|reader| #read))
            } else {
                let (read, [_, map]) = (dense_value(values, entry), values.dense());
                quote!(reader.#map(|reader| #read))
            }
        }
        _ => {
            let codec = values.plan.codec_path(target);
            let name = format_ident!("{}", values.format.reads());
            quote!(#codec::#name(reader))
        }
    }
}

/// The reading function of a union, which reads the one member that is not null.
pub(in crate::emit::protocol) fn union(values: Values<'_, '_>, shape: ShapeRef) -> TokenStream {
    let path = values.plan.type_path(shape);
    let arms = values.plan.variants(shape).into_iter().map(|variant| {
        let (ident, key) = (&variant.ident, values.key(variant.member));
        let read = match variant.ty {
            None => quote!(reader.unit()?.map(|()| #path::#ident)),
            Some(_) if variant.boxed => {
                let read = value(values, variant.member);
                quote!(#read?.map(|value| #path::#ident(::std::boxed::Box::new(value))))
            }
            Some(_) => {
                let read = value(values, variant.member);
                quote!(#read?.map(#path::#ident))
            }
        };
        quote!(#key => #read,)
    });
    signature(
        values,
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
