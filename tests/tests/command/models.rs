//! `tinsmith list`, `validate`, `select` and `explain`.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::run;
use tinsmith_tests::models;

use super::{connect, explain, generate, read, relative};

#[test]
fn list_shows_services_protocols_and_operations() {
    let done = run(&["list".as_ref(), connect().as_os_str()]);
    assert_eq!(done.code, 0, "{}", done.err);
    for part in [
        "Amazon Connect Service\n",
        "com.amazonaws.connect#AmazonConnectService, version 2017-08-08",
        "protocols: aws.protocols#restJson1",
        "13 operations, ",
        "    UpdateUserIdentityInfo\n",
    ] {
        assert!(done.out.contains(part), "{part}: {}", done.out);
    }

    let done = run(&["list".as_ref(), connect().as_os_str(), "--json".as_ref()]);
    let listed: Value = serde_json::from_str(&done.out).expect("JSON");
    let service = &listed["services"][0];
    assert_eq!(service["sdkId"], "Connect");
    assert_eq!(service["protocols"], json!(["aws.protocols#restJson1"]));
    let operations = service["operations"].as_array().expect("operations");
    assert_eq!(operations.len(), 13);
    assert_eq!(operations[0], "CreateInstance");
}

#[test]
fn validate_reports_everything_that_is_wrong_in_one_run() {
    let valid = models().join("labels.json");
    let done = run(&[
        "validate".as_ref(),
        valid.as_os_str(),
        connect().as_os_str(),
    ]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with("2 models valid, "), "{}", done.out);

    let folder = TempDir::new().expect("a folder");
    let syntax = folder.path().join("syntax.json");
    fs::write(&syntax, "{\n  \"smithy\": \"2.0\",\n  \"shapes\": }\n").expect("a file");
    let missing = folder.path().join("missing.json");
    let target = folder.path().join("target.json");
    let model = json!({ "smithy": "2.0", "shapes": {
        "a#A": { "type": "structure", "members": { "one": { "target": "a#Nowhere" } } },
        "a#B": { "type": "list", "member": { "target": "a#AlsoNowhere" } },
    }});
    fs::write(&target, model.to_string()).expect("a file");
    let paths = [&valid, &syntax, &missing, &target];
    let mut arguments = vec!["validate".as_ref()];
    arguments.extend(paths.map(|path| path.as_os_str()));
    let done = run(&arguments);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    for part in [
        &format!("{}:3:13", syntax.display()),
        "cannot read the model file",
        "a#Nowhere",
        "a#AlsoNowhere",
        "4 errors",
    ] {
        assert!(done.err.contains(part), "{part}: {}", done.err);
    }
}

#[test]
fn validate_has_formats_for_tools() {
    let folder = TempDir::new().expect("a folder");
    let model = folder.path().join("m.smithy");
    let text = "$version: \"2.0\"\nmetadata suppressions = [{id: \"EnumShape\", namespace: \"a\", reason: \"old\"}]\n\
                namespace a\n@pattern(\"x\")\nstring P\nenum E { low }\n";
    fs::write(&model, text).expect("a file");
    let validate = |options: &[&str]| {
        let mut arguments = vec!["validate".as_ref(), model.as_os_str()];
        arguments.extend(options.iter().map(OsStr::new));
        run(&arguments)
    };
    let done = validate(&[]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("event PatternTrait"), "{}", done.err);
    assert!(done.err.ends_with("1 warning\n"), "{}", done.err);
    assert_eq!(validate(&["--severity", "error"]).err, "");
    let done = validate(&["--json", "--severity", "suppressed"]);
    let found: Value = serde_json::from_str(&done.out).expect("JSON");
    let events = found["events"].as_array().expect("events");
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            (
                &event["id"],
                &event["severity"],
                &event["shape"],
                &event["line"],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                &json!("PatternTrait"),
                &json!("WARNING"),
                &json!("a#P"),
                &json!(4)
            ),
            (
                &json!("EnumShape"),
                &json!("SUPPRESSED"),
                &json!("a#E$low"),
                &json!(6)
            ),
        ]
    );
    assert_eq!(events[1]["suppressionReason"], "old");
    let done = validate(&["--format", "github"]);
    assert!(done.out.starts_with("::warning file="), "{}", done.out);
    assert!(
        done.out.contains(",line=4,col=2,title=PatternTrait::a#P: "),
        "{}",
        done.out
    );
    let done = validate(&["--sarif", "--severity", "suppressed"]);
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&done.out).expect("SARIF");
    let results = log.runs[0].results.as_ref().expect("results");
    assert_eq!(results.len(), 2);
    let done = run(&["validate", "--rules"]);
    assert!(done.out.contains("TraitTarget"), "{}", done.out);
}

#[test]
fn select_lists_the_shapes_that_a_selector_matches() {
    let folder = TempDir::new().expect("a folder");
    let model = folder.path().join("m.smithy");
    let text = "$version: \"2.0\"\nnamespace a\nservice S { operations: [O] }\noperation O { input := { b: String } }\n";
    fs::write(&model, text).expect("a file");
    let select = |selector: &str, option: Option<&str>| {
        let mut arguments = vec!["select".as_ref(), model.as_os_str(), selector.as_ref()];
        arguments.extend(option.map(OsStr::new));
        run(&arguments)
    };
    let done = select("service ~> :is(structure, member)", None);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "a#OInput\na#OInput$b\n")
    );
    let done = select("member > string", Some("--prelude"));
    assert!(done.out.contains("smithy.api#String\n"), "{}", done.out);
    let done = select("service $all(~> operation)", Some("--json"));
    let found: Value = serde_json::from_str(&done.out).expect("JSON");
    let shape = json!({ "id": "a#S", "type": "service", "variables": { "all": ["a#O"] } });
    assert_eq!(found, json!({ "shapes": [shape] }));
    let done = select("servce", None);
    assert_eq!(done.code, 2);
    assert!(
        done.err
            .contains("`servce` is not a kind of shapes at column 1"),
        "{}",
        done.err
    );
    assert!(done.err.contains("did you mean `service`?"), "{}", done.err);
}

#[test]
fn problems_are_shown_with_their_line() {
    let folder = TempDir::new().expect("a folder");
    let model = folder.path().join("m.smithy");
    let text = "$version: \"2.0\"\nnamespace a\nstructure A {\n    b: Strin\n}\n";
    fs::write(&model, text).expect("a file");
    let done = run(&["validate".as_ref(), model.as_os_str()]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    let shown = done.err.replace(&model.display().to_string(), "m.smithy");
    let expected = "error: a#Strin does not exist in the model\n --> m.smithy:4:8\n  |\n4 |     b: Strin\n  \
                    |        ^^^^^\n  |\n  = note: in a#A$b\n  = note: event Target\n  \
                    = help: did you mean `smithy.api#String`?\n\n1 error\n";
    assert_eq!(shown, expected);
}

#[test]
fn several_files_are_one_model() {
    let folder = TempDir::new().expect("a folder");
    let mut model: Value = serde_json::from_str(&read(&connect())).expect("a model");
    let all = folder.path().join("all.json");
    fs::write(&all, model.to_string()).expect("a file");
    let mut rest = json!({ "smithy": model["smithy"], "shapes": {} });
    let shapes = model["shapes"].as_object_mut().expect("shapes");
    for name in ["User", "UserIdentityInfo"] {
        let id = format!("com.amazonaws.connect#{name}");
        rest["shapes"][&id] = shapes.remove(&id).expect("a shape");
    }
    let (one, two) = (
        folder.path().join("one.json"),
        folder.path().join("two.json"),
    );
    fs::write(&one, model.to_string()).expect("a file");
    fs::write(&two, rest.to_string()).expect("a file");
    let merged = folder.path().join("merged");
    let out = [merged.as_os_str()];
    let done = run(&[
        "generate".as_ref(),
        one.as_os_str(),
        two.as_os_str(),
        "--out".as_ref(),
        out[0],
    ]);
    assert_eq!(done.code, 0, "{}", done.err);
    let whole = folder.path().join("whole");
    generate(&all, &whole, &[]);
    assert_eq!(relative(&merged), relative(&whole));
    let user = Path::new("src/types/_user.rs");
    assert!(
        read(&merged.join(user)) == read(&whole.join(user)),
        "the order of files matters"
    );
    let alone = run(&["validate".as_ref(), one.as_os_str()]);
    assert_eq!(alone.code, 1);
    let merged = run(&[
        "validate".as_ref(),
        "--merge".as_ref(),
        one.as_os_str(),
        two.as_os_str(),
    ]);
    assert_eq!(merged.code, 0, "{}", merged.err);
}

#[test]
fn explain_shows_the_way_from_an_operation_to_a_shape() {
    let done = explain(&["--shape=UserIdentityInfo"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let steps: Vec<&str> = done.out.lines().map(str::trim).collect();
    assert!(steps[0].contains("CreateUser"), "{}", done.out);
    assert_eq!(
        steps.last(),
        Some(&"com.amazonaws.connect#UserIdentityInfo")
    );

    let done = explain(&[
        "--shape=com.amazonaws.connect#UserIdentityInfo",
        "--operation=DescribeUser",
    ]);
    assert!(done.out.contains("DescribeUser"), "{}", done.out);
    assert!(
        done.out.contains("com.amazonaws.connect#User$IdentityInfo"),
        "{}",
        done.out
    );

    let done = explain(&["--shape=UserIdentityInfos"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("UserIdentityInfo"), "{}", done.err);
    let done = explain(&["--shape=Instance", "--operation=DescribeUser"]);
    assert_eq!(done.code, 2);
    assert!(
        done.err.contains("none of the chosen operations"),
        "{}",
        done.err
    );
}

#[test]
fn an_unknown_operation_lists_the_nearest() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(&connect(), &client, &["--operation=DescribeUsr"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("DescribeUsr"), "{}", done.err);
    assert!(done.err.contains("DescribeUser"), "{}", done.err);
    assert!(!client.exists(), "something was written");
    let done = generate(&connect(), &client, &["--service=Conect"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("Connect"), "{}", done.err);
}
