//! The writer.

use aws_smithy_types::{Blob, DateTime};

use super::super::{Reader, TimestampFormat, ValueWriter, Writer};
use super::read;

fn write(with: impl FnOnce(ValueWriter<'_>)) -> String {
    let mut writer = Writer::with_capacity(0);
    with(writer.value());
    String::from_utf8(writer.finish()).unwrap()
}

#[test]
fn containers() {
    assert_eq!(write(|value| value.object().end()), "{}");
    assert_eq!(write(|value| value.array().end()), "[]");
    let text = write(|value| {
        let mut object = value.object();
        object.key("a").integer(1);
        object.key("b").null();
        let mut array = object.key("c").array();
        array.element().boolean(true);
        array.element().boolean(false);
        array.element().array().end();
        let mut inner = array.element().object();
        inner.key_escaped("\"\n").string("x");
        inner.key_escaped("").object().end();
        inner.end();
        array.end();
        object.key("d").string("");
        object.end();
    });
    let expected = r#"{"a":1,"b":null,"c":[true,false,[],{"\"\n":"x","":{}}],"d":""}"#;
    assert_eq!(text, expected);
}

#[test]
fn strings() {
    let cases = [
        ("", r#""""#),
        ("plain", r#""plain""#),
        ("h\u{e9}\u{1F600}\u{7f}/", "\"h\u{e9}\u{1F600}\u{7f}/\""),
        ("\"\\", r#""\"\\""#),
        ("\u{8}\u{c}\n\r\t", r#""\b\f\n\r\t""#),
        ("\0\u{1}\u{1f}", r#""\u0000\u0001\u001f""#),
        (
            "0123456789\"0123456789abcdef\"",
            r#""0123456789\"0123456789abcdef\"""#,
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(write(|out| out.string(value)), expected);
    }
}

#[test]
fn strings_agree_with_serde_json() {
    for length in 0..20 {
        for place in 0..=length {
            for char in (0..=0x17f).filter_map(char::from_u32) {
                let mut value = "x".repeat(length);
                value.insert(place, char);
                let text = write(|out| out.string(&value));
                assert_eq!(text, serde_json::to_string(&value).unwrap());
                assert_eq!(read(&text, Reader::string).unwrap(), Some(value));
            }
        }
    }
}

#[test]
fn numbers() {
    assert_eq!(
        write(|value| value.integer(i64::MIN)),
        "-9223372036854775808"
    );
    assert_eq!(write(|value| value.integer(i32::MAX)), "2147483647");
    assert_eq!(write(|value| value.integer(-7_i8)), "-7");
    let doubles = [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (5.5, "5.5"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (1.5e-9, "1.5e-9"),
        (f64::NAN, "\"NaN\""),
        (f64::INFINITY, "\"Infinity\""),
        (f64::NEG_INFINITY, "\"-Infinity\""),
    ];
    for (value, expected) in doubles {
        assert_eq!(write(|out| out.double(value)), expected);
    }
    assert_eq!(write(|out| out.float(0.1)), "0.1");
    assert_eq!(write(|out| out.float(f32::NAN)), "\"NaN\"");
    assert_eq!(write(|out| out.float(f32::NEG_INFINITY)), "\"-Infinity\"");
}

#[test]
fn numbers_are_read_back() {
    for value in [
        0.0,
        -0.0,
        1.0,
        1e300,
        5e-324,
        f64::MAX,
        0.1,
        1e21,
        123_456_789.125,
    ] {
        let text = write(|out| out.double(value));
        let back = read(&text, Reader::double).unwrap().unwrap();
        assert_eq!(back.to_bits(), value.to_bits(), "{text}");
    }
}

#[test]
fn blobs() {
    for (bytes, expected) in [("", "\"\""), ("a", "\"YQ==\""), ("?>~", "\"Pz5+\"")] {
        assert_eq!(write(|out| out.blob(&Blob::new(bytes))), expected);
    }
}

#[test]
fn timestamps() {
    let milli = DateTime::from_secs_and_nanos(1_576_540_098, 120_000_000);
    let cases = [
        (DateTime::from_secs(0), TimestampFormat::EpochSeconds, "0"),
        (DateTime::from_secs(-5), TimestampFormat::EpochSeconds, "-5"),
        (milli, TimestampFormat::EpochSeconds, "1576540098.12"),
        (
            milli,
            TimestampFormat::DateTime,
            "\"2019-12-16T23:48:18.12Z\"",
        ),
        (
            DateTime::from_secs(1_576_540_098),
            TimestampFormat::HttpDate,
            "\"Mon, 16 Dec 2019 23:48:18 GMT\"",
        ),
    ];
    for (timestamp, format, expected) in cases {
        assert_eq!(
            write(|out| out.timestamp(&timestamp, format).unwrap()),
            expected
        );
    }
    let far = DateTime::from_secs(i64::MAX);
    for format in [TimestampFormat::DateTime, TimestampFormat::HttpDate] {
        let mut writer = Writer::new();
        assert!(writer.value().timestamp(&far, format).is_err());
    }
}
