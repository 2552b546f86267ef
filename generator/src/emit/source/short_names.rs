//! Gives a file's code the names that a person would write.
//!
//! Emitters write full paths, `::std::option::Option<::std::string::String>`, which mean the same in every
//! scope. Here they become `Option<String>`: what the prelude has goes by its own name, a few more types are
//! imported at the top of the module that uses them, and the runtime goes by one short alias.
//!
//! A module that has something of that name itself keeps the full path. What a module has is what its items,
//! imports and generic parameters say; an import of everything (`use x::*`) may bring any name, so that module
//! is left as it is. Each module is a scope of its own, also one inside another.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, ConstParam, Expr, ExprPath, File, Item, ItemMod, ItemUse, Macro, Meta, Pat, Path,
    PathArguments, PathSegment, Token, TypeParam, TypePath, UseTree, parse_quote,
};

/// The path of the runtime in generated code.
const RUNTIME: &[&str] = &["tinsmith_runtime"];

/// The short alias of the runtime.
const RUNTIME_ALIAS: &str = "rt";

/// The items of the preludes of all editions, by their paths in `std`.
const PRELUDE: &[&[&str]] = &[
    &["borrow", "ToOwned"],
    &["boxed", "Box"],
    &["clone", "Clone"],
    &["cmp", "Eq"],
    &["cmp", "Ord"],
    &["cmp", "PartialEq"],
    &["cmp", "PartialOrd"],
    &["convert", "AsRef"],
    &["convert", "From"],
    &["convert", "Into"],
    &["default", "Default"],
    &["iter", "IntoIterator"],
    &["iter", "Iterator"],
    &["marker", "Copy"],
    &["marker", "Send"],
    &["marker", "Sized"],
    &["marker", "Sync"],
    &["mem", "drop"],
    &["ops", "Drop"],
    &["ops", "Fn"],
    &["option", "Option"],
    &["option", "Option", "None"],
    &["option", "Option", "Some"],
    &["result", "Result"],
    &["result", "Result", "Err"],
    &["result", "Result", "Ok"],
    &["string", "String"],
    &["string", "ToString"],
    &["vec", "Vec"],
];

/// The items that modules import if they use them, by their paths in `std`. All other items of `std` keep their path.
const IMPORTED: &[&[&str]] = &[
    &["collections", "BTreeMap"],
    &["collections", "HashMap"],
    &["convert", "Infallible"],
    &["fmt"],
    &["marker", "PhantomData"],
    &["pin", "Pin"],
    &["sync", "Arc"],
];

/// The derives of the prelude.
pub(crate) const DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Shortens the paths of all modules in `file`.
pub(crate) fn shorten(file: &mut File) {
    shorten_module(&mut file.items);
}

fn shorten_module(items: &mut Vec<Item>) {
    let mut scope = Scope::default();
    items.iter_mut().for_each(|item| scope.visit_item_mut(item));
    let mut names = Shortener {
        scope,
        imports: BTreeSet::new(),
    };
    items.iter_mut().for_each(|item| names.visit_item_mut(item));
    let imports: Vec<Item> = names
        .imports
        .iter()
        .map(|import| names.import(import))
        .collect();
    items.splice(0..0, imports);
}

/// The names that a module has. It reads the file by hand, since `syn`'s visitors for reading would be compiled for
/// this alone.
#[derive(Default)]
struct Scope {
    names: BTreeSet<String>,
    /// The module has a glob import, whose names are not known here.
    has_glob: bool,
}

impl Scope {
    fn has(&self, name: &str) -> bool {
        self.has_glob || self.names.contains(name)
    }

    fn add(&mut self, ident: &Ident) {
        self.names.insert(ident.to_string());
    }

    fn add_imports(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.add_imports(&path.tree),
            UseTree::Name(name) => self.add(&name.ident),
            UseTree::Rename(rename) => self.add(&rename.rename),
            UseTree::Glob(_) => self.has_glob = true,
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_imports(tree)),
        }
    }
}

impl VisitMut for Scope {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Const(item) => self.add(&item.ident),
            Item::Enum(item) => self.add(&item.ident),
            Item::ExternCrate(item) => {
                let renamed = item.rename.as_ref().map(|(_, ident)| ident);
                self.add(renamed.unwrap_or(&item.ident));
            }
            Item::Fn(item) => self.add(&item.sig.ident),
            Item::Macro(item) => item.ident.iter().for_each(|ident| self.add(ident)),
            Item::Mod(item) => self.add(&item.ident),
            Item::Static(item) => self.add(&item.ident),
            Item::Struct(item) => self.add(&item.ident),
            Item::Trait(item) => self.add(&item.ident),
            Item::TraitAlias(item) => self.add(&item.ident),
            Item::Type(item) => self.add(&item.ident),
            Item::Union(item) => self.add(&item.ident),
            Item::Use(item) => self.add_imports(&item.tree),
            _ => {}
        }
        // Items in a function count for the whole module. A nested module has a scope of its own.
        if !matches!(item, Item::Mod(_)) {
            visit_mut::visit_item_mut(self, item);
        }
    }

    fn visit_type_param_mut(&mut self, parameter: &mut TypeParam) {
        self.add(&parameter.ident);
        visit_mut::visit_type_param_mut(self, parameter);
    }

    fn visit_const_param_mut(&mut self, parameter: &mut ConstParam) {
        self.add(&parameter.ident);
        visit_mut::visit_const_param_mut(self, parameter);
    }
}

/// An import that a module needs for its short names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Import {
    /// An item of `std`.
    Std(&'static [&'static str]),
    Runtime,
}

struct Shortener {
    scope: Scope,
    imports: BTreeSet<Import>,
}

impl Shortener {
    fn import(&self, import: &Import) -> Item {
        match import {
            Import::Std(path) => {
                let (root, path) = (
                    self.root("std"),
                    path.iter().map(|it| format_ident!("{it}")),
                );
                parse_quote!(use #root #(::#path)*;)
            }
            Import::Runtime => {
                let alias = format_ident!("{RUNTIME_ALIAS}");
                let (root, path) = (self.root(RUNTIME[0]), RUNTIME[1..].iter());
                let path = path.map(|it| format_ident!("{it}"));
                parse_quote!(use #root #(::#path)* as #alias;)
            }
        }
    }

    /// The path of a crate: with leading colons if the module has an item of that name.
    fn root(&self, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        if self.scope.has(name) {
            quote!(::#ident)
        } else {
            quote!(#ident)
        }
    }

    /// Shortens a path that begins with a crate, and returns how many segments were removed.
    fn shorten(&mut self, path: &mut Path) -> usize {
        if path.leading_colon.is_none() {
            return 0;
        }
        if let Some(removed) = self
            .shorten_std(path)
            .or_else(|| self.shorten_runtime(path))
        {
            path.leading_colon = None;
            return removed;
        }
        let is_free = |it: &PathSegment| !self.scope.has(&it.ident.to_string());
        if path.segments.first().is_some_and(is_free) {
            path.leading_colon = None;
        }
        0
    }

    fn shorten_std(&mut self, path: &mut Path) -> Option<usize> {
        let mut segments = path.segments.iter();
        segments.next().filter(|it| it.ident == "std")?;
        let segments: Vec<&PathSegment> = segments.collect();
        // If both an enum and its variant are in the prelude, the variant's name is used.
        let named = |names: &[&'static [&'static str]]| {
            let names = names.iter().copied();
            let names = names.filter(|name| is_prefix(name, &segments) && self.is_free(name));
            names.max_by_key(|name| name.len())
        };
        let (name, is_imported) = match named(PRELUDE) {
            Some(name) => (name, false),
            None => (named(IMPORTED)?, true),
        };
        if is_imported {
            self.imports.insert(Import::Std(name));
        }
        remove(path, name.len());
        Some(name.len())
    }

    fn is_free(&self, name: &[&str]) -> bool {
        name.last().is_some_and(|name| !self.scope.has(name))
    }

    fn shorten_runtime(&mut self, path: &mut Path) -> Option<usize> {
        let segments: Vec<&PathSegment> = path.segments.iter().collect();
        if !is_prefix(RUNTIME, &segments) || self.scope.has(RUNTIME_ALIAS) {
            return None;
        }
        self.imports.insert(Import::Runtime);
        remove(path, RUNTIME.len() - 1);
        if let Some(first) = path.segments.first_mut() {
            first.ident = format_ident!("{RUNTIME_ALIAS}");
        }
        Some(RUNTIME.len() - 1)
    }

    /// Shortens the arguments of a macro, if they are expressions, or an expression and a pattern.
    fn shorten_arguments(&mut self, call: &mut Macro) {
        if !names_a_crate(&call.tokens) {
            return;
        }
        let expressions = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut arguments) = call.parse_body_with(expressions) {
            for argument in &mut arguments {
                self.visit_expr_mut(argument);
            }
            call.tokens = arguments.into_token_stream();
            return;
        }
        let matched = value_and_pattern.parse2(call.tokens.clone());
        if let Ok((mut value, comma, mut pattern)) = matched {
            self.visit_expr_mut(&mut value);
            self.visit_pat_mut(&mut pattern);
            call.tokens = quote!(#value #comma #pattern);
        }
    }
}

/// The arguments of `matches!`.
fn value_and_pattern(input: ParseStream<'_>) -> syn::Result<(Expr, Token![,], Pat)> {
    Ok((
        input.parse()?,
        input.parse()?,
        Pat::parse_multi_with_leading_vert(input)?,
    ))
}

/// Whether the path after its crate begins with `name`, and these segments have no generic arguments before the last.
fn is_prefix(name: &[&str], segments: &[&PathSegment]) -> bool {
    let has_names = || {
        name.iter()
            .zip(segments)
            .all(|(name, it)| it.ident == *name)
    };
    let inner = || segments.iter().take(name.len() - 1);
    name.len() <= segments.len()
        && has_names()
        && inner().all(|it| matches!(it.arguments, PathArguments::None))
}

/// Removes the first `count` segments.
fn remove(path: &mut Path, count: usize) {
    path.segments = std::mem::take(&mut path.segments)
        .into_iter()
        .skip(count)
        .collect();
}

/// Whether the tokens may have a path that begins with a crate.
fn names_a_crate(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "std" || ident == RUNTIME[0],
        TokenTree::Group(group) => names_a_crate(&group.stream()),
        _ => false,
    })
}

impl VisitMut for Shortener {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        for attribute in &mut module.attrs {
            self.visit_attribute_mut(attribute);
        }
        if let Some((_, items)) = &mut module.content {
            shorten_module(items);
        }
    }

    fn visit_item_use_mut(&mut self, item: &mut ItemUse) {
        let first = match &item.tree {
            UseTree::Path(path) => &path.ident,
            UseTree::Name(name) => &name.ident,
            UseTree::Rename(rename) => &rename.ident,
            UseTree::Glob(_) | UseTree::Group(_) => return,
        };
        if !self.scope.has(&first.to_string()) {
            item.leading_colon = None;
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        self.shorten(path);
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        let Some(qself) = &mut path.qself else {
            return visit_mut::visit_expr_path_mut(self, path);
        };
        self.visit_qself_mut(qself);
        visit_mut::visit_path_mut(self, &mut path.path);
        qself.position -= self.shorten(&mut path.path);
    }

    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        let Some(qself) = &mut path.qself else {
            return visit_mut::visit_type_path_mut(self, path);
        };
        self.visit_qself_mut(qself);
        visit_mut::visit_path_mut(self, &mut path.path);
        qself.position -= self.shorten(&mut path.path);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        let Meta::List(list) = &mut attribute.meta else {
            return;
        };
        if !list.path.is_ident("derive") {
            return;
        }
        let paths = Punctuated::<Path, Token![,]>::parse_terminated;
        let Ok(mut paths) = paths.parse2(list.tokens.clone()) else {
            return;
        };
        for path in &mut paths {
            let is_std = path.segments.first().is_some_and(|it| it.ident == "std");
            let last = path.segments.last().map(|it| it.ident.clone());
            let last = last.filter(|last| DERIVES.iter().any(|name| last == name));
            match last.filter(|last| is_std && !self.scope.has(&last.to_string())) {
                Some(last) => *path = last.into(),
                None => self.visit_path_mut(path),
            }
        }
        list.tokens = paths.into_token_stream();
    }

    fn visit_macro_mut(&mut self, call: &mut Macro) {
        let path = &mut call.path;
        let name = path.segments.last().map(|it| it.ident.clone());
        let is_std = path.leading_colon.is_some()
            && path.segments.len() == 2
            && path.segments[0].ident == "std";
        // Macros of `std` are in scope everywhere.
        match name.filter(|name| is_std && !self.scope.has(&name.to_string())) {
            Some(name) => *path = name.into(),
            None => self.visit_path_mut(path),
        }
        self.shorten_arguments(call);
    }
}
