//! Changes of members whose meaning depends on a protocol, a place or a value: traits, constraints and sizes of numbers.

use tinsmith_model::{Changes, Compatibility, Node, Rule, Subject};

use super::{changes, rules};
use crate::support::model;

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
fn integers_of_other_sizes_break_the_side_that_gets_too_large_a_number() {
    let member = |target: &str| format!(r#""m":{{"target":"smithy.api#{target}"}}"#);
    for (old, new, in_request, in_response) in [
        (
            "Integer",
            "Long",
            Rule::NumberWidenedInRequest,
            Rule::NumberWidened,
        ),
        (
            "Byte",
            "Short",
            Rule::NumberWidenedInRequest,
            Rule::NumberWidened,
        ),
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
    for (rule, wire) in [
        (Rule::NumberWidened, Compatibility::Incompatible),
        (Rule::NumberWidenedInRequest, Compatibility::Compatible),
        (Rule::NumberNarrowed, Compatibility::Compatible),
        (Rule::NumberNarrowedInRequest, Compatibility::Incompatible),
    ] {
        assert_eq!(rule.verdict().wire, wire, "{rule:?}");
    }
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
fn the_size_of_an_integer_shows_in_headers_of_events_alone() {
    let shapes = |in_input: &str, in_header: &str, size: &str| {
        model(&format!(
            r#""a#Service":{{"type":"service","version":"1","operations":[{{"target":"a#Act"}}]}},
            "a#Act":{{"type":"operation","input":{{"target":"a#In"}},"output":{{"target":"a#Out"}}}},
            "a#In":{{"type":"structure","members":{{"m":{{"target":"{in_input}"}}}}}},
            "a#Out":{{"type":"structure","members":{{"events":{{"target":"a#Events"}}}}}},
            "a#Events":{{"type":"union","traits":{{"smithy.api#streaming":{{}}}},
                "members":{{"one":{{"target":"a#Event"}}}}}},
            "a#Event":{{"type":"structure","members":{{
                "h":{{"target":"{in_header}","traits":{{"smithy.api#eventHeader":{{}}}}}}}}}},
            "a#N":{{"type":"{size}"}}"#
        ))
    };
    let (integer, long) = ("smithy.api#Integer", "smithy.api#Long");
    let old = shapes(integer, integer, "integer");
    let in_input = changes(&old, &shapes(long, integer, "integer"));
    assert_eq!(rules(&in_input), [Rule::NumberWidenedInRequest]);
    let in_header = changes(&old, &shapes(integer, long, "integer"));
    assert_eq!(rules(&in_header), [Rule::MemberTargetChanged]);
    // A shape of the model that is the target of a header.
    let both = changes(
        &shapes(integer, "a#N", "integer"),
        &shapes(integer, "a#N", "long"),
    );
    assert_eq!(rules(&both), [Rule::ShapeKindChanged]);
    let other = changes(
        &shapes("a#N", integer, "integer"),
        &shapes("a#N", integer, "long"),
    );
    assert_eq!(rules(&other), [Rule::NumberWidenedInRequest]);
}

#[test]
fn bounds_that_are_equal_as_floats_only_are_a_change() {
    let member = |range: &str| {
        format!(r#""m":{{"target":"smithy.api#Long","traits":{{"smithy.api#range":{{{range}}}}}}}"#)
    };
    let changed = &[Rule::ConstraintChangedInRequest][..];
    let tightened = &[Rule::ConstraintTightenedInRequest][..];
    for (old, new, expected) in [
        (
            r#""max":9007199254740992"#,
            r#""max":9007199254740993"#,
            changed,
        ),
        (
            r#""min":1,"max":9007199254740992"#,
            r#""min":2,"max":9007199254740993"#,
            changed,
        ),
        (
            r#""max":9007199254740993"#,
            r#""min":0,"max":9007199254740993"#,
            tightened,
        ),
        (r#""max":1"#, r#""max":1.0"#, &[]),
    ] {
        let found = of_member("<IN>", &member(old), &member(new));
        assert_eq!(found, expected, "{old} to {new}");
    }
}

#[test]
fn a_host_prefix_beside_others_changes_no_setting() {
    let of = |prefixes: [&str; 2]| {
        let [one, other] = prefixes.map(|prefix| match prefix {
            "" => String::new(),
            _ => format!(r#""smithy.api#endpoint":{{"hostPrefix":"{prefix}"}}"#),
        });
        model(&format!(
            r#""a#Service":{{"type":"service","version":"1","operations":[{{"target":"a#One"}},{{"target":"a#Other"}}]}},
            "a#One":{{"type":"operation","traits":{{{one}}}}},
            "a#Other":{{"type":"operation","traits":{{{other}}}}}"#
        ))
    };
    let (none, one, both) = (of(["", ""]), of(["a.", ""]), of(["a.", "b."]));
    for (old, new, rule) in [
        (&none, &one, Rule::FirstHostPrefixAdded),
        (&one, &both, Rule::HostPrefixAdded),
        (&both, &one, Rule::HostPrefixRemoved),
        (&one, &none, Rule::LastHostPrefixRemoved),
    ] {
        assert_eq!(rules(&changes(old, new)), [rule]);
    }
}
