//! Programs that call generated clients with the values of cases: a crate for each client, with calls written from the
//! client's own source. Values are read by their types, so that new cases need no new program.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Fields, Item, ItemEnum, ItemStruct, ReturnType, Type, Visibility};
use tinsmith::{Client, Layout, Options};
use tinsmith_model::{Closure, Kind, Model, Operations, ShapeRef};
use tinsmith_tests::compiled;

/// The part of a program that is the same for all services.
const SUPPORT: &str = include_str!("driver/support.rs");

/// Writes a crate below `workspace` with the client of some operations and a program that calls it. Its
/// name.
///
/// # Errors
/// The client can't be generated, or has not what its model says, or a file can't be written.
pub(crate) fn write(
    workspace: &Path,
    module: &str,
    model: &Model,
    operations: &[String],
) -> Result<String, Box<dyn std::error::Error>> {
    let operations = Operations::Named(operations.to_vec());
    let mut options = Options::default();
    options.operations = operations.clone();
    options.layout = Layout::Module(module.to_owned());
    let mut client = Client::new(model, &options)?;
    let closure = Closure::of(model, None, &operations)?;
    let calls = Calls::of(model, &closure, &client, module)?.emit()?;
    for file in &mut client.files {
        if file.path.as_os_str() == "lib.rs" {
            file.path = "mod.rs".into();
        }
    }
    let name = format!("differential-{}", module.replace('_', "-"));
    let folder = workspace.join(&name);
    let source = folder.join("src");
    client.write(source.join(module))?;
    let module = format_ident!("{module}");
    let main = quote! {
        #![allow(warnings)]
        mod calls;
        mod support;
        pub(crate) mod #module;
        fn main() -> ::std::result::Result<(), ::std::boxed::Box<dyn ::std::error::Error>> {
            support::run(calls::call)
        }
    };
    let rust = |tokens| syn::parse2(tokens).map(|file| prettyplease::unparse(&file));
    compiled::write_if_changed(&folder.join("Cargo.toml"), &manifest(&name));
    compiled::write_if_changed(&source.join("support.rs"), SUPPORT);
    compiled::write_if_changed(&source.join("calls.rs"), &rust(calls)?);
    compiled::write_if_changed(&source.join("main.rs"), &rust(main)?);
    Ok(name)
}

fn manifest(name: &str) -> String {
    let runtime = tinsmith_tests::repository().join("runtime");
    format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nbase64-simd = \"0.8\"\nserde_json = {{ version = \"1\", features = \
         [\"arbitrary_precision\", \"float_roundtrip\"] }}\ntinsmith-runtime = {{ path = {:?}, \
         default-features = false, features = [\"aws\", \"cbor\", \"checksums\", \"compression\", \
         \"event-stream\", \"query\", \"rt-tokio\", \"xml\"] }}\ntokio = {{ version = \"1\", features = \
         [\"rt\", \"time\"] }}\n",
        runtime.display(),
    )
}

/// What a client's source has.
struct Calls<'m> {
    model: &'m Model,
    closure: &'m Closure<'m>,
    module: Ident,
    /// Public types by name, with the module that they are public in.
    types: Types,
    /// Inputs, outputs and error enums of operations, likewise.
    operations: Types,
    /// The structures whose `build` can fail.
    fallible: Vec<String>,
    /// What the configuration is told beyond what all have.
    settings: Vec<Ident>,
    /// The client's methods for operations, by the operation's module.
    methods: Vec<(String, Ident)>,
}

#[derive(Default)]
struct Types {
    structures: BTreeMap<String, (TokenStream, ItemStruct)>,
    enums: BTreeMap<String, (TokenStream, ItemEnum)>,
}

/// A structure or union of the model, with its Rust type.
struct Paired<'a> {
    path: TokenStream,
    /// Names of members, with the fields or variants that hold them.
    members: Vec<(&'a str, &'a Ident, Option<&'a Type>)>,
}

impl Types {
    fn add(&mut self, source: syn::File, module: &TokenStream) {
        for item in source.items {
            match item {
                Item::Struct(item) if is_public(&item.vis) => {
                    self.structures
                        .insert(item.ident.to_string(), (module.clone(), item));
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    self.enums
                        .insert(item.ident.to_string(), (module.clone(), item));
                }
                _ => {}
            }
        }
    }
}

impl<'m> Calls<'m> {
    fn of(
        model: &'m Model,
        closure: &'m Closure<'m>,
        client: &Client,
        module: &str,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let mut calls = Self {
            model,
            closure,
            module: format_ident!("{module}"),
            types: Types::default(),
            operations: Types::default(),
            fallible: Vec::new(),
            settings: Vec::new(),
            methods: Vec::new(),
        };
        for file in &client.files {
            let path = file.path.to_string_lossy();
            let source = syn::parse_file(&file.text)?;
            let path = path.trim_end_matches(".rs");
            let segments: Vec<&str> = path.split('/').collect();
            match segments[..] {
                ["types", _] => {
                    calls.builds(&source);
                    calls.types.add(source, &quote!(types));
                }
                ["types", "error", _] => calls.types.add(source, &quote!(types::error)),
                ["operation", name] => {
                    let name: Ident = syn::parse_str(name)
                        .unwrap_or_else(|_| Ident::new_raw(name, proc_macro2::Span::call_site()));
                    calls.operations.add(source, &quote!(operation::#name));
                }
                ["config"] => {
                    for setting in [
                        "credentials_provider",
                        "idempotency_token_provider",
                        "token_provider",
                    ] {
                        if file.text.contains(&format!("fn {setting}(")) {
                            calls.settings.push(format_ident!("{setting}"));
                        }
                    }
                }
                ["client"] => calls.methods(source),
                _ => {}
            }
        }
        Ok(calls)
    }

    /// Notes the builders whose `build` gives a `Result`.
    fn builds(&mut self, source: &syn::File) {
        for item in &source.items {
            if let Item::Impl(item) = item {
                self.build(item);
            }
        }
    }

    fn build(&mut self, item: &syn::ItemImpl) {
        let ty = item.self_ty.to_token_stream().to_string();
        let Some((_, built)) = ty.split_once("Builder <") else {
            return;
        };
        let fails = item.items.iter().any(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == "build" => {
                is_result(&function.sig.output)
            }
            _ => false,
        });
        if fails {
            self.fallible
                .push(built.trim_matches([' ', ',', '>']).to_owned());
        }
    }

    fn methods(&mut self, source: syn::File) {
        for item in source.items {
            let Item::Impl(item) = item else { continue };
            for function in item.items {
                let syn::ImplItem::Fn(function) = function else {
                    continue;
                };
                let ReturnType::Type(_, ty) = &function.sig.output else {
                    continue;
                };
                let ty = ty.to_token_stream().to_string().replace(' ', "");
                if let Some((_, name)) = ty.rsplit_once("::")
                    && let Some(name) = name.strip_suffix("FluentBuilder")
                {
                    self.methods.push((name.to_owned(), function.sig.ident));
                }
            }
        }
    }

    /// All calls of the client.
    fn emit(&self) -> Result<TokenStream, String> {
        let mut impls = TokenStream::new();
        let operations = self.closure.operations();
        let tops: Vec<ShapeRef> = operations
            .iter()
            .filter_map(|&it| match &self.model[it].kind {
                Kind::Operation(parts) => Some([parts.input, parts.output]),
                _ => None,
            })
            .flatten()
            .flatten()
            .collect();
        for (shape, usage) in self.closure.shapes() {
            if self.model[shape].traits.is_streaming() {
                continue;
            }
            impls.extend(match &self.model[shape].kind {
                // The prelude's simple shapes and the service itself have no types.
                Kind::Structure(_) => match self.structure(shape, usage.input) {
                    // An input or output has a type of its own only if it is a member too.
                    Err(_) if tops.contains(&shape) => continue,
                    structure => structure?,
                },
                Kind::Union(_) => self.union(shape, usage.input)?,
                Kind::Enum(_) => self.enumeration(shape)?,
                _ => continue,
            });
        }
        let mut functions = TokenStream::new();
        let mut arms = TokenStream::new();
        for &operation in operations {
            let name = self.model[operation].id.name();
            let function = format_ident!("call_{}", plain(self.operation_module(name)?.0));
            functions.extend(self.call(operation, &function)?);
            arms.extend(
                quote!(#name => ::std::boxed::Box::pin(async move { #function(&case).await }),),
            );
        }
        Ok(quote! {
            use crate::support::*;
            use serde_json::{Map, Value};
            pub(crate) fn call(
                operation: String,
                case: Value,
            ) -> ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = Value>>> {
                match operation.as_str() {
                    #arms
                    _ => panic!("no operation {operation}"),
                }
            }
            #functions
            #impls
        })
    }

    /// The client's method of an operation, and the operation's name in Rust.
    fn operation_module(&self, name: &str) -> Result<(&Ident, &str), String> {
        let found = self.methods.iter().find(|(ty, _)| is_same(ty, name));
        let (ty, method) = found.ok_or_else(|| format!("{name}: the client has no method"))?;
        Ok((method, ty))
    }

    fn call(&self, operation: ShapeRef, function: &Ident) -> Result<TokenStream, String> {
        let shape = &self.model[operation];
        let Kind::Operation(parts) = &shape.kind else {
            return Err(format!("{}: no operation", shape.id));
        };
        let (method, ty) = self.operation_module(shape.id.name())?;
        let structures = &self.operations.structures;
        let input = same(&format!("{ty}Input"), structures)?;
        let input = self.paired(parts.input, input, structures)?;
        let output = same(&format!("{ty}Output"), structures)?;
        let output = self.paired(parts.output, output, structures)?;
        let setters = input.members.iter().map(|(name, field, _)| {
            let setter = setter(name, field);
            quote!(.#setter(member(input, #name)?))
        });
        let shown = output.members.iter().map(|(name, field, ty)| {
            let ty = ty
                .map(|ty| ty.to_token_stream().to_string())
                .unwrap_or_default();
            if ty.contains("ByteStream") {
                quote!(members.insert(#name.to_owned(), collected(output.#field).await);)
            } else {
                quote!(put(&mut members, #name, &output.#field);)
            }
        });
        let shown: Vec<TokenStream> = shown.collect();
        let errors = same(&format!("{ty}Error"), &self.operations.enums)?;
        let (path, errors) = &self.operations.enums[errors];
        let (module, ident, settings) = (&self.module, &errors.ident, &self.settings);
        let variants = errors
            .variants
            .iter()
            .filter(|it| it.ident != "Unhandled")
            .map(|it| {
                let variant = &it.ident;
                quote!(crate::#module::#path::#ident::#variant(error) => error.show(),)
            });
        Ok(quote! {
            async fn #function(case: &Value) -> Value {
                let network = Network::of(case);
                let client = client!(#module, network #(, #settings)*);
                let input = &case["input"];
                let prepared = (|| ::std::result::Result::<_, ::std::string::String>::Ok(client.#method() #(#setters)*))();
                let call = match prepared {
                    Ok(call) => call,
                    Err(error) => return network.outcome("failed", error.into()),
                };
                match call.send().await {
                    Ok(output) => {
                        let mut members = Map::new();
                        #(#shown)*
                        network.outcome("output", members.into())
                    }
                    Err(error) => network.failed(error, |error| match error {
                        #(#variants)*
                        _ => None,
                    }),
                }
            }
        })
    }

    /// A structure's members with the fields of a Rust type, which has them in the same order.
    fn paired<'a>(
        &'a self,
        shape: Option<ShapeRef>,
        name: &str,
        structures: &'a BTreeMap<String, (TokenStream, ItemStruct)>,
    ) -> Result<Paired<'a>, String> {
        let (module, item) = structures
            .get(name)
            .ok_or_else(|| format!("the client has no structure {name}"))?;
        let fields: Vec<&syn::Field> = match &item.fields {
            Fields::Named(fields) => fields
                .named
                .iter()
                .filter(|it| is_public(&it.vis))
                .collect(),
            _ => Vec::new(),
        };
        let members = shape.map_or(&[][..], |it| self.model[it].members());
        // An error always has a message, even if its shape has none.
        let added = fields.len() == members.len() + 1
            && fields
                .iter()
                .any(|it| it.ident.as_ref().is_some_and(|it| it == "message"));
        if fields.len() != members.len() && !added {
            return Err(format!(
                "{name}: {} fields for {} members",
                fields.len(),
                members.len()
            ));
        }
        let members = members.iter().zip(&fields).map(|(member, field)| {
            let ident = field.ident.as_ref().ok_or("a field has a name")?;
            // Some names are methods of every builder.
            let plain = plain(ident);
            let name_of = plain.strip_suffix("_value").unwrap_or(&plain);
            if is_same(&member.name, &plain) || is_same(&member.name, name_of) {
                Ok((member.name.as_str(), ident, Some(&field.ty)))
            } else {
                Err(format!("{name}: `{}` is the field `{ident}`", member.name))
            }
        });
        let (root, ident) = (&self.module, &item.ident);
        Ok(Paired {
            path: quote!(crate::#root::#module::#ident),
            members: members.collect::<Result<_, String>>()?,
        })
    }

    fn structure(&self, shape: ShapeRef, is_input: bool) -> Result<TokenStream, String> {
        let structures = &self.types.structures;
        let name = same(self.closure.name(shape), structures)?;
        let Paired { path, members } = self.paired(Some(shape), name, structures)?;
        let names = members.iter().map(|(name, ..)| name);
        let fields = members.iter().map(|(_, field, _)| field);
        let show = quote! {
            impl Show for #path {
                fn show(&self) -> Option<Value> {
                    let mut members = Map::new();
                    #(put(&mut members, #names, &self.#fields);)*
                    Some(members.into())
                }
            }
        };
        if !is_input {
            return Ok(show);
        }
        let setters = members.iter().map(|(name, field, _)| {
            let setter = setter(name, field);
            quote!(.#setter(member(value, #name)?))
        });
        let fails = self.fallible.iter().any(|it| it == name);
        let build = if fails {
            quote!(.build().map_err(|error| error.to_string()))
        } else {
            quote!(.build())
        };
        let built = quote!(#path::builder() #(#setters)* #build);
        let built = if fails { built } else { quote!(Ok(#built)) };
        Ok(quote! {
            #show
            impl Decode for #path {
                fn decode(value: &Value) -> ::std::result::Result<Self, ::std::string::String> {
                    #built
                }
            }
        })
    }

    fn union(&self, shape: ShapeRef, is_input: bool) -> Result<TokenStream, String> {
        let name = same(self.closure.name(shape), &self.types.enums)?;
        let (module, item) = &self.types.enums[name];
        let root = &self.module;
        let path = quote!(crate::#root::#module);
        let ident = &item.ident;
        let path = quote!(#path::#ident);
        let variants: Vec<_> = item
            .variants
            .iter()
            .filter(|it| it.ident != "Unknown")
            .collect();
        let members = self.model[shape].members();
        let (mut decode, mut show) = (TokenStream::new(), TokenStream::new());
        for member in members {
            let mut same = variants
                .iter()
                .filter(|it| is_same(&it.ident.to_string(), &member.name));
            let variant = same
                .next()
                .ok_or_else(|| format!("{name}: no variant {}", member.name))?;
            let (name, ident) = (&member.name, &variant.ident);
            if variant.fields.is_empty() {
                decode.extend(quote!(#name => #path::#ident,));
                show.extend(quote!(#path::#ident => (#name, Some(Value::from(Map::new()))),));
            } else {
                decode.extend(quote!(#name => #path::#ident(Decode::decode(value)?),));
                show.extend(quote!(#path::#ident(value) => (#name, value.show()),));
            }
        }
        let decode = is_input.then(|| {
            quote! {
                impl Decode for #path {
                    fn decode(value: &Value) -> ::std::result::Result<Self, ::std::string::String> {
                        let members = value.as_object().and_then(|it| it.iter().next());
                        let (name, value) = members.ok_or("expected an object with one key")?;
                        Ok(match name.as_str() {
                            #decode
                            other => return Err(format!("no member {other}")),
                        })
                    }
                }
            }
        });
        Ok(quote! {
            #decode
            impl Show for #path {
                fn show(&self) -> Option<Value> {
                    let (name, value) = match self {
                        #show
                        _ => ("Unknown", None),
                    };
                    Some(Map::from_iter([(name.to_owned(), value.unwrap_or(Value::Null))]).into())
                }
            }
        })
    }

    fn enumeration(&self, shape: ShapeRef) -> Result<TokenStream, String> {
        let name = same(self.closure.name(shape), &self.types.enums)?;
        let (module, item) = &self.types.enums[name];
        let (root, ident) = (&self.module, &item.ident);
        let path = quote!(crate::#root::#module::#ident);
        Ok(quote! {
            impl Decode for #path {
                fn decode(value: &Value) -> ::std::result::Result<Self, ::std::string::String> {
                    let text = value.as_str().ok_or("expected a string")?;
                    Ok(#path::from(text))
                }
            }
            impl Show for #path {
                fn show(&self) -> Option<Value> {
                    Some(self.as_str().into())
                }
            }
        })
    }
}

fn is_result(output: &ReturnType) -> bool {
    match output {
        ReturnType::Type(_, ty) => match ty.as_ref() {
            Type::Path(path) => path
                .path
                .segments
                .last()
                .is_some_and(|it| it.ident == "Result"),
            _ => false,
        },
        ReturnType::Default => false,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of the type that has this name but for how words are put together.
fn same<'a, T>(name: &str, all: &'a BTreeMap<String, T>) -> Result<&'a str, String> {
    let mut same = all.keys().filter(|it| is_same(it, name));
    let found = same
        .next()
        .ok_or_else(|| format!("{name}: the client has no such type"))?;
    match same.next() {
        Some(other) => Err(format!("{name}: is it {found} or {other}?")),
        None => Ok(found),
    }
}

/// An identifier as methods are named after it.
fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.trim_start_matches("r#").to_owned()
}

/// The setter of a member. A field whose own name is taken, such as `build`, has one with `_value` behind it,
/// and its setter has not.
fn setter(name: &str, field: &Ident) -> Ident {
    let field = plain(field);
    let own = field
        .strip_suffix("_value")
        .filter(|own| is_same(own, name));
    format_ident!("set_{}", own.unwrap_or(&field))
}

/// Whether two names differ only in how words are put together.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|it| it.to_ascii_lowercase()).collect()
    };
    letters(one) == letters(other)
}
