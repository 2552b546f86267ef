//! Lists implementations of traits, and answers which types implement a trait.

use std::collections::HashSet;

use syn::{Attribute, ImplItem, Item, Token};

use super::shown::{HIDDEN, Shown};
use super::{Lister, is_own_name};
use crate::crates::RUNTIME;
use crate::resolve::{Scope, derived};
use crate::surface::{Implementation, Kind, Line, is_always};
use crate::ty::{Bindings, Ty, unify};

/// How deep bounds are followed. Deeper ones are assumed to hold, so that recursion ends.
const DEPTH: usize = 8;

impl Lister<'_> {
    /// Lists an implementation that is not listed with a type of the client: it has generic parameters, or is for a type
    /// of another crate.
    pub(super) fn list_impl(&mut self, index: usize, listed: &HashSet<String>) {
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

    pub(super) fn implementation(
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

    pub(super) fn add_implementation(
        &mut self,
        of_trait: Ty,
        ty: Ty,
        bounds: Vec<(Ty, Ty)>,
        assoc: String,
    ) {
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
    pub(super) fn applies(&self, index: usize, ty: &Ty, depth: usize) -> Option<Bindings> {
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
    pub(super) fn implements(&self, ty: &Ty, of_trait: &Ty, depth: usize) -> bool {
        if depth > DEPTH || is_always(of_trait) {
            return true;
        }
        let Some(head) = ty.head() else { return true };
        if !is_own_name(head) {
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
    pub(super) fn derives(&self, ty: &Ty, of_trait: &Ty, depth: usize) -> bool {
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
}

/// The names of the traits that attributes derive.
pub(super) fn derives(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    let lists = attributes.iter().filter(|it| it.path().is_ident("derive"));
    let names = lists.flat_map(|list| {
        let parser = syn::punctuated::Punctuated::<syn::Path, Token![,]>::parse_terminated;
        list.parse_args_with(parser).unwrap_or_default()
    });
    names.filter_map(|path| Some(path.segments.last()?.ident.to_string()))
}
