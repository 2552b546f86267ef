//! Inputs as calls of fluent builders.
//!
//! The generator writes builder calls for protocol tests. So each input becomes one, and the call is taken out
//! of the test that is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use serde_json::{Value, json};
use syn::{Expr, Item, Pat, Stmt};
use tinsmith::model::{Closure, ErrorKind, Kind, Model, Operations};
use tinsmith::{Client, Manifest, Options, Runtime};

use crate::inputs;

const TESTS: &str = "smithy.test#httpRequestTests";

/// The protocols of the services.
const PROTOCOLS: [&str; 5] = [
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
];

/// The calls of these operations of the service; of all if none is named.
pub(crate) fn source(text: &str, chosen: &[&str]) -> Result<String, Box<dyn Error>> {
    let model = Model::from_bytes("model.json", text.as_bytes())?;
    let chosen = match chosen {
        [] => Operations::All,
        names => Operations::Named(names.iter().map(|&name| name.to_owned()).collect()),
    };
    let closure = Closure::of(&model, None, &chosen)?;
    let traits = &model[closure.service()].traits;
    let protocol = PROTOCOLS.into_iter().find(|it| traits.has(it));
    let protocol = protocol.ok_or("none of the protocols")?;

    let mut document: Value = serde_json::from_str(text)?;
    let mut operations = BTreeMap::new();
    for &operation in closure.operations() {
        let shape = &model[operation];
        let name = shape.id.name();
        let Kind::Operation(kind) = &shape.kind else {
            continue;
        };
        let inputs = inputs::of(&model, kind.input);
        let tests: Vec<Value> = inputs
            .iter()
            .map(|(input, params)| {
                json!({
                    "id": format!("{name}{input}"),
                    "protocol": protocol,
                    "method": "POST",
                    "uri": "/",
                    "params": params,
                })
            })
            .collect();
        document["shapes"][shape.id.as_str()]["traits"][TESTS] = Value::Array(tests);
        let errors = closure.errors(operation).into_iter().map(|error| {
            let traits = &model[error].traits;
            let by_kind = match traits.error_kind() {
                Some(ErrorKind::Server) => 500,
                _ => 400,
            };
            let code = traits.get("aws.protocols#awsQueryError");
            let code = code.and_then(|it| it.get("code")?.as_str());
            let name = model[error].id.name();
            let status = traits.http_error().unwrap_or(by_kind);
            let code = code.unwrap_or(name);
            quote!((#name, #code, #status))
        });
        let names: Vec<String> = inputs.into_iter().map(|(name, _)| name).collect();
        operations.insert(name.to_owned(), (names, errors.collect::<Vec<_>>()));
    }

    let model = Model::from_bytes("model.json", document.to_string().as_bytes())?;
    let mut options = Options::default();
    options.operations = chosen;
    options.protocol = Some(protocol.to_owned());
    options.manifest = Some(Manifest {
        name: None,
        version: "0.0.0".to_owned(),
        license: None,
        runtime: Runtime::Version("0".to_owned()),
    });
    options.protocol_tests = true;
    let client = Client::new(&model, &options)?;
    let mut calls = Vec::new();
    for file in &client.files {
        if file.path.starts_with("tests/protocol_tests/operations") {
            calls.push(syn::parse_file(&file.text)?);
        }
    }
    let mut all = Vec::new();
    let mut failing = Vec::new();
    let mut functions = TokenStream::new();
    let uses = calls.iter().flat_map(|it| &it.items).filter_map(import);
    let imports: BTreeSet<String> = uses.collect();
    let imports: TokenStream = imports.into_iter().collect::<String>().parse()?;
    for (index, file) in calls.iter().enumerate() {
        let tests: Vec<_> = file.items.iter().filter_map(test).collect();
        let docs = tests.first().map(|(docs, _)| docs.clone());
        let operation = operations.iter().find(|(name, (inputs, _))| {
            docs.as_ref()
                .is_some_and(|it| it.contains(&format!("`{name}{}`", inputs[0])))
        });
        let (name, (inputs, errors)) = operation.ok_or("a test of no operation")?;
        let events = events(name);
        let expressions = tests.iter().map(|(_, expression)| {
            let expression = replaced(expression.clone());
            quote!(#expression #events)
        });
        let cases = inputs
            .iter()
            .zip(expressions.clone())
            .map(|(input, call)| quote!((#input, |client: &sdk::Client| #call)));
        let minimal = expressions.clone().next();
        let (function, failures) = (
            format_ident!("calls_{index}"),
            format_ident!("errors_{index}"),
        );
        functions.extend(quote! {
            async fn #function(client: &sdk::Client, side: &mut crate::side::Side) {
                let cases: &[(&str, fn(&sdk::Client) -> _)] = &[#(#cases),*];
                for (name, call) in cases {
                    if side.wants(#name, name) {
                        let result = call(client).send().await;
                        side.sent(#name, name, &result);
                    }
                }
            }
            async fn #failures(client: &sdk::Client, side: &mut crate::side::Side) {
                let errors: &[(&str, &str, u16)] = &[#(#errors,)* ("Unheard", "Unheard", 400)];
                for &(name, code, status) in errors {
                    side.answer(name, code, status);
                    let result = #minimal.send().await;
                    side.failed(#name, name, result);
                }
            }
        });
        all.push(function);
        failing.push(failures);
    }
    let protocol = protocol.split_once('#').map_or(protocol, |(_, name)| name);
    let source = quote! {
        #imports
        pub(crate) const PROTOCOL: &str = #protocol;
        pub(crate) async fn calls(client: &sdk::Client, side: &mut crate::side::Side) {
            #(Box::pin(#all(client, side)).await;)*
        }
        pub(crate) async fn errors(client: &sdk::Client, side: &mut crate::side::Side) {
            #(Box::pin(#failing(client, side)).await;)*
        }
        #functions
    };
    // Tokens are written with spaces between them.
    let types = "rt :: aws_smithy_types";
    Ok(source
        .to_string()
        .replace(
            &format!("{types} :: byte_stream :: ByteStream :: from_static"),
            "crate :: side :: stream",
        )
        .replace(types, ":: aws_smithy_types")
        .replace("\"my-bucket\" . to_owned ()", "crate :: side :: bucket ()"))
}

/// The call that sets the events which the operation sends, which no value of a model stands for.
fn events(operation: &str) -> TokenStream {
    match operation {
        "InvokeModelWithBidirectionalStream" => quote! {
            .body(sdk::primitives::event_stream::EventStreamSender::from(crate::side::events(vec![
                sdk::types::InvokeModelWithBidirectionalStreamInput::Chunk(
                    sdk::types::BidirectionalInputPayloadPart::builder()
                        .bytes(::aws_smithy_types::Blob::new("bytes"))
                        .build(),
                ),
            ])))
        },
        _ => quote!(),
    }
}

/// The text of an import of a test file, if the calls need it. Imports of the runtime are left out, since clients
/// reexport its types.
fn import(item: &Item) -> Option<String> {
    let Item::Use(item) = item else {
        return None;
    };
    let text = item.to_token_stream().to_string();
    text.starts_with("use std").then_some(text)
}

/// What a test is of, and the call that it makes.
fn test(item: &Item) -> Option<(String, TokenStream)> {
    let Item::Fn(function) = item else {
        return None;
    };
    let docs = function.attrs.first()?.to_token_stream().to_string();
    let call = function
        .block
        .stmts
        .iter()
        .find_map(|statement| match statement {
            Stmt::Local(local) if matches!(&local.pat, Pat::Ident(pat) if pat.ident == "call") => {
                Some(&local.init.as_ref()?.expr)
            }
            _ => None,
        })?;
    Some((docs, uncustomized(call)))
}

/// The call without what a test overrides in the client's settings.
fn uncustomized(call: &Expr) -> TokenStream {
    match call {
        Expr::MethodCall(it)
            if ["customize", "config_override"].contains(&it.method.to_string().as_str()) =>
        {
            uncustomized(&it.receiver)
        }
        _ => call.to_token_stream(),
    }
}

/// The call as it is written in a module where `sdk` is the client.
fn replaced(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut replaced = TokenStream::new();
    for token in tokens {
        replaced.extend(match token {
            TokenTree::Ident(ident) if ident == "crate" => quote!(sdk),
            TokenTree::Group(group) => TokenTree::from(Group::new(
                group.delimiter(),
                self::replaced(group.stream()),
            ))
            .into(),
            token => token.into(),
        });
    }
    replaced
}
