//! Runs the protocol tests of models: a client is generated for each service with its tests, and
//! the tests are compiled and run.
//!
//! The models are those of `tests/conformance`, a folder for each protocol, and Smithy's own suites
//! where they are (`conformance/protocols` of the shared folder).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToSnakeCase;
use serde_json::{Value, json};
use tinsmith_model::{Closure, Model, Node, Operations, ShapeRef};
use tinsmith_tests::compiled::{Tests, Workspace, build_tests};
use tinsmith_tests::{cases, generate_tests, repository, shared};

/// Tests that are known to fail, as `<client>::<test>`. One that passes is an error.
const KNOWN_FAILURES: [&str; 0] = [];

/// Cases that clients of AWS's services fail, since the official clients do otherwise, as `<client>::<test>`.
/// Without `aws.api#service` the same client passes them: the table in `guide/src/differences.md` has the reasons.
const DROP_IN: [&str; 4] = [
    "protocols-aws-awsjson10-jsonrpc10::operations::operation_with_defaults::aws_json10_client_populates_default_values_in_input_request",
    "protocols-aws-awsjson10-jsonrpc10::operations::operation_with_defaults::aws_json10_client_uses_explicitly_provided_member_values_over_defaults_request",
    "protocols-aws-restjson1-restjson::operations::operation_with_defaults::rest_json_client_populates_default_values_in_input_request",
    "protocols-aws-restjson1-restjson::operations::operation_with_defaults::rest_json_client_uses_explicitly_provided_member_values_over_defaults_request",
];

/// The name of the clients' tests.
const PROTOCOL_TESTS: &str = "protocol_tests";

/// The trait by which a service is one of AWS's.
const AWS_SERVICE: &str = "aws.api#service";

/// The folder of models whose cases no test can be made of.
const REFUSED: &str = "refused";

/// The folders of Smithy's suites, below `conformance`, and what each of them uses.
const SUITES: [(&str, &[&str]); 10] = [
    ("protocols/aws/restJson1", AWS),
    ("protocols/aws/awsJson1_0", AWS),
    ("protocols/aws/awsJson1_1", AWS),
    ("protocols/aws/restXml", AWS),
    ("protocols/aws/restXmlWithNamespace", AWS),
    ("protocols/aws/awsQuery", AWS),
    ("protocols/aws/ec2Query", AWS),
    ("protocols/aws/rpcv2Cbor", AWS),
    ("protocols/smithy/rpcv2Cbor", SMITHY),
    ("protocols/smithy/rpcv2Json", SMITHY),
];
const AWS: &[&str] = &[
    "protocols/aws/shared-types.smithy",
    "protocols/aws/aws-config.smithy",
    "dependencies",
];
const SMITHY: &[&str] = &["protocols/smithy/shared-types.smithy", "dependencies"];

const PROTOCOLS: [&str; 8] = [
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
];

#[test]
fn own_cases_pass() {
    let mut run = Run::new("conformance");
    let mut folders = entries(&own());
    folders.retain(|(name, path)| path.is_dir() && name != REFUSED);
    for (protocol, models) in folders {
        for (name, files) in cases(&models) {
            let model = Model::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
            for service in services(&model) {
                run.add(&format!("{protocol}-{name}"), &model, service);
            }
        }
    }
    run.workspace.check_tests();
    run.finish();
}

#[test]
fn tests_are_emitted_as_locked() {
    let model = Model::load(&[own().join("rest_json_1/errors.json")]);
    let model = model.unwrap_or_else(|problems| panic!("{problems}"));
    let id = "example.conformance.errors#Service";
    let client = generate_tests(&model, id, "locked", Operations::All);
    let client = client.unwrap_or_else(|problems| panic!("{problems}"));
    let tests = client
        .files
        .iter()
        .filter(|file| file.path.starts_with("tests"));
    let tests = tests.map(|file| format!("==> {} <==\n{}", file.path.display(), file.text));
    insta::assert_snapshot!("emitted", tests.collect::<Vec<_>>().join("\n"));
}

#[test]
fn cases_that_no_test_can_be_made_of_are_refused() {
    for (name, files) in cases(&own().join(REFUSED)) {
        let model = Model::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
        for (service, _) in services(&model) {
            let id = model[service].id.as_str();
            let problems = generate_tests(&model, id, "refused", Operations::All).err();
            let problems = problems.unwrap_or_else(|| panic!("{name}: all cases are accepted"));
            let text = problems
                .to_string()
                .replace(&*format!("{}/", own().display()), "");
            insta::assert_snapshot!(name.clone(), text);
        }
    }
}

#[test]
fn smithys_suites_pass() {
    let Some(folder) = shared("conformance/protocols") else {
        return;
    };
    let folder = folder.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut run = Run::new("conformance-suites");
    let scratch = tempfile::tempdir().expect("a folder");
    let extra = scratch.path().join("s3_endpoints.json");
    for (suite, others) in SUITES {
        let files = [&[suite], others].concat().into_iter();
        let mut files: Vec<PathBuf> = files
            .flat_map(|file| idl_files(&folder.join(file)))
            .collect();
        // The suites name a shape of it, and do not have it.
        files.push(own().join("framework.json"));
        if suite == "protocols/aws/restXml" {
            let endpoints = s3_endpoints(&folder.join("../models/aws/s3-2006-03-01.json"));
            fs::write(&extra, endpoints).expect("a file of ours");
            files.push(extra.clone());
        }
        let model = Model::load(&files).unwrap_or_else(|problems| panic!("{suite}: {problems}"));
        let names = services(&model).into_iter().map(|service| {
            let name = model[service.0].id.name();
            let name = format!("{suite}-{name}").replace('/', "-");
            run.add(&name, &model, service);
            (name, model[service.0].id.as_str())
        });
        let differ: Vec<_> = names
            .filter(|(name, _)| !drop_in(&package(name)).is_empty())
            .collect();
        if !differ.is_empty() {
            let model = of_nobody(&files, scratch.path());
            for (name, id) in differ {
                let mut services = services(&model).into_iter();
                let service = services.find(|(shape, _)| model[*shape].id.as_str() == id);
                run.add_specification(&name, &model, service.expect("the service"));
            }
        }
    }
    run.finish();
}

/// The model of the files without the trait that makes a service one of AWS's.
fn of_nobody(files: &[PathBuf], scratch: &Path) -> Model {
    let build = json!({
        "version": "1.0",
        "imports": files,
        "projections": {
            "nobody": {
                "transforms": [{ "name": "excludeTraits", "args": { "traits": [AWS_SERVICE] } }],
            },
        },
    });
    let path = scratch.join("smithy-build.json");
    fs::write(&path, build.to_string()).expect("a file of ours");
    let path = scratch.join("smithy-build.json#nobody");
    Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The package of a client.
fn package(name: &str) -> String {
    name.to_lowercase().replace('_', "")
}

/// The cases in which a client does as the official ones do, without the client's name.
fn drop_in(package: &str) -> BTreeSet<&'static str> {
    let cases = DROP_IN.into_iter();
    let cases = cases.filter_map(|case| case.strip_prefix(package)?.strip_prefix("::"));
    cases.collect()
}

/// What the suite's S3 does not have, as the published model has it: the rules and settings that say where
/// a bucket is in the URL, and which members are one.
fn s3_endpoints(published: &Path) -> String {
    let text = fs::read_to_string(published).expect("the published model of S3");
    let model: Value = serde_json::from_str(&text).expect("JSON");
    let service = &model["shapes"]["com.amazonaws.s3#AmazonS3"]["traits"];
    let rules = ["endpointRuleSet", "clientContextParams"].map(|name| {
        let id = format!("smithy.rules#{name}");
        (id.clone(), service[&id].clone())
    });
    let mut shapes = serde_json::Map::new();
    let mut apply = |shape: String, traits: Value| {
        shapes.insert(shape, json!({ "type": "apply", "traits": traits }));
    };
    apply(
        "com.amazonaws.s3#AmazonS3".to_owned(),
        rules.into_iter().collect(),
    );
    for operation in [
        "DeleteObjectTagging",
        "GetBucketLocation",
        "GetObject",
        "ListObjectsV2",
    ] {
        apply(
            format!("com.amazonaws.s3#{operation}Request$Bucket"),
            json!({ "smithy.rules#contextParam": { "name": "Bucket" } }),
        );
    }
    json!({ "smithy": "2.0", "shapes": shapes }).to_string()
}

/// Clients with their tests, and what became of them.
struct Run {
    workspace: Workspace,
    clients: Vec<Client>,
}

struct Client {
    name: String,
    protocol: &'static str,
    /// How many cases for clients the model has.
    cases: usize,
    /// A client that follows the specification, of the operations in whose cases this client differs from it.
    specification: Option<Specification>,
}

/// A client of the same operations in a service without `aws.api#service`, which follows the specification.
struct Specification {
    name: String,
    cases: usize,
}

/// Cases of a protocol.
#[derive(Default)]
struct Counts {
    found: usize,
    run: usize,
    passed: usize,
}

impl Run {
    fn new(name: &str) -> Self {
        Self {
            workspace: Workspace::new(name),
            clients: Vec::new(),
        }
    }

    /// Generates a client with a test of each of its cases.
    fn add(&mut self, name: &str, model: &Model, service: (ShapeRef, &'static str)) {
        let (shape, protocol) = service;
        let package = package(name);
        let found = found(model, shape, protocol);
        let client = generate_tests(model, model[shape].id.as_str(), &package, Operations::All);
        let client = client.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let made = client.summary.protocol_tests;
        assert_eq!(made, found, "{name}: cases without a test");
        if made > 0 {
            self.workspace.add(&package, &client);
        }
        self.clients.push(Client {
            name: package,
            protocol,
            cases: found,
            specification: None,
        });
    }

    /// Generates a second client, of the operations in whose cases the client of that name differs from the
    /// specification. `model` has the service without `aws.api#service`.
    fn add_specification(&mut self, name: &str, model: &Model, service: (ShapeRef, &str)) {
        let first = package(name);
        let package = format!("{first}-specification");
        let id = model[service.0].id.as_str();
        let cases = drop_in(&first).into_iter();
        let modules = cases.filter_map(|case| case.split("::").nth(1));
        let modules: BTreeSet<&str> = modules.collect();
        let closure = closure(model, service.0);
        let names = closure.operations().iter();
        let names = names.map(|&operation| model[operation].id.name());
        let names = names.filter(|name| modules.contains(&*name.to_snake_case()));
        let operations = Operations::Named(names.map(str::to_owned).collect());
        let client = generate_tests(model, id, &package, operations);
        let client = client.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        self.workspace.add(&package, &client);
        let mut clients = self.clients.iter_mut();
        let first = clients.find(|client| client.name == first);
        first.expect("a client of that name").specification = Some(Specification {
            name: package,
            cases: client.summary.protocol_tests,
        });
    }

    /// Runs all tests, and says how they ended.
    fn finish(self) {
        let folder = self.workspace.prepare().to_owned();
        let tests = build_tests(&folder, PROTOCOL_TESTS);
        let (mut failed, mut stale) = (Vec::new(), BTreeSet::from(KNOWN_FAILURES));
        for protocol in PROTOCOLS {
            let mut counts = Counts::default();
            let clients = self.clients.iter().filter(|it| it.protocol == protocol);
            for client in clients {
                counts.found += client.cases;
                if client.cases == 0 {
                    continue;
                }
                let ended = tests.ended(&client.name);
                assert_eq!(
                    ended.len(),
                    client.cases,
                    "{}: tests were not run",
                    client.name
                );
                counts.run += ended.len();
                let ended = self.by_specification(&tests, client, ended);
                for (test, passed) in ended {
                    let test = format!("{}::{test}", client.name);
                    let is_known = stale.contains(test.as_str());
                    counts.passed += usize::from(passed);
                    match (passed, is_known) {
                        (false, true) => drop(stale.remove(test.as_str())),
                        (false, false) => failed.push(test),
                        (true, _) => {}
                    }
                }
            }
            if counts.found > 0 {
                let Counts { found, run, passed } = counts;
                println!("{protocol}: {found} cases found, {run} run, {passed} passed");
            }
        }
        assert!(failed.is_empty(), "cases fail:\n{}", failed.join("\n"));
        let ours = |test: &&&str| {
            let mut clients = self.clients.iter();
            clients.any(|client| test.starts_with(&format!("{}::", client.name)))
        };
        let stale: Vec<_> = stale.iter().filter(ours).collect();
        assert!(
            stale.is_empty(),
            "known failures that do not fail: {stale:?}"
        );
    }
}

impl Run {
    /// What became of a client's cases, where those in which it differs on purpose are those of nobody's
    /// client, all of whose cases pass.
    fn by_specification(
        &self,
        tests: &Tests,
        client: &Client,
        ended: Vec<(String, bool)>,
    ) -> Vec<(String, bool)> {
        let Some(specification) = &client.specification else {
            return ended;
        };
        let differ = drop_in(&client.name);
        let failed: BTreeSet<&str> = ended
            .iter()
            .filter_map(|(test, passed)| (!passed).then_some(&**test))
            .collect();
        let unknown = differ.difference(&failed).collect::<Vec<_>>();
        assert!(
            unknown.is_empty(),
            "{}: no differences: {unknown:?}",
            client.name
        );
        let Specification { name, cases } = specification;
        let others = tests.ended(name);
        assert_eq!(others.len(), *cases, "{name}: tests were not run");
        let passed: BTreeSet<&str> = others
            .iter()
            .filter_map(|(test, passed)| passed.then_some(&**test))
            .collect();
        assert_eq!(passed.len(), *cases, "{name}: cases fail: {others:?}");
        assert!(differ.is_subset(&passed), "{name}: no test of {differ:?}");
        println!(
            "{}: {} cases pass without `{AWS_SERVICE}` only",
            client.name,
            differ.len()
        );
        let or_differs = |(test, passed): (String, bool)| {
            let passed = passed || differ.contains(&*test);
            (test, passed)
        };
        ended.into_iter().map(or_differs).collect()
    }
}

/// The folder of our own models.
fn own() -> PathBuf {
    repository().join("tests/conformance")
}

/// The services of a model that speak a protocol, each with the one that a client speaks.
fn services(model: &Model) -> Vec<(ShapeRef, &'static str)> {
    let of = |service: ShapeRef| {
        let traits = &model[service].traits;
        let protocol = PROTOCOLS.iter().find(|protocol| traits.has(protocol));
        protocol.map(|protocol| (service, *protocol))
    };
    model.services().into_iter().filter_map(of).collect()
}

fn closure(model: &Model, service: ShapeRef) -> Closure<'_> {
    let id = model[service].id.as_str();
    Closure::of(model, Some(id), &Operations::All).unwrap_or_else(|problems| panic!("{problems}"))
}

/// How many cases a service has for clients that speak the protocol.
fn found(model: &Model, service: ShapeRef, protocol: &str) -> usize {
    let closure = closure(model, service);
    let mut shapes: BTreeSet<ShapeRef> = closure.operations().iter().copied().collect();
    for &operation in closure.operations() {
        shapes.extend(closure.errors(operation));
    }
    let cases = shapes.iter().flat_map(|&shape| {
        let traits = ["httpRequestTests", "httpResponseTests", "eventStreamTests"];
        traits.into_iter().filter_map(move |name| {
            let cases = model[shape].traits.get(&format!("smithy.test#{name}"));
            cases.and_then(Node::as_array)
        })
    });
    let text = |case: &Node, key: &str| case.get(key).and_then(Node::as_str).map(str::to_owned);
    cases
        .flatten()
        .filter(|case| text(case, "protocol").as_deref() == Some(protocol))
        .filter(|case| text(case, "appliesTo").as_deref() != Some("server"))
        .count()
}

/// The Smithy IDL files in a folder, or the file itself.
fn idl_files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let inner = entries(path).into_iter();
    inner
        .filter(|(name, path)| name.ends_with(".smithy") || path.is_dir())
        .flat_map(|(_, path)| idl_files(&path))
        .collect()
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).expect("the folder of the models");
    let mut entries: Vec<_> = entries
        .map(|entry| entry.expect("a folder's entry"))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            )
        })
        .collect();
    entries.sort();
    entries
}
