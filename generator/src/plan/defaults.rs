//! What stands for a member that is not an `Option` and was not set.
//!
//! Smithy specification: [`default` trait](https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait).

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinsmith_model::{Kind, Member, Node, ShapeRef, TimestampFormat};

use super::Plan;

/// What a builder does with an unset member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Leaves it `None`.
    None,
    /// Fills in the modelled default.
    Default,
    /// Refuses to build.
    Required,
    /// Fills in an empty stream.
    EmptyStream,
}

impl Fill {
    pub(super) fn of(plan: &Plan<'_>, member: &Member, optional: bool) -> Self {
        if plan.is_stream(member.target) {
            return Self::EmptyStream;
        }
        match (optional, member.traits.default_value()) {
            (true, _) => Self::None,
            (false, Some(value)) if !value.is_null() => Self::Default,
            (false, _) => Self::Required,
        }
    }
}

impl Plan<'_> {
    /// `option` with the member's default in the place of `None`.
    pub(crate) fn or_default(&self, member: &Member, option: TokenStream) -> TokenStream {
        match member.traits.default_value() {
            Some(value_node) if !self.is_zero(member.target, value_node) => {
                let value = self.default_value(member, value_node);
                match self.is_constant(member.target, value_node) {
                    true => quote!(#option.unwrap_or(#value)),
                    false => quote!(#option.unwrap_or_else(|| #value)),
                }
            }
            _ => quote!(#option.unwrap_or_default()),
        }
    }

    /// The default is made without work, so that it need not wait for being wanted.
    fn is_constant(&self, target: ShapeRef, value: &Node) -> bool {
        match &self.shape(target).kind {
            Kind::String | Kind::Enum(_) | Kind::Blob | Kind::Timestamp => false,
            Kind::BigInteger | Kind::BigDecimal => false,
            Kind::Document => matches!(value, Node::Bool(_) | Node::Null),
            _ => true,
        }
    }

    /// `option` with what the official clients put in the place of a required member that the
    /// service left out: an empty value of its type.
    pub(crate) fn or_empty(&self, member: &Member, option: TokenStream) -> TokenStream {
        match &self.shape(member.target).kind {
            Kind::Timestamp => quote!(
                #option.unwrap_or(::tinsmith_runtime::aws_smithy_types::DateTime::from_secs(0))
            ),
            Kind::Blob => quote!(
                #option.unwrap_or_else(|| ::tinsmith_runtime::aws_smithy_types::Blob::new(""))
            ),
            Kind::Enum(_) => {
                let path = self.type_path(member.target);
                quote!(#option.unwrap_or_else(|| #path::from("no value was set")))
            }
            Kind::Document => quote!(
                #option.unwrap_or(::tinsmith_runtime::aws_smithy_types::Document::Null)
            ),
            _ => quote!(#option.unwrap_or_default()),
        }
    }

    /// The default is what `Default` gives for the type.
    fn is_zero(&self, target: ShapeRef, value: &Node) -> bool {
        match &self.shape(target).kind {
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

    fn default_value(&self, member: &Member, value: &Node) -> TokenStream {
        let text = value.as_str().unwrap_or_default();
        let integer = Literal::i64_unsuffixed(value.as_i64().unwrap_or_default());
        let number = value.as_f64().unwrap_or_default();
        match &self.shape(member.target).kind {
            Kind::Boolean => quote!(true),
            Kind::String => quote!(#text.to_owned()),
            Kind::Enum(_) => {
                let path = self.type_path(member.target);
                quote!(#path::from(#text))
            }
            Kind::Float | Kind::Double => {
                let number = Literal::f64_unsuffixed(number);
                quote!(#number)
            }
            Kind::BigInteger | Kind::BigDecimal => {
                let digits = value.to_string();
                quote!(#digits.parse().unwrap_or_default())
            }
            Kind::Blob => {
                quote!(::tinsmith_runtime::aws_smithy_types::Blob::new(
                    ::tinsmith_runtime::aws_smithy_types::base64::decode(#text).unwrap_or_default()
                ))
            }
            Kind::Timestamp => self.timestamp_default(member, value),
            Kind::Document => document(value),
            _ => quote!(#integer),
        }
    }

    fn timestamp_default(&self, member: &Member, value: &Node) -> TokenStream {
        let date_time = quote!(::tinsmith_runtime::aws_smithy_types::DateTime);
        match value.as_str() {
            Some(text) => {
                let format = self.timestamp_format(member, TimestampFormat::DateTime);
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
