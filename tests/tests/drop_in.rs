//! An application that was written for the official client, with the generated crate in its place:
//! it compiles as it is, and its own tests pass.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith::{Layout, Manifest, Options, Runtime};
use tinsmith_model::{Model, Operations};
use tinsmith_tests::compiled;
use tinsmith_tests::{repository, shared};

/// The version of the official crate that the application asks for.
const VERSION: &str = "1.220.0";

#[test]
fn an_application_of_the_official_crate_is_tested_with_the_generated_one() {
    let model = repository().join("model/connect/2022-10-13.json");
    let patched = Patched::new("drop-in", &model);
    patched.cargo(&["test"]);
}

#[test]
fn the_application_compiles_with_every_operation_of_the_published_model() {
    let Some(model) = shared("models/aws/connect-2017-08-08.json") else {
        return;
    };
    let patched = Patched::new("drop-in-full", &model);
    patched.cargo(&["check", "--all-targets"]);
}

/// The application and the crate that takes the official one's place, below the target folder.
struct Patched {
    application: PathBuf,
    generated: PathBuf,
}

impl Patched {
    fn new(name: &str, model: &Path) -> Self {
        let folder = compiled::target_folder().join(name);
        let patched = Self {
            application: folder.join("application"),
            generated: folder.join("aws-sdk-connect"),
        };
        generate(model, &patched.generated);
        let source = repository().join("tests/apps/drop_in");
        copy(&source, &patched.application);
        // Cargo writes a lock file. Its versions are ours, so that nothing is fetched again.
        let lock = patched.application.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(repository().join("Cargo.lock"), lock)
                .expect("the repository has a lock file");
        }
        patched
    }

    fn cargo(&self, command: &[&str]) {
        let patch = format!(
            "patch.crates-io.aws-sdk-connect.path={:?}",
            self.generated.to_string_lossy()
        );
        let output = compiled::cargo(&self.application)
            .args(command)
            .args(["--quiet", "--config", &patch])
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "the application fails with the generated crate:\n{said}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert!(
            !said.contains("was not used"),
            "the patch is ignored: {said}"
        );
    }
}

/// Generates the crate as `tinsmith generate --crate-name aws-sdk-connect` does.
fn generate(model: &Path, folder: &Path) {
    let model = Model::load(&[model]).unwrap_or_else(|error| panic!("{error}"));
    let options = Options {
        service: None,
        operations: Operations::All,
        protocol: None,
        layout: Layout::Crate,
        manifest: Some(Manifest {
            name: Some("aws-sdk-connect".to_owned()),
            version: VERSION.to_owned(),
            runtime: Runtime::Path(repository().join("runtime").to_string_lossy().into_owned()),
        }),
        protocol_tests: false,
    };
    let client = tinsmith::generate(&model, &options).unwrap_or_else(|error| panic!("{error}"));
    tinsmith::write(folder, &client.files).expect("the client can be written");
}

/// Copies the files of a folder that differ.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder below the target folder");
    for entry in fs::read_dir(from).expect("the application") {
        let from = entry.expect("a file").path();
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            copy(&from, &to);
            continue;
        }
        let text = fs::read(&from).expect("a file of the application");
        if fs::read(&to).ok().as_deref() != Some(&text) {
            fs::write(to, text).expect("a file below the target folder");
        }
    }
}
