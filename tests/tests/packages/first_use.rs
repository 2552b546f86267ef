//! What somebody types who has the packed files and no checkout, from nothing to an answered call: each command with
//! its time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;
use tinsmith_tests::cargo::{outside_of_the_package, printed};
use tinsmith_tests::installed_botocore;
use tinsmith_tests::moto::Moto;
use tinsmith_tests::repository;
use tinsmith_tests::server::{Answer, Server};

use super::{PACKAGES, assert_names_the_version, packed, patches};

/// The release of botocore that the models are from.
const BOTOCORE: &str = "1.44.8";

/// A terminal in an empty folder, with the packed files at hand.
struct Terminal {
    home: TempDir,
    folder: PathBuf,
    variables: Vec<(&'static str, String)>,
    started: Instant,
}

impl Terminal {
    /// Unpacks the packages and tells cargo where they are, as a registry would, and installs the command.
    fn open() -> Self {
        let home = TempDir::new().expect("a folder");
        let files = packed(&home.path().join("target"));
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}/bin:{path}", home.path().display());
        let terminal = Self {
            folder: home.path().to_owned(),
            home,
            variables: vec![("PATH", path)],
            started: Instant::now(),
        };
        for file in files {
            terminal.run(&format!("tar xzf {}", file.display()));
        }
        let [model, runtime, command] = PACKAGES.map(|package| {
            let name = format!("{package}-{}", env!("CARGO_PKG_VERSION"));
            terminal.folder.join(name)
        });
        let table = patches(&[model, runtime, command.clone()]);
        terminal.write(".cargo/config.toml", &table);
        terminal.run(&format!(
            "cargo install --quiet --root . --path {}",
            command.display()
        ));
        terminal
    }

    /// A terminal whose clock starts now, in a new package.
    fn package(&self, name: &str, variables: &[(&'static str, String)]) -> Self {
        println!("\n{name}");
        let mut terminal = Self {
            home: TempDir::new_in(self.home.path()).expect("a folder"),
            folder: self.folder.clone(),
            variables: [&self.variables, variables].concat(),
            started: Instant::now(),
        };
        terminal.folder = terminal.home.path().to_owned();
        terminal.run(&format!("cargo new --quiet {name}"));
        terminal.folder.push(name);
        terminal
    }

    /// Runs a command, shows it and the time at its end, and returns what it printed.
    fn run(&self, line: &str) -> String {
        let mut command = outside_of_the_package(Command::new("sh"));
        command.args(["-c", line]).current_dir(&self.folder);
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        let text = printed(command.envs(variables));
        let seconds = self.started.elapsed().as_secs_f64();
        println!("{seconds:6.1} s  $ {line}");
        text
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).expect("a file")
    }

    /// Writes what would be typed into an editor.
    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// A file of the examples.
fn example(path: &str) -> String {
    fs::read_to_string(repository().join("examples").join(path)).expect("a file")
}

#[test]
#[ignore = "compiles everything from nothing, by the clock: CONTRIBUTING.md has the command"]
fn from_nothing_to_a_call() {
    let (Some(moto), Some(models)) = (Moto::start(), installed_botocore(BOTOCORE)) else {
        return;
    };
    let terminal = Terminal::open();
    of_aws(&terminal, &moto, &models);
    of_ones_own(&terminal);
    in_the_place_of_an_official_crate(&terminal, &models);
}

fn of_aws(terminal: &Terminal, moto: &Moto, models: &Path) {
    let variables = [
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
        ("AWS_REGION", "eu-west-2".to_owned()),
        ("AWS_ENDPOINT_URL", moto.url()),
    ];
    let terminal = terminal.package("tables", &variables);
    let models = models.display();
    terminal.run(&format!(
        "tinsmith add dynamodb --from {models} --operation ListTables"
    ));
    let shown = terminal.run("cargo run --quiet --example dynamodb");
    assert!(shown.contains("table_names"), "{shown}");
}

fn of_ones_own(terminal: &Terminal) {
    let server = Server::start([Answer::json(200, r#"{"temperature": 21.5}"#)]);
    let variables = [
        ("WEATHER_URL", server.url()),
        ("WEATHER_TOKEN", "secret".to_owned()),
    ];
    let terminal = terminal.package("forecast", &variables);
    for file in ["weather.smithy", "build.rs", "src/main.rs"] {
        terminal.write(file, &example(&format!("own-service/{file}")));
    }
    terminal.run("tinsmith validate weather.smithy");
    let manifest = format!(
        "[package]\nname = \"forecast\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ntinsmith-runtime = \"{0}\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [build-dependencies]\ntinsmith = {{ version = \"{0}\", default-features = false }}\n",
        env!("CARGO_PKG_VERSION")
    );
    terminal.write("Cargo.toml", &manifest);
    assert_eq!(terminal.run("cargo run --quiet -- Graz"), "Some(21.5)\n");
    let request = server.only_request();
    assert_eq!(request.path, "/cities/Graz/forecast");
    assert_eq!(request.header("authorization"), Some("Bearer secret"));
}

fn in_the_place_of_an_official_crate(terminal: &Terminal, models: &Path) {
    let user = r#"{"User": {"Id": "u-1", "IdentityInfo": {"Mobile": "+15550100"}}}"#;
    let server = Server::start([Answer::json(200, user)]);
    let terminal = terminal.package("phone", &server.environment());
    // The application is there before, with its lock file.
    terminal.run("cargo add --quiet aws-config aws-sdk-connect tokio --features tokio/macros,tokio/rt-multi-thread");
    terminal.write("src/main.rs", &example("patched/src/main.rs"));
    let versions = terminal.run("cargo tree --quiet --depth 1 --prefix none");
    let version = versions
        .lines()
        .find_map(|line| line.strip_prefix("aws-sdk-connect v"))
        .expect("the official crate");

    terminal.run(&format!(
        "tinsmith generate {}/connect --out aws-sdk-connect --crate-name aws-sdk-connect \
         --crate-version {version} --operation DescribeUser",
        models.display()
    ));
    assert_names_the_version(&terminal.read("aws-sdk-connect/Cargo.toml"));
    let mut manifest = terminal.read("Cargo.toml");
    manifest += "\n[patch.crates-io]\naws-sdk-connect = { path = \"aws-sdk-connect\" }\n";
    terminal.write("Cargo.toml", &manifest);
    let shown = terminal.run("cargo run --quiet -- i-1 u-1");
    assert_eq!(shown, "Some(\"+15550100\")\n");
    assert_eq!(server.only_request().path, "/users/i-1/u-1");
}
