//! The applications of `examples` that the README does not show, in whole: they are built, and call a server.
//! `tests/live` has the one that calls a server that is not ours, and `examples/mocked` has tests of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use tinsmith_tests::cargo::{cargo, printed, profiles};
use tinsmith_tests::compiled::write_if_changed;
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::{entries, repository};

const USER: &str = r#"{"User": {"Id": "u-1", "IdentityInfo": {"Mobile": "+15550100"}}}"#;

/// Runs an application that calls a server. What it prints.
fn run(cargo: &mut Command, server: &Server) -> String {
    printed(cargo.envs(server.environment()))
}

fn member(package: &str) -> Command {
    let mut cargo = cargo();
    cargo
        .args(["run", "--quiet", "--package", package, "--"])
        .current_dir(repository());
    cargo
}

#[test]
fn two_applications_share_a_client() {
    let server = Server::start([Answer::json(200, USER)]);
    let out = run(member("shared-client-lookup").args(["i-1", "u-1"]), &server);
    assert_eq!(out, "Some(\"+15550100\")\n");
    assert_eq!(server.only_request().path, "/users/i-1/u-1");

    let server = Server::start([Answer::new(200)]);
    let out = run(
        member("shared-client-update").args(["i-1", "u-1", "+15550100"]),
        &server,
    );
    assert_eq!(out, "");
    let request = server.only_request();
    assert_eq!(request.path, "/users/i-1/u-1/identity-info");
    assert_eq!(request.json()["IdentityInfo"]["Mobile"], "+15550100");
}

/// The workspace is copied, since cargo writes a lock file into it. With the profiles and the target folder of the
/// repository it shares the crates that other applications have built.
#[test]
#[ignore = "compiles a C library: CONTRIBUTING.md has the command"]
fn an_application_of_official_crates_takes_the_generated_one() {
    let root = repository();
    let target = root.join("target");
    let folder = target.join("examples/patched");
    copy(&root.join("examples/patched"), &folder);
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    write_if_changed(&target.join("examples/profiles.toml"), &profiles());

    let server = Server::start([Answer::json(200, USER)]);
    let mut cargo = cargo();
    cargo
        .args(["run", "--quiet", "--config"])
        .arg(target.join("examples/profiles.toml"))
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "i-1", "u-1"])
        .current_dir(&folder);
    assert_eq!(run(&mut cargo, &server), "Some(\"+15550100\")\n");
    let request = server.only_request();
    assert_eq!(request.path, "/users/i-1/u-1");
    let agent = request.header("x-amz-user-agent").expect("a user agent");
    assert!(agent.contains("api/connect/1.220.0"), "{agent}");
}

/// Copies a folder of files of text, whose paths to the repository become absolute.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder below the target folder");
    for path in entries(from) {
        let name = path.file_name().expect("a name");
        // What cargo wrote, if somebody built the example in its place.
        if name == "target" || name == "Cargo.lock" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file of the example");
        let root = format!("{}/", repository().display());
        write_if_changed(&to.join(name), &text.replace("../../../", &root));
    }
}
