//! A cargo project below the target folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tinsmith_tests::{compiled, repository};

/// A project with a build step, below the target folder.
pub(crate) struct Project {
    folder: PathBuf,
}

/// What a build said and did.
pub(crate) struct Build {
    pub(crate) success: bool,
    /// The names of what was compiled.
    pub(crate) compiled: Vec<String>,
    /// All that cargo and the compiler printed.
    pub(crate) said: String,
    /// What the build script said by cargo's warnings.
    pub(crate) warnings: Vec<String>,
}

impl Project {
    pub(crate) fn new(name: &str, build_script: &str) -> Self {
        let folder = compiled::target_folder().join(name);
        // What an earlier run left is a project in some state; the dependencies' builds are kept.
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the project of an earlier run");
        }
        fs::create_dir_all(folder.join("src")).expect("a folder below the target folder");
        let project = Self { folder };
        let part = |part: &str| repository().join(part).to_string_lossy().into_owned();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n\
             [dependencies]\n\
             tinsmith-runtime = {{ path = {:?}, default-features = false, features = [\"aws\"] }}\n\n\
             [build-dependencies]\n\
             tinsmith = {{ path = {:?}, default-features = false }}\n",
            part("runtime"),
            part("generator"),
        );
        project.write("Cargo.toml", &manifest);
        project.write("build.rs", build_script);
        fs::copy(
            repository().join("Cargo.lock"),
            project.folder.join("Cargo.lock"),
        )
        .expect("the repository has a lock file");
        project
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("a file of the project");
    }

    /// The model of Amazon Connect as of a day.
    pub(crate) fn set_model(&self, day: &str) {
        let model = repository().join(format!("model/connect/{day}.json"));
        let model = fs::read_to_string(model).expect("a model");
        self.write("model.json", &model);
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.folder.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The names that begin with a dot.
    pub(crate) fn hidden_files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).expect("the project");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| name.starts_with('.')).collect()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.folder.join(path).exists()
    }

    /// Every file of the package, by its path.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for path in tinsmith_tests::entries(&folder) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.folder).expect("a file in it");
                let content = fs::read(&path).expect("a file of the project");
                files.insert(name.to_string_lossy().into_owned(), content);
            }
        }
        files
    }

    /// Takes the right to write to the package's folder and its files, or gives it back.
    pub(crate) fn set_read_only(&self, read_only: bool) {
        let entries = tinsmith_tests::entries(&self.folder);
        let files = entries.into_iter().filter(|path| path.is_file());
        for path in files.chain([self.folder.clone()]) {
            let mut permissions = fs::metadata(&path).expect("a file").permissions();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = permissions.mode();
                permissions.set_mode(if read_only {
                    mode & !0o222
                } else {
                    mode | 0o200
                });
            }
            #[cfg(not(unix))]
            permissions.set_readonly(read_only);
            fs::set_permissions(&path, permissions).expect("a file of one's own");
        }
    }

    pub(crate) fn create_folder(&self, path: &str) {
        fs::create_dir_all(self.folder.join(path)).expect("a folder of the project");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.join(path)).expect("a file of the project");
    }

    /// Checks the project, with all that is generated for it; returns what was compiled.
    pub(crate) fn builds(&self) -> Vec<String> {
        let build = self.build(&[]);
        assert!(build.success, "the project does not build:\n{}", build.said);
        build.compiled
    }

    pub(crate) fn fails(&self) -> String {
        let build = self.build(&[]);
        assert!(!build.success, "the project builds");
        build.said
    }

    /// Checks the project with these variables in the environment.
    pub(crate) fn build(&self, variables: &[(&str, &str)]) -> Build {
        let mut cargo = self.cargo();
        cargo.envs(variables.iter().copied());
        Build::of(cargo.output().expect("cargo runs"))
    }

    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = compiled::cargo(&self.folder);
        cargo
            .env_remove("TINSMITH_LOCKED")
            .env_remove("TINSMITH_UPDATE")
            .args(["check", "--message-format=json-diagnostic-short"]);
        cargo
    }

    /// A generated file.
    pub(crate) fn generated(&self) -> PathBuf {
        let output = compiled::cargo(&self.folder)
            .args(["check", "--message-format=json"])
            .output()
            .expect("cargo runs");
        let out_dir = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| {
                let id = message["package_id"].as_str().unwrap_or_default();
                message["reason"] == "build-script-executed" && id.contains("/build-step")
            })
            .find_map(|message| message["out_dir"].as_str().map(PathBuf::from));
        let out_dir = out_dir.expect("the build script's folder");
        out_dir.join("connect/types/_user_identity_info.rs")
    }
}

impl Build {
    pub(crate) fn of(output: Output) -> Self {
        let messages = String::from_utf8_lossy(&output.stdout);
        let messages = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let (mut compiled, mut said) = (Vec::new(), String::new());
        for message in messages {
            if message["fresh"] == false {
                let name = &message["target"]["name"];
                compiled.extend(name.as_str().map(str::to_owned));
            }
            if let Some(text) = message["message"]["rendered"].as_str() {
                said.push_str(text);
            }
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        said.push_str(&stderr);
        let warnings = stderr.lines().filter_map(|line| {
            let (package, text) = line.strip_prefix("warning: ")?.split_once(": ")?;
            package.contains('@').then(|| text.to_owned())
        });
        Self {
            success: output.status.success(),
            compiled,
            warnings: warnings.collect(),
            said,
        }
    }
}

pub(crate) fn modified(path: &Path) -> std::time::SystemTime {
    let metadata = fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    metadata.modified().expect("a time")
}
