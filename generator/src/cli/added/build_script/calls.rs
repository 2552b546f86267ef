//! The calls of `tinsmith` in a build script.

use proc_macro2::Span;
use proc_macro2::extra::DelimSpan;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, File, ItemFn, ItemUse, Stmt, Token, UseTree};

use super::{Refused, layout, list_of, other_form, text_of};

/// The functions that a build script calls.
const FUNCTIONS: [&str; 3] = ["compile", "compile_all", "configure"];

/// The calls of a script.
pub(super) struct Found<'f> {
    /// Those that are statements of `main` in a form that can be edited.
    pub(super) calls: Vec<Call<'f>>,
    /// One that is not.
    pub(super) other: Option<Span>,
}

/// A call that compiles clients.
pub(super) enum Call<'f> {
    One {
        builder: Builder<'f>,
        span: Span,
    },
    All {
        builders: Vec<Builder<'f>>,
        list: List,
        span: Span,
    },
}

/// One client.
pub(super) enum Builder<'f> {
    /// The arguments of `compile`: a model and its operations.
    Short(&'f Expr, &'f Expr),
    /// The calls after `configure()`, in their order, without `compile()`.
    Chain(Vec<ExprMethodCall>, Span),
}

/// A list of expressions.
pub(super) struct List {
    pub(super) items: Punctuated<Expr, Token![,]>,
    pub(super) delimiters: DelimSpan,
}

impl<'f> Found<'f> {
    pub(super) fn of(file: &File, main: &'f ItemFn) -> Self {
        let mut names = Names::default();
        names.visit_file(file);
        let calls = main
            .block
            .stmts
            .iter()
            .filter_map(|statement| match statement {
                Stmt::Expr(expr, _) => Call::of(peeled(expr), &names),
                Stmt::Local(local) => Call::of(peeled(&local.init.as_ref()?.expr), &names),
                _ => None,
            });
        let calls: Vec<Call<'f>> = calls.collect();
        let mut uses = Uses {
            names: &names,
            spans: Vec::new(),
        };
        uses.visit_file(file);
        let is_known = |span: &Span| {
            let at = span.byte_range().start;
            calls
                .iter()
                .any(|call| call.span().byte_range().contains(&at))
        };
        let other = uses.spans.into_iter().find(|span| !is_known(span));
        Self { calls, other }
    }
}

/// The expression whose result a statement checks, returns or unwraps.
fn peeled(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Try(it) => &it.expr,
            Expr::Paren(it) => &it.expr,
            Expr::Return(it) => match &it.expr {
                Some(inner) => inner,
                None => return expr,
            },
            Expr::If(it) => match &*it.cond {
                Expr::Let(it) => &it.expr,
                _ => return expr,
            },
            Expr::Match(it) => &it.expr,
            Expr::MethodCall(it) if it.method != "compile" => {
                const CHECKS: [&str; 8] = [
                    "expect",
                    "unwrap",
                    "unwrap_or_else",
                    "map_err",
                    "context",
                    "with_context",
                    "ok",
                    "wrap_err",
                ];
                match CHECKS.iter().any(|name| it.method == name) {
                    true => &it.receiver,
                    false => return expr,
                }
            }
            other => return other,
        }
    }
}

impl<'f> Call<'f> {
    fn of(expr: &'f Expr, names: &Names) -> Option<Self> {
        let span = expr.span();
        match expr {
            Expr::Call(call) => match (names.function(call)?, call.args.len()) {
                ("compile", 2) => Some(Self::One {
                    builder: Builder::Short(&call.args[0], &call.args[1]),
                    span,
                }),
                ("compile_all", 1) => {
                    let list = list_of(&call.args[0])?;
                    let builders = list.items.iter().map(|item| Builder::of_chain(item, names));
                    let builders = builders.collect::<Option<_>>()?;
                    Some(Self::All {
                        builders,
                        list,
                        span,
                    })
                }
                _ => None,
            },
            Expr::MethodCall(call) if call.method == "compile" => Some(Self::One {
                builder: Builder::of_chain(&call.receiver, names)?,
                span,
            }),
            _ => None,
        }
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::One { span, .. } | Self::All { span, .. } => *span,
        }
    }

    pub(super) fn builders(&self) -> &[Builder<'f>] {
        match self {
            Self::One { builder, .. } => std::slice::from_ref(builder),
            Self::All { builders, .. } => builders,
        }
    }
}

impl Builder<'_> {
    fn of_chain(expr: &Expr, names: &Names) -> Option<Self> {
        let span = expr.span();
        let mut calls = Vec::new();
        let mut at = expr;
        loop {
            match at {
                Expr::MethodCall(call) => {
                    calls.push(call.clone());
                    at = &call.receiver;
                }
                Expr::Call(call) if names.function(call) == Some("configure") => {
                    calls.reverse();
                    return Some(Self::Chain(calls, span));
                }
                _ => return None,
            }
        }
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::Short(model, _) => model.span(),
            Self::Chain(_, span) => *span,
        }
    }

    /// The path of the model, if it is text and the only one.
    pub(super) fn model(&self) -> Option<String> {
        match self {
            Self::Short(model, _) => text_of(model),
            Self::Chain(calls, _) => {
                let mut models = calls.iter().filter(|call| call.method == "model");
                match (models.next(), models.next()) {
                    (Some(only), None) => text_of(only.args.first()?),
                    _ => None,
                }
            }
        }
    }

    /// The lists of operations; none if all are compiled.
    pub(super) fn operations(&self) -> Result<Option<Vec<List>>, Refused> {
        let list = |expr: &Expr| list_of(expr).ok_or_else(|| other_form(expr.span()));
        match self {
            Self::Short(_, operations) => Ok(Some(vec![list(operations)?])),
            Self::Chain(calls, _) => {
                let calls = calls.iter().filter(|call| call.method == "operations");
                let lists = calls.filter_map(|call| Some(list(call.args.first()?)));
                let lists: Vec<List> = lists.collect::<Result<_, _>>()?;
                Ok((!lists.is_empty()).then_some(lists))
            }
        }
    }

    /// The client as an element of the list of `compile_all`, in the words of the script, with the comma after it. `call`
    /// is the whole call.
    ///
    /// # Errors
    /// There are comments that would have no place.
    pub(super) fn element(&self, text: &str, call: Span, indent: &str) -> Result<String, Refused> {
        match self {
            Self::Short(model, operations) => {
                let source = |expr: &Expr| &text[expr.span().byte_range()];
                let call_text = &text[call.byte_range()];
                let [model_text, operations_text] = [source(model), source(operations)];
                let around = call_text
                    .replacen(model_text, "", 1)
                    .replacen(operations_text, "", 1);
                if around.contains("//") || around.contains("/*") {
                    return Err(other_form(call));
                }
                let calls = [("model", model_text), ("operations", operations_text)];
                let calls = calls.map(|(name, argument)| format!(".{name}({argument})"));
                Ok(format!("{},", layout::chain(&calls, indent)))
            }
            Self::Chain(_, span) => {
                // One level deeper than before.
                let chain = text[span.byte_range()].replace('\n', "\n    ");
                let after = &text[span.byte_range().end..call.byte_range().end];
                let comment = after
                    .rsplit_once('.')
                    .map_or("", |(comment, _)| comment.trim());
                Ok(match comment {
                    "" => format!("{chain},"),
                    comment => format!("{chain}, {comment}"),
                })
            }
        }
    }
}

/// The functions of `tinsmith` that the script imports by name.
#[derive(Default)]
struct Names {
    imported: Vec<(String, &'static str)>,
}

impl Names {
    /// The function of `tinsmith` that is called, if it is one.
    fn function(&self, call: &ExprCall) -> Option<&'static str> {
        match &*call.func {
            Expr::Path(path) => self.named(path),
            _ => None,
        }
    }

    fn named(&self, path: &ExprPath) -> Option<&'static str> {
        let segments: Vec<String> = path
            .path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        match &segments[..] {
            [root, name] if root == "tinsmith" => FUNCTIONS.into_iter().find(|it| it == name),
            [name] => {
                let mut imported = self.imported.iter();
                imported
                    .find(|(local, _)| local == name)
                    .map(|(_, function)| *function)
            }
            _ => None,
        }
    }

    fn import(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree)),
            UseTree::Glob(_) => {
                let all = FUNCTIONS.map(|name| (name.to_owned(), name));
                self.imported.extend(all);
            }
            UseTree::Name(name) => {
                let function = FUNCTIONS.into_iter().find(|it| name.ident == it);
                self.imported.extend(function.map(|it| (it.to_owned(), it)));
            }
            UseTree::Rename(name) => {
                let function = FUNCTIONS.into_iter().find(|it| name.ident == it);
                self.imported
                    .extend(function.map(|it| (name.rename.to_string(), it)));
            }
            UseTree::Path(_) => {}
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if let UseTree::Path(path) = &item.tree
            && path.ident == "tinsmith"
        {
            self.import(&path.tree);
        }
    }
}

/// Where the functions are named.
struct Uses<'n> {
    names: &'n Names,
    spans: Vec<Span>,
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        if self.names.named(path).is_some() {
            self.spans.push(path.span());
        }
        visit::visit_expr_path(self, path);
    }
}
