//! The values of a case of protocol tests or endpoint tests, as expressions of Rust types.
//!
//! Smithy specification: [parameter format][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#parameter-format

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinsmith_model::{Kind, Node, ShapeRef, WhenUnset};

use crate::emit::defaults;
use crate::plan::{Field, Plan, Structure};

/// Converts values of shapes to expressions.
pub(super) struct Values<'p, 'm> {
    plan: &'p Plan<'m>,
    /// Whether required members that the case leaves out are filled in, as clients do when they read a response.
    fills: bool,
}

impl<'p, 'm> Values<'p, 'm> {
    /// Values that are sent.
    pub(super) fn sent(plan: &'p Plan<'m>) -> Self {
        Self { plan, fills: false }
    }

    /// Values that were read.
    pub(super) fn read(plan: &'p Plan<'m>) -> Self {
        Self { plan, fills: true }
    }

    /// The calls of a builder that set members, in the order of the model: `.set_name(Some(..))`.
    pub(super) fn setters(
        &self,
        structure: &Structure<'m>,
        members: &[(String, Node)],
        path: &str,
    ) -> Result<TokenStream, String> {
        let unknown = members
            .iter()
            .find(|(name, _)| structure.field(name).is_none());
        if let Some((name, _)) = unknown {
            return Err(format!("`{path}.{name}` is not a member"));
        }
        let mut calls = TokenStream::new();
        for field in &structure.fields {
            let name = &field.member.name;
            let given = members
                .iter()
                .find(|(other, node)| other == name && !node.is_null());
            let value = match given {
                Some((_, node)) => {
                    self.value(field.member.target, node, &format!("{path}.{name}"))?
                }
                None => match self.unset(field, path)? {
                    Some(value) => value,
                    None => continue,
                },
            };
            let value = if field.boxed {
                quote!(::std::boxed::Box::new(#value))
            } else {
                value
            };
            let setter = &field.setter;
            calls.extend(quote!(.#setter(::std::option::Option::Some(#value))));
        }
        Ok(calls)
    }

    /// The value of a member that the case leaves out, if the builder does not fill it in.
    fn unset(&self, field: &Field<'m>, path: &str) -> Result<Option<TokenStream>, String> {
        match (field.when_unset, self.fills) {
            (WhenUnset::Required, true) => {
                let ty = &field.ty;
                let none = quote!(::std::option::Option::None::<#ty>);
                Ok(Some(defaults::or_empty(self.plan, field.member, none)))
            }
            (WhenUnset::Required, false) if !self.plan.is_events(field.member.target) => Err(
                format!("`{path}.{}` is required and not given", field.member.name),
            ),
            _ => Ok(None),
        }
    }

    /// The expression for a structure that is a type of its own.
    pub(super) fn structure(
        &self,
        structure: &Structure<'m>,
        members: &[(String, Node)],
        path: &str,
    ) -> Result<TokenStream, String> {
        let setters = self.setters(structure, members, path)?;
        let ty = &structure.path;
        let expect = structure
            .build_fails()
            .then(|| quote!(.expect("all required members are set")));
        Ok(quote!(#ty::builder() #setters .build() #expect))
    }

    /// The expression for a value of the shape.
    pub(super) fn value(
        &self,
        target: ShapeRef,
        node: &Node,
        path: &str,
    ) -> Result<TokenStream, String> {
        let expected = |what: &str| format!("expected {what} as `{path}`, found `{node}`");
        let shape = self.plan.shape(target);
        let types = quote!(::tinsmith_runtime::aws_smithy_types);
        Ok(match &shape.kind {
            Kind::String => {
                let text = node.as_str().ok_or_else(|| expected("a string"))?;
                quote!(#text.to_owned())
            }
            Kind::Enum(_) => {
                let text = node.as_str().ok_or_else(|| expected("a string"))?;
                let ty = self.plan.type_path(target);
                quote!(#ty::from(#text))
            }
            Kind::Boolean => {
                let value = node.as_bool().ok_or_else(|| expected("a boolean"))?;
                quote!(#value)
            }
            Kind::Byte => integer(node, i8::MIN.into(), i8::MAX.into(), &expected)?,
            Kind::Short => integer(node, i16::MIN.into(), i16::MAX.into(), &expected)?,
            Kind::Integer | Kind::IntEnum(_) => {
                integer(node, i32::MIN.into(), i32::MAX.into(), &expected)?
            }
            Kind::Long => integer(node, i64::MIN, i64::MAX, &expected)?,
            Kind::Float => float(node, &quote!(f32)).ok_or_else(|| expected("a number"))?,
            Kind::Double => float(node, &quote!(f64)).ok_or_else(|| expected("a number"))?,
            Kind::BigInteger | Kind::BigDecimal => {
                let text = match node {
                    Node::Number(number) => number.to_string(),
                    Node::String(text) => text.clone(),
                    _ => return Err(expected("a number")),
                };
                quote!(#text.parse().expect("a number"))
            }
            // Cases of events write timestamps as date-times.
            Kind::Timestamp if node.as_str().is_some() => {
                let text = node.as_str();
                let format = quote!(#types::date_time::Format::DateTime);
                quote!(#types::DateTime::from_str(#text, #format).expect("a date-time"))
            }
            Kind::Timestamp => {
                let (seconds, nanos) =
                    seconds(node).ok_or_else(|| expected("seconds since 1970"))?;
                match nanos {
                    0 => quote!(#types::DateTime::from_secs(#seconds)),
                    _ => quote!(#types::DateTime::from_secs_and_nanos(#seconds, #nanos)),
                }
            }
            Kind::Blob => {
                let text = node.as_str().ok_or_else(|| expected("a string"))?;
                if self.plan.is_stream(target) {
                    let bytes = Literal::byte_string(text.as_bytes());
                    quote!(#types::byte_stream::ByteStream::from_static(#bytes))
                } else {
                    quote!(#types::Blob::new(#text))
                }
            }
            Kind::Document => document(node),
            Kind::List(member) => {
                let items = node.as_array().ok_or_else(|| expected("an array"))?;
                let items = items.iter().enumerate().map(|(index, item)| {
                    self.element(target, member.target, item, &format!("{path}[{index}]"))
                });
                let items = items.collect::<Result<Vec<_>, _>>()?;
                quote!(::std::vec![#(#items),*])
            }
            Kind::Map { key, value } => {
                let entries = node.as_object().ok_or_else(|| expected("an object"))?;
                let entries = entries.iter().map(|(name, node)| {
                    let path = format!("{path}.{name}");
                    let name = self.value(key.target, &Node::String(name.clone()), &path)?;
                    let node = self.element(target, value.target, node, &path)?;
                    Ok(quote!((#name, #node)))
                });
                let entries = entries.collect::<Result<Vec<_>, String>>()?;
                quote!(::std::collections::HashMap::from([#(#entries),*]))
            }
            Kind::Union(_) => self.union(target, node, path)?,
            _ => {
                let members = node.as_object().ok_or_else(|| expected("an object"))?;
                let mut structures = self.plan.structures.iter().chain(&self.plan.errors);
                let structure = structures.find(|structure| structure.shape == Some(target));
                let structure = structure.ok_or_else(|| format!("`{path}` has no type"))?;
                self.structure(structure, members, path)?
            }
        })
    }

    /// The expression for an element of a list or a value of a map.
    fn element(
        &self,
        container: ShapeRef,
        target: ShapeRef,
        node: &Node,
        path: &str,
    ) -> Result<TokenStream, String> {
        match (self.plan.shape(container).traits.is_sparse(), node) {
            (true, Node::Null) => Ok(quote!(::std::option::Option::None)),
            (true, node) => {
                let value = self.value(target, node, path)?;
                Ok(quote!(::std::option::Option::Some(#value)))
            }
            (false, node) => self.value(target, node, path),
        }
    }

    fn union(&self, target: ShapeRef, node: &Node, path: &str) -> Result<TokenStream, String> {
        let entries = node.as_object().unwrap_or_default();
        let [(name, held)] = entries else {
            return Err(format!(
                "expected an object with one key as `{path}`, found `{node}`"
            ));
        };
        let variants = self.plan.variants(target);
        let variant = variants.iter().find(|variant| variant.member.name == *name);
        let variant = variant.ok_or_else(|| format!("`{path}.{name}` is not a member"))?;
        let (ty, ident) = (self.plan.type_path(target), &variant.ident);
        if variant.ty.is_none() {
            return Ok(quote!(#ty::#ident));
        }
        let held = self.value(variant.member.target, held, &format!("{path}.{name}"))?;
        Ok(if variant.boxed {
            quote!(#ty::#ident(::std::boxed::Box::new(#held)))
        } else {
            quote!(#ty::#ident(#held))
        })
    }
}

fn integer(
    node: &Node,
    min: i64,
    max: i64,
    expected: &impl Fn(&str) -> String,
) -> Result<TokenStream, String> {
    let value = node.as_i64().filter(|value| (min..=max).contains(value));
    let value = value.ok_or_else(|| expected(&format!("a number from {min} to {max}")))?;
    let value = Literal::i64_unsuffixed(value);
    Ok(quote!(#value))
}

fn float(node: &Node, ty: &TokenStream) -> Option<TokenStream> {
    Some(match node.as_str() {
        Some("NaN") => quote!(#ty::NAN),
        Some("Infinity") => quote!(#ty::INFINITY),
        Some("-Infinity") => quote!(#ty::NEG_INFINITY),
        Some(_) => return None,
        None => {
            let value = Literal::f64_unsuffixed(node.as_f64()?);
            quote!(#value)
        }
    })
}

/// The whole seconds of a number, and the nanoseconds after them, exactly.
fn seconds(node: &Node) -> Option<(TokenStream, u32)> {
    let Node::Number(number) = node else {
        return None;
    };
    let literal = |seconds: i64| {
        let seconds = Literal::i64_unsuffixed(seconds);
        quote!(#seconds)
    };
    if let Some(seconds) = number.as_i64() {
        return Some((literal(seconds), 0));
    }
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.')?;
    if fraction.len() > 9 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let nanos: u32 = format!("{fraction:0<9}").parse().ok()?;
    Some(if text.starts_with('-') && nanos > 0 {
        (literal(whole - 1), 1_000_000_000 - nanos)
    } else {
        (literal(whole), nanos)
    })
}

fn document(node: &Node) -> TokenStream {
    let types = quote!(::tinsmith_runtime::aws_smithy_types);
    let document = quote!(#types::Document);
    match node {
        Node::Null => quote!(#document::Null),
        Node::Bool(value) => quote!(#document::Bool(#value)),
        Node::String(text) => quote!(#document::String(#text.to_owned())),
        Node::Number(number) => {
            let number = match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => {
                    let value = Literal::u64_unsuffixed(value);
                    quote!(PosInt(#value))
                }
                (None, Some(value), _) => {
                    let value = Literal::i64_unsuffixed(value);
                    quote!(NegInt(#value))
                }
                (None, None, value) => {
                    let value = Literal::f64_unsuffixed(value.unwrap_or_default());
                    quote!(Float(#value))
                }
            };
            quote!(#document::Number(#types::Number::#number))
        }
        Node::Array(items) => {
            let items = items.iter().map(self::document);
            quote!(#document::Array(::std::vec![#(#items),*]))
        }
        Node::Object(entries) => {
            let entries = entries.iter().map(|(name, node)| {
                let node = self::document(node);
                quote!((#name.to_owned(), #node))
            });
            quote!(#document::Object(::std::collections::HashMap::from([#(#entries),*])))
        }
    }
}
