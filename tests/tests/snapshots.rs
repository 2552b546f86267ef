//! Locks the output: each model of `models/` to what is generated of it, and each invalid or
//! unsupported one to what is said of it.

use std::path::Path;

use tinsmith::File;
use tinsmith_model::{Diagnostics, Model};
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::{cases, generate, models, repository};

/// Files that are the same for every service but for names; only Connect's are locked.
const COMMON: &[&str] = &[
    "src/builder.rs",
    "src/client.rs",
    "src/config.rs",
    "src/error.rs",
    "src/lib.rs",
    "src/meta.rs",
];

#[test]
fn each_behaviour_is_emitted_as_locked_and_compiles() {
    let mut workspace = Workspace::new("behaviours");
    for (name, files) in cases(&models()) {
        if ["invalid", "unsupported"].contains(&name.as_str()) {
            continue;
        }
        let model = Model::load(&files).unwrap_or_else(|error| panic!("{name}: {error}"));
        let crate_name = format!("behaviour-{}", name.replace('_', "-"));
        let client =
            generate(&model, &crate_name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let own = client.files.iter().filter(|file| {
            !COMMON.iter().any(|common| file.path == Path::new(common))
                && (file.path != Path::new("src/config/endpoint.rs") || name.contains("endpoint"))
        });
        insta::assert_snapshot!(format!("behaviour__{name}"), joined(own));
        workspace.add(&crate_name, &client);
    }
    workspace.check();
}

#[test]
fn connect_is_emitted_as_locked_and_compiles() {
    let model = Model::load(&[repository().join("model/connect/2022-10-13.json")])
        .unwrap_or_else(|error| panic!("{error}"));
    let client = generate(&model, "connect-locked").unwrap_or_else(|error| panic!("{error}"));
    insta::assert_snapshot!("connect", joined(client.files.iter()));
    let mut workspace = Workspace::new("connect");
    workspace.add("connect-locked", &client);
    workspace.check();
}

#[test]
fn invalid_models_are_refused_as_locked() {
    for (name, files) in cases(&models().join("invalid")) {
        let problems = Model::load(&files).map(|model| generate(&model, "invalid"));
        let problems = match problems {
            Err(problems) | Ok(Err(problems)) => problems,
            Ok(Ok(_)) => panic!("{name}: the model was accepted"),
        };
        insta::assert_snapshot!(format!("invalid__{name}"), shown(&problems));
    }
}

#[test]
fn unsupported_models_are_refused_as_locked() {
    for (name, files) in cases(&models().join("unsupported")) {
        let model = Model::load(&files).unwrap_or_else(|error| panic!("{name}: {error}"));
        match generate(&model, "unsupported") {
            Err(problems) => {
                insta::assert_snapshot!(format!("unsupported__{name}"), shown(&problems))
            }
            Ok(_) => panic!("{name}: the model was accepted"),
        }
    }
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    for (name, files) in cases(&models()) {
        let Ok(model) = Model::load(&files) else {
            continue;
        };
        let (Ok(first), Ok(second)) = (generate(&model, "same"), generate(&model, "same")) else {
            continue;
        };
        assert_eq!(first.files, second.files, "{name}");
    }
}

/// The files one below the other, without the manifest's path of this checkout.
fn joined<'a>(files: impl Iterator<Item = &'a File>) -> String {
    let runtime = repository().join("runtime");
    let mut text = String::new();
    for file in files {
        text.push_str(&format!("==> {} <==\n", file.path.display()));
        text.push_str(&file.text.replace(&*runtime.to_string_lossy(), "<runtime>"));
        text.push('\n');
    }
    text
}

/// The diagnostics, without the path of this checkout.
fn shown(problems: &Diagnostics) -> String {
    problems
        .to_string()
        .replace(&*format!("{}/", models().display()), "")
}
