//! Tests of a client that is a crate, for the cases of the model's endpoint tests (`smithy.rules#endpointTests`), as the
//! official crates have them: in `tests/endpoint_tests/resolver.rs` one for each case, and in `operations/` one for each
//! call of a chosen operation that a case lists in `operationInputs`. A case that can't be made a test is an error that
//! names the service, the trait and the case.
//!
//! ```ignore
//! #[test]
//! fn case_7() {
//!     let params = Params::builder().set_region(Some("us-east-1".to_owned())).build();
//!     super::resolved(params).assert(&Endpoint { url: "https://example.com", .. });
//! }
//!
//! #[test]
//! fn case_7_call_1() {
//!     let server = Server::default();
//!     let settings = crate::settings(&server).region(Region::from_static("us-east-1"));
//!     let client = crate::Client::from_conf(settings.build());
//!     let call = client.get_object().set_bucket(Some("bucket".to_owned()));
//!     server.received(call.send()).assert_endpoint(&Call { method: "GET", url: "https://example.com", .. });
//! }
//! ```
//!
//! - A test of a call runs the official orchestrator; `protocol_test` of the runtime takes the place of the network.
//!   It compares the method, the beginning of the URL, the headers of the endpoint, and what the endpoint says about
//!   the signature: auth scheme, service and region.
//! - A built-in that no setting of a client gives, such as `AWS::S3::UseGlobalEndpoint`, is set by a resolver that adds it
//!   to the parameters.
//! - A test of the resolver compares all properties of the endpoint, a test of a call only its auth schemes.
//! - A call without `AWS::Region` has no region in the parameters. Its client has one, to sign with.

mod call;
mod case;
mod resolver;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use tinsmith_model::endpoint_rules::Malformed;
use tinsmith_model::{Diagnostic, Diagnostics, nearest, service_operations};

use crate::emit::{source, test_client};
use crate::names::Name;
use crate::output::{ENDPOINT_TESTS, File};
use crate::plan::Plan;
use crate::plan::client::ClientTraits;

use case::Case;

/// The tests of a client, and how many there are. No files if there are no tests.
///
/// # Errors
/// Each case that can't be a test.
pub(crate) fn emit(
    plan: &Plan<'_>,
    client: &ClientTraits,
) -> Result<(Vec<File>, usize), Diagnostics> {
    let mut count = 0;
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut resolver = TokenStream::new();
    // By the name of the module.
    let mut operations: BTreeMap<Name, TokenStream> = BTreeMap::new();
    let cases = case::all(plan)?;
    for case in &cases {
        let expected = match case.expected() {
            Ok(expected) => Some(expected),
            Err(bad) => {
                problems.push(case.problem(plan, &bad));
                None
            }
        };
        let name = format!("case_{}", case.number());
        if let Some(expected) = &expected {
            match resolver::emit(plan, case, expected) {
                Ok(body) => {
                    resolver.extend(test(case, &name, &body));
                    count += 1;
                }
                Err(bad) => problems.push(case.problem(plan, &bad)),
            }
        }
        let calls = match case.calls() {
            Ok(calls) => calls,
            Err(bad) => {
                problems.push(case.problem(plan, &bad));
                continue;
            }
        };
        for (index, call) in calls.iter().enumerate() {
            if let Err(bad) = known_operation(plan, call.operation) {
                problems.push(case.problem(plan, &bad));
                continue;
            }
            let chosen = plan.operations.iter().find(|it| it.name == call.operation);
            if let (Some(operation), Some(expected)) = (chosen, &expected) {
                let file = operation.module.clone();
                let tests = operations.entry(file).or_default();
                match call::emit(plan, client, operation, expected, call) {
                    Ok(body) => {
                        tests.extend(test(case, &format!("{name}_call_{}", index + 1), &body));
                        count += 1;
                    }
                    Err(bad) => problems.push(case.problem(plan, &bad)),
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(Diagnostics::new(problems));
    }
    let mut files = Vec::new();
    if count > 0 {
        let modules: Vec<&Name> = operations.keys().collect();
        files.push(file("main", root(plan, client, &modules)));
        files.push(file("resolver", resolver::module(&resolver)));
    }
    for (module, tests) in operations {
        files.push(file(&format!("operations/{}", module.unescaped()), tests));
    }
    Ok((files, count))
}

fn test(case: &Case<'_>, name: &str, body: &TokenStream) -> TokenStream {
    let name = format_ident!("{name}");
    let docs = format!(" {}", case.title());
    quote!(#[doc = #docs] #[test] fn #name() { #body })
}

/// Checks that the service has an operation, chosen or not.
fn known_operation(plan: &Plan<'_>, name: &str) -> Result<(), Malformed> {
    if plan.operations.iter().any(|it| it.name == name) {
        return Ok(());
    }
    let all = service_operations(plan.model, plan.service.shape).into_iter();
    let all: Vec<&str> = all.map(|it| plan.shape(it).id.name()).collect();
    if all.contains(&name) {
        return Ok(());
    }
    let meant = nearest(name, all);
    Err(Malformed {
        hint: meant.first().map(|it| format!("did you mean `{it}`?")),
        ..Malformed::new(format!("the service has no operation `{name}`"))
    })
}

fn file(path: &str, text: TokenStream) -> File {
    let path = Path::new(ENDPOINT_TESTS).join(format!("{path}.rs"));
    source::test(path, text)
}

/// `main.rs`, with the modules of operations that have tests.
///
/// It imports the client's modules, so that tests name items under `crate`, as the client's own code does.
fn root(plan: &Plan<'_>, client: &ClientTraits, operations: &[&Name]) -> TokenStream {
    let package = test_client::library(client);
    let calls = (!operations.is_empty()).then(|| {
        let sessions = client.sessions.as_ref().map(|_| {
            let credentials = quote!(::tinsmith_runtime::protocol_test::session_credentials());
            quote!(.express_credentials_provider(#credentials))
        });
        let settings = test_client::settings(client, &sessions.unwrap_or_default());
        let added = settings::resolver(plan);
        quote! {
            /// Of operations.
            mod operations {
                #(mod #operations;)*
            }

            #settings
            #added
        }
    });
    quote! {
        #![doc = " The endpoint tests of the model: one test for each case, and for each call in one."]
        #![allow(deprecated, clippy::result_large_err)]

        #[allow(unused_imports)]
        use ::#package::{Client, config, operation, types};

        mod resolver;
        #calls
    }
}
