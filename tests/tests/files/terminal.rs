//! No control characters reach the terminal, and arguments are checked.

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

/// Clears the screen, by two introducers; rings; erases; overwrites the line; turns the text around.
const HARM: &str = "x\u{1b}[2J\u{9b}2Jy\u{7}\u{8}\rz\u{7f}\u{202e}\u{2066}";

/// Runs the command as on a terminal, where nothing is taken out of what it prints.
fn run(arguments: &[&OsStr]) -> Ended {
    let mut command = tinsmith();
    command.args(arguments).env("CLICOLOR_FORCE", "1");
    let output = command.output().expect("tinsmith runs");
    Ended {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn assert_harmless(text: &str) {
    let text = without_colours(text);
    let harmful: Vec<char> = text
        .chars()
        .filter(|c| c.is_control() && !['\n', '\t'].contains(c) || "\u{202e}\u{2066}".contains(*c))
        .collect();
    assert!(harmful.is_empty(), "{harmful:?} in {text:?}");
}

/// The text without what the command itself tells a terminal: which colours to take.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match rest.strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain.push_str(&format!("\u{1b}[{part}")),
        }
    }
    plain
}

/// A model with harmful text wherever a model may have text.
fn model(version: &str) -> Value {
    let text = |more: &str| {
        json!({ "target": "smithy.api#String", "traits": { "smithy.api#documentation":
        format!("{HARM} {more}"), "smithy.api#jsonName": format!("{HARM}{more}") } })
    };
    json!({ "smithy": "2.0", "metadata": { HARM: HARM }, "shapes": {
        "a#S": { "type": "service", "version": format!("{version}{HARM}"), "operations": [{ "target": "a#Op" }],
            "traits": { "aws.protocols#restJson1": {}, "smithy.api#title": format!("Title {HARM}{version}"),
                "smithy.api#documentation": format!("Service {HARM}{version}") } },
        "a#Op": { "type": "operation", "input": { "target": "a#In" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/" },
                "smithy.api#documentation": format!("Operation {HARM}{version}") } },
        "a#In": { "type": "structure", "members": { "one": text(version), "two": { "target": "a#E" } } },
        "a#E": { "type": "enum", "members": { "A": { "target": "smithy.api#Unit",
            "traits": { "smithy.api#enumValue": format!("{HARM}{version}") } } } },
    } })
}

#[test]
fn no_command_prints_what_commands_a_terminal() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    // The file's name as well.
    let (old, new) = (path("old\u{1b}[2J.json"), path("new\u{202e}.json"));
    write(&old, &model("1").to_string());
    write(&new, &model("2").to_string());
    let out = path("out\u{1b}[2J");
    let os = |text: &'static str| text.as_ref();
    let (old, new): (&OsStr, &OsStr) = (old.as_os_str(), new.as_os_str());
    let mut runs = vec![
        vec![os("list"), old],
        vec![os("list"), old, os("--json")],
        vec![os("validate"), old],
        vec![os("explain"), old, os("--shape=a#E")],
        vec![os("explain"), old, os("--shape=a#None")],
        vec![os("convert"), old, os("--to=ast")],
        vec![os("generate"), old, os("--out"), out.as_os_str()],
        vec![
            os("generate"),
            old,
            os("--out"),
            out.as_os_str(),
            os("--check"),
        ],
        vec![
            os("generate"),
            new,
            os("--out"),
            out.as_os_str(),
            os("--check"),
        ],
        vec![
            os("generate"),
            old,
            os("--out"),
            out.as_os_str(),
            os("--operation=None"),
        ],
    ];
    for format in ["text", "markdown", "json", "html"] {
        runs.push(vec![
            os("changes"),
            old,
            new,
            os("--format"),
            format.as_ref(),
        ]);
    }
    for arguments in runs {
        let done = run(&arguments);
        assert_harmless(&done.out);
        assert_harmless(&done.err);
        assert!(!done.out.is_empty() || !done.err.is_empty());
        if arguments.contains(&os("--json")) || arguments.contains(&os("--to=ast")) {
            let read: Value = serde_json::from_str(&done.out).expect("JSON");
            assert!(
                read.to_string().contains("\u{9b}"),
                "the document means something else"
            );
        }
    }
}

#[test]
fn no_problem_shows_what_commands_a_terminal() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let broken = |shapes: Value| json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let cases = [
        ("syntax.json", format!("{{\n \"smithy\": \"2.0\", {HARM}\n")),
        ("syntax.smithy", format!("$version: \"2\"\nnamespace a\n{HARM}\n")),
        ("string.smithy", format!("$version: \"2\"\nnamespace a\nstring S {HARM}\n")),
        ("trait.smithy", format!("$version: \"2\"\nnamespace a\n@nope(\"{HARM}\")\nstring S\n")),
        ("id.json", broken(json!({ HARM: { "type": "string" } }))),
        ("type.json", broken(json!({ "a#A": { "type": HARM } }))),
        ("target.json", broken(json!({ "a#A": { "type": "list", "member": { "target": format!("a#{HARM}") } } }))),
        ("member.json", broken(json!({ "a#A": { "type": "structure", "members": { HARM: { "target": "a#B" } } } }))),
        ("sdk-id.json", broken(json!({ "a#S": { "type": "service", "version": "1", "traits": {
            "aws.api#service": { "sdkId": HARM } } } }))),
        ("uri.json", broken(json!({ "a#O": { "type": "operation", "traits": { "smithy.api#http": {
            "method": HARM, "uri": HARM } } } }))),
        ("default.json", broken(json!({ "a#A": { "type": "integer", "traits": { "smithy.api#default": HARM } } }))),
        ("file\u{1b}[2J\r.json", broken(json!({ "a#A": { "type": "list", "member": { "target": "a#No" } } }))),
        ("service-2.json", json!({ "version": "2.0", "metadata": { "protocol": HARM, "apiVersion": HARM,
            "endpointPrefix": HARM, "serviceId": HARM }, "operations": {}, "shapes": { HARM: { "type": HARM } } }).to_string()),
        ("smithy-build.json", json!({ "version": HARM, "sources": [HARM] }).to_string()),
    ];
    for (name, text) in cases {
        write(&path(name), &text);
        let done = run(&["validate".as_ref(), path(name).as_os_str()]);
        assert_eq!(done.code, 1, "{name} is valid");
        assert_harmless(&done.out);
        assert_harmless(&done.err);
    }
    let missing = path("missing\u{1b}[2J.json");
    for command in ["validate", "list"] {
        let done = run(&[command.as_ref(), missing.as_os_str()]);
        assert_eq!(done.code, 1);
        assert_harmless(&done.err);
        assert!(done.err.contains("missing\\u{1b}[2J.json"), "{}", done.err);
    }
    let done = run(&[
        "changes".as_ref(),
        missing.as_os_str(),
        folder.path().as_os_str(),
    ]);
    assert_harmless(&done.err);
}

#[test]
fn nonsense_is_wrong_usage() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    for (option, expected) in [
        ("--crate-name=a b", "expected a name of letters"),
        ("--crate-name=1st", "expected a name of letters"),
        ("--crate-name=", "expected a name of letters"),
        ("--crate-name=fn", "keyword"),
        ("--crate-name=std", "another library"),
        ("--crate-version=1.2", "expected a version such as"),
        ("--crate-version=latest", "expected a version such as"),
        (
            "--runtime-version=latest",
            "expected a version or a requirement",
        ),
        (
            "--runtime-version=1.2.3.4",
            "expected a version or a requirement",
        ),
    ] {
        let done = run(&arguments(&connect(), &client, &[option]));
        assert_eq!(done.code, 2, "{option}: {}", done.out);
        assert!(done.err.contains(expected), "{option}: {}", done.err);
        assert!(!client.exists());
    }
}

#[test]
fn an_sdk_id_that_names_nothing_is_a_problem_of_the_model() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("model.json");
    let client = folder.path().join("client");
    for sdk_id in [
        "", " ", "a/b", "a  b", " a", "a ", "1a", "\u{fc}", "../../x", "a\nb", "a.b", "a_b",
    ] {
        let mut model = model("1");
        model["shapes"]["a#S"]["traits"]["aws.api#service"] = json!({ "sdkId": sdk_id });
        write(&path, &model.to_string());
        let done = generate(&path, &client, &[]);
        assert_eq!(done.code, 1, "{sdk_id:?}: {}", done.out);
        for part in ["expected words of letters and digits", "a#S"] {
            assert!(done.err.contains(part), "{sdk_id:?}: {}", done.err);
        }
        assert!(!client.exists());
    }
    for sdk_id in ["A", "Route 53", "IoT 1Click Devices Service", "my-service"] {
        let mut model = model("1");
        model["shapes"]["a#S"]["traits"]["aws.api#service"] = json!({ "sdkId": sdk_id });
        write(&path, &model.to_string());
        let done = generate(&path, &client, &[]);
        assert_eq!(done.code, 0, "{sdk_id:?}: {}", done.err);
    }
}
