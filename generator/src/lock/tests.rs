//! Locks that are made, compared, refused and accepted.

use std::fs;
use std::path::Path;
use std::thread;

use tempfile::TempDir;
use tinsmith_model::{Closure, Model, Operations};

use super::file::Lock;
use super::package::{Mode, is_foreign, mode};
use super::{Generated, NAME, Package, claim, compare};
use crate::Error;

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Get"}],
        "traits": {"smithy.rules#endpointRuleSet": {"version": "1.0", "parameters": {}, "rules": []},
            "smithy.rules#endpointTests": {"version": "1.0"}}},
    "a#Get": {"type": "operation", "input": {"target": "a#GetInput"},
        "traits": {"smithy.api#documentation": "Somebody's prose.", "smithy.api#examples": []}},
    "a#GetInput": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}MORE}}
}}"#;

/// A package with a model that has more members than one.
struct Case {
    folder: TempDir,
    package: Package,
}

impl Case {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let package = Package {
            folder: folder.path().to_owned(),
            out_dir: folder.path().join("out"),
            mode: Mode::Update,
        };
        fs::create_dir(&package.out_dir).expect("a folder");
        Self { folder, package }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.path(NAME)).expect("a lock")
    }

    /// The error of a build, in full.
    fn refused(&self, client: &str, model: &Model) -> String {
        let error = self.build(client, model).expect_err("no build");
        format!("{error:?}")
    }

    fn model(&self, members: usize) -> Model {
        let more = (0..members).map(|n| format!(r#", "m{n}": {{"target": "smithy.api#String"}}"#));
        let path = self.path(&format!("model-{members}.json"));
        let text = MODEL.replace("MORE", &more.collect::<String>());
        fs::write(&path, text).expect("a model");
        Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// What a build prints.
    fn build(&self, client: &str, model: &Model) -> Result<Vec<String>, Error> {
        let operations = Operations::All;
        let closure = Closure::of(model, None, &operations)?;
        let generated = Generated {
            client,
            closure: &closure,
            operations: &operations,
        };
        let update = compare(&self.package, &[generated])?;
        let warnings = update.warnings.clone();
        update.accept()?;
        Ok(warnings)
    }
}

#[test]
fn prose_and_rules_are_digests() {
    let case = Case::new();
    let warnings = case.build("a", &case.model(0)).expect("a lock");
    assert_eq!(warnings, Vec::<String>::new());
    let lock = case.lock();
    assert!(!lock.contains("prose"), "{lock}");
    assert!(!lock.contains("examples"), "{lock}");
    assert!(!lock.contains("endpointTests"), "{lock}");
    let rules = r#""smithy.rules#endpointRuleSet": "sha256:"#;
    assert!(lock.contains(rules), "{lock}");
    let parsed = Lock::parse(Path::new(NAME), lock.as_bytes()).expect("a lock");
    assert_eq!(parsed.print(), lock);
}

#[test]
fn at_most_ten_lines_and_where_the_others_are() {
    let case = Case::new();
    case.build("a::b", &case.model(0)).expect("a lock");
    let warnings = case.build("a::b", &case.model(30)).expect("a lock");
    assert_eq!(warnings.len(), 11);
    let report = case.path("out/a.b.changes.txt");
    let last = format!("21 more; every place and reason: {}", report.display());
    assert_eq!(warnings.last(), Some(&last));
    let report = fs::read_to_string(report).expect("the report");
    assert_eq!(report.lines().count(), 32, "{report}");
    assert_eq!(
        case.build("a::b", &case.model(30)).expect("a lock"),
        Vec::<String>::new()
    );
}

#[test]
fn a_change_of_many_operations_is_one_line_and_the_worst_is_first() {
    let case = Case::new();
    let model = |members: &str, required: &str| {
        let operation = |n: usize| {
            let get = r##""a#Get%": {"type": "operation", "input": {"target": "a#Get%Input"}}, "a#Get%Input":
                {"type": "structure", "members": {"shared": {"target": "a#Shared"}, "own": {"target":
                "smithy.api#String", "traits": {TRAITS}}}},"##;
            let traits = if n == 4 { required } else { "" };
            get.replace('%', &n.to_string()).replace("TRAITS", traits)
        };
        let bound: Vec<String> = (0..5)
            .map(|n| format!(r#"{{"target": "a#Get{n}"}}"#))
            .collect();
        let text = format!(
            r#"{{"smithy": "2.0", "shapes": {{{} "a#Shared": {{"type": "structure", "members": {{{members}}}}},
                "a#S": {{"type": "service", "version": "1", "operations": [{}]}}}}}}"#,
            (0..5).map(operation).collect::<String>(),
            bound.join(", ")
        );
        let path = case.path("model.json");
        fs::write(&path, text).expect("a model");
        Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
    };
    let member = |name| format!(r#""{name}": {{"target": "smithy.api#String"}}"#);
    case.build("a", &model(&member("old"), "")).expect("a lock");
    let both = format!("{}, {}", member("old"), member("new"));
    let required = r#""smithy.api#required": {}"#;
    let warnings = case.build("a", &model(&both, required)).expect("the lock");
    let lines: Vec<&str> = warnings.iter().map(String::as_str).collect();
    assert_eq!(
        lines[..3],
        [
            "the model of `a` changed: minor for Rust, INCOMPATIBLE on the wire",
            "Get4: sent member became required, its Rust type is the same: Get4Input$own (request, own): patch for Rust, INCOMPATIBLE on the wire",
            "Get0, Get1, Get2 and 2 more: member added: Shared$new (request, shared.new): minor for Rust, compatible \
             on the wire",
        ]
    );
}

#[test]
fn changed_prose_is_a_change_without_its_digest() {
    let case = Case::new();
    case.build("a", &case.model(0)).expect("a lock");
    let lock = case.lock();
    let path = case.path("model-0.json");
    let model = fs::read_to_string(&path).expect("the model");
    fs::write(
        &path,
        model.replace("Somebody's prose", "Somebody's \\n prose"),
    )
    .expect("a model");
    let reflowed = Model::load(&[&path]).unwrap_or_else(|problems| panic!("{problems}"));
    let warnings = case.build("a", &reflowed).expect("the lock");
    assert_eq!(warnings, Vec::<String>::new());
    let start = lock.find("documentation\": \"sha256:").expect("a digest") + 24;
    let mut other = lock.clone();
    other.replace_range(start..start + 4, "zzzz");
    other = other.replacen("\"model\": \"sha256:", "\"model\": \"sha256:0", 1);
    fs::write(case.path(NAME), other).expect("a lock");
    let warnings = case.build("a", &case.model(0)).expect("a lock");
    assert_eq!(
        warnings[..2],
        [
            "the model of `a` changed: patch for Rust, compatible on the wire",
            "Get: documentation changed: Get (operation): patch for Rust, compatible on the wire",
        ]
    );
    assert_eq!(case.lock(), lock);
}

#[test]
fn what_is_no_lock_is_told_and_left_alone() {
    let case = Case::new();
    let model = case.model(0);
    case.build("a", &model).expect("a lock");
    let lock = case.lock();
    let cases = [
        (String::new(), "not valid JSON: EOF while parsing a value"),
        (lock[..lock.len() / 2].to_owned(), "not valid JSON: EOF"),
        (lock.replacen("\"a\": {", "\"a\" {", 1), "tinsmith.lock:4:"),
        (format!("<<<<<<< ours\n{lock}"), "has a merge conflict"),
        ("[]".to_owned(), "not a lock of Tinsmith"),
        ("{\"version\": 4}".to_owned(), "not a lock of Tinsmith"),
        (
            lock.replacen(": 1", ": 7", 1),
            "has version 7 of the format, this one reads version 1",
        ),
        (
            lock.replacen(": 1", ": \"1\"", 1),
            "expected the version 1, found \"1\"",
        ),
        (
            lock.replacen("clients", "models", 1),
            "`models` is not part of a lock",
        ),
        (
            lock.replacen("\"all\"", "\"some\"", 1),
            "expected the names of operations",
        ),
        (
            lock.replacen("\"model\"", "\"digest\"", 1),
            "`digest` is not part of a client's lock",
        ),
        (
            lock.replacen("\"api\": {", "\"api\": 1, \"b\": {", 1),
            "`b` is not part",
        ),
        (
            lock.replacen("a#GetInput", "a#PutInput", 1),
            "the API of `a` is not a valid model: ",
        ),
        (
            lock.replacen("\"2.0\"", "\"3.0\"", 1),
            "clients.a.api.smithy",
        ),
    ];
    for (text, expected) in cases {
        assert_ne!(text, lock, "{expected}");
        fs::write(case.path(NAME), &text).expect("a lock");
        let error = case.refused("a", &model);
        assert!(error.contains(expected), "{expected}: {error}");
        assert!(error.contains(NAME) && error.contains("help: "), "{error}");
        assert_eq!(case.lock(), text);
    }
    fs::write(case.path(NAME), [b'{', 0xff]).expect("a lock");
    let error = case.refused("a", &model);
    assert!(error.contains("not UTF-8"), "{error}");
    fs::remove_file(case.path(NAME)).expect("a lock");
    fs::create_dir(case.path(NAME)).expect("a folder");
    assert!(matches!(case.build("a", &model), Err(Error::Io(_))));
}

#[test]
fn a_locked_build_fails_where_the_lock_is_not_up_to_date() {
    let mut case = Case::new();
    let (old, new) = (case.model(0), case.model(1));
    case.package.mode = Mode::Locked;
    let refused = |case: &Case, client: &str, model: &Model| {
        let error = case.refused(client, model);
        assert!(error.contains("TINSMITH_LOCKED is set"), "{error}");
        assert!(
            error.contains("`TINSMITH_UPDATE=1 cargo build` accepts this"),
            "{error}"
        );
        error
    };
    assert_eq!(
        case.build("a", &old).expect("no lock"),
        Vec::<String>::new()
    );
    assert!(!case.path(NAME).exists());
    case.package.mode = Mode::Update;
    case.build("a", &old).expect("a lock");
    let lock = case.lock();
    case.package.mode = Mode::Locked;
    assert_eq!(
        case.build("a", &old).expect("the same"),
        Vec::<String>::new()
    );
    assert!(refused(&case, "a", &new).contains("member added: GetInput$m0"));
    assert!(refused(&case, "b", &old).contains("tinsmith.lock does not have the client `b`"));
    assert_eq!(case.lock(), lock);
}

#[test]
fn a_build_that_was_not_asked_writes_no_lock() {
    let mut case = Case::new();
    let (old, new) = (case.model(0), case.model(1));
    case.package.mode = Mode::Compare;
    assert_eq!(
        case.build("a", &old).expect("no lock"),
        Vec::<String>::new()
    );
    assert!(!case.path(NAME).exists());
    case.package.mode = Mode::Update;
    case.build("a", &old).expect("a lock");
    let lock = case.lock();
    case.package.mode = Mode::Compare;
    let accept = "`TINSMITH_UPDATE=1 cargo build` accepts this; then commit tinsmith.lock";
    for (client, model, headline) in [
        ("a", &new, "the model of `a` changed: minor for Rust"),
        ("b", &old, "tinsmith.lock does not have the client `b`"),
    ] {
        for _ in 0..2 {
            let warnings = case.build(client, model).expect("a stale lock");
            assert!(warnings[0].starts_with(headline), "{warnings:?}");
            assert_eq!(warnings.last().map(String::as_str), Some(accept));
            assert_eq!(case.lock(), lock);
        }
    }
    case.package.mode = Mode::Update;
    let accepted = case.build("a", &new).expect("accepted");
    assert!(
        accepted[1].contains("member added: GetInput$m0"),
        "{accepted:?}"
    );
    case.package.mode = Mode::Compare;
    assert_eq!(case.build("a", &new).expect("new"), Vec::<String>::new());
}

#[test]
fn a_lock_that_cannot_be_written_is_told_with_what_changed() {
    let case = Case::new();
    case.build("a", &case.model(0)).expect("a lock");
    let model = case.model(1);
    let operations = Operations::All;
    let closure = Closure::of(&model, None, &operations).expect("a closure");
    let generated = Generated {
        client: "a",
        closure: &closure,
        operations: &operations,
    };
    let update = compare(&case.package, &[generated]).expect("a change");
    // Nobody can write to a folder as to a file, whoever he is.
    fs::remove_file(case.path(NAME)).expect("a lock");
    fs::create_dir(case.path(NAME)).expect("a folder");
    let error = format!("{:?}", update.accept().expect_err("no file"));
    for part in [
        "the model of `a` changed",
        "member added: GetInput$m0",
        "tinsmith.lock can't be written",
        "TINSMITH_UPDATE is set",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn builds_at_once_lose_nothing() {
    let case = Case::new();
    let models: Vec<Model> = (0..3).map(|members| case.model(members)).collect();
    thread::scope(|scope| {
        for number in 0..8 {
            let (case, models) = (&case, &models);
            scope.spawn(move || {
                for model in models {
                    let client = format!("client{number}");
                    case.build(&client, model).expect("a lock");
                }
            });
        }
    });
    let lock = Lock::parse(Path::new(NAME), case.lock().as_bytes()).expect("a lock");
    assert_eq!(lock.clients.len(), 8);
    assert!(
        case.lock().matches("\"m1\"").count() == 8,
        "{}",
        case.lock()
    );
}

#[test]
fn a_model_as_deep_as_can_be_has_a_lock_that_can_be_read() {
    let case = Case::new();
    let path = case.path("deep.json");
    let value = |leaf: &str| {
        let deep = 118;
        format!("{}{leaf}{}", "[".repeat(deep), "]".repeat(deep))
    };
    let model = |leaf: &str| {
        let text = MODEL.replace("MORE", "");
        let text = text.replace(
            "\"smithy.api#examples\": []",
            &format!("\"x.y#z\": {}", value(leaf)),
        );
        fs::write(&path, text).expect("a model");
        Model::load(&[&path]).unwrap_or_else(|problems| panic!("{problems}"))
    };
    case.build("a", &model("1")).expect("a lock");
    let warnings = case.build("a", &model("2")).expect("the lock");
    assert_eq!(warnings.len(), 3, "{warnings:?}");
}

#[test]
fn a_name_is_taken_once() {
    claim("name").expect("the first");
    let error = claim("name").expect_err("the second").to_string();
    assert!(
        error.contains("two clients of this build script are called `name`"),
        "{error}"
    );
}

#[test]
fn sources_of_others_are_known() {
    let case = Case::new();
    assert!(!is_foreign(case.folder.path()));
    for (place, folder) in [(".cargo-checksum.json", "."), (".cargo-ok", "crates/inner")] {
        let case = Case::new();
        fs::create_dir_all(case.path(folder)).expect("a folder");
        fs::write(case.path(place), "").expect("a file");
        assert!(is_foreign(&case.path(folder)), "{place}");
    }
}

#[test]
fn a_manifest_that_cargo_wrote_has_the_original_beside_it() {
    let case = Case::new();
    fs::write(case.path("Cargo.toml.orig"), "").expect("a file");
    fs::write(case.path("Cargo.toml"), "[package]\n").expect("a file");
    assert!(!is_foreign(&case.path(".")));
    let manifest = "# THIS FILE IS AUTOMATICALLY GENERATED BY CARGO\n[package]\n";
    fs::write(case.path("Cargo.toml"), manifest).expect("a file");
    assert!(is_foreign(&case.path(".")));
}

#[test]
fn variables_are_on_or_off() {
    let asked = |locked: &str, update: &str| {
        let value = |name: &str| {
            if name == "TINSMITH_LOCKED" {
                locked
            } else {
                update
            }
        };
        mode(|name| value(name).to_owned())
    };
    for off in ["", "0", "false"] {
        assert_eq!(asked(off, off).ok(), Some(Mode::Compare), "{off}");
        for on in ["1", "true"] {
            assert_eq!(asked(on, off).ok(), Some(Mode::Locked), "{on}");
            assert_eq!(asked(off, on).ok(), Some(Mode::Update), "{on}");
        }
    }
    let error = asked("yes", "").expect_err("neither").to_string();
    assert_eq!(error, "TINSMITH_LOCKED is `yes`, expected `1` or `0`");
    let error = asked("1", "1").expect_err("both").to_string();
    assert!(error.contains("are both set"), "{error}");
}
