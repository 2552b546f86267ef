//! Service closures.

use crate::support::model;
use tinsmith_model::{Closure, Model, Operations, ShapeRef, Usage};

const SHAPES: &str = r#"
    "a#Weather":{"type":"service","version":"1","operations":[{"target":"a#Now"}],"resources":[{"target":"a#City"}],
        "errors":[{"target":"a#Throttled"}],"rename":{"b#Place":"OtherPlace"},
        "traits":{"aws.api#service":{"sdkId":"Weather Service"}}},
    "a#City":{"type":"resource","read":{"target":"a#GetCity"},"resources":[{"target":"a#Street"}]},
    "a#Street":{"type":"resource","collectionOperations":[{"target":"a#ListStreets"}]},
    "a#Now":{"type":"operation","input":{"target":"a#NowIn"},"output":{"target":"a#NowOut"},
        "errors":[{"target":"a#Unknown"},{"target":"a#Throttled"}]},
    "a#GetCity":{"type":"operation","input":{"target":"a#GetIn"},"output":{"target":"a#NowIn"}},
    "a#ListStreets":{"type":"operation"},
    "a#NowIn":{"type":"structure","members":{"place":{"target":"a#Place"}}},
    "a#NowOut":{"type":"structure","members":{"all":{"target":"a#Readings"}}},
    "a#Readings":{"type":"map","key":{"target":"a#Unit"},"value":{"target":"a#Reading"}},
    "a#Unit":{"type":"enum","members":{"C":{"target":"smithy.api#Unit"}}},
    "a#Reading":{"type":"union","members":{"none":{"target":"smithy.api#Unit"},"value":{"target":"smithy.api#Float"}}},
    "a#GetIn":{"type":"structure","members":{"place":{"target":"b#Place"}}},
    "a#Place":{"type":"structure","members":{"name":{"target":"smithy.api#String"}}},
    "b#Place":{"type":"structure","members":{}},
    "a#Unknown":{"type":"structure","members":{"why":{"target":"a#Why"}},"traits":{"smithy.api#error":"client"}},
    "a#Why":{"type":"string"},
    "a#Throttled":{"type":"structure","members":{},"traits":{"smithy.api#error":"server"}},
    "a#Apart":{"type":"structure","members":{}}"#;

fn named(names: &[&str]) -> Operations {
    Operations::Named(names.iter().map(|name| (*name).to_owned()).collect())
}

fn closure<'m>(model: &'m Model, operations: &Operations) -> Closure<'m> {
    Closure::of(model, None, operations).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn at(model: &Model, id: &str) -> ShapeRef {
    model.find(id).unwrap_or_else(|| panic!("no shape {id}"))
}

fn ids(model: &Model, shapes: impl IntoIterator<Item = ShapeRef>) -> Vec<String> {
    shapes
        .into_iter()
        .map(|shape| model[shape].id.to_string())
        .collect()
}

#[test]
fn all_operations_of_the_service_and_its_resources() {
    let model = model(SHAPES);
    let closure = closure(&model, &Operations::All);
    assert_eq!(model[closure.service()].id.as_str(), "a#Weather");
    assert_eq!(
        ids(&model, closure.operations().iter().copied()),
        ["a#GetCity", "a#ListStreets", "a#Now"]
    );
    assert_eq!(
        ids(&model, closure.shapes().map(|(shape, _)| shape)),
        [
            "a#GetIn",
            "a#NowIn",
            "a#NowOut",
            "a#Place",
            "a#Reading",
            "a#Readings",
            "a#Throttled",
            "a#Unit",
            "a#Unknown",
            "a#Why",
            "b#Place",
            "smithy.api#Float",
            "smithy.api#String",
        ]
    );
}

#[test]
fn chosen_operations_reach_less() {
    let model = model(SHAPES);
    for name in ["GetCity", "a#GetCity"] {
        let closure = closure(&model, &named(&[name, "GetCity"]));
        assert_eq!(
            ids(&model, closure.operations().iter().copied()),
            ["a#GetCity"]
        );
        assert_eq!(
            ids(&model, closure.shapes().map(|(shape, _)| shape)),
            [
                "a#GetIn",
                "a#NowIn",
                "a#Place",
                "a#Throttled",
                "b#Place",
                "smithy.api#String"
            ]
        );
    }
    assert_eq!(closure(&model, &named(&[])).shapes().count(), 0);
}

#[test]
fn usage_is_by_direction() {
    let model = model(SHAPES);
    let closure = closure(&model, &Operations::All);
    let expected = [
        ("a#GetIn", true, false),
        ("a#NowIn", true, true),
        ("a#Place", true, true),
        ("a#Unit", false, true),
        ("a#Why", false, true),
        ("a#Throttled", false, true),
        ("a#Apart", false, false),
        ("smithy.api#Unit", false, false),
    ];
    for (id, input, output) in expected {
        assert_eq!(
            closure.usage(at(&model, id)),
            Usage { input, output },
            "{id}"
        );
    }
}

#[test]
fn names_and_errors() {
    let model = model(SHAPES);
    let closure = closure(&model, &Operations::All);
    assert_eq!(closure.name(at(&model, "a#Place")), "Place");
    assert_eq!(closure.name(at(&model, "b#Place")), "OtherPlace");
    assert_eq!(
        closure.name(at(&model, "a#Apart")),
        "Apart",
        "also outside of the closure"
    );
    assert_eq!(
        ids(&model, closure.errors(at(&model, "a#Now"))),
        ["a#Throttled", "a#Unknown"]
    );
    assert_eq!(
        ids(&model, closure.errors(at(&model, "a#ListStreets"))),
        ["a#Throttled"]
    );
}

#[test]
fn paths() {
    let model = model(SHAPES);
    let closure = closure(&model, &Operations::All);
    let path = |id| {
        closure
            .path_to(&model, at(&model, id))
            .map(|path| path.join(" "))
    };
    assert_eq!(path("a#Now").as_deref(), Some("a#Now"));
    assert_eq!(path("a#NowIn").as_deref(), Some("a#GetCity a#NowIn"));
    assert_eq!(
        path("a#Unit").as_deref(),
        Some("a#Now a#NowOut a#NowOut$all a#Readings a#Readings$key a#Unit")
    );
    assert_eq!(
        path("a#Throttled").as_deref(),
        Some("a#GetCity a#Throttled")
    );
    assert_eq!(path("a#Apart"), None);
}

#[test]
fn a_service_goes_by_several_names() {
    let model = model(SHAPES);
    for name in [
        "a#Weather",
        "Weather",
        "Weather Service",
        "weather",
        "weather service",
    ] {
        let closure = Closure::of(&model, Some(name), &Operations::All).expect(name);
        assert_eq!(model[closure.service()].id.as_str(), "a#Weather");
    }
}

#[test]
fn wrong_choices_say_what_there_is() {
    let several = model(
        r#""a#One":{"type":"service"},"b#Two":{"type":"service"},"c#Two":{"type":"service"}"#,
    );
    let none = model("");
    let weather = model(SHAPES);
    let cases = [
        (
            &several,
            None,
            Operations::All,
            "the model has 3 services",
            "choose `a#One`, `b#Two` or `c#Two`",
        ),
        (
            &several,
            Some("Two"),
            Operations::All,
            "`Two` does not name one service",
            "`b#Two`",
        ),
        (
            &several,
            Some("Three"),
            Operations::All,
            "`Three` does not name one service",
            "the model has `a#One`",
        ),
        (&none, None, Operations::All, "the model has no service", ""),
        (
            &none,
            Some("X"),
            Operations::All,
            "the model has no service",
            "",
        ),
        (
            &weather,
            None,
            named(&["Now", "GetCty"]),
            "operation `GetCty` does not exist in service a#Weather",
            "did you mean `GetCity`?",
        ),
        (
            &weather,
            None,
            named(&["now"]),
            "operation `now` does not exist",
            "`Now`",
        ),
        (
            &weather,
            None,
            named(&["Zzzzzzzz"]),
            "operation `Zzzzzzzz`",
            "the service has 3 operations",
        ),
    ];
    for (model, service, operations, message, hint) in cases {
        let found = Closure::of(model, service, &operations).expect_err(message);
        assert_eq!(found.len(), 1);
        let problem = found.into_iter().next().expect("one");
        assert!(problem.message.contains(message), "{problem}");
        assert!(
            problem.hint.as_deref().unwrap_or_default().contains(hint),
            "{problem}"
        );
    }
    let both = Closure::of(&weather, None, &named(&["A", "B"])).expect_err("two are unknown");
    assert_eq!(both.len(), 2);
}

/// The boxed members of a model whose operation takes `a#In`.
fn boxed(shapes: &str) -> Vec<String> {
    let model = model(&format!(
        r#""a#V":{{"type":"service","operations":[{{"target":"a#Op"}}]}},
        "a#Op":{{"type":"operation","input":{{"target":"a#In"}}}},{shapes}"#
    ));
    let closure = closure(&model, &Operations::All);
    let mut found = Vec::new();
    for (shape, _) in closure.shapes() {
        for member in model[shape]
            .members()
            .iter()
            .filter(|member| closure.is_boxed(shape, &member.name))
        {
            found.push(format!("{}${}", model[shape].id.name(), member.name));
        }
    }
    found
}

#[test]
fn recursion_is_boxed_at_the_smallest_member_of_each_cycle() {
    let target = |name: &str, target: &str| format!(r#""{name}":{{"target":"a#{target}"}}"#);
    let structure = |name: &str, members: &[String]| {
        format!(
            r#""a#{name}":{{"type":"structure","members":{{{}}}}}"#,
            members.join(",")
        )
    };
    let list = |name: &str, member: &str| {
        format!(r#""a#{name}":{{"type":"list","member":{{"target":"a#{member}"}}}}"#)
    };
    let cases: [(Vec<String>, &[&str]); 6] = [
        (
            vec![structure("In", &[target("b", "In"), target("a", "In")])],
            &["In$b", "In$a"],
        ),
        (
            vec![
                structure("In", &[target("z", "Zed")]),
                structure("Zed", &[target("back", "In")]),
            ],
            &["In$z"],
        ),
        (
            vec![
                structure("In", &[target("list", "L"), target("direct", "Plain")]),
                list("L", "In"),
                structure("Plain", &[]),
            ],
            &[],
        ),
        // Two cycles through one shape.
        (
            vec![
                structure("In", &[target("x", "X"), target("y", "Y")]),
                structure("X", &[target("in", "In")]),
                structure("Y", &[target("in", "In")]),
            ],
            &["In$x", "In$y"],
        ),
        // The shorter cycle, of B and C, is cut at B$c, and the longer one with it.
        (
            vec![
                structure("In", &[target("b", "B")]),
                structure("B", &[target("c", "C")]),
                structure("C", &[target("b", "B"), target("in", "In")]),
            ],
            &["B$c"],
        ),
        // What leads into a cycle is not on it.
        (
            vec![
                structure("In", &[target("r", "R")]),
                structure("R", &[target("r", "R"), target("p", "P")]),
                structure("P", &[]),
            ],
            &["R$r"],
        ),
    ];
    for (shapes, expected) in cases {
        assert_eq!(boxed(&shapes.join(",")), expected, "{shapes:?}");
    }
}

/// Shapes that each refer to the one before, the first of them given.
fn chain(first: &str, link: impl Fn(usize, usize) -> String) -> String {
    let links = (1..CHAIN).map(|index| link(index, index - 1));
    std::iter::once(first.to_owned())
        .chain(links)
        .collect::<Vec<_>>()
        .join(",")
}

/// Far more than a thread's stack has room for.
const CHAIN: usize = 10_000;

#[test]
fn long_chains_are_walked_without_recursion() {
    let end = CHAIN - 1;
    let ring = chain(
        &format!(r#""a#S0":{{"type":"structure","members":{{"n":{{"target":"a#S{end}"}}}}}}"#),
        |index, before| {
            format!(
                r#""a#S{index}":{{"type":"structure","members":{{"n":{{"target":"a#S{before}"}}}}}}"#
            )
        },
    );
    let mixins = chain(
        r#""a#M0":{"type":"structure","members":{},"traits":{"smithy.api#mixin":{}}}"#,
        |index, before| {
            format!(
                r#""a#M{index}":{{"type":"structure","mixins":[{{"target":"a#M{before}"}}],"traits":{{"smithy.api#mixin":{{}}}}}}"#
            )
        },
    );
    let resources = chain(r#""a#R0":{"type":"resource"}"#, |index, before| {
        format!(r#""a#R{index}":{{"type":"resource","resources":[{{"target":"a#R{before}"}}]}}"#)
    });
    let model = model(&format!(
        r#"{ring},{mixins},{resources},
        "a#V":{{"type":"service","operations":[{{"target":"a#Op"}}],"resources":[{{"target":"a#R{end}"}}]}},
        "a#Op":{{"type":"operation","input":{{"target":"a#In"}}}},
        "a#In":{{"type":"structure","members":{{"s":{{"target":"a#S{end}"}}}},"mixins":[{{"target":"a#M{end}"}}]}}"#
    ));
    let closure = closure(&model, &Operations::All);
    assert_eq!(closure.shapes().count(), CHAIN + 1);
    assert!(closure.is_boxed(at(&model, "a#S0"), "n"));
    let path = closure
        .path_to(&model, at(&model, "a#S0"))
        .expect("reachable");
    assert_eq!(path.len(), 1 + 2 * (CHAIN + 1) - 1);
}

#[test]
fn the_operation_that_discovers_endpoints_comes_with_those_that_require_it() {
    let model = model(
        r#""a#S":{"type":"service","version":"1","operations":[{"target":"a#Go"},{"target":"a#May"},{"target":"a#Tell"}],
            "traits":{"aws.api#clientEndpointDiscovery":{"operation":"a#Tell"}}},
        "a#Go":{"type":"operation","traits":{"aws.api#clientDiscoveredEndpoint":{"required":true}}},
        "a#May":{"type":"operation","traits":{"aws.api#clientDiscoveredEndpoint":{"required":false}}},
        "a#Tell":{"type":"operation","output":{"target":"a#Out"}},
        "a#Out":{"type":"structure","members":{"Endpoints":{"target":"a#List"}}},
        "a#List":{"type":"list","member":{"target":"a#Endpoint"}},
        "a#Endpoint":{"type":"structure","members":{"Address":{"target":"smithy.api#String"},
            "CachePeriodInMinutes":{"target":"smithy.api#Long"}}}"#,
    );
    for (chosen, operations, discovers) in [
        (&["Go"][..], &["a#Go", "a#Tell"][..], true),
        (&["Tell", "Go"], &["a#Go", "a#Tell"], true),
        // Without a discovered endpoint these are called at the regional one.
        (&["May"], &["a#May"], false),
        (&["Tell"], &["a#Tell"], false),
    ] {
        let closure = closure(&model, &named(chosen));
        let found = ids(&model, closure.operations().iter().copied());
        assert_eq!(found, operations, "{chosen:?}");
        let discovery = closure.discovery().map(|it| model[it].id.as_str());
        assert_eq!(discovery, discovers.then_some("a#Tell"), "{chosen:?}");
        let has_types = closure.shapes().count() > 0;
        assert_eq!(has_types, operations.contains(&"a#Tell"), "{chosen:?}");
    }
}
