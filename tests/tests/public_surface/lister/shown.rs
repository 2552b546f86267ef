//! Types as text.

use super::Lister;
use crate::resolve::short;
use crate::ty::Ty;

/// The prefix for names of types that users can't name.
pub(super) const HIDDEN: &str = "hidden ";

/// Writes types as text. Generic parameters are numbered, so that their names do not matter.
pub(super) struct Shown<'l, 'c> {
    lister: &'l Lister<'c>,
    params: Vec<String>,
}

impl<'l, 'c> Shown<'l, 'c> {
    pub(super) fn new(lister: &'l Lister<'c>) -> Self {
        Self {
            lister,
            params: Vec::new(),
        }
    }

    pub(super) fn ty(&mut self, ty: &Ty) -> String {
        let ty = self.lister.named(ty);
        self.text(&ty)
    }

    pub(super) fn all(&mut self, types: &[Ty], between: &str) -> String {
        let mut types: Vec<String> = types.iter().map(|it| self.text(it)).collect();
        if between == " + " {
            types.sort();
        }
        types.join(between)
    }

    pub(super) fn text(&mut self, ty: &Ty) -> String {
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

    pub(super) fn bounds(&mut self, bounds: &[(Ty, Ty)]) -> String {
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
