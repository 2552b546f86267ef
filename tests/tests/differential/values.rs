//! Random values of shapes, as both sides read them: texts, enums, booleans and whole numbers as JSON has
//! them; blobs in base64; timestamps as decimal seconds in a string; what is no JSON number (`NaN`,
//! `Infinity`, `-Infinity`) as a string; a union as an object of one key.

use base64_simd::STANDARD;
use serde_json::{Map, Number, Value};
use tinsmith_model::{Kind, Location, Member, Model, ShapeRef};

use crate::run::REGION;
use crate::services::Protocol;

/// Deeper than this, only what is required is set.
const DEEP: usize = 4;

/// Where a value is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A body that can have any text
    Body,
    /// A body in XML, which can't have control characters
    Xml,
    /// A segment of the path
    Label,
    /// A parameter of the query
    Query,
    /// A header
    Header,
    /// The rest of a header's name
    HeaderName,
    /// A label of the host, or what endpoint rules decide by
    Host,
}

/// Makes values.
pub(crate) struct Values<'m> {
    model: &'m Model,
    protocol: Protocol,
    random: fastrand::Rng,
    /// Of a hundred members that need not be set, how many are.
    set: u8,
}

impl<'m> Values<'m> {
    /// The values of case number `case` of what `seed` stands for. The first case sets only what is required,
    /// the second one all that there is.
    pub(crate) fn new(model: &'m Model, protocol: Protocol, seed: u64, case: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let set = match case {
            0 => 0,
            1 => 100,
            _ => [10, 30, 60, 90][random.usize(..4)],
        };
        Self {
            model,
            protocol,
            random,
            set,
        }
    }

    /// An input.
    pub(crate) fn input(&mut self, shape: ShapeRef) -> Map<String, Value> {
        self.top(shape, Place::Body)
    }

    /// An output or an error.
    pub(crate) fn output(&mut self, shape: ShapeRef) -> Map<String, Value> {
        if self.protocol.answers_in_xml() {
            self.top(shape, Place::Xml)
        } else {
            self.top(shape, Place::Body)
        }
    }

    fn top(&mut self, shape: ShapeRef, body: Place) -> Map<String, Value> {
        let body = match self.protocol {
            Protocol::RestXml => Place::Xml,
            _ => body,
        };
        let mut members = Map::new();
        for member in self.model[shape].members() {
            let traits = &member.traits;
            let place = match traits.location() {
                _ if traits.is_host_label() || is_parameter(member) => Place::Host,
                _ if !self.protocol.is_rest() => body,
                Location::Label => Place::Label,
                Location::Query(_) | Location::QueryParams => Place::Query,
                Location::Header(_) => Place::Header,
                Location::PrefixHeaders(_) => Place::Header,
                Location::ResponseCode => {
                    members.insert(member.name.clone(), self.random.u16(200..300).into());
                    continue;
                }
                Location::Payload | Location::Body => body,
            };
            let required = traits.is_required()
                || traits.is_host_label()
                || traits.location() == Location::Label;
            if !required && !self.is_set(0) {
                continue;
            }
            let value = match (place, traits.location()) {
                (Place::Host, _) => self.parameter(member),
                (_, Location::PrefixHeaders(_)) => self.prefixed(member),
                _ => self.value(member.target, place, 0),
            };
            members.insert(member.name.clone(), value);
        }
        members
    }

    fn is_set(&mut self, depth: usize) -> bool {
        let set = if depth > DEEP { 0 } else { self.set };
        self.random.u8(..100) < set
    }

    /// Any of these.
    fn one<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.random.usize(..all.len())]
    }

    fn value(&mut self, target: ShapeRef, place: Place, depth: usize) -> Value {
        let shape = &self.model[target];
        match &shape.kind {
            Kind::String => match shape.traits.media_type() {
                Some(kind) if kind.contains("json") => self.json_text().into(),
                _ => self.text(place).into(),
            },
            Kind::Enum(values) => match self.random.u8(..10) {
                0 => "not-in-the.model".into(),
                _ => values[self.random.usize(..values.len())]
                    .value
                    .clone()
                    .into(),
            },
            Kind::Boolean => self.random.bool().into(),
            Kind::Byte => self.whole(i8::MIN.into(), i8::MAX.into()).into(),
            Kind::Short => self.whole(i16::MIN.into(), i16::MAX.into()).into(),
            Kind::Integer => self.whole(i32::MIN.into(), i32::MAX.into()).into(),
            Kind::Long => self.whole(i64::MIN, i64::MAX).into(),
            Kind::IntEnum(values) => values[self.random.usize(..values.len())].value.into(),
            Kind::Float => self.float(),
            Kind::Double => self.double(),
            Kind::BigInteger | Kind::BigDecimal => {
                self.whole(i64::MIN, i64::MAX).to_string().into()
            }
            Kind::Timestamp => self.timestamp(place).into(),
            Kind::Blob => STANDARD.encode_to_string(self.bytes()).into(),
            Kind::Document => self.document(depth),
            Kind::List(member) => {
                let sparse = shape.traits.is_sparse();
                let values = (0..self.count(depth)).map(|_| {
                    if sparse && self.random.bool() {
                        Value::Null
                    } else {
                        self.value(member.target, place, depth + 1)
                    }
                });
                values.collect::<Vec<_>>().into()
            }
            Kind::Map { key, value } => {
                let sparse = shape.traits.is_sparse();
                let mut entries = Map::new();
                for _ in 0..self.count(depth) {
                    let Value::String(name) = self.value(key.target, place, depth + 1) else {
                        continue;
                    };
                    let value = if sparse && self.random.bool() {
                        Value::Null
                    } else {
                        self.value(value.target, place, depth + 1)
                    };
                    entries.insert(name, value);
                }
                entries.into()
            }
            Kind::Union(members) => {
                let flat = members.iter().filter(|it| !self.nests(it.target));
                let flat: Vec<&Member> = flat.collect();
                let member = if depth > DEEP && !flat.is_empty() {
                    flat[self.random.usize(..flat.len())]
                } else {
                    &members[self.random.usize(..members.len())]
                };
                let value = self.value(member.target, place, depth + 1);
                Map::from_iter([(member.name.clone(), value)]).into()
            }
            _ => {
                let mut members = Map::new();
                for member in shape.members() {
                    if member.traits.is_required() || self.is_set(depth) {
                        let value = self.value(member.target, place, depth + 1);
                        members.insert(member.name.clone(), value);
                    }
                }
                members.into()
            }
        }
    }

    /// Whether a value of the shape holds others.
    fn nests(&self, target: ShapeRef) -> bool {
        let kind = &self.model[target].kind;
        matches!(kind, Kind::Structure(_) | Kind::Union(_))
    }

    fn count(&mut self, depth: usize) -> usize {
        if depth > DEEP {
            0
        } else {
            [0, 1, 1, 2, 3][self.random.usize(..5)]
        }
    }

    fn whole(&mut self, min: i64, max: i64) -> i64 {
        match self.random.u8(..8) {
            0 => min,
            1 => max,
            2 => 0,
            3 => -1,
            4 => 1,
            _ => self.random.i64(min..=max),
        }
    }

    fn double(&mut self) -> Value {
        let value = if self.random.bool() {
            self.edge(&[1e300, -1e-300, 5e-324, f64::MAX, 9_007_199_254_740_993.0])
        } else {
            (self.random.f64() - 0.5) * 1e6
        };
        number(value, format!("{value:e}"))
    }

    fn float(&mut self) -> Value {
        let value = if self.random.bool() {
            self.edge(&[1e30, 1e-40, f32::MAX.into(), 16_777_217.0]) as f32
        } else {
            (self.random.f32() - 0.5) * 1e4
        };
        number(value.into(), format!("{value:e}"))
    }

    /// One of the numbers that are special in every size, or of those of one size.
    fn edge(&mut self, of_size: &[f64]) -> f64 {
        let every = [
            0.0,
            -0.0,
            1.0,
            0.1,
            -1.5,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ];
        let at = self.random.usize(..every.len() + of_size.len());
        match every.get(at) {
            Some(&edge) => edge,
            None => of_size[at - every.len()],
        }
    }

    /// Seconds between the years 1 and 9999, which is all that botocore can hold, with up to three digits
    /// of fractions where a double has them exactly enough.
    fn timestamp(&mut self, place: Place) -> String {
        let seconds = match self.random.u8(..8) {
            0 => 0,
            1 => -1,
            // Python reads the years of dates in headers as if they had two digits.
            2 if place != Place::Header => -62_135_596_800,
            3 => 253_402_300_799,
            4 => 4_294_967_296,
            _ => self.random.i64(-2_000_000_000..4_000_000_000),
        };
        let fraction = match self.random.u8(..6) {
            // Dates in headers have none; a double has them exactly enough near to 1970.
            _ if place == Place::Header || seconds.abs() > 4_294_967_296 => "",
            0 => ".5",
            1 => ".001",
            2 => ".999",
            3 => ".12",
            _ => "",
        };
        format!("{seconds}{fraction}")
    }

    fn bytes(&mut self) -> Vec<u8> {
        match self.random.u8(..6) {
            0 => Vec::new(),
            1 => (0..=255).collect(),
            2 => "größe <&> 𝄞".as_bytes().to_vec(),
            3 => vec![b'x'; 5_000],
            _ => (0..self.random.usize(1..40))
                .map(|_| self.random.u8(..))
                .collect(),
        }
    }

    fn document(&mut self, depth: usize) -> Value {
        match self.random.u8(..if depth > DEEP { 6 } else { 8 }) {
            0 => Value::Null,
            1 => self.random.bool().into(),
            2 => self.whole(i64::MIN, i64::MAX).into(),
            3 => 1.5.into(),
            4 | 5 => self.text(Place::Body).into(),
            6 => (0..self.count(depth))
                .map(|_| self.document(depth + 1))
                .collect::<Vec<_>>()
                .into(),
            _ => {
                let mut entries = Map::new();
                for _ in 0..self.count(depth) {
                    entries.insert(self.text(Place::Body), self.document(depth + 1));
                }
                entries.into()
            }
        }
    }

    /// A text that is JSON, as botocore writes it.
    fn json_text(&mut self) -> String {
        format!("{{\"key\":{}}}", self.random.u8(..))
    }

    fn prefixed(&mut self, member: &Member) -> Value {
        let mut entries = Map::new();
        if let Kind::Map { value, .. } = &self.model[member.target].kind {
            for _ in 0..self.count(0) {
                let name = self.text(Place::HeaderName);
                let value = self.value(value.target, Place::Header, 1);
                entries.insert(name, value);
            }
        }
        entries.into()
    }

    /// What a host may have, or endpoint rules decide by: not any text will do.
    fn parameter(&mut self, member: &Member) -> Value {
        let name = member.name.as_str();
        if !matches!(self.model[member.target].kind, Kind::String) {
            return self.value(member.target, Place::Host, 0);
        }
        let text = match name.to_ascii_lowercase() {
            it if it.contains("arn") => self.arn(),
            it if it.contains("accountid") => "123456789012".to_owned(),
            it if it == "bucket" => {
                let names = ["tinsmith-bucket", "with.dots", "UPPER_case", "0-9"];
                self.one(&names).to_owned()
            }
            it if it == "key" || it == "prefix" => self.text(Place::Label),
            _ => self.text(Place::Host),
        };
        text.into()
    }

    /// A name of a resource of the service.
    fn arn(&self) -> String {
        let service = self.model.services().into_iter().next();
        let service = service.and_then(|it| self.model[it].traits.get("aws.api#service"));
        let namespace = service.and_then(|it| it.get("arnNamespace")?.as_str());
        let namespace = namespace.unwrap_or("service");
        format!("arn:aws:{namespace}:{REGION}:123456789012:stream/name")
    }

    fn text(&mut self, place: Place) -> String {
        let plain = [
            "a",
            "Zebra",
            "0",
            "true",
            "null",
            "-1.5",
            "two words",
            "x-y_z.1",
        ];
        let texts: &[&str] = match place {
            Place::Host => &["a", "abc-1", "x2"],
            Place::HeaderName => &["a", "some-name", "x-1", "b2"],
            Place::Header => &[
                "a",
                "two words",
                "a/b; c=\"d\"",
                "comma, and \"quotes\"",
                "%2F+",
                "0",
                "back\\slash",
            ],
            Place::Label => &[
                "a/b",
                "%2F",
                "+ &=?#",
                "..",
                ".",
                "größe 𝄞",
                "a//b/",
                "x:y@z",
                "~-_.!*'()",
                "[]{}|\\^`\"<>",
                "//",
            ],
            Place::Query => &[
                "",
                "a/b",
                "%2F",
                "+ &=?#",
                "größe 𝄞",
                "x:y@z",
                "~-_.!*'()",
                "line\nbreak",
            ],
            Place::Xml => &[
                "",
                " ",
                " spaces around ",
                "<&>'\"",
                "]]>",
                "größe 𝄞 \u{301}",
                "line\nbreak\tand tab",
                "\r\n",
                "&amp;",
                "\u{85}\u{2028}",
            ],
            Place::Body => &[
                "",
                " ",
                "\"quotes\" and \\",
                "<&>'",
                "größe 𝄞 \u{301}",
                "line\nbreak\tand tab\r",
                "\u{1}\u{7f}\u{0}",
                "\u{2028}\u{feff}",
                "a=b&c=d+e%20;",
                "\u{ffff}",
            ],
        };
        // What is read as XML can't hold all of these.
        let texts = match (place, self.protocol) {
            (Place::Body, Protocol::Query | Protocol::Ec2) => &texts[..6],
            _ => texts,
        };
        match self.random.u8(..10) {
            0..=5 => self.one(texts).to_owned(),
            _ if matches!(place, Place::Host | Place::HeaderName) => self.one(texts).to_owned(),
            6 if matches!(place, Place::Body | Place::Xml) && self.random.u8(..10) == 0 => {
                "long ".repeat(2_000)
            }
            _ => self.one(&plain).to_owned(),
        }
    }
}

/// Whether endpoint rules decide by the member.
fn is_parameter(member: &Member) -> bool {
    member.traits.has("smithy.rules#contextParam")
}

fn number(value: f64, text: String) -> Value {
    match value {
        _ if value.is_nan() => "NaN".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        _ => match text.parse::<Number>() {
            Ok(number) => number.into(),
            Err(_) => value.into(),
        },
    }
}
