//! Problems of operations, streams, recursion, resources and services.

use super::{Case, assert_one, check};
use crate::support::{model, problems};

/// An operation with these members of its input (and output).
fn http(uri: &str, input: &str, output: &str) -> String {
    format!(
        r#""a#O":{{"type":"operation","input":{{"target":"a#In"}},"output":{{"target":"a#Out"}},
            "traits":{{"smithy.api#http":{{"method":"POST","uri":"{uri}"}}}}}},
        "a#In":{{"type":"structure","members":{{{input}}}}},"a#Out":{{"type":"structure","members":{{{output}}}}}"#
    )
}

fn bound(name: &str, target: &str, traits: &str) -> String {
    format!(r#""{name}":{{"target":"smithy.api#{target}","traits":{{{traits}}}}}"#)
}

#[test]
fn http_bindings() {
    let label = |name, target| {
        bound(
            name,
            target,
            r#""smithy.api#httpLabel":{},"smithy.api#required":{}"#,
        )
    };
    let query = |name, query| {
        bound(
            name,
            "String",
            &format!(r#""smithy.api#httpQuery":"{query}""#),
        )
    };
    let header = |name, header| {
        bound(
            name,
            "String",
            &format!(r#""smithy.api#httpHeader":"{header}""#),
        )
    };
    let payload = |name| bound(name, "Blob", r#""smithy.api#httpPayload":{}"#);
    let plain = |name| bound(name, "String", "");
    let none = String::new;
    let cases = [
        (
            "/{user}",
            label("usr", "String"),
            none(),
            vec![
                (
                    "shapes.a#O.traits.smithy.api#http.uri",
                    "label `user` of the URI is not a member of the input",
                ),
                (
                    "shapes.a#In.members.usr.traits.smithy.api#httpLabel",
                    "the URI of a#O has no `{usr}`",
                ),
            ],
        ),
        (
            "/{a}",
            plain("a"),
            none(),
            vec![(
                "shapes.a#O.traits.smithy.api#http.uri",
                "a member of the input without `smithy.api#httpLabel`",
            )],
        ),
        (
            "/{a}",
            bound("a", "String", r#""smithy.api#httpLabel":{}"#),
            none(),
            vec![(
                "shapes.a#In.members.a.traits.smithy.api#httpLabel",
                "expected it to be `smithy.api#required`",
            )],
        ),
        (
            "/{a+}",
            label("a", "Integer"),
            none(),
            vec![(
                "shapes.a#In.members.a.target",
                "greedy label `a` targets an integer, expected a string",
            )],
        ),
        (
            "/?q=1",
            query("a", "q"),
            none(),
            vec![(
                "shapes.a#In.members.a.traits.smithy.api#httpQuery",
                "`q` is also a constant of the URI",
            )],
        ),
        (
            "/",
            format!("{},{}", query("a", "q"), query("b", "q")),
            none(),
            vec![(
                "shapes.a#In.members.b.traits",
                "members `a` and `b` are both bound to query parameter `q`",
            )],
        ),
        (
            "/",
            none(),
            format!("{},{}", header("a", "X-H"), header("b", "x-h")),
            vec![(
                "shapes.a#Out.members.b.traits",
                "members `a` and `b` are both bound to header `x-h`",
            )],
        ),
        (
            "/",
            header("a", "a b"),
            none(),
            vec![(
                "shapes.a#In.members.a.traits",
                "`a b` is not the name of a header",
            )],
        ),
        (
            "/",
            format!("{},{}", payload("a"), payload("b")),
            none(),
            vec![("shapes.a#In.members.b.traits", "both bound to the payload")],
        ),
        (
            "/",
            none(),
            format!("{},{}", payload("p"), plain("x")),
            vec![(
                "shapes.a#Out.members.x",
                "`x` would be in the body, which is all taken by the payload `p`",
            )],
        ),
        (
            "/",
            bound(
                "a",
                "String",
                r#""smithy.api#httpHeader":"a","smithy.api#httpQuery":"a""#,
            ),
            none(),
            vec![(
                "shapes.a#In.members.a.traits",
                "member `a` has 2 HTTP bindings",
            )],
        ),
    ];
    for (uri, input, output, expected) in cases {
        let shapes = http(uri, &input, &output);
        let mut found = problems(&shapes);
        found.sort_by(|a, b| b.path.cmp(&a.path));
        assert_eq!(found.len(), expected.len(), "{shapes}\n{found:#?}");
        for (problem, (path, message)) in found.iter().zip(expected) {
            assert_eq!(problem.path, path);
            assert!(problem.message.contains(message), "{problem}");
        }
    }
    let output = format!(
        "{},{}",
        payload("p"),
        bound("c", "Integer", r#""smithy.api#httpResponseCode":{}"#)
    );
    let input = format!(
        "{},{},{}",
        label("a", "Integer"),
        query("q", "q"),
        header("h", "h")
    );
    model(&http("/{a}", &input, &output));
}

#[test]
fn labels_without_an_input() {
    check(&[(
        r#""a#O":{"type":"operation","traits":{"smithy.api#http":{"method":"GET","uri":"/{a}"}}}"#,
        "shapes.a#O.traits.smithy.api#http.uri",
        "label `a` of the URI is not a member",
        "",
    )]);
}

#[test]
fn host_labels() {
    let operation = |prefix: &str, members: &str| {
        format!(
            r#""a#O":{{"type":"operation","input":{{"target":"a#In"}},"traits":{{"smithy.api#endpoint":{{"hostPrefix":"{prefix}"}}}}}},
        "a#In":{{"type":"structure","members":{{{members}}}}}"#
        )
    };
    let host = |name, traits: &str| {
        bound(
            name,
            "String",
            &format!(r#""smithy.api#hostLabel":{{}}{traits}"#),
        )
    };
    const REQUIRED: &str = r#","smithy.api#required":{}"#;
    let cases = [
        (
            operation("{accnt}.", ""),
            "shapes.a#O.traits.smithy.api#endpoint.hostPrefix",
            "label `accnt` of the host prefix",
        ),
        (
            operation("a.", &host("b", REQUIRED)),
            "shapes.a#In.members.b.traits.smithy.api#hostLabel",
            "the host prefix of a#O does not have it",
        ),
        (
            operation("{b}.", &host("b", "")),
            "shapes.a#In.members.b.traits.smithy.api#hostLabel",
            "expected it to be `smithy.api#required`",
        ),
    ];
    for (shapes, path, message) in cases {
        assert_one(&problems(&shapes), &shapes, path, message, "");
    }
    model(&operation("{b}.x.", &host("b", REQUIRED)));
}

#[test]
fn pagination() {
    let list = |paginated: &str, service: &str| {
        format!(
            r#""a#V":{{"type":"service","operations":[{{"target":"a#O"}}]{service}}},
        "a#O":{{"type":"operation","input":{{"target":"a#In"}},"output":{{"target":"a#Out"}},"traits":{{"smithy.api#paginated":{{{paginated}}}}}}},
        "a#In":{{"type":"structure","members":{{"token":{{"target":"smithy.api#String"}},"size":{{"target":"smithy.api#Integer"}}}}}},
        "a#Out":{{"type":"structure","members":{{"next":{{"target":"smithy.api#String"}},"page":{{"target":"a#Page"}}}}}},
        "a#Page":{{"type":"structure","members":{{"items":{{"target":"a#Items"}}}}}},
        "a#Items":{{"type":"list","member":{{"target":"smithy.api#String"}}}}"#
        )
    };
    const PATH: &str = "shapes.a#O.traits.smithy.api#paginated";
    let cases = [
        (
            r#""inputToken":"token""#,
            "",
            "expected `outputToken` here or at the service, found none",
            "",
        ),
        (
            r#""inputToken":"tokn","outputToken":"next""#,
            ".inputToken",
            "`inputToken` names `tokn`, but a#In has no member `tokn`",
            "`token`",
        ),
        (
            r#""inputToken":"token","outputToken":"page.nxt""#,
            ".outputToken",
            "names `page.nxt`, but a#Page has no member `nxt`",
            "",
        ),
        (
            r#""inputToken":"token","outputToken":"next","pageSize":"sze""#,
            ".pageSize",
            "no member `sze`",
            "`size`",
        ),
        (
            r#""inputToken":"token","outputToken":"next","items":"page""#,
            ".items",
            "which is a structure, expected a list or a map",
            "",
        ),
        (
            r#""inputToken":"token","outputToken":"next","items":"next.x""#,
            ".items",
            "smithy.api#String has no member `x`",
            "",
        ),
    ];
    for (paginated, key, message, hint) in cases {
        let shapes = list(paginated, "");
        assert_one(
            &problems(&shapes),
            &shapes,
            &format!("{PATH}{key}"),
            message,
            hint,
        );
    }
    model(&list(
        r#""items":"page.items""#,
        r#","traits":{"smithy.api#paginated":{"inputToken":"token","outputToken":"next","pageSize":"size"}}"#,
    ));
    check(&[(
        r#""a#O":{"type":"operation","traits":{"smithy.api#paginated":{"inputToken":"t"}}}"#,
        "shapes.a#O.traits.smithy.api#paginated.inputToken",
        "the operation has no input",
        "",
    )]);
}

#[test]
fn streams() {
    const STREAMS: &str = r#","a#Blob":{"type":"blob","traits":{"smithy.api#streaming":{}}},
        "a#Events":{"type":"union","members":{"e":{"target":"a#Event"}},"traits":{"smithy.api#streaming":{}}},
        "a#Event":{"type":"structure","members":{}}"#;
    let cases: [Case; 7] = [
        (
            r#""a#In":{"type":"structure","members":{"s":{"target":"a#Blob"}}}"#,
            "shapes.a#In.members.s",
            "expected `smithy.api#required` or `smithy.api#default`",
            "never absent",
        ),
        (
            r#""a#In":{"type":"structure","members":{"inner":{"target":"a#Inner"}}},"a#Inner":{"type":"structure","members":{"s":{"target":"a#Events"}}}"#,
            "shapes.a#Inner.members.s.target",
            "a#Events is a stream inside a structure that members target",
            "",
        ),
        (
            r#""a#L":{"type":"list","member":{"target":"a#Events"}}"#,
            "shapes.a#L.member.target",
            "a#Events is a stream inside a list",
            "",
        ),
        (
            r#""a#E":{"type":"structure","members":{"s":{"target":"a#Events"}},"traits":{"smithy.api#error":"client"}}"#,
            "shapes.a#E.members.s.target",
            "is a stream inside an error",
            "",
        ),
        (
            r#""a#In":{"type":"structure","members":{"r":{"target":"a#Events"},"s":{"target":"a#Events"}}}"#,
            "shapes.a#In.members.s",
            "members `r` and `s` are both streams",
            "",
        ),
        (
            r#""a#U":{"type":"union","members":{"x":{"target":"smithy.api#String"}},"traits":{"smithy.api#streaming":{}}}"#,
            "shapes.a#U.members.x.target",
            "event `x` targets a string, expected a structure",
            "",
        ),
        (
            r#""a#O":{"type":"operation","input":{"target":"a#In"},"traits":{"smithy.api#http":{"method":"PUT","uri":"/"}}},
            "a#In":{"type":"structure","members":{"s":{"target":"a#Events"}}}"#,
            "shapes.a#In.members.s",
            "is a stream, expected it to be the `smithy.api#httpPayload`",
            "",
        ),
    ];
    for (shapes, path, message, hint) in cases {
        assert_one(
            &problems(&format!("{shapes}{STREAMS}")),
            shapes,
            path,
            message,
            hint,
        );
    }
}

#[test]
fn recursion() {
    check(&[
        (
            r#""a#S":{"type":"structure","members":{"x":{"target":"smithy.api#String"},"s":{"target":"a#S","traits":{"smithy.api#required":{}}}}}"#,
            "shapes.a#S.members.s",
            "a structure needs itself through a#S$s",
            "make one of these members optional",
        ),
        (
            r#""a#A":{"type":"structure","members":{"b":{"target":"a#B","traits":{"smithy.api#required":{}}}}},
            "a#B":{"type":"union","members":{"a":{"target":"a#A"}}},
            "a#User":{"type":"structure","members":{"a":{"target":"a#A","traits":{"smithy.api#required":{}}}}}"#,
            "shapes.a#A.members.b",
            "needs itself through a#A$b, a#B$a",
            "",
        ),
        (
            r#""a#U":{"type":"union","members":{"u":{"target":"a#U"}}}"#,
            "shapes.a#U.members.u",
            "a union needs itself",
            "",
        ),
        (
            r#""a#L":{"type":"list","member":{"target":"a#M"}},"a#M":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"a#L"}}"#,
            "shapes.a#L.member",
            "a list contains itself through a#L$member, a#M$value",
            "put a structure or a union between",
        ),
    ]);
    model(
        r#""a#S":{"type":"structure","members":{"s":{"target":"a#S"},"u":{"target":"a#U","traits":{"smithy.api#required":{}}},
            "l":{"target":"a#L","traits":{"smithy.api#required":{}}}}},
        "a#U":{"type":"union","members":{"s":{"target":"a#S"},"end":{"target":"smithy.api#String"}}},
        "a#L":{"type":"list","member":{"target":"a#S"}}"#,
    );
}

#[test]
fn resource_cycles() {
    check(&[
        (
            r#""a#R":{"type":"resource","resources":[{"target":"a#Q"}]},"a#Q":{"type":"resource","resources":[{"target":"a#R"}]}"#,
            "shapes.a#R.resources",
            "in a cycle: a#Q -> a#R -> a#Q",
            "",
        ),
        (
            r#""a#R":{"type":"resource","resources":[{"target":"a#R"}]}"#,
            "shapes.a#R.resources",
            "a#R -> a#R",
            "",
        ),
    ]);
    model(
        r#""a#A":{"type":"resource","resources":[{"target":"a#B"},{"target":"a#C"}]},
        "a#B":{"type":"resource","resources":[{"target":"a#C"}]},"a#C":{"type":"resource"}"#,
    );
}

#[test]
fn names_in_a_service() {
    let service = |rename: &str| {
        format!(
            r#""a#V":{{"type":"service","operations":[{{"target":"a#O"}}],"rename":{{{rename}}}}},
        "a#O":{{"type":"operation","input":{{"target":"a#In"}}}},
        "a#In":{{"type":"structure","members":{{"x":{{"target":"a#City"}},"y":{{"target":"b#CITY"}},"z":{{"target":"b#in"}}}}}},
        "a#City":{{"type":"structure","members":{{}}}},"b#CITY":{{"type":"enum","members":{{"A":{{"target":"smithy.api#Unit"}}}}}},
        "b#in":{{"type":"string"}},"a#Apart":{{"type":"structure","members":{{}}}}"#
        )
    };
    let cases = [
        (
            "",
            "shapes.a#V",
            "a#City and b#CITY have the same name in service a#V",
        ),
        (
            r#""b#CITY":"O""#,
            "shapes.a#V",
            "a#O and b#CITY have the same name",
        ),
        (
            r#""b#CITY":"Town","a#Apart":"X""#,
            "shapes.a#V.rename.a#Apart",
            "is not in the closure of the service",
        ),
        (
            r#""b#CITY":"Town","a#In":"In""#,
            "shapes.a#V.rename.a#In",
            "renamed to its own name",
        ),
    ];
    for (rename, path, message) in cases {
        let shapes = service(rename);
        assert_one(&problems(&shapes), &shapes, path, message, "");
    }
    model(&service(r#""b#CITY":"Town""#));
}

/// A service that discovers endpoints, of these parts: the trait, the output of the operation that it
/// names, the endpoint, and the errors of an operation that requires discovery.
fn discovery(names: &str, output: &str, endpoint: &str, errors: &str) -> String {
    format!(
        r#""a#S":{{"type":"service","version":"1","operations":[{{"target":"a#Tell"}},{{"target":"a#Go"}}],
            "traits":{{"aws.api#clientEndpointDiscovery":{names}}}}},
        "a#Tell":{{"type":"operation","input":{{"target":"a#In"}},"output":{{"target":"a#Out"}}}},
        "a#Go":{{"type":"operation","errors":[{errors}],
            "traits":{{"aws.api#clientDiscoveredEndpoint":{{"required":true}}}}}},
        "a#Apart":{{"type":"operation"}},
        "a#In":{{"type":"structure","members":{{"Operation":{{"target":"smithy.api#String"}},"Identifiers":{{"target":"a#Map"}}}}}},
        "a#Map":{{"type":"map","key":{{"target":"smithy.api#String"}},"value":{{"target":"smithy.api#String"}}}},
        "a#Out":{{"type":"structure","members":{{{output}}}}},
        "a#List":{{"type":"list","member":{{"target":"a#Endpoint"}}}},
        "a#Endpoint":{{"type":"structure","members":{{{endpoint}}}}},
        "a#Moved":{{"type":"structure","members":{{}},"traits":{{"smithy.api#error":"client"}}}}"#
    )
}

#[test]
fn endpoint_discovery() {
    let names = r#"{"operation":"a#Tell","error":"a#Moved"}"#;
    let output = r#""Endpoints":{"target":"a#List"}"#;
    let endpoint = r#""Address":{"target":"smithy.api#String"},"CachePeriodInMinutes":{"target":"smithy.api#Long"}"#;
    let moved = r#"{"target":"a#Moved"}"#;
    model(&discovery(names, output, endpoint, moved));
    model(&discovery(
        r#"{"operation":"a#Tell"}"#,
        output,
        endpoint,
        "",
    ));

    let service = "shapes.a#S.traits.aws.api#clientEndpointDiscovery";
    let operation = format!("{service}.operation");
    let error = format!("{service}.error");
    let cases = [
        (
            discovery(r#"{"error":"a#Moved"}"#, output, endpoint, moved),
            service,
            "malformed aws.api#clientEndpointDiscovery: expected `operation`, found none",
        ),
        (
            discovery(r#"{"operation":"a#Tel"}"#, output, endpoint, moved),
            &operation,
            "`operation` names `a#Tel`, which is no operation of the service",
        ),
        (
            discovery(r#"{"operation":"a#Apart"}"#, output, endpoint, moved),
            &operation,
            "`operation` names `a#Apart`, which is no operation of the service",
        ),
        (
            discovery(
                r#"{"operation":"a#Tell","error":"a#Gone"}"#,
                output,
                endpoint,
                moved,
            ),
            &error,
            "`error` names `a#Gone`, which does not exist",
        ),
        (
            discovery(
                r#"{"operation":"a#Tell","error":"a#In"}"#,
                output,
                endpoint,
                moved,
            ),
            &error,
            "`error` names `a#In`, expected a structure with `smithy.api#error`, found a structure",
        ),
        (
            discovery(names, output, endpoint, ""),
            "shapes.a#Go.traits.aws.api#clientDiscoveredEndpoint",
            "the operation has no error `a#Moved`, which aws.api#clientEndpointDiscovery of `a#S` names",
        ),
        (
            discovery(names, "", endpoint, moved),
            "shapes.a#Tell.output",
            "the operation discovers endpoints, but its output has no `Endpoints`",
        ),
        (
            discovery(names, r#""Endpoints":{"target":"a#Map"}"#, endpoint, moved),
            "shapes.a#Out.members.Endpoints",
            "member `Endpoints` of the output of endpoint discovery is a map, expected a list of structures",
        ),
        (
            discovery(
                names,
                output,
                r#""Address":{"target":"smithy.api#String"}"#,
                moved,
            ),
            "shapes.a#Endpoint.members",
            "an endpoint that is discovered has no `CachePeriodInMinutes`",
        ),
        (
            discovery(names, output, &endpoint.replace("Long", "Integer"), moved),
            "shapes.a#Endpoint.members.CachePeriodInMinutes",
            "member `CachePeriodInMinutes` of the endpoint of endpoint discovery is an integer, expected a long",
        ),
        (
            discovery(names, output, endpoint, moved).replace("\"Operation\":", "\"Other\":"),
            "shapes.a#In.members.Other",
            "member `Other` of the input of endpoint discovery is a string, expected only `Operation` and `Identifiers`",
        ),
        (
            discovery(names, output, endpoint, moved).replace("{\"required\":true}", "{}"),
            "shapes.a#Go.traits.aws.api#clientDiscoveredEndpoint",
            "malformed aws.api#clientDiscoveredEndpoint: expected `required`, found none",
        ),
    ];
    for (shapes, path, message) in cases {
        let found = problems(&shapes);
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.path.as_str(), it.message.as_str()))
            .collect();
        assert_eq!(found, [(path, message)]);
    }
}
