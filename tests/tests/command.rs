//! The `tinsmith` command: its files, its output and its exit codes.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run, tinsmith};
use tinsmith_tests::{models, repository};

#[test]
fn generate_writes_a_complete_crate_and_says_what_is_in_it() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let runtime = format!("--runtime-path={}", repository().join("runtime").display());
    let done = generate(&connect(), &client, &[&runtime]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.contains("Amazon Connect Service: 13 operations, "),
        "{}",
        done.out
    );
    assert!(done.out.contains("0 unchanged, 0 removed"), "{}", done.out);
    assert!(!done.out.contains("left out"), "{}", done.out);
    let manifest = read(&client.join("Cargo.toml"));
    assert!(manifest.contains("name = \"aws-sdk-connect\""));
    assert!(manifest.contains("version = \"0.1.0\""));
    let runtime = manifest
        .split("path = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the runtime's path");
    assert!(Path::new(runtime).is_relative(), "{runtime}");
    // Where the path leads does not depend on links in the way of the temporary folder.
    let runtime = fs::canonicalize(client.join(runtime)).expect("the runtime");
    assert_eq!(
        runtime,
        fs::canonicalize(repository().join("runtime")).expect("the runtime")
    );
    for file in ["lib.rs", "client.rs", "config.rs", "types.rs", "error.rs"] {
        assert!(client.join("src").join(file).is_file(), "{file}");
    }
    assert_eq!(hidden(&client), [client.join(".tinsmith-manifest")]);
}

#[test]
fn generate_takes_name_version_runtime_and_operations() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let options = [
        "--crate-name=aws-sdk-connect",
        "--crate-version=1.220.0",
        "--crate-license=MIT OR Apache-2.0",
        "--runtime-version=0.1",
        "--service=Connect",
        "--operation=DescribeUser",
        "--operation=CreateUser",
    ];
    let done = generate(&connect(), &client, &options);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains(": 2 operations, "), "{}", done.out);
    let manifest = read(&client.join("Cargo.toml"));
    for line in [
        "name = \"aws-sdk-connect\"",
        "version = \"1.220.0\"",
        "license = \"MIT OR Apache-2.0\"",
        "version = \"0.1\"",
    ] {
        assert!(manifest.contains(line), "{manifest}");
    }
    assert!(!manifest.contains("path ="), "{manifest}");
    let mut operations = names(&client.join("src/operation"));
    operations.sort();
    assert_eq!(operations, ["create_user.rs", "describe_user.rs"]);
}

#[test]
fn generate_takes_the_runtime_from_where_it_is_told() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let dependency = |options: &[&str]| {
        let all = [options, &["--operation=DescribeUser"]].concat();
        let done = generate(&connect(), &client, &all);
        assert_eq!(done.code, 0, "{options:?}: {}", done.err);
        let manifest = read(&client.join("Cargo.toml"));
        let mut lines = manifest.lines();
        let line = lines.find(|line| line.starts_with("tinsmith-runtime = "));
        line.expect("the dependency").to_owned()
    };
    let version = format!(
        "{{ version = \"{}\", default-features = false }}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(dependency(&[]), format!("tinsmith-runtime = {version}"));
    assert_eq!(
        dependency(&["--runtime-git=ssh://git.example/t", "--runtime-rev=v0.1.0"]),
        "tinsmith-runtime = { git = \"ssh://git.example/t\", rev = \"v0.1.0\", default-features = false }"
    );
    let model = repository().join("model");
    for (path, expected) in [
        (model, "is the manifest of another package"),
        (folder.path().join("none"), "none/Cargo.toml"),
    ] {
        let path = format!("--runtime-path={}", path.display());
        let done = generate(&connect(), &client, &[&path]);
        assert_eq!(done.code, 2, "{path}");
        assert!(done.err.contains(expected), "{}", done.err);
    }
    for options in [
        ["--runtime-rev=v0.1.0", "--runtime-version=0.1"],
        ["--runtime-git=ssh://git.example/t", "--runtime-version=0.1"],
        [
            "--runtime-git=ssh://git.example/t",
            "--runtime-path=runtime",
        ],
    ] {
        assert_eq!(
            generate(&connect(), &client, &options).code,
            2,
            "{options:?}"
        );
    }
}

#[test]
fn generate_takes_the_protocol_of_several() {
    let folder = TempDir::new().expect("a folder");
    let model = folder.path().join("two.smithy");
    let text = "$version: \"2\"\nnamespace example\nuse aws.protocols#awsJson1_0\n\
                use aws.protocols#restJson1\n\
                @awsJson1_0 @restJson1 @aws.api#service(sdkId: \"Two\")\n\
                service Two { operations: [Ping] }\n\
                @http(method: \"GET\", uri: \"/\") operation Ping {}\n";
    fs::write(&model, text).expect("a model");
    for (options, chosen) in [
        (&[][..], "AwsJson"),
        (&["--protocol=restJson1"], "RestJson1"),
        (&["--protocol=aws.protocols#restJson1"], "RestJson1"),
    ] {
        let client = folder.path().join("client");
        let done = generate(&model, &client, options);
        assert_eq!(done.code, 0, "{}", done.err);
        let spoken = format!("type Protocol = rt::codegen::protocol::{chosen};");
        let found = files(&client)
            .iter()
            .any(|file| read(file).contains(&spoken));
        assert!(found, "{options:?} should give {chosen}");
    }
    let other = generate(
        &model,
        &folder.path().join("other"),
        &["--protocol=restXml"],
    );
    assert_eq!(other.code, 1);
    let choices = "choose one of `aws.protocols#awsJson1_0`, `aws.protocols#restJson1`";
    for said in ["`restXml`", choices] {
        assert!(other.err.contains(said), "{}", other.err);
    }
}

#[test]
fn generate_takes_names_of_enum_values() {
    let folder = TempDir::new().expect("a folder");
    let model = repository().join("tests/models/unsupported/clash_of_variants.json");
    let client = folder.path().join("client");
    let refused = generate(&model, &client, &[]);
    assert_eq!(refused.code, 1);
    let option = "--enum-value 'example.clash_of_variants#Mood$VeryGlad=AnotherName'";
    assert!(refused.err.contains(option), "{}", refused.err);
    let option = "--enum-value=example.clash_of_variants#Mood$VeryGlad=AnotherName";
    let done = generate(&model, &client, &[option]);
    assert_eq!(done.code, 0, "{}", done.err);
    let mood = read(&client.join("src/types/_mood.rs"));
    assert!(mood.contains("\"VeryGlad\" => Self::AnotherName"), "{mood}");
    let wrong = generate(&model, &client, &["--enum-value=Mood"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("expected the enum's shape id"),
        "{}",
        wrong.err
    );
}

#[test]
fn generate_counts_the_waiters_of_the_chosen_operations() {
    let folder = TempDir::new().expect("a folder");
    let mut model: Value = serde_json::from_str(&read(&connect())).expect("a model");
    let acceptors = json!([{ "state": "success", "matcher": { "success": true } }]);
    model["shapes"]["com.amazonaws.connect#DescribeInstance"]["traits"]["smithy.waiters#waitable"] = json!({
        "InstanceActive": { "acceptors": acceptors },
        "InstanceGone": { "acceptors": acceptors },
    });
    let path = folder.path().join("waiters.json");
    fs::write(&path, model.to_string()).expect("a model");
    let done = generate(&path, &folder.path().join("all"), &[]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains(" types, 2 waiters in "), "{}", done.out);
    let done = generate(
        &path,
        &folder.path().join("one"),
        &["--operation=DescribeUser"],
    );
    assert!(!done.out.contains("waiters in"), "{}", done.out);
}

#[test]
fn files_of_the_same_content_are_left_alone_and_stale_ones_removed() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    generate(&connect(), &client, &[]);
    let long_ago = SystemTime::UNIX_EPOCH;
    let all = files(&client);
    for file in &all {
        let file = fs::File::options().append(true).open(file).expect("a file");
        file.set_modified(long_ago).expect("a time");
    }
    let own = client.join("src/operation/own.rs");
    fs::write(&own, "// written by hand\n").expect("a file");

    let again = generate(&connect(), &client, &[]);
    // The manifest does not count.
    let count = all.len() - 1;
    assert!(
        again
            .out
            .contains(&format!("0 files written, {count} unchanged, 0 removed")),
        "{}",
        again.out
    );
    assert!(all.iter().all(|file| modified(file) == long_ago));

    let fewer = generate(&connect(), &client, &["--operation=DescribeUser"]);
    assert!(!fewer.out.contains(" 0 removed"), "{}", fewer.out);
    assert!(!client.join("src/operation/create_user.rs").exists());
    assert!(!client.join("src/types/_instance.rs").exists());
    assert!(own.exists(), "a file that was not generated is removed");
    // What a describe needs as well is the same, and was not touched.
    assert_eq!(modified(&client.join("src/types/_user.rs")), long_ago);
    let again = generate(&connect(), &client, &["--operation=DescribeUser"]);
    assert!(again.out.contains("0 files written"), "{}", again.out);
    assert!(again.out.contains(" 0 removed"), "{}", again.out);
}

#[test]
fn folders_that_no_longer_belong_are_emptied() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    generate(&models().join("errors.json"), &client, &[]);
    assert!(client.join("src/types").is_dir());
    // A service of one operation that has no types of its own.
    let done = generate(&models().join("no_inputs.json"), &client, &[]);
    assert_eq!(done.code, 0, "{}", done.err);
    let check = generate(&models().join("no_inputs.json"), &client, &["--check"]);
    assert_eq!(check.code, 0, "{}", check.out);
    let fresh = folder.path().join("fresh");
    generate(&models().join("no_inputs.json"), &fresh, &[]);
    assert_eq!(relative(&client), relative(&fresh));
}

#[test]
fn check_tells_a_stale_folder_and_writes_nothing() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let missing = generate(&connect(), &client, &["--check"]);
    assert_eq!(missing.code, 1);
    assert!(missing.out.contains("(missing)"), "{}", missing.out);
    assert!(!client.exists());

    generate(&connect(), &client, &[]);
    let fresh = generate(&connect(), &client, &["--check"]);
    assert_eq!(fresh.code, 0, "{}", fresh.err);
    assert!(fresh.out.contains("is up to date"), "{}", fresh.out);

    let types = client.join("src/types/_user.rs");
    let text = read(&types);
    fs::write(
        &types,
        text.replacen("pub struct User", "pub struct Employee", 1),
    )
    .expect("a file");
    let stale = generate(&connect(), &client, &["--check"]);
    assert_eq!(stale.code, 1);
    assert!(stale.out.contains("~ src/types/_user.rs"), "{}", stale.out);
    assert!(stale.out.contains("- pub struct Employee"), "{}", stale.out);
    assert!(stale.out.contains("+ pub struct User"), "{}", stale.out);
    assert!(stale.err.contains("1 file is stale"), "{}", stale.err);
    assert!(
        read(&types).contains("pub struct Employee"),
        "--check wrote"
    );

    // One operation: the files of the others are too many. The difference stays short.
    let extra = generate(
        &connect(),
        &client,
        &["--check", "--operation=DescribeUser"],
    );
    assert_eq!(extra.code, 1);
    assert!(extra.out.lines().count() <= 20, "{}", extra.out);
    assert!(extra.err.contains("files are stale"), "{}", extra.err);
}

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
                    |        ^^^^^\n  |\n  = note: in a#A$b\n  = help: did you mean `smithy.api#String`?\n\n1 error\n";
    assert_eq!(shown, expected);
}

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

#[test]
fn wrong_usage_is_exit_code_2() {
    let none: [&str; 0] = [];
    for arguments in [
        &none[..],
        &["solder"],
        &["generate"],
        &["generate", "model.json"],
        &["list", "--yaml", "model.json"],
        &["explain", "model.json"],
    ] {
        let done = run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}");
        assert!(done.out.is_empty() && !done.err.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["generate", "--help"], &["--version"]] {
        let done = run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}");
        assert!(done.out.contains("tinsmith"), "{arguments:?}");
    }
    let help = run(&["--help"]).out;
    for line in [
        "  0  The command succeeded.",
        "  1  A model is not valid or has dangers,",
        "  2  The arguments are not valid.",
    ] {
        assert!(help.lines().any(|it| it.starts_with(line)), "{help}");
    }
}

#[test]
fn there_are_no_colours_without_a_terminal() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let runs = [
        generate(&connect(), &client, &[]),
        generate(
            &connect(),
            &client,
            &["--check", "--operation=DescribeUser"],
        ),
        generate(&connect(), &client, &["--operation=Nothing"]),
        run(&["list".as_ref(), connect().as_os_str()]),
        run(&[
            "validate".as_ref(),
            connect().as_os_str(),
            connect().as_os_str(),
        ]),
        explain(&["--shape=UserIdentityInfo"]),
        run(&["generate", "--help"]),
        run(&["nothing"]),
    ];
    for Ended { out, err, .. } in runs {
        assert!(!out.contains('\u{1b}'), "{out}");
        assert!(!err.contains('\u{1b}'), "{err}");
    }
}

fn connect() -> PathBuf {
    repository().join("model/connect/2022-10-13.json")
}

fn generate(model: &Path, out: &Path, options: &[&str]) -> Ended {
    let mut arguments = vec!["generate".as_ref(), model.as_os_str()];
    arguments.extend(["--out".as_ref(), out.as_os_str()]);
    arguments.extend(options.iter().map(OsStr::new));
    run(&arguments)
}

fn explain(options: &[&str]) -> Ended {
    let model = connect();
    let mut arguments = vec!["explain".as_ref(), model.as_os_str()];
    arguments.extend(options.iter().map(OsStr::new));
    run(&arguments)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn modified(path: &Path) -> SystemTime {
    let metadata = fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    metadata.modified().expect("a time")
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            files.extend(self::files(&path))
        } else {
            files.push(path)
        }
    }
    files.sort();
    files
}

/// All files below a folder, by their paths in it.
fn relative(folder: &Path) -> Vec<PathBuf> {
    let inside = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned);
    files(folder)
        .into_iter()
        .filter_map(|path| inside(path).ok())
        .collect()
}

/// What writing left behind.
fn hidden(folder: &Path) -> Vec<PathBuf> {
    let is_hidden = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    files(folder).into_iter().filter(is_hidden).collect()
}

#[test]
fn completions_and_manual_know_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, 0, "{shell}: {}", script.err);
        for word in ["generate", "changes", "runtime-path"] {
            assert!(script.out.contains(word), "{shell}: {word}");
        }
    }
    let manual = run(&["man"]);
    assert_eq!(manual.code, 0, "{}", manual.err);
    assert!(manual.out.contains(".TH tinsmith 1"), "{}", manual.out);
    let page = run(&["man", "generate"]);
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.contains("\\-\\-runtime\\-path"), "{}", page.out);
    let unknown = run(&["man", "nothing"]);
    assert_eq!(unknown.code, 2, "{}", unknown.out);
    assert!(
        unknown.err.contains("`nothing` is no subcommand"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_quiet_run_prints_results_and_errors_only() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(&connect(), &client, &["--quiet"]);
    assert_eq!((done.code, &*done.out, &*done.err), (0, "", ""));
    let stale = generate(
        &connect(),
        &client,
        &["--quiet", "--check", "--crate-version=2.0.0"],
    );
    assert_eq!(stale.code, 1);
    assert!(stale.out.contains("2.0.0"), "{}", stale.out);
    assert!(stale.err.contains("1 file is stale"), "{}", stale.err);
}
