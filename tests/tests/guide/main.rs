//! The guide: its pages are listed, links lead somewhere, commands print what the pages show, and code is compiled.
//! `tinsmith_tests::guide` compiles and runs the blocks in Rust.

mod book;
mod commands;
#[path = "shown/mocks.rs"]
mod mocks;
#[path = "shown/replay.rs"]
mod replay;

use std::collections::BTreeSet;
use std::fs;

// The client that the pages call `connect`.
use tinsmith_connect as connect;
use tinsmith_tests::{entries, guide, repository};

use crate::book::{Block, Page, SUMMARY, folder, pages};
use crate::commands::Place;

/// The languages of blocks. Blocks of the last two are only shown.
const LANGUAGES: [&str; 8] = [
    "rust", "toml", "console", "sh", "smithy", "json", "yaml", "text",
];

/// Texts outside the guide that link to it.
const OUTSIDE: [&str; 5] = [
    "README.md",
    "ARCHITECTURE.md",
    "BENCHMARKS.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
];

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// The sources of the applications and tests that pages show parts of, as a page would show them: there the repository is
/// the folder `../tinsmith`.
fn sources() -> Vec<String> {
    let mut sources = Vec::new();
    let mut paths = ["examples", "tests/tests/guide/shown"]
        .map(|it| repository().join(it))
        .to_vec();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let inside = entries(&path).into_iter();
            paths.extend(inside.filter(|path| !path.ends_with("target")));
            continue;
        }
        let extension = path.extension().unwrap_or_default();
        if ["rs", "toml", "smithy"].iter().any(|it| extension == *it) {
            let text = fs::read_to_string(&path).expect("text");
            sources.push(text.replace("../../", "../tinsmith/"));
        }
    }
    sources
}

#[test]
fn every_page_is_in_the_summary() {
    let pages = pages();
    let listed: BTreeSet<&str> = pages[SUMMARY].links.iter().map(String::as_str).collect();
    let there: BTreeSet<&str> = pages
        .keys()
        .map(String::as_str)
        .filter(|it| *it != SUMMARY)
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn every_link_leads_somewhere() {
    let outside = OUTSIDE.map(|file| Page::read(&repository().join(file)));
    let mut problems = Vec::new();
    for page in pages().values().chain(&outside) {
        for link in &page.links {
            if link.starts_with("https://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = match file {
                "" => page.path.clone(),
                file => page.path.with_file_name("").join(file),
            };
            // A page is read as part of the book, which has nothing else of the repository.
            let leaves = page.path.starts_with(folder()) && file.contains('/');
            let is_there = path.exists() && !leaves;
            let has_anchor = || Page::read(&path).anchors.iter().any(|it| it == anchor);
            if !is_there || (!anchor.is_empty() && !has_anchor()) {
                problems.push(format!("{}: {link} leads nowhere", page.path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_block_is_tested_as_its_language_is() {
    let sources = sources();
    let mut problems = Vec::new();
    for (name, page) in &pages() {
        let mut blocks = page.blocks.iter();
        let has_rust = blocks.any(|it| it.language() == "rust" && !it.is("ignore"));
        if has_rust != guide::COMPILED.contains(&name.as_str()) {
            problems.push(format!(
                "expected {name} in tests/src/guide.rs if it has Rust"
            ));
        }
        for block in &page.blocks {
            if let Some(problem) = problem(block, &sources) {
                problems.push(format!("{}: {problem}", page.place(block)));
            }
        }
    }
    assert_none(&problems);
}

/// What is wrong with a block.
fn problem(block: &Block, sources: &[String]) -> Option<String> {
    if !LANGUAGES.contains(&block.language()) {
        let languages = LANGUAGES.join(", ");
        return Some(format!(
            "expected a block of one of {languages}, found `{}`",
            block.info
        ));
    }
    let is_part = || sources.iter().any(|it| it.contains(block.text.trim_end()));
    match block.language() {
        "rust" if block.is("ignore") && !is_part() => Some(
            "Rust that is not compiled here must be part of a file of `examples` or `tests/tests/guide/shown`".to_owned(),
        ),
        "toml" => {
            let wrong = toml::de::DeTable::parse(&block.text).err();
            let of_an_application = block.text.contains("../tinsmith/");
            match wrong {
                Some(error) => Some(error.to_string()),
                None if of_an_application && !is_part() => {
                    Some("no manifest of `examples` has these lines".to_owned())
                }
                None => None,
            }
        }
        "json" => serde_json::from_str::<serde_json::Value>(&block.text)
            .err()
            .map(|error| error.to_string()),
        "smithy" if block.file.is_none() => {
            Some("expected the name of the model's file before it, so that commands can read it".to_owned())
        }
        _ => None,
    }
}

#[test]
fn commands_print_what_the_pages_show() {
    let mut problems = Vec::new();
    for page in pages().values() {
        let mut place = Place::new();
        for block in &page.blocks {
            match block.language() {
                "console" | "sh" => problems.extend(place.run(page, block).err()),
                _ => place.write(block),
            }
        }
    }
    assert_none(&problems);
}
