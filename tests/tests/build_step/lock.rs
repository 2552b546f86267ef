//! `tinsmith.lock` in a project of its own: the build reports what changed in the model.

use std::process::Stdio;

use tinsmith_tests::compiled;

use crate::project::{Build, Project};

const LOCK: &str = "tinsmith.lock";
const LOCKED: &[(&str, &str)] = &[("TINSMITH_LOCKED", "1")];
const UPDATE: &[(&str, &str)] = &[("TINSMITH_UPDATE", "1")];
const ACCEPT: &str = "`TINSMITH_UPDATE=1 cargo build` accepts this; then commit tinsmith.lock";

const BUILD: &str = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("model.json", ["CreateUser", "DescribeUser", "UpdateUserIdentityInfo"])
}
"#;

const MAIN: &str = "tinsmith_runtime::include_client!(connect);\n\nfn main() {}\n";

/// What a build says when the model of 2022-10-12 became that of the next day, but for the path of
/// the report.
const CHANGED: [&str; 5] = [
    "the model of `connect` changed: minor for Rust, compatible on the wire",
    "CreateUser, DescribeUser, UpdateUserIdentityInfo: member added: UserIdentityInfo$Mobile \
     (request, IdentityInfo.Mobile): minor for Rust, compatible on the wire",
    "CreateUser, DescribeUser, UpdateUserIdentityInfo: member added: UserIdentityInfo$SecondaryEmail \
     (request, IdentityInfo.SecondaryEmail): minor for Rust, compatible on the wire",
    "every place and reason: ",
    ACCEPT,
];

fn project(name: &str) -> Project {
    let project = Project::new(name, BUILD);
    project.write("src/main.rs", MAIN);
    project.set_model("2022-10-12");
    project
}

fn assert_tells(build: &Build, expected: &[&str]) {
    let said = &build.warnings;
    assert!(build.success, "{}", build.said);
    assert_eq!(said.len(), expected.len(), "{}", build.said);
    for (line, expected) in said.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
}

fn assert_refuses(build: &Build, expected: &[&str]) {
    assert!(!build.success, "the project builds");
    for expected in expected {
        assert!(build.said.contains(expected), "{expected}:\n{}", build.said);
    }
}

#[test]
fn the_guide_shows_what_a_build_says() {
    let page = tinsmith_tests::repository().join("guide/src/model-changes.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let shown = page
        .lines()
        .filter_map(|line| line.strip_prefix("warning: app@0.1.0: "));
    let shown: Vec<&str> = shown.collect();
    assert_eq!(shown.len(), CHANGED.len(), "{shown:?}");
    for (line, expected) in shown.iter().zip(CHANGED) {
        assert!(line.starts_with(expected), "{line}");
    }
}

#[test]
fn a_changed_model_is_told_of_until_it_is_accepted() {
    let project = project("build-step-lock");
    assert_tells(&project.build(LOCKED), &[]);
    assert_tells(&project.build(&[]), &[]);
    assert!(!project.has(LOCK), "nobody asked for a lock");
    assert_tells(&project.build(UPDATE), &[]);
    let old = project.read(LOCK);
    assert!(old.starts_with("{\n  \"tinsmith-lock\": 1,"), "{old}");
    project.builds();
    assert_eq!(project.builds(), [""; 0], "compiled again");

    project.set_model("2022-10-13");
    let refused = project.build(LOCKED);
    assert_refuses(&refused, &CHANGED);
    assert_refuses(&refused, &["TINSMITH_LOCKED is set", ACCEPT]);

    let changed = project.build(&[]);
    assert_tells(&changed, &CHANGED);
    let report = changed.warnings[3].trim_start_matches(CHANGED[3]);
    let report = std::fs::read_to_string(report).expect("the report");
    let place =
        "DescribeUser: member added: UserIdentityInfo$Mobile (response, User.IdentityInfo.Mobile)";
    assert!(report.contains(place), "{report}");

    // Cargo repeats the warnings of a build script that it does not run again.
    let again = project.build(&[]);
    assert_eq!(again.compiled, [""; 0], "compiled again");
    assert_tells(&again, &CHANGED);
    // If it does run it again, the same comes anew.
    project.write("build.rs", &format!("{BUILD}\n"));
    assert_tells(&project.build(&[]), &CHANGED);
    assert_eq!(project.read(LOCK), old, "nobody accepted it");

    let accepted = [&CHANGED[..4], &["tinsmith.lock has this now"]].concat();
    assert_tells(&project.build(UPDATE), &accepted);
    let new = project.read(LOCK);
    assert_ne!(new, old);
    assert_tells(&project.build(&[]), &[]);
    assert_tells(&project.build(LOCKED), &[]);
    assert_eq!(project.read(LOCK), new);

    // As when a commit is taken back, but not the model's.
    project.write(LOCK, &old);
    assert_tells(&project.build(&[]), &CHANGED);
    assert_eq!(project.read(LOCK), old);

    let both = [LOCKED, UPDATE].concat();
    assert_refuses(
        &project.build(&both),
        &["TINSMITH_LOCKED and TINSMITH_UPDATE are both set"],
    );
}

/// A build script may also run where it must not write: in a checkout that is mounted, or of somebody else.
#[test]
fn what_changed_is_told_where_nothing_can_be_written() {
    let project = project("build-step-read-only");
    assert_tells(&project.build(UPDATE), &[]);
    project.set_model("2022-10-13");
    project.set_read_only(true);
    let told = project.build(&[]);
    let locked = project.build(LOCKED);
    project.set_read_only(false);
    assert_tells(&told, &CHANGED);
    assert_refuses(&locked, &CHANGED);
}

/// All that is in the package's folder, as bytes: but for the target folder, which is elsewhere.
#[test]
fn a_build_writes_to_the_package_only_if_it_is_asked() {
    let project = project("build-step-writes");
    // What cargo itself makes is there already.
    project.builds();
    let files = || project.files();
    let before = files();
    for variables in [&[][..], LOCKED] {
        project.write("build.rs", &format!("{}\n", project.read("build.rs")));
        assert!(project.build(variables).success);
        let mut after = files();
        after.insert("build.rs".into(), before["build.rs"].clone());
        assert_eq!(after, before, "{variables:?}");
    }
    assert!(project.build(UPDATE).success);
    let mut after = files();
    let lock = after.remove(LOCK).expect("the lock that was asked for");
    after.insert("build.rs".into(), before["build.rs"].clone());
    assert_eq!(after, before);

    // With a lock that is stale.
    project.set_model("2022-10-13");
    let before = files();
    assert_tells(&project.build(&[]), &CHANGED);
    assert_refuses(&project.build(LOCKED), &CHANGED);
    assert_eq!(files(), before);
    assert_eq!(before[LOCK], lock);
}

#[test]
fn a_lock_that_is_stale_without_a_change_of_the_api_is_one_line() {
    let project = project("build-step-silent");
    assert!(project.build(UPDATE).success);
    let first = project.read(LOCK);
    project.write(
        "model.json",
        &project.read("model.json").replace('\n', "\r\n"),
    );
    assert_tells(&project.build(&[]), &[]);

    project.write("model.json", &format!("{}\n", project.read("model.json")));
    let other = "the model of `connect` is another than in tinsmith.lock, with the same API";
    assert_refuses(&project.build(LOCKED), &[other]);
    assert_tells(&project.build(&[]), &[other, ACCEPT]);
    assert_tells(&project.build(UPDATE), &[]);
    let reformatted = project.read(LOCK);
    let differing = first
        .lines()
        .zip(reformatted.lines())
        .filter(|(a, b)| a != b);
    assert_eq!(differing.count(), 1, "the digest");

    project.write("build.rs", &BUILD.replace("\"CreateUser\", ", ""));
    let fewer = "other operations are chosen for `connect` than in tinsmith.lock";
    assert_refuses(&project.build(LOCKED), &[fewer]);
    assert_tells(&project.build(&[]), &[fewer, ACCEPT]);
    assert_tells(&project.build(UPDATE), &[]);
    assert!(!project.read(LOCK).contains("CreateUser"));

    let more = |lock: &str| {
        let other = format!(
            "tinsmith::configure().model(\"model.json\").module(\"other\"){lock}.compile()"
        );
        BUILD.replace("])", &format!("])?;\n    {other}"))
    };
    project.write("build.rs", &more(".lock(false)"));
    assert_tells(&project.build(UPDATE), &[]);
    assert!(!project.read(LOCK).contains("other"));
    project.write("build.rs", &more(""));
    let unknown = "tinsmith.lock does not have the client `other`";
    assert_tells(&project.build(&[]), &[unknown, ACCEPT]);
}

#[test]
fn a_lock_at_fault_fails_the_build_and_stays() {
    let project = project("build-step-lock-fault");
    assert!(project.build(UPDATE).success);
    let lock = project.read(LOCK);
    let cases = [
        (lock.replacen(',', "", 1), "tinsmith.lock is not valid JSON"),
        (
            "{\"name\": \"x\"}".to_owned(),
            "this is not a lock of Tinsmith",
        ),
        (
            lock.replacen(": 1", ": 2", 1),
            "written by a newer Tinsmith",
        ),
    ];
    for (text, expected) in cases {
        project.write(LOCK, &text);
        project.set_model("2022-10-13");
        for variables in [&[][..], UPDATE] {
            let build = project.build(variables);
            assert_refuses(&build, &[expected, "tinsmith.lock", "help: "]);
            assert_eq!(project.read(LOCK), text);
        }
    }
    project.remove(LOCK);
    assert_tells(&project.build(&[]), &[]);
    assert_tells(&project.build(UPDATE), &[]);
    assert!(project.read(LOCK).contains("SecondaryEmail"));
}

/// The build script alone, which needs no client to be compiled, in two target folders: in one, cargo
/// would let one build wait for the other.
#[test]
fn two_builds_at_once_leave_one_lock() {
    let project = project("build-step-twice");
    project.write("src/main.rs", "fn main() {}\n");
    let targets = ["twice-a", "twice-b"].map(|name| compiled::target_folder().join(name));
    let build = |target| {
        let mut cargo = project.cargo();
        cargo.env("CARGO_TARGET_DIR", target);
        cargo.env("CARGO_BUILD_BUILD_DIR", target);
        cargo.envs(UPDATE.iter().copied());
        cargo.stdout(Stdio::piped()).stderr(Stdio::piped());
        cargo
    };
    for target in &targets {
        let output = build(target).output().expect("cargo runs");
        assert_tells(&Build::of(output), &[]);
    }
    let old = project.read(LOCK);
    project.set_model("2022-10-13");
    let builds = targets
        .each_ref()
        .map(|target| build(target).spawn().expect("cargo runs"));
    let builds = builds.map(|build| Build::of(build.wait_with_output().expect("cargo runs")));
    let mut told: Vec<usize> = builds.iter().map(|build| build.warnings.len()).collect();
    told.sort_unstable();
    for build in &builds {
        assert!(build.success, "{}", build.said);
    }
    // Whoever comes second finds a lock that is up to date.
    assert_eq!(told, [0, CHANGED.len()]);
    assert_ne!(project.read(LOCK), old);
    assert!(project.build(LOCKED).success);
    let left: Vec<String> = project.hidden_files();
    assert_eq!(left, [""; 0], "left behind");
}
