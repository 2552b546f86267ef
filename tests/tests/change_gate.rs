//! `tinsmith changes` as a gate: exit codes, accepted changes, levels of the project's own, the formats that tools read,
//! and models from git, archives and the standard input.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run, tinsmith};
use tinsmith_tests::repository;

const LIMITS: [&str; 7] = [
    "wire",
    "rust",
    "rust-minor",
    "rust-patch",
    "major",
    "minor",
    "patch",
];

/// Changes, and the exit code for each of the limits above.
const CODES: [(&str, [i32; 7]); 21] = [
    ("member-added", [0, 0, 1, 1, 0, 1, 1]),
    ("member-removed", [1, 1, 1, 1, 1, 1, 1]),
    ("operation-added", [0, 0, 1, 1, 0, 1, 1]),
    ("operation-removed", [1, 1, 1, 1, 1, 1, 1]),
    ("http-uri-changed", [1, 0, 0, 1, 1, 1, 1]),
    ("http-method-changed", [1, 0, 0, 1, 1, 1, 1]),
    ("enum-value-added", [0, 0, 1, 1, 0, 1, 1]),
    ("enum-value-removed", [0, 1, 1, 1, 1, 1, 1]),
    ("enum-value-removed-in-request", [1, 1, 1, 1, 1, 1, 1]),
    ("enum-value-renamed", [0, 1, 1, 1, 1, 1, 1]),
    ("documentation-changed", [0, 0, 0, 1, 0, 0, 1]),
    ("title-changed", [0, 0, 0, 1, 0, 0, 1]),
    ("constraint-tightened-in-request", [1, 0, 0, 0, 1, 1, 1]),
    ("constraint-loosened-in-request", [0, 0, 0, 0, 0, 0, 0]),
    ("error-added", [0, 0, 1, 1, 0, 1, 1]),
    ("error-removed", [0, 1, 1, 1, 1, 1, 1]),
    ("required-input-member-added", [1, 0, 1, 1, 1, 1, 1]),
    ("member-required-in-request", [1, 0, 0, 1, 1, 1, 1]),
    ("number-widened", [1, 1, 1, 1, 1, 1, 1]),
    ("number-widened-in-request", [0, 1, 1, 1, 1, 1, 1]),
    ("deprecated-added", [0, 0, 0, 1, 0, 0, 1]),
];

fn pair(rule: &str) -> [String; 2] {
    ["old", "new"].map(|side| {
        let path = repository().join(format!("model/tests/changes/{rule}/{side}.json"));
        path.to_string_lossy().into_owned()
    })
}

fn changes(rule: &str, options: &[&str]) -> Ended {
    let [old, new] = pair(rule);
    run(&[&["changes", &*old, &*new], options].concat())
}

#[test]
fn each_limit_has_its_exit_code_for_each_change() {
    let mut wrong = Vec::new();
    for (rule, codes) in CODES {
        let found = LIMITS.map(|limit| changes(rule, &["--fail-on", limit]).code);
        if found != codes {
            wrong.push(format!("{rule}: {found:?} instead of {codes:?}"));
        }
        // Without a limit, nothing fails.
        assert_eq!(changes(rule, &[]).code, 0, "{rule}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs with a file of accepted changes.
fn accepting(rule: &str, text: &str, options: &[&str]) -> Ended {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("accepted.toml");
    fs::write(&file, text).expect("a file");
    let ignore = ["--ignore", &*file.to_string_lossy()].map(str::to_owned);
    let options: Vec<&str> = ignore
        .iter()
        .map(String::as_str)
        .chain(options.iter().copied())
        .collect();
    changes(rule, &options)
}

const ACCEPTED: &str = "# Decided in March.\n[[accept]]\nrule = \"enum-value-renamed\"\nsubject = \"<SUBJECT>\"\n\
                        reason = \"nobody uses the name\"\n";

/// The subject of the only change of a pair.
fn subject(rule: &str) -> String {
    let report = changes(rule, &["--format=json"]);
    let report: Value = serde_json::from_str(&report.out).expect("JSON");
    let subject = &report["services"][0]["changes"][0]["subject"];
    subject.as_str().expect("a subject").to_owned()
}

#[test]
fn accepted_changes_do_not_count_and_are_told() {
    let rule = "enum-value-renamed";
    let text = ACCEPTED.replace("<SUBJECT>", &subject(rule));
    let done = accepting(rule, &text, &["--fail-on=major", "--brief"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("accepted "), "{}", done.out);
    assert!(
        done.out.contains("accepted: nobody uses the name"),
        "{}",
        done.out
    );
    assert!(done.out.contains("1 change, 1 accepted"), "{}", done.out);
    // That of another service is not accepted, and the entry matches nothing.
    let other = format!("{text}service = \"Other\"\n");
    let done = accepting(rule, &other, &["--fail-on=major"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("the entry is stale"), "{}", done.err);
}

#[test]
fn an_entry_that_matches_nothing_is_an_error_with_its_line() {
    let text = ACCEPTED.replace("<SUBJECT>", "Gone$long$ago");
    let done = accepting("enum-value-renamed", &text, &[]);
    assert_eq!(done.code, 1);
    assert!(
        done.err
            .contains("no change is `enum-value-renamed` of `Gone$long$ago`"),
        "{}",
        done.err
    );
    assert!(done.err.contains("accepted.toml:2:"), "{}", done.err);
}

#[test]
fn a_malformed_file_of_accepted_changes_is_refused_with_the_place() {
    for (text, part, line) in [
        ("[[accept]\n", "not valid TOML", 1),
        ("x = 1\n", "expected tables `[[accept]]` only", 1),
        (
            "[[accept]]\nrule = \"member-removed\"\nsubject = \"A$b\"\n",
            "the entry has no `reason`",
            1,
        ),
        (
            "[[accept]]\nrule = \"member-removd\"\nsubject = \"A$b\"\nreason = \"r\"\n",
            "there is no rule `member-removd`",
            2,
        ),
        (
            "[[accept]]\nrule = 1\nsubject = \"A$b\"\nreason = \"r\"\n",
            "a text that is not empty as `rule`",
            2,
        ),
        (
            "[[accept]]\nwhy = \"r\"\n",
            "`why` is not a key of an entry",
            2,
        ),
    ] {
        let done = accepting("member-removed", text, &[]);
        assert_eq!(done.code, 1, "{text}");
        assert!(done.err.contains(part), "{text}: {}", done.err);
        assert!(
            done.err.contains(&format!("accepted.toml:{line}:")),
            "{text}: {}",
            done.err
        );
    }
    let done = accepting(
        "member-removed",
        "[[accept]]\nrule = \"member-removd\"\nsubject = \"A\"\nreason = \"r\"",
        &[],
    );
    assert!(
        done.err.contains("did you mean `member-removed`?"),
        "{}",
        done.err
    );
}

#[test]
fn a_project_judges_rules_itself() {
    let fails = |options: &[&str]| {
        changes(
            "enum-value-renamed",
            &[&["--fail-on=major"], options].concat(),
        )
        .code
    };
    assert_eq!(fails(&[]), 1);
    assert_eq!(fails(&["--level", "enum-value-renamed=minor"]), 0);
    assert_eq!(
        fails(&[
            "--level",
            "enum-value-renamed=none",
            "--level",
            "enum-value-renamed=incompatible"
        ]),
        1
    );
    let told = changes(
        "enum-value-renamed",
        &["--level", "enum-value-renamed=minor"],
    )
    .out;
    assert!(told.contains("set with `--level`"), "{told}");
    assert_eq!(
        changes("enum-value-renamed", &["--level", "enum-value-renamed=big"]).code,
        2
    );
}

#[test]
fn annotations_name_the_file_and_what_fails() {
    let done = changes("member-removed", &["--format=github"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let [_, new] = pair("member-removed");
    let lines: Vec<&str> = done.out.lines().collect();
    assert!(
        lines[0].starts_with("::notice title=Changes of the models::MAJOR for Rust"),
        "{}",
        done.out
    );
    let error = format!("::error file={new},title=member-removed (major%2C INCOMPATIBLE)::");
    assert!(lines[1].starts_with(&error), "{}", done.out);
    assert_eq!(lines.len(), 2);
    // What is breaking and fails nothing is a warning.
    let done = changes("http-uri-changed", &["--format=github", "--fail-on=rust"]);
    assert_eq!(done.code, 0);
    assert!(done.out.contains("::warning "), "{}", done.out);
}

#[test]
fn test_results_have_a_failure_for_each_change_that_fails() {
    for (limit, failures) in [("rust", 0), ("wire", 1)] {
        let done = changes("http-uri-changed", &["--format=junit", "--fail-on", limit]);
        assert_eq!(usize::try_from(done.code), Ok(failures));
        let mut reader = quick_xml::Reader::from_str(&done.out);
        let mut counts = [0; 3];
        loop {
            use quick_xml::events::Event;
            match reader.read_event().expect("XML") {
                Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                    "testsuite" => counts[0] += 1,
                    "testcase" => counts[1] += 1,
                    "failure" => counts[2] += 1,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(counts, [1, 1, failures], "{}", done.out);
    }
}

#[test]
fn code_scanning_results_are_of_the_standards_form() {
    let rule = "enum-value-renamed";
    let text = ACCEPTED.replace("<SUBJECT>", &subject(rule));
    let accepted = accepting(rule, &text, &["--format=sarif"]);
    let failing = changes("member-removed", &["--format=sarif"]);
    for done in [&accepted, &failing] {
        let read: serde_sarif::sarif::Sarif = serde_json::from_str(&done.out).expect("SARIF");
        let run = &read.runs[0];
        let results = run.results.as_deref().expect("results");
        let rules = run.tool.driver.rules.as_deref().expect("rules");
        for result in results {
            let index = usize::try_from(result.rule_index.expect("an index")).expect("an index");
            assert_eq!(Some(&rules[index].id), result.rule_id.as_ref());
        }
    }
    let level = |done: &Ended| {
        let report: Value = serde_json::from_str(&done.out).expect("JSON");
        report["runs"][0]["results"][0].clone()
    };
    assert_eq!(level(&failing)["level"], "error");
    assert_eq!(
        level(&accepted)["suppressions"][0]["justification"],
        "nobody uses the name"
    );
}

/// A service with this many operations.
fn service(operations: usize) -> String {
    let targets = (0..operations).map(|it| json!({"target": format!("a#Act{it}")}));
    let mut shapes = json!({
        "a#Service": {
            "type": "service",
            "version": "1",
            "operations": targets.collect::<Vec<_>>(),
            "traits": {"aws.api#service": {"sdkId": "Acts"}},
        },
    });
    for it in 0..operations {
        shapes[format!("a#Act{it}")] = json!({"type": "operation"});
    }
    json!({"smithy": "2.0", "shapes": shapes}).to_string()
}

#[test]
fn a_comment_has_room_for_the_worst_changes_and_tells_how_many_more_there_are() {
    let folder = TempDir::new().expect("a folder");
    let write = |name: &str, count: usize| {
        let path = folder.path().join(name);
        fs::write(&path, service(count)).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let (few, many) = (write("few.json", 1), write("many.json", 300));
    let told = |limit: &str| {
        let done = run(&[
            "changes",
            &*many,
            &*few,
            "--format=markdown",
            "--limit",
            limit,
        ]);
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    assert!(told("1000000").contains("### Request"));
    for limit in [1000, 5000, 10_000] {
        let told = told(&limit.to_string());
        assert!(told.len() <= limit, "{} of {limit}", told.len());
        let items = told.lines().filter(|line| line.starts_with("- **major"));
        let last = told
            .lines()
            .rfind(|line| line.starts_with("- "))
            .expect("an item");
        let more = last
            .strip_prefix("- and ")
            .and_then(|rest| rest.strip_suffix(" more"));
        let more: usize = more.expect("a number").parse().expect("a number");
        assert_eq!(items.count() + more, 299, "{told}");
    }
    let brief = run(&["changes", &*few, &*many, "--brief"]).out;
    assert!(brief.contains("299 changes"), "{brief}");
    assert!(
        brief
            .lines()
            .next()
            .is_some_and(|line| line.starts_with("minor Acts: operation added: Act"))
    );
    assert_eq!(
        run(&["changes", &*few, &*many, "--brief", "--format=html"]).code,
        2
    );
}

/// A git repository with two commits: a model of one operation, and one of two.
fn git_repository() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let git = |arguments: &[&str]| {
        let output = tinsmith_tests::git::git(folder.path())
            .args(arguments)
            .output();
        assert!(output.expect("git").status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    fs::create_dir(folder.path().join("models")).expect("a folder");
    for (tag, count) in [("one", 1), ("two", 2)] {
        fs::write(folder.path().join("models/acts.json"), service(count)).expect("a file");
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "--message", tag]);
        git(&["tag", tag]);
    }
    folder
}

/// Runs in a folder, with a standard input.
fn run_in(folder: &Path, arguments: &[&str], input: &str) -> Ended {
    let mut command = tinsmith();
    command.current_dir(folder).args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("tinsmith runs");
    let mut stdin = child.stdin.take().expect("an input");
    // A command that does not read its input may end before.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    Ended {
        code: output.status.code().expect("a code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

#[test]
fn models_come_from_git_and_from_the_standard_input() {
    let folder = git_repository();
    let told = |old: &str, new: &str, input: &str| {
        let done = run_in(folder.path(), &["changes", old, new, "--brief"], input);
        assert_eq!(done.code, 0, "{old} {new}: {}", done.err);
        assert!(
            done.out.contains("operation added: Act1"),
            "{old} {new}: {}",
            done.out
        );
        done.out
    };
    told("one:models", "models", "");
    told("HEAD~1:models", "HEAD:models/", "");
    told("one:", "two:", "");
    told("one:models/acts.json", "models/acts.json", "");
    told("one:models/acts.json", "two:models/acts.json", "");
    let out = told("one:models/acts.json", "-", &service(2));
    assert!(
        out.contains("Compared: one:models/acts.json with -"),
        "{out}"
    );
    told("-", "models/acts.json", &service(1));
    for (old, new, code, part) in [
        ("three:models", "models", 1, "has no revision `three`"),
        (
            "one:nothing",
            "models",
            1,
            "the revision `one` has no file or folder `nothing`",
        ),
        (
            "one:models",
            "models/acts.json",
            2,
            "expected two models or two folders",
        ),
        ("-", "-", 2, "only one of the two models"),
        (
            "--output=x:models",
            "models",
            2,
            "unexpected argument '--output'",
        ),
        ("missing.json", "models/acts.json", 1, "missing.json"),
    ] {
        let done = run_in(folder.path(), &["changes", old, new], "");
        assert_eq!(done.code, code, "{old} {new}: {}", done.err);
        assert!(done.err.contains(part), "{old} {new}: {}", done.err);
    }
}

#[test]
fn archives_are_read_in_place() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    // A wheel has its models below the package, an sdist below a folder with the version in its name.
    let wheel = |name: &str, count: usize| {
        let mut zip = zip::ZipWriter::new(fs::File::create(path(name)).expect("a file"));
        let options = zip::write::SimpleFileOptions::default();
        for (file, text) in [
            ("botocore/data/acts/1/service-2.json", service(count)),
            ("botocore/data/endpoints.json", "{}".to_owned()),
            ("botocore-1.dist-info/METADATA", "x".to_owned()),
        ] {
            zip.start_file(file, options).expect("an entry");
            zip.write_all(text.as_bytes()).expect("an entry");
        }
        zip.finish().expect("an archive");
    };
    let sdist = |name: &str, count: usize| {
        let file = fs::File::create(path(name)).expect("a file");
        let gzip = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        let mut tar = tar::Builder::new(gzip);
        let text = service(count);
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(text.len()).expect("a size"));
        header.set_cksum();
        let inside = "botocore-2/botocore/data/acts/1/service-2.json";
        tar.append_data(&mut header, inside, text.as_bytes())
            .expect("an entry");
        tar.into_inner()
            .expect("an archive")
            .finish()
            .expect("an archive");
    };
    wheel("one.whl", 1);
    wheel("two.zip", 2);
    sdist("two.tar.gz", 2);
    fs::create_dir_all(path("two/botocore/data/acts/1")).expect("a folder");
    fs::write(path("two/botocore/data/acts/1/service-2.json"), service(2)).expect("a file");
    for new in ["two.zip", "two.tar.gz", "two"] {
        let done = run_in(folder.path(), &["changes", "one.whl", new, "--brief"], "");
        assert_eq!(done.code, 0, "{new}: {}", done.err);
        assert!(
            done.out.contains("operation added: Act1"),
            "{new}: {}",
            done.out
        );
        assert!(done.out.contains("1 change\n"), "{new}: {}", done.out);
    }
    fs::write(path("broken.zip"), "PK").expect("a file");
    fs::write(path("broken.tar.gz"), "x").expect("a file");
    for broken in ["broken.zip", "broken.tar.gz"] {
        let done = run_in(folder.path(), &["changes", "one.whl", broken], "");
        assert_eq!(done.code, 1);
        assert!(done.err.contains("not a valid"), "{broken}: {}", done.err);
    }
}
