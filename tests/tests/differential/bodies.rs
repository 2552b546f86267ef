//! Bodies of requests by meaning: two bodies that mean the same to a service are the same value.

use std::io::Read as _;

use base64_simd::STANDARD;
use flate2::read::GzDecoder;
use minicbor::Decoder;
use minicbor::data::Type;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use serde_json::{Map, Number, Value, json};

/// A body as it was before it was compressed.
pub(crate) fn expanded(encoding: &str, body: Vec<u8>) -> Vec<u8> {
    let mut expanded = Vec::new();
    if encoding.split(',').any(|it| it.trim() == "gzip") {
        match GzDecoder::new(&body[..]).read_to_end(&mut expanded) {
            Ok(_) => expanded,
            Err(_) => body,
        }
    } else {
        body
    }
}

/// A body of this content type. What can't be read as that is its bytes.
pub(crate) fn meaning(kind: &str, body: &[u8]) -> Value {
    let text = std::str::from_utf8(body).ok();
    let read = match kind.split(';').next().unwrap_or_default().trim() {
        _ if body.is_empty() => Some(Value::Null),
        "application/cbor" => cbor(body),
        "application/x-www-form-urlencoded" => text.map(form),
        it if it.contains("json") => serde_json::from_slice(body).ok(),
        it if it.contains("xml") => text.and_then(xml),
        // The type may be left out, or be a caller's.
        _ if body.starts_with(b"{") => serde_json::from_slice(body).ok(),
        _ if body.starts_with(b"<") => text.and_then(xml),
        _ => None,
    };
    read.unwrap_or_else(|| json!({ "bytes": STANDARD.encode_to_string(body) }))
}

/// Parameters by the parts of their names, which are there once each. The entries of maps, which are numbered
/// in any order, are in the order of their values.
fn form(text: &str) -> Value {
    let mut root = Map::new();
    for (name, value) in parameters(text) {
        let parts: Vec<&str> = name.split('.').collect();
        insert(&mut root, &parts, value);
    }
    sort_entries(&mut root);
    root.into()
}

fn insert(node: &mut Map<String, Value>, parts: &[&str], value: String) {
    let Some((part, rest)) = parts.split_first() else {
        return;
    };
    let place = node.entry(*part).or_insert(Value::Null);
    match place {
        Value::Null if rest.is_empty() => *place = value.into(),
        Value::Object(inner) => insert(inner, if rest.is_empty() { &[""] } else { rest }, value),
        _ => {
            // `A=..&A.B=..`: what stands there already goes beside the parts.
            let mut inner = Map::new();
            if !place.is_null() {
                inner.insert(String::new(), place.take());
            }
            insert(&mut inner, rest, value);
            *place = inner.into();
        }
    }
}

fn sort_entries(node: &mut Map<String, Value>) {
    for (name, child) in node.iter_mut() {
        let Value::Object(members) = child else {
            continue;
        };
        sort_entries(members);
        if name == "entry" {
            let mut entries: Vec<Value> = std::mem::take(members)
                .into_iter()
                .map(|(_, it)| it)
                .collect();
            entries.sort_by_key(Value::to_string);
            *child = entries.into();
        }
    }
}

/// Parameters of a query or form, in the order of their names. Those of one name stay in their order.
pub(crate) fn parameters(text: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8_lossy()
            .into_owned()
    };
    let pairs = text.split('&').filter(|it| !it.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    });
    let mut pairs: Vec<(String, String)> = pairs.collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

/// An element that has not ended yet.
#[derive(Default)]
struct Open {
    name: String,
    members: Map<String, Value>,
    text: String,
    elements: Vec<(String, Value)>,
}

/// An element: its name, its attributes with `@` before their names, its text or its elements. Elements of
/// other names may stand in any order.
fn xml(text: &str) -> Option<Value> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let mut element = Open {
                    name: start.name().as_ref().to_owned(),
                    ..Open::default()
                };
                for attribute in start.attributes() {
                    let attribute = attribute.ok()?;
                    let value = unescape(&attribute.value).ok()?.into_owned();
                    let key = format!("@{}", attribute.key.as_ref());
                    element.members.insert(key, value.into());
                }
                open.push(element);
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text += text;
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(element) = open.last_mut() {
                    element.text += &unescape(&format!("&{};", &**reference)).ok()?;
                }
            }
            Event::Eof => return None,
            _ => {}
        }
        if !matches!(event, Event::Empty(_) | Event::End(_)) {
            continue;
        }
        let Open {
            name,
            mut members,
            text,
            mut elements,
        } = open.pop()?;
        elements.sort_by(|one, other| one.0.cmp(&other.0));
        members.insert("name".to_owned(), name.clone().into());
        if elements.is_empty() {
            members.insert("text".to_owned(), text.into());
        } else {
            let elements = elements.into_iter().map(|(_, element)| element);
            members.insert("elements".to_owned(), elements.collect::<Vec<_>>().into());
        }
        match open.last_mut() {
            Some(parent) => parent.elements.push((name, members.into())),
            None => return Some(members.into()),
        }
    }
}

/// Tags and byte strings as objects; numbers by value, whatever their width.
fn cbor(body: &[u8]) -> Option<Value> {
    let mut decoder = Decoder::new(body);
    let value = item(&mut decoder)?;
    (decoder.position() == body.len()).then_some(value)
}

fn item(decoder: &mut Decoder<'_>) -> Option<Value> {
    Some(match decoder.datatype().ok()? {
        Type::Array | Type::ArrayIndef => {
            let length = decoder.array().ok()?;
            let mut values = Vec::new();
            while more(decoder, length, values.len())? {
                values.push(item(decoder)?);
            }
            values.into()
        }
        Type::Map | Type::MapIndef => {
            let length = decoder.map().ok()?;
            let mut entries = Map::new();
            let mut read = 0;
            while more(decoder, length, read)? {
                let key = item(decoder)?.as_str()?.to_owned();
                entries.insert(key, item(decoder)?);
                read += 1;
            }
            entries.into()
        }
        Type::Tag => {
            let tag = decoder.tag().ok()?.as_u64();
            json!({ "tag": tag, "value": item(decoder)? })
        }
        Type::Bool => decoder.bool().ok()?.into(),
        Type::Null => decoder.null().map(|()| Value::Null).ok()?,
        Type::Bytes => json!({ "bytes": STANDARD.encode_to_string(decoder.bytes().ok()?) }),
        Type::String => decoder.str().ok()?.into(),
        Type::F16 => {
            let start = decoder.position() + 1;
            let bytes = decoder.input().get(start..start + 2)?;
            let number = half(u16::from_be_bytes([bytes[0], bytes[1]]));
            decoder.set_position(start + 2);
            float(number, &format!("{number:e}"))
        }
        Type::F32 => {
            let number = decoder.f32().ok()?;
            float(number.into(), &format!("{number:e}"))
        }
        Type::F64 => {
            let number = decoder.f64().ok()?;
            float(number, &format!("{number:e}"))
        }
        // All that is left and can be read are whole numbers.
        _ => decoder
            .int()
            .ok()
            .and_then(|it| i64::try_from(it).ok())?
            .into(),
    })
}

/// A floating point number of 16 bits (IEEE 754).
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    let magnitude = match i32::from(bits >> 10 & 0x1f) {
        0 => fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1.0 + fraction) * 2_f64.powi(exponent - 15),
    };
    match bits >> 15 {
        0 => magnitude,
        _ => -magnitude,
    }
}

/// Whether an array or map goes on.
fn more(decoder: &mut Decoder<'_>, length: Option<u64>, read: usize) -> Option<bool> {
    if let Some(length) = length {
        return Some((read as u64) < length);
    }
    let ends = decoder.datatype().ok()? == Type::Break;
    if ends {
        decoder.skip().ok()?;
    }
    Some(!ends)
}

fn float(value: f64, text: &str) -> Value {
    match text.parse::<Number>() {
        Ok(number) => number.into(),
        Err(_) if value.is_nan() => "NaN".into(),
        Err(_) if value > 0.0 => "Infinity".into(),
        Err(_) => "-Infinity".into(),
    }
}

#[test]
fn forms_are_the_same_however_their_maps_are_numbered() {
    let form = |text: &str| meaning("application/x-www-form-urlencoded", text.as_bytes());
    let one = form("A=1&M.entry.1.key=a&M.entry.1.value=x+y&M.entry.2.key=b&M.entry.2.value=");
    let other = form("M.entry.1.key=b&M.entry.1.value=&M.entry.2.key=a&M.entry.2.value=x%20y&A=1");
    assert_eq!(one, other);
    assert_ne!(
        form("L.member.1=a&L.member.2=b"),
        form("L.member.1=b&L.member.2=a")
    );
}

#[test]
fn elements_of_other_names_stand_in_any_order() {
    let xml = |text: &str| meaning("application/xml", text.as_bytes());
    let one = xml("<?xml version=\"1.0\"?><R xmlns=\"u\"><A>&lt;1</A><B/><A>2</A></R>");
    assert_eq!(one, xml("<R xmlns=\"u\"><B></B><A>&#60;1</A><A>2</A></R>"));
    assert_ne!(one, xml("<R xmlns=\"u\"><A>2</A><A>&lt;1</A><B/></R>"));
    assert_ne!(one, xml("<R><A>&lt;1</A><B/><A>2</A></R>"));
}

#[test]
fn numbers_in_cbor_are_the_same_whatever_their_width() {
    let cbor = |bytes: &[u8]| meaning("application/cbor", bytes);
    // {"a": 1, "b": 0.5, "c": 1(0)}
    let one = cbor(b"\xa3aa\x01ab\xfa\x3f\0\0\0ac\xc1\0");
    assert_eq!(
        one,
        cbor(b"\xbfac\xc1\x18\0aa\x1a\0\0\0\x01ab\xfb\x3f\xe0\0\0\0\0\0\0\xff")
    );
    assert_eq!(one["b"].as_f64(), Some(0.5));
    assert_eq!(one["c"], json!({ "tag": 1, "value": 0 }));
}
