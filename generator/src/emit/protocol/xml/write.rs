//! Functions that write values in XML.
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
    let tag = if fields.iter().any(|field| is_attribute(field)) {
        quote!(mut tag)
    } else {
        quote!(tag)
    };
    let members = members(plan, &fields);
    function(path, &tag, &quote!(#unused #members))
}

/// Statements that write the fields of `input` as an element, which is the body of `request`.
pub(in crate::emit::protocol) fn body(
    plan: &Plan<'_>,
    input: &Structure<'_>,
    fields: &[&Field<'_>],
) -> TokenStream {
    let tag = root(plan, input.modeled_shape(), None);
    let binding = if fields.iter().any(|field| is_attribute(field)) {
        quote!(let mut tag)
    } else {
        quote!(let tag)
    };
    let members = members(plan, fields);
    quote! {
        let mut writer = ::tinsmith_runtime::codegen::xml::Writer::new();
        #binding = #tag;
        #members
        request.body_xml(writer.finish());
    }
}

/// Statements that write `value`, the value of the member that is the whole body, as the body of `request`.
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

/// The expression that begins the document's root. Its name and namespace are those of the member, or else those of
/// the shape; the last choice for the namespace is the service's.
fn root(plan: &Plan<'_>, shape: ShapeRef, member: Option<&Traits>) -> TokenStream {
    let own = &plan.shape(shape).traits;
    let name = root_name(plan, shape, member);
    let service = &plan.shape(plan.service.shape).traits;
    let namespace = member.and_then(namespace).or_else(|| namespace(own));
    let namespace = namespace.or_else(|| self::namespace(service));
    quote!(writer.element(#name) #namespace)
}

/// Statements that write the fields of `input` to `tag`, and end it.
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
    let content = if elements.is_empty() {
        quote!(tag.empty();)
    } else {
        let elements = elements
            .into_iter()
            .map(|field| write::where_set(field, &member(plan, field.member)));
        quote! {
            let mut element = tag.content();
            #(#elements)*
            element.end();
        }
    };
    quote!(#(#attributes)* #content)
}

/// The statement that writes `value`, the value of a member of a structure or union, to `element`: as an element, or
/// as one element for each of its own if it is flattened.
fn member(plan: &Plan<'_>, member: &Member) -> TokenStream {
    let tag = begin(member, name(member));
    match &plan.shape(member.target).kind {
        Kind::List(element) if is_flattened(member) => {
            // The namespace is that of the list's elements; the name is the member's.
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

/// The expression that begins an element for the member.
fn begin(member: &Member, name: &str) -> TokenStream {
    let namespace = namespace(&member.traits);
    quote!(element.element(#name) #namespace)
}

/// The statement that writes `value`, a reference, as the content of `tag`, a `TagWriter`.
fn value(plan: &Plan<'_>, member: &Member, value: &TokenStream, tag: &TokenStream) -> TokenStream {
    write::modeled(plan, member, value, |value| {
        modeled_value(plan, member, value, tag)
    })
}

/// The same for a value of the type that the model gives.
fn modeled_value(
    plan: &Plan<'_>,
    member: &Member,
    value: &TokenStream,
    tag: &TokenStream,
) -> TokenStream {
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

/// The statement that writes each element of `value`, a list, as a `tag`.
fn elements(plan: &Plan<'_>, list: ShapeRef, element: &Member, tag: &TokenStream) -> TokenStream {
    let write = sparse(plan, list, element, tag);
    quote! {
        for value in value {
            #write
        }
    }
}

/// The statement that writes each entry of `value`, a map, as a `tag` with its key and value.
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
    // The statements of a nested list or map shadow `element`.
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

/// The statement that writes `value`, an element of `container`, as a `tag`. A null is an empty element.
fn sparse(plan: &Plan<'_>, container: ShapeRef, member: &Member, tag: &TokenStream) -> TokenStream {
    let write = value(plan, member, &quote!(value), tag);
    if plan.shape(container).traits.is_sparse() {
        quote! {
            match value {
                ::std::option::Option::Some(value) => { #write }
                ::std::option::Option::None => #tag.empty(),
            }
        }
    } else {
        write
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

/// The method call that declares the namespace of the trait `smithy.api#xmlNamespace`.
fn namespace(traits: &Traits) -> Option<TokenStream> {
    let namespace = traits.get("smithy.api#xmlNamespace")?;
    let uri = namespace.get("uri")?.as_str()?;
    let name = match namespace.get("prefix").and_then(Node::as_str) {
        Some(prefix) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    Some(quote!(.namespace(#name, #uri)))
}
