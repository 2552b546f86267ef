//! Values held against shapes: those of traits, defaults and examples.

use std::collections::HashSet;
use std::fmt::Write as _;

use base64_simd::STANDARD;

use crate::assemble::ENUM_VALUE;
use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::id::is_id_of_shape_or_member;
use crate::node::Node;
use crate::raw::Body;
use crate::selector::{Matches, Selector};

/// A value that is not one of its shape.
pub(super) struct Fault {
    /// What follows the id of the rule in the id of the event
    pub(super) part: String,
    pub(super) severity: Severity,
    pub(super) message: String,
}

/// How values are read.
#[derive(Copy, Clone, Default)]
pub(super) struct Reading {
    /// That a required member is missing, or a constraint broken, is only a warning: examples of errors do that.
    pub(super) softens_constraints: bool,
    /// A blob is any text.
    pub(super) has_plain_blobs: bool,
    /// A timestamp is a number of seconds, whatever its format.
    pub(super) has_numeric_times: bool,
    /// That zero is not in a range is only a warning: in version 1.0 it was the default whatever the range.
    pub(super) allows_zero: bool,
}

/// What is wrong with a value of a shape. `name` is what messages call the value.
pub(super) fn faults(
    graph: &Graph<'_>,
    reading: Reading,
    shape: Vertex,
    value: &Node,
    name: &str,
) -> Vec<Fault> {
    let mut check = Check {
        graph,
        reading,
        faults: Vec::new(),
    };
    check.value(shape, value, name);
    check.faults
}

struct Check<'g> {
    graph: &'g Graph<'g>,
    reading: Reading,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, message: String) {
        self.faults.push(Fault {
            part: String::new(),
            severity: Severity::Error,
            message,
        });
    }

    /// A fault by a trait that limits values.
    fn broken(&mut self, message: String) {
        self.fault(message);
        if self.reading.softens_constraints
            && let Some(fault) = self.faults.last_mut()
        {
            fault.severity = Severity::Warning;
        }
    }

    fn wrong_kind(&mut self, name: &str, wanted: &str, shape: Vertex, value: &Node) {
        let id = self.graph.id(shape);
        self.fault(format!(
            "{name} must be {wanted}, the value of {id}, but is {}",
            value.shortened()
        ));
    }

    /// As deep as the parsers let values be.
    fn value(&mut self, vertex: Vertex, value: &Node, name: &str) {
        let graph = self.graph;
        let Some(shape) = graph.shape_or_target(vertex) else {
            return;
        };
        let kind = graph.kind(shape);
        match kind {
            VertexKind::Document | VertexKind::Broken => {}
            VertexKind::Boolean if value.as_bool().is_none() => {
                self.wrong_kind(name, "a boolean", shape, value);
            }
            VertexKind::Blob => match value.as_str() {
                None => self.wrong_kind(name, "a string", shape, value),
                Some(text) => self.blob(shape, text, name),
            },
            VertexKind::Timestamp => self.timestamp(vertex, shape, value, name),
            VertexKind::String => match value.as_str() {
                None => self.wrong_kind(name, "a string", shape, value),
                Some(text) => {
                    if graph.traits(shape).has("smithy.api#enum") {
                        self.enum_trait(shape, text, name);
                    }
                }
            },
            VertexKind::Enum | VertexKind::IntEnum => self.enum_value(shape, value, name),
            _ if kind.is_number() => self.number(shape, kind, value, name),
            VertexKind::List | VertexKind::Set => self.list(shape, value, name),
            VertexKind::Map => self.map(shape, value, name),
            VertexKind::Structure => self.structure(shape, value, name),
            VertexKind::Union => self.union(shape, value, name),
            _ => {}
        }
        self.constraints(vertex, value, name);
        if vertex != shape {
            self.constraints(shape, value, name);
        }
    }

    fn blob(&mut self, shape: Vertex, text: &str, name: &str) {
        if !self.reading.has_plain_blobs && STANDARD.decode_to_vec(text).is_err() {
            self.faults.push(Fault {
                part: String::new(),
                severity: Severity::Warning,
                message: format!(
                    "{name} must be text in base64, the value of blob {}",
                    self.graph.id(shape)
                ),
            });
        }
    }

    fn timestamp(&mut self, vertex: Vertex, shape: Vertex, value: &Node, name: &str) {
        let format = "smithy.api#timestampFormat";
        let own = self.graph.get_trait(vertex, format);
        let format = own.or_else(|| self.graph.get_trait(shape, format));
        let format = match format.and_then(Node::as_str) {
            _ if self.reading.has_numeric_times => Some("epoch-seconds"),
            format => format,
        };
        let is_right = match (format, value) {
            (None | Some("epoch-seconds"), Node::Number(_)) => true,
            (None | Some("date-time"), Node::String(text)) => is_date_time(text),
            (Some("http-date"), Node::String(text)) => text.ends_with(" GMT"),
            _ => false,
        };
        if !is_right {
            let wanted = match format {
                Some("epoch-seconds") => "a number of seconds",
                Some("http-date") => "a date such as `Tue, 29 Apr 2014 18:30:38 GMT`",
                _ => "a time such as `1985-04-12T23:20:50.52Z`, or a number of seconds",
            };
            self.wrong_kind(name, wanted, shape, value);
        }
    }

    fn enum_value(&mut self, shape: Vertex, value: &Node, name: &str) {
        let graph = self.graph;
        let is_text = graph.kind(shape) == VertexKind::Enum;
        let mut known = Vec::new();
        for member in graph.members(shape) {
            let own = graph.name(member);
            match graph.get_trait(member, ENUM_VALUE) {
                Some(known) if known == value => return,
                Some(other) => known.push(other.to_string()),
                None if is_text && value.as_str() == Some(own) => return,
                None => known.push(format!("\"{own}\"")),
            }
        }
        if !is_text && value.as_i64().is_none() {
            return self.wrong_kind(name, "an integer", shape, value);
        }
        let id = graph.id(shape);
        self.fault(format!(
            "{name} must be a value of {id}, one of {}, but is {}",
            known.join(", "),
            value.shortened()
        ));
    }

    fn enum_trait(&mut self, shape: Vertex, text: &str, name: &str) {
        let graph = self.graph;
        let values = graph.get_trait(shape, "smithy.api#enum");
        let values = values.and_then(Node::as_array).unwrap_or_default();
        let mut values = values.iter().filter_map(|it| it.get("value")?.as_str());
        if !values.any(|value| value == text) {
            let id = graph.id(shape);
            self.fault(format!("{name} must be a value of {id}, but is \"{text}\""));
        }
    }

    fn number(&mut self, shape: Vertex, kind: VertexKind, value: &Node, name: &str) {
        let is_fraction = matches!(
            kind,
            VertexKind::Float | VertexKind::Double | VertexKind::BigDecimal
        );
        match value {
            Node::Number(_) if is_fraction => {}
            Node::String(text)
                if is_fraction && matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") => {}
            Node::Number(number) => {
                let bits = match kind {
                    VertexKind::Byte => 8,
                    VertexKind::Short => 16,
                    VertexKind::Integer => 32,
                    _ => 64,
                };
                let fits = match number.as_i64() {
                    Some(whole) => {
                        bits == 64 || (whole >> (bits - 1) == 0) || (whole >> (bits - 1) == -1)
                    }
                    None => {
                        kind == VertexKind::BigInteger
                            && !number.to_string().contains(['.', 'e', 'E'])
                    }
                };
                if !fits {
                    self.wrong_kind(
                        name,
                        &format!("a whole number of {bits} bits"),
                        shape,
                        value,
                    );
                }
            }
            _ => self.wrong_kind(name, "a number", shape, value),
        }
    }

    fn list(&mut self, shape: Vertex, value: &Node, name: &str) {
        let Some(items) = value.as_array() else {
            return self.wrong_kind(name, "an array", shape, value);
        };
        let is_sparse = self.graph.traits(shape).has("smithy.api#sparse");
        let Some(member) = self.graph.member(shape, "member") else {
            return;
        };
        for (index, item) in items.iter().enumerate() {
            let name = format!("{name}[{index}]");
            if item.is_null() && is_sparse {
                continue;
            }
            self.value(member, item, &name);
        }
        if self.graph.traits(shape).has("smithy.api#uniqueItems") {
            let mut seen = HashSet::new();
            if let Some(twice) = items.iter().find(|item| !seen.insert(item.to_string())) {
                self.fault(format!("{name} has the item {} twice", twice.shortened()));
            }
        }
    }

    fn map(&mut self, shape: Vertex, value: &Node, name: &str) {
        let Some(entries) = value.as_object() else {
            return self.wrong_kind(name, "an object", shape, value);
        };
        let is_sparse = self.graph.traits(shape).has("smithy.api#sparse");
        let (Some(keys), Some(values)) = (
            self.graph.member(shape, "key"),
            self.graph.member(shape, "value"),
        ) else {
            return;
        };
        for (key, value) in entries {
            let name = format!("{name}.{key}");
            self.value(keys, &Node::String(key.clone()), &format!("the key {name}"));
            if value.is_null() && is_sparse {
                continue;
            }
            self.value(values, value, &name);
        }
    }

    fn structure(&mut self, shape: Vertex, value: &Node, name: &str) {
        let graph = self.graph;
        let Some(entries) = value.as_object() else {
            return self.wrong_kind(name, "an object", shape, value);
        };
        for (key, value) in entries {
            match graph.member(shape, key) {
                None => self.unknown(shape, key, name),
                Some(member) => {
                    let is_required = graph.traits(member).has("smithy.api#required");
                    if !value.is_null() || is_required {
                        self.value(member, value, &format!("{name}.{key}"));
                    }
                }
            }
        }
        for member in graph.members(shape) {
            let own = graph.name(member);
            if graph.traits(member).has("smithy.api#required") && value.get(own).is_none() {
                let id = graph.id(shape);
                self.broken(format!("{name} has no `{own}`, which {id} requires"));
            }
        }
    }

    fn unknown(&mut self, shape: Vertex, key: &str, name: &str) {
        let id = self.graph.id(shape);
        self.faults.push(Fault {
            part: format!(".UnknownMember.{id}.{key}"),
            severity: Severity::Warning,
            message: format!("{name} has `{key}`, which is no member of {id}"),
        });
    }

    fn union(&mut self, shape: Vertex, value: &Node, name: &str) {
        let Some(entries) = value.as_object() else {
            return self.wrong_kind(name, "an object", shape, value);
        };
        let set = entries.iter().filter(|(_, value)| !value.is_null()).count();
        if set == 0 {
            let id = self.graph.id(shape);
            self.faults.push(Fault {
                part: String::new(),
                severity: Severity::Warning,
                message: format!("{name} has no member of union {id}"),
            });
        }
        if set > 1 {
            let id = self.graph.id(shape);
            self.fault(format!(
                "{name} must have one member of union {id}, but has {set}"
            ));
        }
        for (key, value) in entries {
            match self.graph.member(shape, key) {
                None => {
                    let id = self.graph.id(shape);
                    self.fault(format!("{name} has `{key}`, which is no member of {id}"));
                }
                Some(member) => self.value(member, value, &format!("{name}.{key}")),
            }
        }
    }

    /// The traits of a shape or member that limit values.
    fn constraints(&mut self, vertex: Vertex, value: &Node, name: &str) {
        let traits = self.graph.traits(vertex);
        if traits.is_empty() {
            return;
        }
        if let Some(length) = traits.get("smithy.api#length") {
            self.length(vertex, length, value, name);
        }
        if let Some(range) = traits.get("smithy.api#range") {
            self.range(vertex, range, value, name);
        }
        if let (Some(pattern), Some(text)) = (traits.get("smithy.api#pattern"), value.as_str())
            && let Some(pattern) = pattern.as_str()
            // Expressions that the library does not know, such as those that look ahead, are not held against values.
            && regex_lite::Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text))
        {
            let id = self.graph.id(vertex);
            self.broken(format!(
                "{name} must match the pattern of {id}, {pattern}, but is \"{text}\""
            ));
        }
        if let (Some(id_ref), Some(text)) = (traits.get("smithy.api#idRef"), value.as_str()) {
            self.id_ref(id_ref, text, name);
        }
    }

    fn range(&mut self, vertex: Vertex, range: &Node, value: &Node, name: &str) {
        let number = match value.as_str() {
            Some("Infinity") => Some(f64::INFINITY),
            Some("-Infinity") => Some(f64::NEG_INFINITY),
            Some("NaN") => {
                let id = self.graph.id(vertex);
                return self.broken(format!(
                    "{name} must be in the range of {id}, but is no number"
                ));
            }
            _ => value.as_f64(),
        };
        let Some(number) = number else {
            return;
        };
        let bound = |key: &str| range.get(key).and_then(Node::as_f64);
        let limit = match (bound("min"), bound("max")) {
            (Some(min), _) if number < min => format!("at least {min}"),
            (_, Some(max)) if number > max => format!("at most {max}"),
            _ => return,
        };
        let id = self.graph.id(vertex);
        self.broken(format!(
            "{name} must be {limit} by the range of {id}, but is {value}"
        ));
        if let Some(fault) = self.faults.last_mut() {
            let place = match self.graph.entry(vertex).member {
                Some(_) => "Member",
                None => "Target",
            };
            fault.part = format!(".{place}.InvalidRange");
            if number == 0.0 && self.reading.allows_zero {
                fault.severity = Severity::Warning;
            }
        }
    }

    fn length(&mut self, vertex: Vertex, length: &Node, value: &Node, name: &str) {
        let (count, unit) = match value {
            Node::String(text) => (text.chars().count(), "characters"),
            Node::Array(items) => (items.len(), "items"),
            Node::Object(entries) => (entries.len(), "entries"),
            _ => return,
        };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let bound = |key: &str| length.get(key).and_then(Node::as_i64);
        let id = self.graph.id(vertex);
        let mut limit = String::new();
        if let Some(min) = bound("min").filter(|min| count < *min) {
            let _ = write!(limit, "at least {min}");
        }
        if let Some(max) = bound("max").filter(|max| count > *max) {
            let _ = write!(limit, "at most {max}");
        }
        if !limit.is_empty() {
            self.broken(format!(
                "{name} must have {limit} {unit} by the length of {id}, but has {count}"
            ));
        }
    }

    /// Smithy 2.0, "idRef trait".
    fn id_ref(&mut self, id_ref: &Node, text: &str, name: &str) {
        let graph = self.graph;
        let explained = id_ref.get("errorMessage").and_then(Node::as_str);
        let explained = explained.map_or_else(String::new, |text| format!(": {text}"));
        if !is_id_of_shape_or_member(text) {
            return self.fault(format!(
                "{name} must be the id of a shape, but is \"{text}\"{explained}"
            ));
        }
        let must_exist = id_ref.get("failWhenMissing").and_then(Node::as_bool) == Some(true);
        let Some(shape) = graph.find(text) else {
            // A model need not include the definitions of other namespaces.
            let namespace = text.split('#').next().unwrap_or_default();
            if must_exist && graph.has_namespace(namespace) {
                self.fault(format!(
                    "{name} is the id of a shape that does not exist, {text}{explained}"
                ));
            }
            return;
        };
        let selector = id_ref.get("selector").and_then(Node::as_str);
        let Some(selector) = selector.and_then(|text| Selector::parse(text).ok()) else {
            return;
        };
        let is_match = Matches::includes(&selector, graph, shape).unwrap_or(true)
            || Matches::of(&selector, graph)
                .is_ok_and(|matches| matches.shapes.contains_key(&shape));
        if !is_match {
            self.fault(format!(
                "{name} is the id of a shape, {text}, that the selector `{}` does not match{explained}",
                selector.as_str()
            ));
        }
    }
}

/// RFC 3339 in UTC, as far as its form goes.
fn is_date_time(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let (Some(start), Some(rest)) = (bytes.get(..pattern.len()), bytes.get(pattern.len()..)) else {
        return false;
    };
    let fits = |(byte, wanted): (&u8, &u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        wanted => byte == wanted,
    };
    start.iter().zip(pattern).all(fits) && rest.ends_with(b"Z")
}

/// The members of an operation's input or output: the shape, or none for `Unit`.
pub(super) fn structure_of(
    graph: &Graph<'_>,
    operation: Vertex,
    is_output: bool,
) -> Option<Vertex> {
    let Body::Operation(operation) = graph.entry(operation).body else {
        return None;
    };
    let id = if is_output {
        &operation.output
    } else {
        &operation.input
    };
    match id {
        Some(id) => graph.find(id.as_str()),
        None => graph.find(crate::prelude::UNIT),
    }
}
