//! Tests of a client that is a crate, one for each case of the model's protocol tests
//! (`smithy.test#httpRequestTests`, `httpResponseTests` and `eventStreamTests`): a file in `tests/protocol_tests/`
//! for each operation and error. A case that can't be made a test is an error that names the shape, the trait and
//! the case.
//!
//! ```ignore
//! #[test]
//! fn rename_user_request() {
//!     let server = tinsmith_runtime::protocol_test::Server::default();
//!     let client = crate::client(&server, "https://example.com");
//!     let call = client.rename_user().set_name(Some("n".to_owned()));
//!     server.received(call.send()).assert(&Request { method: "POST", uri: "/users", .. });
//! }
//! ```
//!
//! - A test calls the public API and runs the official orchestrator. `protocol_test` of the runtime (feature
//!   `test-util`) takes the place of the network and compares bodies: JSON, XML and CBOR by value, forms by
//!   parameters, all others by bytes.
//! - `test_values` writes the `params` of a case as builder calls. It depends on shapes and not on the protocol, so that
//!   a new protocol changes nothing here.
//! - Tests have no executor, since nothing in them does input or output. They are deterministic: fixed credentials
//!   and tokens, no retries, a sleep that never ends.
//! - A test names items of the client under `crate`, as the client's own code does: the root of the tests imports
//!   them.
//! - What a case does not mention is not compared. If it leaves out a required member of an output, the value is
//!   expected that the client fills in. A request without a required member can't be built, which is an error.
//! - Values are compared with `==`. If a case expects a NaN, its structures are compared member by member (`same`).
//! - A case of a response sets the labels of its request, which must not be empty, to any value.
//!
//! The test `conformance` runs the emitted tests for the models of `tests/conformance`, and for Smithy's own suites
//! if they are at hand.
//!
//! Smithy specification: [HTTP protocol compliance tests][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html

mod case;
mod events;
mod request;
mod response;
mod root;
mod same;
mod settings;

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Diagnostics, Node, ShapeRef};

use crate::emit::source;
use crate::names::{self, Name};
use crate::output::{File, PROTOCOL_TESTS};
use crate::plan::client::ClientTraits;
use crate::plan::{Operation, Plan, Structure};

use case::{Case, EVENTS, REQUESTS, RESPONSES};

/// The tests of a client, and how many there are. No files if there are no tests.
///
/// # Errors
/// Each case that can't be a test.
pub(crate) fn emit(
    plan: &Plan<'_>,
    client: &ClientTraits,
) -> Result<(Vec<File>, usize), Diagnostics> {
    let mut tests = Tests {
        plan,
        client,
        count: 0,
        problems: Vec::new(),
    };
    let mut files = Vec::new();
    let mut operations = Vec::new();
    for operation in &plan.operations {
        let text = tests.of_operation(operation);
        if !text.is_empty() {
            let file = operation.module.clone();
            files.push(file_of("operations", &file, text));
            operations.push(file);
        }
    }
    let mut errors = Vec::new();
    for error in plan.errors.iter().map(Structure::modeled_shape) {
        let text = tests.of_error(error);
        if !text.is_empty() {
            let file = names::module_ident(&names::snake(plan.type_name(error)));
            files.push(file_of("errors", &file, text));
            errors.push(file);
        }
    }
    if !tests.problems.is_empty() {
        return Err(Diagnostics::new(tests.problems));
    }
    if !files.is_empty() {
        let root = root::emit(client, &operations, &errors);
        let path = Path::new(PROTOCOL_TESTS).join("main.rs");
        files.push(source::test(path, root));
    }
    Ok((files, tests.count))
}

fn file_of(folder: &str, module: &Name, text: TokenStream) -> File {
    let file = format!("{}.rs", module.unescaped());
    source::test(Path::new(PROTOCOL_TESTS).join(folder).join(file), text)
}

/// The tests so far.
struct Tests<'p, 'm> {
    plan: &'p Plan<'m>,
    client: &'p ClientTraits,
    count: usize,
    problems: Vec<Diagnostic>,
}

impl<'m> Tests<'_, 'm> {
    fn of_operation(&mut self, operation: &Operation<'m>) -> TokenStream {
        let shape = operation.shape;
        let (plan, client) = (self.plan, self.client);
        let requests = self.tests(shape, REQUESTS, "request", |case| {
            request::emit(plan, client, operation, case)
        });
        let responses = self.tests(shape, RESPONSES, "response", |case| {
            response::emit_output(plan, client, operation, case)
        });
        let events = self.tests(shape, EVENTS, "events", |case| {
            events::emit(plan, client, operation, case)
        });
        quote!(#requests #responses #events)
    }

    fn of_error(&mut self, error: ShapeRef) -> TokenStream {
        let (plan, client) = (self.plan, self.client);
        self.tests(error, RESPONSES, "response", |case| {
            response::emit_error(plan, client, error, case)
        })
    }

    /// The tests of the cases of a trait, each called after its case.
    fn tests(
        &mut self,
        shape: ShapeRef,
        trait_id: &'static str,
        kind: &str,
        emit: impl Fn(&Case<'m>) -> Result<TokenStream, String>,
    ) -> TokenStream {
        let mut names = BTreeSet::new();
        let mut tests = TokenStream::new();
        for case in self.cases(shape, trait_id) {
            let ident = names::function_ident(&format!("{}_{kind}", names::snake(case.id)));
            let body = if names.insert(ident.clone()) {
                case.check_keys().and_then(|()| emit(&case))
            } else {
                Err("another case of the shape has the same name".to_owned())
            };
            match body {
                Ok(body) => {
                    let docs = format!(" `{}` of `{}`.", case.id, self.plan.shape(shape).id);
                    tests.extend(quote!(#[doc = #docs] #[test] fn #ident() { #body }));
                    self.count += 1;
                }
                Err(message) => self.problems.push(case.problem(self.plan.model, &message)),
            }
        }
        tests
    }

    /// The cases of a trait that are for clients of the protocol.
    fn cases(&mut self, shape: ShapeRef, trait_id: &'static str) -> Vec<Case<'m>> {
        let node = self.plan.shape(shape).traits.get(trait_id);
        let mut cases = Vec::new();
        for (index, node) in node
            .and_then(Node::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            match Case::read(shape, trait_id, index, node) {
                Ok(case) if case.is_for(self.plan.protocol.id()) => cases.push(case),
                Ok(_) => {}
                Err((case, message)) => {
                    self.problems.push(case.problem(self.plan.model, &message));
                }
            }
        }
        cases
    }
}
