//! Documentation strings of a model to Markdown for rustdoc.
//!
//! The `documentation` trait (Smithy 2.0, "Documentation traits") holds CommonMark. In practice that means
//! two dialects, told apart by whether any tag of HTML or of AWS's own vocabulary occurs:
//!
//! - **HTML** ([`html`]): structure comes from the tags only. Line breaks and indentation mean nothing, and
//!   whatever Markdown would read as markup is literal text.
//! - **plain** ([`commonmark`]): paragraphs, lists, headings, tables, fenced code, emphasis and links.
//!
//! Both feed the same two writers: [`inline`] makes one line of Markdown of the running text of a paragraph,
//! [`blocks`] puts such lines into lists, notes and code blocks. What comes out is a small and regular subset
//! of Markdown: a paragraph is one line, lists are indented by their marker, no code block is ever indented
//! or compiled, and brackets, tags and URLs are written so that none of rustdoc's lints has anything to say.

mod blocks;
mod commonmark;
mod escape;
mod html;
mod inline;

use inline::Inline;
use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::is_invisible;

/// The text without control characters, invisible characters, and those that change the direction of text.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Converts a documentation string to Markdown, without a line break at the end.
///
/// Any string is accepted. Takes time linear in the length of the text, and does not recurse.
pub(crate) fn to_markdown(source: &str) -> String {
    match html::known_tags(source) {
        Some(markup) => html::convert(&markup),
        None => commonmark::convert(source),
    }
}

/// Plain text, such as a title, escaped for a line of Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut line = Inline::default();
    line.text(text);
    line.finish_cell().unwrap_or_default()
}

/// Converts a documentation string as [`to_markdown`] does, to a single line.
pub(crate) fn one_line(source: &str) -> String {
    let markdown = to_markdown(source);
    let lines = markdown.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// The documentation as attributes: one for each line, so that it is printed as `///` comments.
///
/// Empty if the documentation is missing or has no text.
pub(crate) fn doc_attributes(docs: Option<&str>) -> TokenStream {
    let markdown = docs.map(to_markdown).unwrap_or_default();
    let lines = markdown.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote! { #(#[doc = #lines])* }
}

#[cfg(test)]
mod tests;
