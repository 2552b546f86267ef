//! Tokens to files: formatted once, under a line that says where they are from.

mod inline;
mod short_names;

use std::path::PathBuf;

use proc_macro2::TokenStream;

use crate::output::{File, MARK};

pub(crate) use short_names::DERIVES;

/// A Rust file of the tokens that `emit` makes.
pub(crate) fn rust(path: PathBuf, emit: impl Fn() -> TokenStream) -> File {
    formatted(path, emit, inline::mark)
}

/// The same for a file of tests, whose functions nobody else calls.
pub(crate) fn test(path: PathBuf, tokens: TokenStream) -> File {
    formatted(path, || tokens.clone(), |_| {})
}

fn formatted(path: PathBuf, emit: impl Fn() -> TokenStream, mark: impl Fn(&mut syn::File)) -> File {
    // The parser would copy tokens that somebody else has too.
    let source = match syn::parse2(emit()) {
        Ok(mut file) => {
            mark(&mut file);
            short_names::shorten(&mut file);
            prettyplease::unparse(&file)
        }
        // Only a bug of an emitter gets here; the tokens as they are show it to the compiler.
        Err(error) => format!("compile_error!({:?});\n{}", error.to_string(), emit()),
    };
    let text =
        format!("{MARK}\n// change the model, or the build step, and build again.\n{source}");
    File { path, text }
}
