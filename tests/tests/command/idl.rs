//! `tinsmith convert` and `tinsmith format`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::SystemTime;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::{run, tinsmith};

use super::read;

#[test]
fn convert_writes_one_document() {
    let folder = TempDir::new().expect("a folder");
    let (idl, json) = (folder.path().join("m.smithy"), folder.path().join("m.json"));
    fs::write(
        &idl,
        "$version: \"2.0\"\nnamespace a\nstructure A { b: B }\n",
    )
    .expect("a file");
    fs::write(
        &json,
        r#"{"smithy": "2.0", "shapes": {"a#B": {"type": "string"}}}"#,
    )
    .expect("a file");
    let out = folder.path().join("out");
    let mut arguments = vec![
        "convert".as_ref(),
        folder.path().as_os_str(),
        "--to".as_ref(),
        "ast".as_ref(),
    ];
    let done = run(&arguments);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let document: Value = serde_json::from_str(&done.out).expect("JSON");
    let expected = json!({ "smithy": "2.0", "shapes": {
        "a#A": { "type": "structure", "members": { "b": { "target": "a#B" } } },
        "a#B": { "type": "string" },
    }});
    assert_eq!(document, expected);
    arguments.extend(["--out".as_ref(), out.as_os_str()]);
    assert_eq!(run(&arguments).code, 0);
    assert_eq!(read(&out), done.out);
    fs::write(&json, "{}").expect("a file");
    assert_eq!(run(&arguments).code, 1);
}

#[test]
fn convert_writes_a_file_for_each_namespace() {
    let folder = TempDir::new().expect("a folder");
    let [model, out] = ["m.json", "out"].map(|name| folder.path().join(name));
    let shapes = json!({
        "a#A": { "type": "structure", "members": { "b": { "target": "b.c#B" } } },
        "b.c#B": { "type": "string", "traits": { "smithy.api#documentation": "A b.\n\u{1b}" } },
    });
    let text = json!({ "smithy": "2.0", "metadata": { "m n": [1] }, "shapes": shapes });
    fs::write(&model, text.to_string()).expect("a model");
    let mut arguments = vec![
        "convert".as_ref(),
        model.as_os_str(),
        "--to".as_ref(),
        "idl".as_ref(),
    ];
    let refused = run(&arguments);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(
        refused.err.contains("2 namespaces (a, b.c)"),
        "{}",
        refused.err
    );
    arguments.extend(["--out".as_ref(), out.as_os_str()]);
    let done = run(&arguments);
    assert_eq!((done.code, done.out.as_str()), (0, "2 files written\n"));
    let first = "$version: \"2.0\"\n\nmetadata \"m n\" = [1]\n\nnamespace a\n\nuse b.c#B\n\n\
                 structure A {\n    b: B\n}\n";
    let second =
        "$version: \"2.0\"\n\nnamespace b.c\n\n@documentation(\"A b.\\n\\u001b\")\nstring B\n";
    assert_eq!(read(&out.join("a.smithy")), first);
    assert_eq!(read(&out.join("b.c.smithy")), second);
    let again = run(&[
        "convert".as_ref(),
        out.as_os_str(),
        "--to".as_ref(),
        "ast".as_ref(),
    ]);
    let again: Value = serde_json::from_str(&again.out).expect("JSON");
    assert_eq!(again, text);
    let one = out.join("b.c.smithy");
    let printed = run(&[
        "convert".as_ref(),
        one.as_os_str(),
        "--to".as_ref(),
        "idl".as_ref(),
    ]);
    assert_eq!((printed.code, printed.out.as_str()), (0, second));
}

#[test]
fn format_changes_only_what_it_must() {
    let folder = TempDir::new().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    };
    let formatted = "namespace a\n\nstring A\n";
    let (good, other) = (
        write("good.smithy", formatted),
        write("notes.txt", "string"),
    );
    let bad = write("below/bad.smithy", "namespace a\nstring A\n");
    let broken = write("broken.smithy", "namespace a\nstring\n");
    let path = folder.path().as_os_str();
    let time = |path: &Path| -> SystemTime {
        let metadata = fs::metadata(path).and_then(|it| it.modified());
        metadata.expect("a time")
    };
    let before = time(&good);

    let checked = run(&["format".as_ref(), "--check".as_ref(), bad.as_os_str()]);
    assert_eq!(checked.code, 1);
    let shown = format!(
        "~ {}\n@@ -1,2 +1,3 @@\n  namespace a\n+ \n  string A\n",
        bad.display()
    );
    assert_eq!(checked.out, shown);
    assert!(
        checked.err.contains("1 file is not formatted"),
        "{}",
        checked.err
    );
    assert_eq!(read(&bad), "namespace a\nstring A\n");

    let done = run(&["format".as_ref(), path]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(
        done.err.contains("expected a space") && done.err.contains("broken.smithy:2:7"),
        "{}",
        done.err
    );
    assert_eq!(read(&bad), formatted);
    assert_eq!(read(&broken), "namespace a\nstring\n");
    assert_eq!((time(&good), read(&other).as_str()), (before, "string"));

    fs::remove_file(&broken).expect("removed");
    let again = run(&["format".as_ref(), path]);
    assert_eq!(
        (again.code, again.out.as_str()),
        (0, "0 formatted, 2 unchanged\n")
    );
    assert_eq!(run(&["format".as_ref(), "--check".as_ref(), path]).code, 0);
    for missing in ["nowhere", "empty"] {
        fs::create_dir_all(folder.path().join("empty")).expect("a folder");
        let missing = folder.path().join(missing);
        assert_eq!(run(&["format".as_ref(), missing.as_os_str()]).code, 1);
    }
}

#[test]
fn format_reads_the_standard_input() {
    let mut command = tinsmith();
    command.args(["format", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut started = command.spawn().expect("tinsmith runs");
    let mut input = started.stdin.take().expect("a pipe");
    input
        .write_all(b"namespace a\nstring A\n")
        .expect("written");
    drop(input);
    let output = started.wait_with_output().expect("tinsmith ends");
    assert_eq!(output.stdout, b"namespace a\n\nstring A\n");
    assert!(output.status.success());
}

#[test]
fn convert_loses_no_character() {
    let folder = TempDir::new().expect("a folder");
    let all: String = (1..=u32::from(char::MAX))
        .filter_map(char::from_u32)
        .collect();
    let [model, out] = ["m.json", "out.json"].map(|name| folder.path().join(name));
    let text = json!({ "smithy": "2.0", "shapes": {
        "a#A": { "type": "string", "traits": { "smithy.api#documentation": all } },
    }});
    fs::write(&model, text.to_string()).expect("a model");
    let arguments = ["convert".as_ref(), model.as_os_str(), "--to=ast".as_ref()];
    let printed = run(&arguments);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    let read_again: Value = serde_json::from_str(&printed.out).expect("JSON");
    assert!(read_again == text, "a character is lost");
    let written = run(&[&arguments[..], &["--out".as_ref(), out.as_os_str()]].concat());
    assert_eq!(written.code, 0);
    assert!(read(&out) == printed.out);
}
