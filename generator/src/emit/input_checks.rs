//! Checks of inputs before they are sent: a function for each structure and union that has something to check, beside
//! its type, and the patterns as constants.
//!
//! ```ignore
//! pub(crate) fn check<'i>(input: &'i City, place: &Place<'_, 'i>) {
//!     match &input.name {
//!         Some(value) => {
//!             let place = place.member("name");
//!             place.length(value, 1..=40);
//!             place.pattern(value, &input_patterns::NAME);
//!         }
//!         None => place.member("name").missing(),
//!     }
//!     if let Some(value) = &input.mayor {
//!         _person::check(value, &place.member("mayor"));
//!     }
//! }
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::{Kind, Member, ShapeRef};

use crate::emit::defaults::is_sent;
use crate::names::Path;
use crate::plan::input_checks::{
    Bounds, InputChecks, Range, Unique, ValueChecks, fields, input_fields,
};
use crate::plan::{Field, Operation, Plan, Structure};

/// The method of an operation's implementation of `Operation` that checks its input; empty if there is nothing to check.
pub(crate) fn method(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let checks = plan.input_checks.as_ref();
    if !checks.is_some_and(|it| it.has_input(operation)) {
        return quote!();
    }
    quote! {
        fn check_input(
            input: &Self::Input,
        ) -> ::std::result::Result<
            (),
            ::tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError,
        > {
            ::tinsmith_runtime::codegen::input_checks::check(Self::NAME, input, check)
        }
    }
}

/// The function that checks the input of an operation.
pub(crate) fn input(plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream {
    let (Some(checks), Some(shape)) = (&plan.input_checks, operation.input.shape) else {
        return quote!();
    };
    if !checks.has_input(operation) {
        return quote!();
    }
    let emitter = Emitter {
        plan,
        checks,
        shape,
    };
    let members = input_fields(plan, operation);
    let members = members.map(|(field, must_be_set)| emitter.field(field, must_be_set));
    function(&quote!(), &operation.input.path, &quote!(#(#members)*))
}

/// The function that checks a structure.
pub(crate) fn structure(plan: &Plan<'_>, structure: &Structure<'_>) -> TokenStream {
    let Some((checks, shape)) = checked(plan, structure.modeled_shape()) else {
        return quote!();
    };
    let emitter = Emitter {
        plan,
        checks,
        shape,
    };
    let members = fields(plan, structure);
    let members = members.map(|(field, must_be_set)| emitter.field(field, must_be_set));
    function(&quote!(pub(crate)), &structure.path, &quote!(#(#members)*))
}

/// The function that checks a union.
pub(crate) fn union(plan: &Plan<'_>, shape: ShapeRef) -> TokenStream {
    let Some((checks, shape)) = checked(plan, shape) else {
        return quote!();
    };
    let emitter = Emitter {
        plan,
        checks,
        shape,
    };
    let path = plan.type_path(shape);
    let whole = plan.shape(shape).traits.is_sensitive();
    let variants = plan.variants(shape);
    let variants = variants.iter().filter(|it| it.ty.is_some());
    let arms: Vec<(TokenStream, TokenStream)> = variants
        .filter(|it| checks.is_checked(shape, it.member))
        .map(|variant| {
            let is_sensitive = whole || plan.is_sensitive(variant.member.target);
            let place = member_place(&variant.member.name, is_sensitive);
            let check = emitter.value(variant.member, variant.boxed, &place);
            let ident = &variant.ident;
            (quote!(#path::#ident(value)), check)
        })
        .collect();
    let body = match arms.as_slice() {
        [(pattern, check)] => quote!(if let #pattern = input { #check }),
        arms => {
            let arms = arms
                .iter()
                .map(|(pattern, check)| quote!(#pattern => { #check }));
            quote! {
                match input {
                    #(#arms)*
                    _ => {}
                }
            }
        }
    };
    function(&quote!(pub(crate)), &path, &body)
}

/// `input_patterns.rs`: the patterns of the model.
pub(crate) fn patterns(checks: &InputChecks<'_>) -> TokenStream {
    let patterns = checks.patterns.iter().map(|(id, pattern)| {
        let ident = format_ident!("{}", pattern.ident);
        let (modelled, expression) = (&pattern.modelled, &pattern.expression);
        let docs = format!(" The pattern of `{id}`.");
        quote! {
            #[doc = #docs]
            pub(crate) static #ident: ::tinsmith_runtime::codegen::input_checks::Pattern =
                ::tinsmith_runtime::codegen::input_checks::Pattern::new(#modelled, #expression);
        }
    });
    quote!(#(#patterns)*)
}

/// The checks of the client, and the shape, if it has something to check.
fn checked<'p, 'm>(plan: &'p Plan<'m>, shape: ShapeRef) -> Option<(&'p InputChecks<'m>, ShapeRef)> {
    let checks = plan.input_checks.as_ref()?;
    checks.has(shape).then_some((checks, shape))
}

fn function(visibility: &TokenStream, ty: &Path, body: &TokenStream) -> TokenStream {
    quote! {
        #visibility fn check<'i>(
            input: &'i #ty,
            place: &::tinsmith_runtime::codegen::input_checks::Place<'_, 'i>,
        ) {
            #body
        }
    }
}

/// The expression for the place of a member.
fn member_place(name: &str, is_sensitive: bool) -> TokenStream {
    let sensitive = is_sensitive.then(|| quote!(.sensitive()));
    quote!(place.member(#name)#sensitive)
}

/// Emits the checks of one shape's members.
struct Emitter<'p, 'm> {
    plan: &'p Plan<'m>,
    checks: &'p InputChecks<'m>,
    shape: ShapeRef,
}

/// Statements that check `value`, a reference.
#[derive(Default)]
struct Statements {
    /// Calls of methods of the place, without it: `.length(value, 1..=3);`.
    calls: Vec<TokenStream>,
    /// Statements that use `place`.
    blocks: Vec<TokenStream>,
    /// A path of a function that takes `value` and the place.
    function: Option<TokenStream>,
}

impl Emitter<'_, '_> {
    /// The statements that check a member of `input`.
    fn field(&self, field: &Field<'_>, must_be_set: bool) -> TokenStream {
        let (ident, member) = (&field.ident, field.member);
        let place = member_place(&member.name, field.sensitive);
        let missing = {
            let place = member_place(&member.name, false);
            quote!(#place.missing())
        };
        let is_checked = self.checks.is_checked(self.shape, member);
        if !is_checked && must_be_set {
            return quote! {
                if input.#ident.is_none() {
                    #missing;
                }
            };
        }
        if !is_checked {
            return quote!();
        }
        let check = self.value(member, field.boxed, &place);
        match (field.optional, must_be_set, field.unsent) {
            (true, true, _) => quote! {
                match &input.#ident {
                    ::std::option::Option::Some(value) => { #check }
                    ::std::option::Option::None => #missing,
                }
            },
            (true, false, _) => quote! {
                if let ::std::option::Option::Some(value) = &input.#ident {
                    #check
                }
            },
            (false, _, None) => quote! {
                {
                    let value = &input.#ident;
                    #check
                }
            },
            (false, _, Some(unsent)) => {
                let is_sent = is_sent(unsent, &quote!(input.#ident));
                quote! {
                    if #is_sent {
                        let value = &input.#ident;
                        #check
                    }
                }
            }
        }
    }

    /// The statements that check `value`, a reference, at the place that the expression `place` makes of `place`.
    fn value(&self, member: &Member, boxed: bool, place: &TokenStream) -> TokenStream {
        self.value_of(self.shape, member, boxed, place)
    }

    fn value_of(
        &self,
        container: ShapeRef,
        member: &Member,
        boxed: bool,
        place: &TokenStream,
    ) -> TokenStream {
        let Statements {
            calls,
            blocks,
            function,
        } = self.statements(container, member, boxed);
        match (calls.as_slice(), blocks.as_slice(), &function) {
            ([call], [], None) => quote!(#place #call;),
            ([], [], Some(function)) => quote!(#function(value, &#place);),
            _ => {
                let function = function.map(|it| quote!(#it(value, &place);));
                quote! {
                    let place = #place;
                    #(place #calls;)*
                    #(#blocks)*
                    #function
                }
            }
        }
    }

    /// The checks of a member's value, and of what is in it.
    fn statements(&self, container: ShapeRef, member: &Member, boxed: bool) -> Statements {
        let mut statements = Statements::default();
        if let Some(checks) = self.checks.values(container, member) {
            self.own(member, checks, &mut statements);
        }
        if self.checks.has(member.target) {
            self.nested(member.target, boxed, &mut statements);
        }
        statements
    }

    /// The constraints of the value itself.
    fn own(&self, member: &Member, checks: &ValueChecks, statements: &mut Statements) {
        let kind = &self.plan.shape(member.target).kind;
        let text = text(kind, &quote!(value));
        let calls = &mut statements.calls;
        if let Some(length) = checks.length {
            let bounds = bounds(length, |it| Literal::u64_unsuffixed(*it));
            calls.push(quote!(.length(#text, #bounds)));
        }
        if let Some(pattern) = &checks.pattern {
            let pattern = self.pattern(pattern);
            calls.push(quote!(.pattern(#text, #pattern)));
        }
        if let Some(range) = &checks.range {
            calls.push(in_range(kind, range));
        }
        match checks.unique {
            Some(Unique::Hashed) => calls.push(quote!(.unique(value))),
            Some(Unique::Compared) => calls.push(quote!(.unique_compared(value))),
            None => {}
        }
        match kind {
            Kind::Enum(_) if checks.is_enum => {
                let path = self.plan.type_path(member.target);
                calls.push(quote!(.one_of(value.as_str(), #path::values())));
            }
            Kind::IntEnum(values) if checks.is_enum => {
                let values = values.iter().map(|it| Literal::i32_unsuffixed(it.value));
                calls.push(quote!(.one_of_numbers(*value, &[#(#values),*])));
            }
            _ => {}
        }
    }

    /// What is in the value.
    fn nested(&self, target: ShapeRef, boxed: bool, statements: &mut Statements) {
        match &self.plan.shape(target).kind {
            Kind::List(element) => statements.blocks.push(self.items(target, element)),
            Kind::Map { key, value } => statements.blocks.push(self.entries(target, key, value)),
            _ => {
                let module = self.plan.codec_path(target);
                if self.checks.are_recursive(self.shape, target) {
                    let value = if boxed {
                        quote!(&**value)
                    } else {
                        quote!(value)
                    };
                    statements
                        .calls
                        .push(quote!(.later(#value, #module::check)));
                } else {
                    statements.function = Some(quote!(#module::check));
                }
            }
        }
    }

    fn items(&self, list: ShapeRef, element: &Member) -> TokenStream {
        let sensitive = self.becomes_sensitive(list, element);
        let place = quote!(place.item(index)#sensitive);
        let check = self.value_of(list, element, false, &place);
        let check = if_there(self.plan, list, &check);
        quote! {
            for (index, value) in value.iter().enumerate() {
                #check
            }
        }
    }

    fn entries(&self, map: ShapeRef, key: &Member, entry: &Member) -> TokenStream {
        let kind = &self.plan.shape(key.target).kind;
        let key_text = match kind {
            Kind::String => quote!(key),
            _ => quote!(key.as_str()),
        };
        let sensitive = self.becomes_sensitive(map, entry);
        let place = quote!(place.key(#key_text)#sensitive);
        let of_key = self.checks.values(map, key);
        let of_key = of_key.map_or_else(Vec::new, |it| self.key(key, it, &key_text));
        let has_value = self.checks.is_checked(map, entry);
        match (of_key.is_empty(), has_value) {
            (true, _) => {
                let check = self.value_of(map, entry, false, &place);
                let check = if_there(self.plan, map, &check);
                quote!(for (key, value) in value { #check })
            }
            (false, false) => quote! {
                for key in value.keys() {
                    let place = #place;
                    #(place #of_key;)*
                }
            },
            (false, true) => {
                let check = self.value_in(map, entry);
                quote! {
                    for (key, value) in value {
                        let place = #place;
                        #(place #of_key;)*
                        #check
                    }
                }
            }
        }
    }

    /// The call that makes the place of an element sensitive, if the place of its container is not.
    fn becomes_sensitive(&self, container: ShapeRef, element: &Member) -> Option<TokenStream> {
        let plan = self.plan;
        let becomes = plan.is_sensitive(element.target) && !plan.is_sensitive(container);
        becomes.then(|| quote!(.sensitive()))
    }

    /// The statements that check the value of a map's entry, at `place`.
    fn value_in(&self, map: ShapeRef, entry: &Member) -> TokenStream {
        let Statements {
            calls,
            blocks,
            function,
        } = self.statements(map, entry, false);
        let function = function.map(|it| quote!(#it(value, &place);));
        let check = quote!(#(place #calls;)* #(#blocks)* #function);
        if_there(self.plan, map, &check)
    }

    /// The constraints of a map's key.
    fn key(&self, key: &Member, checks: &ValueChecks, text: &TokenStream) -> Vec<TokenStream> {
        let mut calls = Vec::new();
        if let Some(length) = checks.length {
            let bounds = bounds(length, |it| Literal::u64_unsuffixed(*it));
            calls.push(quote!(.key_length(#text, #bounds)));
        }
        if let Some(pattern) = &checks.pattern {
            let pattern = self.pattern(pattern);
            calls.push(quote!(.key_pattern(#text, #pattern)));
        }
        if checks.is_enum {
            let path = self.plan.type_path(key.target);
            calls.push(quote!(.key_one_of(#text, #path::values())));
        }
        calls
    }

    fn pattern(&self, id: &str) -> TokenStream {
        let root = &self.plan.root;
        let pattern = self.checks.patterns.get(id);
        let ident = pattern.map(|it| format_ident!("{}", it.ident));
        quote!(&#root::input_patterns::#ident)
    }
}

/// The statements under the condition that `value`, of a container that may be sparse, is not null.
fn if_there(plan: &Plan<'_>, container: ShapeRef, check: &TokenStream) -> TokenStream {
    if plan.shape(container).traits.is_sparse() {
        quote! {
            if let ::std::option::Option::Some(value) = value {
                #check
            }
        }
    } else {
        check.clone()
    }
}

/// The expression for the text of a string or of an enum; `value` itself for other kinds.
fn text(kind: &Kind, value: &TokenStream) -> TokenStream {
    match kind {
        Kind::Enum(_) => quote!(#value.as_str()),
        _ => value.clone(),
    }
}

/// The call that checks the range of a number.
fn in_range(kind: &Kind, range: &Range) -> TokenStream {
    match range {
        Range::Whole(of) => {
            let bounds = bounds(*of, |it| Literal::i64_unsuffixed(*it));
            let value = match kind {
                Kind::Long => quote!(*value),
                _ => quote!(i64::from(*value)),
            };
            quote!(.range(#value, #bounds))
        }
        Range::Single(of) => {
            let bounds = bounds(*of, |it| Literal::f32_unsuffixed(*it));
            quote!(.range(*value, #bounds))
        }
        Range::Double(of) => {
            let bounds = bounds(*of, |it| Literal::f64_unsuffixed(*it));
            quote!(.range(*value, #bounds))
        }
        Range::Digits(Bounds { min, max }) => {
            let of = Bounds {
                min: min.as_deref(),
                max: max.as_deref(),
            };
            let bounds = bounds(of, |it| Literal::string(it));
            quote!(.range_of_digits(value.as_ref(), #bounds))
        }
    }
}

/// The range `1..`, `..=9` or `1..=9`.
fn bounds<T>(bounds: Bounds<T>, literal: fn(&T) -> Literal) -> TokenStream {
    let min = bounds.min.as_ref().map(literal);
    match bounds.max.as_ref().map(literal) {
        Some(max) => quote!(#min..=#max),
        None => quote!(#min..),
    }
}
