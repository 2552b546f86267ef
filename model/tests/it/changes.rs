//! Comparing two models: a minimal pair of models for every rule, in `tests/changes`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{load, model};
use tinsmith_model::{
    Changes, Compatibility, Level, Model, Node, OperationStatus, Operations, Part, Reach, Rule,
    Side, Subject, compare,
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

/// `Operation part path`, one for each way by which the only change is reached.
fn reach(changes: &Changes) -> Vec<String> {
    let [change] = &changes.changes[..] else {
        panic!("one change expected, found {changes:#?}");
    };
    let reach = change.reach.iter().map(|reach| {
        let path = reach.path.join(".");
        format!("{} {:?} {path}", reach.operation, reach.part)
    });
    reach.collect()
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

const PROTOCOLS: [&str; 8] = [
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// The changes when a trait is added to a member of an input, an operation or an error, in a service with this
/// protocol.
fn with_trait(protocol: &str, place: &str, id: &str, value: &str) -> Changes {
    let traits = format!(r#""{id}":{value}"#);
    let shapes = |traits: &str| {
        let text = r#"
            "a#Service":{"type":"service","version":"1","operations":[{"target":"a#Act"}],
                "traits":{"<PROTOCOL>":{}}},
            "a#Act":{"type":"operation","input":{"target":"a#In"},"errors":[{"target":"a#Bad"}],
                "traits":{<OPERATION>}},
            "a#In":{"type":"structure","members":{"it":{"target":"smithy.api#String","traits":{<MEMBER>}},
                "when":{"target":"smithy.api#Timestamp","traits":{<TIME>}}}},
            "a#Bad":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"<ERROR>}}"#;
        let text = text.replace("<PROTOCOL>", protocol).replace(place, traits);
        let others = ["<OPERATION>", "<MEMBER>", "<TIME>", "<ERROR>"].into_iter();
        model(&others.fold(text, |text, other| text.replace(other, "")))
    };
    let comma = if place == "<ERROR>" { "," } else { "" };
    changes(&shapes(""), &shapes(&format!("{comma}{traits}")))
}

#[test]
fn a_trait_counts_where_a_protocol_of_the_service_reads_it() {
    let http = r#"{"method":"POST","uri":"/"}"#;
    let (rest, xml) = (
        &["restJson1", "restXml"][..],
        &["restXml", "awsQuery", "ec2Query"][..],
    );
    let cases = [
        (
            "<MEMBER>",
            "smithy.api#jsonName",
            r#""n""#,
            &["restJson1"][..],
        ),
        ("<MEMBER>", "smithy.api#xmlName", r#""n""#, xml),
        ("<MEMBER>", "smithy.api#xmlAttribute", "{}", xml),
        (
            "<MEMBER>",
            "aws.protocols#ec2QueryName",
            r#""N""#,
            &["ec2Query"],
        ),
        ("<MEMBER>", "smithy.api#httpHeader", r#""n""#, rest),
        ("<MEMBER>", "smithy.api#httpQuery", r#""n""#, rest),
        ("<MEMBER>", "smithy.api#httpPayload", "{}", rest),
        ("<MEMBER>", "smithy.api#mediaType", r#""text/plain""#, rest),
        ("<OPERATION>", "smithy.api#http", http, rest),
        (
            "<ERROR>",
            "aws.protocols#awsQueryError",
            r#"{"code":"B","httpResponseCode":400}"#,
            &["awsQuery"],
        ),
        (
            "<TIME>",
            "smithy.api#timestampFormat",
            r#""http-date""#,
            &[
                "awsJson1_0",
                "awsJson1_1",
                "awsQuery",
                "ec2Query",
                "restJson1",
                "restXml",
            ],
        ),
    ];
    for (place, id, value, readers) in cases {
        for protocol in PROTOCOLS {
            let changes = with_trait(protocol, place, id, value);
            let [change] = &changes.changes[..] else {
                panic!("{id} in {protocol}: {changes:#?}");
            };
            let reads = readers
                .iter()
                .any(|it| protocol.ends_with(&format!("#{it}")));
            let is_incompatible = change.verdict.wire == Compatibility::Incompatible;
            assert_eq!(
                is_incompatible, reads,
                "{id} in {protocol}: {:?}",
                change.rule
            );
            assert_eq!(
                change.rule == Rule::TraitAdded,
                !reads,
                "{id} in {protocol}"
            );
        }
    }
}

#[test]
fn every_protocol_that_is_added_is_a_change_of_protocols() {
    for protocol in PROTOCOLS {
        let service = |traits: &str| {
            let text = r#""a#Service":{"type":"service","version":"1","traits":{<TRAITS>}}"#;
            model(&text.replace("<TRAITS>", traits))
        };
        let changes = changes(&service(""), &service(&format!(r#""{protocol}":{{}}"#)));
        assert_eq!(rules(&changes), [Rule::ProtocolAdded], "{protocol}");
    }
}

#[test]
fn a_timestamp_format_that_is_the_default_is_no_change() {
    let defaults = [
        ("awsJson1_0", "epoch-seconds"),
        ("awsJson1_1", "epoch-seconds"),
        ("awsQuery", "date-time"),
        ("ec2Query", "date-time"),
        ("restJson1", "epoch-seconds"),
        ("restXml", "date-time"),
    ];
    for (protocol, default) in defaults {
        let id = format!("aws.protocols#{protocol}");
        for format in ["date-time", "epoch-seconds", "http-date"] {
            let value = format!("{format:?}");
            let changes = with_trait(&id, "<TIME>", "smithy.api#timestampFormat", &value);
            assert_eq!(
                changes.changes.is_empty(),
                format == default,
                "{format} in {protocol}"
            );
        }
    }
    // Headers and bodies have different defaults, and here the same shape is in both.
    let shapes = |target: &str, header: &str| {
        let text = r#"
            "a#Service":{"type":"service","version":"1","operations":[{"target":"a#Act"}],
                "traits":{"aws.protocols#restJson1":{}}},
            "a#Act":{"type":"operation","input":{"target":"a#In"},
                "traits":{"smithy.api#http":{"method":"POST","uri":"/"}}},
            "a#In":{"type":"structure","members":{
                "here":{"target":"a#Time","traits":{"smithy.api#httpHeader":"h"<HEADER>}},"there":{"target":"a#Time"}}},
            "a#Time":{"type":"timestamp","traits":{<TARGET>}}"#;
        model(&text.replace("<TARGET>", target).replace("<HEADER>", header))
    };
    let epoch = r#""smithy.api#timestampFormat":"epoch-seconds""#;
    let in_header = r#","smithy.api#timestampFormat":"http-date""#;
    let both = changes(&shapes("", ""), &shapes(epoch, ""));
    assert_eq!(rules(&both), [Rule::TimestampFormatAdded]);
    let in_body = changes(&shapes("", in_header), &shapes(epoch, in_header));
    assert_eq!(rules(&in_body), []);
    let header = changes(&shapes("", ""), &shapes("", in_header));
    assert_eq!(rules(&header), []);
}

/// The rules that apply when the member of the operation's input, output or of a structure in its input changes.
fn of_member(place: &str, old: &str, new: &str) -> Vec<Rule> {
    let shapes = |member: &str| {
        let text = r#"
            "a#Service":{"type":"service","version":"1","operations":[{"target":"a#Act"}],
                "traits":{"aws.protocols#restJson1":{}}},
            "a#Act":{"type":"operation","input":{"target":"a#In"},"output":{"target":"a#Out"},
                "traits":{"smithy.api#http":{"method":"POST","uri":"/{it}"}}},
            "a#In":{"type":"structure","members":{<IN>"held":{"target":"a#Held"},
                "it":{"target":"smithy.api#String","traits":{"smithy.api#httpLabel":{},"smithy.api#required":{}}}}},
            "a#Out":{"type":"structure","members":{<OUT>}},
            "a#Held":{"type":"structure","members":{<HELD>}}"#;
        let text = match place {
            "<IN>" => text.replace(place, &format!("{member},")),
            _ => text.replace(place, member),
        };
        let others = ["<IN>", "<OUT>", "<HELD>"].into_iter();
        model(&others.fold(text, |text, other| text.replace(other, "")))
    };
    rules(&changes(&shapes(old), &shapes(new)))
}

#[test]
fn required_is_no_change_where_the_member_is_sent_anyway() {
    let member =
        |traits: &str| format!(r#""m":{{"target":"smithy.api#String","traits":{{{traits}}}}}"#);
    let token = r#""smithy.api#idempotencyToken":{}"#;
    let required = r#""smithy.api#required":{}"#;
    let (old, new) = (member(token), member(&format!("{token},{required}")));
    assert_eq!(of_member("<IN>", &old, &new), []);
    // Clients make up tokens of inputs only.
    let in_structure = of_member("<HELD>", &old, &new);
    assert_eq!(in_structure, [Rule::MemberPlainInRequest]);
    let plain = of_member("<IN>", &member(""), &member(required));
    assert_eq!(plain, [Rule::MemberRequiredInRequest]);
}

#[test]
fn bindings_count_in_inputs_outputs_and_errors() {
    let member =
        |traits: &str| format!(r#""m":{{"target":"smithy.api#String","traits":{{{traits}}}}}"#);
    let (old, new) = (member(""), member(r#""smithy.api#httpHeader":"x""#));
    assert_eq!(of_member("<IN>", &old, &new), [Rule::HttpBindingAdded]);
    assert_eq!(of_member("<OUT>", &old, &new), [Rule::HttpBindingAdded]);
    assert_eq!(of_member("<HELD>", &old, &new), [Rule::TraitAdded]);
}

#[test]
fn a_constraint_that_allows_the_same_is_no_change() {
    let member =
        |traits: &str| format!(r#""m":{{"target":"smithy.api#String","traits":{{{traits}}}}}"#);
    let length = |value: &str| format!(r#""smithy.api#length":{{{value}}}"#);
    let pattern = |value: &str| format!(r#""smithy.api#pattern":{value:?}"#);
    let tightened = &[Rule::ConstraintTightenedInRequest][..];
    let loosened = &[Rule::ConstraintLoosenedInRequest][..];
    for (old, new, expected) in [
        (length(r#""max":9"#), length(r#""min":0,"max":9"#), &[][..]),
        (length(r#""min":0,"max":9"#), length(r#""max":9"#), &[]),
        (String::new(), length(r#""min":0"#), &[]),
        (
            length(r#""max":9"#),
            length(r#""min":1,"max":9"#),
            tightened,
        ),
        (
            length(r#""max":9"#),
            length(r#""min":0,"max":10"#),
            loosened,
        ),
        (String::new(), length(r#""max":9"#), tightened),
        (String::new(), pattern(r"[\s\S]*"), &[]),
        (pattern(r"^[\s\S]*$"), String::new(), &[]),
        (pattern("^a$"), pattern("a"), loosened),
        (
            pattern("a"),
            pattern("b"),
            &[Rule::ConstraintChangedInRequest],
        ),
    ] {
        let found = of_member("<IN>", &member(&old), &member(&new));
        assert_eq!(found, expected, "{old} to {new}");
    }
}

#[test]
fn a_type_is_new_to_an_operation_that_did_not_have_it() {
    // `Get` returned the enum before and after, `Put` comes to send it.
    let shapes = |value: &str, member: &str| {
        let text = r#"
            "a#Service":{"type":"service","version":"1","operations":[{"target":"a#Put"},{"target":"a#Get"}]},
            "a#Put":{"type":"operation","input":{"target":"a#In"}},
            "a#Get":{"type":"operation","output":{"target":"a#Out"}},
            "a#In":{"type":"structure","members":{<MEMBER>}},
            "a#Out":{"type":"structure","members":{"it":{"target":"a#E"}}},
            "a#E":{"type":"enum","members":{"ONE":{"target":"smithy.api#Unit"}<VALUE>}}"#;
        model(&text.replace("<VALUE>", value).replace("<MEMBER>", member))
    };
    let old = shapes(r#","TWO":{"target":"smithy.api#Unit"}"#, "");
    let new = shapes("", r#""it":{"target":"a#E"}"#);
    let changes = changes(&old, &new);
    let of = |operation| -> Vec<Rule> {
        let changes = changes.of_operation(operation);
        changes.map(|change| change.rule).collect()
    };
    assert_eq!(of("Get"), [Rule::EnumValueRemoved]);
    assert_eq!(of("Put"), [Rule::MemberAdded]);
}

#[test]
fn integers_of_other_sizes_have_the_same_bytes() {
    let member = |target: &str| format!(r#""m":{{"target":"smithy.api#{target}"}}"#);
    for (old, new, in_request, in_response) in [
        ("Integer", "Long", Rule::NumberWidened, Rule::NumberWidened),
        ("Byte", "Short", Rule::NumberWidened, Rule::NumberWidened),
        (
            "Long",
            "Integer",
            Rule::NumberNarrowedInRequest,
            Rule::NumberNarrowed,
        ),
        (
            "Integer",
            "Float",
            Rule::MemberTargetChanged,
            Rule::MemberTargetChanged,
        ),
        (
            "Integer",
            "String",
            Rule::MemberTargetChanged,
            Rule::MemberTargetChanged,
        ),
    ] {
        assert_eq!(of_member("<IN>", &member(old), &member(new)), [in_request]);
        assert_eq!(
            of_member("<OUT>", &member(old), &member(new)),
            [in_response]
        );
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

const NESTED: &str = r#"
    "a#Service":{"type":"service","version":"1",
        "operations":[{"target":"a#Put"},{"target":"a#Get"},{"target":"a#Ping"}],"errors":[{"target":"a#Broken"}]},
    "a#Put":{"type":"operation","input":{"target":"a#PutInput"}},
    "a#Get":{"type":"operation","output":{"target":"a#GetOutput"}},
    "a#Ping":{"type":"operation"},
    "a#PutInput":{"type":"structure","members":{"far":{"target":"a#Trees"},"near":{"target":"a#Tree"}}},
    "a#GetOutput":{"type":"structure","members":{"all":{"target":"a#Trees"},"names":{"target":"a#Names"}}},
    "a#Trees":{"type":"list","member":{"target":"a#Tree"}},
    "a#Tree":{"type":"structure","members":{"children":{"target":"a#ByName"},"left":{"target":"a#Tree"}<MEMBER>}},
    "a#ByName":{"type":"map","key":{"target":"a#Name"},"value":{"target":"a#Tree"}},
    "a#Names":{"type":"map","key":{"target":"a#Name"},"value":{"target":"smithy.api#String"}},
    "a#Name":{"type":"enum","members":{"ONE":{"target":"smithy.api#Unit"}<VALUE>}},
    "a#Broken":{"type":"structure","members":{<ERROR>},"traits":{"smithy.api#error":"server"}}"#;

fn nested(member: &str, value: &str, error: &str) -> String {
    let shapes = NESTED.replace("<MEMBER>", member).replace("<VALUE>", value);
    shapes.replace("<ERROR>", error)
}

const SIZE: &str = r#","size":{"target":"smithy.api#Integer"}"#;
const TWO: &str = r#","TWO":{"target":"smithy.api#Unit"}"#;

#[test]
fn a_change_reaches_every_operation_by_the_shortest_way() {
    let old = model(&nested("", "", ""));
    let new = model(&nested(SIZE, "", ""));
    let found = changes(&old, &new);
    assert_eq!(
        reach(&found),
        ["Get Response all.member.size", "Put Request near.size"]
    );
    assert_eq!(reach(&changes(&new, &old)), reach(&found));
    let subject = Subject::Member {
        shape: "Tree".into(),
        member: "size".into(),
    };
    assert_eq!(found.changes[0].subject, subject);
    assert_eq!(found.of_operation("Put").count(), 1);
    assert_eq!(found.of_operation("Ping").count(), 0);
    let updated = OperationStatus::Updated;
    assert_eq!(found.operations(), [("Get", updated), ("Put", updated)]);
    assert_eq!(found.level(), Level::Minor);
    assert_eq!(found.compatibility(), Compatibility::Compatible);
}

#[test]
fn keys_of_maps_and_errors_are_ways_too() {
    let old = model(&nested("", "", ""));
    let value = changes(&old, &model(&nested("", TWO, "")));
    assert_eq!(
        reach(&value),
        ["Get Response names.key", "Put Request near.children.key"]
    );
    let error = r#""why":{"target":"smithy.api#String"}"#;
    let found = changes(&old, &model(&nested("", "", error)));
    assert_eq!(
        reach(&found),
        ["Get Error why", "Ping Error why", "Put Error why"]
    );
    assert_eq!(found.changes[0].reach[0].part, Part::Error);
    assert_eq!(found.operations()[0], ("Get", OperationStatus::Adjusted));
}

#[test]
fn limits_hide_other_operations_and_what_only_they_reach() {
    let (old, new) = (model(&nested("", "", "")), model(&nested(SIZE, "", "")));
    let put = limited(&old, &new, &named(&["Put"]));
    assert_eq!(reach(&put), ["Put Request near.size"]);
    assert_eq!(limited(&old, &new, &named(&["Ping"])), Changes::default());
    let less = nested("", "", "").replace(r#",{"target":"a#Ping"}"#, "");
    let less = model(&less);
    let removed = limited(&old, &less, &named(&["Ping"]));
    assert_eq!(rules(&removed), [Rule::OperationRemoved]);
    assert_eq!(removed.operations(), [("Ping", OperationStatus::Removed)]);
    let added = limited(&less, &old, &named(&["a#Ping", "Put"]));
    assert_eq!(rules(&added), [Rule::OperationAdded]);
    assert_eq!(added.operations(), [("Ping", OperationStatus::New)]);
    let nowhere = compare(side(&old), side(&less), &named(&["Ping", "Pung"]));
    let problems = nowhere.expect_err("no such operation").to_string();
    assert!(
        problems.contains("operation `Pung` does not exist"),
        "{problems}"
    );
    assert!(!problems.contains("`Ping` does not"), "{problems}");
}

#[test]
fn a_new_operation_is_not_told_of_shapes_it_shares() {
    let get = r#"{"target":"a#Get"},"#;
    let old = model(&nested("", "", "").replace(get, ""));
    let found = changes(&old, &model(&nested(SIZE, "", "")));
    assert_eq!(rules(&found), [Rule::OperationAdded, Rule::MemberAdded]);
    assert_eq!(
        found.operations(),
        [
            ("Get", OperationStatus::New),
            ("Put", OperationStatus::Updated)
        ]
    );
    assert_eq!(found.of_operation("Get").count(), 1);
}

#[test]
fn namespaces_and_names_that_show_nowhere_are_no_changes() {
    let shapes = nested("", "", "");
    let old = model(&shapes);
    for (name, other) in [
        ("a#", "b.c#"),
        ("a#PutInput", "a#PutRequest"),
        ("a#Trees", "a#Wood"),
        ("a#ByName", "a#Children"),
    ] {
        let new = model(&shapes.replace(name, other));
        assert_eq!(changes(&old, &new), Changes::default(), "{name}");
    }
    let renamed = shapes.replace("a#Tree\"", "a#Bush\"").replace(
        r#""version":"1","#,
        r#""version":"1","rename":{"a#Bush":"Tree"},"#,
    );
    assert_eq!(changes(&old, &model(&renamed)), Changes::default());
}

#[test]
fn a_name_that_shows_is_a_change_of_the_members_that_use_it() {
    let shapes = nested("", "", "");
    let new = model(&shapes.replace("a#Tree\"", "a#Bush\""));
    let found = changes(&model(&shapes), &new);
    assert_eq!(rules(&found), [Rule::MemberTargetRenamed; 3]);
    let first = &found.changes[0];
    assert_eq!(first.old, Some(Node::String("Tree".into())));
    assert_eq!(first.new, Some(Node::String("Bush".into())));
}

#[test]
fn a_constraint_is_the_members_where_its_target_has_another_name() {
    let shapes = |name: &str, max: u8| {
        model(&format!(
            r#""a#Service":{{"type":"service","version":"1","operations":[{{"target":"a#Put"}}]}},
            "a#Put":{{"type":"operation","input":{{"target":"a#In"}}}},
            "a#In":{{"type":"structure","members":{{"it":{{"target":"a#{name}"}}}}}},
            "a#{name}":{{"type":"string","traits":{{"smithy.api#length":{{"max":{max}}}}}}}"#
        ))
    };
    assert_eq!(
        changes(&shapes("A", 9), &shapes("B", 9)),
        Changes::default()
    );
    let same = changes(&shapes("A", 9), &shapes("A", 8));
    assert_eq!(same.changes[0].subject, Subject::Shape("A".into()));
    let other = changes(&shapes("A", 9), &shapes("B", 8));
    let subject = Subject::Member {
        shape: "In".into(),
        member: "it".into(),
    };
    assert_eq!(other.changes[0].subject, subject);
    assert_eq!(rules(&other), [Rule::ConstraintTightenedInRequest]);
    let max = r#"{"smithy.api#length":{"max":8}}"#;
    assert_eq!(
        other.changes[0]
            .new
            .as_ref()
            .map(Node::to_string)
            .as_deref(),
        Some(max)
    );
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
fn depth_does_not_matter() {
    let shapes = |last: &str| {
        let mut shapes =
            r#""a#Service":{"type":"service","version":"1","operations":[{"target":"a#Get"}]},
            "a#Get":{"type":"operation","output":{"target":"a#S0"}},"#
                .to_owned();
        for depth in 0..20_000 {
            let next = depth + 1;
            shapes += &format!(
                r#""a#S{depth}":{{"type":"structure","members":{{"m":{{"target":"a#S{next}"}}}}}},"#
            );
        }
        model(&(shapes + &format!(r#""a#S20000":{{"type":"structure","members":{{{last}}}}}"#)))
    };
    let found = changes(
        &shapes(""),
        &shapes(r#""it":{"target":"smithy.api#String"}"#),
    );
    assert_eq!(rules(&found), [Rule::MemberAdded]);
    assert_eq!(found.changes[0].reach[0].path.len(), 20_001);
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
