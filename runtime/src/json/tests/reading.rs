//! Containers, `null`, and what is skipped.

use std::collections::HashMap;

use super::super::{MAX_DEPTH, Reader};
use super::{fail, read};

/// A structure as generated code reads it.
#[derive(Debug, Default, PartialEq)]
struct User {
    name: Option<String>,
    age: Option<i32>,
    tags: Option<Vec<String>>,
    boss: Option<Box<User>>,
}

impl User {
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, super::ReadError> {
        if !reader.begin_object()? {
            return Ok(None);
        }
        let mut user = Self::default();
        while let Some(key) = reader.next_key()? {
            match &*key {
                "Name" => user.name = reader.string()?,
                "Age" => user.age = reader.integer()?,
                "Tags" => user.tags = reader.list(Reader::string)?,
                "Boss" => user.boss = Self::read(reader)?.map(Box::new),
                _ => reader.skip()?,
            }
        }
        Ok(Some(user))
    }
}

fn named(name: &str) -> User {
    User {
        name: Some(name.to_owned()),
        ..User::default()
    }
}

#[test]
fn structures() {
    let cases = [
        ("null", None),
        ("{}", Some(User::default())),
        (" \t\r\n{ \n } ", Some(User::default())),
        (r#"{"Name":"Ada"}"#, Some(named("Ada"))),
        (r#"{ "Name" : "Ada" , "Age" : null }"#, Some(named("Ada"))),
        (
            r#"{"Other":{"Name":[1,{"a":"}"}]},"Name":"Ada","More":"\"]"}"#,
            Some(named("Ada")),
        ),
        (
            r#"{"Age":3,"Tags":["a","b"],"Boss":{"Name":"Bob"}}"#,
            Some(User {
                age: Some(3),
                tags: Some(vec!["a".to_owned(), "b".to_owned()]),
                boss: Some(Box::new(named("Bob"))),
                ..User::default()
            }),
        ),
        (r#"{"Name":"a","Name":"b"}"#, Some(named("b"))),
        (r#"{"\u004eame":"escaped key"}"#, Some(named("escaped key"))),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, User::read).unwrap(), expected, "{text}");
    }
}

#[test]
fn every_truncation_is_an_error() {
    let text =
        r#" {"Age":-12.0e0,"Tags":["a\u00e9\n"],"x":[true,{"y":[null]}],"Boss":{"Name":"é"}}"#;
    assert!(read(text, User::read).is_ok());
    for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
        let cut = &text[..end];
        assert!(read(cut, User::read).is_err(), "{cut}");
        assert!(read(cut, Reader::skip).is_err(), "{cut}");
        assert!(read(cut, Reader::document).is_err(), "{cut}");
    }
}

#[test]
fn junk_is_an_error_for_every_reading() {
    let cases = [
        "",
        " ",
        "}",
        "]",
        ",",
        ":",
        "{",
        "[",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{\"a\" 1}",
        "{\"a\":1}}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "[1]]",
        "[1],",
        "nul",
        "nulll",
        "True",
        "tru",
        "falsey",
        "NaN",
        "Infinity",
        "undefined",
        "'a'",
        "\"a",
        "\"a\"b",
        "1 2",
        "// no\n1",
        "1 /* no */",
        "\u{feff}1",
        "\u{a0}1",
        "\u{b}1",
    ];
    for text in cases {
        assert!(read(text, Reader::skip).is_err(), "skip {text:?}");
        assert!(read(text, Reader::document).is_err(), "document {text:?}");
        assert!(read(text, User::read).is_err(), "structure {text:?}");
        assert!(
            read(text, |reader| reader.list(Reader::double)).is_err(),
            "list {text:?}"
        );
        assert!(
            read(text, |reader| reader
                .map::<String, _, HashMap<_, _>>(Reader::double))
            .is_err(),
            "map {text:?}"
        );
    }
}

#[test]
fn what_is_not_utf8_is_an_error() {
    let error = Reader::new(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected UTF-8, found bytes that are not UTF-8 at byte 6 (`a`)"
    );
    assert!(Reader::new(b"\"\xc3").is_err());
    assert!(Reader::new(b"\"\xed\xa0\x80\"").is_err());
}

#[test]
fn skips_one_value_of_each_kind() {
    let values = [
        "null",
        "true",
        "false",
        "0",
        "-1.5e-3",
        "\"\"",
        r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#,
        "[]",
        "{}",
        "[[],{},[{}]]",
        r#"{"a":{"b":[1,"]",{"c":null}]},"d":[]}"#,
    ];
    for value in values {
        let text = format!("[ {value} , 7 ]");
        let rest = read(&text, |reader| {
            assert!(reader.begin_array()? && reader.next_element()?);
            reader.skip()?;
            assert!(reader.next_element()?);
            let rest = reader.integer()?;
            assert!(!reader.next_element()?);
            Ok(rest)
        });
        assert_eq!(rest.unwrap(), Some(7), "{value}");
    }
}

#[test]
fn skipping_is_strict() {
    let cases = [
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x1",
        "--1",
        r#""\x""#,
        r#""\u12""#,
        r#""\ud800""#,
        "\"\n\"",
        r#"{"\q":1}"#,
        "[tru]",
        "[nil]",
    ];
    for text in cases {
        assert!(read(text, Reader::skip).is_err(), "{text:?}");
    }
}

#[test]
fn the_depth_is_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&nested(MAX_DEPTH), Reader::skip).is_ok());
    assert!(read(&nested(MAX_DEPTH), Reader::document).is_ok());
    for depth in [MAX_DEPTH + 1, 100_000] {
        let open = "[".repeat(depth);
        let objects = r#"{"Boss":"#.repeat(depth);
        assert!(fail(&open, Reader::skip).to_string().contains("256"));
        assert!(fail(&open, Reader::document).to_string().contains("256"));
        assert!(fail(&objects, Reader::skip).to_string().contains("256"));
        assert!(fail(&objects, Reader::document).to_string().contains("256"));
        assert!(fail(&objects, User::read).to_string().contains("256"));
    }
    let within = format!(r#"{{"Tags":[],"x":{}}}"#, nested(MAX_DEPTH - 1));
    assert!(read(&within, User::read).is_ok());
    let within = format!(r#"{{"x":{}}}"#, nested(MAX_DEPTH));
    assert!(fail(&within, User::read).to_string().contains("256"));
    let siblings = format!("[{}]", vec!["[[]]"; 1000].join(","));
    assert!(read(&siblings, Reader::skip).is_ok());
}

#[test]
fn lists() {
    let list = |text| read(text, |reader| reader.list(Reader::integer));
    assert_eq!(list("null").unwrap(), None);
    assert_eq!(list("[]").unwrap(), Some(vec![]));
    assert_eq!(list("[ 1 , -2,3 ]").unwrap(), Some(vec![1, -2, 3]));
    let error = list("[1,null]").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected an element of a list that is not sparse, found null at byte 3 (`[1]`)"
    );

    let tolerant = read("[1,null,2]", |reader| {
        reader.list_without_nulls(Reader::integer)
    });
    assert_eq!(tolerant.unwrap(), Some(vec![1, 2]));

    let sparse = |text| read(text, |reader| reader.sparse_list(Reader::integer));
    assert_eq!(sparse("null").unwrap(), None);
    assert_eq!(
        sparse("[1,null,2]").unwrap(),
        Some(vec![Some(1), None, Some(2)])
    );

    let nested = read("[[1],[],[2,3]]", |reader| {
        reader.list(|reader| reader.list(Reader::integer))
    });
    assert_eq!(nested.unwrap(), Some(vec![vec![1], vec![], vec![2, 3]]));
}

#[test]
fn maps() {
    let entries = |entries: &[(&str, i32)]| {
        let entries = entries.iter().map(|&(key, value)| (key.to_owned(), value));
        Some(entries.collect::<HashMap<_, _>>())
    };
    let map = |text| read(text, |reader| reader.map(Reader::integer));
    assert_eq!(map("null").unwrap(), None);
    assert_eq!(map("{}").unwrap(), entries(&[]));
    assert_eq!(
        map(r#"{"a":1,"":2}"#).unwrap(),
        entries(&[("a", 1), ("", 2)])
    );
    let error = map(r#"{"a":1,"b":null}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a value of a map that is not sparse, found null at byte 11 (`b`)"
    );
    let tolerant = read(r#"{"a":1,"b":null}"#, |reader| {
        reader.map_without_nulls(Reader::integer)
    });
    assert_eq!(tolerant.unwrap(), entries(&[("a", 1)]));
    assert_eq!(map(r#"{"a":1,"a":2}"#).unwrap(), entries(&[("a", 2)]));
    assert_eq!(map(r#"{"\"\u00e9":1}"#).unwrap(), entries(&[("\"é", 1)]));

    let sparse = read(r#"{"a":null,"b":1}"#, |reader| {
        reader.sparse_map::<String, _, HashMap<_, _>>(Reader::integer)
    });
    let expected = HashMap::from([("a".to_owned(), None), ("b".to_owned(), Some(1))]);
    assert_eq!(sparse.unwrap(), Some(expected));
}

/// An enum as generated code has them.
#[derive(Debug, Eq, Hash, PartialEq)]
enum Channel {
    Voice,
    Unknown(String),
}

impl From<&str> for Channel {
    fn from(value: &str) -> Self {
        match value {
            "VOICE" => Self::Voice,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

#[test]
fn enums_are_values_and_keys() {
    let value = |text| read(text, Reader::string_as::<Channel>).unwrap();
    assert_eq!(value("null"), None);
    assert_eq!(value("\"VOICE\""), Some(Channel::Voice));
    assert_eq!(value(r#""VO\u0049CE""#), Some(Channel::Voice));
    assert_eq!(value("\"FAX\""), Some(Channel::Unknown("FAX".to_owned())));
    assert!(read("1", Reader::string_as::<Channel>).is_err());

    let map = read(r#"{"VOICE":1}"#, |reader| {
        reader.map::<Channel, _, HashMap<_, _>>(Reader::integer)
    });
    assert_eq!(map.unwrap(), Some(HashMap::from([(Channel::Voice, 1)])));
}

#[test]
fn null_is_consumed_only_if_it_is_next() {
    let read_two = |text: &str| {
        read(text, |reader| {
            assert!(reader.begin_array()? && reader.next_element()?);
            let null = reader.null()?;
            if !null {
                reader.skip()?;
            }
            assert!(!reader.next_element()?);
            Ok(null)
        })
    };
    assert!(read_two("[ null ]").unwrap());
    assert!(!read_two("[1]").unwrap());
    assert!(read_two("[nul]").is_err());
}

#[test]
fn booleans() {
    assert_eq!(read("true", Reader::boolean).unwrap(), Some(true));
    assert_eq!(read(" false ", Reader::boolean).unwrap(), Some(false));
    assert_eq!(read("null", Reader::boolean).unwrap(), None);
    for text in ["1", "\"true\"", "{}", "tru", "truer", "f"] {
        assert!(read(text, Reader::boolean).is_err(), "{text}");
    }
}

#[test]
fn a_reader_that_failed_does_not_panic() {
    for text in [
        "\"\\",
        "\"\\u",
        "\"\\ud83d\\u",
        "[",
        "{\"a\":",
        "nul",
        "-",
        "1e",
    ] {
        let mut reader = Reader::new(text.as_bytes()).unwrap();
        for _ in 0..3 {
            let _ = reader.skip();
            let _ = reader.string();
            let _ = reader.next_key();
            let _ = reader.next_element();
            let _ = reader.double();
            let _ = reader.null();
            let _ = reader.document();
            let _ = reader.end();
        }
    }
}

/// Reads `{"a": integer} | {"b": nothing}`, as generated code does.
fn union(reader: &mut Reader<'_>) -> Result<Option<String>, super::ReadError> {
    if !reader.begin_object()? {
        return Ok(None);
    }
    let mut variant = None;
    while let Some(key) = reader.next_key()? {
        let found = match &*key {
            "a" => reader.integer()?.map(|value| value.to_string()),
            "b" => reader.unit()?.map(|()| "b".to_owned()),
            "__type" => {
                reader.skip()?;
                None
            }
            _ => reader.unit()?.map(|()| "unknown".to_owned()),
        };
        reader.one_variant(&mut variant, found)?;
    }
    reader.end_union(variant)
}

#[test]
fn unions_have_one_variant() {
    let cases = [
        ("null", None),
        (r#"{"a":7}"#, Some("7")),
        (r#"{"b":{}}"#, Some("b")),
        (r#"{"b":{"x":[1]}}"#, Some("b")),
        (r#"{"z":[{}]}"#, Some("unknown")),
        (r#"{"__type":"ns#U","a":7}"#, Some("7")),
        (r#"{"a":null,"b":{},"z":null}"#, Some("b")),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, union).unwrap().as_deref(), expected, "{text}");
    }
    for text in [r#"{"a":7,"b":{}}"#, r#"{"z":1,"a":2}"#, r#"{"a":1,"a":1}"#] {
        let message = fail(text, union).to_string();
        assert!(
            message.contains("one variant of a union, found a second one"),
            "{message}"
        );
    }
    for text in ["{}", r#"{"a":null}"#, r#"{"__type":"A"}"#] {
        let message = fail(text, union).to_string();
        assert!(
            message.contains("one variant of a union, found none"),
            "{message}"
        );
    }
}
