//! Bodies in JSON.

use serde_json::{Map, Number, Value, json};
use tinsmith_model::{Kind, Member, ShapeRef, TimestampFormat};

use super::{Answers, UNMODELLED, time};
use crate::services::Protocol;

impl Answers<'_> {
    pub(super) fn json_structure(
        &self,
        shape: ShapeRef,
        members: &Map<String, Value>,
    ) -> Map<String, Value> {
        let given = self.model[shape].members().iter().filter_map(|member| {
            let value = members.get(&member.name)?;
            let value = self.json_value(member, member.target, value);
            Some((name(self.protocol, member), value))
        });
        let mut members: Map<String, Value> = given.collect();
        if self.noisy && matches!(self.model[shape].kind, Kind::Structure(_)) {
            for member in self.model[shape].members() {
                let name = name(self.protocol, member);
                members.entry(name).or_insert(Value::Null);
            }
            members.insert(UNMODELLED.to_owned(), json!({ "list": [1.5, null, {}] }));
        }
        members
    }

    pub(super) fn json_value(&self, member: &Member, target: ShapeRef, value: &Value) -> Value {
        let shape = &self.model[target];
        match (&shape.kind, value) {
            (_, Value::Null) => Value::Null,
            (Kind::Timestamp, Value::String(seconds)) => {
                match self.time_format(member, TimestampFormat::EpochSeconds) {
                    TimestampFormat::EpochSeconds => {
                        seconds.parse::<Number>().map_or(Value::Null, Value::from)
                    }
                    format => time::format(seconds, format).into(),
                }
            }
            (Kind::List(inner), Value::Array(values)) => {
                let values = values
                    .iter()
                    .map(|it| self.json_value(inner, inner.target, it));
                values.collect::<Vec<_>>().into()
            }
            (Kind::Map { value: inner, .. }, Value::Object(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (key.clone(), self.json_value(inner, inner.target, value)));
                entries.collect::<Map<_, _>>().into()
            }
            (Kind::Structure(_) | Kind::Union(_), Value::Object(members)) => {
                self.json_structure(target, members).into()
            }
            _ => value.clone(),
        }
    }
}

/// The key of a member.
pub(super) fn name(protocol: Protocol, member: &Member) -> String {
    let name = match protocol {
        Protocol::RestJson => member.traits.json_name(),
        _ => None,
    };
    name.unwrap_or(&member.name).to_owned()
}
