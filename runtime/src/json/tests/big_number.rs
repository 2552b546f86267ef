//! Numbers of any size.

use aws_smithy_types::{BigDecimal, BigInteger};

use super::super::{Reader, Writer};

const LARGE: &str = "-170141183460469231731687303715884105729";
const LONG: &str = "0.1000000000000000000000000000000000001";

#[test]
fn all_digits_are_read_from_numbers_and_strings() {
    let integer = |json: &str| {
        let read = Reader::new(json.as_bytes()).unwrap().big_integer();
        read.unwrap().map(|value| value.as_ref().to_owned())
    };
    let decimal = |json: &str| {
        let read = Reader::new(json.as_bytes()).unwrap().big_decimal();
        read.unwrap().map(|value| value.as_ref().to_owned())
    };
    for quote in ["", "\""] {
        assert_eq!(integer(&format!("{quote}{LARGE}{quote}")).unwrap(), LARGE);
        assert_eq!(decimal(&format!(" {quote}{LONG}{quote}")).unwrap(), LONG);
        assert_eq!(decimal(&format!("{quote}1E+2{quote}")).unwrap(), "1E+2");
    }
    assert_eq!((integer("null"), decimal("null")), (None, None));
}

#[test]
fn what_is_no_number_is_an_error() {
    for json in [
        "true", "[]", "\"\"", "\"x\"", "-", "01", "1.5", "1e2", "\"1.5\"", "",
    ] {
        let read = Reader::new(json.as_bytes()).unwrap().big_integer();
        assert!(read.is_err(), "{json}");
    }
    for json in [
        "true",
        "{}",
        "\"\"",
        "\"1.2.3\"",
        "1.",
        "1e",
        "1e99999999999999999999",
    ] {
        let read = Reader::new(json.as_bytes()).unwrap().big_decimal();
        assert!(read.is_err(), "{json}");
    }
}

#[test]
fn numbers_are_written_as_json_has_them() {
    let cases = [
        (LARGE, LARGE),
        (LONG, LONG),
        ("007", "7"),
        ("-00", "-0"),
        ("+5", "5"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("00.10E+3", "0.10E+3"),
        ("1e-2", "1e-2"),
    ];
    for (text, json) in cases {
        let value: BigDecimal = text.parse().unwrap();
        let mut writer = Writer::new();
        writer.value().big_decimal(&value).unwrap();
        let written = String::from_utf8(writer.finish()).unwrap();
        assert_eq!(written, json, "{text}");
        let read = Reader::new(written.as_bytes()).unwrap().big_decimal();
        assert_eq!(read.unwrap(), Some(value), "{text}");
    }
    let value: BigInteger = "0012".parse().unwrap();
    let mut writer = Writer::new();
    writer.value().big_integer(&value).unwrap();
    assert_eq!(writer.finish(), b"12");
}
