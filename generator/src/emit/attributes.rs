//! Attributes of items: what the model says about them.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Traits;

use crate::docs::{doc_attributes, one_line};

/// A shape's documentation; where the model has none, the permission to have none.
pub(crate) fn documented(docs: Option<&str>) -> TokenStream {
    or_undocumented(doc_attributes(docs))
}

/// Documentation; where there is none, the permission to have none.
pub(crate) fn or_undocumented(docs: TokenStream) -> TokenStream {
    match docs.is_empty() {
        true => quote!(#[allow(missing_docs)]),
        false => docs,
    }
}

/// `#[deprecated]`, with what the model says about it. Since when is part of the note, since Rust
/// takes nothing but a semantic version for it. The compiler shows the note as it is, rustdoc as Markdown.
pub(crate) fn deprecated(traits: &Traits) -> TokenStream {
    let Some(deprecated) = traits.deprecated() else {
        return quote!();
    };
    let note = match (deprecated.message, deprecated.since) {
        (None, None) => return quote!(#[deprecated]),
        (Some(note), None) => note.to_owned(),
        (None, Some(since)) => format!("since {since}"),
        (Some(note), Some(since)) => format!("{note} (since {since})"),
    };
    let note = one_line(&note);
    quote!(#[deprecated(note = #note)])
}
