//! The state of the lowering: the document, its names, and typed access that reports problems.

use std::collections::{HashMap, HashSet};

use super::names::Names;
use super::protocol::Protocol;
use super::values::{annotation, object, string};
use crate::id::ShapeId;
use crate::issues::{At, Issues, Keys};
use crate::node::Node;
use crate::raw::{Body, RawShape, Version};
use crate::traits::Traits;

pub(super) struct Context<'d, 'i, 's> {
    pub(super) file: u32,
    pub(super) protocol: Protocol,
    pub(super) names: &'d Names,
    pub(super) document: &'d Node,
    /// Definitions of shapes by name.
    pub(super) definitions: HashMap<&'d str, &'d Node>,
    /// Names of operations.
    pub(super) operations: HashSet<&'d str>,
    /// Inputs that nothing else refers to.
    pub(super) inputs: HashSet<&'d str>,
    /// Outputs that nothing else refers to.
    pub(super) outputs: HashSet<&'d str>,
    /// What operations say of their inputs as roots of XML documents, by the inputs' names.
    pub(super) roots: HashMap<&'d str, &'d Node>,
    pub(super) issues: &'i mut Issues<'s>,
    pub(super) shapes: Vec<(ShapeId, RawShape)>,
    /// Those among them that are variants of other shapes.
    pub(super) variants: HashSet<ShapeId>,
    /// Blobs that stream.
    pub(super) streams: HashSet<ShapeId>,
}

/// What the format calls the traits whose values are checked.
pub(super) const KEYS: Keys = &[
    ("aws.api#clientDiscoveredEndpoint", "endpointdiscovery"),
    ("smithy.api#default", "default"),
    ("smithy.api#deprecated", "deprecated"),
    ("smithy.api#endpoint", "endpoint"),
    ("smithy.api#error", "error"),
    ("smithy.api#http", "http"),
    ("smithy.api#httpError", "error"),
    ("smithy.api#httpHeader", "locationName"),
    ("smithy.api#httpLabel", "location"),
    ("smithy.api#httpPayload", "location"),
    ("smithy.api#httpPrefixHeaders", "locationName"),
    ("smithy.api#httpQuery", "locationName"),
    ("smithy.api#httpResponseCode", "location"),
    ("smithy.api#jsonName", "locationName"),
    ("smithy.api#retryable", "retryable"),
    ("smithy.api#timestampFormat", "timestampFormat"),
];

impl<'d> Context<'d, '_, '_> {
    /// Adds a shape and notes where the file has it.
    pub(super) fn define(&mut self, id: ShapeId, path: [&str; 2], body: Body, traits: Traits) {
        self.issues.place(self.file, id.as_str(), &path, KEYS);
        let shape = RawShape::new(self.file, Version::V2, body, traits);
        self.shapes.push((id, shape));
    }

    pub(super) fn expected(&mut self, what: &str, found: &Node, at: &At<'_>) {
        let found = match found {
            Node::String(text) if text.len() <= 40 => format!("`{text}`"),
            other => other.describe().to_owned(),
        };
        let message = format!("expected {what}, found {found}");
        self.issues.report(self.file, at, message);
    }

    /// The string of a key.
    pub(super) fn text<'n>(&mut self, node: &'n Node, key: &str, at: &At<'_>) -> Option<&'n str> {
        let value = node.get(key)?;
        if value.as_str().is_none() {
            self.expected("a string", value, &at.key(key));
        }
        value.as_str()
    }

    /// Whether a key is `true`.
    pub(super) fn flag(&mut self, node: &Node, key: &str, at: &At<'_>) -> bool {
        let Some(value) = node.get(key) else {
            return false;
        };
        if value.as_bool().is_none() {
            self.expected("`true` or `false`", value, &at.key(key));
        }
        value.as_bool() == Some(true)
    }

    /// The entries of the object of a key.
    pub(super) fn entries<'n>(
        &mut self,
        node: &'n Node,
        key: &str,
        at: &At<'_>,
    ) -> &'n [(String, Node)] {
        let Some(value) = node.get(key) else {
            return &[];
        };
        if value.as_object().is_none() {
            self.expected("an object", value, &at.key(key));
        }
        value.as_object().unwrap_or_default()
    }

    /// The items of the array of a key.
    pub(super) fn items<'n>(&mut self, node: &'n Node, key: &str, at: &At<'_>) -> &'n [Node] {
        let Some(value) = node.get(key) else {
            return &[];
        };
        if value.as_array().is_none() {
            self.expected("an array", value, &at.key(key));
        }
        value.as_array().unwrap_or_default()
    }

    /// Whether this is an object; else it is reported.
    pub(super) fn is_object(&mut self, node: &Node, at: &At<'_>) -> bool {
        let is = node.as_object().is_some();
        if !is {
            self.expected("an object", node, at);
        }
        is
    }

    /// The name in a reference such as `{"shape": "Name"}`, if there is such a shape.
    pub(super) fn shape_name<'n>(&mut self, reference: &'n Node, at: &At<'_>) -> Option<&'n str> {
        if !self.is_object(reference, at) {
            return None;
        }
        if reference.get("shape").is_none() {
            self.issues.report(
                self.file,
                at,
                "the reference has no `shape`, expected the name of a shape",
            );
            return None;
        }
        let name = self.text(reference, "shape", at)?;
        if self.names.shape(name).is_none() && self.shape(name).is_none() {
            let known = self.document.get("shapes").and_then(Node::as_object);
            let known = known.unwrap_or_default().iter();
            let known = known.map(|(name, _)| name.as_str());
            let hint = self.issues.did_you_mean(name, known);
            let message = format!("shape `{name}` does not exist in the model");
            self.issues
                .report(self.file, &at.key("shape"), message)
                .hint(hint);
            return None;
        }
        Some(name)
    }

    /// The shape that a reference names; what has no valid name was reported where it is defined.
    pub(super) fn reference(&mut self, reference: &Node, at: &At<'_>) -> Option<ShapeId> {
        let name = self.shape_name(reference, at)?;
        self.names.shape(name)
    }

    /// The definition of a shape.
    pub(super) fn shape(&self, name: &str) -> Option<&'d Node> {
        self.definitions.get(name).copied()
    }

    /// Documentation and deprecation, which most things can have.
    pub(super) fn described(&mut self, node: &Node, at: &At<'_>, traits: &mut Traits) {
        if let Some(text) = self.text(node, "documentation", at) {
            traits.set("smithy.api#documentation", string(text));
        }
        if self.flag(node, "deprecated", at) {
            let message = self.text(node, "deprecatedMessage", at).map(string);
            let since = self.text(node, "deprecatedSince", at).map(string);
            let value = object([("message", message), ("since", since)]);
            traits.set("smithy.api#deprecated", value);
        }
    }

    /// Annotation traits by the flag that stands for them.
    pub(super) fn flags(
        &mut self,
        node: &Node,
        at: &At<'_>,
        flags: &[(&str, &str)],
        traits: &mut Traits,
    ) {
        for (key, id) in flags {
            if self.flag(node, key, at) {
                traits.set(id, annotation());
            }
        }
    }

    /// Values that are the same in both formats.
    pub(super) fn copied(node: &Node, pairs: &[(&str, &str)], traits: &mut Traits) {
        for (key, id) in pairs {
            if let Some(value) = node.get(key) {
                traits.set(id, value.clone());
            }
        }
    }

    pub(super) fn timestamp_format(&mut self, node: &Node, at: &At<'_>, traits: &mut Traits) {
        let Some(format) = self.text(node, "timestampFormat", at) else {
            return;
        };
        let name = match format {
            "iso8601" => "date-time",
            "rfc822" => "http-date",
            "unixTimestamp" => "epoch-seconds",
            other => {
                let message = format!(
                    "expected `iso8601`, `rfc822` or `unixTimestamp`, found `{}`",
                    crate::diagnostics::shortened(other)
                );
                self.issues
                    .report(self.file, &at.key("timestampFormat"), message);
                return;
            }
        };
        traits.set("smithy.api#timestampFormat", string(name));
    }

    /// The trait `xmlNamespace`, of a URI or of an object with `uri` and `prefix`.
    pub(super) fn xml_namespace(&mut self, node: &Node, at: &At<'_>, traits: &mut Traits) {
        let Some(namespace) = node.get("xmlNamespace") else {
            return;
        };
        let at = at.key("xmlNamespace");
        match namespace {
            Node::String(_) => {}
            Node::Object(_) => {
                self.text(namespace, "uri", &at);
                self.text(namespace, "prefix", &at);
            }
            other => self.expected("a string or an object with `uri`", other, &at),
        }
        if let Some(value) = Self::namespace(namespace) {
            traits.set("smithy.api#xmlNamespace", value);
        }
    }

    /// The trait's value; what is malformed is left out.
    pub(super) fn namespace(namespace: &Node) -> Option<Node> {
        let text = |key| namespace.get(key)?.as_str().map(string);
        match namespace {
            Node::String(uri) => Some(object([("uri", Some(string(uri)))])),
            Node::Object(_) => Some(object([("uri", text("uri")), ("prefix", text("prefix"))])),
            _ => None,
        }
    }
}
