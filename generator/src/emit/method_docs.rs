//! The documentation of a client's method: the model's documentation, then the members of the operation's input and
//! output, and its errors.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::docs::to_markdown;
use crate::emit::rustdoc::is_required;
use crate::emit::structure;
use crate::plan::{Operation, Plan};

/// The documentation of the client's method for an operation, line by line.
pub(crate) fn lines(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<String> {
    let mut lines = vec![format!(
        "Returns a builder for a call of `{}`; its `send` sends the call.",
        operation.name
    )];
    let docs = plan.docs(&plan.shape(operation.shape).traits);
    let docs = docs.map(to_markdown).filter(|docs| !docs.is_empty());
    if let Some(docs) = docs {
        lines.push(String::new());
        lines.extend(docs.lines().map(str::to_owned));
    }
    let sections = [
        ("# Input", input(plan, operation)),
        ("# Output", output(operation)),
        ("# Errors", errors(plan, operation)),
    ];
    for (heading, section) in sections {
        lines.extend([String::new(), heading.to_owned(), String::new()]);
        lines.extend(section);
    }
    for line in lines.iter_mut().filter(|line| !line.is_empty()) {
        line.insert(0, ' ');
    }
    lines
}

/// The setter of each member, with a link. The second setter stands right after the first on the linked page.
fn input(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<String> {
    let path = &operation.path;
    let fluent = operation.fluent_ident();
    let builder = text(&quote!(#path::builders::#fluent), Paths::Whole);
    let fields = operation.input.fields.iter().map(|field| {
        let parameters = text(&structure::setter_parameters(plan, field), Paths::Last);
        let ty = text(&field.ty, Paths::Last);
        let (name, setter) = (field.ident.unescaped(), &field.setter);
        let required = if is_required(field) { ": required" } else { "" };
        format!(
            "- [`{name}({parameters})`]({builder}#method.{name}), \
             `{setter}(Option<{ty}>)`{required}"
        )
    });
    or_none(fields.collect(), "The operation has no input.")
}

/// The output's fields, each with a link to it.
fn output(operation: &Operation<'_>) -> Vec<String> {
    let (ident, path) = (&operation.output.ident, &operation.output.path);
    let path = text(path, Paths::Whole);
    let fields = operation.output.fields.iter().map(|field| {
        let (name, ty) = (
            field.ident.unescaped(),
            text(&field.field_type(), Paths::Last),
        );
        format!("- [`{name}: {ty}`]({path}#structfield.{name})")
    });
    let fields: Vec<String> = fields.collect();
    let mut lines = vec![if fields.is_empty() {
        format!("[`{ident}`]({path}), which has no members.")
    } else {
        format!("[`{ident}`]({path}):")
    }];
    if !fields.is_empty() {
        lines.push(String::new());
    }
    lines.extend(fields);
    lines
}

/// The operation's error type, and its variants.
fn errors(plan: &Plan<'_>, operation: &Operation<'_>) -> Vec<String> {
    let (ident, path) = (operation.error_ident(), &operation.path);
    let path = text(&quote!(#path::#ident), Paths::Whole);
    let errors = operation.errors.iter().map(|&error| {
        let (name, path) = (plan.type_name(error), plan.type_path(error));
        format!("- [`{name}`]({})", text(&path, Paths::Whole))
    });
    let mut errors: Vec<String> = errors.collect();
    errors.sort();
    let known = or_none(errors, "The model has no errors for the operation.");
    let mut lines = vec![
        format!("[`{ident}`]({path}), if the service returns an error:"),
        String::new(),
    ];
    lines.extend(known);
    lines
}

fn or_none(lines: Vec<String>, none: &str) -> Vec<String> {
    if lines.is_empty() {
        vec![none.to_owned()]
    } else {
        lines
    }
}

/// How paths are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paths {
    Whole,
    /// By their last segment.
    Last,
}

/// A type, a path or parameters as text. Names of parameters are left out.
fn text(tokens: &impl ToTokens, paths: Paths) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), paths, &mut out);
    out
}

fn write(tokens: TokenStream, paths: Paths, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) => {
                // The keyword may stand before a path that begins with colons.
                let colon = (ident != "impl")
                    .then(|| tokens.next_if(is_colon))
                    .flatten();
                let is_path =
                    matches!(&colon, Some(TokenTree::Punct(it)) if it.spacing() == Spacing::Joint);
                if colon.is_some() && (paths == Paths::Last || !is_path) {
                    // The second colon of a path is left, and is skipped below.
                    continue;
                }
                if out.ends_with(|c: char| c.is_alphanumeric()) {
                    out.push(' ');
                }
                out.push_str(&ident.to_string());
                if is_path {
                    out.push_str("::");
                }
            }
            TokenTree::Punct(it) => match it.as_char() {
                ':' => {}
                ',' => out.push_str(", "),
                other => out.push(other),
            },
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            TokenTree::Group(group) => {
                out.push('(');
                write(group.stream(), paths, out);
                out.push(')');
            }
        }
    }
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ':')
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Paths, text};

    #[test]
    fn types_are_written_by_their_last_names() {
        for (tokens, expected) in [
            (
                quote!(input: impl ::std::convert::Into<::std::string::String>),
                "impl Into<String>",
            ),
            (
                quote!(k: crate::types::Key, v: ::std::vec::Vec<&'static str>),
                "Key, Vec<&'static str>",
            ),
            (
                quote!(::std::collections::HashMap<::std::string::String, (u8, u8)>),
                "HashMap<String, (u8, u8)>",
            ),
        ] {
            assert_eq!(text(&tokens, Paths::Last), expected);
        }
        let path = quote!(crate::clients::one::operation::r#move::MoveOutput);
        let expected = "crate::clients::one::operation::r#move::MoveOutput";
        assert_eq!(text(&path, Paths::Whole), expected);
    }
}
