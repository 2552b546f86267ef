//! The root of a client: `lib.rs` and `Cargo.toml` of a crate, or `mod.rs` of a module.
//!
//! ```ignore
//! pub mod client;
//! pub mod config;
//! // ..
//! pub use client::Client;
//! ```

mod manifest;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::docs::{escaped, to_markdown};
use crate::names::Name;
use crate::plan::Layout;
use crate::plan::client::ClientTraits;

pub use manifest::{Manifest, Runtime};

/// Lints about what the model decides: neither we nor the user can do anything about them.
const MODEL_LINTS: [&str; 12] = [
    "deprecated",
    "unreachable_pub",
    "clippy::borrowed_box",
    "clippy::enum_variant_names",
    "clippy::large_enum_variant",
    "clippy::module_inception",
    "clippy::new_ret_no_self",
    "clippy::result_large_err",
    "clippy::self_named_constructors",
    "clippy::should_implement_trait",
    "clippy::too_many_arguments",
    "clippy::wrong_self_convention",
];

/// The lints of the crate around a module are not ours to know: all that anyone may have turned on, and
/// `unused`, as a program uses only some of a client.
const ALL_LINTS: [&str; 18] = [
    "deprecated",
    "missing_copy_implementations",
    "missing_debug_implementations",
    "missing_docs",
    "rust_2018_idioms",
    "single_use_lifetimes",
    "trivial_casts",
    "unreachable_pub",
    "unused",
    "unused_lifetimes",
    "unused_qualifications",
    "unused_results",
    "variant_size_differences",
    "clippy::all",
    "clippy::nursery",
    "clippy::pedantic",
    "clippy::restriction",
    "rustdoc::all",
];

/// The client's modules: name, documentation, and whether users see it.
const MODULES: [(&str, &str, bool); 9] = [
    (
        "builder",
        "The one type behind all builders of the client.",
        true,
    ),
    ("client", "The client, and changes to single calls.", true),
    ("config", "What a client is configured with.", true),
    ("error", "What calls fail with.", true),
    (
        "service_error",
        "Every error of the service, as one type.",
        false,
    ),
    ("meta", "About the client's crate.", true),
    (
        "operation",
        "The operations: what goes in, what comes out, what fails.",
        true,
    ),
    (
        "primitives",
        "Simple types that structures have members of.",
        true,
    ),
    (
        "types",
        "The structures, unions and enums of the service.",
        true,
    ),
];

/// One more, where endpoints are discovered.
const ENDPOINT_DISCOVERY: (&str, &str, bool) = (
    "endpoint_discovery",
    "What keeps a discovered endpoint up to date.",
    true,
);

/// One more, where calls may be presigned.
const PRESIGNING: (&str, &str, bool) = (
    "presigning",
    "Requests that others may send, until they expire.",
    true,
);

/// One more, where databases are opened by tokens.
const AUTH_TOKEN: (&str, &str, bool) = ("auth_token", "Tokens that open a database.", true);

/// `lib.rs`, or `mod.rs`.
///
/// `service_docs` is what the model says about the service, `example` the method of an operation.
///
/// A module is a file of its own, and says at its top what holds for all of it. The root of a crate may be
/// `include!`d, and what is included can't hold an inner attribute: there each module carries its own, and
/// documentation of the crate is left to [`emit_standalone`].
pub(crate) fn emit(
    client: &ClientTraits,
    service_docs: Option<&str>,
    example: Option<&Name>,
) -> TokenStream {
    match client.layout {
        Layout::Crate => {
            let lints = paths(&MODEL_LINTS);
            items(client, &quote!(#[allow(#(#lints),*)]))
        }
        Layout::Module(_) => {
            let docs = inner(&docs(client, service_docs, example));
            let lints = paths(&ALL_LINTS);
            let items = items(client, &quote!());
            quote! {
                #docs
                #![allow(#(#lints),*)]
                #items
            }
        }
    }
}

/// `lib.rs` of a crate that nothing includes, with documentation of the crate.
pub(crate) fn emit_standalone(
    client: &ClientTraits,
    service_docs: Option<&str>,
    example: Option<&Name>,
) -> TokenStream {
    let docs = inner(&docs(client, service_docs, example));
    let lints = paths(&MODEL_LINTS);
    let items = items(client, &quote!());
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(#(#lints),*)]
        #items
    }
}

fn paths(lints: &[&str]) -> Vec<TokenStream> {
    let lints = lints.iter().map(|lint| match lint.split_once("::") {
        Some((tool, lint)) => {
            let (tool, lint) = (format_ident!("{tool}"), format_ident!("{lint}"));
            quote!(#tool::#lint)
        }
        None => {
            let lint = format_ident!("{lint}");
            quote!(#lint)
        }
    });
    lints.collect()
}

fn items(client: &ClientTraits, attributes: &TokenStream) -> TokenStream {
    let discovery = client.discovery.as_ref().map(|_| &ENDPOINT_DISCOVERY);
    let presigning = client.presigned.then_some(&PRESIGNING);
    let auth_token = client.auth_tokens.map(|_| &AUTH_TOKEN);
    let modules = MODULES.iter().chain(discovery);
    let modules = modules.chain(presigning).chain(auth_token);
    let modules = modules.map(|(name, docs, public)| {
        let (name, docs) = (format_ident!("{name}"), format!(" {docs}"));
        let visibility = match public {
            true => quote!(pub),
            false => quote!(pub(crate)),
        };
        quote! {
            #[doc = #docs]
            #attributes
            #visibility mod #name;
        }
    });
    quote! {
        #(#modules)*

        #[doc(inline)]
        pub use self::client::Client;
        #[doc(inline)]
        pub use self::config::Config;
        #[doc(inline)]
        pub use self::service_error::Error;
    }
}

fn docs(client: &ClientTraits, service_docs: Option<&str>, example: Option<&Name>) -> Vec<String> {
    let mut lines = vec![
        format!("A client of {}.", escaped(&client.title)),
        String::new(),
    ];
    if let Some(docs) = service_docs {
        lines.extend(to_markdown(docs).lines().map(str::to_owned));
        lines.push(String::new());
    }
    lines.extend(
        [
            "# Calling the service",
            "",
            "A [`Client`] has one method for each operation. It returns a builder, which takes the operation's",
            "input member by member; `send` sends the call. Settings that all of an application's clients share",
            "(region, credentials, timeouts) come from the crate `aws-config`.",
            "",
            "```ignore",
            "let config = aws_config::load_from_env().await;",
        ]
        .map(str::to_owned),
    );
    lines.extend(made(client).iter().map(|line| (*line).to_owned()));
    if let Some(operation) = example {
        lines.push(format!("let output = client.{operation}().send().await?;"));
    }
    lines.extend(
        [
            "```",
            "",
            "# Where things are",
            "",
            "- [`client`]: the client, and changes to single calls;",
            "- [`config`]: its settings, for those that `aws-config` does not know or that differ here;",
            "- [`operation`]: for each operation a module with its input, output, error and builders;",
            "- [`types`]: what inputs and outputs are made of; [`primitives`]: what those are made of;",
            "- [`error`]: what calls fail with. [`Error`] holds any error of any operation.",
        ]
        .map(str::to_owned),
    );
    lines
}

/// How a client is made of `config`.
fn made(client: &ClientTraits) -> &'static [&'static str] {
    match client.discovery {
        None => &["let client = Client::new(&config);"],
        Some(_) => &[
            "let client = Client::new(&config);",
            "// The service has endpoints of its own for each client.",
            "let (client, reload) = client.with_endpoint_discovery_enabled().await?;",
            "tokio::spawn(reload.reload_task());",
        ],
    }
}

/// Documentation of the crate or module that the lines stand in.
fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#![doc = #lines])*)
}
