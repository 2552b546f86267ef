//! A case for each row of the table of rules: a model, and the events of the rule.

mod cases;

use self::cases::CASES;
use super::{LintRule, RULES};
use crate::{Event, ModelFiles, Severity};

/// A model in the Smithy IDL, whose namespace is `example`. Further files follow, between lines of `---`.
fn files(shapes: &str) -> ModelFiles {
    let texts = shapes.split("\n---\n").enumerate().map(|(at, shapes)| {
        let text = if shapes.contains("namespace") {
            format!("$version: \"2.0\"\n{shapes}")
        } else {
            format!("$version: \"2.0\"\nnamespace example\n{shapes}")
        };
        let name = match at {
            0 => "model.smithy".to_owned(),
            at => format!("model_{at}.smithy"),
        };
        (name, text.into_bytes())
    });
    ModelFiles::in_memory(texts.collect()).expect("text")
}

fn events(shapes: &str) -> Vec<Event> {
    files(shapes).events().into_iter().collect()
}

/// What is compared of an event: `SEVERITY id shape`.
fn told(event: &Event) -> String {
    let shape = event.diagnostic.shape.as_deref().unwrap_or("-");
    let shape = shape.strip_prefix("example#").unwrap_or(shape);
    format!("{} {} {shape}", event.severity, event.id)
}

#[test]
fn each_rule_has_its_events() {
    let mut failures = Vec::new();
    for (rule, model, expected) in CASES {
        let found = events(model);
        let mut told: Vec<String> = found
            .iter()
            .filter(|event| event.id.starts_with(rule))
            .map(told)
            .collect();
        told.sort();
        told.dedup();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if told != expected {
            let all: Vec<String> = found
                .iter()
                .map(|event| event.diagnostic.to_string())
                .collect();
            failures.push(format!(
                "{rule}: {model}\n  expected {expected:?}\n  found    {told:?}\n  {}",
                all.join("\n  ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Whether a row of the table tells something of the model of a case.
fn is_told_by(rule: &'static [LintRule], model: &str) -> bool {
    let files = files(model);
    let told = |rules| -> Vec<String> { files.events_of(rules).iter().map(told).collect() };
    told(rule) != told(&[])
}

#[test]
fn each_row_of_the_table_has_a_case() {
    let mut missing = Vec::new();
    for rule in RULES.chunks(1) {
        let [LintRule { id, checks, .. }] = rule else {
            continue;
        };
        // The metadata may give the events of a rule another id.
        let mut cases = CASES
            .iter()
            .filter(|(rule, model, _)| rule == id || model.contains(&format!("name: \"{id}\"")));
        if !cases.any(|(_, model, _)| is_told_by(rule, model)) {
            missing.push(format!("{id}: {checks}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn events_of_a_mixin_are_told_at_the_mixin() {
    let found =
        events("@mixin structure M {\n    @pattern(\"a\") a: String\n}\nstructure A with [M] {}");
    let places: Vec<_> = found
        .iter()
        .filter(|event| event.id == "PatternTrait")
        .map(|event| {
            (
                event.diagnostic.shape.as_deref(),
                event.diagnostic.line.map(|it| it.0),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some("example#A$a"), Some(4)),
            (Some("example#M$a"), Some(4))
        ]
    );
}

#[test]
fn events_are_suppressed_and_raised() {
    let model = r#"
        metadata suppressions = [
            {id: "PatternTrait", namespace: "example", reason: "it was so"}
            {id: "LengthTrait", namespace: "*"}
        ]
        metadata severityOverrides = [{id: "EnumShape", namespace: "example", severity: "DANGER"}]
        namespace example
        @pattern("a") string A
        @length(min: 2, max: 1) string B
        enum C { low }
        @suppress(["EnumShape", "ModelDeprecation"])
        @enum([{value: "a", name: "A"}])
        string D
    "#;
    let found = events(model);
    let told: Vec<String> = found.iter().map(told).collect();
    let expected = [
        "SUPPRESSED PatternTrait A",
        "ERROR LengthTrait B",
        "DANGER EnumShape C$low",
        "SUPPRESSED ModelDeprecation D",
    ];
    for line in expected {
        assert!(told.contains(&line.to_owned()), "{line}: {told:?}");
    }
    let reasons: Vec<&str> = found.iter().filter_map(|it| it.reason.as_deref()).collect();
    assert_eq!(reasons, ["it was so"]);
}

#[test]
fn shapes_that_repeat_are_notes_if_they_are_the_same() {
    let told: Vec<String> = events("@length(min: 1)\nstring A\n@length(min: 1)\nstring A")
        .iter()
        .map(told)
        .collect();
    assert_eq!(told, ["NOTE Model.IgnoredDuplicateDefinition A"]);
    let found = events("string A\ninteger A");
    assert!(found.iter().any(|event| event.severity == Severity::Error));
}

#[test]
fn keys_that_mean_nothing_are_told() {
    let text = r#"{"smithy": "2.0", "other": 1, "shapes": {"a#S": {"type": "string", "more": 1}}}"#;
    let files = vec![("model.json".to_owned(), text.as_bytes().to_vec())];
    let files = ModelFiles::in_memory(files).expect("text");
    let told: Vec<String> = files.events().iter().map(told).collect();
    assert_eq!(told, ["WARNING Model -", "WARNING Model a#S"]);
}

#[test]
fn what_a_rule_tells_the_reader_does_not_tell_again() {
    let told: Vec<String> = events("union A { a: A }").iter().map(told).collect();
    assert_eq!(told, ["ERROR ShapeRecursion A"]);
}

#[test]
fn lists_of_one_name_that_hold_lists_are_told_without_looking_into_them() {
    const DEPTH: usize = 4_000;
    let chain = |namespace: &str| -> String {
        let lists = (0..DEPTH).map(|index| {
            let target = match index + 1 {
                DEPTH => "smithy.api#String".to_owned(),
                next => format!("{namespace}#C{next}"),
            };
            format!(
                r#""{namespace}#C{index}": {{"type": "list", "member": {{"target": "{target}"}}}},"#
            )
        });
        lists.collect()
    };
    let cycle = |namespace: &str| {
        format!(r#""{namespace}#L": {{"type": "list", "member": {{"target": "{namespace}#L"}}}},"#)
    };
    let cases = [
        (cycle("a") + &cycle("b"), "L", 2),
        (chain("a") + &chain("b"), "C0", 2 * DEPTH),
    ];
    for (lists, first, count) in cases {
        let text = format!(
            r#"{{"smithy": "2.0", "shapes": {{{lists}
                "a#S": {{"type": "service", "operations": [{{"target": "a#O"}}]}},
                "a#O": {{"type": "operation", "input": {{"target": "a#I"}}}},
                "a#I": {{"type": "structure", "members": {{
                    "a": {{"target": "a#{first}"}}, "b": {{"target": "b#{first}"}}}}}}
            }}}}"#
        );
        let files = vec![("model.json".to_owned(), text.into_bytes())];
        let files = ModelFiles::in_memory(files).expect("text");
        let found = files.events();
        let found = found.iter().filter(|event| event.id == "Service");
        let (errors, others): (Vec<_>, Vec<_>) =
            found.partition(|event| event.severity == Severity::Error);
        // Lists of strings may have the same name.
        let harmless = if first == "L" { 0 } else { 2 };
        assert_eq!((errors.len(), others.len()), (count - harmless, harmless));
    }
}

#[test]
fn what_a_rule_does_not_reach_is_told_by_the_reader() {
    let structure = |id: String| format!(r#""{id}": {{"type": "structure"}},"#);
    let mut ids: Vec<String> = (0..400).map(|index| format!("n{index}#X")).collect();
    for name in ["A", "Z"] {
        ids.extend([format!("n0#{name}"), format!("n1#{name}")]);
    }
    let members: Vec<String> = (0..)
        .zip(&ids)
        .map(|(index, id): (usize, _)| format!(r#""m{index}": {{"target": "{id}"}}"#))
        .collect();
    let structures: String = ids.iter().cloned().map(structure).collect();
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{{structures}
            "s#S": {{"type": "service", "operations": [{{"target": "s#O"}}]}},
            "s#O": {{"type": "operation", "input": {{"target": "s#I"}}}},
            "s#I": {{"type": "structure", "members": {{{}}}}}
        }}}}"#,
        members.join(",")
    );
    let files = vec![("model.json".to_owned(), text.into_bytes())];
    let files = ModelFiles::in_memory(files).expect("text");
    let found = files.events();
    let of_rule: Vec<String> = found
        .iter()
        .filter(|event| event.id == "Service")
        .map(told)
        .collect();
    assert_eq!(
        of_rule,
        [
            "ERROR Service n0#A",
            "ERROR Service n1#A",
            "ERROR Service n0#Z",
            "ERROR Service n1#Z",
            "WARNING Service s#S",
        ]
    );
    let mut messages = found.iter().map(|event| &event.diagnostic.message);
    assert!(messages.any(|it| it.contains("#X have the same name in service s#S")));
}

#[test]
fn a_limit_that_the_last_structure_reaches_is_told() {
    // Each structure of the ring looks at all of them, and at one of them twice.
    const COUNT: usize = 1_000;
    let structures: String = (0..COUNT)
        .map(|index| {
            let next = (index + 1) % COUNT;
            let target = format!(
                r#"{{"target": "a#S{next:03}", "traits": {{"smithy.api#required": {{}}}}}}"#
            );
            let comma = if next == 0 { "" } else { "," };
            format!(
                r#""a#S{index:03}": {{"type": "structure", "members": {{"next": {target}}}}}{comma}"#
            )
        })
        .collect();
    let text = format!(r#"{{"smithy": "2.0", "shapes": {{{structures}}}}}"#);
    let files = vec![("model.json".to_owned(), text.into_bytes())];
    let files = ModelFiles::in_memory(files).expect("text");
    let found = files.events();
    let of_rule = |severity| {
        let events = found.iter().filter(|event| event.id == "ShapeRecursion");
        events
            .filter(|it| it.severity == severity)
            .map(told)
            .collect::<Vec<_>>()
    };
    assert_eq!(of_rule(Severity::Error).len(), COUNT - 1);
    assert_eq!(
        of_rule(Severity::Warning),
        ["WARNING ShapeRecursion a#S999"]
    );
}
