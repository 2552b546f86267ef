//! The application that the README shows: its code is that of `examples`. The applications there run.

use std::fs;

use tinsmith_tests::cargo::{cargo, printed};
use tinsmith_tests::repository;
use tinsmith_tests::server::{Answer, Server};

/// The blocks of code in a text, by the lines that open them, without those that begin with three grave accents.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(language), None) => open = Some((language, String::new())),
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some((language, text))) => open = Some((language, format!("{text}{line}\n"))),
            (None, None) => {}
        }
    }
    blocks
}

/// What the README shows below a heading, as it stands in `examples`: there the repository is two folders up,
/// and for the reader it is beside the package.
fn shown(heading: &str) -> Vec<(String, String)> {
    let readme = fs::read_to_string(repository().join("README.md")).expect("the README");
    let (_, rest) = readme.split_once(heading).expect("the heading");
    let part = rest.split("\n## ").next().unwrap_or(rest);
    let blocks = blocks(part).into_iter();
    blocks
        .map(|(language, text)| (language.to_owned(), text.replace("../tinsmith/", "../../")))
        .collect()
}

fn file(path: &str) -> String {
    let path = repository().join("examples").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_readme_shows_the_application() {
    let with = shown("## Use it\n");
    let [manifest, build_script, main, ..] = &with[..] else {
        panic!("expected a manifest and two files, found {with:?}");
    };
    assert_eq!(manifest.0, "toml");
    let whole = file("with-aws-config/Cargo.toml");
    assert!(
        whole.contains(&manifest.1),
        "{} is not in {whole}",
        manifest.1
    );
    assert_eq!(build_script.1, file("with-aws-config/build.rs"));
    assert_eq!(main.1, file("with-aws-config/src/main.rs"));
}

#[test]
fn the_applications_run() {
    for package in ["with-aws-config", "without-aws-config"] {
        let user = r#"{"User": {"Id": "u-1", "IdentityInfo": {"Mobile": "+15550100"}}}"#;
        let server = Server::start([Answer::json(200, user)]);
        let out = printed(
            cargo()
                .args(["run", "--quiet", "--package", package, "--", "i-1", "u-1"])
                .current_dir(repository())
                .envs(server.environment()),
        );
        assert_eq!(out, "Some(\"+15550100\")\n", "{package}");
        assert_eq!(server.only_request().path, "/users/i-1/u-1", "{package}");
    }
}

#[test]
fn the_guide_shows_the_model_of_the_application() {
    let page = repository().join("guide/src/own-service.md");
    let page = fs::read_to_string(page).expect("the page");
    let model = page.split("```smithy\n").nth(1);
    let model = model.and_then(|rest| rest.split("```\n").next());
    assert_eq!(model, Some(file("own-service/weather.smithy").as_str()));
}

#[test]
fn the_application_of_a_service_of_its_own_runs() {
    let unknown = Answer::error(404, "NoSuchCity", "there is no such city");
    for (answer, expected) in [
        (Answer::ok(r#"{"temperature": 21.5}"#), "Some(21.5)\n"),
        (unknown, "no such city\n"),
    ] {
        let server = Server::start([answer]);
        let out = printed(
            cargo()
                .args(["run", "--quiet", "--package", "own-service", "--", "Graz"])
                .current_dir(repository())
                .envs([
                    ("WEATHER_URL", server.url().as_str()),
                    ("WEATHER_TOKEN", "token"),
                ]),
        );
        assert_eq!(out, expected);
        let request = server.only_request();
        assert_eq!(request.target(), "/cities/Graz/forecast?days=1");
        assert_eq!(request.header("authorization"), Some("Bearer token"));
    }
}
