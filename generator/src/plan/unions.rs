//! Unions as they are emitted: their variants.

use tinsmith_model::{Member, ShapeRef};

use super::{Plan, is_unit};
use crate::names::{self, Name, Path};

/// One variant of a union.
pub(crate) struct Variant<'m> {
    /// The member.
    pub(crate) member: &'m Member,
    /// The variant's name.
    pub(crate) ident: Name,
    /// The type of what it holds; none for a member that targets `Unit`.
    pub(crate) ty: Option<Path>,
    /// What it holds is boxed, for recursion.
    pub(crate) boxed: bool,
}

impl<'m> Plan<'m> {
    /// The union's variants, by name. Errors among events are variants of the stream's error instead.
    pub(crate) fn variants(&self, shape: ShapeRef) -> Vec<Variant<'m>> {
        let members = self.shape(shape).members().iter();
        let mut variants: Vec<Variant<'m>> = members
            .filter(|member| !self.is_events(shape) || !self.is_error(member.target))
            .map(|member| {
                let boxed = self.closure.is_boxed(shape, &member.name);
                let holds = !is_unit(self.shape(member.target));
                let ty = holds.then(|| match (self.type_of(member.target), boxed) {
                    (ty, true) => Path::new(format!("::std::boxed::Box<{ty}>")),
                    (ty, false) => ty,
                });
                Variant {
                    member,
                    ident: names::variant_ident(&names::pascal(&member.name)),
                    ty,
                    boxed,
                }
            })
            .collect();
        variants.sort_by_cached_key(|variant| variant.ident.to_string());
        variants
    }
}
