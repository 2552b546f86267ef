//! Reads the source of crates as modules of named items: official clients, generated clients, and the runtime crates on
//! which they depend.
//!
//! `cfg` conditions are evaluated as for a user who turns all features on: `cfg(test)` is false, each feature is on.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, ItemImpl, Meta, Token, UseTree, Visibility};

use tinsmith_tests::official::{official, official_version};

/// A module below the root of its crate: the names of the modules that lead to it, joined by `::`.
pub(crate) type ModulePath = Rc<str>;

/// What a name in a module refers to.
#[derive(Clone)]
pub(crate) enum Named {
    Module(ModulePath),
    Item(Rc<Item>),
    /// An import: the path, and whether it begins with `::`.
    Import(Rc<[String]>, bool),
}

/// A name in a module.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) is_public: bool,
    pub(crate) named: Named,
}

/// A module.
#[derive(Default)]
pub(crate) struct Module {
    /// Modules, types and traits.
    pub(crate) types: BTreeMap<String, Entry>,
    /// Functions, constants and statics.
    pub(crate) values: BTreeMap<String, Entry>,
    /// Glob imports: the path of the module, whether it begins with `::`, and whether the import is public.
    pub(crate) globs: Vec<(Rc<[String]>, bool, bool)>,
}

/// A crate.
#[derive(Default)]
pub(crate) struct Crate {
    pub(crate) modules: HashMap<ModulePath, Module>,
    /// The `impl` blocks, each after its module.
    pub(crate) impls: Vec<(ModulePath, Rc<ItemImpl>)>,
}

/// Modules of official clients that are not read, since they are private: they serialize and deserialize messages.
const PASSED_OVER: [&str; 1] = ["protocol_serde"];

impl Crate {
    /// Reads a crate whose files `read` returns, by their paths below `src`.
    pub(crate) fn read(read: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut this = Self::default();
        let text = read(Path::new("lib.rs")).expect("a crate has a root");
        this.file(read, &text, "", Path::new(""));
        this
    }

    fn file(
        &mut self,
        read: &dyn Fn(&Path) -> Option<String>,
        text: &str,
        module: &str,
        folder: &Path,
    ) {
        let file =
            syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        self.items(read, file.items, module, folder);
    }

    fn items(
        &mut self,
        read: &dyn Fn(&Path) -> Option<String>,
        items: Vec<Item>,
        path: &str,
        folder: &Path,
    ) {
        let mut module = Module::default();
        for mut item in items {
            if !is_on(attributes(&item)) {
                continue;
            }
            shorten(&mut item);
            let named = |is_public, named| Entry { is_public, named };
            match item {
                Item::Mod(inner) => {
                    let name = plain(&inner.ident);
                    if PASSED_OVER.contains(&&*name) {
                        continue;
                    }
                    let inner_path = if path.is_empty() {
                        name.clone()
                    } else {
                        format!("{path}::{name}")
                    };
                    let inner_folder = folder.join(&name);
                    let entry = named(
                        is_public(&inner.vis),
                        Named::Module(inner_path.as_str().into()),
                    );
                    match inner.content {
                        Some((_, items)) => self.items(read, items, &inner_path, &inner_folder),
                        None => {
                            let files = [
                                folder.join(format!("{name}.rs")),
                                inner_folder.join("mod.rs"),
                            ];
                            let Some(text) = files.iter().find_map(|file| read(file)) else {
                                continue;
                            };
                            self.file(read, &text, &inner_path, &inner_folder);
                        }
                    }
                    module.types.insert(name, entry);
                }
                Item::Use(item) => {
                    let leading = item.leading_colon.is_some();
                    let mut imports = Vec::new();
                    flatten(&item.tree, &mut Vec::new(), &mut imports);
                    for (path, name) in imports {
                        let path: Rc<[String]> = path.into();
                        let Some(name) = name else {
                            module.globs.push((path, leading, is_public(&item.vis)));
                            continue;
                        };
                        let entry = named(is_public(&item.vis), Named::Import(path, leading));
                        module.types.entry(name.clone()).or_insert(entry.clone());
                        module.values.entry(name).or_insert(entry);
                    }
                }
                Item::Impl(item) => self.impls.push((path.into(), Rc::new(item))),
                item => {
                    let Some((name, visibility, is_value)) = declared(&item) else {
                        continue;
                    };
                    let entry = named(is_public(visibility), Named::Item(Rc::new(item.clone())));
                    if is_value {
                        module.values.insert(name, entry);
                    } else {
                        module.types.insert(name, entry);
                    }
                }
            }
        }
        self.modules.insert(path.into(), module);
    }
}

/// The name of an item, its visibility, and whether it is a value.
fn declared(item: &Item) -> Option<(String, &Visibility, bool)> {
    Some(match item {
        Item::Struct(item) => (plain(&item.ident), &item.vis, false),
        Item::Enum(item) => (plain(&item.ident), &item.vis, false),
        Item::Union(item) => (plain(&item.ident), &item.vis, false),
        Item::Trait(item) => (plain(&item.ident), &item.vis, false),
        Item::Type(item) => (plain(&item.ident), &item.vis, false),
        Item::Fn(item) => (plain(&item.sig.ident), &item.vis, true),
        Item::Const(item) => (plain(&item.ident), &item.vis, true),
        Item::Static(item) => (plain(&item.ident), &item.vis, true),
        _ => return None,
    })
}

/// A name without `r#`: `type` for `r#type`.
pub(crate) fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    match text.strip_prefix("r#") {
        Some(text) => text.to_owned(),
        None => text,
    }
}

pub(crate) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The paths of a `use`, each with the name that it has in the module; no name for a glob import.
fn flatten(
    tree: &UseTree,
    path: &mut Vec<String>,
    imports: &mut Vec<(Vec<String>, Option<String>)>,
) {
    match tree {
        UseTree::Path(tree) => {
            path.push(plain(&tree.ident));
            flatten(&tree.tree, path, imports);
            path.pop();
        }
        UseTree::Name(tree) => {
            let name = plain(&tree.ident);
            let mut whole = path.clone();
            if name != "self" {
                whole.push(name);
            }
            let name = whole.last().cloned();
            imports.push((whole, name));
        }
        UseTree::Rename(tree) => {
            let mut whole = path.clone();
            if tree.ident != "self" {
                whole.push(plain(&tree.ident));
            }
            if tree.rename != "_" {
                imports.push((whole, Some(plain(&tree.rename))));
            }
        }
        UseTree::Glob(_) => imports.push((path.clone(), None)),
        UseTree::Group(tree) => {
            for tree in &tree.items {
                flatten(tree, path, imports);
            }
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Removes function bodies and documentation, which take most of the memory.
fn shorten(item: &mut Item) {
    let body = || Box::new(syn::parse_quote!({}));
    match item {
        Item::Fn(item) => item.block = body(),
        Item::Impl(item) => {
            item.attrs.retain(|it| !it.path().is_ident("doc"));
            for item in &mut item.items {
                if let syn::ImplItem::Fn(item) = item {
                    item.attrs.retain(|it| !it.path().is_ident("doc"));
                    item.block.stmts.clear();
                }
            }
        }
        Item::Struct(item) => {
            item.attrs.retain(|it| !it.path().is_ident("doc"));
            for field in &mut item.fields {
                field.attrs.retain(|it| !it.path().is_ident("doc"));
            }
        }
        Item::Enum(item) => {
            item.attrs.retain(|it| !it.path().is_ident("doc"));
            for variant in &mut item.variants {
                variant.attrs.retain(|it| !it.path().is_ident("doc"));
            }
        }
        _ => {}
    }
}

/// Whether the `cfg` conditions of these attributes hold.
pub(crate) fn is_on(attributes: &[Attribute]) -> bool {
    attributes.iter().all(|attribute| {
        if !attribute.path().is_ident("cfg") {
            return true;
        }
        attribute
            .parse_args::<Meta>()
            .is_ok_and(|condition| holds(&condition))
    })
}

fn holds(condition: &Meta) -> bool {
    let inner = |list: &syn::MetaList| {
        let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
        parser.parse2(list.tokens.clone()).unwrap_or_default()
    };
    match condition {
        Meta::Path(path) => !["test", "docsrs", "aws_sdk_unstable", "windows", "loom"]
            .iter()
            .any(|it| path.is_ident(it)),
        Meta::NameValue(pair) => {
            pair.path.is_ident("feature")
                || !pair.value.to_token_stream().to_string().contains("wasm")
        }
        Meta::List(list) if list.path.is_ident("not") => !inner(list).iter().any(holds),
        Meta::List(list) if list.path.is_ident("any") => inner(list).iter().any(holds),
        Meta::List(list) => inner(list).iter().all(holds),
    }
}

/// The crates that clients depend on. Each is read when it is first needed.
pub(crate) struct Crates {
    /// The folder of our runtime's source.
    runtime: PathBuf,
    read: RefCell<HashMap<String, Option<Rc<Crate>>>>,
}

/// The crate name of our runtime. Its types count as types of the client.
pub(crate) const RUNTIME: &str = "tinsmith_runtime";

impl Crates {
    pub(crate) fn new(runtime: PathBuf) -> Self {
        Self {
            runtime,
            read: RefCell::default(),
        }
    }

    /// Makes this crate the one named [`CLIENT`].
    pub(crate) fn set_client(&self, client: Crate) {
        let client = Some(Rc::new(client));
        self.read.borrow_mut().insert(CLIENT.to_owned(), client);
    }

    /// Makes these crates those that the client is split into, by the names of their libraries.
    pub(crate) fn set_inner(&self, inner: BTreeMap<String, Crate>) {
        let mut all = self.read.borrow_mut();
        all.retain(|name, _| !is_inner(name));
        all.extend(
            inner
                .into_iter()
                .map(|(name, it)| (name, Some(Rc::new(it)))),
        );
    }

    /// The names of the crates whose types count as types of the client.
    pub(crate) fn own(&self) -> Vec<String> {
        let read = self.read.borrow();
        let inner = read.keys().filter(|name| is_inner(name)).cloned();
        let mut own: Vec<String> = inner.collect();
        own.sort();
        own.extend([CLIENT, RUNTIME].map(str::to_owned));
        own
    }

    /// The crate of this name, if it is the client or one that clients depend on.
    pub(crate) fn get(&self, name: &str) -> Option<Rc<Crate>> {
        if let Some(read) = self.read.borrow().get(name) {
            return read.clone();
        }
        let folder = if name == RUNTIME {
            Some(self.runtime.clone())
        } else if name.starts_with("aws_") {
            official(&name.replace('_', "-")).map(|folder| folder.join("src"))
        } else {
            None
        };
        let read = folder.map(|folder| {
            Rc::new(Crate::read(&|file| {
                fs::read_to_string(folder.join(file)).ok()
            }))
        });
        let mut all = self.read.borrow_mut();
        all.insert(name.to_owned(), read.clone());
        read
    }
}

/// The name of the client that is listed.
pub(crate) const CLIENT: &str = "client";

/// Whether the crate is one that the client of this name is split into.
pub(crate) fn is_inner(name: &str) -> bool {
    name.strip_prefix(CLIENT)
        .is_some_and(|rest| rest.starts_with('_'))
}

/// The folder and the source of the official client in this version, if cargo has unpacked it.
pub(crate) fn official_client(name: &str, version: &str) -> Option<(PathBuf, Crate)> {
    let folder = official_version(name, version)?;
    let source = folder.join("src");
    let client = Crate::read(&|file| fs::read_to_string(source.join(file)).ok());
    Some((folder, client))
}

/// The source of a generated client.
pub(crate) fn generated_client(client: &tinsmith::Client) -> Crate {
    crate_in(client, Path::new("src"))
}

/// The source of the crates that a generated client, with the name [`CLIENT`], is split into, by the names of their
/// libraries.
pub(crate) fn inner_crates(client: &tinsmith::Client) -> BTreeMap<String, Crate> {
    let manifests = client.files.iter().filter_map(|file| {
        let folder = file.path.parent()?;
        let is_manifest = file.path.file_name()? == "Cargo.toml";
        (is_manifest && folder.starts_with("crates")).then_some(folder)
    });
    let crates = manifests.map(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let library = format!("{CLIENT}_{}", name.replace('-', "_"));
        (library, crate_in(client, &folder.join("src")))
    });
    crates.collect()
}

/// The source of the crate whose root is in this folder of a generated client.
fn crate_in(client: &tinsmith::Client, folder: &Path) -> Crate {
    let files: HashMap<&Path, &str> = client
        .files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(folder).ok()?, file.text.as_str())))
        .collect();
    Crate::read(&|file| files.get(file).map(|text| (*text).to_owned()))
}
