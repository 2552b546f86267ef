//! The public surface of a client as lines of text, and whether it covers a line of another client.

use std::collections::{BTreeMap, BTreeSet};

use crate::ty::{Bindings, Ty, unify};

/// The public surface of a client.
#[derive(Default)]
pub(crate) struct Surface {
    /// The lines of the listing.
    pub(crate) lines: BTreeMap<(Kind, String), Line>,
    /// The implementations with generic parameters, which may cover single implementations of another client.
    pub(crate) generic: Vec<Implementation>,
    /// Types without generic parameters, each with a trait that it implements.
    pub(crate) implemented: BTreeSet<(Ty, Ty)>,
}

/// What a line of the listing is about.
pub(crate) struct Line {
    /// The path of the module or type that it belongs to.
    pub(crate) owner: String,
    /// The implementation, if the line shows one.
    pub(crate) implementation: Option<Implementation>,
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
    pub(crate) of_trait: Ty,
    pub(crate) ty: Ty,
    pub(crate) bounds: Vec<(Ty, Ty)>,
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
pub(crate) fn is_always(bound: &Ty) -> bool {
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
