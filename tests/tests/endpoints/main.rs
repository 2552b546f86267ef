//! Runs the endpoint tests of models (`smithy.rules#endpointTests`) through generated code: each case by the generated
//! resolver, and each call that a case lists by a generated client, whose request is caught.
//!
//! The models are those of `tests/endpoint_cases`, and the published ones where they are.

mod known;
mod resolvers;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tinsmith_model::{Closure, Model, Node, Operations};
use tinsmith_tests::compiled::{Workspace, build_tests};
use tinsmith_tests::{botocore, cases, entries, generate_endpoint_tests, repository, shared};

/// The name of the clients' tests.
const ENDPOINT_TESTS: &str = "endpoint_tests";

/// The folders of published models.
const PUBLISHED: [&str; 2] = ["aws", "aws-2026"];

/// Services of botocore that have no client, because they are signed with version 2 only.
const SIGNED_WITH_VERSION_2: [&str; 2] = ["importexport", "sdb"];

/// The source release of botocore, which has endpoint tests. The packages that are installed have none.
const SOURCE_RELEASE: &str = "1.44.8";

#[test]
fn own_cases_pass() {
    let mut run = Run::new("endpoint-tests");
    for (name, files) in cases(&repository().join("tests/endpoint_cases")) {
        let model = Model::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
        run.add(&name, &model, Operations::All);
    }
    run.workspace.check_tests();
    run.finish();
}

#[test]
fn the_cases_of_connect_pass() {
    let Some(path) = shared("models/aws/connect-2017-08-08.json") else {
        return;
    };
    let mut run = Run::new("endpoint-tests-connect");
    let model = Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
    let operations = Operations::Named(vec!["ListInstances".to_owned()]);
    run.add("connect", &model, operations);
    run.finish();
}

#[test]
#[ignore = "compiles clients of eight published models: CONTRIBUTING.md has the command"]
fn every_call_of_every_published_case_passes() {
    let mut run = Run::new("endpoint-tests-published");
    for folder in PUBLISHED {
        let Some(folder) = shared(&format!("models/{folder}")) else {
            continue;
        };
        for file in entries(&folder) {
            if let Some((model, operations)) = with_calls(&file) {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                run.add(&stem, &model, Operations::Named(operations));
            }
        }
    }
    run.finish();
}

#[test]
#[ignore = "compiles the resolvers of all published models: CONTRIBUTING.md has the command"]
fn every_published_case_passes_in_the_generated_resolver() {
    let mut resolvers = resolvers::Resolvers::new("endpoint-resolvers");
    for folder in PUBLISHED {
        let Some(models) = shared(&format!("models/{folder}")) else {
            continue;
        };
        for file in entries(&models) {
            let service = file.file_stem().unwrap_or_default().to_string_lossy();
            resolvers.add(folder, &service, &file);
        }
    }
    resolvers.finish();
}

#[test]
#[ignore = "compiles the resolvers of all services of botocore: CONTRIBUTING.md has the command"]
fn every_case_of_botocore_passes_in_the_generated_resolver() {
    let Some(data) = botocore(SOURCE_RELEASE) else {
        return;
    };
    let tests = data.join("../../tests/functional/endpoint-rules");
    let folder = tempfile::tempdir().expect("a folder");
    let mut resolvers = resolvers::Resolvers::new("endpoint-resolvers-botocore");
    for tests in entries(&tests).iter().filter(|it| it.is_dir()) {
        let service = tests.file_name().expect("a folder has a name");
        if SIGNED_WITH_VERSION_2.iter().any(|it| service == *it) {
            continue;
        }
        // The newest version of the API, and beside it the tests, whose folder has no version.
        let versions = entries(&data.join(service));
        let newest = versions.last().expect("a version of the API");
        let folder = folder.path().join(service);
        fs::create_dir(&folder).expect("a folder");
        for file in entries(newest).iter().chain(&entries(tests)) {
            let copy = folder.join(file.file_name().expect("a file has a name"));
            fs::copy(file, copy).expect("a copy");
        }
        let service = service.to_string_lossy();
        resolvers.add("botocore", &service, &folder.join("service-2.json"));
    }
    resolvers.finish();
}

/// A model and the operations that its cases call; none if they call none.
fn with_calls(file: &Path) -> Option<(Model, Vec<String>)> {
    // Most models are passed over before they are validated.
    let text = fs::read_to_string(file).expect("a model");
    if !text.contains("\"operationInputs\"") {
        return None;
    }
    let model = Model::load(&[file]).unwrap_or_else(|problems| panic!("{problems}"));
    let calls = cases_of(&model).iter().flat_map(calls_of);
    let names = calls.filter_map(|call| call.get("operationName")?.as_str());
    let names: BTreeSet<String> = names.map(str::to_owned).collect();
    Some((model, names.into_iter().collect()))
}

/// The cases of a model's service.
fn cases_of(model: &Model) -> &[Node] {
    let traits = &model[model.services()[0]].traits;
    let tests = traits.get("smithy.rules#endpointTests");
    let cases = tests.and_then(|tests| tests.get("testCases")?.as_array());
    cases.unwrap_or_default()
}

/// The calls that a case lists.
fn calls_of(case: &Node) -> &[Node] {
    let calls = case.get("operationInputs").and_then(Node::as_array);
    calls.unwrap_or_default()
}

/// Clients with their tests.
struct Run {
    workspace: Workspace,
    clients: Vec<Tested>,
}

/// A client.
struct Tested {
    name: String,
    /// How many tests its cases make.
    expected: usize,
    /// The cases of the model that are out of date, counted from 1.
    outdated: BTreeSet<usize>,
}

impl Run {
    fn new(name: &str) -> Self {
        Self {
            workspace: Workspace::new(name),
            clients: Vec::new(),
        }
    }

    /// Generates a client with the tests of its cases.
    fn add(&mut self, name: &str, model: &Model, operations: Operations) {
        let service = model[model.services()[0]].id.as_str();
        let cases = cases_of(model);
        let closure = Closure::of(model, Some(service), &operations);
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        let chosen = closure.operations().iter();
        let chosen: BTreeSet<&str> = chosen.map(|&it| model[it].id.name()).collect();
        let calls = cases.iter().flat_map(calls_of);
        let calls = calls.filter_map(|call| call.get("operationName")?.as_str());
        let calls = calls.filter(|name| chosen.contains(name)).count();
        let package = format!("endpoints-of-{name}");
        let client = generate_endpoint_tests(model, service, &package, operations);
        let client = client.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        assert_eq!(client.summary.endpoint_tests, cases.len() + calls, "{name}");
        self.workspace.add(&package, &client);
        self.clients.push(Tested {
            name: package,
            expected: cases.len() + calls,
            outdated: known::outdated(cases),
        });
    }

    /// Runs all tests. Those of cases that are out of date, and no others, must fail.
    fn finish(self) {
        let folder = self.workspace.prepare().to_owned();
        let tests = build_tests(&folder, ENDPOINT_TESTS);
        let mut verdict = known::Verdict::default();
        for client in &self.clients {
            let ended = tests.ended(&client.name);
            assert_eq!(
                ended.len(),
                client.expected,
                "{}: tests were not run",
                client.name
            );
            verdict.add(&client.name, &client.outdated, ended);
        }
        verdict.assert();
    }
}
