//! Functions that write values in JSON or CBOR. In JSON:
//!
//! ```ignore
//! pub(crate) fn write_json(input: &User, writer: ValueWriter<'_>) -> Result<(), BuildError> {
//!     let mut object = writer.object();
//!     object.string("Id", &input.id);
//!     if let Some(value) = &input.address {
//!         crate::types::_address::write_json(value, object.key("Address"))?;
//!     }
//!     object.end();
//!     Ok(())
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::{Kind, Member, ShapeRef};

use super::{Format, Values};
use crate::emit::protocol::codecs::write;
use crate::names::Path;
use crate::plan::{Field, Structure};

fn function(values: Values<'_, '_>, ty: &Path, body: &TokenStream) -> TokenStream {
    let module = values.format.module();
    let place = (&quote!(writer), &quote!(#module::ValueWriter));
    write::function(values.format.writes(), ty, place, body)
}

/// The writing function of a structure.
pub(in crate::emit::protocol) fn structure(
    values: Values<'_, '_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(values, &fields);
    let unused = fields.is_empty().then(|| quote!(let #path {} = input;));
    let binding = if fields.is_empty() {
        quote!(let object)
    } else {
        quote!(let mut object)
    };
    function(
        values,
        path,
        &quote! {
            #unused
            #binding = writer.object();
            #members
            object.end();
        },
    )
}

/// Statements that write the fields of `input` to `object`.
pub(in crate::emit::protocol) fn members(
    values: Values<'_, '_>,
    fields: &[&Field<'_>],
) -> TokenStream {
    let members = fields.iter().map(|field| {
        let key = values.written_key(field.member);
        optional_scalar(values, field, &key).unwrap_or_else(|| {
            let place = quote!(object.key(#key));
            write::where_set(field, &value(values, field.member, &quote!(value), &place))
        })
    });
    quote!(#(#members)*)
}

/// The statement that writes an optional scalar, for which the writer has a method; `None` for other fields.
fn optional_scalar(values: Values<'_, '_>, field: &Field<'_>, key: &str) -> Option<TokenStream> {
    let (plan, ident, target) = (values.plan, &field.ident, field.member.target);
    if !field.optional || field.unsent.is_some() || plan.own_type(target).is_some() {
        return None;
    }
    Some(match &plan.shape(target).kind {
        Kind::String => quote!(object.string(#key, &input.#ident);),
        // The enums without names do not have `AsRef`.
        kind if kind.is_named_enum() => quote!(object.string(#key, &input.#ident);),
        Kind::Boolean => quote!(object.boolean(#key, input.#ident);),
        Kind::Float => quote!(object.float(#key, input.#ident);),
        Kind::Double => quote!(object.double(#key, input.#ident);),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => {
            quote!(object.integer(#key, input.#ident);)
        }
        _ => return None,
    })
}

/// The name, escaped as between the quotes of a JSON string.
pub(super) fn json_literal(name: &str) -> String {
    let mut literal = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            letter if u32::from(letter) < 0x20 => {
                literal.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => literal.push(letter),
        }
    }
    literal
}

/// The statement that writes `value`, a reference, to `writer`, a `ValueWriter`.
pub(in crate::emit::protocol) fn value(
    values: Values<'_, '_>,
    member: &Member,
    value: &TokenStream,
    writer: &TokenStream,
) -> TokenStream {
    write::modeled(values.plan, member, value, |value| {
        modeled_value(values, member, value, writer)
    })
}

/// The same for a value of the type that the model gives.
fn modeled_value(
    values: Values<'_, '_>,
    member: &Member,
    value: &TokenStream,
    writer: &TokenStream,
) -> TokenStream {
    let format = values.timestamp(member);
    if let Some(scalar) = write::scalar(values.plan, member, value, writer, format.as_ref()) {
        return scalar;
    }
    let target = member.target;
    match &values.plan.shape(target).kind {
        Kind::BigInteger | Kind::BigDecimal if values.quotes_big_numbers() => {
            quote!(#writer.string(#value.as_ref());)
        }
        Kind::BigInteger => quote!(#writer.big_integer(#value)?;),
        Kind::BigDecimal => quote!(#writer.big_decimal(#value)?;),
        Kind::Document => quote!(#writer.document(#value);),
        Kind::List(element) => list(values, target, element, value, writer),
        Kind::Map { value: entry, .. } => map(values, target, entry, value, writer),
        _ => {
            let codec = values.plan.codec_path(target);
            let name = format_ident!("{}", values.format.writes());
            quote!(#codec::#name(#value, #writer)?;)
        }
    }
}

fn list(
    values: Values<'_, '_>,
    list: ShapeRef,
    element: &Member,
    list_value: &TokenStream,
    writer: &TokenStream,
) -> TokenStream {
    let write = elements(values, list, element, &quote!(array.element()));
    quote! {
        let mut array = #writer.array();
        for value in #list_value {
            #write
        }
        array.end();
    }
}

fn map(
    values: Values<'_, '_>,
    map: ShapeRef,
    entry: &Member,
    map_value: &TokenStream,
    writer: &TokenStream,
) -> TokenStream {
    let key = match values.format {
        Format::Json(_) => quote!(entries.key_escaped(key.as_str())),
        Format::Cbor => quote!(entries.key(key.as_str())),
    };
    let write = elements(values, map, entry, &key);
    quote! {
        let mut entries = #writer.object();
        for (key, value) in #map_value {
            #write
        }
        entries.end();
    }
}

/// The statement that writes `value`, an element of `container`, or null if the container is sparse.
fn elements(
    values: Values<'_, '_>,
    container: ShapeRef,
    member: &Member,
    writer: &TokenStream,
) -> TokenStream {
    let write = value(values, member, &quote!(value), writer);
    if values.plan.shape(container).traits.is_sparse() {
        quote! {
            match value {
                ::std::option::Option::Some(value) => { #write }
                ::std::option::Option::None => #writer.null(),
            }
        }
    } else {
        write
    }
}

/// The writing function of a union.
pub(in crate::emit::protocol) fn union(values: Values<'_, '_>, shape: ShapeRef) -> TokenStream {
    let path = values.plan.type_path(shape);
    let variant = write::variant(values.plan, shape, |variant| {
        let (ident, key) = (&variant.ident, values.written_key(variant.member));
        let writer = quote!(object.key(#key));
        match variant.ty {
            None => quote!(#path::#ident => #writer.object().end(),),
            Some(_) => {
                let write = value(values, variant.member, &quote!(value), &writer);
                quote!(#path::#ident(value) => { #write })
            }
        }
    });
    function(
        values,
        &path,
        &quote! {
            let mut object = writer.object();
            #variant
            object.end();
        },
    )
}
