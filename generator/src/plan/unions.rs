//! Unions as they are emitted: their variants.

use tinsmith_model::{Member, ShapeRef};

use super::spelling;
use super::{Plan, is_unit};
use crate::names::{Name, Path};

/// One variant of a union.
pub(crate) struct Variant<'m> {
    /// The member.
    pub(crate) member: &'m Member,
    /// The variant's name.
    pub(crate) ident: Name,
    /// `is_<name>`.
    pub(crate) is: Name,
    /// `as_<name>`.
    pub(crate) getter: Name,
    /// The type of what it holds; none for a member that targets `Unit`.
    pub(crate) ty: Option<Path>,
    /// What it holds is boxed, for recursion.
    pub(crate) boxed: bool,
}

impl<'m> Plan<'m> {
    /// The union's variants, by name. Errors among events are variants of the stream's error instead.
    pub(crate) fn variants(&self, shape: ShapeRef) -> Vec<Variant<'m>> {
        let members = self.shape(shape).members().iter();
        let members = members.filter(|it| !self.is_events(shape) || !self.is_error(it.target));
        let spelled = members.clone();
        let names = spelling::variants(spelled.map(|it| self.shaped.member(shape, &it.name)));
        let mut variants: Vec<Variant<'m>> = members
            .zip(names)
            .map(|(member, names)| {
                let boxed = self.closure.is_boxed(shape, &member.name);
                let holds = !is_unit(self.shape(member.target));
                let ty = holds.then(|| match (self.type_of(member.target), boxed) {
                    (ty, true) => Path::new(format!("::std::boxed::Box<{ty}>")),
                    (ty, false) => ty,
                });
                Variant {
                    member,
                    ident: names.ident,
                    is: names.is,
                    getter: names.getter,
                    ty,
                    boxed,
                }
            })
            .collect();
        variants.sort_by_cached_key(|variant| variant.ident.to_string());
        variants
    }
}
