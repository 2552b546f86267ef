//! The operations that a change reaches, and by which members.

use tinsmith_model::{
    Changes, Compatibility, Level, Node, OperationStatus, Part, Rule, Subject, compare,
};

use super::{changes, limited, named, rules, side};
use crate::support::model;

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
