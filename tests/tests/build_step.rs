//! The build step in a project of its own: a changed model is generated again, and nothing is
//! compiled if nothing changed.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith_tests::{compiled, repository};

const BUILD: &str = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("model.json", ["DescribeUser", "UpdateUserIdentityInfo"])
}
"#;

const MAIN: &str = r#"tinsmith_runtime::include_client!(connect);

fn main() {
    let identity = connect::types::UserIdentityInfo::builder().MEMBER("x").build();
    println!("{identity:?}");
}
"#;

#[test]
fn a_changed_model_is_generated_again_and_no_change_compiles_nothing() {
    let project = Project::new();
    project.write("src/main.rs", &MAIN.replace("MEMBER", "secondary_email"));
    project.set_model(&repository().join("model/connect/2022-10-13.json"));
    project.builds();
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");

    // The file is written anew with the same content: the build script runs, and says the same.
    let generated = project.generated();
    let before = modified(&generated);
    project.set_model(&repository().join("model/connect/2022-10-13.json"));
    project.builds();
    assert_eq!(modified(&generated), before, "rewritten");

    // The model of the day before has no secondary e-mail address.
    project.set_model(&repository().join("model/connect/2022-10-12.json"));
    let said = project.fails();
    assert!(said.contains("secondary_email"), "{said}");
    project.write("src/main.rs", &MAIN.replace("MEMBER", "email"));
    assert_eq!(project.builds(), ["build-step"]);
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
}

#[test]
fn a_model_at_fault_fails_the_build_with_its_diagnostics() {
    let project = Project::named("build-step-fault");
    project.write("src/main.rs", &MAIN.replace("MEMBER", "email"));
    project.write("model.json", "{ \"smithy\": \"2.0\", \"shapes\": [] }");
    let said = project.fails();
    assert!(said.contains("model.json"), "{said}");
    assert!(said.contains("shapes"), "{said}");
}

/// A project with a build step, below the target folder.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new() -> Self {
        Self::named("build-step")
    }

    fn named(name: &str) -> Self {
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
             tinsmith-runtime = {{ path = {:?}, default-features = false }}\n\n\
             [build-dependencies]\n\
             tinsmith = {{ path = {:?}, default-features = false }}\n",
            part("runtime"),
            part("generator"),
        );
        project.write("Cargo.toml", &manifest);
        project.write("build.rs", BUILD);
        fs::copy(
            repository().join("Cargo.lock"),
            project.folder.join("Cargo.lock"),
        )
        .expect("the repository has a lock file");
        project
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("a file of the project");
    }

    fn set_model(&self, model: &Path) {
        let model = fs::read_to_string(model).expect("a model");
        self.write("model.json", &model);
    }

    /// Checks the project, with all that is generated for it; returns what was compiled.
    fn builds(&self) -> Vec<String> {
        let (success, compiled, said) = self.cargo();
        assert!(success, "the project does not build:\n{said}");
        compiled
    }

    fn fails(&self) -> String {
        let (success, _, said) = self.cargo();
        assert!(!success, "the project builds");
        said
    }

    fn cargo(&self) -> (bool, Vec<String>, String) {
        let output = compiled::cargo(&self.folder)
            .args(["check", "--message-format=json-diagnostic-short"])
            .output()
            .expect("cargo runs");
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
        said.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status.success(), compiled, said)
    }

    /// A generated file.
    fn generated(&self) -> PathBuf {
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

fn modified(path: &Path) -> std::time::SystemTime {
    let metadata = fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    metadata.modified().expect("a time")
}
