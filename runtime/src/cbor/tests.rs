//! CBOR that the reader accepts or refuses, and that the writer makes.

use std::collections::HashMap;

use aws_smithy_types::date_time::Format;
use aws_smithy_types::{Blob, DateTime};

use super::{MAX_DEPTH, Reader, Writer};
use crate::ReadError;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs
        .map(|pair| u8::from_str_radix(&pair, 16).unwrap())
        .collect()
}

/// Reads the bytes `hex` by `read`, to their end.
fn read<T>(
    hex: &str,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, ReadError>,
) -> Result<T, String> {
    let bytes = bytes(hex);
    let mut reader = Reader::new(&bytes);
    let value = read(&mut reader).map_err(|error| error.to_string())?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(value)
}

fn written(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::new();
    write(&mut writer);
    let bytes = writer.finish();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn integers_come_in_every_width() {
    let cases = [
        ("17", 23),
        ("1818", 24),
        ("190100", 256),
        ("1a00010000", 65_536),
        ("1b000000007fffffff", 2_147_483_647),
        ("20", -1),
        ("3903e7", -1000),
        ("3b000000007fffffff", -2_147_483_648),
    ];
    for (hex, value) in cases {
        assert_eq!(
            read(hex, |reader| reader.integer()),
            Ok(Some(value)),
            "{hex}"
        );
    }
    for hex in [
        "1b0000000080000000",
        "1bffffffffffffffff",
        "3bffffffffffffffff",
    ] {
        let error = read(hex, |reader| reader.integer()).unwrap_err();
        assert!(error.contains("a number too large at byte 0"), "{error}");
    }
    assert_eq!(read("187f", |reader| reader.byte()), Ok(Some(127)));
    assert!(read("1880", |reader| reader.byte()).is_err());
    assert_eq!(
        read("1b7fffffffffffffff", |reader| reader.long()),
        Ok(Some(i64::MAX))
    );
}

#[test]
fn floats_come_in_every_width() {
    let cases = [
        ("f93c00", 1.0),
        ("f9c400", -4.0),
        ("f90001", 5.960_464_477_539_063e-8),
        ("f97bff", 65_504.0),
        ("f97c00", f64::INFINITY),
        ("f9fc00", f64::NEG_INFINITY),
        ("fa47c35000", 100_000.0),
        ("fb3ff199999999999a", 1.1),
        ("0a", 10.0),
        ("29", -10.0),
    ];
    for (hex, value) in cases {
        assert_eq!(
            read(hex, |reader| reader.double()),
            Ok(Some(value)),
            "{hex}"
        );
    }
    let nan = read("f97e00", |reader| reader.double()).unwrap().unwrap();
    assert!(nan.is_nan());
    assert!(read("fb7fefffffffffffff", |reader| reader.float()).is_err());
    assert_eq!(
        read("fb7ff0000000000000", |reader| reader.float()),
        Ok(Some(f32::INFINITY))
    );
}

#[test]
fn text_and_bytes_come_in_pieces() {
    let text = |hex| read(hex, |reader| reader.string());
    assert_eq!(text("63666f6f"), Ok(Some("foo".to_owned())));
    assert_eq!(text("7f62666f616fff"), Ok(Some("foo".to_owned())));
    assert_eq!(text("60"), Ok(Some(String::new())));
    let blob = |hex| read(hex, |reader| reader.blob::<Blob>());
    assert_eq!(blob("4201ff"), Ok(Some(Blob::new([1, 255]))));
    assert_eq!(blob("5f410141ffff"), Ok(Some(Blob::new([1, 255]))));
    assert!(text("62ff").is_err());
    assert!(text("61ff").unwrap_err().contains("malformed"));
    assert!(blob("6161").unwrap_err().contains("found string"));
}

#[test]
fn timestamps_have_a_tag() {
    let time = |hex| read(hex, |reader| reader.timestamp());
    assert_eq!(
        time("c11a514b67b0"),
        Ok(Some(DateTime::from_secs(1_363_896_240)))
    );
    assert_eq!(
        time("c1fb41d452d9ec200000"),
        Ok(Some(DateTime::from_secs_f64(1_363_896_240.5)))
    );
    // 946845296.123
    assert_eq!(
        time("c1fb41cc37db380fbe77"),
        Ok(Some(DateTime::from_secs_and_nanos(
            946_845_296,
            123_000_000
        )))
    );
    assert_eq!(time("c120"), Ok(Some(DateTime::from_secs(-1))));
    assert_eq!(time("f6"), Ok(None));
    assert!(time("c01a514b67b0").unwrap_err().contains("another tag"));
    assert!(time("c1f97e00").unwrap_err().contains("not finite"));
}

#[test]
fn timestamps_are_the_decimals_that_they_were_written_as() {
    for text in [
        "0",
        "-1.5",
        "946845296.123",
        "-946845296.001",
        "1363896240",
        "1363896240.0001",
        "1363896240.123456",
        "253402300799.999",
        "2000000000000.5",
    ] {
        let seconds: f64 = text.parse().unwrap();
        let hex = format!("c1fb{:016x}", seconds.to_bits());
        let time = DateTime::from_str(text, Format::EpochSeconds).unwrap();
        let read = read(&hex, |reader| reader.timestamp());
        assert_eq!(read, Ok(Some(time)), "{text}");
    }
}

#[test]
fn null_and_undefined_are_none() {
    for hex in ["f6", "f7"] {
        assert_eq!(read(hex, |reader| reader.boolean()), Ok(None));
        assert_eq!(read(hex, |reader| reader.long()), Ok(None));
        assert_eq!(read(hex, |reader| reader.double()), Ok(None));
        assert_eq!(read(hex, |reader| reader.string()), Ok(None));
        assert_eq!(read(hex, |reader| reader.blob::<Blob>()), Ok(None));
        assert_eq!(read(hex, |reader| reader.begin_object()), Ok(false));
        assert_eq!(read(hex, |reader| reader.begin_array()), Ok(false));
    }
}

#[test]
fn containers_have_a_length_or_a_break() {
    for hex in ["83010203", "9f010203ff"] {
        let list = read(hex, |reader| reader.list(|reader| reader.integer()));
        assert_eq!(list, Ok(Some(vec![1, 2, 3])));
    }
    for hex in ["a2616101616202", "bf616101616202ff"] {
        let map = read(hex, |reader| {
            reader.map::<String, _, HashMap<_, _>>(|reader| reader.integer())
        });
        let map = map.unwrap().unwrap();
        assert_eq!((map["a"], map["b"], map.len()), (1, 2, 2));
    }
    let list = |hex| read(hex, |reader| reader.list(|reader| reader.integer()));
    assert!(list("8201f6").unwrap_err().contains("not sparse"));
    let tolerant = read("8201f6", |reader| {
        reader.list_without_nulls(|reader| reader.integer())
    });
    assert_eq!(tolerant, Ok(Some(vec![1])));
    let holes = "a2616101 6162f6";
    let map = read(holes, |reader| {
        reader.map::<String, _, HashMap<_, _>>(|reader| reader.integer())
    });
    assert!(map.unwrap_err().contains("not sparse"));
    let map = read(holes, |reader| {
        reader.map_without_nulls::<String, _, HashMap<_, _>>(|reader| reader.integer())
    });
    assert_eq!(map.unwrap().unwrap().len(), 1);
    let sparse = read("8201f6", |reader| {
        reader.sparse_list(|reader| reader.integer())
    });
    assert_eq!(sparse, Ok(Some(vec![Some(1), None])));
    assert!(list("8201").unwrap_err().contains("the end of the body"));
    assert!(list("9f01").unwrap_err().contains("the end of the body"));
    assert!(list("810102").unwrap_err().contains("found more"));
    let long = list("9bffffffffffffffff01");
    assert!(long.unwrap_err().contains("the end of the body"));
}

#[test]
fn what_is_not_known_is_skipped() {
    let hex = "bf 6161 bf 6162 9f 01 a1 6163 f6 ff ff 6164 07 ff";
    let found = read(hex, |reader| {
        assert!(reader.begin_object()?);
        let mut found = None;
        while let Some(key) = reader.next_key()? {
            match &*key {
                "d" => found = reader.integer()?,
                _ => reader.skip()?,
            }
        }
        Ok(found)
    });
    assert_eq!(found, Ok(Some(7)));
}

#[test]
fn depth_has_a_limit() {
    fn open(reader: &mut Reader<'_>) -> Result<Option<()>, ReadError> {
        reader.list(open).map(|list| list.map(drop))
    }
    let nested = |depth: usize| format!("{}80", "81".repeat(depth - 1));
    assert!(read(&nested(MAX_DEPTH), open).is_ok());
    let error = read(&nested(MAX_DEPTH + 1), open).unwrap_err();
    assert!(error.contains("at most 256"), "{error}");
    // Skipped values may be nested to any depth.
    assert!(read(&nested(100_000), |reader| reader.skip()).is_ok());
}

#[test]
fn every_truncation_is_an_error() {
    let whole = bytes("bf6161830102fb3ff199999999999a6162c11a514b67b06163426162ff");
    for end in 0..whole.len() {
        let mut reader = Reader::new(&whole[..end]);
        assert!(reader.skip().is_err(), "{end}");
    }
    assert!(Reader::new(&whole).skip().is_ok());
}

#[test]
fn values_are_written() {
    let hex = written(|writer| {
        let mut object = writer.value().object();
        object.key("n").integer(-1_i64);
        object.key("s").string("x");
        object.key("b").blob(&Blob::new([1, 2]));
        object.key("t").boolean(true);
        object.key("f").float(1.5);
        object.key("d").double(1.1);
        object.key("z").null();
        let mut array = object.key("a").array();
        array.element().integer(500_i32);
        array.end();
        object.end();
    });
    let expected = "bf 616e20 61736178 6162420102 6174f5 6166fa3fc00000 6164fb3ff199999999999a
                    617af6 61619f1901f4ff ff";
    assert_eq!(hex, expected.split_whitespace().collect::<String>());
}

#[test]
fn texts_of_any_length_are_written() {
    for length in [0, 1, 23, 24, 255, 256, 65_536] {
        let text = "x".repeat(length);
        let hex = written(|writer| writer.value().string(&text));
        assert_eq!(read(&hex, |reader| reader.string()), Ok(Some(text)));
    }
}

#[test]
fn timestamps_are_written_as_they_are_read() {
    for time in [
        DateTime::from_secs(1_363_896_240),
        DateTime::from_secs(-1),
        DateTime::from_secs_f64(1_363_896_240.5),
    ] {
        let hex = written(|writer| writer.value().timestamp(&time).unwrap());
        assert_eq!(read(&hex, |reader| reader.timestamp()), Ok(Some(time)));
    }
}
