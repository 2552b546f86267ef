//! Numbers: their grammar, their ranges, and that they never wrap.

use super::super::Reader;
use super::read;
use crate::ReadError;

#[test]
fn integers_in_range() {
    let cases = [
        ("null", None),
        ("0", Some(0)),
        ("-0", Some(0)),
        ("7", Some(7)),
        ("-128", Some(-128)),
        ("127", Some(127)),
        ("1.0", Some(1)),
        ("-1.000", Some(-1)),
        ("1e2", Some(100)),
        ("1E+2", Some(100)),
        ("1200e-2", Some(12)),
        ("0.012e3", Some(12)),
        ("0.00", Some(0)),
        ("0e999999999999999999999", Some(0)),
        (
            "0.0000000000000000000000000000000000000000000000000e1",
            Some(0),
        ),
        (
            "1.0000000000000000000000000000000000000000000000000",
            Some(1),
        ),
        (
            "100000000000000000000000000000000000000000000000e-46",
            Some(10),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, Reader::long).unwrap(), expected, "{text}");
        let narrow = expected.map(|value| i8::try_from(value).unwrap());
        assert_eq!(read(text, Reader::byte).unwrap(), narrow, "{text}");
        assert_eq!(
            read(text, Reader::short).unwrap(),
            narrow.map(i16::from),
            "{text}"
        );
        assert_eq!(
            read(text, Reader::integer).unwrap(),
            narrow.map(i32::from),
            "{text}"
        );
    }
}

#[test]
fn integers_at_their_limits() {
    fn check<T: std::fmt::Debug + PartialEq>(
        read_one: impl Fn(&str) -> Result<Option<T>, ReadError>,
        min: T,
        max: T,
        limits: [&str; 4],
    ) {
        assert_eq!(read_one(limits[1]).unwrap(), Some(min));
        assert_eq!(read_one(limits[2]).unwrap(), Some(max));
        assert!(read_one(limits[0]).is_err());
        assert!(read_one(limits[3]).is_err());
    }
    check(
        |text| read(text, Reader::byte),
        i8::MIN,
        i8::MAX,
        ["-129", "-128", "127", "128"],
    );
    check(
        |text| read(text, Reader::short),
        i16::MIN,
        i16::MAX,
        ["-32769", "-32768", "32767", "32768"],
    );
    check(
        |text| read(text, Reader::integer),
        i32::MIN,
        i32::MAX,
        ["-2147483649", "-2147483648", "2147483647", "2147483648"],
    );
    check(
        |text| read(text, Reader::long),
        i64::MIN,
        i64::MAX,
        [
            "-9223372036854775809",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
        ],
    );
}

#[test]
fn what_is_no_integer() {
    let huge = "9".repeat(5000);
    let cases = [
        "1.5",
        "0.1",
        "1e-1",
        "15e-1",
        "1e19",
        "1e400",
        "1e99999999999999999999",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "1.00000000000000000000000000000000000000000000001",
        "\"1\"",
        "\"NaN\"",
        "true",
        "[]",
        "{}",
        "01",
        "-01",
        "+1",
        "-",
        "--1",
        "1.",
        ".1",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "1a",
        &huge,
    ];
    for text in cases {
        assert!(read(text, Reader::byte).is_err(), "{text}");
        assert!(read(text, Reader::integer).is_err(), "{text}");
        assert!(read(text, Reader::long).is_err(), "{text}");
    }
}

#[test]
fn doubles() {
    let cases = [
        ("0", 0.0),
        ("-0", -0.0),
        ("1", 1.0),
        ("-1.5", -1.5),
        ("1e2", 100.0),
        ("1.25E-2", 0.0125),
        ("9223372036854775808", 9_223_372_036_854_775_808.0),
        ("1.7976931348623157e308", f64::MAX),
        ("5e-324", 5e-324),
        ("1e-400", 0.0),
        ("\"Infinity\"", f64::INFINITY),
        ("\"-Infinity\"", f64::NEG_INFINITY),
    ];
    for (text, expected) in cases {
        let value = read(text, Reader::double).unwrap().unwrap();
        assert_eq!(value.to_bits(), expected.to_bits(), "{text}");
    }
    assert!(read("\"NaN\"", Reader::double).unwrap().unwrap().is_nan());
    assert!(read("\"NaN\"", Reader::float).unwrap().unwrap().is_nan());
    assert_eq!(read("null", Reader::double).unwrap(), None);
    assert_eq!(read("null", Reader::float).unwrap(), None);
    assert_eq!(read("0.1", Reader::float).unwrap(), Some(0.1));
    assert_eq!(
        read("\"-Infinity\"", Reader::float).unwrap(),
        Some(f32::NEG_INFINITY)
    );
}

#[test]
fn what_is_no_double() {
    let cases = [
        "1e400",
        "-1e400",
        "\"1\"",
        "\"nan\"",
        "\"inf\"",
        "\"infinity\"",
        "\"+Infinity\"",
        "\"\"",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        ".5",
        "1.",
        "1e",
        "+1",
        "-",
        "true",
        "[]",
        "1.2.3",
    ];
    for text in cases {
        assert!(read(text, Reader::double).is_err(), "{text}");
        assert!(read(text, Reader::float).is_err(), "{text}");
    }
    assert!(read("1e39", Reader::float).is_err());
}
