//! Paths that are shortened, and paths that stay because a name is taken.

use quote::quote;
use syn::parse2;

use super::{File, TokenStream, shorten};

/// What a file of these tokens becomes.
fn shortened(tokens: TokenStream) -> String {
    let mut file: File = parse2(tokens).expect("the tokens are Rust");
    shorten(&mut file);
    prettyplease::unparse(&file)
}

/// Asserts that a file becomes another one.
#[track_caller]
fn check(tokens: TokenStream, expected: TokenStream) {
    let expected = parse2(expected).expect("the tokens are Rust");
    assert_eq!(shortened(tokens), prettyplease::unparse(&expected));
}

#[test]
fn what_the_prelude_has_goes_by_its_name() {
    check(
        quote! {
            #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::hash::Hash)]
            pub struct User {
                pub name: ::std::option::Option<::std::string::String>,
                pub tags: ::std::vec::Vec<::std::boxed::Box<crate::types::Tag>>,
            }
            fn first(it: &User) -> ::std::result::Result<&str, ()> {
                match ::std::option::Option::Some(it) {
                    ::std::option::Option::None => ::std::result::Result::Err(()),
                    ::std::option::Option::Some(it) => ::std::result::Result::Ok(it),
                }
            }
            fn boxed(it: impl ::std::convert::Into<::std::string::String>) {
                ::std::boxed::Box::new(it);
                <User as ::std::default::Default>::default();
                <<User as ::std::iter::Iterator>::Item as ::std::default::Default>::default();
            }
        },
        quote! {
            #[derive(Clone, Debug, Hash)]
            pub struct User {
                pub name: Option<String>,
                pub tags: Vec<Box<crate::types::Tag>>,
            }
            fn first(it: &User) -> Result<&str, ()> {
                match Some(it) {
                    None => Err(()),
                    Some(it) => Ok(it),
                }
            }
            fn boxed(it: impl Into<String>) {
                Box::new(it);
                <User as Default>::default();
                <<User as Iterator>::Item as Default>::default();
            }
        },
    );
}

#[test]
fn the_rest_is_imported_or_keeps_its_path() {
    check(
        quote! {
            impl ::std::fmt::Debug for Map {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    ::tinsmith_runtime::codegen::structure::fmt(f)
                }
            }
            type Map = ::std::collections::HashMap<::tinsmith_runtime::Key, ::std::time::Duration>;
            impl ::std::error::Error for Map {}
            const SIZE: usize = <Map as ::tinsmith_runtime::codegen::structure::Structure>::SIZE;
            pub use ::tinsmith_runtime::codegen::error::Unhandled;
        },
        quote! {
            use std::collections::HashMap;
            use std::fmt;
            use tinsmith_runtime as rt;
            impl fmt::Debug for Map {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    rt::codegen::structure::fmt(f)
                }
            }
            type Map = HashMap<rt::Key, std::time::Duration>;
            impl std::error::Error for Map {}
            const SIZE: usize = <Map as rt::codegen::structure::Structure>::SIZE;
            pub use tinsmith_runtime::codegen::error::Unhandled;
        },
    );
}

#[test]
fn a_name_that_is_taken_keeps_its_path() {
    check(
        quote! {
            pub struct Option(::std::option::Option<::std::string::String>);
            pub enum Some { None }
            pub use self::_vec::Vec;
            pub use self::_other::Other as HashMap;
            mod fmt;
            mod rt;
            fn f<Box>(box_: ::std::boxed::Box<Box>) -> ::std::vec::Vec<Box> {
                use crate::types::Result;
                let it = ::std::option::Option::Some(::std::option::Option::None);
                ::std::result::Result::Ok(::std::collections::HashMap::new())
            }
            impl ::std::fmt::Display for Option {}
            #[derive(::std::fmt::Debug)]
            struct Debug(::tinsmith_runtime::Blob);
        },
        quote! {
            pub struct Option(std::option::Option<String>);
            pub enum Some { None }
            pub use self::_vec::Vec;
            pub use self::_other::Other as HashMap;
            mod fmt;
            mod rt;
            fn f<Box>(box_: std::boxed::Box<Box>) -> std::vec::Vec<Box> {
                use crate::types::Result;
                let it = std::option::Option::Some(None);
                Ok(std::collections::HashMap::new())
            }
            impl std::fmt::Display for Option {}
            #[derive(std::fmt::Debug)]
            struct Debug(tinsmith_runtime::Blob);
        },
    );
}

#[test]
fn a_variant_whose_name_is_taken_goes_by_its_type() {
    check(
        quote! {
            struct Some;
            const IT: ::std::option::Option<u8> = ::std::option::Option::Some(1);
        },
        quote! {
            struct Some;
            const IT: Option<u8> = Option::Some(1);
        },
    );
}

#[test]
fn each_module_is_a_scope_of_its_own() {
    check(
        quote! {
            struct String;
            mod inner {
                type Text = ::std::string::String;
                type Map = ::std::collections::HashMap<u8, ::tinsmith_runtime::Blob>;
            }
            mod other {
                struct HashMap(::std::collections::HashMap<u8, u8>);
            }
            type Text = ::std::string::String;
        },
        quote! {
            struct String;
            mod inner {
                use std::collections::HashMap;
                use tinsmith_runtime as rt;
                type Text = String;
                type Map = HashMap<u8, rt::Blob>;
            }
            mod other {
                struct HashMap(std::collections::HashMap<u8, u8>);
            }
            type Text = std::string::String;
        },
    );
}

#[test]
fn a_crate_whose_name_is_taken_keeps_its_colons() {
    check(
        quote! {
            mod std;
            mod tinsmith_runtime;
            type It = ::std::collections::HashMap<::std::time::Duration, ::tinsmith_runtime::Blob>;
            pub use ::tinsmith_runtime::Blob;
        },
        quote! {
            use ::std::collections::HashMap;
            use ::tinsmith_runtime as rt;
            mod std;
            mod tinsmith_runtime;
            type It = HashMap<::std::time::Duration, rt::Blob>;
            pub use ::tinsmith_runtime::Blob;
        },
    );
}

#[test]
fn a_module_that_imports_everything_is_left_as_it_is() {
    let tokens = quote! {
        use super::*;
        type It = ::std::option::Option<::tinsmith_runtime::Blob>;
    };
    check(tokens.clone(), tokens);
}

#[test]
fn arguments_of_macros_are_shortened_too() {
    check(
        quote! {
            fn f() {
                ::std::assert_eq!(a, ::std::option::Option::Some(1), "{a}");
                ::std::matches!(a, ::std::option::Option::Some(::tinsmith_runtime::A { .. } | b));
                ::std::matches!(self, Self::A(_));
                other!(:: std => is no expression);
            }
        },
        quote! {
            use tinsmith_runtime as rt;
            fn f() {
                assert_eq!(a, Some(1), "{a}");
                matches!(a, Some(rt::A { .. } | b));
                matches!(self, Self::A(_));
                other!(:: std => is no expression);
            }
        },
    );
}
