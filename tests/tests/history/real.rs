//! botocore's own history, where it is: 84 releases in a bundle of git.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run};
use tinsmith_tests::git::{clone_botocore, git};
use tinsmith_tests::shared;

use crate::pages::{validated, well_formed};
use crate::repository::{files, json_of, lines, text};
use crate::runs::{differences, kill_after};

const SEED: &str = "seed/connect-2022-10-13.txt";

/// Releases and services whose notes name methods.
const NAMED: [(&str, &str, &[&str]); 10] = [
    (
        "1.27.41",
        "shield",
        &["ListProtectionGroups", "ListProtections"],
    ),
    (
        "1.27.48",
        "location",
        &["BatchPutGeofence", "GetGeofence", "PutGeofence"],
    ),
    ("1.27.59", "ivs", &["CreateChannel", "UpdateChannel"]),
    (
        "1.27.65",
        "controltower",
        &[
            "DisableControl",
            "EnableControl",
            "GetControlOperation",
            "ListEnabledControls",
        ],
    ),
    ("1.27.83", "acm", &["ListCertificates"]),
    (
        "1.27.90",
        "panorama",
        &["CreateJobForDevices", "DescribeApplicationInstance"],
    ),
    ("1.28.2", "kafka", &["UpdateStorage"]),
    (
        "1.29.8",
        "marketplace-catalog",
        &["ListTagsForResource", "StartChangeSet", "TagResource"],
    ),
    (
        "1.29.11",
        "xray",
        &[
            "DeleteResourcePolicy",
            "ListResourcePolicies",
            "PutResourcePolicy",
        ],
    ),
    (
        "1.29.17",
        "iotwireless",
        &[
            "GetPositionEstimate",
            "GetResourcePosition",
            "UpdateResourcePosition",
        ],
    ),
];

/// Operations that a note names although the model of the service did not change there: release, service and operation.
const UNCHANGED: [(&str, &str, &str); 1] = [("1.27.90", "wisdom", "GetRecommendations")];

/// A clone of the bundle.
struct Real {
    folder: TempDir,
}

impl Real {
    fn new() -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        clone_botocore(&folder.path().join("repository")).then_some(Self { folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn history(&self, site: &str, options: &[&str]) -> Ended {
        let [repository, site] =
            ["repository", site].map(|name| self.path(name).display().to_string());
        run(&[&["history", &repository, "--out", &site], options].concat())
    }

    /// A site of one release and one service.
    fn one(&self, site: &str, release: &str, service: &str) -> PathBuf {
        let until = format!("--until={release}");
        let (start, last) = release.rsplit_once('.').expect("a version");
        let last: u32 = last.parse().expect("a number");
        let since = format!("--since={start}.{}", last.saturating_sub(1));
        let ended = self.history(site, &[&since, &until, "--service", service]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        self.path(site)
    }
}

/// A line without marks of lists and links.
fn plain(line: &str) -> String {
    let line = line.replace('\u{2014}', "--").replace("Link \u{b6}", "");
    let words = line.split_whitespace().filter(|word| *word != "\u{2022}");
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_line_of_the_published_page_is_on_the_page_of_the_site() {
    let (Some(real), Some(published)) = (Real::new(), shared(SEED)) else {
        return;
    };
    let site = real.one("site", "1.27.90", "connect");
    let page = text(&site, "releases/1.27.90/connect.html");
    let page: BTreeSet<String> = lines(&page).iter().map(|line| plain(line)).collect();
    let published = fs::read_to_string(published).expect("a page");
    let published: Vec<String> = published
        .lines()
        .map(plain)
        .filter(|line| !line.is_empty())
        .collect();
    assert!(published.len() > 200);
    let missing: Vec<&String> = published
        .iter()
        .filter(|line| !page.contains(*line))
        .collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn methods_that_notes_name_are_on_the_pages() {
    let Some(real) = Real::new() else {
        return;
    };
    for (release, service, methods) in NAMED {
        let site = real.one("site", release, service);
        let history = json_of(&site, "history.json");
        let release = &history["releases"][0];
        let about = release["notes"].as_array().expect("notes").iter();
        let about = about.filter(|note| {
            note["services"]
                .as_array()
                .is_some_and(|it| it.contains(&Value::from(service)))
        });
        let notes: Vec<&str> = about.filter_map(|note| note["text"].as_str()).collect();
        let page = &release["pages"][0];
        for method in methods {
            assert!(
                notes.join(" ").contains(method),
                "{service}: {method} in {notes:?}"
            );
            let mut lists = page["methods"].as_object().expect("methods").values();
            let is_there = lists.any(|list| {
                list.as_array()
                    .is_some_and(|it| it.contains(&Value::from(*method)))
            });
            assert!(is_there, "{service}: {method} in {page}");
        }
    }
}

/// Everything about the whole: time and files are printed, the markup of all pages is checked, and every method that a
/// note names is on its page, but for [`UNCHANGED`].
#[test]
#[ignore = "takes minutes; CONTRIBUTING.md has the command"]
fn all_releases() {
    let Some(real) = Real::new() else {
        return;
    };
    let start = Instant::now();
    let ended = real.history("site", &[]);
    println!("{}{} s", ended.out, start.elapsed().as_secs_f32());
    assert_eq!(ended.code, 0, "{}", ended.err);
    let start = Instant::now();
    let ended = real.history("site", &[]);
    assert!(ended.out.contains("up to date"), "{}", ended.out);
    println!("without news: {} s", start.elapsed().as_secs_f32());
    let site = real.path("site");
    let all = files(&site);
    let bytes: usize = all.values().map(Vec::len).sum();
    println!("{} files, {bytes} bytes", all.len());
    for (path, content) in &all {
        if path.ends_with(".html") {
            well_formed(path, std::str::from_utf8(content).expect("text"));
        }
    }
    named(&real, &json_of(&site, "history.json"));
    validated(&site);
}

/// Words of notes that are operations of the service are on its page.
fn named(real: &Real, history: &Value) {
    let (mut pages, mut names) = (0, 0);
    let mut unchanged = Vec::new();
    for release in history["releases"].as_array().expect("releases") {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        for page in release["pages"].as_array().expect("pages") {
            let service = text(&page["service"]);
            let notes = release["notes"].as_array().expect("notes").iter();
            let notes = notes.filter(|note| {
                note["services"]
                    .as_array()
                    .is_some_and(|it| it.contains(&Value::from(service.as_str())))
            });
            let words: BTreeSet<String> = notes
                .flat_map(|note| {
                    let text = text(&note["text"]);
                    let words = text
                        .split(|c: char| !c.is_ascii_alphanumeric())
                        .map(str::to_owned);
                    words.collect::<Vec<_>>()
                })
                .collect();
            let methods = page["methods"].as_object().expect("methods").values();
            let methods: BTreeSet<String> = methods
                .flat_map(|list| list.as_array().into_iter().flatten().map(text))
                .collect();
            let known = operations(real, &text(&release["name"]), &service);
            let named: Vec<&String> = words.iter().filter(|word| known.contains(*word)).collect();
            let missing: Vec<&&String> = named
                .iter()
                .filter(|name| !methods.contains(**name))
                .collect();
            for name in &missing {
                let (release, name) = (text(&release["name"]), (**name).clone());
                unchanged.push((release, service.clone(), name));
            }
            pages += usize::from(!named.is_empty());
            names += named.len() - missing.len();
        }
    }
    println!("{pages} pages have notes that name methods; {names} of these are on the pages");
    assert!(names > 100, "{names}");
    let expected = UNCHANGED.map(|(release, service, operation)| {
        (release.to_owned(), service.to_owned(), operation.to_owned())
    });
    assert_eq!(unchanged, expected);
}

/// The names of a service's operations of more than one word.
fn operations(real: &Real, release: &str, service: &str) -> BTreeSet<String> {
    let text_of = |arguments: &[&str]| {
        let output = git(&real.path("repository")).args(arguments).output();
        String::from_utf8(output.expect("git").stdout).expect("text")
    };
    let folder = format!("botocore/data/{service}/");
    let paths = text_of(&["ls-tree", "-r", "--name-only", release, &folder]);
    let path = paths.lines().rfind(|path| path.ends_with("service-2.json"));
    let model = path
        .map(|path| text_of(&["show", &format!("{release}:{path}")]))
        .unwrap_or_default();
    let model: Value = serde_json::from_str(&model).unwrap_or_default();
    let operations = model["operations"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone());
    let is_name = |name: &String| name.chars().filter(|c| c.is_uppercase()).count() > 1;
    operations.filter(is_name).collect()
}

/// 50 runs over the whole bundle are killed, each somewhere, and then completed.
#[test]
#[ignore = "takes half an hour; CONTRIBUTING.md has the command"]
fn runs_that_are_killed_are_completed() {
    let Some(real) = Real::new() else {
        return;
    };
    let start = Instant::now();
    assert_eq!(real.history("whole", &[]).code, 0);
    let time = start.elapsed();
    let mut killed = 0;
    for round in 0..10 {
        let site = real.path("site");
        let _ = fs::remove_dir_all(&site);
        // Five kills on the way to one site, each at a random moment of what is left.
        for _ in 0..5 {
            let part = fastrand::f64();
            let moment = Duration::from_secs_f64(time.as_secs_f64() / 3.0 * part);
            killed += usize::from(kill_after(moment, &real.path("repository"), &site));
        }
        assert_eq!(real.history("site", &[]).code, 0);
        assert_eq!(
            differences(&real.path("whole"), &site),
            Vec::<String>::new(),
            "{round}"
        );
    }
    println!("{killed} runs were killed");
    assert!(killed >= 40, "{killed}");
}
