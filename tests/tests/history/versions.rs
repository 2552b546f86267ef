//! Services that have models of several API versions.

use serde_json::{Value, json};

use crate::repository::{Repository, botocore_model, json_of, lines, text};

fn path(service: &str, version: &str) -> String {
    format!("botocore/data/{service}/{version}/service-2.json")
}

fn model(members: &[&str]) -> String {
    botocore_model("Beta", &[("Ask", members)])
}

fn page(history: &Value, release: usize) -> &Value {
    let pages = history["releases"][release]["pages"].as_array();
    match pages.map(Vec::as_slice) {
        Some([page]) => page,
        other => panic!("expected one page, found {other:#?}"),
    }
}

fn has(page: &str, line: &str) {
    let lines = lines(page);
    assert!(lines.iter().any(|it| it == line), "{line}: {lines:#?}");
}

#[test]
fn a_service_is_new_with_its_first_version_and_removed_with_its_last() {
    let repository = Repository::new();
    let [old, new] = ["2019-01-01", "2020-01-01"].map(|version| path("beta", version));
    repository
        .release("2022-01-01", "1.0.0")
        .put(&old, model(&["A"]))
        .release("2022-01-02", "1.0.1")
        .put(&new, model(&["A", "B"]))
        .release("2022-01-03", "1.0.2")
        .put(&old, None)
        .release("2022-01-04", "1.0.3")
        .put(&new, None)
        .put(
            "botocore/data/other/2020-01-01/paginators-1.json",
            "{}".to_owned(),
        )
        .release("2022-01-05", "1.0.4");
    // The kind of a repository is that of its last commit.
    repository
        .put(&path("alpha", "2020-01-01"), model(&["A"]))
        .commit("2022-01-06", "More");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let events = [3, 2, 1, 0].map(|release| page(&history, release)["event"].clone());
    assert_eq!(events, ["new", "newVersion", "removedVersion", "removed"]);
    let text = |path: &str| text(&site, path);
    has(
        &text("releases/1.0.1/beta.html"),
        "This service is new in the API version 2019-01-01.",
    );
    has(
        &text("releases/1.0.2/beta.html"),
        "The API version 2020-01-01 is new.",
    );
    has(
        &text("releases/1.0.3/beta.html"),
        "The API version 2019-01-01 was removed, and the service has another one.",
    );
    has(
        &text("releases/1.0.4/beta.html"),
        "This service was removed.",
    );
    // One of the four pages is of a new service.
    let year = lines(&text("days/2022.html"));
    let month = year.iter().position(|it| it == "January 2022");
    let counts = &year[month.expect("a month") + 1..][..3];
    assert_eq!(counts, ["4", "4", "1"]);
    // What the removed version had is one change, for its operations are still there.
    let breaks = lines(&text("breaks.html"));
    let change = breaks
        .iter()
        .position(|it| it.starts_with("API version removed 2019-01-01"));
    assert!(change.is_some(), "{breaks:#?}");
    assert_eq!(page(&history, 1)["breakingChanges"], json!(1));
    assert!(text("services/beta.html").contains("This service was removed in release"));
}

#[test]
fn a_service_whose_version_was_removed_is_still_there() {
    let repository = Repository::new();
    let [old, new] = ["2019-01-01", "2020-01-01"].map(|version| path("beta", version));
    repository
        .put(&old, model(&["A"]))
        .put(&new, model(&["A"]))
        .release("2022-01-01", "1.0.0")
        .put(&old, None)
        .put(&new, model(&["A", "B"]))
        .release("2022-01-02", "1.0.1");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    // The change of the other version does not hide it.
    assert_eq!(page(&history, 0)["event"], "removedVersion");
    let service = text(&site, "services/beta.html");
    assert!(!service.contains("This service was removed"), "{service}");
    assert!(service.contains("removed API version"), "{service}");
}

#[test]
fn a_service_that_gives_one_of_its_versions_away_is_not_renamed() {
    let repository = Repository::new();
    repository
        .put(&path("alpha", "2019-01-01"), model(&["A"]))
        .put(&path("alpha", "2020-01-01"), model(&["A", "B"]))
        .release("2022-01-01", "1.0.0")
        .put(&path("alpha", "2019-01-01"), None)
        .put(&path("beta", "2019-01-01"), model(&["A"]))
        .release("2022-01-02", "1.0.1");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let page = page(&history, 0);
    assert_eq!(page["service"], "beta");
    assert_eq!(page["renamedFrom"], Value::Null);
    has(
        &text(&site, "releases/1.0.1/beta.html"),
        "The model was moved here from botocore/data/alpha/2019-01-01.",
    );
}
