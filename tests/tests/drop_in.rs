//! Applications that were written for official clients, with generated crates in their place: they
//! compile as they are, and their own tests pass.
//!
//! Each folder of `tests/apps` is one: `tests/apps/sqs` uses `aws-sdk-sqs`. It is run where the model of
//! the service is: in the repository, or with the published models. `tests/apps/aws-config` uses the crates of several
//! services instead.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToSnakeCase as _;
use tinsmith::{Client, Manifest, Options, Runtime};
use tinsmith_model::{Closure, Model, Operations};
use tinsmith_tests::{botocore, command, compiled, entries, repository, shared};

/// The application that uses `aws-config`, and by it the official crates that `aws-config` calls.
const AWS_CONFIG: &str = "aws-config";

/// The application that keeps the HTTP client of hyper 0.14. It is run alone only: beside others it would give them the
/// features of that client, and it takes long to compile.
const LEGACY: &str = "secretsmanager";

/// The one model that the repository has.
const CONNECT: &str = "model/connect/2022-10-13.json";

#[test]
fn applications_of_official_crates_are_tested_with_generated_ones() {
    let mut patched = Patched::new("drop-in");
    let applications = Application::all().into_iter();
    for application in applications.filter(|it| it.name != LEGACY) {
        let Some(model) = application.model() else {
            continue;
        };
        let model = Model::load(&[model]).unwrap_or_else(|error| panic!("{error}"));
        let operations = application.operations(&model);
        patched.add(&application, &model, operations);
    }
    patched.cargo(&["test", "--workspace"]);
}

#[test]
fn an_application_of_aws_config_is_tested_with_the_generated_crates_that_aws_config_calls() {
    let Some(models) = shared("models/aws-2026") else {
        return;
    };
    let mut patched = Patched::new("drop-in-aws-config");
    let generated = patched.folder.join("for-aws-config");
    let [models, out] = [&models, &generated].map(|it| it.as_os_str());
    let options = ["generate", "--each", "--aws-config", "--out"].map(OsStr::new);
    let done = command::run(&[&options[..], &[out, models]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("4 services: "), "{}", done.out);
    let application = Application::of(AWS_CONFIG);
    patched.take(&application);
    for package in ["signin", "sso", "ssooidc", "sts"].map(|name| format!("aws-sdk-{name}")) {
        let path = generated.join(&package);
        patched.patch(&package, &path);
    }
    patched.cargo(&["test", "--workspace"]);
}

#[test]
#[ignore = "compiles the official runtime for each application: CONTRIBUTING.md has the command"]
fn each_application_alone_has_the_features_that_it_asks_for() {
    for application in Application::all() {
        let name = format!("{}-application", application.name);
        let Some(model) = application.model() else {
            continue;
        };
        let model = Model::load(&[model]).unwrap_or_else(|error| panic!("{error}"));
        let operations = application.operations(&model);
        let mut patched = Patched::new(&format!("drop-in-alone/{}", application.name));
        patched.add(&application, &model, operations);
        // Without its tests, whose dependencies have features of their own, and with them.
        patched.cargo(&["check"]);
        patched.cargo(&["test"]);
        println!("{name}: passes alone");
    }
}

#[test]
#[ignore = "compiles the official crates: CONTRIBUTING.md has the command"]
fn each_application_alone_passes_with_the_official_crate() {
    let manifest = repository().join("tests/apps/Cargo.toml");
    let applications = Application::all().into_iter().map(|it| it.name);
    for name in applications.chain([AWS_CONFIG.to_owned()]) {
        let package = format!("{name}-application");
        for command in ["check", "test"] {
            let done = compiled::cargo(&repository())
                .args([command, "--quiet", "--package", &package, "--manifest-path"])
                .arg(&manifest)
                .output()
                .expect("cargo runs");
            let said = String::from_utf8_lossy(&done.stderr);
            let told = String::from_utf8_lossy(&done.stdout);
            assert!(
                done.status.success(),
                "{package}: {command}\n{said}\n{told}"
            );
        }
        println!("{package}: passes alone");
    }
}

#[test]
fn the_application_compiles_with_every_operation_of_the_published_model() {
    let Some(model) = published("connect") else {
        return;
    };
    let model = Model::load(&[model]).unwrap_or_else(|error| panic!("{error}"));
    let mut patched = Patched::new("drop-in-full");
    patched.add(&Application::of("connect"), &model, Operations::All);
    patched.cargo(&["check", "--workspace", "--all-targets"]);
}

/// The release of botocore whose models are used if there is no published Smithy model.
const BOTOCORE: &str = "1.37.29";

/// The published model of a service, by the name that its crate has: the newest, as official crates are new.
fn published(name: &str) -> Option<PathBuf> {
    let newer = shared("models/aws-2026").map_or_else(Vec::new, |folder| entries(&folder));
    let older = shared("models/aws").map_or_else(Vec::new, |folder| entries(&folder));
    let model = newer.into_iter().chain(older).find(|model| {
        let file = model.file_stem().unwrap_or_default().to_string_lossy();
        // `timestream-write.json`, or `timestream-write-2018-11-01.json`; the crate's name has no hyphens.
        let dated = file.len().checked_sub("-2018-11-01".len());
        let services = [dated.and_then(|end| file.get(..end)), Some(&*file)];
        let mut services = services.into_iter().flatten();
        services.any(|service| service.replace('-', "") == name)
    });
    let model = model.or_else(|| of_botocore(name));
    if model.is_none() {
        println!("skipped: there is no model of {name}");
    }
    model
}

/// The newest model of a service in botocore.
fn of_botocore(name: &str) -> Option<PathBuf> {
    // Folders of botocore are named after endpoints, and not after crates.
    let folder = match name {
        "eventbridge" => "events",
        name => name,
    };
    let versions = botocore(BOTOCORE)?.join(folder);
    let versions = versions.is_dir().then(|| entries(&versions))?;
    let newest = versions.into_iter().max()?;
    let files = ["service-2.json", "service-2.json.gz"];
    let mut files = files.map(|file| newest.join(file)).into_iter();
    files.find(|file| file.is_file())
}

/// An application of an official crate.
struct Application {
    /// The service, as the crate's name has it.
    name: String,
    folder: PathBuf,
}

impl Application {
    fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            folder: repository().join("tests/apps").join(name),
        }
    }

    fn all() -> Vec<Self> {
        let entries = entries(&repository().join("tests/apps")).into_iter();
        let folders = entries.filter(|it| it.join("src").is_dir());
        let names = folders.filter_map(|it| Some(it.file_name()?.to_str()?.to_owned()));
        let names = names.filter(|name| name != AWS_CONFIG);
        names.map(|name| Self::of(&name)).collect()
    }

    /// The model of the service: in the repository, or a published one.
    fn model(&self) -> Option<PathBuf> {
        match self.name.as_str() {
            "connect" => Some(repository().join(CONNECT)),
            name => published(name),
        }
    }

    /// The official crate.
    fn package(&self) -> String {
        format!("aws-sdk-{}", self.name)
    }

    /// The version of the official crate that the application asks for.
    fn version(&self) -> String {
        let manifest = fs::read_to_string(self.folder.join("Cargo.toml")).expect("a manifest");
        let asked = format!("{} = ", self.package());
        let asked = manifest.lines().find_map(|line| line.strip_prefix(&asked));
        // The version alone, or as the first of several choices.
        let version = asked.and_then(|asked| asked.split('"').nth(1));
        version.expect("the crate is a dependency").to_owned()
    }

    /// The operations that the application names, by the client's method or the operation's module.
    fn operations(&self, model: &Model) -> Operations {
        let sources = entries(&self.folder.join("src")).into_iter();
        let text: String = sources
            .map(|file| fs::read_to_string(file).expect("a source file"))
            .collect();
        let all = Closure::of(model, None, &Operations::All);
        let all = all.unwrap_or_else(|problems| panic!("{problems}"));
        let names = all.operations().iter().map(|&it| model[it].id.name());
        let named = names.filter(|name| {
            let name = name.to_snake_case();
            [format!(".{name}()"), format!("::{name}")]
                .iter()
                .any(|call| text.contains(call))
        });
        Operations::Named(named.map(str::to_owned).collect())
    }
}

/// Applications in a workspace of their own below the target folder, and beside it the crates that take
/// the places of the official ones.
struct Patched {
    folder: PathBuf,
    members: Vec<String>,
    patches: Vec<String>,
}

impl Patched {
    fn new(name: &str) -> Self {
        Self {
            folder: compiled::target_folder().join(name),
            members: Vec::new(),
            patches: Vec::new(),
        }
    }

    fn add(&mut self, application: &Application, model: &Model, operations: Operations) {
        let package = application.package();
        let generated = self.folder.join(&package);
        generate(application, model, operations, &generated);
        self.take(application);
        self.patch(&package, &generated);
    }

    /// Copies the application into the workspace.
    fn take(&mut self, application: &Application) {
        let folder = self.folder.join("applications").join(&application.name);
        copy(&application.folder, &folder);
        self.members.push(format!("{:?}", application.name));
    }

    /// Puts a generated crate into the place of the official one.
    fn patch(&mut self, package: &str, generated: &Path) {
        let path = generated.to_string_lossy();
        let patch = format!("patch.crates-io.{package}.path={path:?}");
        self.patches.extend(["--config".to_owned(), patch]);
    }

    fn cargo(&self, command: &[&str]) {
        let folder = self.folder.join("applications");
        let members = self.members.join(", ");
        let workspace = format!("[workspace]\nresolver = \"2\"\nmembers = [{members}]\n");
        write_if_changed(&folder.join("Cargo.toml"), workspace.as_bytes());
        // Cargo writes a lock file. Its versions are ours, so that nothing is fetched again.
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(repository().join("Cargo.lock"), lock)
                .expect("the repository has a lock file");
        }
        let output = compiled::cargo(&folder)
            .args(command)
            .arg("--quiet")
            .args(&self.patches)
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "an application fails with its generated crate:\n{said}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert!(!said.contains("was not used"), "a patch is ignored: {said}");
    }
}

/// Generates the crate as `tinsmith generate --crate-name aws-sdk-sqs` does.
fn generate(application: &Application, model: &Model, operations: Operations, folder: &Path) {
    let mut options = Options::default();
    options.operations = operations;
    options.manifest = Some(Manifest {
        name: Some(application.package()),
        version: application.version(),
        license: None,
        runtime: Runtime::Path(repository().join("runtime").to_string_lossy().into_owned()),
    });
    let client = Client::new(model, &options).unwrap_or_else(|error| panic!("{error}"));
    client.write(folder).expect("the client can be written");
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
        write_if_changed(&to, &text);
    }
}

fn write_if_changed(path: &Path, text: &[u8]) {
    if fs::read(path).ok().as_deref() != Some(text) {
        fs::write(path, text).expect("a file below the target folder");
    }
}
