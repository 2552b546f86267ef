//! Lists the public surface of a client as lines of text: paths, types with their fields and variants, methods with their
//! signatures, and implementations of traits.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, ItemTrait, ReturnType, Signature, Token,
    TraitItem,
};

use crate::crates::{CLIENT, Crates, Named, RUNTIME, is_on, is_public, plain};
use crate::resolve::{Def, Place, Resolver, Scope, derived, full, short};
use crate::ty::{Bindings, Ty, unify};

/// The public surface of a client.
#[derive(Default)]
pub(crate) struct Surface {
    /// The lines of the listing.
    pub(crate) lines: BTreeMap<(Kind, String), Line>,
    /// The implementations with generic parameters, which may cover single implementations of another client.
    generic: Vec<Implementation>,
    /// Types without generic parameters, each with a trait that it implements.
    implemented: BTreeSet<(Ty, Ty)>,
}

/// What a line of the listing is about.
pub(crate) struct Line {
    /// The path of the module or type that it belongs to.
    pub(crate) owner: String,
    /// The implementation, if the line shows one.
    implementation: Option<Implementation>,
}

/// The kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Path,
    /// A field, a variant, a method, a function, a constant.
    Signature,
    Implementation,
}

/// An implementation: the trait and the type, with the bounds of the generic parameters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Implementation {
    of_trait: Ty,
    ty: Ty,
    bounds: Vec<(Ty, Ty)>,
}

impl Surface {
    /// Whether the surface has the line, or a generic implementation that covers the implementation of the line.
    pub(crate) fn has(&self, key: &(Kind, String), line: &Line) -> bool {
        self.lines.contains_key(key)
            || (line.implementation.as_ref()).is_some_and(|wanted| self.covers(wanted))
    }

    fn covers(&self, wanted: &Implementation) -> bool {
        self.generic.iter().any(|ours| {
            let mut bindings = Bindings::new();
            unify(&ours.of_trait, &wanted.of_trait, &mut bindings)
                && unify(&ours.ty, &wanted.ty, &mut bindings)
                && ours.bounds.iter().all(|(ty, bound)| {
                    let (ty, bound) = (ty.with(&bindings), bound.with(&bindings));
                    self.holds(&ty, &bound, &wanted.bounds)
                })
        })
    }

    fn holds(&self, ty: &Ty, bound: &Ty, known: &[(Ty, Ty)]) -> bool {
        if known.iter().any(|it| (&it.0, &it.1) == (ty, bound)) {
            return true;
        }
        let into = match bound {
            Ty::Path { name, args, .. } if name == "std::convert::Into" => Some(&args[0]),
            _ => None,
        };
        match (ty, into) {
            (Ty::Param(_), _) => false,
            (_, Some(target)) => {
                let from = Ty::Path {
                    name: "std::convert::From".to_owned(),
                    args: vec![ty.clone()],
                    assoc: Vec::new(),
                };
                self.implemented.contains(&(target.clone(), from))
            }
            _ => is_always(bound) || self.implemented.contains(&(ty.clone(), bound.clone())),
        }
    }
}

/// Whether the trait is assumed for all types: auto traits can't be read from the source.
fn is_always(bound: &Ty) -> bool {
    match bound {
        Ty::Text(_) => true,
        Ty::Path { name, .. } => [
            "std::marker::Send",
            "std::marker::Sized",
            "std::marker::Sync",
            "std::marker::Unpin",
        ]
        .contains(&&**name),
        _ => false,
    }
}

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

/// The crates whose types count as types of the client.
const OWN: [&str; 2] = [CLIENT, RUNTIME];

/// How deep bounds are followed. Deeper ones are assumed to hold, so that recursion ends.
const DEPTH: usize = 8;

impl Lister<'_> {
    fn read_impls(&mut self) {
        for name in OWN {
            let Some(of) = self.resolver.crates.get(name) else {
                continue;
            };
            for (module, item) in &of.impls {
                let place = Place {
                    of: name.to_owned(),
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
                    && OWN.contains(&&*inner.of)
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
            if !OWN.contains(&&*place.of) {
                continue;
            }
            if let Item::Type(alias) = &**item {
                let ty = self.resolver.ty(place, &Scope::default(), &alias.ty);
                let is_own = ty
                    .head()
                    .is_some_and(|head| OWN.iter().any(|of| head.starts_with(&format!("{of}::"))));
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
                Def::Module(place) if OWN.contains(&&*place.of) => {
                    self.add(Kind::Path, owner, format!("mod {path}"));
                }
                Def::Module(place) => {
                    let text = format!("mod {path} = {}::{}", place.of, place.module);
                    self.add(Kind::Path, owner, text);
                }
                Def::Other(name) => {
                    self.add(Kind::Path, owner, format!("use {path} = {}", short(name)));
                }
                Def::Item(place, name, item) if !OWN.contains(&&*place.of) => {
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
        let definition = ty.head()?;
        let (of, rest) = definition.split_once("::")?;
        if !OWN.contains(&of) {
            return None;
        }
        let (module, name) = rest.rsplit_once("::").unwrap_or(("", rest));
        let module = module.to_owned();
        let place = Place {
            of: of.to_owned(),
            module: module.as_str().into(),
        };
        let of = self.resolver.crates.get(of)?;
        let entry = of.modules.get(&place.module)?.types.get(name)?;
        let Named::Item(item) = &entry.named else {
            return None;
        };
        Some(Listed {
            name: path.to_owned(),
            ty,
            params: Vec::new(),
            bounds: Vec::new(),
            place,
            item: item.clone(),
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

    /// A type with its fields or variants, its methods, and the traits that it derives.
    fn list_type(&mut self, it: &Listed) {
        let owner = it.name.rsplit_once("::").map_or("", |(owner, _)| owner);
        self.add(Kind::Path, owner, format!("type {}", it.name));
        let mut scope = Scope::default();
        let (attributes, generics) = match &*it.item {
            Item::Struct(item) => (&item.attrs, &item.generics),
            Item::Enum(item) => (&item.attrs, &item.generics),
            _ => return,
        };
        let Ty::Path { args, .. } = &it.ty else {
            return;
        };
        for (param, arg) in generics.type_params().zip(args) {
            scope.params.insert(param.ident.to_string(), arg.clone());
        }
        scope.self_ty = Some(it.ty.clone());
        let mut shape = Vec::new();
        match &*it.item {
            Item::Struct(item) => {
                let fields = self.fields(it, &scope, &item.fields);
                let is_open = !fields.is_empty();
                shape.extend(fields);
                if is_open && is_non_exhaustive(attributes) {
                    shape.push(format!("non_exhaustive {}", it.name));
                }
            }
            Item::Enum(item) => {
                if is_non_exhaustive(attributes) {
                    shape.push(format!("non_exhaustive {}", it.name));
                }
                for variant in &item.variants {
                    let types = variant.fields.iter();
                    let types = types.map(|field| {
                        let ty = self.resolver.ty(&it.place, &scope, &field.ty);
                        let ty = Shown::new(self).ty(&self.projected(&ty));
                        match &field.ident {
                            Some(name) => format!("{}: {ty}", plain(name)),
                            None => ty,
                        }
                    });
                    let types: Vec<String> = types.collect();
                    let types = if types.is_empty() {
                        String::new()
                    } else {
                        format!("({})", types.join(", "))
                    };
                    let name = plain(&variant.ident);
                    shape.push(format!("variant {}::{name}{types}", it.name));
                }
            }
            _ => {}
        }
        for text in shape {
            self.add(Kind::Signature, &it.name, text);
        }
        self.list_methods(it);
        let Some(indices) = self.by_type.get(it.ty.head().unwrap_or_default()).cloned() else {
            return self.list_derived(it, attributes);
        };
        if it.params.is_empty() {
            for index in indices {
                let Some(bindings) = self.applies(index, &it.ty, 0) else {
                    continue;
                };
                let Some(of_trait) = self.impls[index].of_trait.clone() else {
                    continue;
                };
                let of_trait = of_trait.with(&bindings);
                self.implementation(index, of_trait, it.ty.clone(), &bindings, Vec::new());
            }
        }
        self.list_derived(it, attributes);
    }

    fn list_derived(&mut self, it: &Listed, attributes: &[Attribute]) {
        for name in derives(attributes) {
            let of_trait = Ty::path(&derived(&name));
            if it.params.is_empty() {
                if self.implements(&it.ty, &of_trait, 0) {
                    self.add_implementation(of_trait, it.ty.clone(), Vec::new(), String::new());
                }
            } else {
                let bounds = it.params.iter();
                let mut bounds: Vec<(Ty, Ty)> =
                    bounds.map(|ty| (ty.clone(), of_trait.clone())).collect();
                bounds.extend(it.bounds.iter().cloned());
                self.add_implementation(of_trait, it.ty.clone(), bounds, String::new());
            }
        }
    }

    fn fields(&self, it: &Listed, scope: &Scope, fields: &Fields) -> Vec<String> {
        let public = fields.iter().enumerate();
        let public = public.filter(|(_, field)| is_public(&field.vis) && is_on(&field.attrs));
        let shown = public.map(|(index, field)| {
            let name = match &field.ident {
                Some(name) => plain(name),
                None => index.to_string(),
            };
            let ty = self.resolver.ty(&it.place, scope, &field.ty);
            let ty = Shown::new(self).ty(&self.projected(&ty));
            format!("field {}.{name}: {ty}", it.name)
        });
        shown.collect()
    }

    fn list_methods(&mut self, it: &Listed) {
        let indices = self.by_type.get(it.ty.head().unwrap_or_default());
        for index in indices.cloned().unwrap_or_default() {
            let this = &self.impls[index];
            if this.of_trait.is_some() {
                continue;
            }
            // An implementation for a type with parameters may be for some arguments only. The lines of its methods show
            // these arguments.
            let (bindings, bounds, name) = if it.params.is_empty() {
                let Some(bindings) = self.applies(index, &it.ty, 0) else {
                    continue;
                };
                (bindings, Vec::new(), it.name.as_str())
            } else {
                (Bindings::new(), this.bounds.clone(), "")
            };
            let mut lines = Vec::new();
            for item in &this.item.items {
                match item {
                    ImplItem::Fn(method) if is_public(&method.vis) && is_on(&method.attrs) => {
                        let mut scope = this.scope.clone();
                        scope.self_ty = Some(this.ty.clone());
                        let path = format!("{name}::{}", plain(&method.sig.ident));
                        lines.push(self.signature(
                            &path,
                            &this.place,
                            &scope,
                            &bindings,
                            &bounds,
                            &method.sig,
                        ));
                    }
                    ImplItem::Const(constant) if is_public(&constant.vis) => {
                        let ty = self.resolver.ty(&this.place, &this.scope, &constant.ty);
                        let ty = Shown::new(self).ty(&self.projected(&ty.with(&bindings)));
                        lines.push(format!("const {}::{}: {ty}", it.name, constant.ident));
                    }
                    _ => {}
                }
            }
            for line in lines {
                self.add(Kind::Signature, &it.name, line);
            }
        }
    }

    /// The text of a function's signature. A `path` that begins with `::` gets the type before it.
    fn signature(
        &self,
        path: &str,
        place: &Place,
        scope: &Scope,
        bindings: &Bindings,
        bounds: &[(Ty, Ty)],
        signature: &Signature,
    ) -> String {
        let mut scope = scope.clone();
        let own = self.resolver.declare(&mut scope, &signature.generics);
        let mut all = bounds.to_vec();
        all.extend(self.resolver.bounds(place, &scope, &signature.generics));
        let normal = |ty: Ty| self.projected(&ty.with(bindings));
        let mut shown = Shown::new(self);
        let path = match path.strip_prefix("::") {
            Some(name) => {
                let ty = scope.self_ty.clone().expect("the type of a method");
                format!("{}::{name}", shown.ty(&normal(ty)))
            }
            None => path.to_owned(),
        };
        let mut types: Vec<Option<Ty>> = Vec::new();
        for input in &signature.inputs {
            types.push(match input {
                FnArg::Receiver(receiver) => {
                    let ty = self.resolver.ty(place, &scope, &receiver.ty);
                    Some(normal(ty)).filter(|_| receiver.colon_token.is_some())
                }
                FnArg::Typed(argument) => {
                    Some(normal(self.resolver.ty(place, &scope, &argument.ty)))
                }
            });
        }
        let output = match &signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(normal(self.resolver.ty(place, &scope, ty))),
        };
        let bounds: Vec<(Ty, Ty)> = all
            .into_iter()
            .map(|(ty, bound)| (normal(ty), normal(bound)))
            .collect();
        // A parameter that is used only as the type of one argument is shown as `impl`, since both mean the same.
        let uses = |param: &Ty| {
            let mut count = 0;
            let others = bounds
                .iter()
                .flat_map(|(ty, bound)| [ty, bound].into_iter());
            let owned = others.filter(|ty| *ty != param);
            for ty in types.iter().flatten().chain(&output).chain(owned) {
                ty.map(&mut |part| {
                    count += usize::from(part == param);
                    None
                });
            }
            count
        };
        let mut inline = Bindings::new();
        for param in &own {
            if uses(param) == 1 && types.contains(&Some(param.clone())) {
                let Ty::Param(name) = param else { continue };
                let mut its: Vec<Ty> = bounds
                    .iter()
                    .filter(|(ty, _)| ty == param)
                    .map(|(_, bound)| bound.clone())
                    .collect();
                its.sort();
                inline.insert(name.clone(), Ty::Impl(its));
            }
        }
        let mut arguments = Vec::new();
        for (input, ty) in signature.inputs.iter().zip(&types) {
            arguments.push(match (input, ty) {
                (_, Some(ty)) => shown.ty(&ty.with(&inline)),
                (FnArg::Receiver(receiver), None) => {
                    match (&receiver.reference, &receiver.mutability) {
                        (None, _) => "self".to_owned(),
                        (Some(_), None) => "&self".to_owned(),
                        (Some(_), Some(_)) => "&mut self".to_owned(),
                    }
                }
                (FnArg::Typed(_), None) => String::new(),
            });
        }
        let output = output.map(|ty| format!(" -> {}", shown.ty(&ty)));
        let bounds: Vec<(Ty, Ty)> = bounds
            .into_iter()
            .filter(|(ty, _)| !matches!(ty, Ty::Param(name) if inline.contains_key(name)))
            .collect();
        let bounds = shown.bounds(&bounds);
        let asyncness = signature.asyncness.map_or("", |_| "async ");
        let constness = signature.constness.map_or("", |_| "const ");
        format!(
            "{constness}{asyncness}fn {path}({}){}{bounds}",
            arguments.join(", "),
            output.unwrap_or_default()
        )
    }

    fn list_trait(&mut self, it: &Listed) {
        let owner = it.name.rsplit_once("::").map_or("", |(owner, _)| owner);
        let Item::Trait(item) = &*it.item else {
            return;
        };
        let ItemTrait {
            supertraits, items, ..
        } = item;
        let mut scope = Scope::default();
        if let Ty::Path { args, .. } = &it.ty {
            for (param, arg) in item.generics.type_params().zip(args) {
                scope.params.insert(param.ident.to_string(), arg.clone());
            }
        }
        let this = self.resolver.fresh("Self");
        scope.self_ty = Some(this);
        let bounds = supertraits.iter();
        let mut bounds: Vec<String> = bounds
            .filter_map(|bound| self.resolver.bound(&it.place, &scope, bound))
            .map(|bound| Shown::new(self).ty(&bound))
            .collect();
        bounds.sort();
        self.add(
            Kind::Path,
            owner,
            format!("trait {}: {}", it.name, bounds.join(" + ")),
        );
        let mut lines = Vec::new();
        for item in items {
            match item {
                TraitItem::Fn(method) => {
                    let path = format!("{}::{}", it.name, plain(&method.sig.ident));
                    let signature = self.signature(
                        &path,
                        &it.place,
                        &scope,
                        &Bindings::new(),
                        &[],
                        &method.sig,
                    );
                    let provided = method.default.as_ref().map_or("", |_| "provided ");
                    lines.push(format!("{provided}{signature}"));
                }
                TraitItem::Type(ty) => lines.push(format!("type {}::{}", it.name, ty.ident)),
                TraitItem::Const(ty) => lines.push(format!("const {}::{}", it.name, ty.ident)),
                _ => {}
            }
        }
        for line in lines {
            self.add(Kind::Signature, &it.name, line);
        }
    }

    /// Lists an implementation that is not listed with a type of the client: it has generic parameters, or is for a type
    /// of another crate.
    fn list_impl(&mut self, index: usize, listed: &HashSet<String>) {
        let this = &self.impls[index];
        let Some(of_trait) = this.of_trait.clone() else {
            return;
        };
        let ty = this.ty.clone();
        let head = ty.head().unwrap_or_default();
        let is_definition = self.names.contains_key(head);
        let has_arguments = matches!(&ty, Ty::Path { args, .. } if !args.is_empty());
        if listed.contains(head) && !(is_definition && has_arguments) {
            return;
        }
        if this.place.of == RUNTIME && !is_definition {
            return;
        }
        let bounds = this.bounds.clone();
        self.implementation(index, of_trait, ty, &Bindings::new(), bounds);
    }

    fn implementation(
        &mut self,
        index: usize,
        of_trait: Ty,
        ty: Ty,
        bindings: &Bindings,
        bounds: Vec<(Ty, Ty)>,
    ) {
        let this = &self.impls[index];
        let mut assoc = Vec::new();
        for item in &this.item.items {
            if let ImplItem::Type(item) = item {
                let value = self.resolver.ty(&this.place, &this.scope, &item.ty);
                let value = self.projected(&value.with(bindings));
                let value = Shown::new(self).ty(&value);
                assoc.push(format!(" {} = {value}", item.ident));
            }
        }
        let of_trait = self.projected(&of_trait);
        self.add_implementation(of_trait, ty, bounds, assoc.concat());
    }

    fn add_implementation(&mut self, of_trait: Ty, ty: Ty, bounds: Vec<(Ty, Ty)>, assoc: String) {
        let named = |ty: &Ty| self.named(&self.projected(ty));
        let implementation = Implementation {
            of_trait: named(&of_trait),
            ty: named(&ty),
            bounds: bounds
                .iter()
                .map(|(ty, bound)| (named(ty), named(bound)))
                .collect(),
        };
        let Implementation { of_trait, ty, .. } = &implementation;
        let mut shown = Shown::new(self);
        let (ty_text, trait_text) = (shown.ty(ty), shown.ty(of_trait));
        let text = format!(
            "impl {trait_text} for {ty_text}{assoc}{}",
            shown.bounds(&implementation.bounds)
        );
        if trait_text.contains(HIDDEN) || ty_text.starts_with(HIDDEN) {
            // Users can't name the type or the trait, but bounds may refer to them.
            if !ty.is_generic() {
                let pair = (ty.clone(), of_trait.clone());
                self.surface.implemented.insert(pair);
            }
            return;
        }
        if ty.is_generic() || of_trait.is_generic() {
            self.surface.generic.push(implementation.clone());
        } else {
            let pair = (ty.clone(), of_trait.clone());
            self.surface.implemented.insert(pair);
        }
        let owner = match ty {
            Ty::Path { name, .. } => name.clone(),
            _ => String::new(),
        };
        let line = Line {
            owner,
            implementation: Some(implementation),
        };
        self.surface
            .lines
            .insert((Kind::Implementation, text), line);
    }

    /// The values of an implementation's parameters with which it is an implementation for `ty`, if there are such values
    /// and its bounds hold for them.
    fn applies(&self, index: usize, ty: &Ty, depth: usize) -> Option<Bindings> {
        let this = &self.impls[index];
        let mut bindings = Bindings::new();
        if !unify(&this.ty, ty, &mut bindings) {
            return None;
        }
        let mut bounds = this.bounds.iter();
        let holds = bounds.all(|(of, bound)| {
            let of = self.projected(&of.with(&bindings));
            let bound = self.projected(&bound.with(&bindings));
            self.implements(&of, &bound, depth + 1)
        });
        (holds && this.params.len() >= bindings.len()).then_some(bindings)
    }

    /// Whether a type implements a trait. Types of other crates are assumed to implement all traits.
    fn implements(&self, ty: &Ty, of_trait: &Ty, depth: usize) -> bool {
        if depth > DEPTH || is_always(of_trait) {
            return true;
        }
        let Some(head) = ty.head() else { return true };
        if !OWN.iter().any(|of| head.starts_with(&format!("{of}::"))) {
            let Ty::Path { args, .. } = ty else {
                return true;
            };
            let is_wrapper = ["std::option::Option", "std::boxed::Box", "std::vec::Vec"];
            return !is_wrapper.contains(&head)
                || args
                    .iter()
                    .all(|it| self.implements(it, of_trait, depth + 1))
                || of_trait.head() == Some("std::default::Default");
        }
        let indices = self.by_trait.get(of_trait.head().unwrap_or_default());
        let mut indices = indices.into_iter().flatten();
        let is_implemented = indices.any(|&index| {
            let this = &self.impls[index];
            let mut bindings = Bindings::new();
            this.of_trait
                .as_ref()
                .is_some_and(|it| unify(it, of_trait, &mut bindings))
                && self.applies(index, ty, depth + 1).is_some()
        });
        is_implemented || self.derives(ty, of_trait, depth)
    }

    /// Whether a type of the client derives a trait, and its arguments and fields implement the trait.
    fn derives(&self, ty: &Ty, of_trait: &Ty, depth: usize) -> bool {
        let Ty::Path { name, args, .. } = ty else {
            return false;
        };
        let Some((place, item)) = self.definition(name) else {
            return false;
        };
        let (attributes, generics) = match &*item {
            Item::Struct(item) => (&item.attrs, &item.generics),
            Item::Enum(item) => (&item.attrs, &item.generics),
            _ => return false,
        };
        let is_derived = derives(attributes).any(|it| Some(&*derived(&it)) == of_trait.head());
        if !is_derived || generics.params.is_empty() {
            return is_derived;
        }
        let mut scope = Scope::default();
        for (param, arg) in generics.type_params().zip(args) {
            scope.params.insert(param.ident.to_string(), arg.clone());
        }
        let mut types = args.clone();
        if let Item::Struct(item) = &*item {
            for field in &item.fields {
                let ty = self.resolver.ty(&place, &scope, &field.ty);
                // A derived implementation has bounds on associated types, too.
                if matches!(ty, Ty::Projection { .. }) {
                    types.push(self.projected(&ty));
                }
            }
        }
        types
            .iter()
            .all(|it| self.implements(it, of_trait, depth + 1))
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

    /// The type with its associated types resolved, as far as their implementations are known.
    fn projected(&self, ty: &Ty) -> Ty {
        ty.map(&mut |part| {
            let Ty::Projection { of, of_trait, name } = part else {
                return None;
            };
            let of = self.projected(of);
            let of_trait = of_trait.as_ref().map(|it| self.projected(it));
            let found = self.associated(&of, of_trait.as_ref(), name);
            Some(found.unwrap_or(Ty::Projection {
                of: Box::new(of),
                of_trait: None,
                name: name.clone(),
            }))
        })
    }

    fn associated(&self, of: &Ty, of_trait: Option<&Ty>, name: &str) -> Option<Ty> {
        let indices = self.by_type.get(of.head()?)?;
        indices.iter().find_map(|&index| {
            let this = &self.impls[index];
            let mut bindings = Bindings::new();
            let is_it = this.of_trait.is_some()
                && of_trait.is_none_or(|it| it.head() == this.of_trait.as_ref().and_then(Ty::head))
                && unify(&this.ty, of, &mut bindings);
            let value = this.item.items.iter().find_map(|item| match item {
                ImplItem::Type(item) if item.ident == name => Some(&item.ty),
                _ => None,
            });
            let value = self
                .resolver
                .ty(&this.place, &this.scope, value.filter(|_| is_it)?);
            Some(self.projected(&value.with(&bindings)))
        })
    }

    /// The type with public paths, so that it can be compared with a type of another client.
    fn named(&self, ty: &Ty) -> Ty {
        ty.map(&mut |part| {
            if let Some(name) = self.aliases.get(part) {
                return Some(Ty::path(name));
            }
            let Ty::Path { name, args, assoc } = part else {
                return None;
            };
            let is_own = OWN.iter().any(|of| name.starts_with(&format!("{of}::")));
            let name = match self.names.get(name) {
                Some(name) => name.clone(),
                None if is_own => format!("{HIDDEN}{}", name.rsplit("::").next().unwrap_or(name)),
                None => name.clone(),
            };
            Some(Ty::Path {
                name,
                args: args.iter().map(|it| self.named(it)).collect(),
                assoc: assoc
                    .iter()
                    .map(|(name, ty)| (name.clone(), self.named(ty)))
                    .collect(),
            })
        })
    }
}

/// The prefix for names of types that users can't name.
pub(crate) const HIDDEN: &str = "hidden ";

/// Writes types as text. Generic parameters are numbered, so that their names do not matter.
struct Shown<'l, 'c> {
    lister: &'l Lister<'c>,
    params: Vec<String>,
}

impl<'l, 'c> Shown<'l, 'c> {
    fn new(lister: &'l Lister<'c>) -> Self {
        Self {
            lister,
            params: Vec::new(),
        }
    }

    fn ty(&mut self, ty: &Ty) -> String {
        let ty = self.lister.named(ty);
        self.text(&ty)
    }

    fn all(&mut self, types: &[Ty], between: &str) -> String {
        let mut types: Vec<String> = types.iter().map(|it| self.text(it)).collect();
        if between == " + " {
            types.sort();
        }
        types.join(between)
    }

    fn text(&mut self, ty: &Ty) -> String {
        match ty {
            Ty::Path { name, args, assoc } => {
                let mut inner: Vec<String> = args.iter().map(|it| self.text(it)).collect();
                for (name, ty) in assoc {
                    inner.push(format!("{name} = {}", self.text(ty)));
                }
                let arguments = if inner.is_empty() {
                    String::new()
                } else {
                    format!("<{}>", inner.join(", "))
                };
                format!("{}{arguments}", short(name))
            }
            Ty::Param(name) => {
                let index = self.params.iter().position(|it| it == name);
                let index = index.unwrap_or_else(|| {
                    self.params.push(name.clone());
                    self.params.len() - 1
                });
                format!("T{index}")
            }
            Ty::Projection { of, name, .. } => format!("{}::{name}", self.text(of)),
            Ty::Ref(kind, ty) => format!("{kind}{}", self.text(ty)),
            Ty::Slice(ty) => format!("[{}]", self.text(ty)),
            Ty::Tuple(types) => format!("({})", self.all(types, ", ")),
            Ty::Impl(bounds) => format!("impl {}", self.all(bounds, " + ")),
            Ty::Dyn(bounds) => format!("dyn {}", self.all(bounds, " + ")),
            Ty::Text(text) => text.clone(),
        }
    }

    fn bounds(&mut self, bounds: &[(Ty, Ty)]) -> String {
        let mut shown: Vec<String> = bounds
            .iter()
            .map(|(ty, bound)| format!("{}: {}", self.ty(ty), self.ty(bound)))
            .collect();
        shown.sort();
        shown.dedup();
        if shown.is_empty() {
            String::new()
        } else {
            format!(" where {}", shown.join(", "))
        }
    }
}

fn is_non_exhaustive(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.path().is_ident("non_exhaustive"))
}

/// The names of the traits that attributes derive.
fn derives(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    let lists = attributes.iter().filter(|it| it.path().is_ident("derive"));
    let names = lists.flat_map(|list| {
        let parser = syn::punctuated::Punctuated::<syn::Path, Token![,]>::parse_terminated;
        list.parse_args_with(parser).unwrap_or_default()
    });
    names.filter_map(|path| Some(path.segments.last()?.ident.to_string()))
}
