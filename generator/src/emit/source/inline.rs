//! Marks functions of a client `#[inline]`: the compiler then generates their code in the crate that calls them, so
//! that an application compiles the functions that it calls, and the client crate compiles none.
//!
//! Without it a build of all of Connect takes 1.6 times as long. Generic functions are not marked, since their code is
//! generated where they are called anyway.

use syn::parse_quote;
use syn::{Attribute, File, FnArg, GenericParam, Generics, ImplItem, Item, Signature, Type};

/// Marks the functions of `file`, but not those of trait definitions.
pub(crate) fn mark(file: &mut File) {
    mark_items(&mut file.items, &parse_quote!(#[inline]));
}

fn mark_items(items: &mut [Item], inline: &Attribute) {
    for item in items {
        match item {
            Item::Fn(function) => mark_function(&function.sig, &mut function.attrs, inline),
            Item::Impl(implementation) if !has_types(&implementation.generics) => {
                for item in &mut implementation.items {
                    if let ImplItem::Fn(function) = item {
                        mark_function(&function.sig, &mut function.attrs, inline);
                    }
                }
            }
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    mark_items(items, inline);
                }
            }
            _ => {}
        }
    }
}

fn mark_function(signature: &Signature, attributes: &mut Vec<Attribute>, inline: &Attribute) {
    let is_generic = |argument: &FnArg| matches!(argument, FnArg::Typed(argument) if matches!(*argument.ty, Type::ImplTrait(_)));
    if !has_types(&signature.generics) && !signature.inputs.iter().any(is_generic) {
        attributes.push(inline.clone());
    }
}

/// Whether there are parameters other than lifetimes.
fn has_types(generics: &Generics) -> bool {
    let mut parameters = generics.params.iter();
    parameters.any(|it| !matches!(it, GenericParam::Lifetime(_)))
}
