//! Timestamps in each format.

use aws_smithy_types::DateTime;

use super::super::{Reader, TimestampFormat};
use super::read;

fn timestamp(text: &str, format: TimestampFormat) -> Result<Option<DateTime>, super::ReadError> {
    read(text, |reader: &mut Reader<'_>| reader.timestamp(format))
}

#[test]
fn epoch_seconds_keep_their_fraction() {
    let cases = [
        ("0", 0, 0),
        ("1515531081", 1_515_531_081, 0),
        ("1515531081.123", 1_515_531_081, 123_000_000),
        ("1.515531081123E9", 1_515_531_081, 123_000_000),
        ("1.515531081E9", 1_515_531_081, 0),
        ("1515531081123e-3", 1_515_531_081, 123_000_000),
        ("1515531081.000000001", 1_515_531_081, 1),
        ("1515531081.0000000019", 1_515_531_081, 1),
        ("0.5", 0, 500_000_000),
        ("-0.5", -1, 500_000_000),
        ("-1", -1, 0),
        ("-1.25", -2, 750_000_000),
        ("-0.0000000001", -1, 999_999_999),
        ("1e-400", 0, 0),
        ("9223372036854775807", i64::MAX, 0),
        ("-9223372036854775808", i64::MIN, 0),
        (
            "1515531081.12300000000000000000000000000000000000000001",
            1_515_531_081,
            123_000_000,
        ),
    ];
    for (text, seconds, nanos) in cases {
        let expected = DateTime::from_secs_and_nanos(seconds, nanos);
        let value = timestamp(text, TimestampFormat::EpochSeconds).unwrap();
        assert_eq!(value, Some(expected), "{text}");
    }
    for text in [
        "\"1\"",
        "\"NaN\"",
        "9223372036854775808",
        "1e30",
        "1e999",
        "01",
        "true",
        "[]",
    ] {
        assert!(
            timestamp(text, TimestampFormat::EpochSeconds).is_err(),
            "{text}"
        );
    }
}

#[test]
fn strings_in_each_format() {
    let second = DateTime::from_secs(1_576_540_098);
    let milli = DateTime::from_secs_and_nanos(1_576_540_098, 123_000_000);
    let cases = [
        (
            r#""2019-12-16T23:48:18Z""#,
            TimestampFormat::DateTime,
            second,
        ),
        (
            r#""2019-12-16T23:48:18.123Z""#,
            TimestampFormat::DateTime,
            milli,
        ),
        (
            r#""2019-12-16T22:48:18-01:00""#,
            TimestampFormat::DateTime,
            second,
        ),
        (
            r#""2019-12-17T00:48:18+01:00""#,
            TimestampFormat::DateTimeWithOffset,
            second,
        ),
        (
            r#""2019\u002d12-16T23:48:18Z""#,
            TimestampFormat::DateTime,
            second,
        ),
        (
            r#""Mon, 16 Dec 2019 23:48:18 GMT""#,
            TimestampFormat::HttpDate,
            second,
        ),
        (
            r#""Mon, 16 Dec 2019 23:48:18.123 GMT""#,
            TimestampFormat::HttpDate,
            milli,
        ),
    ];
    for (text, format, expected) in cases {
        assert_eq!(timestamp(text, format).unwrap(), Some(expected), "{text}");
    }
    for format in [
        TimestampFormat::EpochSeconds,
        TimestampFormat::DateTime,
        TimestampFormat::HttpDate,
    ] {
        assert_eq!(timestamp("null", format).unwrap(), None);
    }
}

#[test]
fn what_is_no_timestamp() {
    for text in [
        "1576540098",
        "\"\"",
        "\"soon\"",
        "\"2019-13-01T00:00:00Z\"",
        "{}",
    ] {
        for format in [TimestampFormat::DateTime, TimestampFormat::HttpDate] {
            assert!(timestamp(text, format).is_err(), "{text}");
        }
    }
}
