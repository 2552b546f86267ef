//! What `tinsmith changes` compares: the same models give the same report from the disk, a git repository and an archive.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, tinsmith};

fn changes(folder: &Path, arguments: &[&str]) -> Ended {
    let mut command = tinsmith();
    command.current_dir(folder).arg("changes").args(arguments);
    let output = command.output().expect("tinsmith runs");
    Ended {
        code: output.status.code().expect("a code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A service with these operations, in the Smithy IDL.
fn idl(operations: &[&str]) -> String {
    let shapes = operations
        .iter()
        .map(|name| format!("operation {name} {{}}\n"));
    format!(
        "$version: \"2\"\nnamespace a\nservice Acts {{ version: \"1\", operations: [{}] }}\n{}",
        operations.join(", "),
        shapes.collect::<String>()
    )
}

/// The same as JSON, with this SDK id.
fn json_model(id: &str, operations: &[&str]) -> String {
    let targets = operations
        .iter()
        .map(|name| json!({"target": format!("a#{name}")}));
    let mut shapes = json!({
        "a#Service": {
            "type": "service",
            "version": "1",
            "operations": targets.collect::<Vec<_>>(),
            "traits": {"aws.api#service": {"sdkId": id}},
        },
    });
    for name in operations {
        shapes[format!("a#{name}")] = json!({"type": "operation"});
    }
    json!({"smithy": "2.0", "shapes": shapes}).to_string()
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
    let mut git = Command::new("git");
    let output = git.arg("-C").arg(folder).args(identity).args(arguments);
    let output = output.output().expect("git");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// Commits everything in a folder.
fn commit(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "all"]);
}

/// Packs files into a `.zip`.
fn zip(path: &Path, files: &[(&str, &str)]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).expect("an entry");
        zip.write_all(text.as_bytes()).expect("an entry");
    }
    zip.finish().expect("an archive");
}

/// Packs files into a tar archive.
fn tar(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(text.len()).expect("a size"));
        tar.append_data(&mut header, name, text.as_bytes())
            .expect("an entry");
    }
    tar.into_inner().expect("an archive")
}

/// Checks that the two inputs differ in the operation `B` only.
fn only_adds_b(folder: &Path, old: &str, new: &str) {
    let done = changes(folder, &[old, new, "--brief"]);
    assert_eq!(done.code, 0, "{old} {new}: {}", done.err);
    let is_it = done.out.contains("operation added: B") && done.out.contains("1 change\n");
    assert!(is_it, "{old} {new}: {}", done.out);
}

#[test]
fn a_build_configuration_is_no_model_of_a_folder() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    for (side, operations) in [("old", &["A"][..]), ("new", &["A", "B"])] {
        write(
            at,
            &format!("{side}/smithy-build.json"),
            "{\"version\": \"1.0\"}",
        );
        write(at, &format!("{side}/model/main.smithy"), &idl(operations));
        write(
            at,
            &format!("{side}-json/smithy-build.json"),
            "{\"version\": \"1.0\"}",
        );
        write(
            at,
            &format!("{side}-json/acts.json"),
            &json_model("Acts", operations),
        );
    }
    let model = idl(&["A", "B"]);
    zip(
        &at.join("new.zip"),
        &[
            ("m/smithy-build.json", "{\"version\": \"1.0\"}"),
            ("m/main.smithy", &model),
        ],
    );
    commit(at);
    only_adds_b(at, "old", "new");
    only_adds_b(at, "HEAD:old", "HEAD:new");
    only_adds_b(at, "HEAD:old", "new.zip");
    only_adds_b(at, "old-json", "new-json");
    only_adds_b(at, "HEAD:old-json", "HEAD:new-json");
    let done = changes(at, &["old", "HEAD:new/smithy-build.json"]);
    assert_eq!(done.code, 1);
    for told in ["is read only on the disk", "HEAD:new/smithy-build.json"] {
        assert!(done.err.contains(told), "{}", done.err);
    }
}

#[test]
fn a_named_file_of_a_revision_is_read_whatever_its_name() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    write(at, "old", &idl(&["A"]));
    write(at, "sub/new", &idl(&["A", "B"]));
    commit(at);
    only_adds_b(at, "HEAD:old", "HEAD:sub/new");
    only_adds_b(at, "HEAD:./old", "HEAD:./sub/new");
    // A relative path starts at the current folder, as in git.
    let sub = at.join("sub");
    only_adds_b(&sub, "HEAD:../old", "HEAD:./new");
    only_adds_b(&sub, "HEAD:old", "HEAD:sub/new");
    let done = changes(&sub, &["HEAD:../../old", "new"]);
    assert_eq!(done.code, 1);
    let told = "the path `../../old` leads out of the repository";
    assert!(done.err.contains(told), "{}", done.err);
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_are_followed_inside_of_it() {
    use std::os::unix::fs::symlink;

    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    write(at, "old.json", &json_model("Acts", &["A"]));
    write(at, "files/new.json", &json_model("Acts", &["A", "B"]));
    write(at, "one/acts.json", &json_model("Acts", &["A"]));
    fs::create_dir(at.join("two")).expect("a folder");
    for (to, from) in [
        ("files/new.json", "link.json"),
        ("../files/new.json", "two/acts.json"),
        ("two", "linked"),
    ] {
        symlink(to, at.join(from)).expect("a link");
    }
    commit(at);
    for new in ["link.json", "HEAD:link.json"] {
        only_adds_b(at, "HEAD:old.json", new);
    }
    for new in ["two", "HEAD:two", "HEAD:linked"] {
        only_adds_b(at, "HEAD:one", new);
    }
    symlink("/nowhere.json", at.join("two/out.json")).expect("a link");
    commit(at);
    for (old, new) in [
        ("HEAD:one", "HEAD:two"),
        ("HEAD:old.json", "HEAD:two/out.json"),
    ] {
        let done = changes(at, &[old, new]);
        assert_eq!(done.code, 1, "{}", done.out);
        for told in [
            "the link leads to no file of the revision",
            "HEAD:two/out.json",
        ] {
            assert!(done.err.contains(told), "{}", done.err);
        }
    }
}

#[test]
fn a_content_that_git_lacks_is_an_error_and_no_removed_service() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    write(at, "models/one.json", &json_model("One", &["A"]));
    write(at, "models/two.json", &json_model("Two", &["A"]));
    commit(at);
    let id = git(at, &["rev-parse", "HEAD:models/two.json"]);
    let (start, end) = id.trim().split_at(2);
    fs::remove_file(at.join(".git/objects").join(start).join(end)).expect("an object");
    for new in ["HEAD:models", "HEAD:models/two.json"] {
        let old = new.strip_prefix("HEAD:").expect("a path");
        let done = changes(at, &[old, new]);
        assert_eq!((done.code, &*done.out), (1, ""), "{new}");
        assert!(done.err.contains("git "), "{new}: {}", done.err);
    }
}

const BROKEN: &str = "{\"version\": \"2.0\", \"metadata\": 1}";

#[test]
fn a_broken_model_that_is_the_same_on_both_sides_is_no_problem() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let names = [
        "acts/1/service-2.json",
        "acts/1/waiters-2.json",
        "acts/1/examples-1.json",
        "acts/1/paginators-1.json",
        // No neighbour of that model.
        "acts/1/other.examples-1.json",
        // Keeps the outermost folder of the archive.
        "README",
    ];
    let files = names.map(|name| (name, BROKEN));
    for (name, text) in files {
        write(at, &format!("data/{name}"), text);
    }
    zip(&at.join("data.zip"), &files);
    commit(at);
    for (old, new) in [
        ("data", "data"),
        ("data", "data.zip"),
        ("HEAD:data", "data"),
    ] {
        let done = changes(at, &[old, new]);
        assert_eq!(done.code, 0, "{old} {new}: {}", done.err);
        assert!(done.out.starts_with("Nothing changed."), "{}", done.out);
    }
}

#[test]
fn all_members_of_a_gzip_file_are_read() {
    let folder = TempDir::new().expect("a folder");
    let at = folder.path();
    let (one, two) = (json_model("One", &["A"]), json_model("Two", &["A"]));
    let (new, b) = (json_model("Two", &["A", "B"]), "b/two.json");
    write(at, "old/a/one.json", &one);
    write(at, "old/b/two.json", &two);
    let archive = tar(&[("a/one.json", &one), (b, &new)]);
    // The second member starts with the second header of the archive.
    let middle = 512 + one.len().next_multiple_of(512);
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("bytes");
        encoder.finish().expect("bytes")
    };
    let members = [gzip(&archive[..middle]), gzip(&archive[middle..])].concat();
    fs::write(at.join("new.tar.gz"), members).expect("a file");
    only_adds_b(at, "old", "new.tar.gz");
}

/// Two folders in which both services lost an operation.
fn two_services() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for id in ["Alpha", "Beta"] {
        let operations = ["A", "B", "C"];
        write(
            folder.path(),
            &format!("old/{id}.json"),
            &json_model(id, &operations),
        );
        write(
            folder.path(),
            &format!("new/{id}.json"),
            &json_model(id, &operations[..1]),
        );
    }
    folder
}

#[test]
fn entries_for_what_is_not_compared_are_not_stale() {
    let folder = two_services();
    let at = folder.path();
    let entry = |subject: &str, service: &str| {
        format!(
            "[[accept]]\nrule = \"operation-removed\"\nsubject = \"{subject}\"\nreason = \"r\"\n\
             service = \"{service}\"\n"
        )
    };
    let stale = |text: &str, options: &[&str]| {
        write(at, "accepted.toml", text);
        let done = changes(
            at,
            &[&["old", "new", "--ignore=accepted.toml"], options].concat(),
        );
        assert_eq!(done.code, i32::from(!done.err.is_empty()), "{}", done.err);
        done.err.matches("the entry is stale").count()
    };
    let good = [entry("B", "Alpha"), entry("C", "Alpha"), entry("B", "Beta")].concat();
    assert_eq!(stale(&good, &[]), 0);
    assert_eq!(stale(&good, &["--service=Alpha"]), 0);
    assert_eq!(stale(&good, &["--operation=B"]), 0);
    assert_eq!(stale(&good, &["--operation=B", "--service=Alpha"]), 0);
    let bad = good + &entry("A", "Alpha") + &entry("A", "Beta");
    assert_eq!(stale(&bad, &[]), 2);
    // What is about the compared service is still checked.
    assert_eq!(stale(&bad, &["--service=Alpha"]), 1);
    assert_eq!(stale(&bad, &["--operation=B"]), 0);
    // An entry without a service may be about another one.
    let any = "[[accept]]\nrule = \"operation-removed\"\nsubject = \"X\"\nreason = \"r\"\n";
    assert_eq!(stale(any, &[]), 1);
    assert_eq!(stale(any, &["--service=Alpha"]), 0);
    // The same for two models.
    write(at, "accepted.toml", &bad);
    let files = ["old/Alpha.json", "new/Alpha.json", "--ignore=accepted.toml"];
    let done = changes(at, &[&files[..], &["--service=Alpha"]].concat());
    assert_eq!(
        done.err.matches("the entry is stale").count(),
        1,
        "{}",
        done.err
    );
}

#[test]
fn a_long_note_is_cut_and_a_limit_that_is_too_low_is_refused() {
    let folder = two_services();
    let at = folder.path();
    let note = "A note with *stars* in it. ".repeat(40);
    let told = |limit: &str| {
        let options = [
            "old",
            "new",
            "--format=markdown",
            "--limit",
            limit,
            "--note",
            &note,
        ];
        changes(at, &options)
    };
    for limit in (250..800).step_by(25) {
        let done = told(&limit.to_string());
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(
            done.out.len() <= limit,
            "{} of {limit}: {}",
            done.out.len(),
            done.out
        );
        assert!(done.out.contains("Compared: old with new"), "{}", done.out);
    }
    let done = told("600");
    assert!(done.out.contains("A note with \\*stars\\*"), "{}", done.out);
    assert!(done.out.contains("...\n\n- **major"), "{}", done.out);
    let done = told("50");
    assert_eq!((done.code, &*done.out), (2, ""), "{}", done.err);
    assert!(done.err.contains("`--limit 50` is too low"), "{}", done.err);
}
