//! The pages of a site as a whole: their links, their markup and their feeds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use html5gum::{Token, Tokenizer};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::repository::{Repository, botocore_model, botocore_path, files, json_of, lines, text};

/// Elements without an end.
const VOID: [&str; 7] = ["meta", "link", "input", "br", "hr", "wbr", "img"];

/// Markup that a model or a note must not bring into a page.
pub(crate) const HOSTILE: &str = "a</script><script>window.harm=1</script>\"'> <img src=x onerror=window.harm=2> &amp; \
                                  </title></p>";

/// A repository with every kind of page: new, removed, renamed and broken services, and hostile text.
pub(crate) fn everything() -> Repository {
    let repository = Repository::botocore();
    let hostile = botocore_model("Alpha", &[("PutThing", &["Name"]), ("PutMore", &["Name"])]);
    let hostile = hostile.replace("Amazon Alpha", &HOSTILE.replace('"', "\\\""));
    let hostile = hostile.replace("The member Name", &HOSTILE.replace('"', "\\\""));
    let many: Vec<String> = (0..12).map(|at| format!("Member{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    repository
        .put(&botocore_path("alpha"), hostile)
        .put(
            ".changes/2.0.0.json",
            crate::repository::notes(&[
                ("alpha", HOSTILE),
                ("alpha", "Barred: [\u{fffe}\u{ffff}]."),
                ("gone", HOSTILE),
            ]),
        )
        .put(
            &botocore_path("index"),
            botocore_model("Index", &[("Ask", &many), ("Tell", &many)]),
        )
        .put(&botocore_path("beta"), "{".to_owned())
        .release("2022-03-01", "2.0.0")
        .put(&botocore_path("alpha"), None)
        .put(&botocore_path("index"), None)
        .put(
            &botocore_path("directory"),
            botocore_model("Index", &[("Ask", &many), ("Tell", &["A"])]),
        )
        .release("2023-01-01", "2.0.1");
    repository
}

#[test]
fn every_link_leads_to_something() {
    let repository = everything();
    let site = repository.made(&[]);
    let files = files(&site);
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for (path, content) in &files {
        if !path.ends_with(".html") {
            continue;
        }
        let page = std::str::from_utf8(content).expect("text");
        for (name, value) in attributes(page) {
            match name.as_str() {
                "id" => assert!(
                    ids.entry(path).or_default().insert(value.clone()),
                    "{path}: {value}"
                ),
                "href" | "src" | "action" => links.push((path.as_str(), value)),
                _ => {}
            }
        }
    }
    let mut count = 0;
    for (from, link) in links {
        if link.starts_with("data:") {
            continue;
        }
        let (address, fragment) = link.split_once('#').unwrap_or((&link, ""));
        let target = match address {
            "" => from.to_owned(),
            address => resolved(from, address),
        };
        assert!(files.contains_key(&target), "{from}: {link}");
        let is_there = ids
            .get(target.as_str())
            .is_some_and(|ids| ids.contains(fragment));
        assert!(fragment.is_empty() || is_there, "{from}: {link}");
        count += 1;
    }
    assert!(count > 200, "{count}");
    // Every page can be reached from the index.
    let pages = files.keys().filter(|path| path.ends_with(".html"));
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut pending = vec!["index.html".to_owned()];
    while let Some(from) = pending.pop() {
        let page = std::str::from_utf8(&files[&from]).expect("text");
        for (_, link) in attributes(page)
            .into_iter()
            .filter(|(name, _)| name == "href" || name == "action")
        {
            let (address, _) = link.split_once('#').unwrap_or((&link, ""));
            let is_page = address.ends_with(".html");
            if is_page && reached.insert(resolved(&from, address)) {
                pending.push(resolved(&from, address));
            }
        }
    }
    let unreached: Vec<_> = pages.filter(|path| !reached.contains(*path)).collect();
    assert_eq!(unreached, Vec::<&String>::new());
}

/// The path of a relative address.
fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {address}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn attributes(page: &str) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tokens = Tokenizer::new(page).filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(tag.attributes),
        _ => None,
    });
    let pairs = tokens.flatten();
    pairs
        .map(|(name, value)| (text(&name), text(&value.value)))
        .collect()
}

#[test]
fn the_markup_of_every_page_is_well_formed() {
    let repository = everything();
    let site = repository.made(&[]);
    let mut kinds = BTreeSet::new();
    for (path, content) in files(&site) {
        if path.ends_with(".html") {
            let page = std::str::from_utf8(&content).expect("text");
            well_formed(&path, page);
            assert!(
                !page.contains("<img") && !page.contains("<script>"),
                "{path}"
            );
            kinds.insert(path.split('/').next().unwrap_or_default().to_owned());
        }
    }
    let expected = [
        "breaks",
        "breaks.html",
        "days",
        "index.html",
        "releases",
        "search.html",
        "services",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
}

/// The tokenizer finds no error, and every element ends inside of the one around it.
pub(crate) fn well_formed(path: &str, page: &str) {
    let mut open: Vec<String> = Vec::new();
    let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    for token in Tokenizer::new(page) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = name(&tag.name);
                let is_in_paragraph = open.iter().any(|it| it == "p" || it == "pre");
                let is_block = [
                    "p", "ul", "ol", "div", "section", "pre", "table", "h2", "h3", "dl", "details",
                ];
                assert!(
                    !is_in_paragraph || !is_block.contains(&name.as_str()),
                    "{path}: <{name}> in {open:?}"
                );
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Ok(Token::EndTag(tag)) => assert_eq!(open.pop(), Some(name(&tag.name)), "{path}"),
            Ok(Token::Error(error)) => panic!("{path}: {error:?}"),
            Ok(_) => {}
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{path}");
}

/// Needs the validator `html-validate` (of Node) in `PATH`.
#[test]
fn a_validator_accepts_every_page() {
    let repository = everything();
    let site = repository.made(&[]);
    validated(&site);
}

pub(crate) fn validated(site: &Path) {
    let settings = site.with_file_name("html-validate.json");
    std::fs::write(
        &settings,
        "{\"root\": true, \"extends\": [\"html-validate:standard\"]}",
    )
    .expect("a file");
    let mut command = Command::new("html-validate");
    command.arg("--config").arg(&settings);
    let pages = files(site)
        .into_keys()
        .filter(|path| path.ends_with(".html"));
    let output = match command.args(pages.map(|path| site.join(path))).output() {
        Ok(output) => output,
        Err(_) => return println!("skipped: html-validate is not there"),
    };
    let problems = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{problems}");
}

/// The elements of a feed's head, and of each entry: names with attributes or texts.
#[derive(Debug, Default)]
struct Feed {
    head: Vec<(String, String)>,
    entries: Vec<Vec<(String, String)>>,
}

fn feed(text: &str) -> Feed {
    let mut reader = Reader::from_str(text);
    let mut feed = Feed::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let elements = feed.entries.last_mut().unwrap_or(&mut feed.head);
        match event {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                match (path.len(), name.as_str()) {
                    (0, _) => {}
                    (1, "entry") => feed.entries.push(Vec::new()),
                    _ => elements.push((name.clone(), String::new())),
                }
                path.push(name);
            }
            Event::Empty(start) => {
                let attributes = start.attributes().map(|it| it.expect("an attribute"));
                let attributes: Vec<String> = attributes
                    .map(|it| format!("{}={}", it.key.as_ref(), it.value))
                    .collect();
                elements.push((start.name().as_ref().to_owned(), attributes.join(" ")));
            }
            // A text comes in parts, between references to characters.
            Event::Text(text) => append(elements, &path, &text),
            Event::GeneralRef(name) => append(elements, &path, &format!("&{};", &*name)),
            Event::End(_) => {
                path.pop();
            }
            Event::Eof => return feed,
            _ => {}
        }
    }
}

/// Adds to the text of the element that is open. What stands between elements is no text.
fn append(elements: &mut [(String, String)], path: &[String], text: &str) {
    if let Some((name, value)) = elements.last_mut()
        && path.last() == Some(name)
    {
        value.push_str(text);
    }
}

#[test]
fn feeds_have_what_atom_requires() {
    let repository = everything();
    let site = repository.made(&[]);
    let mut ids = BTreeSet::new();
    let mut entries = 0;
    let feeds: Vec<String> = files(&site)
        .into_keys()
        .filter(|it| it.ends_with(".atom"))
        .collect();
    assert!(
        feeds.len() > 3 && feeds.contains(&"feed.atom".to_owned()),
        "{feeds:?}"
    );
    for path in &feeds {
        let text = text(&site, path);
        assert!(
            text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""),
            "{path}"
        );
        let feed = feed(&text);
        let one = |elements: &[(String, String)], name: &str| -> String {
            let mut found = elements.iter().filter(|(it, _)| it == name);
            let value = found
                .next()
                .unwrap_or_else(|| panic!("{path}: no {name} in {elements:?}"));
            // Links of different relations are several.
            assert!(name == "link" || found.next().is_none(), "{path}: {name}");
            value.1.clone()
        };
        let id = one(&feed.head, "id");
        assert!(
            id.starts_with("urn:uuid:") && id.len() == "urn:uuid:".len() + 36,
            "{id}"
        );
        assert!(ids.insert(id), "{path}");
        assert!(!one(&feed.head, "title").is_empty());
        assert!(!one(&feed.head, "name").is_empty());
        for elements in feed.entries.iter().chain([&feed.head]) {
            let updated = one(elements, "updated");
            let is_time = updated.len() == 20 && updated.ends_with("T12:00:00Z");
            assert!(is_time, "{path}: {updated}");
            let link = one(elements, "link");
            let href = link.split("href=").nth(1).expect("an address");
            assert!(site.join(resolved(path, href)).is_file(), "{path}: {href}");
        }
        for entry in &feed.entries {
            assert!(!one(entry, "title").is_empty() && !one(entry, "summary").is_empty());
            let id = one(entry, "id");
            assert_eq!(ids.insert(id), path == "feed.atom", "{path}");
            entries += 1;
        }
    }
    assert!(entries > 10, "{entries}");
    // Characters that XML can't hold are left out.
    assert!(text(&site, "feed.atom").contains("Barred: []."));
    // Where the site's address is known, the feeds have it.
    let at = repository.beside("published");
    assert_eq!(
        repository
            .history_at(&at, &["--url=https://example.com/changes"])
            .code,
        0
    );
    let feed = text(&at, "services/alpha.atom");
    for link in [
        "rel=\"self\" type=\"application/atom+xml\" href=\"https://example.com/changes/services/alpha.atom\"",
        "href=\"https://example.com/changes/releases/1.0.10/alpha.html\"",
    ] {
        assert!(feed.contains(link), "{link}: {feed}");
    }
}

#[test]
fn data_is_of_the_form_that_the_schemas_give() {
    let repository = everything();
    let site = repository.made(&[]);
    let all = files(&site);
    let data = all
        .keys()
        .filter(|path| path.ends_with(".json") && !path.ends_with(".schema.json"));
    let mut count = 0;
    for path in data {
        let schema = match path.as_str() {
            "history.json" => "history.schema.json",
            _ => "report.schema.json",
        };
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler
            .add_resource(schema, json_of(&site, schema))
            .expect("a schema's address");
        let index = compiler.compile(schema, &mut schemas).expect("a schema");
        if let Err(error) = schemas.validate(&json_of(&site, path), index) {
            panic!("{path}: {error}");
        }
        count += 1;
    }
    assert!(count > 6, "{count}");
}

#[test]
fn what_is_large_is_told_once_on_a_page() {
    let repository = everything();
    let site = repository.made(&[]);
    let history = json_of(&site, "history.json");
    let pages = history["releases"][1]["pages"].as_array().expect("pages");
    let index = pages
        .iter()
        .find(|page| page["title"] == "Amazon Index")
        .expect("a page");
    // `index.html` is the release's own page.
    let address = index["html"].as_str().expect("an address");
    assert_ne!(address, "releases/2.0.0/index.html");
    let page = text(&site, address);
    assert_eq!(page.matches("The same members as").count(), 1, "{page}");
    assert_eq!(page.matches("The member Member3.").count(), 3, "{page}");
    // The twelve members in the syntax are few.
    assert!(!page.contains("lines as in"), "{page}");
}

#[test]
fn large_code_and_long_lines_are_told_once() {
    let repository = Repository::new();
    let many: Vec<String> = (0..400)
        .map(|at| format!("MemberOfALargeStructure{at}"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    repository
        .put(
            &botocore_path("alpha"),
            botocore_model("Alpha", &[("Ask", &["A"]), ("Tell", &["A"])]),
        )
        .release("2022-01-01", "1.0.0")
        .put(
            &botocore_path("alpha"),
            botocore_model("Alpha", &[("Ask", &many), ("Tell", &many)]),
        )
        .release("2022-01-02", "1.0.1");
    let site = repository.made(&[]);
    let page = lines(&text(&site, "releases/1.0.1/alpha.html"));
    let count = |line: &str| page.iter().filter(|it| it.contains(line)).count();
    // Requests and responses, in Python and in Rust.
    assert!(count("400 lines, 400 new, as in Ask") > 1);
    for line in [
        "MemberOfALargeStructure7='string',",
        "'MemberOfALargeStructure7': 'string',",
    ] {
        assert_eq!(page.iter().filter(|it| *it == line).count(), 1, "{line}");
    }
    assert!(count("The line is longer. The syntax below marks all new members.") > 1);
    well_formed("alpha.html", &text(&site, "releases/1.0.1/alpha.html"));
}
