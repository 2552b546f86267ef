//! Bodies in CBOR (RFC 8949).

use base64_simd::STANDARD;
use minicbor::Encoder;
use minicbor::data::{Tag, Type};
use serde_json::{Map, Value};
use tinsmith_model::{Kind, ShapeRef};

use super::{Answers, UNMODELLED};

type Writer = Encoder<Vec<u8>>;

impl Answers<'_> {
    pub(super) fn cbor_structure(&self, shape: ShapeRef, members: &Map<String, Value>) -> Vec<u8> {
        let mut writer = Encoder::new(Vec::new());
        self.cbor_members(&mut writer, shape, members, None);
        writer.into_writer()
    }

    pub(super) fn cbor_error(
        &self,
        shape: ShapeRef,
        id: &str,
        members: &Map<String, Value>,
    ) -> Vec<u8> {
        let mut writer = Encoder::new(Vec::new());
        self.cbor_members(&mut writer, shape, members, Some(id));
        writer.into_writer()
    }

    fn cbor_members(
        &self,
        writer: &mut Writer,
        shape: ShapeRef,
        members: &Map<String, Value>,
        id: Option<&str>,
    ) {
        let is_noisy = self.noisy && matches!(self.model[shape].kind, Kind::Structure(_));
        // Of a length that is not said: services write both.
        let _ = writer.begin_map();
        if let Some(id) = id {
            let _ = writer.str("__type").and_then(|it| it.str(id));
        }
        for member in self.model[shape].members() {
            if let Some(value) = members.get(&member.name) {
                let _ = writer.str(&member.name);
                self.cbor_value(writer, member.target, value);
            } else if is_noisy {
                let _ = writer.str(&member.name).and_then(Encoder::null);
            }
        }
        if is_noisy {
            let _ = writer.str(UNMODELLED).and_then(|it| it.array(2));
            let _ = writer.f64(1.5).and_then(Encoder::undefined);
        }
        let _ = writer.end();
    }

    fn cbor_value(&self, writer: &mut Writer, target: ShapeRef, value: &Value) {
        let shape = &self.model[target];
        // Writing to memory does not fail.
        let _ = match (&shape.kind, value) {
            (_, Value::Null) => writer.null(),
            (Kind::Blob, Value::String(text)) => {
                writer.bytes(&STANDARD.decode_to_vec(text).unwrap_or_default())
            }
            (Kind::Timestamp, Value::String(seconds)) => {
                let seconds: f64 = seconds.parse().unwrap_or_default();
                let tagged = writer.tag(Tag::new(1));
                tagged.and_then(|it| {
                    if seconds.fract() == 0.0 {
                        it.i64(seconds as i64)
                    } else {
                        it.f64(seconds)
                    }
                })
            }
            (Kind::Float, value) => writer.f32(float(value) as f32),
            (Kind::Double, value) => writer.f64(float(value)),
            (_, Value::Number(number)) => writer.i64(number.as_i64().unwrap_or_default()),
            (_, Value::Bool(value)) => writer.bool(*value),
            (_, Value::String(text)) => writer.str(text),
            (Kind::List(inner), Value::Array(values)) => {
                let _ = writer.array(values.len() as u64);
                for value in values {
                    self.cbor_value(writer, inner.target, value);
                }
                Ok(writer)
            }
            (Kind::Map { value: inner, .. }, Value::Object(entries)) => {
                let _ = writer.map(entries.len() as u64);
                for (key, value) in entries {
                    let _ = writer.str(key);
                    self.cbor_value(writer, inner.target, value);
                }
                Ok(writer)
            }
            (_, Value::Object(members)) => {
                self.cbor_members(writer, target, members, None);
                Ok(writer)
            }
            (_, Value::Array(_)) => unreachable!("a {:?} is no list", Type::Array),
        };
    }
}

/// A number, or the name of what is none.
fn float(value: &Value) -> f64 {
    match value.as_str() {
        Some("NaN") => f64::NAN,
        Some("Infinity") => f64::INFINITY,
        Some(_) => f64::NEG_INFINITY,
        None => value.as_f64().unwrap_or_default(),
    }
}
