//! `tinsmith generate`: what it writes, and what it says.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::{models, repository};

use super::{connect, files, generate, hidden, modified, names, read, relative};

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
        "{{ version = \"{}\", default-features = false, features = [\"aws\"] }}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(dependency(&[]), format!("tinsmith-runtime = {version}"));
    assert_eq!(
        dependency(&["--runtime-git=ssh://git.example/t", "--runtime-rev=v0.1.0"]),
        "tinsmith-runtime = { git = \"ssh://git.example/t\", rev = \"v0.1.0\", default-features = false, \
         features = [\"aws\"] }"
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
fn generate_shapes_the_code_by_options_and_by_a_file() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let config = folder.path().join("tinsmith.toml");
    let text =
        "serde = true\n[rename]\n\"com.amazonaws.connect#UserIdentityInfo$Mobile\" = \"cell\"\n";
    fs::write(&config, text).expect("a file");
    let config = format!("--config={}", config.display());
    let options = [
        "--operation=DescribeUser",
        "--docs=none",
        "--derive=com.amazonaws.connect#UserIdentityInfo=Eq, Hash",
        "--btree-map=*",
        "--dependency=uuid = \"1\"",
        &config,
    ];
    let done = generate(&connect(), &client, &options);
    assert_eq!(done.code, 0, "{}", done.err);
    let info = read(&client.join("src/types/_user_identity_info.rs"));
    for part in [
        "#[derive(Eq, Hash)]",
        "pub cell: Option<String>",
        "#[cfg(feature = \"serde-serialize\")]",
    ] {
        assert!(info.contains(part), "{part}: {info}");
    }
    let user = read(&client.join("src/types/_user.rs"));
    assert!(user.contains("BTreeMap<String, String>"), "{user}");
    let manifest = read(&client.join("Cargo.toml"));
    for part in [
        "serde-serialize = [\"tinsmith-runtime/serde-serialize\"]",
        "serde-deserialize = [\"tinsmith-runtime/serde-deserialize\"]",
        "\nuuid = \"1\"\n",
    ] {
        assert!(manifest.contains(part), "{part}: {manifest}");
    }
    // Other options make other files.
    let checked = generate(
        &connect(),
        &client,
        &["--operation=DescribeUser", "--check"],
    );
    assert_eq!(checked.code, 1, "{}", checked.out);
}

#[test]
fn generate_refuses_options_that_are_wrong_with_their_place() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let config = folder.path().join("tinsmith.toml");
    fs::write(&config, "serde = true\nderives = 1\n").expect("a file");
    let file = format!("--config={}", config.display());
    for (option, code, said) in [
        (file.as_str(), 1, "tinsmith.toml:2:1"),
        (file.as_str(), 1, "did you mean `derive`?"),
        ("--config=nowhere.toml", 1, "nowhere.toml"),
        ("--derive=Eq", 2, "expected a pattern, `=` and a value"),
        (
            "--derive=b#*=Eq",
            1,
            "the option `derive` for `b#*`: no type of the client matches",
        ),
        ("--rename=Money", 2, "expected an id, `=` and a name"),
        (
            "--dependency=uuid",
            2,
            "expected a dependency as in a manifest",
        ),
        (
            "--dependency=uuid = 1",
            2,
            "expected a dependency as in a manifest",
        ),
        ("--docs=all", 2, "possible values: model, none"),
    ] {
        let refused = generate(&connect(), &client, &[option]);
        assert_eq!(refused.code, code, "{option}: {}", refused.err);
        assert!(refused.err.contains(said), "{option}: {}", refused.err);
    }
    let tests = ["--bytes=*", "--protocol-tests"];
    let refused = generate(&models().join("payload_blob.json"), &client, &tests);
    assert!(
        refused
            .err
            .contains("the option `bytes` does not go with tests"),
        "{}",
        refused.err
    );
    let each = ["--each", "--rename=com.amazonaws.connect#User=Person"];
    let refused = generate(&connect(), &client, &each);
    assert!(
        refused
            .err
            .contains("the option `rename` is about one service"),
        "{}",
        refused.err
    );
    assert!(!client.exists());
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
fn a_client_is_split_and_becomes_one_crate_again() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(&connect(), &client, &["--split=2"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let crates = client.join("crates");
    let inner = ["base", "part-1", "part-2"];
    for name in inner {
        assert!(crates.join(name).join("src/lib.rs").is_file(), "{name}");
    }
    assert!(!client.join("src/operation").exists());

    let done = generate(&connect(), &client, &["--split=2", "--check"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let done = generate(&connect(), &client, &["--split=2"]);
    assert!(done.out.contains("0 files written, "), "{}", done.out);

    let done = generate(&connect(), &client, &["--check"]);
    assert_eq!(done.code, 1, "{}", done.out);
    let done = generate(&connect(), &client, &[]);
    assert_eq!(done.code, 0, "{}", done.err);
    for name in inner {
        assert!(!crates.join(name).join("src/lib.rs").exists(), "{name}");
        assert!(!crates.join(name).join("Cargo.toml").exists(), "{name}");
    }
    assert!(client.join("src/operation/describe_user.rs").is_file());
}

#[test]
fn parts_that_can_not_be_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(&connect(), &client, &["--split=0"]);
    assert_eq!(done.code, 2, "{}", done.out);
    assert!(done.err.contains("--split"), "{}", done.err);

    let done = generate(&connect(), &client, &["--split=14"]);
    assert_eq!(done.code, 1, "{}", done.out);
    for text in [
        "13 operations can't be split into 14 parts",
        "ask for fewer parts",
    ] {
        assert!(done.err.contains(text), "{}", done.err);
    }
    assert!(!client.exists());
}

#[test]
fn with_each_a_service_with_fewer_operations_than_parts_is_not_split() {
    let folder = TempDir::new().expect("a folder");
    let model = connect();
    for (parts, is_split) in [(13, true), (14, false)] {
        let out = folder.path().join(format!("clients-{parts}"));
        let done = generate(&model, &out, &["--each", &format!("--split={parts}")]);
        assert_eq!(done.code, 0, "{}", done.err);
        let crates = out.join("aws-sdk-connect/crates");
        assert_eq!(crates.exists(), is_split, "{parts}");
    }
}

/// Swaps two generated files and their digests in the manifest, which only generating them again finds out.
fn swap(client: &Path, files: [&str; 2]) {
    let manifest = client.join(".tinsmith-manifest");
    let listed = read(&manifest);
    let digest = |file: &str| {
        let line = listed
            .lines()
            .find_map(|line| line.strip_suffix(&format!("  {file}")));
        line.expect("a file of the manifest").to_owned()
    };
    let digests = files.map(digest);
    let swapped = listed
        .replace(&digests[0], "<first>")
        .replace(&digests[1], &digests[0]);
    fs::write(&manifest, swapped.replace("<first>", &digests[1])).expect("a manifest");
    let texts = files.map(|file| read(&client.join(file)));
    fs::write(client.join(files[0]), &texts[1]).expect("a file");
    fs::write(client.join(files[1]), &texts[0]).expect("a file");
}

#[test]
fn an_unchanged_crate_is_not_generated_again_and_the_same_is_said_of_it() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let model = folder.path().join("model.json");
    fs::copy(connect(), &model).expect("a model");
    let generate = |options: &[&str]| generate(&model, &client, options);
    let first = generate(&[]);
    let files = [
        "src/operation/create_user.rs",
        "src/operation/describe_user.rs",
    ];
    let text = read(&client.join(files[0]));
    let is_swapped = || read(&client.join(files[0])) != text;

    swap(&client, files);
    let again = generate(&[]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(is_swapped(), "the crate has not changed");
    let others = |out: &str| {
        let lines = out
            .lines()
            .filter(|line| !line.contains(" files written, "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(others(&again.out), others(&first.out));
    assert!(again.out.contains("\n0 files written, "), "{}", again.out);
    let checked = generate(&["--check"]);
    assert!(checked.out.ends_with(" is up to date\n"), "{}", checked.out);

    generate(&["--crate-version=0.2.0"]);
    assert!(!is_swapped(), "an option has changed");
    generate(&[]);
    swap(&client, files);
    fs::write(&model, read(&model) + "\n").expect("a model");
    generate(&[]);
    assert!(!is_swapped(), "the model has changed");
    swap(&client, files);
    fs::remove_file(client.join("src/client.rs")).expect("a generated file");
    generate(&[]);
    assert!(!is_swapped(), "a file was missing");
}
