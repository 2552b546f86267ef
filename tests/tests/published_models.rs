//! The published models, where they are at hand: those of the protocols that are generated compile
//! without a warning.
//!
//! `TINSMITH_COMPILE=all` compiles every model, and every operation of Connect alone, not a sample of
//! them.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tinsmith::Client;
use tinsmith_model::{Closure, Model, Operations};
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::{botocore, generate, generate_operations, shared};

const CONNECT: &str = "connect-2017-08-08";

/// The protocols that are generated, in the order of preference.
const PROTOCOLS: &[&str] = &[
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
];

/// The models that are not generated, and what they ask for.
const UNSUPPORTED: &[(&str, &str)] = &[];

/// The models that are compiled unless all are: each has something that the others have not.
const SAMPLE: &[&str] = &[
    CONNECT,
    // Events both ways, in restJson1.
    "bedrock-runtime-2023-09-30",
    // Prefix headers, query parameters, host prefixes and payloads.
    "dataexchange-2017-07-25",
    // awsJson1_0: a union that holds itself, in lists and maps; parameters of endpoints out of requests.
    "dynamodb-2012-08-10",
    // awsJson1_1: events in answers.
    "kinesis-2013-12-02",
    // awsJson1_1: blobs, and many errors.
    "kms-2014-11-01",
    // Unions, and blobs that are streamed in answers.
    "medical-imaging-2023-07-19",
    // A blob that is streamed, and lexicons in XML.
    "polly-2016-06-10",
    // restXml: ids with prefixes.
    "route-53-2013-04-01",
    // awsQuery: maps, lists of entries, and errors with codes of their own.
    "sns-2010-03-31",
    // awsJson1_0, and codes of awsQuery.
    "sqs-2012-11-05",
];

/// The operations of Connect that are compiled alone unless all are.
const OPERATIONS: &[&str] = &[
    "CreateUser",
    "GetMetricDataV2",
    "ListUsers",
    "SearchContacts",
    "UpdateUserIdentityInfo",
];

#[test]
fn every_model_of_a_protocol_is_generated_or_asks_for_what_comes_later() {
    let Some(models) = published() else { return };
    let failures = Mutex::new(BTreeMap::new());
    let counts = Mutex::new(BTreeMap::new());
    let waiters = AtomicUsize::new(0);
    each(&models, |name, path| {
        let model = Model::load(&[path]).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(protocol) = protocol(&model) else {
            return;
        };
        let count = |generated: usize| {
            let mut counts = counts.lock().expect("no panic before");
            let count = counts.entry(protocol).or_insert((0, 0));
            *count = (count.0 + 1, count.1 + generated);
        };
        let client = generate(&model, name);
        count(usize::from(client.is_ok()));
        match client {
            Ok(client) => {
                waiters.fetch_add(client.summary.waiters, Ordering::Relaxed);
                assert_is_rust(name, &client);
            }
            Err(problems) => {
                let mut failures = failures.lock().expect("no panic before");
                failures.insert(name.to_owned(), problems.to_string());
            }
        }
    });
    let failures = failures.into_inner().expect("no panic before");
    let failed: Vec<&str> = failures.keys().map(String::as_str).collect();
    let expected: Vec<&str> = UNSUPPORTED.iter().map(|(name, _)| *name).collect();
    let said: Vec<&str> = failures.values().map(String::as_str).collect();
    assert_eq!(failed, expected, "{}", said.join("\n"));
    for (name, asked) in UNSUPPORTED {
        assert!(
            failures[*name].contains(asked),
            "{name}: {}",
            failures[*name]
        );
    }
    for (protocol, (count, generated)) in counts.into_inner().expect("no panic before") {
        println!("{count} models of {protocol}, {generated} generated");
    }
    println!("{} waiters generated", waiters.into_inner());
}

/// The release of botocore whose waiters are generated.
const BOTOCORE: &str = "1.44.8";

#[test]
fn all_waiters_of_botocore_are_generated() {
    let Some(data) = botocore(BOTOCORE) else {
        return;
    };
    let mut models = Vec::new();
    for service in fs::read_dir(data).expect("the services") {
        let service = service.expect("an entry").path();
        // The newest version is the one that is called.
        let versions = fs::read_dir(&service).into_iter().flatten();
        let newest = versions.map(|it| it.expect("an entry").path()).max();
        let there = |name: &str| {
            let folder = newest.as_ref()?;
            let files = [name.to_owned(), format!("{name}.gz")];
            files
                .map(|file| folder.join(file))
                .into_iter()
                .find(|it| it.is_file())
        };
        if let (Some(model), Some(_)) = (there("service-2.json"), there("waiters-2.json")) {
            let name = service.file_name().unwrap_or_default().to_string_lossy();
            models.push((name.into_owned(), model));
        }
    }
    let waiters = AtomicUsize::new(0);
    each(&models, |name, path| {
        let model = Model::load(&[path]).unwrap_or_else(|error| panic!("{name}: {error}"));
        let client = generate(&model, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        waiters.fetch_add(client.summary.waiters, Ordering::Relaxed);
    });
    let (services, waiters) = (models.len(), waiters.into_inner());
    println!("{waiters} waiters of {services} services generated");
    assert!(waiters > 300);
}

#[test]
fn generated_models_compile_without_a_warning() {
    let Some(models) = published() else { return };
    let all = env::var("TINSMITH_COMPILE").is_ok_and(|which| which == "all");
    let clients = Mutex::new(Vec::new());
    each(&models, |name, path| {
        if !all && !SAMPLE.contains(&name) {
            return;
        }
        let model = Model::load(&[path]).unwrap_or_else(|error| panic!("{name}: {error}"));
        if protocol(&model).is_none() || UNSUPPORTED.iter().any(|(other, _)| *other == name) {
            return;
        }
        let client = generate(&model, &format!("published-{name}"));
        let client = client.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut clients = clients.lock().expect("no panic before");
        clients.push((format!("published-{name}"), client));
    });
    let mut clients = clients.into_inner().expect("no panic before");
    clients.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(
        all || clients.len() == SAMPLE.len(),
        "a model of the sample is gone"
    );
    let mut workspace = Workspace::new("published");
    for (name, client) in &clients {
        workspace.add(name, client);
    }
    println!("{} models compiled", clients.len());
    workspace.check();
}

#[test]
fn each_operation_of_connect_alone_compiles_without_a_warning() {
    let Some(path) = shared(&format!("models/aws/{CONNECT}.json")) else {
        return;
    };
    let all = env::var("TINSMITH_COMPILE").is_ok_and(|which| which == "all");
    let model = Model::load(&[path]).unwrap_or_else(|error| panic!("{error}"));
    let closure = Closure::of(&model, None, &Operations::All);
    let closure = closure.unwrap_or_else(|error| panic!("{error}"));
    let operations = closure.operations().iter().map(|&it| model[it].id.name());
    let operations: Vec<&str> = operations
        .filter(|operation| all || OPERATIONS.contains(operation))
        .collect();
    assert!(all || operations.len() == OPERATIONS.len());
    let mut workspace = Workspace::new("alone");
    for operation in &operations {
        let name = format!("alone-{}", operation.to_lowercase());
        let chosen = Operations::Named(vec![(*operation).to_owned()]);
        let client = generate_operations(&model, &name, chosen);
        let client = client.unwrap_or_else(|error| panic!("{operation}: {error}"));
        assert_eq!(client.summary.operations, 1);
        workspace.add(&name, &client);
    }
    println!("{} operations compiled alone", operations.len());
    workspace.check();
}

/// The models, by name.
fn published() -> Option<Vec<(String, PathBuf)>> {
    let cases = tinsmith_tests::cases(&shared("models/aws")?);
    let files = cases
        .into_iter()
        .map(|(name, mut files)| (name, files.remove(0)));
    Some(files.collect())
}

/// The protocol that a model's service is called in; `None` if it has none that is generated.
fn protocol(model: &Model) -> Option<&'static str> {
    let services = model.services();
    let service = services.first().map(|&service| &model[service].traits)?;
    PROTOCOLS.iter().copied().find(|id| service.has(id))
}

/// Calls `act` for each model, on all processors.
fn each(models: &[(String, PathBuf)], act: impl Fn(&str, &Path) + Sync) {
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((name, path)) = models.get(next.fetch_add(1, Ordering::Relaxed)) {
                    act(name, path);
                }
            });
        }
    });
}

/// What the emitter can't put together as Rust, it leaves to the compiler.
fn assert_is_rust(name: &str, client: &Client) {
    for file in &client.files {
        let broken = file.text.contains("compile_error!");
        assert!(!broken, "{name}: {}", file.path.display());
    }
}
