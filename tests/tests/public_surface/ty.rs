//! Types for the comparison: aliases are resolved, and a type is identified by its definition.

use std::collections::BTreeMap;

/// The values of generic parameters.
pub(crate) type Bindings = BTreeMap<String, Ty>;

/// A type, or a trait with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ty {
    /// A definition, by its crate and its path there, with its arguments, and for a trait with its associated types.
    Path {
        name: String,
        args: Vec<Ty>,
        assoc: Vec<(String, Ty)>,
    },
    /// A generic parameter, by a unique name.
    Param(String),
    /// `<of as of_trait>::name`.
    Projection {
        of: Box<Ty>,
        of_trait: Option<Box<Ty>>,
        name: String,
    },
    /// A reference: `&`, `&mut ` or `&'static `. Other lifetimes are left out.
    Ref(&'static str, Box<Ty>),
    Slice(Box<Ty>),
    Tuple(Vec<Ty>),
    Impl(Vec<Ty>),
    Dyn(Vec<Ty>),
    /// `'static`, `?Sized`, `fn()` and other types that are compared as text.
    Text(String),
}

impl Ty {
    pub(crate) fn path(name: &str) -> Self {
        Self::Path {
            name: name.to_owned(),
            args: Vec::new(),
            assoc: Vec::new(),
        }
    }

    /// The definition's name.
    pub(crate) fn head(&self) -> Option<&str> {
        match self {
            Self::Path { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The type, in which each part for which `replace` returns a type is replaced by it.
    pub(crate) fn map(&self, replace: &mut dyn FnMut(&Self) -> Option<Self>) -> Self {
        if let Some(other) = replace(self) {
            return other;
        }
        let mut all = |types: &[Self]| types.iter().map(|it| it.map(replace)).collect::<Vec<_>>();
        match self {
            Self::Path { name, args, assoc } => {
                let args = all(args);
                let assoc = assoc.iter();
                Self::Path {
                    name: name.clone(),
                    args,
                    assoc: assoc
                        .map(|(name, ty)| (name.clone(), ty.map(replace)))
                        .collect(),
                }
            }
            Self::Param(_) | Self::Text(_) => self.clone(),
            Self::Projection { of, of_trait, name } => Self::Projection {
                of: Box::new(of.map(replace)),
                of_trait: of_trait.as_ref().map(|it| Box::new(it.map(replace))),
                name: name.clone(),
            },
            Self::Ref(kind, ty) => Self::Ref(kind, Box::new(ty.map(replace))),
            Self::Slice(ty) => Self::Slice(Box::new(ty.map(replace))),
            Self::Tuple(types) => Self::Tuple(all(types)),
            Self::Impl(bounds) => Self::Impl(all(bounds)),
            Self::Dyn(bounds) => Self::Dyn(all(bounds)),
        }
    }

    /// The type with these values for its parameters.
    pub(crate) fn with(&self, bindings: &Bindings) -> Self {
        if bindings.is_empty() {
            return self.clone();
        }
        self.map(&mut |ty| match ty {
            Self::Param(name) => bindings.get(name).cloned(),
            _ => None,
        })
    }

    /// Whether the type contains a generic parameter or an associated type.
    pub(crate) fn is_generic(&self) -> bool {
        let mut found = false;
        self.map(&mut |ty| {
            found |= matches!(ty, Self::Param(_) | Self::Projection { .. });
            None
        });
        found
    }
}

/// Finds the values of the parameters in `pattern` with which it equals `ty`. Parameters of `ty` are not replaced.
pub(crate) fn unify(pattern: &Ty, ty: &Ty, bindings: &mut Bindings) -> bool {
    match (pattern, ty) {
        (Ty::Param(name), _) => match bindings.get(name) {
            Some(bound) => bound == ty,
            None => {
                bindings.insert(name.clone(), ty.clone());
                true
            }
        },
        // An associated type follows from the other parts of the pattern.
        (Ty::Projection { .. }, _) => true,
        (
            Ty::Path { name, args, .. },
            Ty::Path {
                name: other,
                args: others,
                ..
            },
        ) => name == other && unify_all(args, others, bindings),
        (Ty::Ref(kind, ty), Ty::Ref(other_kind, other)) => {
            kind == other_kind && unify(ty, other, bindings)
        }
        (Ty::Slice(ty), Ty::Slice(other)) => unify(ty, other, bindings),
        (Ty::Tuple(types), Ty::Tuple(others)) => unify_all(types, others, bindings),
        (Ty::Dyn(types), Ty::Dyn(others)) => unify_all(types, others, bindings),
        _ => pattern == ty,
    }
}

fn unify_all(patterns: &[Ty], types: &[Ty], bindings: &mut Bindings) -> bool {
    let mut pairs = patterns.iter().zip(types);
    patterns.len() == types.len() && pairs.all(|(pattern, ty)| unify(pattern, ty, bindings))
}
