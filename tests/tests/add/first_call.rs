//! What `add` writes compiles at once, and its example makes a call.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tinsmith_tests::cargo::{cargo, printed, profiles};
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::{botocore, entries, repository, shared};

use super::{connect, run_in};

/// A folder for packages, the same in each run, so that cargo keeps what it compiled.
fn folder(name: &str) -> PathBuf {
    let folder = repository().join("target/added").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    folder
}

fn package(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
}

/// Adds a client, with the runtime and the generator of this repository.
fn add(folder: &Path, service: &str, from: &Path, more: &[&str]) {
    let [runtime, generator] = ["runtime", "generator"].map(|it| repository().join(it));
    let [from, runtime, generator] = [from, &runtime, &generator].map(|it| it.to_string_lossy());
    let arguments = [
        "add",
        service,
        "--from",
        &from,
        "--runtime-path",
        &runtime,
        "--generator-path",
        &generator,
    ];
    let arguments = [&arguments, more].concat();
    let done = run_in(folder, &arguments);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let again = run_in(folder, &arguments);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert!(again.out.contains("nothing to change"), "{}", again.out);
}

/// Builds a package with cargo, without warnings.
fn check(folder: &Path, arguments: &[&str]) {
    let mut command = cargo();
    command
        .args(arguments)
        .arg("--target-dir")
        .arg(repository().join("target"));
    let output = command.current_dir(folder).output().expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", folder.display());
    assert!(
        !said.contains("warning: unused") && !said.contains("generated 1 warning"),
        "{said}"
    );
}

#[test]
fn the_example_makes_a_call() {
    let folder = folder("connect");
    let manifest = format!("{}\n[workspace]\n\n{}", package("app"), profiles());
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
    fs::write(folder.join("src/main.rs"), "fn main() {}\n").expect("a file");
    add(
        &folder,
        "connect",
        &connect(),
        &["--operation", "DescribeUser"],
    );
    let server = Server::start([Answer::json(200, r#"{"User": {"Id": "u-1"}}"#)]);
    let arguments = ["build", "--quiet", "--example", "connect"];
    check(&folder, &arguments);
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--example", "connect", "--target-dir"])
        .arg(repository().join("target"))
        .args(["--", "u-1", "i-1"])
        .current_dir(&folder)
        .envs(server.environment());
    let shown = printed(&mut command);
    assert!(shown.contains("u-1"), "{shown}");
    let path = server.only_request().path;
    assert!(
        ["/users/i-1/u-1", "/users/u-1/i-1"].contains(&path.as_str()),
        "{path}"
    );
}

/// A service for each protocol, with the name of its folder in botocore and of its file in AWS's models.
const SERVICES: [(&str, &str, &[&str]); 7] = [
    ("connect", "restJson1", &["DescribeUser", "CreateUser"]),
    ("s3", "restXml", &["GetObject", "PutObject"]),
    ("sts", "awsQuery", &["AssumeRole"]),
    ("ec2", "ec2Query", &["DescribeInstances"]),
    ("dynamodb", "awsJson1_0", &["GetItem", "Query"]),
    ("kms", "awsJson1_1", &["Encrypt"]),
    (
        "cloudwatch",
        "rpcv2Cbor",
        &["GetMetricStatistics", "PutMetricData"],
    ),
];

/// A wheel of the services, in the layout of botocore's.
fn wheel(data: &Path, file: &Path) {
    let mut archive = zip::ZipWriter::new(fs::File::create(file).expect("a file"));
    let options = zip::write::SimpleFileOptions::default();
    for folder in entries(data).into_iter().filter(|it| it.is_dir()) {
        for version in entries(&folder).into_iter().filter(|it| it.is_dir()) {
            for path in entries(&version) {
                let name = path
                    .strip_prefix(data)
                    .expect("a path below")
                    .to_string_lossy();
                archive
                    .start_file(format!("botocore/data/{name}"), options)
                    .expect("a file");
                archive
                    .write_all(&fs::read(&path).expect("a model"))
                    .expect("written");
            }
        }
    }
    archive.finish().expect("an archive");
}

/// A package of this kind, and its name if it has to be named.
fn prepared(app: &str, kind: &str) -> (PathBuf, Option<String>) {
    let folder = folder(app);
    let mut manifest = package(app);
    let mut at = folder.clone();
    if kind == "workspace" {
        at = folder.join("app");
        fs::create_dir_all(at.join("src")).expect("a folder");
        let runtime = repository().join("runtime");
        let root = format!(
            "[workspace]\nmembers = [\"app\"]\nresolver = \"3\"\n\n[workspace.dependencies]\n\
             tinsmith-runtime = {{ path = {runtime:?} }}\n"
        );
        fs::write(folder.join("Cargo.toml"), root).expect("a file");
    } else {
        manifest.push_str("\n[workspace]\n");
    }
    fs::write(at.join("Cargo.toml"), manifest).expect("a file");
    if kind == "script" {
        let script =
            "// ours\nfn main() {\n    println!(\"cargo::rerun-if-changed=build.rs\");\n}\n";
        fs::write(at.join("build.rs"), script).expect("a file");
    }
    fs::write(at.join("src/lib.rs"), "").expect("a file");
    let name = (kind == "workspace").then(|| app.to_owned());
    (folder, name)
}

/// One service for each protocol, from a wheel of botocore and from AWS's Smithy models, each in a new package, in one
/// with a build script and in a member of a workspace.
#[test]
#[ignore = "compiles 39 packages"]
fn each_protocol_compiles_in_each_package() {
    let (Some(data), Some(smithy)) = (botocore("1.44.8"), shared("models/aws")) else {
        return;
    };
    let start = Instant::now();
    let places = repository().join("target/added");
    fs::create_dir_all(&places).expect("a folder");
    let archive = places.join("botocore-1.44.8-py3-none-any.whl");
    wheel(&data, &archive);
    let mut count = 0;
    for kind in ["new", "script", "workspace"] {
        for (source, name) in [(&archive, "wheel"), (&smithy, "smithy")] {
            for (service, protocol, operations) in SERVICES {
                if (name, service) == ("smithy", "ec2") {
                    // It is not among the published models that tests use.
                    continue;
                }
                let app = format!("{name}-{service}-{kind}");
                let (folder, chosen) = prepared(&app, kind);
                let mut more: Vec<&str> = Vec::new();
                more.extend(operations.iter().flat_map(|it| ["--operation", it]));
                more.extend(chosen.iter().flat_map(|it| ["--package", it]));
                add(&folder, service, source, &more);
                check(&folder, &["check", "--quiet", "--all-targets"]);
                count += 1;
                let seconds = start.elapsed().as_secs();
                println!("{app} ({protocol}): compiles, {seconds} s so far");
            }
        }
    }
    println!("{count} packages compile");
}
