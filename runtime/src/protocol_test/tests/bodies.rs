//! Bodies that are the same, and bodies that are not.

use crate::protocol_test::Body;

fn same(media_type: &'static str, expected: &'static str, sent: &[u8]) -> bool {
    let body = Body {
        text: expected,
        media_type: (!media_type.is_empty()).then_some(media_type),
    };
    body.compare(sent).is_ok()
}

#[test]
fn json_is_compared_by_value() {
    for media_type in [
        "application/json",
        "application/x-amz-json-1.0",
        "application/problem+json; charset=utf-8",
    ] {
        let expected =
            r#" { "a": [1, 2.50, -0, 1e3], "b": "\u0061\n", "c": {"d": null, "e": true} } "#;
        let sent = r#"{"c":{"e":true,"d":null},"b":"a\u000a","a":[1.0,25e-1,0,1000]}"#;
        assert!(same(media_type, expected, sent.as_bytes()));
    }
    for (expected, sent) in [
        ("[1, 2]", "[2, 1]"),
        ("{}", "{\"a\": null}"),
        ("\"1\"", "1"),
        ("123456789012345678901", "123456789012345678900"),
        ("1.5", "15"),
        ("-1", "1"),
        ("{}", ""),
        ("", "{}"),
        ("{}", "{"),
        ("{}", "{} {}"),
        ("null", "true"),
    ] {
        assert!(
            !same("application/json", expected, sent.as_bytes()),
            "{expected} {sent}"
        );
    }
}

#[test]
fn xml_is_compared_by_what_it_says() {
    let expected = "<?xml version=\"1.0\"?>
        <A xmlns=\"urn:a\" b='1&amp;2'>
            <c>x &lt; y</c>
            <d>1</d>
            <d>2</d>
            <e/>
        </A>";
    let sent = "<A b=\"1&#38;2\" xmlns=\"urn:a\"><e></e><!-- no --><d>1</d><d>2</d>\
                <c><![CDATA[x < y]]></c></A>";
    for media_type in ["application/xml", "text/xml", "image/svg+xml"] {
        assert!(same(media_type, expected, sent.as_bytes()));
    }
    for (expected, sent) in [
        ("<a/>", "<b/>"),
        ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>"),
        ("<a b='1'/>", "<a/>"),
        ("<a> </a>", "<a/>"),
        ("<a><b/></a>", "<a>x<b/></a>"),
        ("<a/>", "<a>"),
        ("<a/>", "<a></b>"),
        ("<a/>", "<a/><a/>"),
        ("<a>&lt;</a>", "<a>&no;</a>"),
    ] {
        assert!(
            !same("application/xml", expected, sent.as_bytes()),
            "{expected} {sent}"
        );
    }
}

#[test]
fn entries_of_maps_may_come_in_any_order_in_xml() {
    let xml = "application/xml";
    let expected = "<a><e><k>1</k><v/></e><e><k>2</k><v/></e></a>";
    let sent = "<a><e><k>2</k><v/></e><e><k>1</k><v/></e></a>";
    assert!(same(xml, expected, sent.as_bytes()));
    // With an element of the same name that can't be an entry, the elements are a list.
    let expected = "<a><e><k>1</k><v/></e><e><k>2</k><v/></e><e/></a>";
    let sent = "<a><e><k>2</k><v/></e><e><k>1</k><v/></e><e/></a>";
    assert!(!same(xml, expected, sent.as_bytes()));
}

#[test]
fn forms_are_compared_by_their_parameters() {
    let form = "application/x-www-form-urlencoded";
    assert!(same(
        form,
        "Action=A\n&Name=a+b&Empty=",
        b"Name=a%20b&Empty&Action=A"
    ));
    assert!(!same(form, "a=1&a=1", b"a=1"));
    assert!(!same(form, "a=1&b=2", b"a=2&b=1"));
}

#[test]
fn cbor_is_compared_by_value() {
    let cbor = "application/cbor";
    // {"a": [1, -1, 1.5], "b": true}, in two encodings.
    let spelled = "v2FhnwEg+T4A/2Fi9f8=";
    let other = [
        0xa2, 0x61, b'b', 0xf5, 0x61, b'a', 0x83, 0x18, 0x01, 0x20, 0xfb, 0x3f, 0xf8, 0, 0, 0, 0,
        0, 0,
    ];
    assert!(same(cbor, spelled, &other));
    // A time as an integer and as a float; text and bytes of indefinite length.
    assert!(same(cbor, "wQE=", &[0xc1, 0xf9, 0x3c, 0x00]));
    assert!(same(cbor, "YmFi", &[0x7f, 0x61, b'a', 0x61, b'b', 0xff]));
    assert!(same(cbor, "+X4A", &[0xfa, 0x7f, 0xc0, 0, 0]));
    for sent in [
        &[0x01_u8][..],
        &[0x42, b'a', b'b'],
        &[0x62, b'a'],
        &[0x62, b'a', b'b', 0x00],
        &[0xf6],
        &[0xff],
    ] {
        assert!(!same(cbor, "YmFi", sent), "{sent:?}");
    }
    assert!(!same(cbor, "AQ==", &[0xf9, 0x3c, 0x00]));
    assert!(!same(cbor, "?", &[0x01]));
}

#[test]
fn other_bodies_are_compared_byte_by_byte() {
    assert!(same("", "{\"a\":1}", b"{\"a\":1}"));
    assert!(!same("", "{\"a\":1}", b"{\"a\": 1}"));
    assert!(!same("application/octet-stream", "a", b"b"));
    assert!(same("application/vnd.amazon.eventstream", "AQI=", &[1, 2]));
    assert!(!same("application/vnd.amazon.eventstream", "AQI=", &[1]));
    assert!(same("text/plain", "", b""));
}
