//! The kinds of repositories, the limits of a history, and what is refused.

use serde_json::{Value, json};
use tinsmith_tests::command::run;

use crate::repository::{
    Repository, botocore_model, botocore_path, files, json_of, lines, notes, smithy, text,
};

/// The releases of a site with the services of their pages, the newest first.
fn releases(history: &Value) -> Vec<(String, Vec<String>)> {
    let releases = history["releases"].as_array().expect("releases").iter();
    let name = |value: &Value| value.as_str().expect("text").to_owned();
    releases
        .map(|release| {
            let pages = release["pages"].as_array().expect("pages").iter();
            (
                name(&release["name"]),
                pages.map(|page| name(&page["service"])).collect(),
            )
        })
        .collect()
}

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
fn a_broken_model_is_told_and_the_next_one_is_compared_with_the_last_good_one() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    repository
        .put(&path, botocore_model("Alpha", &[("Ask", &["A"])]))
        .release("2022-01-01", "1.0.0")
        .put(&path, "{\"metadata\": {}, \"operations\": <b>".to_owned())
        .put(
            &botocore_path("beta"),
            botocore_model("Beta", &[("Ask", &["A"])]),
        )
        .release("2022-01-02", "1.0.1")
        .put(&path, botocore_model("Alpha", &[("Ask", &["A", "B"])]))
        .release("2022-01-03", "1.0.2");
    let ended = repository.history(&[]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended
            .out
            .contains("1 page lists a model that can't be read"),
        "{}",
        ended.out
    );
    let site = repository.site();
    let broken = lines(&text(&site, "releases/1.0.1/alpha.html"));
    for line in [
        "2022/01/02 - alpha - no api methods",
        "The model of this release can't be compared",
        "error: not valid JSON: expected value",
        "--> botocore/data/alpha/2020-01-01/service-2.json:1:32",
    ] {
        assert!(broken.iter().any(|it| it == line), "{line}: {broken:#?}");
    }
    assert!(site.join("releases/1.0.1/beta.html").exists());
    let next = lines(&text(&site, "releases/1.0.2/alpha.html"));
    for line in [
        "The models between can't be read, so this one is compared with that of 1.0.0.",
        "{'B': 'string'}",
    ] {
        assert!(next.iter().any(|it| it == line), "{line}: {next:#?}");
    }
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
fn limits_are_revisions_or_days() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    let all: Vec<String> = (0..5).map(|at| format!("M{at}")).collect();
    for day in 1..5 {
        let members: Vec<&str> = all[..=day].iter().map(String::as_str).collect();
        repository.put(&path, botocore_model("Alpha", &[("Ask", &members)]));
        repository.release(&format!("2022-01-0{day}"), &format!("1.0.{day}"));
    }
    for (options, expected) in [
        (&[][..], &["1.0.4", "1.0.3", "1.0.2"][..]),
        (&["--since=1.0.2"], &["1.0.4", "1.0.3"]),
        (&["--since=2022-01-03"], &["1.0.4", "1.0.3"]),
        (&["--since=2022/01/04"], &["1.0.4"]),
        (&["--until=1.0.3"], &["1.0.3", "1.0.2"]),
        (&["--since=2022-01-02", "--until=2022-01-02"], &["1.0.2"]),
        (&["--since=HEAD~1", "--until=HEAD"], &["1.0.4"]),
        (&["--since=2023-01-01"], &[]),
    ] {
        let site = repository.made(options);
        let history = json_of(&site, "history.json");
        let names: Vec<String> = releases(&history)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, expected, "{options:?}");
        // What is no longer part of the site is gone.
        let pages = files(&site)
            .into_keys()
            .filter(|path| path.ends_with("alpha.json"));
        assert_eq!(pages.count(), expected.len(), "{options:?}");
    }
}

#[test]
fn services_are_chosen_by_name_or_id() {
    let repository = Repository::botocore();
    for (service, expected) in [
        ("alpha", &["alpha"][..]),
        ("Amazon Beta", &[]),
        ("Beta", &["beta"]),
        ("com.amazonaws.beta#Beta", &["beta"]),
    ] {
        let ended = repository.history(&["--service", service]);
        if expected.is_empty() {
            assert_eq!(ended.code, 2, "{}", ended.err);
            assert!(
                ended.err.contains("no service `Amazon Beta`"),
                "{}",
                ended.err
            );
            continue;
        }
        assert_eq!(ended.code, 0, "{service}: {}", ended.err);
        let history = json_of(&repository.site(), "history.json");
        let services = releases(&history).into_iter().flat_map(|(_, pages)| pages);
        let services: std::collections::BTreeSet<String> = services.collect();
        assert!(services.iter().eq(expected), "{service}: {services:?}");
    }
    let ended = repository.history(&["--service=alpa"]);
    assert!(ended.err.contains("did you mean `alpha`?"), "{}", ended.err);
}

#[test]
fn what_can_not_be_done_is_refused_and_leaves_the_folder_as_it_is() {
    let repository = Repository::botocore();
    let refused = |options: &[&str], code: i32, message: &str| {
        let ended = repository.history(options);
        assert_eq!(ended.code, code, "{options:?}: {}", ended.err);
        assert!(ended.err.contains(message), "{options:?}: {}", ended.err);
        assert!(
            !repository.site().join("index.html").exists(),
            "{options:?}"
        );
    };
    refused(
        &["--since=yesterday"],
        2,
        "expected a revision of the repository or a day such as 2022-10-13",
    );
    refused(&["--until=--upload-pack=x"], 2, "expected a revision");
    refused(
        &["--url=ftp://a"],
        2,
        "expected an address such as https://",
    );
    let others = repository.beside("others");
    std::fs::create_dir(&others).expect("a folder");
    std::fs::write(others.join("index.html"), "mine").expect("a file");
    let ended = repository.history_at(&others, &[]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(
        ended.err.contains("has other files, such as index.html"),
        "{}",
        ended.err
    );
    assert_eq!(text(&others, "index.html"), "mine");
    let [folder, out] = [others, repository.site()].map(|it| it.display().to_string());
    let ended = run(&["history", &folder, "--out", &out]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("not a git repository"), "{}", ended.err);
    let empty = Repository::new();
    let ended = empty.history(&[]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("has no commits"), "{}", ended.err);
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
