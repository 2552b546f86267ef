//! Documents, read and written.

use std::collections::HashMap;

use aws_smithy_types::{Document, Number};

use super::super::{Reader, Writer};
use super::read;

fn write(document: &Document) -> String {
    let mut writer = Writer::new();
    writer.value().document(document);
    String::from_utf8(writer.finish()).unwrap()
}

#[test]
fn each_kind_is_kept() {
    let object = |key: &str, value| Document::Object(HashMap::from([(key.to_owned(), value)]));
    let cases = [
        ("true", Document::Bool(true)),
        ("false", Document::Bool(false)),
        (r#""a\"b""#, Document::String("a\"b".to_owned())),
        ("0", Document::Number(Number::PosInt(0))),
        (
            "18446744073709551615",
            Document::Number(Number::PosInt(u64::MAX)),
        ),
        (
            "-9223372036854775808",
            Document::Number(Number::NegInt(i64::MIN)),
        ),
        ("1.5", Document::Number(Number::Float(1.5))),
        ("[]", Document::Array(vec![])),
        ("{}", Document::Object(HashMap::new())),
        (
            r#"[null,[],{},[1]]"#,
            Document::Array(vec![
                Document::Null,
                Document::Array(vec![]),
                Document::Object(HashMap::new()),
                Document::Array(vec![Document::Number(Number::PosInt(1))]),
            ]),
        ),
        (
            r#"{"k\n":{"a":[{"b":null}]}}"#,
            object(
                "k\n",
                object("a", Document::Array(vec![object("b", Document::Null)])),
            ),
        ),
    ];
    for (text, document) in cases {
        assert_eq!(
            read(text, Reader::document).unwrap(),
            Some(document.clone()),
            "{text}"
        );
        assert_eq!(write(&document), text);
    }
}

#[test]
fn null_is_no_document_but_may_be_within_one() {
    assert_eq!(read("null", Reader::document).unwrap(), None);
    assert_eq!(write(&Document::Null), "null");
}

#[test]
fn numbers_that_are_not_whole() {
    let number = |text| match read(text, Reader::document).unwrap() {
        Some(Document::Number(number)) => number,
        other => panic!("{other:?}"),
    };
    assert_eq!(number("1.0"), Number::Float(1.0));
    assert_eq!(number("-0"), Number::Float(-0.0));
    assert_eq!(number("1e3"), Number::Float(1000.0));
    assert_eq!(
        number("18446744073709551616"),
        Number::Float(18_446_744_073_709_551_616.0)
    );
    assert!(read("1e999", Reader::document).is_err());
    assert_eq!(write(&Document::Number(Number::Float(f64::NAN))), "\"NaN\"");
}

#[test]
fn documents_of_any_depth_are_written() {
    let mut document = Document::Null;
    for _ in 0..10_000 {
        document = Document::Array(vec![document]);
    }
    let text = write(&document);
    assert_eq!(text.len(), 2 * 10_000 + 4);
    while let Document::Array(mut elements) = document {
        document = elements.pop().unwrap_or(Document::Null);
    }
}

#[test]
fn agrees_with_serde_json() {
    let text =
        r#"{"a":[1,2.5,-3,"x\u00e9\ud83d\ude00",null,true,{"b":{},"c":[[],[]]}],"d":"\\\"/"}"#;
    let document = read(text, Reader::document).unwrap().unwrap();
    let ours: serde_json::Value = serde_json::from_str(&write(&document)).unwrap();
    let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(ours, theirs);
}
