//! JSON-like values: metadata and the values of traits.

use std::collections::HashMap;
use std::fmt::{self, Write};

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// A JSON value whose objects keep the order of the file.
///
/// Reading rejects an object that has the same key twice. Equality ignores the order of keys.
#[derive(Clone)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number
    Number(Number),
    /// A string
    String(String),
    /// An array
    Array(Vec<Node>),
    /// An object, in the order of the file; no key occurs twice
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Parses a number in JSON, and keeps its digits. `None` if the text is not a number.
    pub(crate) fn number(text: &str) -> Option<Node> {
        let number: Number = serde_json::from_str(text).ok()?;
        let Some(nearest) = number.as_f64() else {
            return Some(Node::Number(number));
        };
        let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
        // Numbers that an integer or an `f64` holds get its spelling; longer ones keep their own.
        Some(Node::Number(match (number.as_i64(), digits > DIGITS) {
            (Some(whole), _) => whole.into(),
            (None, true) => number,
            (None, false) => Number::from_f64(nearest)?,
        }))
    }

    /// The value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entries = self.as_object()?;
        entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value, if this is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The value, if this is a whole number that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Node::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The value, if this is a number; the nearest `f64` where it does not fit exactly. None for a number
    /// beyond the range of `f64`.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Node::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    /// The elements, if this is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match self {
            Node::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries in the order of the file, if this is an object.
    pub fn as_object(&self) -> Option<&[(String, Node)]> {
        match self {
            Node::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Node::Null)
    }

    /// What this is, with an article, for messages: `a string`.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::String(_) => "a string",
            Node::Array(_) => "an array",
            Node::Object(_) => "an object",
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Node::Null, Node::Null) => true,
            (Node::Bool(a), Node::Bool(b)) => a == b,
            (Node::Number(a), Node::Number(b)) => same_number(a, b),
            (Node::String(a), Node::String(b)) => a == b,
            (Node::Array(a), Node::Array(b)) => a == b,
            (Node::Object(a), Node::Object(b)) => {
                let b = Entries::of(b);
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

/// The entries of an object, for looking up many keys.
pub(crate) enum Entries<'n> {
    Few(&'n [(String, Node)]),
    Many(HashMap<&'n str, &'n Node>),
}

impl<'n> Entries<'n> {
    pub(crate) fn of(entries: &'n [(String, Node)]) -> Self {
        const FEW: usize = 16;
        match entries.len() {
            0..=FEW => Self::Few(entries),
            _ => {
                let entries = entries.iter();
                Self::Many(entries.map(|(key, value)| (key.as_str(), value)).collect())
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Few(entries) => entries.len(),
            Self::Many(entries) => entries.len(),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        match self {
            Self::Few(entries) => {
                let mut entries = entries.iter();
                entries
                    .find(|(name, _)| name == key)
                    .map(|(_, value)| value)
            }
            Self::Many(entries) => entries.get(key).copied(),
        }
    }
}

/// Whether two numbers are equal: whole numbers and those beyond the range of `f64` by all of their digits,
/// others by the nearest `f64`.
fn same_number(a: &Number, b: &Number) -> bool {
    if a == b {
        return true;
    }
    match (a.as_i128(), b.as_i128(), a.as_f64(), b.as_f64()) {
        (Some(a), Some(b), ..) => a == b,
        (.., Some(a), Some(b)) => a == b,
        (.., None, None) => decimal(&a.to_string()) == decimal(&b.to_string()),
        _ => false,
    }
}

/// A number's digits without zeros at either end, its sign among them, and the power of ten behind them.
/// None if that power has more than 64 bits.
fn decimal(text: &str) -> Option<(String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let digits = format!("{whole}{fraction}");
    let short = digits.trim_end_matches('0');
    let zeros = digits.len() - short.len();
    let exponent = exponent.parse::<i64>().ok()?;
    let exponent = exponent
        .checked_sub(i64::try_from(fraction.len()).ok()?)?
        .checked_add(i64::try_from(zeros).ok()?)?;
    Some((format!("{sign}{}", short.trim_start_matches('0')), exponent))
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Node {
    /// The first characters of the value as JSON, for messages.
    pub(crate) fn shortened(&self) -> String {
        let mut start = Start::default();
        // Writing fails if the value is longer.
        match write!(start, "{self}") {
            Ok(()) => start.text,
            Err(fmt::Error) => format!("{}...", start.text),
        }
    }
}

/// A writer that keeps the start of a text and fails when it has enough.
#[derive(Default)]
struct Start {
    text: String,
    length: usize,
}

impl Write for Start {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        const ENOUGH: usize = 40;
        for c in text.chars() {
            if self.length == ENOUGH {
                return Err(fmt::Error);
            }
            self.text.push(c);
            self.length += 1;
        }
        Ok(())
    }
}

/// JSON: compact, or with `{:#}` each entry on a line of its own.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Node {
    /// As deep as the parsers let values be.
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let colon = if f.alternate() { ": " } else { ":" };
        match self {
            Node::Null => f.write_str("null"),
            Node::Bool(value) => write!(f, "{value}"),
            Node::Number(number) => write!(f, "{number}"),
            Node::String(text) => write_quoted(f, text),
            Node::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    start_entry(f, index, depth)?;
                    item.write(f, depth + 1)?;
                }
                end_entries(f, items.len(), depth)?;
                f.write_str("]")
            }
            Node::Object(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    start_entry(f, index, depth)?;
                    write_quoted(f, key)?;
                    f.write_str(colon)?;
                    value.write(f, depth + 1)?;
                }
                end_entries(f, entries.len(), depth)?;
                f.write_str("}")
            }
        }
    }
}

fn start_entry(f: &mut fmt::Formatter<'_>, index: usize, depth: usize) -> fmt::Result {
    f.write_str(if index == 0 { "" } else { "," })?;
    new_line(f, depth + 1)
}

fn end_entries(f: &mut fmt::Formatter<'_>, count: usize, depth: usize) -> fmt::Result {
    if count > 0 {
        new_line(f, depth)
    } else {
        Ok(())
    }
}

fn new_line(f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    if !f.alternate() {
        return Ok(());
    }
    f.write_str("\n")?;
    (0..depth).try_for_each(|_| f.write_str("    "))
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let quoted = serde_json::to_string(text).map_err(|_| fmt::Error)?;
    f.write_str(&quoted)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// The key under which serde_json hands over numbers by its feature `arbitrary_precision`, with all of
/// their digits.
const NUMBER_KEY: &str = "$serde_json::private::Number";

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Number::from_f64(value)
            .map(Node::Number)
            .ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        items.shrink_to_fit();
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == NUMBER_KEY && entries.is_empty() {
                let digits: String = map.next_value()?;
                return Node::number(&digits).ok_or_else(|| A::Error::custom("not a number"));
            }
            entries.push((key, map.next_value()?));
        }
        entries.shrink_to_fit();
        match duplicate_key(&entries) {
            Some(key) => Err(A::Error::custom(format_args!(
                "duplicate key `{key}` in an object"
            ))),
            None => Ok(Node::Object(entries)),
        }
    }
}

/// How many digits every `f64` keeps.
const DIGITS: usize = f64::DIGITS as usize;

/// A key that occurs twice. Sorts where the object is large: `shapes` has thousands of keys.
fn duplicate_key(entries: &[(String, Node)]) -> Option<&str> {
    if entries.len() <= 8 {
        let mut keys = entries.iter().map(|(key, _)| key).enumerate();
        return keys
            .find(|(index, key)| entries[..*index].iter().any(|(earlier, _)| earlier == *key))
            .map(|(_, key)| key.as_str());
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Node {
        serde_json::from_str(json).expect("valid JSON")
    }

    #[test]
    fn reads_every_type_and_writes_it_back() {
        let json = r#"{"z":null,"a":[true,1,-2,1.5,"t\"x"],"o":{}}"#;
        let node = read(json);
        assert_eq!(node.to_string(), json);
        let lines = "{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}";
        assert_eq!(format!("{:#}", read(r#"{"a":[1],"b":{}}"#)), lines);
        assert!(node.get("z").is_some_and(Node::is_null));
        let items = node.get("a").and_then(Node::as_array).expect("an array");
        assert_eq!(items[0].as_bool(), Some(true));
        assert_eq!((items[1].as_i64(), items[3].as_i64()), (Some(1), None));
        assert_eq!(items[3].as_f64(), Some(1.5));
        assert_eq!(items[4].as_str(), Some("t\"x"));
        assert!(node.get("missing").is_none());
    }

    #[test]
    fn numbers_are_read_to_the_last_digit() {
        assert_eq!(
            read("123456789.12345679").as_f64(),
            Some(123_456_789.123_456_79)
        );
    }

    #[test]
    fn numbers_of_any_size_keep_their_digits() {
        for digits in [
            "-170141183460469231731687303715884105729",
            "0.1000000000000000000000000000000000001",
            "123456789.12345679",
        ] {
            assert_eq!(read(digits).to_string(), digits);
        }
        assert_ne!(read("9007199254740993"), read("9007199254740992"));
        assert_eq!(read("-2.50e+1").to_string(), "-25.0");
    }

    #[test]
    fn numbers_beyond_floating_point_are_numbers() {
        let same = ["1.50e+999", "15E998", "0.015e1001", "1500e996"];
        for digits in same {
            assert_eq!(read(digits), read(same[0]), "{digits}");
            assert_eq!(read(digits).as_f64(), None, "{digits}");
        }
        for other in [
            "-1.5e999",
            "1.5e998",
            "1.5001e999",
            "1.5",
            "1e99999999999999999999",
        ] {
            assert_ne!(read(other), read(same[0]), "{other}");
        }
        let long = format!("1{}", "0".repeat(400));
        assert_eq!(read(&long), read("1e400"));
        assert_eq!(read(&long).to_string(), long);
    }

    #[test]
    fn equality_ignores_key_order_only() {
        assert_eq!(read(r#"{"a":1,"b":[1,2]}"#), read(r#"{"b":[1,2],"a":1.0}"#));
        assert_ne!(read(r#"{"a":[1,2]}"#), read(r#"{"a":[2,1]}"#));
        assert_ne!(read(r#"{"a":1}"#), read(r#"{"a":1,"b":2}"#));
    }

    #[test]
    fn long_values_are_shortened() {
        let long = format!("[{}]", ["1234567"; 9].join(","));
        assert_eq!(read("[1, 2]").shortened(), "[1,2]");
        assert_eq!(read(&long).shortened(), format!("{}...", &long[..40]));
    }

    #[test]
    fn large_objects_are_equal_whatever_their_order() {
        let object = |keys: &mut dyn Iterator<Item = usize>| {
            let entries = keys.map(|key| (format!("k{key}"), Node::Bool(key == 7)));
            Node::Object(entries.collect())
        };
        assert_eq!(object(&mut (0..99)), object(&mut (0..99).rev()));
        assert_ne!(object(&mut (0..99)), object(&mut (1..100)));
    }

    #[test]
    fn duplicate_keys_are_errors_with_a_position() {
        let small = serde_json::from_str::<Node>("{\n\"a\": 1, \"a\": 2}").expect_err("twice");
        assert!(small.to_string().contains("duplicate key `a`"), "{small}");
        assert_eq!(small.line(), 2);
        let large: String = (0..20).map(|i| format!("\"k{i}\":0,")).collect();
        let large = format!("{{{large}\"k7\":1}}");
        let large = serde_json::from_str::<Node>(&large).expect_err("twice");
        assert!(large.to_string().contains("duplicate key `k7`"), "{large}");
    }

    #[test]
    fn numbers_as_arbitrary_precision_hands_them_over() {
        let node = read(r#"{"$serde_json::private::Number":"12"}"#);
        assert_eq!(node.as_i64(), Some(12));
    }
}
