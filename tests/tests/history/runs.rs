//! Runs after the first: what they read and write, and what an interrupted run leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tinsmith_tests::command::tinsmith;

use crate::pages::everything;
use crate::repository::{Repository, botocore_model, botocore_path, files};

/// The names of the files that differ.
pub(crate) fn differences(a: &Path, b: &Path) -> Vec<String> {
    let (a, b) = (files(a), files(b));
    let names = a.keys().chain(b.keys());
    let mut names: Vec<String> = names
        .filter(|name| a.get(*name) != b.get(*name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

fn times(site: &Path) -> BTreeMap<String, SystemTime> {
    let times = files(site).into_keys().map(|name| {
        let found = fs::metadata(site.join(&name)).expect("a file");
        (name, found.modified().expect("a time"))
    });
    times.collect()
}

#[test]
fn a_site_is_the_same_to_the_byte_whatever_the_number_of_threads() {
    let repository = everything();
    let site = repository.made(&["--jobs=1"]);
    let other = repository.beside("other");
    assert_eq!(repository.history_at(&other, &["--jobs=4"]).code, 0);
    assert_eq!(differences(&site, &other), Vec::<String>::new());
}

#[test]
fn a_run_without_news_writes_nothing() {
    let repository = everything();
    let site = repository.made(&[]);
    let before = times(&site);
    let ended = repository.history(&[]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("is up to date"), "{}", ended.out);
    assert_eq!(times(&site), before);
}

#[test]
fn a_later_run_writes_only_what_is_new_and_the_result_is_that_of_one_run() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    let before = times(&site);
    repository
        .put(
            &botocore_path("beta"),
            botocore_model("Beta", &[("Ask", &["Question"])]),
        )
        .release("2022-04-01", "1.2.0");
    repository.made(&[]);
    let after = times(&site);
    let written: Vec<&String> = after
        .keys()
        .filter(|name| after[*name] != before.get(*name).copied().unwrap_or(SystemTime::UNIX_EPOCH))
        .collect();
    let expected = [
        ".tinsmith-history",
        "breaks.html",
        "breaks/2022.html",
        "days/2022-04.html",
        "days/2022.html",
        "feed.atom",
        "history.json",
        "index.html",
        "releases/1.2.0/beta.html",
        "releases/1.2.0/beta.json",
        "releases/1.2.0/index.html",
        "search/2022.js",
        "services/beta.atom",
        "services/beta.html",
        "services/index.html",
    ];
    assert_eq!(written, expected);
    let fresh = repository.beside("fresh");
    assert_eq!(repository.history_at(&fresh, &[]).code, 0);
    assert_eq!(differences(&site, &fresh), Vec::<String>::new());
}

#[test]
fn files_that_are_gone_or_cut_are_made_again() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    let whole = files(&site);
    for name in [
        "releases/1.1.0/beta.html",
        "search.js",
        "services/alpha.atom",
        ".tinsmith-history",
    ] {
        fs::remove_file(site.join(name)).expect("a file");
        if name == ".tinsmith-history" {
            // Without it the site is not known to be one.
            assert_eq!(repository.history(&[]).code, 1);
            fs::write(site.join(name), "").expect("a file");
        }
        repository.made(&[]);
        assert_eq!(files(&site), whole, "{name}");
    }
    fs::write(site.join("index.html"), "cut").expect("a file");
    repository.made(&[]);
    assert_eq!(files(&site), whole);
}

#[test]
fn files_of_others_stay() {
    let repository = Repository::botocore();
    let site = repository.made(&[]);
    fs::write(site.join("CNAME"), "changes.example.com").expect("a file");
    fs::write(site.join("releases/1.1.0/mine.txt"), "mine").expect("a file");
    let limited = repository.made(&["--until=1.0.10"]);
    assert!(limited.join("CNAME").exists() && limited.join("releases/1.1.0/mine.txt").exists());
    assert!(!limited.join("releases/1.1.0/beta.html").exists());
}

#[test]
fn a_run_that_is_killed_at_any_point_is_completed_by_the_next() {
    let repository = everything();
    let whole = repository.made(&[]);
    let start = Instant::now();
    let measured = repository.beside("measured");
    assert_eq!(repository.history_at(&measured, &[]).code, 0);
    let time = start.elapsed();
    let mut killed = 0;
    for number in 0..12 {
        let site = repository.beside(&format!("killed-{number}"));
        killed += usize::from(kill_after(time * number / 12, &repository.path(), &site));
        assert_eq!(repository.history_at(&site, &[]).code, 0);
        assert_eq!(differences(&whole, &site), Vec::<String>::new(), "{number}");
    }
    assert!(killed > 3, "{killed}");
    // In a site that has older pages, too, which the next run no longer has.
    for number in 0..6 {
        let site = repository.beside(&format!("limited-{number}"));
        kill_after(time * number / 6, &repository.path(), &site);
        assert_eq!(repository.history_at(&site, &["--until=1.1.0"]).code, 0);
        kill_after(time * number / 6, &repository.path(), &site);
        assert_eq!(repository.history_at(&site, &[]).code, 0);
        assert_eq!(differences(&whole, &site), Vec::<String>::new(), "{number}");
    }
}

/// Starts a run and kills it after some time. Returns whether it was still running.
pub(crate) fn kill_after(time: Duration, repository: &Path, site: &Path) -> bool {
    let mut command = tinsmith();
    command
        .arg("history")
        .arg(repository)
        .arg("--out")
        .arg(site);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("tinsmith runs");
    thread::sleep(time);
    let was_running = child.try_wait().expect("a state").is_none();
    child.kill().expect("a signal");
    child.wait().expect("an end");
    was_running
}
