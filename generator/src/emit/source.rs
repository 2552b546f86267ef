//! Tokens to files: formatted once, below the generator's mark.

mod inline;
mod open;
mod short_names;

use std::path::PathBuf;

use proc_macro2::TokenStream;

use crate::output::{File, MARK};

pub(crate) use short_names::DERIVES;

/// A Rust file of the tokens that `emit` returns.
pub(crate) fn rust(path: PathBuf, emit: impl Fn() -> TokenStream) -> File {
    formatted(path, emit, inline::mark)
}

/// The same for a crate whose items other crates of the client use.
pub(crate) fn shared_rust(path: PathBuf, emit: impl Fn() -> TokenStream) -> File {
    formatted(path, emit, |file| {
        inline::mark(file);
        open::open(file);
    })
}

/// A Rust file of tests, whose functions need no `#[inline]`.
pub(crate) fn test(path: PathBuf, tokens: TokenStream) -> File {
    formatted(path, || tokens.clone(), |_| {})
}

fn formatted(path: PathBuf, emit: impl Fn() -> TokenStream, mark: impl Fn(&mut syn::File)) -> File {
    // `emit` makes the tokens here, because the parser would copy tokens that have another owner.
    let source = match syn::parse2(emit()) {
        Ok(mut file) => {
            mark(&mut file);
            short_names::shorten(&mut file);
            prettyplease::unparse(&file)
        }
        // Only an emitter's bug leads here; the compiler then shows the tokens.
        Err(error) => format!("compile_error!({:?});\n{}", error.to_string(), emit()),
    };
    let text =
        format!("{MARK}\n// change the model, or the build step, and build again.\n{source}");
    File { path, text }
}
