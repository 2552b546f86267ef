//! The root of a client: `lib.rs` and `Cargo.toml` of a crate, or `mod.rs` of a module.
//!
//! ```ignore
//! pub mod client;
//! pub mod config;
//! // ..
//! pub use client::Client;
//! ```

mod first_call;
mod manifest;
mod split;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::docs::{escaped, to_markdown};
use crate::emit::requirements;
use crate::names::Name;
use crate::plan::Layout;
use crate::plan::client::ClientTraits;

pub use manifest::{Manifest, Runtime};
pub(crate) use split::{emit_apart, emit_base, emit_part};

/// Lints about code that follows the model, which neither the generator nor the user can change.
const MODEL_LINTS: [&str; 13] = [
    "deprecated",
    "non_camel_case_types",
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

/// The lints that a module allows. The crate around it may turn on any lint, and a program uses only a part of a
/// client.
const ALL_LINTS: [&str; 19] = [
    "deprecated",
    "missing_copy_implementations",
    "missing_debug_implementations",
    "missing_docs",
    "nonstandard_style",
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

/// A module of a client: its name, its documentation, and whether users see it.
type Module = (&'static str, &'static str, bool);

/// The client's modules.
const MODULES: [Module; 9] = [
    ("builder", "The type of all builders of the client.", true),
    (
        "client",
        "The client, and customization of single calls.",
        true,
    ),
    ("config", "The configuration of a client.", true),
    ("error", "The errors of calls.", true),
    (
        "service_error",
        "All errors of the service, as one type.",
        false,
    ),
    ("meta", "About the client's crate.", true),
    (
        "operation",
        "The operations, with their inputs, outputs and errors.",
        true,
    ),
    ("primitives", "Simple types of members.", true),
    (
        "types",
        "The structures, unions and enums of the service.",
        true,
    ),
];

/// The module of clients with endpoint discovery.
const ENDPOINT_DISCOVERY: Module = (
    "endpoint_discovery",
    "Updates of a discovered endpoint.",
    true,
);

/// The module of clients whose calls may be signed with the credentials of a session.
const SESSIONS: Module = ("sessions", "Sessions, whose credentials sign calls.", false);

/// One more, where operations have waiters.
const WAITERS: Module = (
    "waiters",
    "What calls an operation until something is in a certain state: see [`Waiters`](client::Waiters).",
    true,
);

/// One more, where calls may be presigned.
const PRESIGNING: Module = (
    "presigning",
    "Requests that others may send, until they expire.",
    true,
);

/// One more, where databases are opened by tokens.
const AUTH_TOKEN: Module = ("auth_token", "Tokens that open a database.", true);

/// One more, where inputs are checked against patterns of the model.
const INPUT_PATTERNS: Module = (
    "input_patterns",
    "The patterns of the model, for the checks of inputs.",
    false,
);

/// `lib.rs`, or `mod.rs`.
///
/// `service_docs` is the service's documentation in the model, `example` the method of an operation.
///
/// A module is a file of its own, with inner attributes at its top. The root of a crate may be `include!`d, and
/// included files can't have inner attributes: there each module has its attributes, and [`emit_standalone`] adds
/// the documentation of the crate.
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

/// `lib.rs` of a crate that is not included, with the documentation of the crate.
pub(crate) fn emit_standalone(
    client: &ClientTraits,
    service_docs: Option<&str>,
    example: Option<&Name>,
) -> TokenStream {
    let docs = docs(client, service_docs, example);
    let items = items(client, &quote!());
    whole_crate(&docs, &quote!(#![warn(missing_docs)]), &items)
}

/// `lib.rs` with this documentation, further attributes, and these items.
fn whole_crate(docs: &[String], attributes: &TokenStream, items: &TokenStream) -> TokenStream {
    let docs = inner(docs);
    let lints = paths(&MODEL_LINTS);
    let version = requirements::version();
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #attributes
        #![allow(#(#lints),*)]
        #version
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

/// The modules of the client.
fn modules(client: &ClientTraits) -> Vec<&'static Module> {
    let discovery = client.discovery.as_ref().map(|_| &ENDPOINT_DISCOVERY);
    let sessions = client.sessions.as_ref().map(|_| &SESSIONS);
    let waiters = client.has_waiters.then_some(&WAITERS);
    let presigning = client.presigned.then_some(&PRESIGNING);
    let auth_token = client.auth_tokens.map(|_| &AUTH_TOKEN);
    let modules = MODULES
        .iter()
        .chain(discovery)
        .chain(sessions)
        .chain(waiters);
    let patterns = client.input_patterns.then_some(&INPUT_PATTERNS);
    let modules = modules.chain(presigning).chain(auth_token).chain(patterns);
    modules.collect()
}

/// The declarations of modules, with further attributes.
fn declarations<'d>(
    modules: impl IntoIterator<Item = &'d Module>,
    attributes: &TokenStream,
) -> TokenStream {
    let modules = modules.into_iter().map(|(name, docs, public)| {
        let (name, docs) = (format_ident!("{name}"), format!(" {docs}"));
        let visibility = if *public {
            quote!(pub)
        } else {
            quote!(pub(crate))
        };
        quote! {
            #[doc = #docs]
            #attributes
            #visibility mod #name;
        }
    });
    quote!(#(#modules)*)
}

fn items(client: &ClientTraits, attributes: &TokenStream) -> TokenStream {
    let modules = declarations(modules(client), attributes);
    quote! {
        #modules

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
    if client.uses_aws {
        lines.extend(
            [
                "# Calling the service",
                "",
                "A [`Client`] has one method for each operation. It returns a builder with a setter for each member of",
                "the operation's input; `send` sends the call. The crate `aws-config` loads the settings that all clients",
                "of an application share (region, credentials, timeouts).",
                "",
                "```ignore",
                "let config = aws_config::load_from_env().await;",
            ]
            .map(str::to_owned),
        );
    } else {
        lines.extend(first_call::configured(client));
    }
    lines.extend(made(client).iter().map(|line| (*line).to_owned()));
    if let Some(operation) = example {
        lines.push(format!("let output = client.{operation}().send().await?;"));
    }
    let settings = if client.uses_aws {
        "- [`config`]: its settings, also those that `aws-config` does not have;"
    } else {
        "- [`config`]: its settings;"
    };
    lines.extend(
        [
            "```",
            "",
            "# Modules",
            "",
            "- [`client`]: the client, and customization of single calls;",
            settings,
            "- [`operation`]: for each operation a module with its input, output, error and builders;",
            "- [`types`]: the types of their members; [`primitives`]: simple types;",
            "- [`error`]: the errors of calls. [`Error`] holds any error of any operation.",
        ]
        .map(str::to_owned),
    );
    lines
}

/// The lines of the example that create a client from `config`.
fn made(client: &ClientTraits) -> &'static [&'static str] {
    match (&client.discovery, client.uses_aws) {
        (None, true) => &["let client = Client::new(&config);"],
        (None, false) => &["let client = Client::from_conf(config);"],
        (Some(_), false) => &[
            "let client = Client::from_conf(config);",
            "// The service returns the endpoint to call.",
            "let (client, reload) = client.with_endpoint_discovery_enabled().await?;",
            "tokio::spawn(reload.reload_task());",
        ],
        (Some(_), true) => &[
            "let client = Client::new(&config);",
            "// The service returns the endpoint to call.",
            "let (client, reload) = client.with_endpoint_discovery_enabled().await?;",
            "tokio::spawn(reload.reload_task());",
        ],
    }
}

/// The lines as inner documentation of a crate or module.
fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#![doc = #lines])*)
}
