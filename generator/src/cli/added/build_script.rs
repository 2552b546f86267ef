//! `build.rs` with the call that compiles a client.
//!
//! The syntax tree says where to edit, and the text is edited there, so that everything else keeps its comments and its
//! layout. Calls of `tinsmith` in another form than those of its documentation are not edited.

mod calls;
mod layout;

use proc_macro2::Span;
use proc_macro2::extra::DelimSpan;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{AttrStyle, Attribute, Expr, Item, ItemFn, Lit, ReturnType, Token, Type};

use calls::{Builder, Call, Found, List};

/// A client to compile.
pub(in crate::cli) struct Client<'a> {
    /// The path of the model from the package's folder.
    pub(in crate::cli) model: &'a str,
    /// The chosen operations; all of the model if none.
    pub(in crate::cli) operations: Option<&'a [String]>,
}

/// The reason why a script is not edited.
pub(in crate::cli) struct Refused {
    /// The line and the column, from 1.
    pub(in crate::cli) place: Option<(usize, usize)>,
    pub(in crate::cli) message: String,
}

impl Refused {
    fn at(span: Span, message: impl Into<String>) -> Self {
        let start = span.start();
        Self {
            place: Some((start.line, start.column + 1)),
            message: message.into(),
        }
    }
}

/// A new build script.
pub(in crate::cli) fn new(client: &Client<'_>) -> String {
    let call = layout::statement(client, "", "    ");
    format!(
        "//! Compiles clients from the models in `models`.\n\nfn main() -> Result<(), tinsmith::Error> {{\n    {call}\n}}\n"
    )
}

/// The lines for a script that can't be edited.
pub(in crate::cli) fn lines(client: &Client<'_>) -> String {
    layout::statement(client, "?;", "")
}

/// Whether a script says itself when cargo is to run it again, or has nothing else to do.
pub(in crate::cli) fn is_watchful(text: &str) -> bool {
    text.contains("rerun-if-") || text.contains("tinsmith::")
}

/// The script with the client. It is the same as before if the client is there, with all its operations.
///
/// # Errors
/// The script is not valid, has no `main`, or calls `tinsmith` in a form that can't be edited safely.
pub(in crate::cli) fn edited(text: &str, client: &Client<'_>) -> Result<String, Refused> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = syn::parse_file(plain)
        .map_err(|error| Refused::at(error.span(), format!("not valid Rust: {error}")))?;
    if file.shebang.is_some() {
        let message = "a script that begins with `#!` is not edited";
        return Err(Refused::at(Span::call_site(), message));
    }
    let main = file.items.iter().find_map(|item| match item {
        Item::Fn(function) if function.sig.ident == "main" => Some(function),
        _ => None,
    });
    let Some(main) = main else {
        return Err(Refused::at(
            Span::call_site(),
            "there is no function `main`",
        ));
    };
    let found = Found::of(&file, main);
    let edits = if found.calls.is_empty() {
        match found.other {
            Some(span) => return Err(other_form(span)),
            None => vec![inserted(plain, main, client)],
        }
    } else {
        changed(plain, &found, client)?
    };
    let mut new = plain.to_owned();
    // From the last to the first, so that the places of the others stay.
    for Edit { start, end, text } in edits.into_iter().rev() {
        new.replace_range(start..end, &text);
    }
    let mark = &text[..text.len() - plain.len()];
    let new = match plain.contains("\r\n") {
        true => new.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => new,
    };
    Ok(format!("{mark}{new}"))
}

fn other_form(span: Span) -> Refused {
    Refused::at(
        span,
        "`tinsmith` is called here in a form that can't be edited safely: expected `compile`, `compile_all` with a list, or \
         `configure()` with paths and operations as text, as a statement of `main`",
    )
}

/// A replacement of bytes of the text.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

impl Edit {
    fn replace(span: Span, text: String) -> Self {
        let range = span.byte_range();
        Self {
            start: range.start,
            end: range.end,
            text,
        }
    }

    fn insert(at: usize, text: String) -> Self {
        Self {
            start: at,
            end: at,
            text,
        }
    }
}

/// The call as the first statement of `main`, before whatever may return early.
fn inserted(text: &str, main: &ItemFn, client: &Client<'_>) -> Edit {
    let is_inner = |it: &&Attribute| matches!(it.style, AttrStyle::Inner(_));
    let brace = main.block.brace_token.span.open().byte_range().end;
    let attributes = main.attrs.iter().filter(is_inner);
    let at = attributes
        .map(|it| it.span().byte_range().end)
        .fold(brace, usize::max);
    let outer = layout::indent(text, main.sig.fn_token.span.byte_range().start);
    let inner = format!("{outer}    ");
    let call = layout::statement(client, on_error(&main.sig.output), &inner);
    let close = main.block.brace_token.span.close().byte_range().start;
    let rest = &text[at..close];
    // `fn main() {}` on one line.
    let end = match rest.trim().is_empty() && !rest.contains('\n') {
        true => format!("\n{outer}"),
        false if rest.starts_with(['\n', '\r']) => String::new(),
        false => format!("\n{inner}"),
    };
    let until = match end.is_empty() {
        true => at,
        // The spaces before the next statement.
        false => at + (rest.len() - rest.trim_start_matches(' ').len()),
    };
    Edit {
        start: at,
        end: until,
        text: format!("\n{inner}{call}{end}"),
    }
}

/// The end of the statement in a `main` that returns this: it hands on the error, or panics where the type of errors may
/// not take it.
fn on_error(output: &ReturnType) -> &'static str {
    const PANIC: &str = ".unwrap_or_else(|error| panic!(\"{error:?}\"));";
    let ReturnType::Type(_, output) = output else {
        return PANIC;
    };
    let Type::Path(output) = &**output else {
        return PANIC;
    };
    let names: Vec<String> = output
        .path
        .segments
        .iter()
        .map(|it| it.ident.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let Some(last) = output
        .path
        .segments
        .last()
        .filter(|it| it.ident == "Result")
    else {
        return PANIC;
    };
    let takes_all = ["anyhow", "eyre", "color_eyre"];
    match &last.arguments {
        _ if takes_all.contains(&names[0]) => "?;",
        _ if names.ends_with(&["io", "Result"]) => ".map_err(std::io::Error::other)?;",
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.iter().nth(1) {
            Some(syn::GenericArgument::Type(Type::Path(error))) => {
                let first = error.path.segments.first().map(|it| it.ident.to_string());
                let first = first.unwrap_or_default();
                let is_boxed =
                    first == "Box" && quote::quote!(#error).to_string().contains("Error");
                let is_own = first == "tinsmith" || takes_all.contains(&first.as_str());
                if is_boxed || is_own { "?;" } else { PANIC }
            }
            _ => PANIC,
        },
        _ => PANIC,
    }
}

/// The edits of the calls that are there.
fn changed(text: &str, found: &Found<'_>, client: &Client<'_>) -> Result<Vec<Edit>, Refused> {
    let mut unknown = found.other;
    for call in &found.calls {
        for builder in call.builders() {
            match builder.model() {
                Some(model) if is_same(&model, client.model) => {
                    return extended(text, builder, client);
                }
                Some(_) => {}
                None => unknown = unknown.or(Some(builder.span())),
            }
        }
    }
    if let Some(span) = unknown {
        // It may be the same client.
        return Err(other_form(span));
    }
    let call = &found.calls[0];
    let indent = layout::indent(text, call.span().byte_range().start);
    let inner = format!("{indent}    ");
    let new = layout::builder(client, &inner);
    Ok(vec![match call {
        Call::All { list, .. } => match list.items.last() {
            Some(_) => after_last(
                text,
                list,
                &layout::builder(client, &list_indent(text, list)),
            ),
            None => inside(list, &format!("\n{inner}{new},\n{indent}")),
        },
        Call::One { builder, span } => {
            let old = builder.element(text, *span, &inner)?;
            let call = format!("tinsmith::compile_all([\n{inner}{old}\n{inner}{new},\n{indent}])");
            Edit::replace(*span, call)
        }
    }])
}

/// The edits that add the operations that a client lacks.
fn extended(text: &str, builder: &Builder<'_>, client: &Client<'_>) -> Result<Vec<Edit>, Refused> {
    let Some(wanted) = client.operations else {
        return match builder.operations()? {
            None => Ok(Vec::new()),
            Some(_) => Err(Refused::at(
                builder.span(),
                "this client has chosen operations, and all are wanted: leave them out here",
            )),
        };
    };
    let Some(lists) = builder.operations()? else {
        return Ok(Vec::new());
    };
    let has = |name: &String| {
        let mut items = lists.iter().flat_map(|list| &list.items);
        items.any(|item| text_of(item).as_ref() == Some(name))
    };
    let missing: Vec<String> = wanted
        .iter()
        .filter(|name| !has(name))
        .map(|it| format!("{it:?}"))
        .collect();
    let Some(last) = lists.last().filter(|_| !missing.is_empty()) else {
        return Ok(Vec::new());
    };
    Ok(vec![match last.items.is_empty() {
        true => inside(last, &missing.join(", ")),
        false => {
            let separator = match is_vertical(text, last) {
                true => format!(",\n{}", list_indent(text, last)),
                false => ", ".to_owned(),
            };
            after_last(text, last, &missing.join(&separator))
        }
    }])
}

/// Adds text after the last item of a list.
fn after_last(text: &str, list: &List, new: &str) -> Edit {
    let vertical = is_vertical(text, list);
    let space = match vertical {
        true => format!("\n{}", list_indent(text, list)),
        false => " ".to_owned(),
    };
    let comma = list
        .items
        .pairs()
        .next_back()
        .and_then(|it| it.punct().map(|comma| comma.span));
    match (comma, list.items.last()) {
        (Some(comma), _) => Edit::insert(comma.byte_range().end, format!("{space}{new},")),
        (None, Some(last)) => {
            let end = if vertical { "," } else { "" };
            Edit::insert(last.span().byte_range().end, format!(",{space}{new}{end}"))
        }
        (None, None) => inside(list, new),
    }
}

/// Whether the items of a list are on lines of their own.
fn is_vertical(text: &str, list: &List) -> bool {
    let open = list.delimiters.open().byte_range().end;
    let first = list.items.first().map(|it| it.span().byte_range().start);
    first.is_some_and(|first| text[open..first].contains('\n'))
}

/// The indentation of the last item.
fn list_indent(text: &str, list: &List) -> String {
    let last = list
        .items
        .last()
        .map_or(0, |it| it.span().byte_range().start);
    layout::indent(text, last)
}

/// Replaces what is between the delimiters of an empty list.
fn inside(list: &List, new: &str) -> Edit {
    Edit {
        start: list.delimiters.open().byte_range().end,
        end: list.delimiters.close().byte_range().start,
        text: new.to_owned(),
    }
}

/// The value of an expression that is text.
fn text_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Reference(inner) => text_of(&inner.expr),
        Expr::Paren(inner) => text_of(&inner.expr),
        Expr::MethodCall(call) if call.args.is_empty() => text_of(&call.receiver),
        _ => None,
    }
}

/// Whether two paths of models are the same but for `./`.
fn is_same(one: &str, other: &str) -> bool {
    one.strip_prefix("./").unwrap_or(one) == other
}

/// The items of an array, a reference to one, or a `vec!`.
fn list_of(expr: &Expr) -> Option<List> {
    match expr {
        Expr::Array(array) => Some(List {
            items: array.elems.clone(),
            delimiters: array.bracket_token.span,
        }),
        Expr::Reference(inner) => list_of(&inner.expr),
        Expr::Macro(it) if it.mac.path.is_ident("vec") => {
            let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
            let items = it.mac.parse_body_with(parser).ok()?;
            let delimiters: DelimSpan = *it.mac.delimiter.span();
            Some(List { items, delimiters })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
