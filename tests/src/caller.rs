//! A caller of everything that a generated client offers, written from the client's own source: it
//! reads every field, calls every method with arguments of the declared types and names every variant.
//! If the caller of one client does not compile with another, the change between them is breaking.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Type, Visibility};
use tinsmith::Client;

/// The source of a caller of `client`, which is the crate `name`.
///
/// # Panics
/// If the client's files are not Rust.
pub fn of(client: &Client, name: &str) -> String {
    let root = Ident::new(&name.replace('-', "_"), Span::call_site());
    let mut modules = TokenStream::new();
    for (index, file) in client.files.iter().enumerate() {
        let path = file.path.to_string_lossy();
        let Some(path) = public_module(&path) else {
            continue;
        };
        let source = syn::parse_file(&file.text).expect("a generated file is Rust");
        let scope = Scope {
            root: root.clone(),
            public: source.items.iter().filter_map(public_type).collect(),
        };
        let calls: TokenStream = source
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| scope.item(index, item))
            .collect();
        if !calls.is_empty() {
            let module = format_ident!("file_{index}");
            let path = path.iter().map(|segment| module_ident(segment));
            // The types of the file are written with its imports.
            let imports = source.items.iter().filter(|item| is_own_import(item));
            modules.extend(quote!(mod #module { use #root #(::#path)*::*; #(#imports)* #calls }));
        }
    }
    let caller = quote! {
        #![allow(warnings)]
        #modules
        fn main() {}
    };
    let caller = syn::parse2(caller).expect("a caller is Rust");
    prettyplease::unparse(&caller)
}

/// The public module whose items a file holds, without the crate: those of a type's file are public in
/// the module above it.
fn public_module(path: &str) -> Option<Vec<&str>> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut segments: Vec<&str> = path.split('/').collect();
    match segments[..] {
        ["client"] | ["config"] | ["operation", _] => {}
        ["types", _] | ["types", "error", _] if segments.last()?.starts_with('_') => {
            segments.pop();
        }
        _ => return None,
    }
    Some(segments)
}

fn module_ident(segment: &str) -> Ident {
    syn::parse_str(segment).unwrap_or_else(|_| Ident::new_raw(segment, Span::call_site()))
}

/// The name of a type that users can name.
fn public_type(item: &Item) -> Option<String> {
    let (visibility, ident, attributes) = match item {
        Item::Struct(item) => (&item.vis, &item.ident, &item.attrs),
        Item::Enum(item) => (&item.vis, &item.ident, &item.attrs),
        _ => return None,
    };
    let hidden = attributes
        .iter()
        .any(|attribute| attribute.to_token_stream().to_string().contains("hidden"));
    (is_public(visibility) && !hidden).then(|| ident.to_string())
}

fn is_own_import(item: &Item) -> bool {
    matches!(item, Item::Use(item) if matches!(item.vis, Visibility::Inherited))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A file of the client.
struct Scope {
    root: Ident,
    public: BTreeSet<String>,
}

impl Scope {
    /// Functions that use an item in every way.
    fn item(&self, index: usize, item: &Item) -> TokenStream {
        match item {
            Item::Struct(item) if self.public.contains(&item.ident.to_string()) => {
                let (ty, function) = (&item.ident, format_ident!("fields_{index}"));
                let fields = match &item.fields {
                    Fields::Named(fields) => &fields.named,
                    _ => return TokenStream::new(),
                };
                let reads = fields
                    .iter()
                    .filter(|field| is_public(&field.vis))
                    .map(|field| {
                        let (ident, ty) = (&field.ident, self.outside(&field.ty, ty));
                        quote!(let _: #ty = value.#ident;)
                    });
                quote!(fn #function(value: #ty) { #(#reads)* })
            }
            Item::Enum(item) if self.public.contains(&item.ident.to_string()) => {
                let (ty, function) = (&item.ident, format_ident!("variants_{index}"));
                let arms = item.variants.iter().map(|variant| {
                    let ident = &variant.ident;
                    match &variant.fields {
                        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                            // The variants of what is unknown hold what users can't name.
                            if ident == "Unknown" || ident == "Unhandled" {
                                return quote!(#ty::#ident(_) => {});
                            }
                            let held = self.outside(&fields.unnamed[0].ty, ty);
                            quote!(#ty::#ident(held) => { let _: #held = held; })
                        }
                        _ if ident == "Unknown" => quote!(#ty::#ident { .. } => {}),
                        _ => quote!(#ty::#ident => {}),
                    }
                });
                quote!(fn #function(value: #ty) { match value { #(#arms)* _ => {} } })
            }
            Item::Impl(item) if item.trait_.is_none() => self.methods(index, item),
            Item::Impl(item) => self.pages(index, item),
            Item::Trait(item) if item.ident == "Waiters" => self.waiters(index, item),
            _ => TokenStream::new(),
        }
    }

    /// The client's waiters.
    fn waiters(&self, index: usize, item: &syn::ItemTrait) -> TokenStream {
        let methods = item.items.iter().filter_map(|item| match item {
            syn::TraitItem::Fn(method) => Some(&method.sig.ident),
            _ => None,
        });
        let (function, root) = (format_ident!("waiters_{index}"), &self.root);
        quote! {
            fn #function(client: &#root::Client) {
                #(let _ = client.#methods().wait(std::time::Duration::ZERO);)*
            }
        }
    }

    /// What a paginator offers because the operation is `PageSize` or `PageItems`.
    fn pages(&self, index: usize, item: &syn::ItemImpl) -> TokenStream {
        let Some((_, path, _)) = &item.trait_ else {
            return TokenStream::new();
        };
        let name = path.segments.last().map(|last| last.ident.to_string());
        let builder = || {
            format_ident!(
                "{}FluentBuilder",
                item.self_ty.to_token_stream().to_string()
            )
        };
        let types = item.items.iter().find_map(|item| match item {
            ImplItem::Type(ty) => Some(self.outside(&ty.ty, &item.to_token_stream())),
            _ => None,
        });
        let (function, root) = (format_ident!("pages_{index}"), &self.root);
        match name.as_deref() {
            Some("PageSize") => {
                let builder = builder();
                quote! {
                    fn #function(builder: builders::#builder, size: #types) {
                        let _ = builder.into_paginator().page_size(size);
                    }
                }
            }
            Some("PageItems") => {
                let builder = builder();
                quote! {
                    async fn #function(builder: builders::#builder) {
                        let mut items = builder.into_paginator().items().send();
                        let _: Option<Result<#types, #root::error::SdkError<_>>> = items.next().await;
                    }
                }
            }
            _ => TokenStream::new(),
        }
    }

    /// A function for each public method of an `impl`, which calls it.
    fn methods(&self, index: usize, item: &syn::ItemImpl) -> TokenStream {
        let (receivers, own): (Vec<TokenStream>, TokenStream) = match self.built(&item.self_ty) {
            Some(structure) => {
                let ty = item.self_ty.to_token_stream().to_string();
                let builder = format_ident!("{structure}Builder");
                let mut receivers = Vec::new();
                // A setter of an input is one of its operation's fluent builder too.
                if !ty.contains("Call") {
                    receivers.push(quote!(builders::#builder));
                }
                if ty.contains(',')
                    && let Some(operation) = self.operation_of(&structure)
                {
                    receivers.push(quote!(builders::#operation));
                }
                (receivers, structure.to_token_stream())
            }
            None => {
                let name = item.self_ty.to_token_stream();
                if !self.public.contains(&name.to_string()) {
                    return TokenStream::new();
                }
                (vec![name.clone()], name)
            }
        };
        let mut calls = TokenStream::new();
        for (method, function) in item.items.iter().enumerate() {
            let ImplItem::Fn(function) = function else {
                continue;
            };
            let generic = function.sig.generics.params.iter().next().is_some();
            // What a feature adds is not there for callers who don't ask.
            let conditional = function.attrs.iter().any(|it| it.path().is_ident("cfg"));
            if !is_public(&function.vis) || generic || conditional {
                continue;
            }
            for (which, receiver) in receivers.iter().enumerate() {
                let name = format_ident!("method_{index}_{method}_{which}");
                calls.extend(self.call(&name, &function.sig, receiver, &own));
            }
        }
        calls
    }

    fn call(
        &self,
        name: &Ident,
        signature: &syn::Signature,
        receiver: &TokenStream,
        own: &TokenStream,
    ) -> TokenStream {
        let method = &signature.ident;
        let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
        let mut takes_self = None;
        for (index, input) in signature.inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(receiver) => takes_self = Some(receiver),
                FnArg::Typed(typed) => {
                    let parameter = format_ident!("argument_{index}");
                    let Some(ty) = self.argument(&typed.ty, receiver) else {
                        return TokenStream::new();
                    };
                    parameters.push(quote!(#parameter: #ty));
                    arguments.push(parameter);
                }
            }
        }
        let result = match &signature.output {
            ReturnType::Default => quote!(()),
            // What a builder's own methods return is the builder.
            ReturnType::Type(_, ty) if ty.to_token_stream().to_string().ends_with("Self") => {
                self.outside(ty, receiver)
            }
            ReturnType::Type(_, ty) if is_nameable(ty) => self.outside(ty, own),
            ReturnType::Type(..) => quote!(_),
        };
        let wait = signature.asyncness.map(|_| quote!(.await));
        let asyncness = &signature.asyncness;
        let call = match takes_self {
            Some(own) => {
                let value = match (&own.reference, &own.mutability) {
                    (Some(_), Some(_)) => quote!(&mut #receiver),
                    (Some(_), None) => quote!(&#receiver),
                    (None, _) => receiver.clone(),
                };
                parameters.insert(0, quote!(value: #value));
                quote!(value.#method(#(#arguments),*))
            }
            None => quote!(<#receiver>::#method(#(#arguments),*)),
        };
        let sends = self.sends(signature, own);
        quote! {
            #asyncness fn #name(#(#parameters),*) { let _: #result = #call #wait; }
            #sends
        }
    }

    /// A client's method for an operation: what it returns can be sent.
    fn sends(&self, signature: &syn::Signature, own: &TokenStream) -> TokenStream {
        if own.to_string() != "Client" || signature.inputs.len() != 1 {
            return TokenStream::new();
        }
        let ReturnType::Type(_, ty) = &signature.output else {
            return TokenStream::new();
        };
        if !ty.to_token_stream().to_string().ends_with("FluentBuilder") {
            return TokenStream::new();
        }
        let (method, name) = (
            &signature.ident,
            format_ident!(
                "send_{}",
                signature.ident.to_string().trim_start_matches("r#")
            ),
        );
        quote!(async fn #name(client: &Client) { let _ = client.#method().send().await.map_err(|error| error.into_service_error()); })
    }

    /// The structure of `Builder<Structure>` or `Builder<Structure, S>`.
    fn built(&self, ty: &Type) -> Option<Ident> {
        let Type::Path(path) = ty else { return None };
        let last = path.path.segments.last()?;
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        match arguments.args.first()? {
            syn::GenericArgument::Type(Type::Path(structure)) if last.ident == "Builder" => {
                structure.path.get_ident().cloned()
            }
            _ => None,
        }
    }

    /// The fluent builder of the operation whose input this is.
    fn operation_of(&self, structure: &Ident) -> Option<Ident> {
        structure.to_string().strip_suffix("Input")?;
        let error = self.public.iter().find(|name| name.ends_with("Error"))?;
        Some(format_ident!(
            "{}FluentBuilder",
            error.strip_suffix("Error")?
        ))
    }

    /// The type of an argument: of `impl Into<T>` and the like, a `T`.
    fn argument(&self, ty: &Type, own: &TokenStream) -> Option<TokenStream> {
        let Type::ImplTrait(bounds) = ty else {
            return Some(self.outside(ty, own));
        };
        let syn::TypeParamBound::Trait(bound) = bounds.bounds.first()? else {
            return None;
        };
        match &bound.path.segments.last()?.arguments {
            syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                syn::GenericArgument::Type(ty) => Some(self.outside(ty, own)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A type as it is written outside of the client.
    fn outside(&self, ty: &Type, own: &(impl ToTokens + ?Sized)) -> TokenStream {
        self.replaced(ty.to_token_stream(), &own.to_token_stream())
    }

    fn replaced(&self, tokens: TokenStream, own: &TokenStream) -> TokenStream {
        let tokens = tokens.into_iter().map(|token| match token {
            TokenTree::Ident(ident) if ident == "crate" => self.root.to_token_stream(),
            TokenTree::Ident(ident) if ident == "Self" => own.clone(),
            TokenTree::Group(group) => {
                let inner = self.replaced(group.stream(), own);
                TokenTree::from(Group::new(group.delimiter(), inner)).into()
            }
            token => token.into(),
        });
        tokens.collect()
    }
}

/// Not an `impl Trait`.
fn is_nameable(ty: &Type) -> bool {
    !ty.to_token_stream().to_string().contains("impl ")
}
