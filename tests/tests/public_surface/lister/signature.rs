//! Signatures of functions and methods as text.

use syn::{FnArg, ReturnType, Signature};

use super::Lister;
use super::shown::Shown;
use crate::resolve::{Place, Scope};
use crate::ty::{Bindings, Ty};

impl Lister<'_> {
    /// The text of a function's signature. A `path` that begins with `::` gets the type before it.
    pub(super) fn signature(
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
}
