//! Makes what is visible within a client public, for the other crates of a client that is split. It is hidden from the
//! documentation, since only generated code may use it.

use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Field, File, ImplItemFn, ItemFn, ItemMod, ItemStatic, ItemStruct, Visibility,
    parse_quote,
};

/// Replaces each `pub(crate)` in `file` by a hidden `pub`.
pub(crate) fn open(file: &mut File) {
    Opener.visit_file_mut(file);
}

struct Opener;

fn open_item(visibility: &mut Visibility, attributes: &mut Vec<Attribute>) {
    if matches!(visibility, Visibility::Restricted(it) if it.path.is_ident("crate")) {
        *visibility = parse_quote!(pub);
        attributes.push(parse_quote!(#[doc(hidden)]));
    }
}

impl VisitMut for Opener {
    fn visit_field_mut(&mut self, it: &mut Field) {
        open_item(&mut it.vis, &mut it.attrs);
    }

    fn visit_impl_item_fn_mut(&mut self, it: &mut ImplItemFn) {
        open_item(&mut it.vis, &mut it.attrs);
    }

    fn visit_item_fn_mut(&mut self, it: &mut ItemFn) {
        open_item(&mut it.vis, &mut it.attrs);
    }

    fn visit_item_static_mut(&mut self, it: &mut ItemStatic) {
        open_item(&mut it.vis, &mut it.attrs);
    }

    fn visit_item_struct_mut(&mut self, it: &mut ItemStruct) {
        open_item(&mut it.vis, &mut it.attrs);
        visit_mut::visit_item_struct_mut(self, it);
    }

    fn visit_item_mod_mut(&mut self, it: &mut ItemMod) {
        open_item(&mut it.vis, &mut it.attrs);
        visit_mut::visit_item_mod_mut(self, it);
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn what_is_visible_within_the_crate_becomes_public_and_hidden() {
        let mut file: File = parse_quote! {
            pub(crate) mod inner {
                pub struct One {
                    pub(crate) field: u8,
                    own: u8,
                }
                impl One {
                    pub(crate) fn method(&self) {}
                    fn own(&self) {}
                }
                pub(super) static RULES: u8 = 0;
                pub(crate) static SERVICE: u8 = 0;
                pub(crate) fn function() {}
            }
        };
        open(&mut file);
        let expected = quote! {
            #[doc(hidden)]
            pub mod inner {
                pub struct One {
                    #[doc(hidden)]
                    pub field: u8,
                    own: u8,
                }
                impl One {
                    #[doc(hidden)]
                    pub fn method(&self) {}
                    fn own(&self) {}
                }
                pub(super) static RULES: u8 = 0;
                #[doc(hidden)]
                pub static SERVICE: u8 = 0;
                #[doc(hidden)]
                pub fn function() {}
            }
        };
        assert_eq!(quote!(#file).to_string(), expected.to_string());
    }
}
