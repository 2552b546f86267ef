//! `tinsmith generate --protocol-tests` and `--endpoint-tests`: the files that they add to a crate, and remove again.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run};
use tinsmith_tests::repository;

fn generate(model: &str, out: &Path, option: Option<&str>) -> Ended {
    let model = repository().join("tests").join(model);
    let (model, out) = (model.to_string_lossy(), out.to_string_lossy());
    let arguments = ["generate", &*model, "--out", &*out];
    run(&[&arguments[..], option.as_slice()].concat())
}

#[test]
fn tests_come_and_go_with_the_option() {
    let folder = TempDir::new().expect("a folder");
    let (model, client) = (
        "conformance/rest_json_1/errors.json",
        folder.path().join("client"),
    );
    let tests = client.join("tests/protocol_tests");
    let manifest = || fs::read_to_string(client.join("Cargo.toml")).expect("a manifest");

    let with = generate(model, &client, Some("--protocol-tests"));
    assert_eq!(with.code, 0, "{}", with.err);
    assert!(with.out.contains("\n9 protocol tests\n"), "{}", with.out);
    for file in ["main.rs", "operations/fetch.rs", "errors/missing.rs"] {
        assert!(tests.join(file).exists(), "{file} is missing");
    }
    assert!(manifest().contains("features = [\"test-util\"]"));
    let own = tests.join("own.rs");
    fs::write(&own, "// written by hand\n").expect("a file");

    let without = generate(model, &client, None);
    assert_eq!(without.code, 0, "{}", without.err);
    assert!(!without.out.contains("protocol tests"), "{}", without.out);
    assert!(without.out.contains(" 6 removed"), "{}", without.out);
    for file in ["main.rs", "operations/fetch.rs", "errors/missing.rs"] {
        assert!(!tests.join(file).exists(), "{file} is left");
    }
    assert!(own.exists(), "a file that was not generated is removed");
    assert!(!manifest().contains("dev-dependencies"));
}

#[test]
fn a_case_that_cannot_be_a_test_fails_and_nothing_is_written() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(
        "conformance/refused/rest_json_1.json",
        &client,
        Some("--protocol-tests"),
    );
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(
        done.err.contains("the case `TooLarge` can't be"),
        "{}",
        done.err
    );
    assert!(!client.exists());
    let without = generate("conformance/refused/rest_json_1.json", &client, None);
    assert_eq!(without.code, 0, "{}", without.err);
}

#[test]
fn endpoint_tests_come_and_go_with_the_option() {
    let folder = TempDir::new().expect("a folder");
    let (model, client) = ("endpoint_cases/stores.smithy", folder.path().join("client"));
    let tests = client.join("tests/endpoint_tests");
    let files = ["main.rs", "resolver.rs", "operations/get_store.rs"];
    let with = generate(model, &client, Some("--endpoint-tests"));
    assert_eq!(with.code, 0, "{}", with.err);
    assert!(with.out.contains("\n27 endpoint tests\n"), "{}", with.out);
    for file in files {
        assert!(tests.join(file).exists(), "{file} is missing");
    }
    let without = generate(model, &client, None);
    assert_eq!(without.code, 0, "{}", without.err);
    for file in files {
        assert!(!tests.join(file).exists(), "{file} is left");
    }
}

#[test]
fn a_case_that_cannot_be_an_endpoint_test_fails_and_nothing_is_written() {
    let folder = TempDir::new().expect("a folder");
    let text = fs::read_to_string(repository().join("tests/endpoint_cases/stores.smithy"));
    let text = text
        .expect("the model")
        .replace("UseFIPS: true, UseDualStack", "UseFips: true, UseDualStack");
    let model = folder.path().join("stores.smithy");
    fs::write(&model, text).expect("a file");
    let client = folder.path().join("client");
    let (model, out) = (model.to_string_lossy(), client.to_string_lossy());
    let done = run(&["generate", &*model, "--out", &*out, "--endpoint-tests"]);
    assert_eq!(done.code, 1, "{}", done.out);
    for part in [
        "the case can't be an endpoint test: unknown parameter of the rule set `UseFips`",
        "did you mean `UseFIPS`?",
        "example.stores#Stores",
        "smithy.rules#endpointTests.testCases[2]",
    ] {
        assert!(done.err.contains(part), "{}", done.err);
    }
    assert!(!client.exists());
}
