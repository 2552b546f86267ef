//! The roots of a client that is split, and of its inner crates.
//!
//! ```ignore
//! // The base.
//! pub mod config;
//! // ..
//!
//! // A part.
//! pub use ::aws_sdk_connect_base::*;
//! pub mod operation;
//!
//! // The client.
//! pub use ::aws_sdk_connect_base::config;
//! pub mod client;
//! pub mod operation;
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Module, declarations, docs, modules, whole_crate};
use crate::names::{Name, Path};
use crate::plan::client::ClientTraits;

/// The modules that the client has itself, and not from the base.
const OF_CLIENT: [&str; 6] = [
    "client",
    "endpoint_discovery",
    "operation",
    "sessions",
    "types",
    "waiters",
];

/// Modules that only call operations, so that the inner crates have none.
const CALLING: [&str; 3] = ["endpoint_discovery", "sessions", "waiters"];

/// The modules that each part has of its own.
const OF_PART: [&str; 4] = ["builder", "operation", "types", "waiters"];

/// `lib.rs` of the base.
pub(crate) fn emit_base(client: &ClientTraits) -> TokenStream {
    let modules = modules(client).into_iter();
    let modules = modules.filter(|(name, ..)| !CALLING.contains(name));
    let modules = declarations(modules, &quote!());
    let items = quote! {
        #modules
        #[doc(inline)]
        pub use self::config::Config;
        #[doc(inline)]
        pub use self::service_error::Error;
    };
    // What generated code uses of it has no documentation.
    whole_crate(&inner_docs(client), &quote!(), &items)
}

/// `lib.rs` of a part, which may have waiters. `base` is the path of the base.
pub(crate) fn emit_part(client: &ClientTraits, base: &Path, has_waiters: bool) -> TokenStream {
    let is_here = |name: &str| OF_PART.contains(&name) && (has_waiters || name != "waiters");
    let modules = modules(client).into_iter();
    let modules: Vec<Module> = modules
        .filter(|(name, ..)| is_here(name))
        // The documentation has links to what the parts do not have.
        .map(|&(name, _, public)| (name, "A part of the client's module of this name.", public))
        .collect();
    let modules = declarations(&modules, &quote!());
    let items = quote! {
        #[doc(hidden)]
        pub use #base::*;
        #modules
    };
    // What generated code uses of it has no documentation.
    whole_crate(&inner_docs(client), &quote!(), &items)
}

/// `lib.rs` of the client. `base` is the path of the base.
pub(crate) fn emit_apart(
    client: &ClientTraits,
    base: &Path,
    service_docs: Option<&str>,
    example: Option<&Name>,
) -> TokenStream {
    let (own, others): (Vec<&Module>, Vec<&Module>) = modules(client)
        .into_iter()
        .partition(|(name, ..)| OF_CLIENT.contains(name));
    let own = declarations(own, &quote!());
    let others = others.into_iter().filter(|(_, _, public)| *public);
    let others = others.map(|(name, ..)| format_ident!("{name}"));
    let items = quote! {
        #own
        #(
            #[doc(inline)]
            pub use #base::#others;
        )*
        #[doc(inline)]
        pub use self::client::Client;
        #[doc(inline)]
        pub use #base::Config;
        #[doc(inline)]
        pub use #base::Error;
    };
    let docs = docs(client, service_docs, example);
    whole_crate(&docs, &quote!(#![warn(missing_docs)]), &items)
}

fn inner_docs(client: &ClientTraits) -> Vec<String> {
    let package = &client.package;
    vec![
        format!("A part of the crate `{package}`, which re-exports what users need of it."),
        String::new(),
        format!("Depend on `{package}`: what is here may change without notice."),
    ]
}
