//! The packages that users get: what is in them, and an application that is built from them alone.

mod first_use;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tinsmith_tests::cargo::{cargo, printed, profiles};
use tinsmith_tests::repository;
use tinsmith_tests::server::{Answer, Server};

/// The packages, each after those that it depends on.
const PACKAGES: [&str; 3] = ["tinsmith-model", "tinsmith-runtime", "tinsmith"];

/// Packs the packages into a folder, and returns the packed files.
fn packed(folder: &Path) -> [PathBuf; 3] {
    let mut command = cargo();
    command.args(["package", "--quiet", "--no-verify", "--allow-dirty"]);
    for package in PACKAGES {
        command.args(["--package", package]);
    }
    printed(
        command
            .arg("--target-dir")
            .arg(folder)
            .current_dir(repository()),
    );
    PACKAGES.map(|package| {
        let name = format!("{package}-{}.crate", env!("CARGO_PKG_VERSION"));
        folder.join("package").join(name)
    })
}

/// Packs the packages into a folder, and unpacks them there.
fn pack(folder: &Path) -> [PathBuf; 3] {
    packed(folder).map(|file| {
        printed(
            Command::new("tar")
                .arg("xzf")
                .arg(&file)
                .current_dir(folder),
        );
        let name = file.file_stem().expect("the name of a package");
        folder.join(name)
    })
}

#[test]
fn a_package_has_its_sources_license_and_readme_and_no_tests() {
    for package in PACKAGES {
        let mut command = cargo();
        command.args(["package", "--quiet", "--list", "--allow-dirty"]);
        let files = printed(
            command
                .args(["--package", package])
                .current_dir(repository()),
        );
        let files: Vec<&str> = files.lines().collect();
        for file in ["Cargo.toml", "LICENSE", "README.md", "src/lib.rs"] {
            assert!(files.contains(&file), "{package}: no {file}");
        }
        for folder in ["tests/", "connect/", "examples/"] {
            let other = files.iter().find(|file| file.starts_with(folder));
            assert_eq!(other, None, "{package}");
        }
    }
}

/// The table that takes the packages from folders, since no registry has them.
fn patches(unpacked: &[PathBuf]) -> String {
    let named = PACKAGES.iter().zip(unpacked);
    let patches = named.map(|(package, folder)| format!("{package} = {{ path = {folder:?} }}\n"));
    format!("[patch.crates-io]\n{}\n", patches.collect::<String>())
}

#[test]
fn the_command_is_installed() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut command = cargo();
    command
        .args(["install", "--quiet", "--debug", "--locked", "--path"])
        .arg(repository().join("generator"))
        .arg("--root")
        .arg(folder)
        .arg("--target-dir")
        .arg(repository().join("target"));
    printed(&mut command);
    let tinsmith = |arguments: &[&str]| {
        let command = folder.join("bin/tinsmith");
        printed(Command::new(command).args(arguments).current_dir(folder))
    };
    let version = tinsmith(&["--version"]);
    assert!(version.starts_with(concat!("tinsmith ", env!("CARGO_PKG_VERSION"))));
    let connect = repository().join("model/connect/2022-10-13.json");
    let connect = connect.to_str().expect("a path in UTF-8");
    tinsmith(&["generate", connect, "--out", "client"]);
    let manifest = fs::read_to_string(folder.join("client/Cargo.toml")).expect("the manifest");
    assert_names_the_version(&manifest);
}

/// The runtime is a dependency in a version, if the command was installed.
fn assert_names_the_version(manifest: &str) {
    let version = env!("CARGO_PKG_VERSION");
    let runtime = format!(
        "tinsmith-runtime = {{ version = {version:?}, default-features = false, features = [\"aws\"] }}"
    );
    assert!(manifest.contains(&runtime), "{manifest}");
}

/// The application of the README, in a folder that has nothing of the repository but the packed files and a model.
#[test]
fn an_application_is_built_from_the_packed_files() {
    let root = repository();
    // The same folder in each run, so that cargo keeps what it compiled of the packages.
    let folder = root.join("target/packages");
    let unpacked = pack(&folder);
    let app = folder.join("app");
    fs::create_dir_all(app.join("src")).expect("a folder");
    let example = root.join("examples/with-aws-config");
    for file in ["build.rs", "src/main.rs"] {
        let text = fs::read_to_string(example.join(file)).expect("the example");
        let text = text.replace("../../model/connect/2022-10-13.json", "connect.json");
        fs::write(app.join(file), text).expect("a file");
    }
    let connect = root.join("model/connect/2022-10-13.json");
    fs::copy(connect, app.join("connect.json")).expect("the model");
    fs::copy(root.join("Cargo.lock"), app.join("Cargo.lock")).expect("the lock file");
    let manifest = format!(
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n\
         aws-config = {{ version = \"1.13\", default-features = false, features = [\"rt-tokio\"] }}\n\
         tinsmith-runtime = \"0.1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [build-dependencies]\n\
         tinsmith = {{ version = \"0.1\", default-features = false }}\n\n\
         {}{}",
        patches(&unpacked),
        profiles()
    );
    fs::write(app.join("Cargo.toml"), manifest).expect("the manifest");

    let user = r#"{"User": {"Id": "u-1", "IdentityInfo": {"Mobile": "+15550100"}}}"#;
    let server = Server::start([Answer::json(200, user)]);
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--target-dir"])
        .arg(root.join("target"))
        .args(["--", "i-1", "u-1"])
        .current_dir(&app)
        .envs(server.environment());
    assert_eq!(printed(&mut command), "Some(\"+15550100\")\n");
    assert_eq!(server.only_request().path, "/users/i-1/u-1");
}
