//! Defaults of members that are not an `Option`: the value of an unset member, and the value that is not sent.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use tinsmith_model::{Kind, Member, Node, ShapeRef, TimestampFormat};

use crate::plan::{Plan, Unsent};

/// The condition for sending `value`, an expression of the member's value.
pub(crate) fn is_sent(unsent: Unsent, value: &TokenStream) -> TokenStream {
    let number = match unsent {
        Unsent::Boolean(false) => return quote!(#value),
        Unsent::Boolean(true) => return quote!(!#value),
        Unsent::Integer(number) => Literal::i64_unsuffixed(number),
        Unsent::Float(number) => Literal::f64_unsuffixed(number),
    };
    quote!(#value != #number)
}

/// The expression for the value of `option`, or the member's default if it is `None`.
pub(crate) fn or_default(plan: &Plan<'_>, member: &Member, option: TokenStream) -> TokenStream {
    match member.traits.default_value() {
        Some(value_node) if !is_zero(plan, member.target, value_node) => {
            let value = default_value(plan, member, value_node);
            if is_constant(plan, member.target, value_node) {
                quote!(#option.unwrap_or(#value))
            } else {
                quote!(#option.unwrap_or_else(|| #value))
            }
        }
        _ => quote!(#option.unwrap_or_default()),
    }
}

/// Whether the default is a constant expression, so that it needs no closure.
fn is_constant(plan: &Plan<'_>, target: ShapeRef, value: &Node) -> bool {
    match &plan.shape(target).kind {
        Kind::String | Kind::Enum(_) | Kind::Blob | Kind::Timestamp => false,
        Kind::BigInteger | Kind::BigDecimal => false,
        Kind::Document => matches!(value, Node::Bool(_) | Node::Null),
        _ => true,
    }
}

/// The expression for the value of `option`, or an empty value of its type if it is `None`, as the official clients
/// fill in a required member that the service left out.
pub(crate) fn or_empty(plan: &Plan<'_>, member: &Member, option: TokenStream) -> TokenStream {
    if plan.own_type(member.target).is_some() || plan.shaped.is_bytes(member.target) {
        return quote!(#option.unwrap_or_default());
    }
    match &plan.shape(member.target).kind {
        Kind::Timestamp => quote!(
            #option.unwrap_or(::tinsmith_runtime::aws_smithy_types::DateTime::from_secs(0))
        ),
        Kind::Blob => quote!(
            #option.unwrap_or_else(|| ::tinsmith_runtime::aws_smithy_types::Blob::new(""))
        ),
        Kind::Enum(_) => {
            let path = plan.type_path(member.target);
            quote!(#option.unwrap_or_else(|| #path::from("no value was set")))
        }
        Kind::Document => quote!(
            #option.unwrap_or(::tinsmith_runtime::aws_smithy_types::Document::Null)
        ),
        _ => quote!(#option.unwrap_or_default()),
    }
}

/// Whether the default is the value of `Default` for the type.
fn is_zero(plan: &Plan<'_>, target: ShapeRef, value: &Node) -> bool {
    match &plan.shape(target).kind {
        Kind::Boolean => value.as_bool() == Some(false),
        Kind::String => value.as_str() == Some(""),
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::IntEnum(_)
        | Kind::Long
        | Kind::Float
        | Kind::Double
        | Kind::BigInteger
        | Kind::BigDecimal => value.as_f64() == Some(0.0),
        Kind::List(_) | Kind::Map { .. } => true,
        _ => false,
    }
}

fn default_value(plan: &Plan<'_>, member: &Member, value: &Node) -> TokenStream {
    let text = value.as_str().unwrap_or_default();
    match &plan.shape(member.target).kind {
        Kind::Boolean => quote!(true),
        Kind::String => quote!(#text.to_owned()),
        Kind::Enum(_) => {
            let path = plan.type_path(member.target);
            quote!(#path::from(#text))
        }
        Kind::BigInteger | Kind::BigDecimal => {
            let digits = value.to_string();
            quote!(#digits.parse().unwrap_or_default())
        }
        Kind::Blob if plan.shaped.is_bytes(member.target) => {
            quote!(::tinsmith_runtime::codegen::Bytes::from(
                ::tinsmith_runtime::aws_smithy_types::base64::decode(#text).unwrap_or_default()
            ))
        }
        Kind::Blob => {
            quote!(::tinsmith_runtime::aws_smithy_types::Blob::new(
                ::tinsmith_runtime::aws_smithy_types::base64::decode(#text).unwrap_or_default()
            ))
        }
        Kind::Timestamp => timestamp_default(plan, member, value),
        Kind::Document => document(value),
        kind => number(kind, value).into_token_stream(),
    }
}

fn timestamp_default(plan: &Plan<'_>, member: &Member, value: &Node) -> TokenStream {
    let date_time = quote!(::tinsmith_runtime::aws_smithy_types::DateTime);
    match value.as_str() {
        Some(text) => {
            let format = plan.timestamp_format(member, TimestampFormat::DateTime);
            quote!(
                #date_time::from_str(#text, #format)
                    .unwrap_or(#date_time::from_secs(0))
            )
        }
        None => {
            let seconds = Literal::f64_unsuffixed(value.as_f64().unwrap_or_default());
            quote!(#date_time::from_secs_f64(#seconds))
        }
    }
}

/// The literal of a number of this kind.
fn number(kind: &Kind, value: &Node) -> Literal {
    match kind {
        Kind::Float | Kind::Double => Literal::f64_unsuffixed(value.as_f64().unwrap_or_default()),
        _ => Literal::i64_unsuffixed(value.as_i64().unwrap_or_default()),
    }
}

/// A document's default: `true`, a string, a number, `[]` or `{}`.
fn document(value: &Node) -> TokenStream {
    let document = quote!(::tinsmith_runtime::aws_smithy_types::Document);
    match value {
        Node::Bool(value) => quote!(#document::Bool(#value)),
        Node::String(value) => quote!(#document::String(#value.to_owned())),
        Node::Array(_) => quote!(#document::Array(::std::vec::Vec::new())),
        Node::Object(_) => quote!(#document::Object(::std::collections::HashMap::new())),
        Node::Number(_) => {
            let number = Literal::f64_unsuffixed(value.as_f64().unwrap_or_default());
            quote!(#document::from(#number))
        }
        Node::Null => quote!(#document::Null),
    }
}
