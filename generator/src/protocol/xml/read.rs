//! From XML to values.
//!
//! ```ignore
//! pub(crate) fn read_xml(reader: &mut Reader<'_>) -> Result<User, ReadError> {
//!     let mut fields = User::unset();
//!     while let Some(name) = reader.next_element()? {
//!         match name {
//!             "Id" => fields.id = Some(reader.text()?.string()),
//!             _ => reader.skip()?,
//!         }
//!     }
//!     Ok(fields)
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, ShapeRef, TimestampFormat};

use super::{is_attribute, is_flattened, name, xml_name};
use crate::emit::structure::complete;
use crate::emit::union::{Variant, variants};
use crate::plan::{Field, Plan, Structure};

fn signature(ty: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        pub(crate) fn read_xml(
            reader: &mut ::tinsmith_runtime::xml::Reader<'_>,
        ) -> ::std::result::Result<#ty, ::tinsmith_runtime::xml::ReadError> {
            #body
        }
    }
}

/// The reading function of a structure.
pub(in crate::protocol) fn structure(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(plan, &fields);
    let binding = match fields.is_empty() {
        true => quote!(let fields),
        false => quote!(let mut fields),
    };
    let (complete, done) = match structure.is_own_builder_storage() {
        true => (quote!(), quote!(fields)),
        false => (complete(plan, structure), quote!(complete(fields))),
    };
    let read = signature(
        path,
        &quote! {
            #binding = <#path as ::tinsmith_runtime::structure::Structure>::unset();
            #members
            ::std::result::Result::Ok(#done)
        },
    );
    quote!(#complete #read)
}

/// Reads the attributes and elements of the element that was entered into `fields`.
pub(in crate::protocol) fn members(plan: &Plan<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let (attributes, elements): (Vec<&Field<'_>>, Vec<&Field<'_>>) =
        fields.iter().partition(|field| is_attribute(field.member));
    let attributes = attributes.into_iter().map(|field| {
        let (ident, name) = (&field.ident, name(field.member));
        let read = scalar(plan, field.member, &quote!(text));
        quote! {
            if let ::std::option::Option::Some(text) = reader.attribute(#name)? {
                fields.#ident = ::std::option::Option::Some(#read);
            }
        }
    });
    let attributes: TokenStream = attributes.collect();
    if elements.is_empty() {
        return quote!(#attributes reader.skip()?;);
    }
    let arms = elements.into_iter().map(|field| {
        let (ident, name) = (&field.ident, local(name(field.member)));
        if is_flattened(field.member) {
            let add = flattened(
                plan,
                field.member,
                &quote!(fields.#ident.get_or_insert_default()),
            );
            return quote!(#name => #add,);
        }
        let read = value(plan, field.member);
        let read = match field.boxed {
            true => quote!(::std::boxed::Box::new(#read)),
            false => read,
        };
        quote!(#name => fields.#ident = ::std::option::Option::Some(#read),)
    });
    quote! {
        #attributes
        while let ::std::option::Option::Some(name) = reader.next_element()? {
            match name {
                #(#arms)*
                _ => reader.skip()?,
            }
        }
    }
}

/// The expression that adds the element that was entered to `values`, the list or map of a flattened
/// member.
fn flattened(plan: &Plan<'_>, member: &Member, values: &TokenStream) -> TokenStream {
    match &plan.shape(member.target).kind {
        Kind::Map { key, value } => {
            let (key, entry) = (local(key_name(key)), local(value_name(value)));
            let read = element(plan, member.target, value);
            quote!(reader.entry(#values, [#key, #entry], |reader| ::std::result::Result::Ok(#read))?)
        }
        Kind::List(item) => {
            let read = element(plan, member.target, item);
            quote!(#values.push(#read))
        }
        _ => quote!(reader.skip()?),
    }
}

/// The expression that reads the element that was entered as a value of the member.
pub(in crate::protocol) fn value(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let target = member.target;
    match &plan.shape(target).kind {
        Kind::List(item) => {
            let read = element(plan, target, item);
            let name = local(xml_name(&item.traits).unwrap_or("member"));
            quote!(reader.list(#name, |reader| ::std::result::Result::Ok(#read))?)
        }
        Kind::Map { key, value } => {
            let (key, entry) = (local(key_name(key)), local(value_name(value)));
            let read = element(plan, target, value);
            quote! {
                reader.map("entry", [#key, #entry], |reader| ::std::result::Result::Ok(#read))?
            }
        }
        Kind::Structure(_) | Kind::Union(_) => {
            let codec = plan.codec_path(target);
            quote!(#codec::read_xml(reader)?)
        }
        _ => scalar(plan, member, &quote!(reader.text()?)),
    }
}

/// The same as [`value`], for what a list or map holds: XML has no null, so that what a sparse one holds is
/// never missing.
fn element(plan: &Plan<'_>, container: ShapeRef, member: &Member) -> TokenStream {
    let read = value(plan, member);
    match plan.shape(container).traits.is_sparse() {
        true => quote!(::std::option::Option::Some(#read)),
        false => read,
    }
}

/// The expression that makes a value of `text`.
fn scalar(plan: &Plan<'_>, member: &Member, text: &TokenStream) -> TokenStream {
    match &plan.shape(member.target).kind {
        Kind::Enum(_) => quote!(#text.string_as()),
        Kind::Boolean => quote!(#text.boolean()?),
        Kind::Blob => quote!(#text.blob()?),
        Kind::Timestamp => {
            let format = plan.timestamp_format(member, TimestampFormat::DateTime);
            quote!(#text.timestamp(#format)?)
        }
        Kind::String => quote!(#text.string()),
        _ => quote!(#text.number()?),
    }
}

/// The reading function of a union.
pub(in crate::protocol) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let path = plan.type_path(shape);
    let variants = variants(plan, shape);
    let arms = variants.iter().map(|variant| arm(plan, &path, variant));
    signature(
        &path,
        &quote! {
            let mut variant = ::std::option::Option::None;
            while let ::std::option::Option::Some(name) = reader.next_element()? {
                let found = match name {
                    #(#arms)*
                    _ => {
                        reader.skip()?;
                        #path::Unknown
                    }
                };
                reader.one_variant(&mut variant, found)?;
            }
            reader.end_union(variant)
        },
    )
}

fn arm(plan: &Plan<'_>, path: &TokenStream, variant: &Variant<'_>) -> TokenStream {
    let (ident, name) = (&variant.ident, local(name(variant.member)));
    let Some(ty) = &variant.ty else {
        return quote! {
            #name => {
                reader.skip()?;
                #path::#ident
            }
        };
    };
    if is_flattened(variant.member) {
        // Each element adds to the variant that the first one made.
        let add = flattened(plan, variant.member, &quote!(values));
        let first = flattened(plan, variant.member, &quote!(&mut values));
        let first = match &plan.shape(variant.member.target).kind {
            Kind::List(_) => add.clone(),
            _ => first,
        };
        return quote! {
            #name => {
                if let ::std::option::Option::Some(#path::#ident(values)) = &mut variant {
                    #add;
                    continue;
                }
                let mut values: #ty = ::std::default::Default::default();
                #first;
                #path::#ident(values)
            }
        };
    }
    let read = value(plan, variant.member);
    match variant.boxed {
        true => quote!(#name => #path::#ident(::std::boxed::Box::new(#read)),),
        false => quote!(#name => #path::#ident(#read),),
    }
}

fn key_name(key: &Member) -> &str {
    xml_name(&key.traits).unwrap_or("key")
}

fn value_name(value: &Member) -> &str {
    xml_name(&value.traits).unwrap_or("value")
}

/// The name without its prefix: readers do not look at namespaces.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
