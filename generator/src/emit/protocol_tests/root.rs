//! The root of the tests, with the functions that all of them use.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::test_client;
use crate::names::Name;
use crate::plan::client::ClientTraits;

/// `main.rs`, with the modules of operations and errors that have tests.
///
/// It imports the client's modules, so that tests name items under `crate`, as the client's own code does.
pub(super) fn emit(client: &ClientTraits, operations: &[Name], errors: &[Name]) -> TokenStream {
    let package = test_client::library(client);
    let operations = modules("operations", "Of operations", operations);
    let errors = modules("errors", "Of errors", errors);
    let settings = test_client::settings(client, &quote!(.allow_no_auth()));
    quote! {
        #![doc = " The protocol tests of the model: one test for each case."]
        #![allow(
            deprecated,
            clippy::approx_constant,
            clippy::excessive_precision,
            clippy::result_large_err,
            clippy::unnecessary_literal_unwrap,
        )]

        #[allow(unused_imports)]
        use ::#package::{Client, config, operation, types};

        #operations
        #errors

        #settings

        /// A client of `server`, with the endpoint `url`.
        fn client(server: &::tinsmith_runtime::protocol_test::Server, url: &str) -> Client {
            Client::from_conf(settings(server).endpoint_url(url).build())
        }
    }
}

fn modules(name: &str, docs: &str, modules: &[Name]) -> TokenStream {
    if modules.is_empty() {
        return quote!();
    }
    let (name, docs) = (format_ident!("{name}"), format!(" {docs}."));
    quote! {
        #[doc = #docs]
        mod #name {
            #(mod #modules;)*
        }
    }
}
