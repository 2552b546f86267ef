//! The module `waiters`: the types of each waiter, and the function `accept` that decides what each response means.
//!
//! ```ignore
//! pub type BucketExistsFluentBuilder = Builder<HeadBucketInput, Wait<BucketExists>>;
//! pub type BucketExistsFinalPoll = FinalPoll<HeadBucketOutput, SdkError<HeadBucketError>>;
//! pub type WaitUntilBucketExistsError = WaiterError<HeadBucketOutput, HeadBucketError>;
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};
use tinsmith_model::{AcceptorState, PathComparator};

use crate::docs::to_markdown;
use crate::emit::jmespath;
use crate::names::Path;
use crate::plan::jmespath::Value;
use crate::plan::waiters::{Condition, Waiter};
use crate::plan::{Operation, Plan};

/// Emits `waiters.rs`, which declares the modules of the waiters of the operations that `is_here` accepts.
pub(crate) fn emit(plan: &Plan<'_>, is_here: &dyn Fn(usize) -> bool) -> TokenStream {
    let waiters = plan.waiters.iter().filter(|it| is_here(it.operation));
    let modules = waiters.map(|waiter| {
        let module = &waiter.module;
        let docs = format!(" The types of the waiter `{}`.", waiter.snake);
        quote! {
            #[doc = #docs]
            pub mod #module;
        }
    });
    quote!(#(#modules)*)
}

/// Emits the trait `Waiters` of the client, or nothing if the client has no waiters. `home` returns the root of what has
/// an operation: the client, or one of its crates.
pub(crate) fn emit_client_trait(plan: &Plan<'_>, home: &dyn Fn(usize) -> Path) -> TokenStream {
    if plan.waiters.is_empty() {
        return quote!();
    }
    let methods = plan.waiters.iter().map(|waiter| {
        let (method, path) = (&waiter.method, &waiter.path);
        let builder = waiter.ident("FluentBuilder");
        let docs = docs(waiter);
        let deprecated = deprecated(waiter);
        quote! {
            #(#[doc = #docs])*
            #deprecated
            fn #method(&self) -> #path::#builder;
        }
    });
    let implementations = plan.waiters.iter().map(|waiter| {
        let (method, path, root) = (&waiter.method, &waiter.path, home(waiter.operation));
        let builder = waiter.ident("FluentBuilder");
        quote! {
            fn #method(&self) -> #path::#builder {
                #root::builder::Builder::wait_for(::std::sync::Arc::clone(&self.handle))
            }
        }
    });
    quote! {
        /// Calls an operation until something is in a certain state. A method returns a builder, which takes
        /// the operation's input; `wait` waits.
        pub trait Waiters {
            #(#methods)*
        }

        impl Waiters for Client {
            #(#implementations)*
        }
    }
}

/// Emits the file of a waiter.
pub(crate) fn emit_waiter(plan: &Plan<'_>, waiter: &Waiter) -> TokenStream {
    let root = &plan.root;
    let operation = &plan.operations[waiter.operation];
    let (path, marker) = (&operation.path, waiter.ident(""));
    let (input, output) = (&operation.input.ident, &operation.output.ident);
    let (operation_ident, error) = (&operation.ident, operation.error_ident());
    let builder = waiter.ident("FluentBuilder");
    let final_poll = waiter.ident("FinalPoll");
    let wait_error = crate::names::type_ident(&format!("WaitUntil{}Error", waiter.stem));
    let (min, max) = (
        Literal::u32_unsuffixed(waiter.min_delay),
        Literal::u32_unsuffixed(waiter.max_delay),
    );
    let accept = accept(plan, operation, waiter);
    let builder_docs = format!(
        " Builds the calls of `{}` that the waiter `{}` makes.",
        operation.name, waiter.snake
    );
    let final_docs = format!(" The last answer of the waiter `{}`.", waiter.snake);
    let error_docs = format!(" Why the waiter `{}` ended without success.", waiter.snake);
    let marker_docs = format!(" The waiter `{}`.", waiter.snake);
    quote! {
        #[doc = #builder_docs]
        pub type #builder = #root::builder::Builder<#path::#input, #root::builder::Wait<#path::#input, #marker>>;

        #[doc = #final_docs]
        pub type #final_poll = ::tinsmith_runtime::aws_smithy_runtime_api::client::waiters::FinalPoll<
            #path::#output,
            ::tinsmith_runtime::aws_smithy_runtime_api::client::result::SdkError<
                #path::#error,
                ::tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpResponse,
            >,
        >;

        #[doc = #error_docs]
        pub type #wait_error =
            ::tinsmith_runtime::aws_smithy_runtime_api::client::waiters::error::WaiterError<
                #path::#output,
                #path::#error,
            >;

        #[doc = #marker_docs]
        #[doc(hidden)]
        #[derive(::std::fmt::Debug)]
        #[non_exhaustive]
        pub struct #marker;

        impl ::tinsmith_runtime::codegen::waiter::Waiter for #marker {
            type Operation = #path::#operation_ident;
            const MIN_DELAY: u64 = #min;
            const MAX_DELAY: u64 = #max;
            #accept
        }
    }
}

/// Returns the documentation of a waiter's method.
fn docs(waiter: &Waiter) -> Vec<String> {
    match &waiter.docs {
        Some(docs) => to_markdown(docs)
            .lines()
            .map(|line| format!(" {line}"))
            .collect(),
        None => vec![format!(" Wait for `{}`", waiter.snake)],
    }
}

/// Emits the attribute of a deprecated waiter's method.
fn deprecated(waiter: &Waiter) -> TokenStream {
    if waiter.deprecated {
        quote!(#[deprecated])
    } else {
        quote!()
    }
}

/// Emits the function `accept`, which returns the state of the first acceptor that matches.
fn accept(plan: &Plan<'_>, operation: &Operation<'_>, waiter: &Waiter) -> TokenStream {
    let state = |state| match state {
        AcceptorState::Success => quote!(Success),
        AcceptorState::Failure => quote!(Failure),
        AcceptorState::Retry => quote!(Retry),
    };
    let states = quote!(::tinsmith_runtime::aws_smithy_runtime::client::waiters::AcceptorState);
    let reads_input = waiter
        .acceptors
        .iter()
        .any(|it| matches!(it.condition, Condition::Path { both: true, .. }));
    let input = if reads_input {
        quote!(input)
    } else {
        quote!(_)
    };
    let has_paths = waiter
        .acceptors
        .iter()
        .any(|it| matches!(it.condition, Condition::Path { .. }));
    // Clippy can't be satisfied here: the model decides what the expressions compare.
    let allow = has_paths.then(|| quote!(#[allow(clippy::all)]));
    let tests = waiter.acceptors.iter().map(|acceptor| {
        let condition = condition(plan, operation, &acceptor.condition);
        let state = state(acceptor.state);
        quote! {
            if #condition {
                return #states::#state;
            }
        }
    });
    let (path, input_ident, output) = (
        &operation.path,
        &operation.input.ident,
        &operation.output.ident,
    );
    let error = operation.error_ident();
    quote! {
        #allow
        fn accept(
            #input: &#path::#input_ident,
            result: ::std::result::Result<&#path::#output, &#path::#error>,
        ) -> #states {
            #(#tests)*
            #states::NoAcceptorsMatched
        }
    }
}

/// Emits the test whether `result` matches a condition.
fn condition(plan: &Plan<'_>, operation: &Operation<'_>, condition: &Condition) -> TokenStream {
    match condition {
        Condition::Succeeded => quote!(result.is_ok()),
        Condition::Failed => quote!(result.is_err()),
        Condition::Error { code, variants } => {
            let (path, error) = (&operation.path, operation.error_ident());
            let variants = variants
                .iter()
                .map(|variant| quote!(::std::matches!(error, #path::#error::#variant(_)) ||));
            quote! {
                result.is_err_and(|error| {
                    #(#variants)* error.meta().code() == ::std::option::Option::Some(#code)
                })
            }
        }
        Condition::Path {
            value,
            both,
            expected,
            comparator,
            ..
        } => {
            let it = if *both {
                quote!(let it = (input, it);)
            } else {
                quote!()
            };
            let matches = matches(plan, value, expected, *comparator);
            let names_it = jmespath::names_it(&matches);
            if names_it {
                quote!(result.is_ok_and(|it| { #it #matches }))
            } else {
                quote!(result.is_ok_and(|_| #matches))
            }
        }
    }
}

/// Emits the test whether the value of an expression matches the expected one.
fn matches(
    plan: &Plan<'_>,
    path: &Value,
    expected: &str,
    comparator: PathComparator,
) -> TokenStream {
    let value = jmespath::value(plan, path);
    let some = |tokens: TokenStream, optional: bool| {
        if optional {
            quote!(::std::option::Option::Some(#tokens))
        } else {
            tokens
        }
    };
    match comparator {
        PathComparator::StringEquals => {
            let expected = some(expected.to_token_stream(), path.item.optional);
            quote!({ let value = #value; value == #expected })
        }
        PathComparator::BooleanEquals => {
            let is_true = expected == "true";
            match path.item.optional {
                true => {
                    quote!({ let value = #value; value == ::std::option::Option::Some(#is_true) })
                }
                false if is_true => value,
                false => quote!({ let value = #value; !value }),
            }
        }
        PathComparator::AllStringEquals | PathComparator::AnyStringEquals => {
            let items_are_optional = match &path.item.ty {
                crate::plan::jmespath::Ty::List(item) => item.optional,
                _ => false,
            };
            let wanted = some(expected.to_token_stream(), items_are_optional);
            let test = match comparator {
                PathComparator::AllStringEquals => quote!(all),
                _ => quote!(contains),
            };
            let test = quote!(::tinsmith_runtime::codegen::jmespath::#test(list, #wanted));
            if path.item.optional {
                quote!({ let list = #value; list.is_some_and(|list| #test) })
            } else {
                quote!({ let list = #value; #test })
            }
        }
    }
}
