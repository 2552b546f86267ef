//! Comparison of values that contain a NaN, which is not equal to itself: the structures around it are compared
//! member by member.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Node, ShapeRef};

use crate::plan::{Field, Plan};

/// A statement that compares a field of the structures `actual` and `expected`; `node` is the expected value.
pub(super) fn field(plan: &Plan<'_>, field: &Field<'_>, node: Option<&Node>) -> TokenStream {
    let (ident, name, target) = (&field.ident, &field.member.name, field.member.target);
    let node = match node {
        Some(node) if has_nan(plan, target, node) => node,
        _ => return quote!(::std::assert_eq!(actual.#ident, expected.#ident, #name);),
    };
    let inner = unboxed(field.boxed, value(plan, target, node, name));
    let compare = if field.optional {
        of_options(&inner, name)
    } else {
        inner
    };
    let both = quote!(let (actual, expected) = (&actual.#ident, &expected.#ident););
    quote!({ #both #compare })
}

/// Statements that compare `actual` and `expected`, which are references to values of the shape.
fn value(plan: &Plan<'_>, target: ShapeRef, node: &Node, name: &str) -> TokenStream {
    let shape = plan.shape(target);
    let element = |inner: ShapeRef, place: &TokenStream, node: &Node| {
        if !has_nan(plan, inner, node) {
            return quote!(::std::assert_eq!(actual[#place], expected[#place], #name););
        }
        let compare = value(plan, inner, node, name);
        let compare = if shape.traits.is_sparse() {
            of_options(&compare, name)
        } else {
            compare
        };
        quote!({ let (actual, expected) = (&actual[#place], &expected[#place]); #compare })
    };
    let lengths = quote!(::std::assert_eq!(actual.len(), expected.len(), #name););
    match (&shape.kind, node) {
        (Kind::List(member), Node::Array(items)) => {
            let items = items.iter().enumerate();
            let items = items.map(|(index, item)| element(member.target, &quote!(#index), item));
            quote!(#lengths #(#items)*)
        }
        (Kind::Map { key, value }, Node::Object(entries)) => {
            let entries = entries.iter().map(|(name, node)| {
                let place = match &plan.shape(key.target).kind {
                    Kind::Enum(_) => {
                        let ty = plan.type_path(key.target);
                        quote!(&#ty::from(#name))
                    }
                    _ => quote!(#name),
                };
                element(value.target, &place, node)
            });
            quote!(#lengths #(#entries)*)
        }
        (Kind::Structure(_), node) => {
            let structure = plan.structure(target);
            let fields = structure.map_or(&[][..], |structure| &structure.fields);
            let fields = fields
                .iter()
                .map(|it| field(plan, it, node.get(&it.member.name)));
            quote!(#(#fields)*)
        }
        (Kind::Union(_), node) => {
            let variants = plan.variants(target);
            let arms = variants.iter().filter_map(|variant| {
                let held = node.get(&variant.member.name)?;
                let inner = value(plan, variant.member.target, held, name);
                let (ty, ident) = (plan.type_path(target), &variant.ident);
                let inner = unboxed(variant.boxed, inner);
                Some(quote!((#ty::#ident(actual), #ty::#ident(expected)) => { #inner }))
            });
            quote! {
                match (actual, expected) {
                    #(#arms)*
                    _ => ::std::panic!("{}: {:?} is not {:?}", #name, actual, expected),
                }
            }
        }
        _ => quote! {
            ::std::assert!(
                ::tinsmith_runtime::protocol_test::Same::same(actual, expected),
                "{}: {:?} is not {:?}", #name, actual, expected,
            );
        },
    }
}

fn unboxed(boxed: bool, compare: TokenStream) -> TokenStream {
    if boxed {
        quote!(let (actual, expected) = (&**actual, &**expected); #compare)
    } else {
        compare
    }
}

fn of_options(compare: &TokenStream, name: &str) -> TokenStream {
    quote! {
        match (actual, expected) {
            (::std::option::Option::Some(actual), ::std::option::Option::Some(expected)) => {
                #compare
            }
            _ => ::std::panic!("{}: {:?} is not {:?}", #name, actual, expected),
        }
    }
}

/// Whether the value contains a NaN.
fn has_nan(plan: &Plan<'_>, target: ShapeRef, node: &Node) -> bool {
    let shape = plan.shape(target);
    match (&shape.kind, node) {
        (Kind::Float | Kind::Double, node) => node.as_str() == Some("NaN"),
        (Kind::List(member), Node::Array(items)) => {
            items.iter().any(|item| has_nan(plan, member.target, item))
        }
        (Kind::Map { value, .. }, Node::Object(entries)) => entries
            .iter()
            .any(|(_, node)| has_nan(plan, value.target, node)),
        (Kind::Structure(_) | Kind::Union(_), Node::Object(entries)) => {
            entries.iter().any(|(name, node)| {
                let member = shape.member(name);
                member.is_some_and(|member| has_nan(plan, member.target, node))
            })
        }
        _ => false,
    }
}
