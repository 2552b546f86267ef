//! From values to XML.
//!
//! ```ignore
//! pub(crate) fn write_xml(input: &User, mut tag: TagWriter<'_>) -> Result<(), BuildError> {
//!     if let Some(value) = &input.kind {
//!         tag.attribute("Kind", value);
//!     }
//!     let mut element = tag.content();
//!     if let Some(value) = &input.id {
//!         element.element("Id").string(value);
//!     }
//!     element.end();
//!     Ok(())
//! }
//! ```
//!
//! Smithy specification: [XML bindings](https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings).

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, Node, ShapeRef, TimestampFormat, Traits};

use super::{element_name, entry_names, is_attribute, is_flattened, name, root_name};
use crate::emit::protocol::codecs::write;
use crate::emit::protocol::rest::text;
use crate::names::Path;
use crate::plan::{Field, Plan, Structure};

fn function(ty: &Path, tag: &TokenStream, body: &TokenStream) -> TokenStream {
    let place = (tag, &quote!(::tinsmith_runtime::codegen::xml::TagWriter));
    write::function("write_xml", ty, place, body)
}

/// The writing function of a structure.
pub(in crate::emit::protocol) fn structure(
    plan: &Plan<'_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let unused = fields.is_empty().then(|| quote!(let #path {} = input;));
    let tag = match fields.iter().any(|field| is_attribute(field)) {
        true => quote!(mut tag),
        false => quote!(tag),
    };
    let members = members(plan, &fields);
    function(path, &tag, &quote!(#unused #members))
}

/// Makes an element of the fields of `input` the body of `request`.
pub(in crate::emit::protocol) fn body(
    plan: &Plan<'_>,
    input: &Structure<'_>,
    fields: &[&Field<'_>],
) -> TokenStream {
    let tag = root(plan, input.modeled_shape(), None);
    let binding = match fields.iter().any(|field| is_attribute(field)) {
        true => quote!(let mut tag),
        false => quote!(let tag),
    };
    let members = members(plan, fields);
    quote! {
        let mut writer = ::tinsmith_runtime::codegen::xml::Writer::new();
        #binding = #tag;
        #members
        request.body_xml(writer.finish());
    }
}

/// Makes `value`, which the member that is the whole body holds, the body of `request`.
pub(in crate::emit::protocol) fn payload(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let tag = root(plan, member.target, Some(&member.traits));
    let write = value(plan, member, &quote!(value), &tag);
    quote! {
        let mut writer = ::tinsmith_runtime::codegen::xml::Writer::new();
        let value = &value;
        #write
        request.body_xml(writer.finish());
    }
}

/// Begins the element that is the whole document, whose name and namespace are those of the member,
/// if it has them, or of the shape; at last the namespace is the service's.
fn root(plan: &Plan<'_>, shape: ShapeRef, member: Option<&Traits>) -> TokenStream {
    let own = &plan.shape(shape).traits;
    let name = root_name(plan, shape, member);
    let service = &plan.shape(plan.service.shape).traits;
    let namespace = member.and_then(namespace).or_else(|| namespace(own));
    let namespace = namespace.or_else(|| self::namespace(service));
    quote!(writer.element(#name) #namespace)
}

/// Writes the fields of `input` to `tag`, and ends it.
fn members(plan: &Plan<'_>, fields: &[&Field<'_>]) -> TokenStream {
    let (attributes, elements): (Vec<&Field<'_>>, Vec<&Field<'_>>) =
        fields.iter().partition(|field| is_attribute(field));
    let attributes = attributes.into_iter().map(|field| {
        let name = name(field.member);
        let text = text(
            plan,
            field.member,
            &quote!(value),
            TimestampFormat::DateTime,
        );
        write::where_set(field, &quote!(tag.attribute(#name, #text);))
    });
    let content = match elements.is_empty() {
        true => quote!(tag.empty();),
        false => {
            let elements = elements
                .into_iter()
                .map(|field| write::where_set(field, &member(plan, field.member)));
            quote! {
                let mut element = tag.content();
                #(#elements)*
                element.end();
            }
        }
    };
    quote!(#(#attributes)* #content)
}

/// Writes `value`, which a member of a structure or union holds, to `element`: as an element, or, if it is
/// flattened, as one for each of its own.
fn member(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let tag = begin(member, name(member));
    match &plan.shape(member.target).kind {
        Kind::List(element) if is_flattened(member) => {
            // The namespace is that of the list's elements; the name is not.
            let namespace = namespace(&element.traits).or_else(|| namespace(&member.traits));
            let name = name(member);
            let tag = quote!(element.element(#name) #namespace);
            elements(plan, member.target, element, &tag)
        }
        Kind::Map { key, value } if is_flattened(member) => {
            entries(plan, member.target, key, value, &tag)
        }
        _ => value(plan, member, &quote!(value), &tag),
    }
}

/// Begins an element for the member.
fn begin(member: &Member, name: &str) -> TokenStream {
    let namespace = namespace(&member.traits);
    quote!(element.element(#name) #namespace)
}

/// The statement that writes `value`, a reference, as the content of `tag`, a `TagWriter`.
fn value(plan: &Plan<'_>, member: &Member, value: &TokenStream, tag: &TokenStream) -> TokenStream {
    let format = plan.timestamp_format(member, TimestampFormat::DateTime);
    if let Some(scalar) = write::scalar(plan, member, value, tag, Some(&format)) {
        return scalar;
    }
    let target = member.target;
    match &plan.shape(target).kind {
        Kind::List(element) => {
            let inner = begin(element, element_name(element));
            let elements = elements(plan, target, element, &inner);
            quote! {
                let mut element = #tag.content();
                #elements
                element.end();
            }
        }
        Kind::Map { key, value } => {
            let entries = entries(plan, target, key, value, &quote!(element.element("entry")));
            quote! {
                let mut element = #tag.content();
                #entries
                element.end();
            }
        }
        _ => {
            let codec = plan.codec_path(target);
            quote!(#codec::write_xml(#value, #tag)?;)
        }
    }
}

/// Writes each element of `value`, a list, as a `tag`.
fn elements(plan: &Plan<'_>, list: ShapeRef, element: &Member, tag: &TokenStream) -> TokenStream {
    let write = sparse(plan, list, element, tag);
    quote! {
        for value in value {
            #write
        }
    }
}

/// Writes each entry of `value`, a map, as a `tag` with key and value in it.
fn entries(
    plan: &Plan<'_>,
    map: ShapeRef,
    key: &Member,
    entry: &Member,
    tag: &TokenStream,
) -> TokenStream {
    let [key_name, value_name] = entry_names(key, entry);
    let (key, value) = (begin(key, key_name), begin(entry, value_name));
    let write = sparse(plan, map, entry, &value);
    // Lists and maps have an `element` of their own.
    let write = match plan.shape(entry.target).kind {
        Kind::List(_) | Kind::Map { .. } => quote!({ #write }),
        _ => write,
    };
    quote! {
        for (key, value) in value {
            let mut element = #tag.content();
            #key.string(key.as_str());
            #write
            element.end();
        }
    }
}

/// Writes `value`, an element of `container`, as a `tag`, which is empty for a null.
fn sparse(plan: &Plan<'_>, container: ShapeRef, member: &Member, tag: &TokenStream) -> TokenStream {
    let write = value(plan, member, &quote!(value), tag);
    match plan.shape(container).traits.is_sparse() {
        false => write,
        true => quote! {
            match value {
                ::std::option::Option::Some(value) => { #write }
                ::std::option::Option::None => #tag.empty(),
            }
        },
    }
}

/// The writing function of a union.
pub(in crate::emit::protocol) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let path = plan.type_path(shape);
    let variant = write::variant(plan, shape, |variant| {
        let ident = &variant.ident;
        match variant.ty {
            None => {
                let tag = begin(variant.member, name(variant.member));
                quote!(#path::#ident => #tag.empty(),)
            }
            Some(_) => {
                let write = member(plan, variant.member);
                quote!(#path::#ident(value) => { #write })
            }
        }
    });
    function(
        &path,
        &quote!(tag),
        &quote! {
            let mut element = tag.content();
            #variant
            element.end();
        },
    )
}

/// The call that declares the namespace of the trait `smithy.api#xmlNamespace`.
fn namespace(traits: &Traits) -> Option<TokenStream> {
    let namespace = traits.get("smithy.api#xmlNamespace")?;
    let uri = namespace.get("uri")?.as_str()?;
    let name = match namespace.get("prefix").and_then(Node::as_str) {
        Some(prefix) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    Some(quote!(.namespace(#name, #uri)))
}
