//! Names, paths and types in Rust source. A plan has them as text, since tokens belong to one thread and several
//! threads share a plan.

use std::fmt;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{IdentFragment, ToTokens};

/// An identifier; a keyword has its `r#`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(String);

impl Name {
    /// The identifier of this text, which must be a valid one.
    pub(super) fn plain(text: String) -> Self {
        Self(text)
    }

    /// The identifier of a keyword.
    pub(super) fn raw(keyword: &str) -> Self {
        Self(format!("r#{keyword}"))
    }

    /// The text without `r#`, for names of files and for documentation.
    pub(crate) fn unescaped(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ident = match self.0.strip_prefix("r#") {
            Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
            None => Ident::new(&self.0, Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

impl IdentFragment for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unescaped())
    }
}

/// The path of an item, or a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(String);

impl Path {
    /// The path or type with this source.
    pub(crate) fn new(source: impl Into<String>) -> Self {
        Self(source.into())
    }

    /// The path of `name` in this module.
    pub(crate) fn join(&self, name: impl fmt::Display) -> Self {
        Self(format!("{self}::{name}"))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let source: TokenStream = self.0.parse().expect("names and `::` are tokens");
        tokens.extend(source);
    }
}
