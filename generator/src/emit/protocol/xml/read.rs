//! Functions that read values in XML.
//!
//! ```ignore
//! pub(crate) fn read_xml(reader: &mut Reader<'_>) -> Result<User, ReadError> {
//!     let mut fields = User::unset();
//!     fields.kind = reader.attribute("Kind")?;
//!     while let Some(name) = reader.next_element()? {
//!         match name {
//!             "Id" => fill(&mut fields.id, reader.string()),
//!             _ => reader.skip(),
//!         }?;
//!     }
//!     Ok(fields)
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, ShapeRef, TimestampFormat};

use super::{element_name, entry_names, is_attribute, is_flattened, local, name};
use crate::emit::protocol::codecs::own;
use crate::emit::structure::completion;
use crate::names::Path;
use crate::plan::{Field, Plan, Structure, Variant};

fn signature(ty: &Path, body: &TokenStream) -> TokenStream {
    quote! {
        pub(crate) fn read_xml(
            reader: &mut ::tinsmith_runtime::codegen::xml::Reader<'_>,
        ) -> ::std::result::Result<#ty, ::tinsmith_runtime::codegen::ReadError> {
            #body
        }
    }
}

/// The reading function of a structure.
pub(in crate::emit::protocol) fn structure(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(plan, &fields);
    let binding = if fields.is_empty() {
        quote!(let fields)
    } else {
        quote!(let mut fields)
    };
    let (complete, built) = completion(plan, structure, false);
    let read = signature(
        path,
        &quote! {
            #binding = <#path as ::tinsmith_runtime::codegen::structure::Structure>::unset();
            #members
            ::std::result::Result::Ok(#built)
        },
    );
    quote!(#complete #read)
}

/// Statements that read the element that `reader` has entered into `fields`, up to its end.
pub(in crate::emit::protocol) fn members(plan: &Plan<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let (attributes, elements): (Vec<&Field<'_>>, Vec<&Field<'_>>) =
        fields.iter().partition(|field| is_attribute(field));
    let attributes = attributes.iter().map(|field| attribute(plan, field));
    let attributes = quote!(#(#attributes)*);
    if elements.is_empty() {
        return quote!(#attributes reader.skip()?;);
    }
    let arms = elements.iter().map(|field| {
        let (ident, name) = (&field.ident, local(name(field.member)));
        let read = flat(plan, field.member, &quote!(fields.#ident)).unwrap_or_else(|| {
            let read = fallible(plan, field.member);
            let boxed = field.boxed.then(|| quote!(.map(::std::boxed::Box::new)));
            quote!(::tinsmith_runtime::codegen::fill(&mut fields.#ident, #read #boxed))
        });
        quote!(#name => #read,)
    });
    quote! {
        #attributes
        while let ::std::option::Option::Some(name) = reader.next_element()? {
            match name {
                #(#arms)*
                _ => reader.skip(),
            }?;
        }
    }
}

fn attribute(plan: &Plan<'_>, field: &Field<'_>) -> TokenStream {
    let (ident, name, target) = (&field.ident, name(field.member), field.member.target);
    let value = match &plan.shape(target).kind {
        Kind::String => quote!(reader.attribute(#name)?),
        Kind::Enum(_) => {
            let path = plan.type_path(target);
            quote!(reader.attribute(#name)?.map(|value| #path::from(value.as_str())))
        }
        Kind::Timestamp => {
            let format = plan.timestamp_format(field.member, TimestampFormat::DateTime);
            quote!(reader.timestamp_attribute(#name, #format)?)
        }
        _ => quote!(reader.parse_attribute(#name)?),
    };
    quote!(fields.#ident = #value;)
}

/// The expression, a `Result`, that adds an element of a flattened list or map to `field`, which is `None` before the
/// first; `None` for members that are not flattened.
fn flat(plan: &Plan<'_>, member: &Member, field: &TokenStream) -> Option<TokenStream> {
    match &plan.shape(member.target).kind {
        Kind::List(item) if is_flattened(member) => {
            let read = element(plan, member.target, item);
            Some(quote!(::tinsmith_runtime::codegen::push(&mut #field, #read)))
        }
        Kind::Map { key, value } if is_flattened(member) => {
            let [key, name] = entry_names(key, value);
            let (key, name) = (local(key), local(name));
            let read = closure(plan, member.target, value);
            Some(quote!(reader.entry(#field.get_or_insert_default(), [#key, #name], #read)))
        }
        _ => None,
    }
}

/// The expression, with `?`, that reads the element that `reader` has entered as a value of the member.
pub(in crate::emit::protocol) fn value(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let read = fallible(plan, member);
    quote!(#read?)
}

/// The same expression without `?`: a `Result`.
fn fallible(plan: &Plan<'_>, member: &Member) -> TokenStream {
    own(plan, member.target, modeled_value(plan, member))
}

/// The same, as the type that the model gives.
fn modeled_value(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let target = member.target;
    match &plan.shape(target).kind {
        Kind::String => quote!(reader.string()),
        Kind::Enum(_) => {
            let path = plan.type_path(target);
            quote!(reader.string_as::<#path>())
        }
        Kind::Boolean => quote!(reader.boolean()),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => {
            quote!(reader.integer())
        }
        Kind::Float | Kind::Double => quote!(reader.float()),
        Kind::Blob => quote!(reader.blob()),
        Kind::Timestamp => {
            let format = plan.timestamp_format(member, TimestampFormat::DateTime);
            quote!(reader.timestamp(#format))
        }
        Kind::List(element) => {
            let name = local(element_name(element));
            let read = closure(plan, target, element);
            quote!(reader.list(#name, #read))
        }
        Kind::Map { key, value } => {
            let [key, name] = entry_names(key, value);
            let (key, name) = (local(key), local(name));
            let read = closure(plan, target, value);
            quote!(reader.map([#key, #name], #read))
        }
        _ => {
            let codec = plan.codec_path(target);
            quote!(#codec::read_xml(reader))
        }
    }
}

/// A closure that reads an element of the list or map `container`.
fn closure(plan: &Plan<'_>, container: ShapeRef, member: &Member) -> TokenStream {
    let read = element(plan, container, member);
    quote!(|reader| #read)
}

/// The expression, a `Result`, that reads an element of the list or map `container`.
fn element(plan: &Plan<'_>, container: ShapeRef, member: &Member) -> TokenStream {
    let read = fallible(plan, member);
    if plan.shape(container).traits.is_sparse() {
        quote!(#read.map(::std::option::Option::Some))
    } else {
        read
    }
}

/// The reading function of a union, which reads the one member that is present.
pub(in crate::emit::protocol) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let path = plan.type_path(shape);
    let arms = plan
        .variants(shape)
        .into_iter()
        .map(|variant| arm(plan, &path, &variant));
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

fn arm(plan: &Plan<'_>, path: &Path, variant: &Variant<'_>) -> TokenStream {
    let (ident, name) = (&variant.ident, local(name(variant.member)));
    if variant.ty.is_none() {
        return quote! {
            #name => {
                reader.skip()?;
                #path::#ident
            }
        };
    }
    if let Some(read) = flat(plan, variant.member, &quote!(values)) {
        // Each element adds to the value of the same variant.
        return quote! {
            #name => {
                let mut values = match variant.take() {
                    ::std::option::Option::Some(#path::#ident(values)) => {
                        ::std::option::Option::Some(values)
                    }
                    other => {
                        variant = other;
                        ::std::option::Option::None
                    }
                };
                #read?;
                #path::#ident(values.unwrap_or_default())
            }
        };
    }
    let read = value(plan, variant.member);
    if variant.boxed {
        quote!(#name => #path::#ident(::std::boxed::Box::new(#read)),)
    } else {
        quote!(#name => #path::#ident(#read),)
    }
}
