//! Bodies in XML.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use tinsmith_model::{Kind, Member, ShapeRef, TimestampFormat};

use super::{Answers, UNMODELLED, time};

impl Answers<'_> {
    /// The elements of those members that `is_written` has.
    pub(super) fn xml_members(
        &self,
        shape: ShapeRef,
        members: &Map<String, Value>,
        is_written: &dyn Fn(&Member) -> bool,
    ) -> String {
        let mut text = String::new();
        if self.noisy && matches!(self.model[shape].kind, Kind::Structure(_)) {
            let _ = write!(
                text,
                "\n  <!-- a comment --><{UNMODELLED}><member>1.5</member></{UNMODELLED}>\n  "
            );
        }
        for member in self.model[shape].members() {
            let attribute = member.traits.has("smithy.api#xmlAttribute");
            if let Some(value) = members.get(&member.name)
                && is_written(member)
                && !attribute
            {
                let name = xml_name(member).unwrap_or(&member.name);
                text += &self.xml_member(name, member, value);
            }
        }
        text
    }

    /// The elements of an error. Services write its message as `Message`, whatever their models say.
    pub(super) fn xml_error(&self, shape: ShapeRef, members: &Map<String, Value>) -> String {
        let mut text = String::new();
        for member in self.model[shape]
            .members()
            .iter()
            .filter(|it| super::in_body(it))
        {
            if let Some(value) = members.get(&member.name) {
                let name = xml_name(member).unwrap_or(&member.name);
                let is_message = name.eq_ignore_ascii_case("message");
                let name = if is_message { "Message" } else { name };
                // Errors have these in any case.
                if matches!(name, "Code" | "Type") {
                    continue;
                }
                text += &self.xml_member(name, member, value);
            }
        }
        text
    }

    pub(super) fn xml_attributes(&self, shape: ShapeRef, members: &Map<String, Value>) -> String {
        let mut text = String::new();
        for member in self.model[shape].members() {
            if let Some(value) = members.get(&member.name)
                && member.traits.has("smithy.api#xmlAttribute")
            {
                let name = xml_name(member).unwrap_or(&member.name);
                if let Some((prefix, _)) = name.split_once(':') {
                    let _ = write!(text, " xmlns:{prefix}=\"http://example.com/{prefix}\"");
                }
                let _ = write!(text, " {name}=\"{}\"", self.xml_text(member, value));
            }
        }
        text
    }

    /// The name of the element around all: the one that the shape says, or its own.
    pub(super) fn xml_root(&self, shape: ShapeRef) -> &str {
        let shape = &self.model[shape];
        let name = shape.traits.get("smithy.api#xmlName");
        name.and_then(|it| it.as_str()).unwrap_or(shape.id.name())
    }

    /// A member, with its own element around it unless it is flattened.
    fn xml_member(&self, name: &str, member: &Member, value: &Value) -> String {
        let shape = &self.model[member.target];
        let flat = member.traits.has("smithy.api#xmlFlattened");
        match (&shape.kind, value) {
            (Kind::List(inner), Value::Array(values)) if flat => {
                let values = values.iter().map(|it| self.xml_element(name, inner, it));
                values.collect()
            }
            (Kind::Map { key, value: inner }, Value::Object(entries)) if flat => entries
                .iter()
                .map(|entry| format!("<{name}>{}</{name}>", self.xml_entry(key, inner, entry)))
                .collect(),
            _ => self.xml_element(name, member, value),
        }
    }

    /// A value in an element.
    pub(super) fn xml_element(&self, name: &str, member: &Member, value: &Value) -> String {
        let shape = &self.model[member.target];
        let mut attributes = String::new();
        let inner = match (&shape.kind, value) {
            (Kind::List(inner), Value::Array(values)) => {
                let name = xml_name(inner).unwrap_or("member");
                let values = values.iter().map(|it| self.xml_element(name, inner, it));
                values.collect()
            }
            (Kind::Map { key, value: inner }, Value::Object(entries)) => entries
                .iter()
                .map(|entry| format!("<entry>{}</entry>", self.xml_entry(key, inner, entry)))
                .collect(),
            (Kind::Structure(_) | Kind::Union(_), Value::Object(members)) => {
                attributes = self.xml_attributes(member.target, members);
                self.xml_members(member.target, members, &|_| true)
            }
            _ => self.xml_text(member, value),
        };
        format!("<{name}{attributes}>{inner}</{name}>")
    }

    fn xml_entry(&self, key: &Member, inner: &Member, (name, value): (&String, &Value)) -> String {
        let name = Value::from(name.clone());
        let name = self.xml_element(xml_name(key).unwrap_or("key"), key, &name);
        let value = self.xml_element(xml_name(inner).unwrap_or("value"), inner, value);
        name + &value
    }

    fn xml_text(&self, member: &Member, value: &Value) -> String {
        match (&self.model[member.target].kind, value) {
            (Kind::Timestamp, Value::String(seconds)) => {
                time::format(seconds, self.time_format(member, TimestampFormat::DateTime))
            }
            (_, Value::String(text)) => escaped(text),
            (_, value) => value.to_string(),
        }
    }
}

fn xml_name(member: &Member) -> Option<&str> {
    member.traits.get("smithy.api#xmlName")?.as_str()
}

/// Text with what XML would read otherwise as references.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for char in text.chars() {
        match char {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '"' => escaped += "&quot;",
            '\r' | '\n' | '\t' | '\u{85}' | '\u{2028}' => {
                let _ = write!(escaped, "&#x{:X};", u32::from(char));
            }
            _ => escaped.push(char),
        }
    }
    escaped
}
