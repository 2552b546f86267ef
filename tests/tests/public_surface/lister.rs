//! Lists the public surface of a client: paths, types with their fields and variants, methods with their signatures, and
//! implementations of traits.

mod implementations;
mod projection;
mod shown;
mod signature;
mod types;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use syn::{Item, ItemImpl};

use crate::crates::{CLIENT, Crates, Named, RUNTIME, is_inner};
use crate::resolve::{Def, Place, Resolver, Scope, full, short};
use crate::surface::{Kind, Line, Surface};
use crate::ty::{Bindings, Ty};

use shown::Shown;

/// An `impl` block of the source.
struct Impl {
    place: Place,
    scope: Scope,
    params: Vec<Ty>,
    bounds: Vec<(Ty, Ty)>,
    of_trait: Option<Ty>,
    ty: Ty,
    item: Rc<ItemImpl>,
}

/// A type that users can name.
struct Listed {
    /// The public path.
    name: String,
    ty: Ty,
    params: Vec<Ty>,
    bounds: Vec<(Ty, Ty)>,
    place: Place,
    item: Rc<Item>,
}

/// Lists the surface of the crate [`CLIENT`].
pub(crate) fn list(crates: &Crates) -> Surface {
    let mut lister = Lister {
        resolver: Resolver::new(crates),
        names: HashMap::new(),
        aliases: HashMap::new(),
        impls: Vec::new(),
        by_type: HashMap::new(),
        by_trait: HashMap::new(),
        surface: Surface::default(),
    };
    lister.read_impls();
    let public = lister.walk();
    lister.name(&public);
    lister.list(&public);
    lister.surface
}

struct Lister<'c> {
    resolver: Resolver<'c>,
    /// The public path of each definition.
    names: HashMap<String, String>,
    /// The public path of the alias of each type that has one.
    aliases: HashMap<Ty, String>,
    impls: Vec<Impl>,
    /// The indices in `impls` of the implementations for a definition, by the definition's name.
    by_type: HashMap<String, Vec<usize>>,
    /// The indices in `impls` of the implementations of a trait, by its name.
    by_trait: HashMap<String, Vec<usize>>,
    surface: Surface,
}

/// Whether types of the crate count as types of the client.
fn is_own(of: &str) -> bool {
    of == CLIENT || of == RUNTIME || is_inner(of)
}

/// Whether a definition, whose name begins with that of its crate, counts as one of the client.
fn is_own_name(name: &str) -> bool {
    name.split_once("::").is_some_and(|(of, _)| is_own(of))
}

impl Lister<'_> {
    fn read_impls(&mut self) {
        for name in self.resolver.crates.own() {
            let Some(of) = self.resolver.crates.get(&name) else {
                continue;
            };
            for (module, item) in &of.impls {
                let place = Place {
                    of: name.clone(),
                    module: module.clone(),
                };
                let mut scope = Scope::default();
                let params = self.resolver.declare(&mut scope, &item.generics);
                let ty = self.resolver.ty(&place, &scope, &item.self_ty);
                scope.self_ty = Some(ty.clone());
                let bounds = self.resolver.bounds(&place, &scope, &item.generics);
                let of_trait = item.trait_.as_ref();
                let of_trait =
                    of_trait.map(|(_, path, _)| self.resolver.path(&place, &scope, path));
                let index = self.impls.len();
                let head = ty.head().unwrap_or_default().to_owned();
                self.by_type.entry(head).or_default().push(index);
                if let Some(name) = of_trait.as_ref().and_then(Ty::head) {
                    self.by_trait
                        .entry(name.to_owned())
                        .or_default()
                        .push(index);
                }
                self.impls.push(Impl {
                    place,
                    scope,
                    params,
                    bounds,
                    of_trait,
                    ty,
                    item: item.clone(),
                });
            }
        }
    }

    /// All public paths, with the definitions that they refer to.
    fn walk(&self) -> BTreeMap<String, Vec<Def>> {
        let mut public: BTreeMap<String, Vec<Def>> = BTreeMap::new();
        let root = Place {
            of: CLIENT.to_owned(),
            module: "".into(),
        };
        let mut pending = vec![(String::new(), root, Vec::new())];
        while let Some((path, place, outer)) = pending.pop() {
            let mut names = BTreeSet::new();
            self.public_names(&place, &mut names, &mut BTreeSet::new());
            for (name, is_value) in names {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}::{name}")
                };
                let Some(def) = self
                    .resolver
                    .lookup(&place, &name, is_value, &mut BTreeSet::new())
                else {
                    continue;
                };
                if let Def::Module(inner) = &def
                    && is_own(&inner.of)
                    && !outer.contains(inner)
                {
                    let mut outer = outer.clone();
                    outer.push(place.clone());
                    pending.push((path.clone(), inner.clone(), outer));
                }
                let defs = public.entry(path).or_default();
                let key = |def: &Def| match def {
                    Def::Module(place) => format!("mod {place:?}"),
                    Def::Item(place, name, _) => full(place, name),
                    Def::Other(name) => name.clone(),
                };
                if defs.iter().all(|other| key(other) != key(&def)) {
                    defs.push(def);
                }
            }
        }
        public
    }

    /// The public names of a module, and whether each is a value.
    fn public_names(
        &self,
        place: &Place,
        names: &mut BTreeSet<(String, bool)>,
        seen: &mut BTreeSet<Place>,
    ) {
        if !seen.insert(place.clone()) {
            return;
        }
        let of = self.resolver.crates.get(&place.of);
        let Some(module) = of.as_ref().and_then(|it| it.modules.get(&place.module)) else {
            return;
        };
        for (entries, is_value) in [(&module.types, false), (&module.values, true)] {
            let public = entries.iter().filter(|(_, entry)| entry.is_public);
            for (name, entry) in public {
                // A name of a crate that is not read would be listed twice.
                let is_twice = is_value
                    && matches!(entry.named, Named::Import(..))
                    && matches!(
                        self.resolver
                            .lookup(place, name, true, &mut BTreeSet::new()),
                        Some(Def::Other(_))
                    );
                if !is_twice {
                    names.insert((name.clone(), is_value));
                }
            }
        }
        for (path, leading, is_public) in &module.globs {
            if *is_public
                && let (Def::Module(inner), _) = self.resolver.resolve(place, path, *leading, false)
            {
                self.public_names(&inner, names, seen);
            }
        }
    }

    /// Gives each definition of the client its public path, and each type that has an alias the alias.
    fn name(&mut self, public: &BTreeMap<String, Vec<Def>>) {
        let mut paths: Vec<(&String, &Def)> = public
            .iter()
            .flat_map(|(path, defs)| defs.iter().map(move |def| (path, def)))
            .collect();
        paths.sort_by_key(|(path, _)| (path.matches("::").count(), path.as_str()));
        for (path, def) in paths {
            let Def::Item(place, name, item) = def else {
                continue;
            };
            if !is_own(&place.of) {
                continue;
            }
            if let Item::Type(alias) = &**item {
                let ty = self.resolver.ty(place, &Scope::default(), &alias.ty);
                let is_own = ty.head().is_some_and(is_own_name);
                if alias.generics.params.is_empty() && is_own {
                    let ty = self.projected(&ty);
                    self.aliases.entry(ty).or_insert_with(|| path.clone());
                }
            } else {
                let key = full(place, name);
                self.names.entry(key).or_insert_with(|| path.clone());
            }
        }
    }

    fn list(&mut self, public: &BTreeMap<String, Vec<Def>>) {
        let mut types = Vec::new();
        let mut traits = Vec::new();
        for (path, def) in public
            .iter()
            .flat_map(|(path, defs)| defs.iter().map(move |def| (path, def)))
        {
            let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
            match def {
                Def::Module(place) if is_own(&place.of) => {
                    self.add(Kind::Path, owner, format!("mod {path}"));
                }
                Def::Module(place) => {
                    let text = format!("mod {path} = {}::{}", place.of, place.module);
                    self.add(Kind::Path, owner, text);
                }
                Def::Other(name) => {
                    self.add(Kind::Path, owner, format!("use {path} = {}", short(name)));
                }
                Def::Item(place, name, item) if !is_own(&place.of) => {
                    let target = match &**item {
                        // The crate that the alias is in does not matter.
                        Item::Type(alias) if alias.generics.params.is_empty() => {
                            let ty = self.resolver.ty(place, &Scope::default(), &alias.ty);
                            Shown::new(self).ty(&ty)
                        }
                        _ => full(place, name),
                    };
                    self.add(Kind::Path, owner, format!("use {path} = {target}"));
                }
                Def::Item(place, name, item) => {
                    let ty = match &**item {
                        Item::Type(_) => self.alias_of(path, place, item),
                        Item::Struct(_) | Item::Enum(_) | Item::Trait(_) => {
                            let key = full(place, name);
                            let first = self.names[&key].clone();
                            if first != *path {
                                self.add(Kind::Path, owner, format!("use {path} = {first}"));
                                continue;
                            }
                            self.type_of(path, place, name, item)
                        }
                        _ => None,
                    };
                    match ty {
                        Some(it) if matches!(&*it.item, Item::Trait(_)) => traits.push(it),
                        Some(it) => types.push(it),
                        None => self.value(path, owner, place, item),
                    }
                }
            }
        }
        for it in &types {
            self.list_type(it);
        }
        for it in &traits {
            self.list_trait(it);
        }
        let heads = types.iter().filter(|it| it.params.is_empty());
        let heads: HashSet<String> = heads
            .filter_map(|it| it.ty.head().map(str::to_owned))
            .collect();
        for index in 0..self.impls.len() {
            self.list_impl(index, &heads);
        }
    }

    fn add(&mut self, kind: Kind, owner: &str, text: String) {
        let line = Line {
            owner: owner.to_owned(),
            implementation: None,
        };
        self.surface.lines.insert((kind, text), line);
    }

    /// A type of the client.
    fn type_of(&self, path: &str, place: &Place, name: &str, item: &Rc<Item>) -> Option<Listed> {
        let generics = match &**item {
            Item::Struct(item) => &item.generics,
            Item::Enum(item) => &item.generics,
            Item::Trait(item) => &item.generics,
            _ => return None,
        };
        let mut scope = Scope::default();
        let params = self.resolver.declare(&mut scope, generics);
        let bounds = self.resolver.bounds(place, &scope, generics);
        Some(Listed {
            name: path.to_owned(),
            ty: Ty::Path {
                name: full(place, name),
                args: params.clone(),
                assoc: Vec::new(),
            },
            params,
            bounds,
            place: place.clone(),
            item: item.clone(),
        })
    }

    /// The type that an alias without parameters refers to, if it is a type of the client.
    fn alias_of(&self, path: &str, place: &Place, item: &Rc<Item>) -> Option<Listed> {
        let Item::Type(alias) = &**item else {
            return None;
        };
        if !alias.generics.params.is_empty() {
            return None;
        }
        let ty = self.resolver.ty(place, &Scope::default(), &alias.ty);
        let ty = self.projected(&ty);
        let (place, item) = self.definition(ty.head()?)?;
        if !is_own(&place.of) {
            return None;
        }
        Some(Listed {
            name: path.to_owned(),
            ty,
            params: Vec::new(),
            bounds: Vec::new(),
            place,
            item,
        })
    }

    fn value(&mut self, path: &str, owner: &str, place: &Place, item: &Item) {
        let text = match item {
            Item::Type(item) => {
                let mut scope = Scope::default();
                self.resolver.declare(&mut scope, &item.generics);
                let names = item.generics.type_params().map(|it| {
                    let ty = scope.params[&it.ident.to_string()].clone();
                    let default = it.default.as_ref();
                    (ty, default.map(|it| self.resolver.ty(place, &scope, it)))
                });
                let names: Vec<(Ty, Option<Ty>)> = names.collect();
                let mut shown = Shown::new(self);
                let names = names.iter().map(|(ty, default)| match default {
                    Some(default) => format!("{} = {}", shown.ty(ty), shown.ty(default)),
                    None => shown.ty(ty),
                });
                let names = names.collect::<Vec<_>>().join(", ");
                let ty = self.resolver.ty(place, &scope, &item.ty);
                format!("type {path}<{names}> = {}", shown.ty(&ty))
            }
            Item::Fn(item) => {
                let signature = self.signature(
                    path,
                    place,
                    &Scope::default(),
                    &Bindings::new(),
                    &[],
                    &item.sig,
                );
                return self.add(Kind::Signature, owner, signature);
            }
            Item::Const(item) => {
                let ty = self.resolver.ty(place, &Scope::default(), &item.ty);
                format!("const {path}: {}", Shown::new(self).ty(&ty))
            }
            Item::Static(item) => {
                let ty = self.resolver.ty(place, &Scope::default(), &item.ty);
                format!("static {path}: {}", Shown::new(self).ty(&ty))
            }
            _ => return,
        };
        self.add(Kind::Path, owner, text);
    }

    fn definition(&self, name: &str) -> Option<(Place, Rc<Item>)> {
        let (of, rest) = name.split_once("::")?;
        let (module, name) = rest.rsplit_once("::").unwrap_or(("", rest));
        let place = Place {
            of: of.to_owned(),
            module: module.into(),
        };
        let of = self.resolver.crates.get(of)?;
        let entry = of.modules.get(&place.module)?.types.get(name)?;
        match &entry.named {
            Named::Item(item) => Some((place, item.clone())),
            _ => None,
        }
    }
}
