//! Packages of all kinds: what is added, what stays, what is refused.

use super::{PACKAGE, Place, connect};

const USER: [&str; 2] = ["--operation", "DescribeUser"];

#[test]
fn a_client_is_added_once() {
    let place = Place::package();
    let done = place.add("connect", &connect(), &USER);
    assert!(
        done.out.contains("new: models/connect.json"),
        "{}",
        done.out
    );
    assert!(
        done.out
            .contains("cargo run --example connect -- USER_ID INSTANCE_ID")
            || done
                .out
                .contains("cargo run --example connect -- INSTANCE_ID USER_ID"),
        "{}",
        done.out
    );
    let before = place.files();
    let names: Vec<String> = before.keys().map(|it| it.display().to_string()).collect();
    let expected = [
        "Cargo.toml",
        "build.rs",
        "examples/connect.rs",
        "models/connect.json",
        "src/main.rs",
    ];
    assert_eq!(names, expected);
    let done = place.add("connect", &connect(), &USER);
    assert!(done.out.contains("nothing to change"), "{}", done.out);
    assert_eq!(place.files(), before);
}

#[test]
fn operations_are_added_to_those_that_are_there() {
    let place = Place::package();
    place.add("connect", &connect(), &USER);
    place.add("connect", &connect(), &["--operation", "CreateUser"]);
    assert!(
        place
            .read("build.rs")
            .contains("[\"DescribeUser\", \"CreateUser\"]")
    );
    let model = place.read("models/connect.json");
    for operation in ["#CreateUser\"", "#DescribeUser\""] {
        assert!(model.contains(operation));
    }
    let before = place.files();
    place.add("connect", &connect(), &USER);
    assert_eq!(place.files(), before);
    place.refuses(
        &["add", "connect", "--from", &connect().to_string_lossy()],
        &[
            "the client has chosen operations, and all are asked for",
            "--operation",
        ],
    );
}

#[test]
fn another_version_is_left_to_update() {
    let place = Place::package();
    place.add("connect", &connect(), &["--operation", "CreateUser"]);
    let other = connect().with_file_name("2022-10-12.json");
    let other = other.to_string_lossy();
    place.refuses(
        &[
            "add",
            "connect",
            "--from",
            &other,
            "--operation",
            "DescribeUser",
        ],
        &["another version", "tinsmith update connect --from"],
    );
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let place = Place::package();
    let before = place.files();
    let done = place.add("connect", &connect(), &[&USER[..], &["--dry-run"]].concat());
    assert!(
        done.out
            .contains("+ tinsmith-runtime = { version = \"0.1\", features = [\"aws\"] }"),
        "{}",
        done.out
    );
    assert!(done.out.contains("nothing was written"), "{}", done.out);
    assert_eq!(place.files(), before);
}

#[test]
fn a_broken_manifest_is_left_alone() {
    let place = Place::package();
    place.write("Cargo.toml", "[package]\nname = \"app\n");
    let from = connect();
    place.refuses(
        &["add", "connect", "--from", &from.to_string_lossy()],
        &["Cargo.toml:2:", "not valid TOML"],
    );
    place.write("Cargo.toml", &PACKAGE.replace("edition = \"2024\"\n", ""));
    place.refuses(
        &["add", "connect", "--from", &from.to_string_lossy()],
        &["an edition before 2021"],
    );
    place.write(
        "Cargo.toml",
        &format!("{PACKAGE}[dependencies]\ntinsmith-runtime = 1\n"),
    );
    place.refuses(
        &[
            "add",
            "s3_objects",
            "--from",
            &tinsmith_tests::models()
                .join("rest_xml.json")
                .to_string_lossy(),
        ],
        &["no service in"],
    );
}

#[test]
fn a_build_script_that_cannot_be_edited_is_left_alone() {
    let place = Place::package();
    let from = connect();
    for (script, words) in [
        ("fn main() {", ["build.rs:1:", "not valid Rust"]),
        (
            "fn main() {\n    for model in MODELS {\n        tinsmith::compile(model, [\"A\"]).unwrap();\n    }\n}\n",
            [
                "build.rs:3:",
                "tinsmith::compile(\"models/connect.json\", [\"DescribeUser\"])?;",
            ],
        ),
    ] {
        place.write("build.rs", script);
        let from = from.to_string_lossy();
        place.refuses(
            &["add", "connect", "--from", &from, USER[0], USER[1]],
            &words,
        );
    }
    place.write("Cargo.toml", &format!("{PACKAGE}build = false\n"));
    place.refuses(
        &["add", "connect", "--from", &from.to_string_lossy()],
        &["`build = false`"],
    );
}

#[test]
fn a_build_script_keeps_what_it_does() {
    let place = Place::package();
    let script = "// ours\nfn main() {\n    println!(\"cargo::rustc-cfg=x\"); // why\n}\n";
    place.write("build.rs", script);
    let done = place.add("connect", &connect(), &USER);
    assert!(
        done.out.contains("cargo::rerun-if-changed=PATH"),
        "{}",
        done.out
    );
    let new = place.read("build.rs");
    assert!(
        new.starts_with("// ours\nfn main() {\n    tinsmith::compile("),
        "{new}"
    );
    assert!(
        new.ends_with("    println!(\"cargo::rustc-cfg=x\"); // why\n}\n"),
        "{new}"
    );
}

#[test]
fn two_clients_are_compiled_together() {
    let place = Place::package();
    place.add("connect", &connect(), &USER);
    let errors = tinsmith_tests::models().join("errors.json");
    place.add("errors", &errors, &[]);
    let script = place.read("build.rs");
    assert!(script.contains("tinsmith::compile_all(["), "{script}");
    assert!(
        script.contains("tinsmith::configure().model(\"models/errors.json\"),"),
        "{script}"
    );
}

#[test]
fn a_package_of_a_workspace_is_chosen_and_inherits() {
    let root = "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"3\"\n\n[workspace.dependencies]\n\
                tinsmith-runtime = \"0.1\"\n";
    let member = |name: &str| PACKAGE.replace("app", name);
    let place = Place::with(&[
        ("Cargo.toml", root),
        ("a/Cargo.toml", &member("a")),
        ("a/src/lib.rs", ""),
        ("b/Cargo.toml", &member("b")),
        ("b/src/lib.rs", ""),
    ]);
    let from = connect();
    let from = from.to_string_lossy();
    place.refuses(&["add", "connect", "--from", &from], &["`--package`: a, b"]);
    place.refuses(
        &["add", "connect", "--from", &from, "--package", "c"],
        &["no package `c`"],
    );
    place.add(
        "connect",
        &connect(),
        &[&USER[..], &["--package", "b"]].concat(),
    );
    assert!(
        place
            .read("b/Cargo.toml")
            .contains("tinsmith-runtime = { workspace = true, features = [\"aws\"] }")
    );
    assert_eq!(place.read("a/Cargo.toml"), member("a"));
    assert_eq!(place.read("Cargo.toml"), root);
    // By the path of the member, from another folder.
    place.add(
        "connect",
        &connect(),
        &["--manifest-path", "a/Cargo.toml", "--no-example"],
    );
    assert!(place.read("a/build.rs").contains("models/connect.json"));
    assert!(!place.path().join("a/examples").exists());
}

#[test]
fn documentation_is_kept_in_full_in_short_or_not_at_all() {
    let model = |docs: &str| {
        let place = Place::package();
        place.write("w.smithy", DOCUMENTED);
        place.add("weather", &place.path().join("w.smithy"), &["--docs", docs]);
        place.read("models/weather.json")
    };
    let [full, short, none] = ["full", "short", "none"].map(model);
    assert!(full.contains("Tells the weather. Rarely right."));
    assert!(short.contains("Tells the weather.\""), "{short}");
    assert!(!short.contains("Rarely"));
    assert!(!none.contains("smithy.api#documentation"), "{none}");
}

const DOCUMENTED: &str = r#"$version: "2.0"
namespace example
@aws.protocols#awsJson1_0
@documentation("Tells the weather. Rarely right.")
service Weather { version: "1", operations: [Now] }
@documentation("Asks. Answers.")
operation Now { output := { @documentation("Degrees. Celsius.") degrees: Float } }
"#;
