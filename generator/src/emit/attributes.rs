//! Attributes of items: documentation and deprecation, from the model.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::Traits;

use crate::docs::{doc_attributes, one_line};
use crate::plan::Field;

/// A shape's documentation, or `allow(missing_docs)` if the model has none.
pub(crate) fn documented(docs: Option<&str>) -> TokenStream {
    or_undocumented(doc_attributes(docs))
}

/// The documentation, or `allow(missing_docs)` if there is none.
pub(crate) fn or_undocumented(docs: TokenStream) -> TokenStream {
    if docs.is_empty() {
        quote!(#[allow(missing_docs)])
    } else {
        docs
    }
}

/// `#[deprecated]` for a field.
pub(crate) fn deprecated_field(field: &Field<'_>) -> TokenStream {
    match field.deprecation {
        Some(note) => quote!(#[deprecated(note = #note)]),
        None => deprecated(&field.member.traits),
    }
}

/// `#[deprecated]`, with the trait's message. Its `since` becomes part of the note, because Rust accepts only a
/// semantic version as `since`. The compiler shows the note as it is, rustdoc as Markdown.
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
