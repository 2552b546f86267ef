//! Comparing two models: a minimal pair of models for every rule, in `tests/changes`.

mod reach;
mod traits;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{load, model};
use tinsmith_model::{
    Changes, Compatibility, Level, Model, Node, OperationStatus, Operations, Reach, Rule, Side,
    Subject, compare,
};

fn side(model: &Model) -> Side<'_> {
    Side {
        model,
        service: None,
    }
}

fn changes(old: &Model, new: &Model) -> Changes {
    limited(old, new, &Operations::All)
}

fn limited(old: &Model, new: &Model, operations: &Operations) -> Changes {
    compare(side(old), side(new), operations).unwrap_or_else(|problems| panic!("{problems}"))
}

fn named(names: &[&str]) -> Operations {
    Operations::Named(names.iter().map(|name| (*name).to_owned()).collect())
}

fn rules(changes: &Changes) -> Vec<Rule> {
    let mut rules: Vec<Rule> = changes.changes.iter().map(|change| change.rule).collect();
    rules.sort();
    rules
}

/// One pair of models.
struct Pair {
    name: String,
    old: String,
    new: String,
    expected: Vec<String>,
}

fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    let text = |path: PathBuf| {
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    };
    let pairs = folders.into_iter().map(|folder| {
        let name = folder.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(folder.join("expected"));
        let expected = expected.unwrap_or_else(|_| name.clone());
        Pair {
            old: text(folder.join("old.json")),
            new: text(folder.join("new.json")),
            expected: expected.lines().map(str::to_owned).collect(),
            name,
        }
    });
    pairs.collect()
}

fn rule(name: &str) -> Rule {
    let mut all = Rule::ALL.iter();
    *all.find(|rule| rule.name() == name)
        .unwrap_or_else(|| panic!("no rule {name}"))
}

/// The same document with the order of keys, and of everything else without a meaning, reversed.
fn reversed(document: &str) -> String {
    fn turn(key: &str, node: Node) -> Node {
        match node {
            Node::Object(entries) => {
                let entries = entries.into_iter().rev();
                Node::Object(
                    entries
                        .map(|(key, node)| (key.clone(), turn(&key, node)))
                        .collect(),
                )
            }
            Node::Array(mut items) if ["operations", "errors", "resources"].contains(&key) => {
                items.reverse();
                Node::Array(items)
            }
            node => node,
        }
    }
    let node: Node = serde_json::from_str(document).expect("valid JSON");
    turn("", node).to_string()
}

#[test]
fn every_rule_has_a_pair_that_shows_it_and_its_inverse() {
    let pairs = pairs();
    let names: BTreeSet<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    let all = Rule::ALL.iter().map(|rule| rule.name());
    // A service that only one model has is no pair.
    let all: BTreeSet<&str> = all
        .filter(|name| !["service-added", "service-removed"].contains(name))
        .collect();
    assert_eq!(names, all);
    let mut wrong = Vec::new();
    for pair in &pairs {
        let (old, new) = (load(&pair.old), load(&pair.new));
        let expected: BTreeSet<Rule> = pair.expected.iter().map(|name| rule(name)).collect();
        assert!(expected.contains(&rule(&pair.name)), "{}", pair.name);
        let inverse: BTreeSet<Rule> = expected.iter().map(|rule| rule.inverse()).collect();
        for (expected, found) in [
            (expected, changes(&old, &new)),
            (inverse, changes(&new, &old)),
        ] {
            let found = rules(&found);
            if found != Vec::from_iter(expected.iter().copied()) {
                wrong.push(format!("{}: {found:?} instead of {expected:?}", pair.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A service in which `Put` sends the same shape that `Get` returns.
const BOTH_WAYS: &str = r#"
    "a#Service":{"type":"service","version":"1","operations":[{"target":"a#Put"},{"target":"a#Get"}]},
    "a#Put":{"type":"operation","input":{"target":"a#PutInput"}},
    "a#Get":{"type":"operation","output":{"target":"a#GetOutput"}},
    "a#PutInput":{"type":"structure","members":{"it":{"target":"a#P"}}},
    "a#GetOutput":{"type":"structure","members":{"it":{"target":"a#P"}}},
    "a#P":{"type":"structure","members":{
        "a":{"target":"smithy.api#String"<REQUIRED>},"e":{"target":"a#E"},"u":{"target":"a#U"},"n":{"target":"a#N"}
        <MEMBER>}},
    "a#E":{"type":"enum","members":{"ONE":{"target":"smithy.api#Unit"}<VALUE>}},
    "a#U":{"type":"union","members":{"one":{"target":"smithy.api#String"}<VARIANT>}},
    "a#N":{"type":"string","traits":{"smithy.api#length":{"max":<MAX>}}}"#;

/// The placeholders in [`BOTH_WAYS`], each with its text in the old and the new model.
const DIFFERENCES: [(&str, &str, &str); 5] = [
    ("<REQUIRED>", "", r#","traits":{"smithy.api#required":{}}"#),
    (
        "<MEMBER>",
        "",
        r#","b":{"target":"smithy.api#String","traits":{"smithy.api#required":{}}}"#,
    ),
    ("<VALUE>", r#","TWO":{"target":"smithy.api#Unit"}"#, ""),
    ("<VARIANT>", r#","two":{"target":"smithy.api#String"}"#, ""),
    ("<MAX>", "9", "8"),
];

/// The old and the new model, with one of the differences.
fn both_ways(difference: usize) -> (Model, Model) {
    let (mut old, mut new) = (BOTH_WAYS.to_owned(), BOTH_WAYS.to_owned());
    for (index, (place, before, after)) in DIFFERENCES.into_iter().enumerate() {
        old = old.replace(place, before);
        new = new.replace(place, if index == difference { after } else { before });
    }
    (model(&old), model(&new))
}

#[test]
fn each_direction_has_its_own_verdict() {
    for (index, (place, ..)) in DIFFERENCES.into_iter().enumerate() {
        let (old, new) = both_ways(index);
        let changes = changes(&old, &new);
        let verdicts = changes.changes.iter().flat_map(|change| {
            let of = |reach: &Reach| (reach.operation.clone(), change.verdict.wire);
            change.reach.iter().map(of)
        });
        let mut verdicts: Vec<(String, Compatibility)> = verdicts.collect();
        verdicts.sort();
        let expected = [
            ("Get".to_owned(), Compatibility::Compatible),
            ("Put".to_owned(), Compatibility::Incompatible),
        ];
        assert_eq!(verdicts, expected, "{place}");
    }
}

#[test]
fn an_operation_alone_has_the_verdicts_of_the_whole_service() {
    for (index, (place, ..)) in DIFFERENCES.into_iter().enumerate() {
        let (old, new) = both_ways(index);
        let whole = changes(&old, &new);
        for operation in ["Put", "Get"] {
            let alone = limited(&old, &new, &named(&[operation]));
            let rules = |changes: &Changes| -> Vec<Rule> {
                changes.of_operation(operation).map(|it| it.rule).collect()
            };
            assert_eq!(rules(&alone), rules(&whole), "{place} of {operation}");
            assert_eq!(rules(&alone).len(), 1, "{place} of {operation}");
        }
    }
}

#[test]
fn a_model_equals_itself_in_whatever_order() {
    for pair in pairs() {
        for document in [&pair.old, &pair.new] {
            let (one, other) = (load(document), load(&reversed(document)));
            assert_eq!(changes(&one, &one), Changes::default(), "{}", pair.name);
            assert_eq!(changes(&one, &other), Changes::default(), "{}", pair.name);
        }
    }
}

#[test]
fn the_order_of_a_model_does_not_show_in_its_changes() {
    for pair in pairs() {
        let there = changes(&load(&pair.old), &load(&pair.new));
        let turned = changes(&load(&reversed(&pair.old)), &load(&reversed(&pair.new)));
        assert_eq!(there, turned, "{}", pair.name);
    }
}

#[test]
fn names_are_unique_and_inverses_lead_back() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        let there = rule.inverse();
        assert_eq!(there.inverse().inverse(), there, "{rule:?}");
        assert!(!rule.describe().is_empty());
        assert!(!rule.verdict().wire_reason.is_empty() && !rule.verdict().rust_reason.is_empty());
        let (name, inverse) = (rule.name(), there.name());
        assert!(
            !name.ends_with("-added") || inverse.ends_with("-removed"),
            "{name}"
        );
        assert!(
            !name.ends_with("-removed") || inverse.ends_with("-added"),
            "{name}"
        );
    }
}

#[test]
fn a_target_that_becomes_a_structure_is_one_change() {
    let shapes = |thing: &str| {
        model(&format!(
            r#""a#Service":{{"type":"service","version":"1","operations":[{{"target":"a#Get"}}]}},
            "a#Get":{{"type":"operation","output":{{"target":"a#Out"}}}},
            "a#Out":{{"type":"structure","members":{{
                "it":{{"target":"a#Thing","traits":{{"smithy.api#required":{{}}}}}}}}}},
            "a#Thing":{thing}"#
        ))
    };
    let old = shapes(r#"{"type":"string"}"#);
    let new = shapes(r#"{"type":"structure","members":{}}"#);
    assert_eq!(rules(&changes(&old, &new)), [Rule::ShapeKindChanged]);
}

#[test]
fn events_that_an_output_comes_to_require_make_build_fail() {
    let with = |members: &str| {
        model(&format!(
            r#""a#Service": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}]}},
            "a#Act": {{"type": "operation", "output": {{"target": "a#ActOutput"}}}},
            "a#ActOutput": {{"type": "structure", "members": {{{members}}}}},
            "a#Event": {{"type": "structure", "members": {{}}}},
            "a#Events": {{"type": "union", "traits": {{"smithy.api#streaming": {{}}}},
                "members": {{"event": {{"target": "a#Event"}}}}}}"#
        ))
    };
    let old = with("");
    let new = with(r#""events": {"target": "a#Events", "traits": {"smithy.api#required": {}}}"#);
    let rules = rules(&changes(&old, &new));
    assert_eq!(rules, [Rule::FirstRequiredMemberAdded]);
    assert_eq!(rules[0].verdict().rust, Level::Major);
}

#[test]
fn documentation_alone_does_not_update_an_operation() {
    let pair = |name: &str| pairs().into_iter().find(|pair| pair.name == name);
    let pair = pair("documentation-changed").expect("a pair");
    let found = changes(&load(&pair.old), &load(&pair.new));
    assert_eq!(found.operations(), [("Act", OperationStatus::Documented)]);
    assert_eq!(found.level(), Level::Patch);
}

#[test]
fn white_space_in_documentation_is_no_change() {
    let document = |text: &str| {
        let operation = serde_json::json!({
            "type": "operation",
            "traits": {"smithy.api#documentation": text},
        });
        let service = serde_json::json!({
            "type": "service", "version": "1", "operations": [{"target": "a#Act"}],
        });
        serde_json::json!({"smithy": "2.0", "shapes": {"a#S": service, "a#Act": operation}})
    };
    let load = |text| load(&document(text).to_string());
    let (old, new) = (load("<p>Acts\n   twice.</p>"), load("<p>Acts twice.</p>"));
    assert_eq!(rules(&changes(&old, &new)), []);
    let new = load("<p>Acts once.</p>");
    assert_eq!(rules(&changes(&old, &new)), [Rule::DocumentationChanged]);
}

#[test]
fn the_two_published_models_differ_by_two_members() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("connect");
    let read = |name: &str| {
        Model::load(&[folder.join(name)]).unwrap_or_else(|problems| panic!("{problems}"))
    };
    let (old, new) = (read("2022-10-12.json"), read("2022-10-13.json"));
    let found = changes(&old, &new);
    assert_eq!(rules(&found), [Rule::MemberAdded; 2]);
    for (change, name) in found.changes.iter().zip(["Mobile", "SecondaryEmail"]) {
        let subject = Subject::Member {
            shape: "UserIdentityInfo".into(),
            member: name.into(),
        };
        assert_eq!(change.subject, subject);
        let reach: Vec<String> = change
            .reach
            .iter()
            .map(|reach| {
                format!(
                    "{} {:?} {}",
                    reach.operation,
                    reach.part,
                    reach.path.join(".")
                )
            })
            .collect();
        assert_eq!(
            reach,
            [
                format!("CreateUser Request IdentityInfo.{name}"),
                format!("DescribeUser Response User.IdentityInfo.{name}"),
                format!("UpdateUserIdentityInfo Request IdentityInfo.{name}"),
            ]
        );
    }
    assert_eq!(found.level(), Level::Minor);
    assert_eq!(found.operations().len(), 3);
    assert_eq!(changes(&old, &old), Changes::default());
    let inverse = changes(&new, &old);
    assert_eq!(rules(&inverse), [Rule::MemberRemoved; 2]);
    assert_eq!(inverse.operations(), found.operations());
}
