//! Types with their associated types resolved, and with public paths.

use syn::ImplItem;

use super::shown::HIDDEN;
use super::{Lister, is_own_name};
use crate::ty::{Bindings, Ty, unify};

impl Lister<'_> {
    /// The type with its associated types resolved, as far as their implementations are known.
    pub(super) fn projected(&self, ty: &Ty) -> Ty {
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

    pub(super) fn associated(&self, of: &Ty, of_trait: Option<&Ty>, name: &str) -> Option<Ty> {
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
    pub(super) fn named(&self, ty: &Ty) -> Ty {
        ty.map(&mut |part| {
            if let Some(name) = self.aliases.get(part) {
                return Some(Ty::path(name));
            }
            let Ty::Path { name, args, assoc } = part else {
                return None;
            };
            let is_own = is_own_name(name);
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
