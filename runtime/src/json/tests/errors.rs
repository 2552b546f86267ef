//! The messages of errors.

use std::collections::HashMap;

use aws_smithy_types::Blob;

use super::super::Reader;
use super::fail;
use crate::ReadError;

/// Reads `{"Users":[{"Name":string,"Tags":{*:integer}}]}`.
fn users(reader: &mut Reader<'_>) -> Result<(), ReadError> {
    reader.begin_object()?;
    while let Some(key) = reader.next_key()? {
        assert_eq!(key, "Users");
        reader.list(|reader| user(reader).map(Some))?;
    }
    Ok(())
}

fn user(reader: &mut Reader<'_>) -> Result<(), ReadError> {
    reader.begin_object()?;
    while let Some(key) = reader.next_key()? {
        match &*key {
            "Name" => drop(reader.string()?),
            "Tags" => drop(reader.map::<String, _, HashMap<_, _>>(Reader::integer)?),
            _ => reader.skip()?,
        }
    }
    Ok(())
}

#[test]
fn errors_name_what_where_and_which_member() {
    let cases = [
        (
            "",
            "expected an object or null, found the end of the document at byte 0",
        ),
        (
            "  7",
            "expected an object or null, found a number at byte 2",
        ),
        (
            "{\"Users\":true}",
            "expected an array or null, found a boolean at byte 9 (`Users`)",
        ),
        (
            r#"{"Users":[{"Name":"a"},{"Name":{}}]}"#,
            "expected a string or null, found an object at byte 31 (`Users[1].Name`)",
        ),
        (
            r#"{"Users":[{"Tags":{"a":1,"b,]}":"x"}}]}"#,
            "expected an integer of 32 bits or null, found a string at byte 32 (`Users[0].Tags.b,]}`)",
        ),
        (
            r#"{"Users":[{"Tags":{"a":4294967296}}]}"#,
            "expected an integer of 32 bits or null, found a number that it can't hold at byte 23 (`Users[0].Tags.a`)",
        ),
        (
            r#"{"Users":[{"x":[1,{"y":tru}]}]}"#,
            "expected a JSON value, found `t` at byte 23 (`Users[0].x[1].y`)",
        ),
        (
            "{\"Users\":[{}]",
            "expected `,` or `}`, found the end of the document at byte 13 (`Users`)",
        ),
        (
            "{\"Users\":[{} {}]}",
            "expected `,` or `]`, found an object at byte 13 (`Users[0]`)",
        ),
        (
            "{\"Users\" []}",
            "expected `:`, found an array at byte 9 (`Users`)",
        ),
        (
            "{\"Users\":[],}",
            "expected a key, found `}` at byte 12 (`Users`)",
        ),
        ("{Users:[]}", "expected a key or `}`, found `U` at byte 1"),
        (
            "{\"Users\":[]} x",
            "expected the end of the document, found `x` at byte 13",
        ),
        (
            r#"{"Users":[{"Name":"\x"}]}"#,
            "expected an escape of JSON, found another escape at byte 19 (`Users[0].Name`)",
        ),
        (
            "{\"Users\":[{\"Name\":\"\n\"}]}",
            "expected an escape for the control character, found `\\n` at byte 19 (`Users[0].Name`)",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(fail(text, users).to_string(), expected, "{text}");
    }
}

#[test]
fn offset_and_path_can_be_asked_for() {
    let error = fail(r#"{"Users":[{"Name":1}]}"#, users);
    assert_eq!(error.offset(), 18);
    assert_eq!(error.path(), "Users[0].Name");
}

#[test]
fn values_are_not_shown() {
    let error = fail(r#"{"Users":"secret"}"#, users);
    assert!(!format!("{error} {error:?}").contains("secret"));
    let error = fail(r#""secret""#, Reader::blob::<Blob>);
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn a_path_has_a_limit() {
    let long = format!("{{{:?}:x", "k".repeat(100_000));
    assert!(fail(&long, Reader::skip).to_string().len() < 1000);
    let deep = r#"{"key":"#.repeat(250);
    assert!(fail(&deep, Reader::skip).to_string().len() < 1000);
}
