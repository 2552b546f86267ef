//! The generated resolvers of many services with their tests, in a few crates: a client of each service would take
//! an hour to compile.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_model::{Closure, Model, Operations};
use tinsmith_tests::compiled::{ended_in_library, target_folder, write_if_changed};
use tinsmith_tests::{generate_endpoint_tests, repository};

use super::known;

/// How many services a crate has, so that the compiler needs little memory.
const SERVICES: usize = 60;

/// The files of a client that are compiled: the file in the client, and its place in the module of the service.
const FILES: [(&str, &str); 2] = [
    ("src/config/endpoint.rs", "config/endpoint.rs"),
    ("tests/endpoint_tests/resolver.rs", "resolver.rs"),
];

/// The crates so far.
pub(crate) struct Resolvers {
    folder: PathBuf,
    /// The modules of all services, in the order in which the crates have them, with the cases that are out of date.
    services: Vec<(String, BTreeSet<usize>)>,
    tests: usize,
}

impl Resolvers {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            folder: target_folder().join(name),
            services: Vec::new(),
            tests: 0,
        }
    }

    /// Adds the service of a model. Sources and names of services are unique together.
    pub(crate) fn add(&mut self, source: &str, service: &str, model: &Path) {
        let module = format!("of_{source}_{service}").replace(['-', '.'], "_");
        let model = Model::load(&[model]).unwrap_or_else(|problems| panic!("{problems}"));
        let cases = super::cases_of(&model);
        if cases.is_empty() {
            return;
        }
        let service = model[model.services()[0]].id.as_str();
        let closure = Closure::of(&model, None, &Operations::All);
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        // Any operation: only the resolver is used.
        let operation = model[closure.operations()[0]].id.name().to_owned();
        let operations = Operations::Named(vec![operation]);
        let client = generate_endpoint_tests(&model, service, "resolvers", operations);
        let client = client.unwrap_or_else(|problems| panic!("{module}: {problems}"));
        let number = self.services.len() / SERVICES;
        let place = self.folder.join(package(number)).join("src").join(&module);
        fs::create_dir_all(place.join("config")).expect("a folder below the target folder");
        for (path, to) in FILES {
            let file = client
                .files
                .iter()
                .find(|file| file.path == Path::new(path));
            let file = file.unwrap_or_else(|| panic!("{module}: {path} is missing"));
            // The root of the client is a module here.
            let text = file.text.replace("crate::", &format!("crate::{module}::"));
            write_if_changed(&place.join(to), &text);
        }
        self.tests += cases.len();
        self.services.push((module, known::outdated(cases)));
    }

    /// Runs all tests. Those of cases that are out of date, and no others, must fail.
    pub(crate) fn finish(self) {
        let mut members = Vec::new();
        for (number, services) in self.services.chunks(SERVICES).enumerate() {
            let package = package(number);
            let modules = services.iter().map(|(module, _)| {
                format!("mod {module} {{\n    pub mod config {{ pub mod endpoint; }}\n    mod resolver;\n}}\n")
            });
            let root = format!(
                "#![cfg(test)]\n#![allow(dead_code, unused_imports)]\n{}",
                modules.collect::<String>()
            );
            let runtime = repository().join("runtime");
            let manifest = format!(
                "[package]\nname = {package:?}\nversion = \"0.1.0\"\nedition = \"2021\"\n\
                 [dependencies.tinsmith-runtime]\npath = {runtime:?}\n\
                 default-features = false\nfeatures = [\"aws\", \"test-util\"]\n"
            );
            let folder = self.folder.join(&package);
            write_if_changed(&folder.join("src/lib.rs"), &root);
            write_if_changed(&folder.join("Cargo.toml"), &manifest);
            members.push(package);
        }
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        write_if_changed(&self.folder.join("Cargo.toml"), &manifest);
        let lock = self.folder.join("Cargo.lock");
        if !lock.exists() {
            let ours = repository().join("Cargo.lock");
            fs::copy(ours, lock).expect("the repository has a lock file");
        }
        let mut verdict = known::Verdict::default();
        let mut ended: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
        for package in &members {
            for (test, passed) in ended_in_library(&self.folder, package) {
                let module = test.split("::").next().unwrap_or_default().to_owned();
                ended.entry(module).or_default().push((test, passed));
            }
        }
        let run: usize = ended.values().map(Vec::len).sum();
        assert_eq!(run, self.tests, "tests were not run");
        for (module, outdated) in &self.services {
            verdict.add(module, outdated, ended.remove(module).unwrap_or_default());
        }
        verdict.assert();
    }
}

fn package(number: usize) -> String {
    format!("resolvers-{number}")
}
