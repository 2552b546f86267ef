//! Resolves names: a path becomes the definition that it refers to, an alias becomes its target.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use quote::ToTokens as _;
use syn::{
    GenericArgument, GenericParam, Generics, Item, Path, PathArguments, ReturnType, Type,
    TypeParamBound, WherePredicate,
};

use crate::crates::{CLIENT, Crates, ModulePath, Named, RUNTIME, plain};
use crate::ty::{Bindings, Ty};

/// A module of a crate.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) of: String,
    pub(crate) module: ModulePath,
}

/// A definition.
#[derive(Clone)]
pub(crate) enum Def {
    Module(Place),
    /// An item of a crate whose source is read.
    Item(Place, String, Rc<Item>),
    /// A name in a crate whose source is not read, or one that a macro defines.
    Other(String),
}

/// Names of the standard library that source uses without an import, and their paths.
const PRELUDE: [(&str, &str); 38] = [
    ("AsMut", "std::convert::AsMut"),
    ("AsRef", "std::convert::AsRef"),
    ("Box", "std::boxed::Box"),
    ("Clone", "std::clone::Clone"),
    ("Copy", "std::marker::Copy"),
    ("Debug", "std::fmt::Debug"),
    ("Default", "std::default::Default"),
    ("Display", "std::fmt::Display"),
    ("DoubleEndedIterator", "std::iter::DoubleEndedIterator"),
    ("Drop", "std::ops::Drop"),
    ("Eq", "std::cmp::Eq"),
    ("ExactSizeIterator", "std::iter::ExactSizeIterator"),
    ("Extend", "std::iter::Extend"),
    ("Fn", "std::ops::Fn"),
    ("FnMut", "std::ops::FnMut"),
    ("FnOnce", "std::ops::FnOnce"),
    ("From", "std::convert::From"),
    ("FromIterator", "std::iter::FromIterator"),
    ("FromStr", "std::str::FromStr"),
    ("Hash", "std::hash::Hash"),
    ("HashMap", "std::collections::HashMap"),
    ("Into", "std::convert::Into"),
    ("IntoIterator", "std::iter::IntoIterator"),
    ("Iterator", "std::iter::Iterator"),
    ("Option", "std::option::Option"),
    ("Ord", "std::cmp::Ord"),
    ("PartialEq", "std::cmp::PartialEq"),
    ("PartialOrd", "std::cmp::PartialOrd"),
    ("Result", "std::result::Result"),
    ("Send", "std::marker::Send"),
    ("Sized", "std::marker::Sized"),
    ("String", "std::string::String"),
    ("Sync", "std::marker::Sync"),
    ("ToString", "std::string::ToString"),
    ("TryFrom", "std::convert::TryFrom"),
    ("TryInto", "std::convert::TryInto"),
    ("Unpin", "std::marker::Unpin"),
    ("Vec", "std::vec::Vec"),
];

/// Names in [`PRELUDE`] that are not part of the prelude. They are there because lines show them without their path.
const SHOWN_SHORT: [&str; 5] = ["Debug", "Display", "FromStr", "Hash", "HashMap"];

/// The path of a name of the prelude; other names are unchanged.
fn prelude(name: &str) -> String {
    let found = PRELUDE
        .iter()
        .find(|(short, _)| *short == name && !SHOWN_SHORT.contains(short));
    found.map_or(name, |(_, path)| path).to_owned()
}

/// The name as lines show it: without its path if it is in [`PRELUDE`].
pub(crate) fn short(name: &str) -> &str {
    let found = PRELUDE.iter().find(|(_, path)| *path == name);
    found.map_or(name, |(short, _)| short)
}

/// The path of a trait in a `derive` attribute.
pub(crate) fn derived(name: &str) -> String {
    let found = PRELUDE.iter().find(|(short, _)| *short == name);
    found.map_or(name, |(_, path)| path).to_owned()
}

/// The generic parameters in scope, and the type of `Self`.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    /// The parameters by their names in the source, each with its value.
    pub(crate) params: Bindings,
    pub(crate) self_ty: Option<Ty>,
}

/// Resolves names in the crates.
pub(crate) struct Resolver<'c> {
    pub(crate) crates: &'c Crates,
    /// Counts generic parameters, so that each has a name of its own.
    params: RefCell<usize>,
}

impl<'c> Resolver<'c> {
    pub(crate) fn new(crates: &'c Crates) -> Self {
        Self {
            crates,
            params: RefCell::new(0),
        }
    }

    /// The definition that a path refers to, and the number of segments after it, such as an associated type.
    pub(crate) fn resolve(
        &self,
        at: &Place,
        path: &[String],
        leading: bool,
        value: bool,
    ) -> (Def, usize) {
        let mut seen = BTreeSet::new();
        self.resolve_in(at, path, leading, value, &mut seen)
    }

    fn resolve_in(
        &self,
        at: &Place,
        path: &[String],
        leading: bool,
        value: bool,
        seen: &mut BTreeSet<(Place, String, bool)>,
    ) -> (Def, usize) {
        let (mut def, mut index) = match &*path[0] {
            "crate" if !leading => (self.root(&at.of), 1),
            "self" if !leading => (Def::Module(at.clone()), 1),
            "super" if !leading => (Def::Module(outer(at)), 1),
            name => {
                let of_module = (!leading)
                    .then(|| self.lookup(at, name, value && path.len() == 1, seen))
                    .flatten();
                let def = of_module.unwrap_or_else(|| {
                    let of = crate_name(&at.of, name);
                    if leading || path.len() > 1 || self.crates.get(&of).is_some() {
                        self.root(&of)
                    } else {
                        Def::Other(prelude(name))
                    }
                });
                (def, 1)
            }
        };
        while index < path.len() {
            let name = &path[index];
            let is_value = value && index + 1 == path.len();
            def = match &def {
                Def::Module(place) if name == "super" => Def::Module(outer(place)),
                Def::Module(place) => self
                    .lookup(place, name, is_value, seen)
                    .unwrap_or_else(|| Def::Other(full(place, name))),
                Def::Item(..) => break,
                Def::Other(other) => Def::Other(std_name(&format!("{other}::{name}"))),
            };
            index += 1;
        }
        (def, path.len() - index)
    }

    fn root(&self, name: &str) -> Def {
        match self.crates.get(name) {
            Some(_) => Def::Module(Place {
                of: name.to_owned(),
                module: "".into(),
            }),
            None => Def::Other(name.to_owned()),
        }
    }

    /// The definition that a name has in a module, also by an import.
    pub(crate) fn lookup(
        &self,
        place: &Place,
        name: &str,
        value: bool,
        seen: &mut BTreeSet<(Place, String, bool)>,
    ) -> Option<Def> {
        if !seen.insert((place.clone(), name.to_owned(), value)) {
            return None;
        }
        let found = self.look(place, name, value, seen);
        seen.remove(&(place.clone(), name.to_owned(), value));
        found
    }

    fn look(
        &self,
        place: &Place,
        name: &str,
        value: bool,
        seen: &mut BTreeSet<(Place, String, bool)>,
    ) -> Option<Def> {
        let of = self.crates.get(&place.of)?;
        let module = of.modules.get(&place.module)?;
        let names = if value { &module.values } else { &module.types };
        if let Some(entry) = names.get(name) {
            match &entry.named {
                Named::Module(path) => {
                    return Some(Def::Module(Place {
                        of: place.of.clone(),
                        module: path.clone(),
                    }));
                }
                Named::Item(item) => {
                    return Some(Def::Item(place.clone(), name.to_owned(), item.clone()));
                }
                Named::Import(path, leading) => {
                    let (def, rest) = self.resolve_in(place, path, *leading, value, seen);
                    // The import may be of a type where a value is looked up, or the other way round.
                    let is_there = match &def {
                        Def::Item(..) => rest == 0,
                        Def::Module(_) => !value,
                        Def::Other(_) => true,
                    };
                    return is_there.then_some(def);
                }
            }
        }
        for (path, leading, _) in &module.globs {
            if let (Def::Module(inner), _) = self.resolve_in(place, path, *leading, false, seen)
                && let Some(def) = self.lookup(&inner, name, value, seen)
            {
                return Some(def);
            }
        }
        None
    }

    /// A generic parameter with a name that no other parameter has.
    pub(crate) fn fresh(&self, name: &str) -> Ty {
        let mut count = self.params.borrow_mut();
        *count += 1;
        Ty::Param(format!("{name}#{count}"))
    }

    /// Adds the parameters of an item to the scope, and returns them in their order.
    pub(crate) fn declare(&self, scope: &mut Scope, generics: &Generics) -> Vec<Ty> {
        let mut params = Vec::new();
        for param in &generics.params {
            let ident = match param {
                GenericParam::Type(param) => &param.ident,
                GenericParam::Const(param) => &param.ident,
                GenericParam::Lifetime(_) => continue,
            };
            let fresh = self.fresh(&ident.to_string());
            scope.params.insert(ident.to_string(), fresh.clone());
            params.push(fresh);
        }
        params
    }

    /// The bounds of the parameters: the type, and the trait.
    pub(crate) fn bounds(&self, at: &Place, scope: &Scope, generics: &Generics) -> Vec<(Ty, Ty)> {
        let mut all = Vec::new();
        for param in &generics.params {
            if let GenericParam::Type(param) = param {
                let ty = scope.params[&param.ident.to_string()].clone();
                let bounds = param.bounds.iter();
                all.extend(bounds.filter_map(|it| Some((ty.clone(), self.bound(at, scope, it)?))));
            }
        }
        let predicates = generics.where_clause.iter().flat_map(|it| &it.predicates);
        for predicate in predicates {
            if let WherePredicate::Type(predicate) = predicate {
                let ty = self.ty(at, scope, &predicate.bounded_ty);
                let bounds = predicate.bounds.iter();
                all.extend(bounds.filter_map(|it| Some((ty.clone(), self.bound(at, scope, it)?))));
            }
        }
        all
    }

    /// A bound: a trait, or `'static`. Other lifetimes are left out.
    pub(crate) fn bound(&self, at: &Place, scope: &Scope, bound: &TypeParamBound) -> Option<Ty> {
        match bound {
            TypeParamBound::Trait(bound) => {
                let ty = self.path(at, scope, &bound.path);
                Some(match bound.modifier {
                    syn::TraitBoundModifier::None => ty,
                    syn::TraitBoundModifier::Maybe(_) => Ty::Text("?Sized".to_owned()),
                })
            }
            TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static" => {
                Some(Ty::Text("'static".to_owned()))
            }
            _ => None,
        }
    }

    fn bounds_of<'b>(
        &self,
        at: &Place,
        scope: &Scope,
        bounds: impl IntoIterator<Item = &'b TypeParamBound>,
    ) -> Vec<Ty> {
        let bounds = bounds.into_iter();
        let mut bounds: Vec<Ty> = bounds.filter_map(|it| self.bound(at, scope, it)).collect();
        bounds.sort();
        bounds
    }

    pub(crate) fn ty(&self, at: &Place, scope: &Scope, ty: &Type) -> Ty {
        match ty {
            Type::Path(path) => match &path.qself {
                None => self.path(at, scope, &path.path),
                Some(qself) => {
                    let of = Box::new(self.ty(at, scope, &qself.ty));
                    let mut of_trait = path.path.clone();
                    let name = of_trait.segments.pop().expect("a name").into_value();
                    let of_trait = of_trait.segments.pop().map(|last| {
                        of_trait.segments.push(last.into_value());
                        Box::new(self.path(at, scope, &of_trait))
                    });
                    Ty::Projection {
                        of,
                        of_trait,
                        name: plain(&name.ident),
                    }
                }
            },
            Type::Reference(reference) => {
                let lifetime = reference.lifetime.as_ref();
                let kind = match reference.mutability {
                    Some(_) => "&mut ",
                    None if lifetime.is_some_and(|it| it.ident == "static") => "&'static ",
                    None => "&",
                };
                Ty::Ref(kind, Box::new(self.ty(at, scope, &reference.elem)))
            }
            Type::Slice(slice) => Ty::Slice(Box::new(self.ty(at, scope, &slice.elem))),
            Type::Tuple(tuple) => Ty::Tuple(
                tuple
                    .elems
                    .iter()
                    .map(|it| self.ty(at, scope, it))
                    .collect(),
            ),
            Type::ImplTrait(ty) => Ty::Impl(self.bounds_of(at, scope, &ty.bounds)),
            Type::TraitObject(ty) => {
                let mut bounds = self.bounds_of(at, scope, &ty.bounds);
                // Lifetimes are not compared, and `'static` is the default in a `Box`.
                bounds.retain(|it| *it != Ty::Text("'static".to_owned()));
                Ty::Dyn(bounds)
            }
            Type::Paren(ty) => self.ty(at, scope, &ty.elem),
            Type::Group(ty) => self.ty(at, scope, &ty.elem),
            other => Ty::Text(other.to_token_stream().to_string()),
        }
    }

    /// A path of a type or a trait.
    pub(crate) fn path(&self, at: &Place, scope: &Scope, path: &Path) -> Ty {
        let names: Vec<String> = path.segments.iter().map(|it| plain(&it.ident)).collect();
        if path.leading_colon.is_none() {
            let of = match &*names[0] {
                "Self" => scope.self_ty.clone(),
                name => scope.params.get(name).cloned(),
            };
            if let Some(of) = of {
                return project(of, &names[1..]);
            }
        }
        let leading = path.leading_colon.is_some();
        let (def, rest) = self.resolve(at, &names, leading, false);
        let behind = names.len() - rest;
        let segment = &path.segments[behind - 1];
        let (args, assoc) = self.arguments(at, scope, &segment.arguments);
        let ty = match def {
            Def::Item(place, name, item) => self.instance(&place, &name, &item, args, assoc),
            Def::Other(name) => Ty::Path { name, args, assoc },
            Def::Module(place) => Ty::Text(format!("mod {}::{}", place.of, place.module)),
        };
        project(ty, &names[behind..])
    }

    fn arguments(
        &self,
        at: &Place,
        scope: &Scope,
        arguments: &PathArguments,
    ) -> (Vec<Ty>, Vec<(String, Ty)>) {
        let (mut args, mut assoc) = (Vec::new(), Vec::new());
        match arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => {
                for argument in &arguments.args {
                    match argument {
                        GenericArgument::Type(ty) => args.push(self.ty(at, scope, ty)),
                        GenericArgument::AssocType(it) => {
                            assoc.push((plain(&it.ident), self.ty(at, scope, &it.ty)));
                        }
                        GenericArgument::Constraint(it) => {
                            let bounds = self.bounds_of(at, scope, &it.bounds);
                            assoc.push((plain(&it.ident), Ty::Impl(bounds)));
                        }
                        GenericArgument::Const(it) => {
                            args.push(Ty::Text(it.to_token_stream().to_string()));
                        }
                        _ => {}
                    }
                }
            }
            PathArguments::Parenthesized(arguments) => {
                let inputs = arguments.inputs.iter();
                args.push(Ty::Tuple(inputs.map(|it| self.ty(at, scope, it)).collect()));
                let output = match &arguments.output {
                    ReturnType::Default => Ty::Tuple(Vec::new()),
                    ReturnType::Type(_, ty) => self.ty(at, scope, ty),
                };
                assoc.push(("Output".to_owned(), output));
            }
        }
        (args, assoc)
    }

    /// An item with arguments. An alias becomes its target; missing arguments become the defaults.
    fn instance(
        &self,
        place: &Place,
        name: &str,
        item: &Item,
        mut args: Vec<Ty>,
        assoc: Vec<(String, Ty)>,
    ) -> Ty {
        let generics = match item {
            Item::Struct(item) => &item.generics,
            Item::Enum(item) => &item.generics,
            Item::Trait(item) => &item.generics,
            Item::Type(item) => &item.generics,
            _ => return Ty::path(&full(place, name)),
        };
        let mut scope = Scope::default();
        let mut index = 0;
        for param in &generics.params {
            if let GenericParam::Type(param) = param {
                if index == args.len()
                    && let Some(default) = &param.default
                {
                    args.push(self.ty(place, &scope, default));
                }
                if let Some(arg) = args.get(index) {
                    scope.params.insert(param.ident.to_string(), arg.clone());
                }
                index += 1;
            }
        }
        match item {
            Item::Type(alias) => self.ty(place, &scope, &alias.ty),
            _ => Ty::Path {
                name: full(place, name),
                args,
                assoc,
            },
        }
    }
}

fn project(of: Ty, names: &[String]) -> Ty {
    names.iter().fold(of, |of, name| Ty::Projection {
        of: Box::new(of),
        of_trait: None,
        name: name.clone(),
    })
}

fn outer(place: &Place) -> Place {
    let module = place
        .module
        .rsplit_once("::")
        .map_or("", |(outer, _)| outer);
    Place {
        of: place.of.clone(),
        module: module.into(),
    }
}

/// The name of a definition.
pub(crate) fn full(place: &Place, name: &str) -> String {
    if place.module.is_empty() {
        format!("{}::{name}", place.of)
    } else {
        format!("{}::{}::{name}", place.of, place.module)
    }
}

/// The crate that a name refers to in another crate. The two versions of `http` get different names.
fn crate_name(of: &str, name: &str) -> String {
    let name = match (of, name) {
        (CLIENT, "http") => "http_02x",
        (RUNTIME, "http") => "http_1x",
        (_, "core" | "alloc") => "std",
        (_, name) => name,
    };
    name.to_owned()
}

/// The path of a definition in `std`, for names that the standard library reexports under another path.
fn std_name(name: &str) -> String {
    name.replace(
        "std::collections::hash_map::HashMap",
        "std::collections::HashMap",
    )
}
