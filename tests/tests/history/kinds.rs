//! The kinds of repositories, and what a site says of their models.

use serde_json::{Value, json};
use tinsmith_tests::command::run;

use crate::repository::{
    Repository, botocore_model, botocore_path, files, json_of, lines, notes, releases, smithy, text,
};

fn owned(releases: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let releases = releases.iter();
    releases
        .map(|(name, pages)| {
            (
                (*name).to_owned(),
                pages.iter().map(|it| (*it).to_owned()).collect(),
            )
        })
        .collect()
}

#[test]
fn releases_of_botocore_are_its_version_tags() {
    let repository = Repository::botocore();
    repository.git("2022-02-03", &["tag", "develop"]);
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    // 1.0.10 is after 1.0.9, which is only the base.
    let expected = [("1.1.0", &["alpha", "beta"][..]), ("1.0.10", &["alpha"])];
    assert_eq!(releases(&history), owned(&expected));
    let page = text(&site, "releases/1.0.10/alpha.html");
    let lines = lines(&page);
    for line in [
        "2022/02/01 - Amazon Alpha - 1 new 1 updated api methods",
        "Changes Things have colours now & <forms>.",
        "GetThing (updated)",
        "Changes (request)",
        "Changes (response)",
        "PutThing (new)",
        "client.get_thing(",
        "Colour='string'",
        "type Colour:",
        "param Colour:",
        "The member Colour.",
    ] {
        assert!(lines.iter().any(|it| it == line), "{line}: {lines:#?}");
    }
    // Rust is there too.
    assert!(page.contains(".colour(\"string\")"), "{page}");
    // A note about a service whose model did not change is on the release's page.
    let release = text(&site, "releases/1.0.10/index.html");
    assert!(release.contains("Only words."), "{release}");
    assert!(!page.contains("Only words."));
}

#[test]
fn the_data_of_a_page_is_the_report_of_the_same_models() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    let at = |tag: &str, name: &str| {
        let model = repository.git(
            "2022-01-01",
            &["show", &format!("{tag}:{}", botocore_path("alpha"))],
        );
        let path = repository.beside(name);
        std::fs::write(&path, model).expect("a file");
        path.display().to_string()
    };
    let report = run(&[
        "changes",
        &at("1.0.9", "old.json"),
        &at("1.0.10", "new.json"),
        "--format=json",
        "--title=2022/02/01",
        "--note=Things have colours now & <forms>.",
    ]);
    assert_eq!(report.code, 0, "{}", report.err);
    let report: Value = serde_json::from_str(&report.out).expect("JSON");
    let mut page = json_of(&site, "releases/1.0.10/alpha.json");
    // The command names the files that it compared, and the site has the path in the repository.
    assert_eq!(page["inputs"], Value::Null);
    page["inputs"] = report["inputs"].clone();
    assert_eq!(page["services"][0]["file"], botocore_path("alpha"));
    page["services"][0]["file"] = report["services"][0]["file"].clone();
    assert_eq!(page, report);
}

#[test]
fn every_commit_that_touches_a_model_counts_in_ones_own_repository() {
    let repository = Repository::new();
    repository
        .put("README.md", "# Weather".to_owned())
        .put("package.json", "{}".to_owned())
        .commit("2023-01-01", "Begin")
        .put("model/main.smithy", smithy(&["city"]))
        .commit("2023-01-02", "Tell the weather")
        .put("package.json", "{\"name\": \"weather\"}".to_owned())
        .commit("2023-01-03", "Name the package")
        .put("model/main.smithy", smithy(&["city", "country"]))
        .put(
            "other/alpha.json",
            botocore_model("Alpha", &[("Ask", &["Question"])]),
        )
        .commit("2023-01-04", "Ask for the <country>");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let names = repository.git("2023-01-04", &["log", "--format=%H"]);
    let names: Vec<&str> = names.lines().map(|name| &name[..12]).collect();
    let expected = [
        (names[0], &["other-alpha", "model"][..]),
        (names[2], &["model"]),
    ];
    assert_eq!(releases(&history), owned(&expected));
    let page = text(&site, &format!("releases/{}/model.html", names[0]));
    let lines = lines(&page);
    for line in [
        "2023/01/04 - Weather - 1 updated api methods",
        "Changes Ask for the <country>",
        "{'country': 'string'}",
    ] {
        assert!(lines.iter().any(|it| it == line), "{line}: {lines:#?}");
    }
    assert!(!page.contains("AWS API Documentation"));
    let first = text(&site, &format!("releases/{}/model.html", names[2]));
    assert!(first.contains("This service is new"), "{first}");
}

#[test]
fn smithy_models_of_aws_have_a_folder_for_each_version() {
    let repository = Repository::new();
    let model = |members: &[&str]| {
        let members = members
            .iter()
            .map(|it| ((*it).to_owned(), json!({ "target": "smithy.api#String" })));
        let document = json!({
            "smithy": "2.0",
            "shapes": {
                "example#Alpha": {
                    "type": "service",
                    "version": "2020-01-01",
                    "operations": [{ "target": "example#Ask" }],
                    "traits": {
                        "aws.api#service": { "sdkId": "Alpha" },
                        "aws.protocols#awsJson1_1": {},
                        "smithy.api#title": "Amazon Alpha",
                    },
                },
                "example#Ask": { "type": "operation", "input": { "target": "example#AskInput" } },
                "example#AskInput": { "type": "structure", "members": Value::Object(members.collect()) },
            },
        });
        document.to_string()
    };
    let path = "models/alpha/service/2020-01-01/alpha-2020-01-01.json";
    repository
        .put(path, model(&["a"]))
        .commit("2023-01-01", "Models of the day")
        .put(path, model(&["a", "b"]))
        .commit("2023-01-02", "Models of the next day")
        .commit("2023-01-03", "Nothing");
    let site = repository.made(&[]);
    let newest = &json_of(&site, "history.json")["releases"][0];
    assert_eq!(newest["pages"][0]["methods"]["updated"], json!(["Ask"]));
    assert_eq!(newest["notes"][0]["text"], "Models of the next day");
    // With tags, these are the releases.
    repository.git("2023-01-01", &["tag", "v1", "HEAD~2"]);
    repository.git("2023-01-01", &["tag", "-m", "annotated", "v2", "HEAD~1"]);
    repository.git("2023-01-01", &["tag", "v3"]);
    let site = repository.made(&[]);
    let expected = [("v3", &[][..]), ("v2", &["alpha"])];
    assert_eq!(releases(&json_of(&site, "history.json")), owned(&expected));
}

#[test]
fn services_that_go_come_or_get_another_name_are_told() {
    let repository = Repository::new();
    let path = botocore_path;
    repository
        .put(&path("alpha"), botocore_model("Alpha", &[("Ask", &["A"])]))
        .put(&path("beta"), botocore_model("Beta", &[("Ask", &["A"])]))
        .release("2022-01-01", "1.0.0")
        // The same service in another folder, with a change.
        .put(&path("alpha"), None)
        .put(
            &path("new-alpha"),
            botocore_model("Alpha", &[("Ask", &["A", "B"])]),
        )
        .put(&path("beta"), None)
        .put(&path("gamma"), botocore_model("Gamma", &[("Ask", &["A"])]))
        .release("2022-01-02", "1.0.1")
        .put(&path("new-alpha"), None)
        .put(
            &path("newest-alpha"),
            botocore_model("Alpha", &[("Ask", &["A", "B"])]),
        )
        .release("2022-01-03", "1.0.2");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let event = |release: usize, service: &str| {
        let pages = history["releases"][release]["pages"]
            .as_array()
            .expect("pages");
        let page = pages.iter().find(|page| page["service"] == service);
        let page = page.unwrap_or_else(|| panic!("{service}: {pages:#?}"));
        (page["event"].clone(), page["renamedFrom"].clone())
    };
    assert_eq!(event(1, "new-alpha"), (json!("renamed"), json!("alpha")));
    assert_eq!(event(1, "beta"), (json!("removed"), Value::Null));
    assert_eq!(event(1, "gamma"), (json!("new"), Value::Null));
    assert_eq!(
        event(0, "newest-alpha"),
        (json!("renamed"), json!("new-alpha"))
    );
    let renamed = lines(&text(&site, "releases/1.0.1/new-alpha.html"));
    for line in [
        "This service was renamed: until this release it was alpha.",
        "2022/01/02 - Amazon Alpha - 1 updated api methods",
    ] {
        assert!(renamed.iter().any(|it| it == line), "{line}: {renamed:#?}");
    }
    let before = text(&site, "services/alpha.html");
    assert!(
        before.contains("This service was renamed: since release"),
        "{before}"
    );
    let removed = text(&site, "services/beta.html");
    assert!(
        removed.contains("This service was removed in release"),
        "{removed}"
    );
    let breaks = lines(&text(&site, "breaks.html"));
    assert!(
        breaks
            .iter()
            .any(|it| it.starts_with("operation removed Ask")),
        "{breaks:#?}"
    );
    let map = text(&site, "services/index.html");
    assert!(
        map.contains(">removed</span>") && map.contains(">renamed</span>"),
        "{map}"
    );
}

#[test]
fn a_folder_inside_of_the_repository_stands_for_the_repository() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    let [inner, other] = [
        repository.path().join("botocore"),
        repository.beside("other"),
    ];
    let [inner, out] = [&inner, &other].map(|path| path.display().to_string());
    let ended = run(&["history", &inner, "--out", &out]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(files(&site), files(&other));
}

#[test]
fn notes_that_are_malformed_are_no_notes() {
    let repository = Repository::new();
    repository
        .put(
            &botocore_path("alpha"),
            botocore_model("Alpha", &[("Ask", &["A"])]),
        )
        .release("2022-01-01", "1.0.0")
        .put(
            &botocore_path("alpha"),
            botocore_model("Alpha", &[("Ask", &["A", "B"])]),
        )
        .put(".changes/1.0.1.json", "[1, {\"category\": 2}, ".to_owned())
        .release("2022-01-02", "1.0.1")
        .put(
            &botocore_path("alpha"),
            botocore_model("Alpha", &[("Ask", &["A"])]),
        )
        .put(".changes/1.0.2.json", notes(&[("alpha", "  Two\nlines. ")]))
        .release("2022-01-03", "1.0.2");
    let site = repository.made(&[]);
    let first = text(&site, "releases/1.0.1/alpha.html");
    assert!(!first.contains("class=\"note\""), "{first}");
    let next = lines(&text(&site, "releases/1.0.2/alpha.html"));
    assert!(next.contains(&"Changes Two lines.".to_owned()), "{next:#?}");
}

#[test]
fn files_beside_a_model_of_ones_own_belong_to_it() {
    let repository = Repository::new();
    let pages = |token: &str| {
        json!({
            "pagination": {
                "Ask": { "input_token": token, "output_token": token, "result_key": "Names" },
            },
        })
        .to_string()
    };
    let model = botocore_model("Alpha", &[("Ask", &["Token", "Names"])]);
    let model = model.replace(
        "\"Names\":{\"documentation\":\"<p>The member Names.</p>\",\"shape\":\"String\"}",
        "\"Names\":{\"shape\":\"Names\"}",
    );
    let list = "\"shapes\":{\"Names\":{\"type\":\"list\",\"member\":{\"shape\":\"String\"}},";
    repository
        .put("models/service-2.json", model.replace("\"shapes\":{", list))
        .put("models/examples-1.json", "{}".to_owned())
        .commit("2023-01-01", "Begin")
        .put("models/paginators-1.json", pages("Token"))
        .put("models/examples-1.json", "{\"examples\": {}}".to_owned())
        .commit("2023-01-02", "Ask for pages");
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let newest = &history["releases"][0];
    assert_eq!(newest["notes"][0]["text"], "Ask for pages");
    assert_eq!(newest["pages"][0]["service"], "models-service-2");
    let page = text(&site, newest["pages"][0]["html"].as_str().expect("a path"));
    assert!(page.contains("pagination added"), "{page}");
}
