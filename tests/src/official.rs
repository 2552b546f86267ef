//! The source of the official clients, where cargo has unpacked it: the types of their members, and which
//! members their serialisers leave out. Generated source is read in the same way.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Block, Expr, Fields, FnArg, GenericArgument, Item, PathArguments, Stmt, Type, UnOp};

use crate::entries;

/// The source of the newest version of a crate in cargo's registry. Prints a message if there is none.
pub fn official(name: &str) -> Option<PathBuf> {
    let newest = versions(name).into_iter().max();
    if newest.is_none() {
        println!("skipped: {name} is not in cargo's registry");
    }
    newest.map(|(_, path)| path)
}

/// The source of this version of a crate in cargo's registry. Prints a message if it is not there.
pub fn official_version(name: &str, version: &str) -> Option<PathBuf> {
    let wanted = numbers(version);
    let mut found = versions(name).into_iter();
    let found = found.find(|(version, _)| Some(version) == wanted.as_ref());
    if found.is_none() {
        println!("skipped: {name} {version} is not in cargo's registry");
    }
    found.map(|(_, path)| path)
}

/// The versions of a crate that cargo has unpacked, with their folders. Cargo's folder is the one that `CARGO_HOME` names,
/// or `.cargo` in the home folder.
fn versions(name: &str) -> Vec<(Vec<u64>, PathBuf)> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    let registries = cargo.map(|cargo| cargo.join("registry/src"));
    let folders = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let packages = registries
        .into_iter()
        .flat_map(folders)
        .flat_map(|registry| folders(registry.path()));
    let found = packages.filter_map(|package| {
        let file_name = package.file_name();
        let version = file_name.to_str()?.strip_prefix(name)?.strip_prefix('-')?;
        Some((numbers(version)?, package.path()))
    });
    found.collect()
}

/// The numbers of a version; none for a version with other parts, such as a pre-release.
fn numbers(version: &str) -> Option<Vec<u64>> {
    let numbers: Result<Vec<u64>, _> = version.split('.').map(str::parse).collect();
    numbers.ok()
}

/// A member of a structure, or a variant of a union: where it is, the structure's name, and its own.
pub type Key = (&'static str, String, String);

/// What the source of a client says.
#[derive(Default)]
pub struct Source {
    /// The types of members, without the paths before their names.
    pub types: BTreeMap<Key, String>,
    /// The structures whose values are written by a function of their own.
    pub written: BTreeSet<String>,
    /// The members of those that are left out where they have a certain value: structure, member, value.
    pub unsent: BTreeMap<(String, String), String>,
}

impl Source {
    /// Reads all files of a crate.
    ///
    /// # Panics
    /// If a file can't be read, or is not Rust.
    pub fn of_crate(folder: &Path) -> Self {
        let mut source = Self::default();
        let root = folder.join("src");
        let mut pending = vec![root.clone()];
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                pending.extend(entries(&path));
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).expect("source");
                let path = path.strip_prefix(&root).expect("a file below the root");
                source.file(path, &text);
            }
        }
        source
    }

    /// Reads the files of a generated crate.
    ///
    /// # Panics
    /// If a file is not Rust.
    pub fn of_client(client: &tinsmith::Client) -> Self {
        let mut source = Self::default();
        for file in &client.files {
            if let Ok(path) = file.path.strip_prefix("src")
                && path.extension().is_some_and(|it| it == "rs")
            {
                source.file(path, &file.text);
            }
        }
        source
    }

    fn file(&mut self, path: &Path, text: &str) {
        let place = match path {
            _ if path.starts_with("types/error") => "types::error",
            _ if path.starts_with("types") => "types",
            _ if path.starts_with("operation") => "operation",
            _ if path.starts_with("protocol_serde") => "",
            _ => return,
        };
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        for item in &file.items {
            match item {
                Item::Struct(item) if !place.is_empty() => {
                    if let Fields::Named(fields) = &item.fields {
                        for field in &fields.named {
                            let is_public = matches!(field.vis, syn::Visibility::Public(_));
                            if let Some(ident) = field.ident.as_ref().filter(|_| is_public) {
                                let key = (place, item.ident.to_string(), ident.to_string());
                                self.types.insert(key, shown(&field.ty));
                            }
                        }
                    }
                }
                Item::Enum(item) if place == "types" => {
                    for variant in &item.variants {
                        let key = (place, item.ident.to_string(), variant.ident.to_string());
                        if let Fields::Unnamed(fields) = &variant.fields
                            && variant.ident != "Unknown"
                        {
                            let types: Vec<String> =
                                fields.unnamed.iter().map(|it| shown(&it.ty)).collect();
                            self.types.insert(key, types.join(", "));
                        }
                    }
                }
                Item::Fn(item) => {
                    let name = item.sig.ident.to_string();
                    let is_writer = ["ser_", "write_"].iter().any(|it| name.starts_with(it));
                    let input = item.sig.inputs.iter().find_map(input);
                    if let Some(structure) = input.filter(|_| is_writer) {
                        self.conditions(&structure, &item.block);
                        self.written.insert(structure);
                    }
                }
                _ => {}
            }
        }
    }

    fn conditions(&mut self, structure: &str, block: &Block) {
        for statement in &block.stmts {
            match statement {
                Stmt::Expr(Expr::If(it), _) => {
                    if let Some((member, value)) = condition(&it.cond) {
                        let key = (structure.to_owned(), member);
                        self.unsent.insert(key, value);
                    }
                }
                Stmt::Expr(Expr::Block(it), _) => self.conditions(structure, &it.block),
                _ => {}
            }
        }
    }
}

/// The type of the parameter `input`, if it is a reference to one of the client's types.
fn input(argument: &FnArg) -> Option<String> {
    let FnArg::Typed(argument) = argument else {
        return None;
    };
    let Type::Reference(reference) = &*argument.ty else {
        return None;
    };
    let path = reference.elem.to_token_stream().to_string();
    let is_type = path.contains(":: types ::") && !path.contains("error");
    let is_input = argument.pat.to_token_stream().to_string() == "input";
    (is_type && is_input).then(|| shown(&reference.elem))
}

/// The member and the value that it must not have, of a condition on a field of `input`.
fn condition(condition: &Expr) -> Option<(String, String)> {
    let member = |expression: &Expr| match expression {
        Expr::Field(field) if field.base.to_token_stream().to_string() == "input" => {
            Some(field.member.to_token_stream().to_string())
        }
        _ => None,
    };
    match condition {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            Some((member(&unary.expr)?, "true".to_owned()))
        }
        Expr::Binary(binary) if matches!(binary.op, syn::BinOp::Ne(_)) => {
            let value = binary.right.to_token_stream().to_string().replace(' ', "");
            let value: f64 = value.parse().ok()?;
            Some((member(&binary.left)?, value.to_string()))
        }
        other => Some((member(other)?, "false".to_owned())),
    }
}

/// A type without the paths before its names.
fn shown(ty: &Type) -> String {
    let Type::Path(path) = ty else {
        return ty.to_token_stream().to_string();
    };
    let Some(last) = path.path.segments.last() else {
        return String::new();
    };
    let mut text = last.ident.to_string();
    if let PathArguments::AngleBracketed(arguments) = &last.arguments {
        let arguments = arguments.args.iter().map(|argument| match argument {
            GenericArgument::Type(ty) => shown(ty),
            other => other.to_token_stream().to_string(),
        });
        text += &format!("<{}>", arguments.collect::<Vec<_>>().join(", "));
    }
    text
}
