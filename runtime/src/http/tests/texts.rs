//! Values as text.

use aws_smithy_types::{Blob, DateTime};

use super::super::{TimestampFormat, text, unprefixed};

#[test]
fn scalars() {
    assert_eq!(text::integer(i64::MIN), "-9223372036854775808");
    assert_eq!(text::integer(7), "7");
    assert_eq!(text::integer(-7_i8), "-7");
    assert_eq!(text::boolean(true), "true");
    assert_eq!(text::boolean(false), "false");
    assert_eq!(text::float(1.1), "1.1");
    assert_eq!(text::double(1.0), "1.0");
    for (value, expected) in [
        (f64::NAN, "NaN"),
        (f64::INFINITY, "Infinity"),
        (f64::NEG_INFINITY, "-Infinity"),
    ] {
        assert_eq!(text::double(value), expected);
        assert_eq!(text::float(value as f32), expected);
    }
    assert_eq!(text::base64("{\"a\""), "eyJhIg==");
    assert_eq!(text::base64(Blob::new("a")), "YQ==");
}

#[test]
fn timestamps() {
    let time = DateTime::from_secs(1_576_540_098);
    let cases = [
        (TimestampFormat::EpochSeconds, "1576540098"),
        (TimestampFormat::DateTime, "2019-12-16T23:48:18Z"),
        (TimestampFormat::HttpDate, "Mon, 16 Dec 2019 23:48:18 GMT"),
    ];
    for (format, expected) in cases {
        assert_eq!(text::timestamp(&time, format).unwrap(), expected);
    }
    let far = DateTime::from_secs(i64::MAX);
    assert!(text::timestamp(&far, TimestampFormat::HttpDate).is_err());
}

#[test]
fn one_prefix_of_a_value_is_taken_away() {
    for (value, bare) in [
        ("/zone/Z1", "Z1"),
        ("zone/Z1", "Z1"),
        ("/change/C1", "C1"),
        ("/zone/change/Z1", "change/Z1"),
        ("Z1", "Z1"),
        ("/other/Z1", "/other/Z1"),
        ("", ""),
    ] {
        assert_eq!(unprefixed(value, &["zone/", "change/"]), bare, "{value}");
    }
}
