//! `tinsmith update`: its report is that of `tinsmith changes`, and nothing changes without `--accept`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tinsmith_tests::{command, shared};

use super::{Place, connect};

const OPERATIONS: [&str; 6] = [
    "--operation",
    "CreateUser",
    "--operation",
    "DescribeUser",
    "--operation",
    "UpdateUserIdentityInfo",
];

fn before() -> PathBuf {
    connect().with_file_name("2022-10-12.json")
}

/// A report without the line that names the inputs, which differ.
fn report(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("Compared: "));
    let lines = lines.filter(|line| !line.starts_with("nothing was written; "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_report_is_that_of_changes_and_only_accept_writes() {
    let place = Place::package();
    place.add("connect", &before(), &OPERATIONS);
    let files = place.files();
    let after = connect();
    let after = after.to_string_lossy();
    let done = place.run(&["update", "--from", &after]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(place.files(), files);
    let old = before();
    let old = old.to_string_lossy();
    let arguments = [&["changes", &old, &after], &OPERATIONS[..]].concat();
    let changes = command::run(&arguments);
    assert!(changes.out.contains("UserIdentityInfo"), "{}", changes.out);
    assert_eq!(report(&done.out).trim(), report(&changes.out).trim());

    place.refuses(
        &["update", "--from", &after, "--accept", "--fail-on", "minor"],
        &["minor for the Rust API"],
    );
    let done = place.run(&["update", "connect", "--from", &after, "--accept"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(place.read("models/connect.json").contains("SecondaryEmail"));
    let files = place.files();
    let done = place.run(&["update", "--from", &after, "--accept"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!done.out.contains("SecondaryEmail"), "{}", done.out);
    assert_eq!(place.files(), files);
}

#[test]
fn features_that_the_new_model_needs_are_added() {
    let place = Place::package();
    let model = |input: &str| {
        format!(
            "$version: \"2.0\"\nnamespace example\n@aws.protocols#restJson1\n\
             service Store {{ version: \"1\", operations: [Put] }}\n\
             @http(method: \"PUT\", uri: \"/\")\n{input}operation Put {{}}\n"
        )
    };
    place.write("store.smithy", &model(""));
    place.add("store", Path::new("store.smithy"), &[]);
    assert!(!place.read("Cargo.toml").contains("compression"));
    let new = model("@requestCompression(encodings: [\"gzip\"])\n");
    place.write("store.smithy", &new);
    let done = place.run(&["update", "--accept"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(place.read("Cargo.toml").contains(
        "default-features = false, features = [\"rustls-ring\", \"rt-tokio\", \"compression\"]"
    ));
}

#[test]
fn an_operation_that_is_gone_is_told() {
    let place = Place::package();
    let model = |operations: &str| {
        format!(
            "$version: \"2.0\"\nnamespace example\n@aws.protocols#awsJson1_0\n\
             service Store {{ version: \"1\", operations: [{operations}] }}\noperation Put {{}}\noperation Get {{}}\n"
        )
    };
    place.write("store.smithy", &model("Put, Get"));
    place.add(
        "store",
        Path::new("store.smithy"),
        &["--operation", "Put", "--operation", "Get"],
    );
    place.write("store.smithy", &model("Put"));
    let done = place.run(&["update", "--accept"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out
            .contains("Get is no longer an operation of store: remove it from build.rs"),
        "{}",
        done.out
    );
    assert!(!place.read("models/store.json").contains("#Get"));
    place.write("store.smithy", &model("Get"));
    place.refuses(&["update", "--accept"], &["none of the chosen operations"]);
}

#[test]
fn what_is_not_there_is_an_error() {
    let place = Place::package();
    place.refuses(&["update"], &["no model in", "tinsmith add"]);
    place.add("connect", &connect(), &OPERATIONS);
    place.refuses(&["update", "conect"], &["did you mean `connect`"]);
    let errors = tinsmith_tests::models().join("errors.json");
    place.refuses(
        &["update", "--from", &errors.to_string_lossy()],
        &["models/connect.json", "goes by the name `Connect`"],
    );
}

/// Services of which each release of the history has a model.
const SERVICES: [(&str, &[&str]); 4] = [
    ("connect", &["CreateUser", "DescribeUser", "SearchUsers"]),
    (
        "ec2",
        &["DescribeInstances", "RunInstances", "CreateVolume"],
    ),
    (
        "sagemaker",
        &["CreateTrainingJob", "DescribeModel", "ListModels"],
    ),
    ("glue", &[]),
];

/// Ten releases of botocore.
#[test]
#[ignore = "reads eleven checkouts"]
fn each_of_ten_releases_is_reported_as_by_changes() {
    let Some(history) = shared("history") else {
        return;
    };
    let bundle = tinsmith_tests::entries(&history)
        .into_iter()
        .find(|path| path.extension().is_some_and(|it| it == "bundle"))
        .expect("a bundle");
    let folder = TempDir::new().expect("a folder");
    let git = |arguments: &[&str], at: &Path| {
        let output = Command::new("git").args(arguments).current_dir(at).output();
        let output = output.expect("git runs");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    };
    git(
        &["clone", "--quiet", &bundle.to_string_lossy(), "all"],
        folder.path(),
    );
    let all = folder.path().join("all");
    let tags = git(&["tag", "--sort=version:refname"], &all);
    let tags: Vec<&str> = tags.lines().collect();
    let tags = &tags[tags.len() - 11..];
    let [old, new] = ["old", "new"].map(|name| {
        git(&["clone", "--quiet", "all", name], folder.path());
        folder.path().join(name)
    });
    git(&["checkout", "--quiet", tags[0]], &old);
    git(&["checkout", "--quiet", tags[0]], &new);
    let place = Place::package();
    for (service, operations) in SERVICES {
        let operations: Vec<&str> = operations
            .iter()
            .flat_map(|&it| ["--operation", it])
            .collect();
        place.add(
            service,
            &new,
            &[&operations[..], &["--no-example"]].concat(),
        );
    }
    let mut changed = 0;
    for pair in tags.windows(2) {
        git(&["checkout", "--quiet", pair[0]], &old);
        git(&["checkout", "--quiet", pair[1]], &new);
        let files = place.files();
        for (service, operations) in SERVICES {
            let model =
                |checkout: &Path| model_of(checkout, service).to_string_lossy().into_owned();
            let operations: Vec<&str> = operations
                .iter()
                .flat_map(|&it| ["--operation", it])
                .collect();
            let (from, to) = (model(&old), model(&new));
            let arguments = [&["changes", &from, &to], &operations[..]].concat();
            let changes = command::run(&arguments);
            let done = place.run(&["update", service]);
            assert_eq!(
                (done.code, changes.code),
                (0, 0),
                "{}{}",
                done.err,
                changes.err
            );
            assert_eq!(
                report(&done.out).trim(),
                report(&changes.out).trim(),
                "{service} {pair:?}"
            );
            changed += usize::from(!done.out.starts_with("Nothing changed"));
        }
        assert_eq!(place.files(), files, "nothing changes without --accept");
        let done = place.run(&["update", "--accept"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    println!(
        "{} releases, {} services, {changed} of the reports have changes",
        tags.len() - 1,
        SERVICES.len()
    );
    assert!(changed > 0);
}

/// The newest model of a service in a checkout of botocore.
fn model_of(checkout: &Path, service: &str) -> PathBuf {
    let versions = tinsmith_tests::entries(&checkout.join("botocore/data").join(service));
    let newest = versions
        .into_iter()
        .filter(|it| it.is_dir())
        .max()
        .expect("a version");
    let plain = newest.join("service-2.json");
    match fs::exists(&plain) {
        Ok(true) => plain,
        _ => newest.join("service-2.json.gz"),
    }
}
