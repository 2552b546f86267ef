//! Strings, escapes and base64.

use aws_smithy_types::Blob;

use super::super::Reader;
use super::read;

#[test]
fn strings() {
    let cases = [
        (r#""""#, ""),
        (r#""a""#, "a"),
        (r#""1234567""#, "1234567"),
        (r#""12345678""#, "12345678"),
        (r#""123456789""#, "123456789"),
        (
            "\"h\u{e9}llo \u{1F600}\u{7f}\"",
            "h\u{e9}llo \u{1F600}\u{7f}",
        ),
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\u20AC\u0000""#, "A\u{e9}\u{20ac}\0"),
        (r#""\ud83d\ude00\uD83D\uDE00""#, "\u{1F600}\u{1F600}"),
        (r#""\ud7ff\ue000\uffff""#, "\u{d7ff}\u{e000}\u{ffff}"),
        (
            r#""0123456789abcde\n0123456789abcdef""#,
            "0123456789abcde\n0123456789abcdef",
        ),
        (r#""{\"a\":[1,2]}""#, "{\"a\":[1,2]}"),
    ];
    for (text, expected) in cases {
        let value = read(text, Reader::string).unwrap();
        assert_eq!(value.as_deref(), Some(expected), "{text}");
        assert!(read(text, Reader::skip).is_ok(), "{text}");
    }
    assert_eq!(read("null", Reader::string).unwrap(), None);
}

#[test]
fn malformed_strings() {
    let cases = [
        "1",
        "{}",
        "\"",
        "\"abc",
        "\"abc\\",
        "\"abc\\\"",
        "\"\n\"",
        "\"\0\"",
        "\"0123456\u{1f}89\"",
        r#""\a""#,
        r#""\U0041""#,
        r#""\u""#,
        r#""\u12""#,
        r#""\u123""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ud83d\n""#,
        r#""\ud83d\u0041""#,
        r#""\ud83d\ud83d""#,
        r#""\ude00""#,
        r#""\ude00\ud83d""#,
        "\"\\u12\u{e9}\"",
        "\"\\\u{e9}\"",
    ];
    for text in cases {
        assert!(read(text, Reader::string).is_err(), "{text:?}");
        assert!(
            read(text, Reader::string_as::<Box<str>>).is_err(),
            "{text:?}"
        );
        assert!(
            read(text, Reader::document).is_err() || !text.starts_with('"'),
            "{text:?}"
        );
        assert!(
            read(text, Reader::skip).is_err() || !text.starts_with('"'),
            "{text:?}"
        );
    }
}

/// The scan compares several bytes at a time. It must find each byte at each offset.
#[test]
fn every_byte_at_every_place() {
    for place in 0..20 {
        for char in (0..=0x17f).filter_map(char::from_u32) {
            let mut inner = "x".repeat(20);
            inner.insert(place, char);
            let text = serde_json::to_string(&inner).unwrap();
            let value = read(&text, Reader::string).unwrap();
            assert_eq!(value.as_deref(), Some(&*inner), "{char:?} at {place}");

            let bare = format!("\"{inner}\"");
            let special = char < ' ' || char == '"' || char == '\\';
            assert_eq!(
                read(&bare, Reader::string).is_err(),
                special,
                "{char:?} at {place}"
            );
        }
    }
}

#[test]
fn blobs() {
    let cases: [(&str, &[u8]); 5] = [
        (r#""""#, b""),
        (r#""YQ==""#, b"a"),
        (r#""AP+/""#, b"\x00\xff\xbf"),
        (r#""AP+\/""#, b"\x00\xff\xbf"),
        (r#""YmxvYmJ5IGJsb2IgYmxvYg==""#, b"blobby blob blob"),
    ];
    for (text, expected) in cases {
        let value = read(text, Reader::blob::<Blob>).unwrap();
        assert_eq!(value, Some(Blob::new(expected)), "{text}");
    }
    assert_eq!(read("null", Reader::blob::<Blob>).unwrap(), None);
    for text in [
        "1",
        "[1]",
        r#""YQ""#,
        r#""Y""#,
        r#""YQ==\n""#,
        r#""Y Q==""#,
        r#""-_8=""#,
    ] {
        assert!(read(text, Reader::blob::<Blob>).is_err(), "{text}");
    }
}
