//! Problems of enums and of values and places of traits.

use super::{assert_one, check};
use crate::support::{model, problems};

#[test]
fn enums() {
    check(&[
        (
            r#""a#E":{"type":"enum","members":{"A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":1}}}}"#,
            "shapes.a#E.members.A.traits.smithy.api#enumValue",
            "expected a string that is not empty as value of the enum, found 1",
            "",
        ),
        (
            r#""a#E":{"type":"enum","members":{"A":{"target":"smithy.api#Unit"},"B":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"A"}}}}"#,
            "shapes.a#E.members.B",
            "the value `A` is also that of member `A`",
            "",
        ),
        (
            r#""a#E":{"type":"intEnum","members":{"A":{"target":"smithy.api#Unit"}}}"#,
            "shapes.a#E.members.A",
            "expected a 32-bit integer in the trait smithy.api#enumValue, found none",
            "",
        ),
        (
            r#""a#E":{"type":"intEnum","members":{"A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":3000000000}}}}"#,
            "shapes.a#E.members.A",
            "found 3000000000",
            "",
        ),
        (
            r#""a#E":{"type":"enum","members":{}}"#,
            "shapes.a#E",
            "an enum must have at least one value",
            "",
        ),
        (
            r#""a#E":{"type":"string","traits":{"smithy.api#enum":{}}}"#,
            "shapes.a#E.traits.smithy.api#enum",
            "expected an array of enum values, found an object",
            "",
        ),
        (
            r#""a#E":{"type":"string","traits":{"smithy.api#enum":[{"value":"a","name":"A"},{"value":"b"}]}}"#,
            "shapes.a#E.traits.smithy.api#enum",
            "1 of 2 enum values have a name",
            "to all of them or to none",
        ),
        (
            r#""a#E":{"type":"string","traits":{"smithy.api#enum":[{"value":"a"},{"value":"a"}]}}"#,
            "shapes.a#E.traits.smithy.api#enum[1]",
            "the value `a` occurs twice",
            "",
        ),
        (
            r#""a#E":{"type":"string","traits":{"smithy.api#enum":[{"value":"a"},{"name":"B"}]}}"#,
            "shapes.a#E.traits.smithy.api#enum[1]",
            "expected an object with a `value`",
            "",
        ),
        (
            r#""a#E":{"type":"string","traits":{"smithy.api#enum":[{"value":"a","name":"A A"}]}}"#,
            "shapes.a#E.traits.smithy.api#enum[0]",
            "`A A` is not the name of an enum value",
            "",
        ),
        (
            r#""a#E":{"type":"integer","traits":{"smithy.api#enum":[{"value":"a"}]}}"#,
            "shapes.a#E.traits.smithy.api#enum",
            "is applied to an integer, expected a string",
            "",
        ),
    ]);
}

#[test]
fn traits() {
    const TARGETS: &str = r#","a#N":{"type":"list","member":{"target":"a#T"}},"a#T":{"type":"structure","members":{}},
        "a#Map":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"smithy.api#Integer"}}"#;
    let on_shape = [
        (
            "structure",
            "smithy.api#http",
            r#"{"method":"GET","uri":"/"}"#,
            "applied to a structure, expected an operation",
        ),
        (
            "string",
            "smithy.api#error",
            "\"client\"",
            "applied to a string, expected a structure",
        ),
        (
            "structure",
            "smithy.api#httpError",
            "404",
            "expected a structure with `smithy.api#error`",
        ),
        (
            "string",
            "smithy.api#streaming",
            "{}",
            "expected a blob or a union",
        ),
        ("string", "smithy.api#required", "{}", "expected a member"),
        (
            "string",
            "smithy.api#timestampFormat",
            "\"date-time\"",
            "expected a timestamp",
        ),
        (
            "integer",
            "smithy.api#default",
            "\"x\"",
            "malformed smithy.api#default: expected a whole number of 32 bits",
        ),
        (
            "structure",
            "smithy.api#error",
            "\"warning\"",
            "malformed smithy.api#error: expected `client` or `server`, found `warning`",
        ),
        (
            "operation",
            "smithy.api#http",
            r#"{"method":"GET","uri":"x"}"#,
            "malformed smithy.api#http: URI pattern `x` must start with `/`",
        ),
        (
            "string",
            "smithy.api#documentation",
            "{}",
            "expected a string, found an object",
        ),
    ];
    for (kind, id, value, message) in on_shape {
        let shapes = format!(r#""a#S":{{"type":"{kind}","traits":{{"{id}":{value}}}}}"#);
        assert_one(
            &problems(&shapes),
            &shapes,
            &format!("shapes.a#S.traits.{id}"),
            message,
            "",
        );
    }
    let on_member = [
        (
            "smithy.api#String",
            "smithy.api#required",
            "false",
            "expected an empty object, found false",
        ),
        (
            "smithy.api#String",
            "smithy.api#paginated",
            "{}",
            "expected an operation",
        ),
        (
            "smithy.api#String",
            "smithy.api#timestampFormat",
            "\"http-date\"",
            "targets a string, expected a member that targets a timestamp",
        ),
        (
            "smithy.api#Integer",
            "smithy.api#idempotencyToken",
            "{}",
            "expected a member of a structure that targets a string",
        ),
        (
            "smithy.api#Integer",
            "smithy.api#hostLabel",
            "{}",
            "targets a string",
        ),
        (
            "a#T",
            "smithy.api#httpLabel",
            "{}",
            "targets a string, number, boolean or timestamp",
        ),
        ("a#N", "smithy.api#httpQuery", "\"q\"", "a list of these"),
        ("a#T", "smithy.api#httpHeader", "\"q\"", "a list of these"),
        (
            "a#Map",
            "smithy.api#httpQueryParams",
            "{}",
            "a map from strings to strings or lists",
        ),
        (
            "smithy.api#String",
            "smithy.api#httpPrefixHeaders",
            "\"x-\"",
            "a map from strings to strings",
        ),
        (
            "smithy.api#Integer",
            "smithy.api#httpPayload",
            "{}",
            "targets a string, blob, document",
        ),
        (
            "smithy.api#String",
            "smithy.api#httpResponseCode",
            "{}",
            "targets an integer",
        ),
        (
            "smithy.api#Boolean",
            "smithy.api#default",
            "0",
            "expected a boolean for a boolean, found 0",
        ),
        (
            "smithy.api#Byte",
            "smithy.api#default",
            "128",
            "a whole number of 8 bits",
        ),
        (
            "a#N",
            "smithy.api#default",
            "[1]",
            "expected an empty array",
        ),
        (
            "a#T",
            "smithy.api#default",
            "{}",
            "expected no default, or null",
        ),
    ];
    for (target, id, value, message) in on_member {
        let shapes = format!(
            r#""a#S":{{"type":"structure","members":{{"m":{{"target":"{target}","traits":{{"{id}":{value}}}}}}}}}{TARGETS}"#
        );
        assert_one(
            &problems(&shapes),
            &shapes,
            &format!("shapes.a#S.members.m.traits.{id}"),
            message,
            "",
        );
    }
    check(&[(
        r#""a#L":{"type":"list","member":{"target":"smithy.api#String","traits":{"smithy.api#required":{}}}}"#,
        "shapes.a#L.member.traits.smithy.api#required",
        "applied to a member of a list that targets a string, expected a member of a structure",
        "",
    )]);
}

#[test]
fn defaults_that_fit() {
    let fitting = [
        ("smithy.api#Boolean", "true"),
        ("smithy.api#String", "\"\""),
        ("smithy.api#Blob", "\"\""),
        ("smithy.api#Short", "-32768"),
        ("smithy.api#Long", "9007199254740993"),
        ("smithy.api#Float", "1"),
        ("smithy.api#Double", "1.5"),
        ("smithy.api#Timestamp", "0"),
        ("smithy.api#Document", "{}"),
        ("a#L", "[]"),
        ("a#M", "{}"),
        ("a#E", "\"A\""),
        ("a#L", "null"),
    ];
    let members: Vec<String> = (0..)
        .zip(fitting)
        .map(|(index, (target, value))| {
            format!(
                r#""m{index}":{{"target":"{target}","traits":{{"smithy.api#default":{value}}}}}"#
            )
        })
        .collect();
    model(&format!(
        r#""a#S":{{"type":"structure","members":{{{}}}}},"a#L":{{"type":"list","member":{{"target":"smithy.api#String"}}}},
        "a#M":{{"type":"map","key":{{"target":"smithy.api#String"}},"value":{{"target":"smithy.api#String"}}}},
        "a#E":{{"type":"enum","members":{{"A":{{"target":"smithy.api#Unit"}}}}}}"#,
        members.join(",")
    ));
}

#[test]
fn values_of_traits_that_the_model_defines() {
    let with = |value: &str| {
        format!(
            r#""a#Mood":{{"type":"enum","members":{{"GOOD":{{"target":"smithy.api#Unit"}}}}}},
            "a#Moods":{{"type":"list","member":{{"target":"a#Mood"}}}},
            "a#Choice":{{"type":"union","members":{{"n":{{"target":"smithy.api#Byte"}},"s":{{"target":"smithy.api#String"}}}}}},
            "a#t":{{"type":"structure","traits":{{"smithy.api#trait":{{}}}},"members":{{
                "name":{{"target":"smithy.api#String","traits":{{"smithy.api#required":{{}}}}}},
                "moods":{{"target":"a#Moods"}},"choice":{{"target":"a#Choice"}},"on":{{"target":"smithy.api#Boolean"}}}}}},
            "a#S":{{"type":"structure","members":{{"m":{{"target":"smithy.api#String","traits":{{"a#t":{value}}}}}}}}}"#
        )
    };
    let at = "shapes.a#S.members.m.traits.a#t";
    for (value, path, message) in [
        ("{}", "", "the member `name` is required"),
        ("[]", "", "expected an object, found an array"),
        (
            r#"{"name":1}"#,
            ".name",
            "expected a string, found a number",
        ),
        (
            r#"{"name":"x","on":"yes"}"#,
            ".on",
            "expected a boolean, found a string",
        ),
        (
            r#"{"name":"x","moods":["GOOD","BAD"]}"#,
            ".moods[1]",
            "expected one of `GOOD`, found a string",
        ),
        (
            r#"{"name":"x","moods":[null]}"#,
            ".moods[0]",
            "expected one of `GOOD`, found null",
        ),
        (
            r#"{"name":"x","choice":{"n":128}}"#,
            ".choice.n",
            "expected a whole number of 8 bits, found a number",
        ),
        (
            r#"{"name":"x","choice":{"q":1}}"#,
            ".choice",
            "the union has no member `q`",
        ),
        (
            r#"{"name":"x","choice":{"n":1,"s":"x"}}"#,
            ".choice",
            "expected exactly one member of the union, found 2",
        ),
    ] {
        let shapes = with(value);
        let message = format!("malformed a#t: {message}");
        assert_one(
            &problems(&shapes),
            &shapes,
            &format!("{at}{path}"),
            &message,
            "",
        );
    }
    model(&with(
        r#"{"name":"x","more":1,"moods":["GOOD"],"choice":{"n":-128},"on":true}"#,
    ));
}
