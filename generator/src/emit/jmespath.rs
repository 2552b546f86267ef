//! Compiled JMESPath expressions, each written as one Rust expression on the types of the client.
//!
//! ```ignore
//! it.db_instances
//!     .as_ref()
//!     .map(|it| it.iter())
//!     .map(|it| it.filter_map(|it| it.db_instance_status.as_deref()))
//! ```
//!
//! The current value is always the variable `it`. Each step binds a new `it`.

use proc_macro2::{Delimiter, Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};
use tinsmith_model::jmespath::Comparator;
use tinsmith_model::{Kind, Node, ShapeRef};

use crate::plan::Plan;
use crate::plan::jmespath::{Code, Field, Function, Item, Over, Ty, Value};

/// Emits the Rust expression that evaluates `path`, where `it` is the value on which the evaluation begins. The result
/// is an `Option` if it may be null.
pub(crate) fn value(plan: &Plan<'_>, path: &Value) -> TokenStream {
    Emitter { plan }.value(path)
}

struct Emitter<'p, 'm> {
    plan: &'p Plan<'m>,
}

impl Emitter<'_, '_> {
    fn value(&self, value: &Value) -> TokenStream {
        match &value.code {
            Code::Current if value.item.is_copy() => quote!(it),
            Code::Current => quote!(it.clone()),
            Code::Literal(literal) => self::literal(literal),
            Code::Field(field) => self.field(field),
            Code::Variant {
                getter,
                target,
                boxed,
            } => {
                let found = self.of_reference(*target, *boxed);
                quote!(it.#getter().ok().map(|it| #found))
            }
            Code::Entry { map, key } => self.entry(*map, key),
            Code::Part(at) => {
                let at = Literal::usize_unsuffixed(*at);
                if value.item.is_copy() {
                    quote!(it.#at)
                } else {
                    quote!(it.#at.clone())
                }
            }
            Code::Then { left, right, stops } => self.then(left, right, *stops),
            Code::Index(list, at) => self.index(list, *at),
            Code::Project {
                of,
                over,
                condition,
                each,
            } => {
                let inner = self.project(&of.item.ty, *over, condition.as_deref(), each);
                if value.item.optional {
                    let of = self.operand(of);
                    quote!(#of.map(|it| #inner))
                } else {
                    with_it(&self.value(of), &inner)
                }
            }
            Code::Or(left, right) => self.choice(value, left, right, true),
            Code::And(left, right) => self.choice(value, left, right, false),
            Code::Not(inner) => {
                if value.item.optional {
                    let condition = operand(self.holds_present(&inner.item.ty));
                    let inner = self.operand(inner);
                    quote!(#inner.map(|it| !#condition))
                } else {
                    let condition = operand(self.holds(inner));
                    quote!(!#condition)
                }
            }
            Code::Compare(comparator, left, right) => {
                self.comparison(*comparator, left, right, value.item.optional)
            }
            Code::List(values) => {
                let Ty::List(item) = &value.item.ty else {
                    unreachable!("a list is a list");
                };
                let values = values.iter().map(|value| self.as_item(value, item));
                quote!([#(#values),*].into_iter())
            }
            Code::Object(values) => {
                let values = values.iter().map(|value| self.value(value));
                quote!((#(#values,)*))
            }
            Code::Call(function, arguments) => self.call(*function, arguments),
            Code::NotNull(arguments) => {
                let mut arguments = arguments.iter();
                let mut optional = true;
                let mut first = quote!(::std::option::Option::None);
                for argument in arguments.by_ref() {
                    let next = self.value(argument);
                    first = if argument.item.optional {
                        quote!(#first.or_else(|| #next))
                    } else {
                        quote!(#first.unwrap_or_else(|| #next))
                    };
                    if !argument.item.optional {
                        optional = false;
                        break;
                    }
                }
                debug_assert_eq!(optional, value.item.optional);
                first
            }
        }
    }

    /// Emits an expression that an operator or a method call can follow.
    fn operand(&self, value: &Value) -> TokenStream {
        operand(self.value(value))
    }

    /// Emits the value of a field of `it`.
    fn field(&self, field: &Field) -> TokenStream {
        let ident = &field.ident;
        let target = field.target;
        if field.optional {
            return self.of_option(target, field.boxed, &quote!(it.#ident));
        }
        match &self.plan.shape(target).kind {
            Kind::String | Kind::Enum(_) => quote!(it.#ident.as_str()),
            Kind::List(_) => self.elements(target, &quote!(it.#ident)),
            _ => match self.number(target, &quote!(it.#ident)) {
                Some(number) => number,
                None if field.boxed => quote!(&*it.#ident),
                None => quote!(&it.#ident),
            },
        }
    }

    /// Emits the value of an `Option` of the shape's Rust type. `place` is the expression of the `Option`.
    fn of_option(&self, shape: ShapeRef, boxed: bool, place: &TokenStream) -> TokenStream {
        match &self.plan.shape(shape).kind {
            Kind::String if !boxed => quote!(#place.as_deref()),
            Kind::Structure(_) | Kind::Union(_) if boxed => quote!(#place.as_deref()),
            Kind::Boolean | Kind::Double => quote!(#place),
            _ if self.is_number(shape) => {
                let number = self.number(shape, &quote!(it));
                quote!(#place.map(|it| #number))
            }
            Kind::String | Kind::Enum(_) | Kind::List(_) => {
                let found = self.of_reference(shape, boxed);
                quote!(#place.as_ref().map(|it| #found))
            }
            _ => quote!(#place.as_ref()),
        }
    }

    /// Emits the value to which `it` is a reference: `&str` for strings, an iterator for lists, `f64` for numbers.
    fn of_reference(&self, shape: ShapeRef, boxed: bool) -> TokenStream {
        match &self.plan.shape(shape).kind {
            Kind::String | Kind::Enum(_) => quote!(it.as_str()),
            Kind::List(_) => self.elements(shape, &quote!(it)),
            _ => match self.number(shape, &quote!(*it)) {
                Some(number) => number,
                None if boxed => quote!(&**it),
                None => quote!(it),
            },
        }
    }

    /// Whether the shape's values are numbers.
    fn is_number(&self, shape: ShapeRef) -> bool {
        let kind = &self.plan.shape(shape).kind;
        self.number(shape, &quote!(it)).is_some() && !matches!(kind, Kind::Boolean)
    }

    /// Emits the number in `place` as `f64`, or the boolean as it is. Returns `None` for shapes of other types.
    fn number(&self, shape: ShapeRef, place: &TokenStream) -> Option<TokenStream> {
        match &self.plan.shape(shape).kind {
            Kind::Boolean | Kind::Double => Some(quote!(#place)),
            Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Float => {
                Some(quote!(f64::from(#place)))
            }
            Kind::Long => Some(quote!(::tinsmith_runtime::codegen::jmespath::long(#place))),
            _ => None,
        }
    }

    /// Emits the iterator of the elements of the list in `place`.
    fn elements(&self, list: ShapeRef, place: &TokenStream) -> TokenStream {
        let Kind::List(member) = &self.plan.shape(list).kind else {
            unreachable!("a list is a list");
        };
        let sparse = self.plan.shape(list).traits.is_sparse();
        self.each_reference(&quote!(#place.iter()), member.target, sparse)
    }

    /// Emits the iterator of the values to which the items of the iterator `all` are references.
    fn each_reference(&self, all: &TokenStream, shape: ShapeRef, sparse: bool) -> TokenStream {
        let each = if sparse {
            match &self.plan.shape(shape).kind {
                Kind::Boolean | Kind::Double => quote!(*it),
                _ => self.of_option(shape, false, &quote!(it)),
            }
        } else {
            self.of_reference(shape, false)
        };
        if is_it(&each) {
            all.clone()
        } else {
            quote!(#all.map(|it| #each))
        }
    }

    /// Emits the value of a key of the map `it`.
    fn entry(&self, map: ShapeRef, key: &str) -> TokenStream {
        let Kind::Map { key: keys, value } = &self.plan.shape(map).kind else {
            unreachable!("a map is a map");
        };
        let entry = match &self.plan.shape(keys.target).kind {
            Kind::Enum(_) => {
                quote!(it.iter().find(|(key, _)| key.as_str() == #key).map(|(_, value)| value))
            }
            _ => quote!(it.get(#key)),
        };
        let sparse = self.plan.shape(map).traits.is_sparse();
        if sparse {
            let place = match &self.plan.shape(value.target).kind {
                Kind::Boolean | Kind::Double => quote!(*it),
                _ => self.of_option(value.target, false, &quote!(it)),
            };
            quote!(#entry.and_then(|it| #place))
        } else {
            let found = self.of_reference(value.target, false);
            if is_it(&found) {
                entry
            } else {
                quote!(#entry.map(|it| #found))
            }
        }
    }

    /// Emits [`Code::Then`].
    fn then(&self, left: &Value, right: &Value, stops: bool) -> TokenStream {
        let (first, second) = (self.operand(left), self.value(right));
        match (left.item.optional && stops, right.item.optional) {
            (true, true) => on_it(&quote!(#first.and_then), &second),
            (true, false) => on_it(&quote!(#first.map), &second),
            (false, _) => with_it(&self.value(left), &second),
        }
    }

    /// Emits [`Code::Index`].
    fn index(&self, list: &Value, at: i64) -> TokenStream {
        let Ty::List(item) = &list.item.ty else {
            unreachable!("an index is of a list");
        };
        let flatten = item.optional.then(|| quote!(.flatten()));
        let at = Literal::i64_unsuffixed(at);
        let found = quote!(::tinsmith_runtime::codegen::jmespath::nth(it, #at) #flatten);
        if list.item.optional {
            let list = self.operand(list);
            quote!(#list.and_then(|it| #found))
        } else {
            with_it(&self.value(list), &found)
        }
    }

    /// Emits the iterator of a projection, whose list or map is `it`.
    fn project(&self, of: &Ty, over: Over, condition: Option<&Value>, each: &Value) -> TokenStream {
        let mut list = match (over, of) {
            (Over::Values, Ty::Map(map)) => {
                let Kind::Map { value, .. } = &self.plan.shape(*map).kind else {
                    unreachable!("a map is a map");
                };
                let sparse = self.plan.shape(*map).traits.is_sparse();
                let values = self.each_reference(&quote!(it.values()), value.target, sparse);
                if sparse {
                    quote!(#values.flatten())
                } else {
                    values
                }
            }
            (_, Ty::List(item)) => {
                let mut list = quote!(it);
                if let Over::Slice(slice) = over {
                    let step = Literal::i64_unsuffixed(slice.step);
                    let (start, stop) = (option(slice.start), option(slice.stop));
                    list = quote!(::tinsmith_runtime::codegen::jmespath::slice(#list, #start, #stop, #step));
                }
                if item.optional {
                    list = quote!(#list.flatten());
                }
                if let (Over::Flattened, Ty::List(inner)) = (over, &item.ty) {
                    list = quote!(#list.flatten());
                    if inner.optional {
                        list = quote!(#list.flatten());
                    }
                }
                list
            }
            _ => unreachable!("a projection goes through a list or a map"),
        };
        if let Some(condition) = condition {
            // The condition clones `it` if its type is not `Copy`, so that `it` can still be returned.
            let condition = operand(self.holds(condition));
            list = quote!(#list.filter_map(|it| #condition.then_some(it)));
        }
        if matches!(each.code, Code::Current) {
            return list;
        }
        let optional = each.item.optional;
        let each = self.value(each);
        if optional {
            on_it(&quote!(#list.filter_map), &each)
        } else {
            on_it(&quote!(#list.map), &each)
        }
    }

    /// Emits a value as the type `item`: in `Some` if only `item` is optional, and lists as iterators of one Rust type.
    fn as_item(&self, value: &Value, item: &Item) -> TokenStream {
        if value.item.ty == Ty::Null {
            return quote!(::std::option::Option::None);
        }
        let optional = value.item.optional;
        let is_list = matches!(value.item.ty, Ty::List(_));
        let value = if is_list && optional {
            self.operand(value)
        } else {
            self.value(value)
        };
        // Two iterators over the same items have different Rust types unless both are collected.
        let value = match (is_list, optional) {
            (false, _) => value,
            (true, true) => quote!(#value.map(::tinsmith_runtime::codegen::jmespath::collected)),
            (true, false) => quote!(::tinsmith_runtime::codegen::jmespath::collected(#value)),
        };
        match (item.optional, optional) {
            (true, false) => quote!(::std::option::Option::Some(#value)),
            _ => value,
        }
    }

    /// Emits `left || right` or `left && right`, of the type of `whole`.
    fn choice(&self, whole: &Value, left: &Value, right: &Value, is_or: bool) -> TokenStream {
        let operator = if is_or { quote!(||) } else { quote!(&&) };
        let is_boolean = |value: &Value| value.item.ty == Ty::Boolean;
        if is_boolean(left) && is_boolean(right) {
            if !left.item.optional && !right.item.optional {
                let (left, right) = (self.operand(left), self.operand(right));
                return quote!(#left #operator #right);
            }
            if self.plan.service.is_aws {
                let item = Item {
                    ty: Ty::Boolean,
                    optional: true,
                };
                let (left, right) = (self.as_item(left, &item), self.as_item(right, &item));
                let left = operand(left);
                return quote!(#left.zip(#right).map(|(left, right)| left #operator right));
            }
        }
        let condition = self.holds_present(&left.item.ty);
        let item = &whole.item;
        let some = |value: TokenStream| {
            if item.optional {
                quote!(::std::option::Option::Some(#value))
            } else {
                value
            }
        };
        let is_list = matches!(item.ty, Ty::List(_));
        let own = if is_list {
            some(quote!(::tinsmith_runtime::codegen::jmespath::collected(it)))
        } else {
            some(quote!(it))
        };
        let other = self.as_item(right, item);
        let pattern = if left.item.optional {
            quote!(::std::option::Option::Some(it))
        } else {
            quote!(it)
        };
        let test = quote!({ let it = ::std::clone::Clone::clone(&it); #condition });
        let left_value = self.value(left);
        if is_or {
            quote!(match #left_value { #pattern if #test => #own, _ => #other })
        } else {
            let absent = left
                .item
                .optional
                .then(|| quote!(::std::option::Option::None => ::std::option::Option::None,));
            // The right expression is evaluated on the outer `it`, so its arm must not bind another `it`.
            quote!(match #left_value { #absent #pattern if !#test => #own, _ => #other })
        }
    }

    /// Emits a comparison, whose result is an `Option` if `optional`.
    fn comparison(
        &self,
        comparator: Comparator,
        left: &Value,
        right: &Value,
        optional: bool,
    ) -> TokenStream {
        let operator: TokenStream = comparator.as_str().parse().expect("an operator");
        let not = (comparator == Comparator::NotEqual).then(|| quote!(!));
        if right.item.ty == Ty::Null || left.item.ty == Ty::Null {
            let of = if left.item.ty == Ty::Null {
                right
            } else {
                left
            };
            let is_null = match (&of.item.ty, of.item.optional) {
                (Ty::Null, _) => quote!(true),
                (_, false) => quote!(false),
                (_, true) => {
                    let of = self.operand(of);
                    quote!(#of.is_none())
                }
            };
            return quote!(#not #is_null);
        }
        let some = Item {
            ty: left.item.ty.clone(),
            optional: true,
        };
        let is_list = matches!(left.item.ty, Ty::List(_));
        let compared = if is_list {
            quote!(#not ::std::iter::Iterator::eq(left, right))
        } else {
            quote!(left #operator right)
        };
        let any_optional = left.item.optional || right.item.optional;
        if optional {
            let (left, right) = (self.as_item(left, &some), self.as_item(right, &some));
            let left = operand(left);
            return quote!(#left.zip(#right).map(|(left, right)| #compared));
        }
        if is_list {
            let (left, right) = (self.as_item(left, &some), self.as_item(right, &some));
            return quote! {
                match (#left, #right) {
                    (::std::option::Option::Some(left), ::std::option::Option::Some(right)) => #compared,
                    (left, right) => #not (left.is_none() && right.is_none()),
                }
            };
        }
        let item = Item {
            ty: left.item.ty.clone(),
            optional: any_optional,
        };
        let (left, right) = (self.as_item(left, &item), self.as_item(right, &item));
        let (left, right) = (operand(left), operand(right));
        quote!(#left #operator #right)
    }

    /// Emits the test whether a value is true: neither null, nor empty, nor `false`.
    fn holds(&self, value: &Value) -> TokenStream {
        match (&value.item.ty, value.item.optional) {
            (Ty::Null, _) => quote!(false),
            (Ty::Boolean, false) => self.value(value),
            (Ty::Boolean, true) => {
                let value = self.operand(value);
                quote!(#value.unwrap_or_default())
            }
            (ty, optional) => {
                let condition = self.holds_present(ty);
                if optional {
                    let value = self.operand(value);
                    on_it(&quote!(#value.is_some_and), &condition)
                } else {
                    with_it(&self.value(value), &condition)
                }
            }
        }
    }

    /// Emits the test whether `it`, which is not null, is true.
    fn holds_present(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Null => quote!(false),
            Ty::Boolean => quote!(it),
            Ty::Text | Ty::Map(_) => quote!(!it.is_empty()),
            Ty::List(_) => quote!(::tinsmith_runtime::codegen::jmespath::has_items(it)),
            Ty::Structure(_) | Ty::Number | Ty::Union(_) | Ty::Object(_) | Ty::Opaque(_) => {
                quote!(true)
            }
        }
    }

    /// Emits a call of a function. The result is an `Option` if an argument is one.
    fn call(&self, function: Function, arguments: &[Value]) -> TokenStream {
        let first = &arguments[0].item.ty;
        let mut call = match (function, first) {
            (Function::Abs, _) => quote!(first.abs()),
            (Function::Ceil, _) => quote!(first.ceil()),
            (Function::Floor, _) => quote!(first.floor()),
            (Function::StartsWith, _) => quote!(first.starts_with(second)),
            (Function::EndsWith, _) => quote!(first.ends_with(second)),
            (Function::Contains, Ty::List(item)) if item.optional => {
                quote!(::tinsmith_runtime::codegen::jmespath::contains(
                    first,
                    ::std::option::Option::Some(second)
                ))
            }
            (Function::Contains, Ty::List(_)) => {
                quote!(::tinsmith_runtime::codegen::jmespath::contains(
                    first, second
                ))
            }
            (Function::Contains, _) => quote!(first.contains(second)),
            (Function::Keys, _) => quote!(first.keys().map(|it| it.as_str())),
            (Function::Length, Ty::Text) => {
                quote!(::tinsmith_runtime::codegen::jmespath::length(first.chars()))
            }
            (Function::Length, Ty::Map(_)) => {
                quote!(::tinsmith_runtime::codegen::jmespath::length(first.iter()))
            }
            (Function::Length, _) => {
                quote!(::tinsmith_runtime::codegen::jmespath::length(first))
            }
            (Function::Sum, _) => quote!(first.sum::<f64>()),
        };
        let names = [format_ident!("first"), format_ident!("second")];
        let mut optional = false;
        for (argument, name) in arguments.iter().zip(names).rev() {
            let value = self.operand(argument);
            call = match (argument.item.optional, optional) {
                (true, true) => quote!(#value.and_then(|#name| #call)),
                (true, false) => quote!(#value.map(|#name| #call)),
                (false, _) => quote!({ let #name = #value; #call }),
            };
            optional |= argument.item.optional;
        }
        call
    }
}

/// Puts the expression in parentheses, unless an operator or a method call can follow it as it is.
fn operand(expression: TokenStream) -> TokenStream {
    let is_operator = |token: &TokenTree| matches!(token, TokenTree::Punct(it) if "=<>&|!*".contains(it.as_char()));
    let is_block = match expression.clone().into_iter().next() {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(TokenTree::Ident(first)) => first == "match",
        _ => false,
    };
    if is_block
        || expression
            .clone()
            .into_iter()
            .any(|token| is_operator(&token))
    {
        quote!((#expression))
    } else {
        expression
    }
}

/// Emits a literal.
fn literal(value: &Node) -> TokenStream {
    match value {
        Node::Bool(value) => quote!(#value),
        Node::String(text) => quote!(#text),
        Node::Number(_) => {
            let number = Literal::f64_suffixed(value.as_f64().unwrap_or_default().abs());
            if value.as_f64().is_some_and(|number| number < 0.0) {
                quote!((-#number))
            } else {
                quote!(#number)
            }
        }
        _ => quote!(::std::option::Option::None),
    }
}

/// Emits an `Option` of an integer.
fn option(value: Option<i64>) -> TokenStream {
    match value {
        Some(value) => {
            let value = Literal::i64_unsuffixed(value);
            quote!(::std::option::Option::Some(#value))
        }
        None => quote!(::std::option::Option::None),
    }
}

/// Emits a call of a method with the closure `|it| body`.
fn on_it(method: &TokenStream, body: &TokenStream) -> TokenStream {
    if names_it(body) {
        quote!(#method(|it| #body))
    } else {
        quote!(#method(|_| #body))
    }
}

/// Emits `body` where `it` is bound to `value`.
fn with_it(value: &TokenStream, body: &TokenStream) -> TokenStream {
    match (is_it(value), names_it(body)) {
        (true, _) | (_, false) => body.clone(),
        (false, true) if is_it(body) => value.clone(),
        (false, true) => quote!({ let it = #value; #body }),
    }
}

/// Whether the expression is the variable `it` alone.
fn is_it(tokens: &TokenStream) -> bool {
    tokens.to_string() == "it"
}

/// Whether the expression uses the variable `it`.
pub(crate) fn names_it(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => names_it(&group.stream()),
        TokenTree::Ident(ident) => ident == Ident::new("it", ident.span()),
        _ => false,
    })
}
