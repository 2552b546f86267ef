//! What is made of a history: the limits, the services, and what is refused.

use tinsmith_tests::command::{run, tinsmith};

use crate::repository::{
    Repository, botocore_model, botocore_path, files, json_of, lines, releases, text,
};
use crate::runs::differences;

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

/// A repository whose release 1.0.1 is of a later day than 1.1.0, with a member that each release adds.
fn with_a_backport() -> Repository {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    let model = |members: &[&str]| botocore_model("Alpha", &[("Ask", members)]);
    repository
        .put(&path, model(&["A"]))
        .release("2022-01-01", "1.0.0")
        .put(&path, model(&["A", "B", "C"]))
        .release("2022-01-03", "1.1.0")
        .git("2022-01-09", &["checkout", "--quiet", "1.0.0"]);
    repository
        .put(&path, model(&["A", "B"]))
        .release("2022-02-09", "1.0.1")
        .git("2022-01-09", &["checkout", "--quiet", "main"]);
    repository
        .put(&path, model(&["A", "B", "C", "D"]))
        .release("2022-01-10", "1.2.0");
    repository
}

#[test]
fn days_and_branches_may_have_another_order_than_versions() {
    let repository = with_a_backport();
    for (number, (options, expected)) in [
        (&[][..], &["1.0.1", "1.2.0", "1.1.0"][..]),
        (&["--since=2022-01-05"], &["1.0.1", "1.2.0"]),
        (&["--until=2022-01-31"], &["1.2.0", "1.1.0"]),
        (&["--until=2022-01-05"], &["1.1.0"]),
        (&["--since=1.1.0"], &["1.0.1", "1.2.0"]),
        (&["--until=1.1.0"], &["1.1.0"]),
    ]
    .into_iter()
    .enumerate()
    {
        let site = repository.made(options);
        let history = json_of(&site, "history.json");
        let names = releases(&history).into_iter().map(|(name, _)| name);
        assert_eq!(names.collect::<Vec<_>>(), expected, "{options:?}");
        // Each is compared with the version before it, also where that is not shown.
        if site.join("releases/1.1.0/alpha.html").exists() {
            let page = text(&site, "releases/1.1.0/alpha.html");
            let lines = lines(&page);
            assert!(lines.iter().any(|it| it == "{'C': 'string'}"), "{lines:#?}");
        }
        let fresh = repository.beside(&format!("fresh-{number}"));
        assert_eq!(repository.history_at(&fresh, options).code, 0);
        assert_eq!(differences(&site, &fresh), Vec::<String>::new());
    }
}

#[test]
fn each_month_and_day_is_listed_once() {
    let repository = with_a_backport();
    let site = repository.made(&[]);
    let index = lines(&text(&site, "index.html"));
    let at = |start: &str| -> Vec<usize> {
        let lines = index.iter().enumerate();
        lines
            .filter(|(_, line)| line.starts_with(start))
            .map(|(at, _)| at)
            .collect()
    };
    let [february, january] = [at("February 2022"), at("January 2022")];
    assert_eq!((february.len(), january.len()), (1, 1), "{index:#?}");
    assert!(february < january, "{index:#?}");
}

#[test]
fn a_day_counts_each_service_once() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    let model = |members: &[&str]| botocore_model("Alpha", &[("Ask", members)]);
    repository
        .put(&path, model(&["A"]))
        .release("2022-01-01", "1.0.0")
        .put(&path, model(&["A", "B"]))
        .release("2022-01-02", "1.0.1")
        .put(&path, model(&["A", "B", "C"]))
        .release("2022-01-02", "1.0.2");
    let site = repository.made(&[]);
    let index = lines(&text(&site, "index.html"));
    assert!(
        index.iter().any(|it| it == "2022/01/02 1 service"),
        "{index:#?}"
    );
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
fn a_service_that_was_removed_is_chosen_by_its_id_too() {
    let repository = Repository::botocore();
    repository
        .put(&botocore_path("beta"), None)
        .release("2022-03-01", "1.2.0");
    for service in ["beta", "Beta", "com.amazonaws.beta#Beta"] {
        let site = repository.made(&["--service", service]);
        let history = json_of(&site, "history.json");
        let expected = [("1.2.0", "beta"), ("1.1.0", "beta")];
        let expected = expected.map(|(name, page)| (name.to_owned(), vec![page.to_owned()]));
        assert_eq!(releases(&history), expected, "{service}");
    }
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
fn what_is_refused_leaves_no_new_folder() {
    let repository = Repository::botocore();
    for (option, code) in [("--service=nope", 2), ("--since=yesterday", 2)] {
        let ended = repository.history(&[option]);
        assert_eq!(ended.code, code, "{}", ended.err);
        assert!(!repository.site().exists(), "{option}");
    }
}

#[test]
fn an_address_has_a_host_and_neither_query_nor_fragment() {
    let repository = Repository::botocore();
    for url in [
        "https://",
        "https:///changes",
        "http://:80/",
        "https://example.com/?a",
        "https://example.com/#a",
        "example.com",
    ] {
        let ended = repository.history(&["--url", url]);
        assert_eq!(ended.code, 2, "{url}: {}", ended.err);
        assert!(
            ended.err.contains("expected an address such as https://"),
            "{url}: {}",
            ended.err
        );
    }
}

#[test]
fn a_clone_that_lacks_commits_is_refused() {
    let repository = Repository::botocore();
    let shallow = repository.beside("shallow");
    let from = format!("file://{}", repository.path().display());
    let [shallow, out] = [shallow, repository.site()].map(|path| path.display().to_string());
    repository.git(
        "2022-03-01",
        &["clone", "--quiet", "--depth=1", &from, &shallow],
    );
    let ended = run(&["history", &shallow, "--out", &out]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(
        ended.err.contains("`git fetch --unshallow`"),
        "{}",
        ended.err
    );
    repository.git(
        "2022-03-01",
        &["-C", &shallow, "fetch", "--quiet", "--unshallow"],
    );
    let ended = run(&["history", &shallow, "--out", &out]);
    assert_eq!(ended.code, 0, "{}", ended.err);
}

#[test]
fn variables_that_change_how_git_reads_paths_change_nothing() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    let other = repository.beside("other");
    let status = tinsmith()
        .arg("history")
        .arg(repository.path())
        .arg("--out")
        .arg(&other)
        .envs([
            ("GIT_LITERAL_PATHSPECS", "1"),
            ("GIT_ICASE_PATHSPECS", "0"),
            ("GIT_COMMON_DIR", "/nowhere"),
            ("GIT_SHALLOW_FILE", "/nowhere"),
        ])
        .output()
        .expect("tinsmith runs");
    let error = String::from_utf8_lossy(&status.stderr);
    assert!(status.status.success(), "{error}");
    assert_eq!(differences(&site, &other), Vec::<String>::new());
}
