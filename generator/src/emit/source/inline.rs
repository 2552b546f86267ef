//! Marks every function of a client `#[inline]`: the compiler then generates code where a function
//! is called, so that an application pays for what it calls and the client crate for nothing.

use syn::{Attribute, File, ImplItem, Item, parse_quote};

/// Marks the functions of `file`. Those of traits are left alone: only their implementations have
/// code to defer.
pub(crate) fn mark(file: &mut File) {
    mark_items(&mut file.items);
}

fn mark_items(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Fn(function) => mark_function(&mut function.attrs),
            Item::Impl(implementation) => {
                for item in &mut implementation.items {
                    if let ImplItem::Fn(function) = item {
                        mark_function(&mut function.attrs);
                    }
                }
            }
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    mark_items(items);
                }
            }
            _ => {}
        }
    }
}

fn mark_function(attributes: &mut Vec<Attribute>) {
    attributes.push(parse_quote!(#[inline]));
}
