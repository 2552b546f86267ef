//! Lists types and traits: their fields, variants and methods.

use syn::{Attribute, Fields, ImplItem, Item, ItemTrait, TraitItem};

use super::implementations::derives;
use super::shown::Shown;
use super::{Listed, Lister};
use crate::crates::{is_on, is_public, plain};
use crate::resolve::{Scope, derived};
use crate::surface::Kind;
use crate::ty::{Bindings, Ty};

impl Lister<'_> {
    /// A type with its fields or variants, its methods, and the traits that it derives.
    pub(super) fn list_type(&mut self, it: &Listed) {
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

    pub(super) fn list_derived(&mut self, it: &Listed, attributes: &[Attribute]) {
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

    pub(super) fn fields(&self, it: &Listed, scope: &Scope, fields: &Fields) -> Vec<String> {
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

    pub(super) fn list_methods(&mut self, it: &Listed) {
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

    pub(super) fn list_trait(&mut self, it: &Listed) {
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
}

fn is_non_exhaustive(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|it| it.path().is_ident("non_exhaustive"))
}
