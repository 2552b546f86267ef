//! The HTML page: its structure, its escapes and its policy.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use sha2::{Digest, Sha256};
use tinsmith_model::{Compatibility, Level, Node, Part, Rule, Subject};

use super::*;
use crate::report::page::{
    Block, ChangeLine, Excerpt, Language, Method, Parameter, Place, Run, ServicePage, Style,
    Syntax, SyntaxLine, TypeEntry,
};

const HOSTILE: &str = "</script></style></title><script>alert(1)</script>\">\
                       <img src=x onerror='a()'><!-- & &lt; ]]>";

const TAGS: [&str; 46] = [
    "a",
    "article",
    "blockquote",
    "body",
    "button",
    "code",
    "del",
    "details",
    "div",
    "em",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "wbr",
];

const ATTRIBUTES: [&str; 26] = [
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "autocomplete",
    "charset",
    "class",
    "colspan",
    "content",
    "data-head",
    "data-search",
    "data-status",
    "data-verdict",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "open",
    "rel",
    "role",
    "scope",
    "spellcheck",
    "tabindex",
    "type",
    "value",
];

/// What a reader of the page finds in it.
#[derive(Default)]
struct Found {
    tags: BTreeSet<String>,
    attributes: BTreeSet<String>,
    ids: Vec<String>,
    links: Vec<String>,
    text: String,
}

fn read(page: &str) -> Found {
    let mut found = Found::default();
    let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for token in Tokenizer::new(page) {
        match token {
            Ok(Token::StartTag(tag)) => {
                found.tags.insert(owned(&tag.name));
                for (name, value) in &tag.attributes {
                    match name.as_slice() {
                        b"id" => found.ids.push(owned(value)),
                        b"href" => found.links.push(owned(value)),
                        _ => {}
                    }
                    found.attributes.insert(owned(name));
                }
            }
            Ok(Token::String(text)) => found.text.push_str(&owned(&text)),
            Ok(Token::EndTag(_) | Token::Doctype(_)) => {}
            Ok(other) => panic!("{other:?}"),
            Err(error) => match error {},
        }
    }
    found
}

/// A report that has everything a report can have, each text being `text`.
fn report(text: &str, services: usize) -> Report {
    let own = || text.to_owned();
    let run = |style, link: Option<&str>| Run {
        text: own(),
        style,
        link: link.map(str::to_owned),
    };
    let runs = vec![
        run(Style::Plain, None),
        run(Style::Code, Some("javascript:alert(1)")),
        run(Style::Emphasis, Some("https://a.example/?a=\"><b>&c='")),
        run(Style::Strong, Some("mailto:a@b.example")),
    ];
    let paragraph = Block::Paragraph(runs.clone());
    let blocks = vec![
        paragraph.clone(),
        Block::Heading(runs.clone()),
        Block::Code(own()),
        Block::Quote(vec![paragraph.clone()]),
        Block::List {
            ordered: true,
            items: vec![vec![paragraph.clone()]],
        },
        Block::List {
            ordered: false,
            items: vec![vec![paragraph]],
        },
        Block::Table(vec![vec![runs.clone()], vec![runs]]),
    ];
    let line = |rust, wire| ChangeLine {
        rule: Rule::MemberAdded,
        subject: own(),
        about: Subject::Shape(own()),
        part: Some(Part::Request),
        path: own(),
        old: Some(Node::String(own())),
        new: Some(Node::String(own())),
        wire,
        rust,
        wire_reason: own(),
        rust_reason: own(),
        member: None,
        accepted: None,
    };
    let excerpt = Excerpt {
        part: Part::Response,
        text: own(),
    };
    let syntax = Syntax {
        lines: [false, true]
            .into_iter()
            .map(|changed| SyntaxLine {
                indent: 2,
                text: own(),
                changed,
            })
            .collect(),
    };
    let parameter = |children| Parameter {
        name: Some(own()),
        type_name: own(),
        shape: Some(own()),
        required: true,
        changed: true,
        description: blocks.clone(),
        children,
    };
    let method = |status, verdicts: Vec<ChangeLine>, whole: bool| Method {
        name: own(),
        status,
        types: vec![own()],
        rust: verdicts
            .iter()
            .map(|it| it.rust)
            .max()
            .unwrap_or(Level::None),
        wire: Compatibility::Compatible,
        added: vec![excerpt.clone()],
        removed: vec![excerpt.clone()],
        verdicts,
        description: blocks.clone(),
        request: whole.then(|| syntax.clone()),
        parameters: vec![parameter(vec![parameter(Vec::new())])],
        response: Some(syntax.clone()),
        response_structure: Vec::new(),
    };
    let broken = line(Level::Major, Compatibility::Incompatible);
    let calm = line(Level::Patch, Compatibility::Compatible);
    let service = ServicePage {
        name: own(),
        id: own(),
        level: Level::Major,
        compatibility: Compatibility::Incompatible,
        file: own(),
        // One that is told of the type, since it reaches two operations, and one of the service.
        changes: vec![
            Distinct {
                line: broken.clone(),
                reach: [own(), format!("{text}2")]
                    .map(|operation| Place {
                        operation,
                        part: Part::Request,
                        path: own(),
                    })
                    .into(),
            },
            Distinct {
                line: broken.clone(),
                reach: Vec::new(),
            },
        ],
        other: vec![broken.clone()],
        methods: vec![
            method(Status::Removed, Vec::new(), true),
            method(Status::Updated, vec![broken.clone()], true),
            method(Status::Documented, vec![calm; 20], true),
            method(Status::New, Vec::new(), false),
        ],
        types: vec![TypeEntry {
            name: own(),
            kind: own(),
            status: Status::New,
            verdicts: vec![ChangeLine {
                member: Some(parameter(Vec::new())),
                accepted: Some(own()),
                ..broken
            }],
            operations: vec![own(); 5],
            description: blocks.clone(),
            members: vec![parameter(Vec::new())],
            values: vec![own(); 2],
        }],
    };
    Report {
        unread: 2,
        title: Some(own()),
        note: Some(own()),
        inputs: Some([own(), own()]),
        language: Language::Rust,
        services: vec![service; services],
    }
}

#[test]
fn the_policy_allows_the_style_and_the_script_of_the_page() {
    for (name, source, hash) in [
        ("STYLE_HASH", STYLE, STYLE_HASH),
        ("SCRIPT_HASH", SCRIPT, SCRIPT_HASH),
    ] {
        // A browser hashes what it parsed, and that has no carriage returns.
        let digest = Sha256::digest(source.replace("\r\n", "\n"));
        let expected = base64_simd::STANDARD.encode_to_string(digest.as_slice());
        assert_eq!(hash, expected, "{name}");
        let start = if name == "STYLE_HASH" {
            "style"
        } else {
            "script"
        };
        assert!(!source.contains(&format!("</{start}")));
    }
    let page = write(&report("a", 1));
    assert!(page.contains(&format!("style-src 'sha256-{STYLE_HASH}'")));
    assert!(page.contains(&format!("script-src 'sha256-{SCRIPT_HASH}'")));
}

#[test]
fn no_text_gets_through_as_markup() {
    for services in [1, 3] {
        let page = write(&report(HOSTILE, services));
        let found = read(&page);
        let known: BTreeSet<String> = TAGS.into_iter().map(str::to_owned).collect();
        assert_eq!(&found.tags - &known, BTreeSet::new());
        let known: BTreeSet<String> = ATTRIBUTES.into_iter().map(str::to_owned).collect();
        assert_eq!(&found.attributes - &known, BTreeSet::new());
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("<style").count(), 1);
        assert!(found.text.matches(HOSTILE).count() > 50 * services);
    }
}

#[test]
fn links_lead_to_the_web_or_into_the_page() {
    let found = read(&write(&report(HOSTILE, 3)));
    for link in &found.links {
        match link.strip_prefix('#') {
            Some(id) => assert!(found.ids.iter().any(|it| it == id), "{link}"),
            None => assert!(
                [
                    "https://a.example/?a=\"><b>&c='",
                    "mailto:a@b.example",
                    "data:,"
                ]
                .contains(&link.as_str()),
                "{link}"
            ),
        }
    }
    assert!(write(&report("a", 1)).contains(" rel=\"noreferrer noopener\">"));
}

#[test]
fn every_place_has_a_name_of_its_own() {
    for text in ["main", "Amplify UI Builder", "\u{5d0}\u{202e}", HOSTILE] {
        let found = read(&write(&report(text, 3)));
        let ids: BTreeSet<&String> = found.ids.iter().collect();
        assert_eq!(ids.len(), found.ids.len(), "{:?}", found.ids);
        let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(found.ids.iter().all(|id| id.chars().all(is_safe)));
    }
    let found = read(&write(&report("Get.Thing  1", 1)));
    for id in [
        "get-thing-1",
        "get-thing-1-Get-Thing-1",
        "get-thing-1-Get-Thing-1-2",
    ] {
        assert!(found.ids.iter().any(|it| it == id), "{id}: {:?}", found.ids);
    }
}

#[test]
fn what_stops_somebody_comes_first() {
    let page = write(&report("a", 2));
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(
        at("Verdict:</strong> MAJOR for Rust, INCOMPATIBLE on the wire") < at("id=\"breaking\"")
    );
    assert!(page.contains(">INCOMPLETE: 2 files could not be read</p>"));
    assert!(page.contains(">4 breaking changes</h2>"));
    assert!(at("id=\"breaking\"") < at("<form"));
    assert!(at("<form") < at("<nav"));
    assert!(at("<nav") < at("<main"));
}

#[test]
fn only_reports_with_more_than_a_few_entries_have_a_filter() {
    let mut few = report("a", 1);
    assert!(write(&few).contains("<form"));
    few.services[0].methods.truncate(1);
    assert!(!write(&few).contains("<form"));
    let empty = write(&report("a", 0));
    assert!(empty.contains("Nothing changed.") && !empty.contains("<nav"));
}
