//! Problems of documents, of single shapes, of references, and between files.

use super::{Case, assert_one, check};
use crate::support::{document, load_files, problems, problems_of};

#[test]
fn documents() {
    let deep = format!(
        r#"{{"smithy":"2.0","metadata":{{"a":{}1{}}}}}"#,
        "[".repeat(500),
        "]".repeat(500)
    );
    let cases = [
        ("{", Some((1, 1)), "", "not valid JSON: EOF while parsing"),
        (
            "{\n \"smithy\": tru }",
            Some((2, 15)),
            "",
            "not valid JSON: expected ident",
        ),
        (
            r#"{"smithy":"2.0","smithy":"2.0"}"#,
            Some((1, 31)),
            "",
            "duplicate key `smithy`",
        ),
        (
            &deep,
            Some((1, 158)),
            "",
            "not valid JSON: recursion limit exceeded",
        ),
        (
            r#"{"smithy":"2.0"} x"#,
            Some((1, 18)),
            "",
            "not valid JSON: trailing characters",
        ),
        ("[]", None, "", "expected an object, found an array"),
        ("{}", None, "", "the key `smithy`"),
        (
            r#"{"smithy":"3.0"}"#,
            Some((1, 2)),
            "smithy",
            "version \"3.0\" is not supported",
        ),
        (
            r#"{"smithy":2}"#,
            Some((1, 2)),
            "smithy",
            "version 2 is not supported",
        ),
        (
            r#"{"smithy":"2.0","shapes":[]}"#,
            Some((1, 17)),
            "shapes",
            "expected an object, found an array",
        ),
        (
            r#"{"smithy":"2.0","metadata":1}"#,
            Some((1, 17)),
            "metadata",
            "expected an object, found a number",
        ),
        ("", None, "", "the file is empty"),
    ];
    for (document, line, path, message) in cases {
        let found = problems_of(document.as_bytes());
        assert_one(&found, document, path, message, "");
        assert_eq!(found[0].line, line, "{document}");
    }
}

#[test]
fn shapes() {
    check(&[
        (
            r#""S":{"type":"string"}"#,
            "shapes.S",
            "`S` is not an absolute shape id",
            "",
        ),
        (
            r#""a#9":{"type":"string"}"#,
            "shapes.a#9",
            "not an absolute shape id",
            "",
        ),
        (
            r#""a#S$m":{"type":"string"}"#,
            "shapes.a#S$m",
            "names a member, which only an `apply`",
            "",
        ),
        (
            r#""a#S":7"#,
            "shapes.a#S",
            "expected an object, found a number",
            "",
        ),
        (r#""a#S":{}"#, "shapes.a#S", "the shape has no `type`", ""),
        (
            r#""a#S":{"type":"strucure"}"#,
            "shapes.a#S.type",
            "`strucure` is not a type of shape",
            "`structure`",
        ),
        (
            r#""a#S":{"type":"structure","members":[]}"#,
            "shapes.a#S.members",
            "expected an object, found an array",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"a b":{"target":"smithy.api#String"}}}"#,
            "shapes.a#S.members.a b",
            "`a b` is not a member name",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{}}}"#,
            "shapes.a#S.members.m",
            "the member has no `target`",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"String"}}}"#,
            "shapes.a#S.members.m.target",
            "`String` is not an absolute shape id",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":1}}}"#,
            "shapes.a#S.members.m.target",
            "expected a string, found a number",
            "",
        ),
        (
            r#""a#S":{"type":"string","traits":{"required":{}}}"#,
            "shapes.a#S.traits.required",
            "`required` is not the id of a trait",
            "",
        ),
        (
            r#""a#L":{"type":"list"}"#,
            "shapes.a#L",
            "the shape has no `member`",
            "",
        ),
        (
            r#""a#M":{"type":"map","key":{"target":"smithy.api#String"}}"#,
            "shapes.a#M",
            "the shape has no `value`",
            "",
        ),
        (
            r#""a#U":{"type":"union","members":{}}"#,
            "shapes.a#U",
            "at least one member",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"ab":{"target":"smithy.api#String"},"aB":{"target":"smithy.api#String"}}}"#,
            "shapes.a#S.members.ab",
            "`aB` and `ab` differ only in case",
            "",
        ),
        (
            r#""a#O":{"type":"operation","errors":{}}"#,
            "shapes.a#O.errors",
            "expected an array of references, found an object",
            "",
        ),
        (
            r#""a#O":{"type":"operation","input":"a#I"}"#,
            "shapes.a#O.input",
            "expected a reference such as",
            "",
        ),
        (
            r#""a#O":{"type":"operation","input":{}}"#,
            "shapes.a#O.input",
            "the reference has no `target`",
            "",
        ),
    ]);
}

#[test]
fn targets() {
    const OTHERS: &str = r#","a#City":{"type":"structure","members":{}},"a#Op":{"type":"operation"},
        "a#Res":{"type":"resource"},"a#Oops":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}},
        "a#Mix":{"type":"structure","members":{},"traits":{"smithy.api#mixin":{}}}"#;
    let cases: [Case; 16] = [
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"a#Citty"}}}"#,
            "shapes.a#S.members.m.target",
            "a#Citty does not exist in the model",
            "did you mean `a#City`?",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"smithy.api#Strng"}}}"#,
            "shapes.a#S.members.m.target",
            "does not exist",
            "`smithy.api#String`",
        ),
        (
            r#""a#L":{"type":"list","member":{"target":"q#Zzz"}}"#,
            "shapes.a#L.member.target",
            "q#Zzz does not exist",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"a#Op"}}}"#,
            "shapes.a#S.members.m.target",
            "a#Op is an operation, expected a shape that holds data",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"smithy.api#Unit"}}}"#,
            "shapes.a#S.members.m.target",
            "smithy.api#Unit is for union members only",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{"m":{"target":"a#Mix"}}}"#,
            "shapes.a#S.members.m.target",
            "a#Mix is a mixin, which nothing can refer to",
            "",
        ),
        (
            r#""a#M":{"type":"map","key":{"target":"smithy.api#Integer"},"value":{"target":"a#City"}}"#,
            "shapes.a#M.key.target",
            "is an integer, expected a string or an enum as key",
            "",
        ),
        (
            r#""a#O":{"type":"operation","input":{"target":"smithy.api#String"}}"#,
            "shapes.a#O.input",
            "is a string, expected a structure",
            "",
        ),
        (
            r#""a#O":{"type":"operation","output":{"target":"a#Oops"}}"#,
            "shapes.a#O.output",
            "a#Oops is an error",
            "",
        ),
        (
            r#""a#O":{"type":"operation","errors":[{"target":"a#Oops"},{"target":"a#City"}]}"#,
            "shapes.a#O.errors[1]",
            "a#City is not an error, expected a structure with `smithy.api#error`",
            "",
        ),
        (
            r#""a#V":{"type":"service","operations":[{"target":"a#City"}]}"#,
            "shapes.a#V.operations[0]",
            "a#City is a structure, expected an operation",
            "",
        ),
        (
            r#""a#V":{"type":"service","resources":[{"target":"a#Op"}]}"#,
            "shapes.a#V.resources[0]",
            "a#Op is an operation, expected a resource",
            "",
        ),
        (
            r#""a#R":{"type":"resource","read":{"target":"a#Res"}}"#,
            "shapes.a#R.read",
            "a#Res is a resource, expected an operation",
            "",
        ),
        (
            r#""a#R":{"type":"resource","identifiers":{"i":{"target":"a#City"}}}"#,
            "shapes.a#R.identifiers.i",
            "expected a string as identifier",
            "",
        ),
        (
            r#""a#V":{"type":"service","rename":{"a#Op":"Other"}}"#,
            "shapes.a#V.rename.a#Op",
            "is an operation, expected",
            "",
        ),
        (
            r#""a#V":{"type":"service","rename":{"a#City":"no name"}}"#,
            "shapes.a#V.rename.a#City",
            "`no name` is not a shape name",
            "",
        ),
    ];
    for (shapes, path, message, hint) in cases {
        assert_one(
            &problems(&format!("{shapes}{OTHERS}")),
            shapes,
            path,
            message,
            hint,
        );
    }
}

#[test]
fn one_wrong_shape_is_one_problem() {
    let found = problems(
        r#""a#Bad":{"type":"strct"},"a#S":{"type":"structure","members":{"m":{"target":"a#Bad"}}},
        "a#O":{"type":"operation","input":{"target":"a#Gone"},"traits":{"smithy.api#http":{"method":"GET","uri":"/{x}"},
            "smithy.api#paginated":{"inputToken":"t","items":"i"}}}"#,
    );
    let paths: Vec<&str> = found.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "shapes.a#Bad.type",
            "shapes.a#O.input",
            "shapes.a#O.traits.smithy.api#paginated.items"
        ]
    );
}

#[test]
fn everything_is_reported_in_one_run_by_line() {
    let source = "{\n\"smithy\":\"2.0\",\n\"shapes\":{\n\"a#A\":{\"type\":\"list\"},\n\"a#B\":{\"type\":\"structure\",\
        \n\"members\":{\"m\":{\"target\":\"a#X\"},\n\"n\":{\"target\":\"smithy.api#String\",\"traits\":{\"smithy.api#required\":1}}}}\n}}";
    let found = problems_of(source.as_bytes());
    let lines: Vec<_> = found
        .iter()
        .filter_map(|problem| problem.line.map(|(line, _)| line))
        .collect();
    assert_eq!(lines, [4, 6, 7]);
    assert_eq!(found[1].shape.as_deref(), Some("a#B$m"));
}

#[test]
fn apply_and_mixins() {
    check(&[
        (
            r#""a#Cty":{"type":"apply","traits":{"x#y":1}},"a#City":{"type":"string"}"#,
            "shapes.a#Cty",
            "traits are applied to a#Cty, which does not exist",
            "`a#City`",
        ),
        (
            r#""a#S$nam":{"type":"apply","traits":{"x#y":1}},"a#S":{"type":"structure","members":{"name":{"target":"smithy.api#String"}}}"#,
            "shapes.a#S$nam",
            "member `nam` of a#S, which does not exist",
            "`name`",
        ),
        (
            r#""smithy.api#String":{"type":"apply","traits":{"x#y":1}}"#,
            "shapes.smithy.api#String",
            "belongs to the prelude",
            "",
        ),
        (
            r#""a#S":{"type":"structure","members":{},"mixins":[{"target":"a#Mxi"}]},"a#Mix":{"type":"structure","traits":{"smithy.api#mixin":{}}}"#,
            "shapes.a#S.mixins[0]",
            "mixin a#Mxi does not exist",
            "`a#Mix`",
        ),
        (
            r#""a#S":{"type":"structure","mixins":[{"target":"a#T"}]},"a#T":{"type":"structure"}"#,
            "shapes.a#S.mixins[0]",
            "has no trait smithy.api#mixin",
            "apply `smithy.api#mixin`",
        ),
        (
            r#""a#S":{"type":"structure","mixins":[{"target":"a#U"}]},"a#U":{"type":"string","traits":{"smithy.api#mixin":{}}}"#,
            "shapes.a#S.mixins[0]",
            "is a string, expected a structure",
            "",
        ),
        (
            r#""a#A":{"type":"structure","mixins":[{"target":"a#B"}],"traits":{"smithy.api#mixin":{}}},
            "a#B":{"type":"structure","mixins":[{"target":"a#A"}],"traits":{"smithy.api#mixin":{}}}"#,
            "shapes.a#B.mixins",
            "in a cycle: a#A -> a#B -> a#A",
            "",
        ),
        (
            r#""a#A":{"type":"structure","mixins":[{"target":"a#A"}],"traits":{"smithy.api#mixin":{}}}"#,
            "shapes.a#A.mixins",
            "in a cycle: a#A -> a#A",
            "",
        ),
        (
            r#""a#A":{"type":"structure","members":{"m":{"target":"smithy.api#String"}},"traits":{"smithy.api#mixin":{}}},
            "a#S":{"type":"structure","members":{"m":{"target":"smithy.api#Integer"}},"mixins":[{"target":"a#A"}]}"#,
            "shapes.a#S.members.m",
            "comes from a mixin with target smithy.api#String, here it targets smithy.api#Integer",
            "",
        ),
    ]);
    let conflict = r#""a#S":{"type":"string","traits":{"x#y":1}}"#;
    let apply = r#""a#S":{"type":"apply","traits":{"x#y":2}}"#;
    let found = load_files(&[&document(conflict), &document(apply)]).expect_err("a conflict");
    assert!(
        found[0]
            .message
            .contains("trait x#y is applied twice with different values: 1 and 2"),
        "{}",
        found[0]
    );
    assert!(found[0].file.ends_with("1.json"));
}

#[test]
fn several_files() {
    let string = document(r#""a#S":{"type":"string"}"#);
    let cases = [
        (
            document(r#""a#S":{"type":"integer"}"#),
            "a#S is defined twice: as an integer here and as a string in another file",
        ),
        (
            document(r#""a#S":{"type":"string","traits":{"x#y":1}}"#),
            "as a string here and as a different one",
        ),
        (
            document(r#""smithy.api#String":{"type":"blob"}"#),
            "as a blob here and as a string in the prelude",
        ),
    ];
    for (second, message) in cases {
        let found = load_files(&[&string, &second]).expect_err(message);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains(message), "{}", found[0]);
    }
    let metadata = |value: &str| format!(r#"{{"smithy":"2.0","metadata":{{"k":{value}}}}}"#);
    let found = load_files(&[&metadata("1"), &metadata("[1]")]).expect_err("a conflict");
    assert!(
        found[0]
            .message
            .contains("metadata `k` has a different value"),
        "{}",
        found[0]
    );
    assert_eq!(found[0].path, "metadata.k");

    let found = load_files(&["{", "[", &string]).expect_err("two files are not JSON");
    assert_eq!(found.len(), 2, "both are reported");
}
