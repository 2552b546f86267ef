//! A model as files in the Smithy IDL, version 2.0, from its document in the Smithy JSON AST.
//!
//! A namespace is a file. Metadata is in the first one. What is written reads back as the same document; [`format()`]
//! lays it out. `names` shortens ids, `values` writes traits and node values.
//!
//! - Documentation is written as comments, unless it has characters that a comment can't have or that nobody would see.
//! - Defaults of members and values of enums come after `=`.
//! - Mixins stay. Traits of members that mixins bring are `apply` statements.
//! - Inputs and outputs are structures of their own, wherever the model has them from.

mod names;
mod values;

use std::collections::{BTreeMap, HashSet};

use self::names::{Definitions, Names};
use super::format::format;
use crate::assemble::{ENUM_VALUE, Merged};
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::model::NO_FILE;
use crate::node::Node;
use crate::prelude;
use crate::raw::{Body, LIFECYCLE, RawShape};
use crate::traits::Traits;

const DEFAULT: &str = "smithy.api#default";
const VERSION: &str = "$version: \"2.0\"\n";

/// The files, by namespace. A model without shapes is one file with an empty namespace.
pub(crate) fn write(document: &Node) -> BTreeMap<String, String> {
    let entries = |key| document.get(key).and_then(Node::as_object);
    let shapes = entries("shapes").unwrap_or_default();
    let definitions = Definitions::of(shapes);
    let mut namespaces: BTreeMap<&str, Vec<(&str, &Node)>> = BTreeMap::new();
    for (id, shape) in shapes {
        let (namespace, name) = id.split_once('#').unwrap_or(("", id));
        let shapes = namespaces.entry(namespace).or_default();
        shapes.push((name, shape));
    }
    if namespaces.is_empty() {
        namespaces.insert("", Vec::new());
    }
    let mut metadata = entries("metadata").unwrap_or_default();
    let files = namespaces.into_iter().map(|(namespace, shapes)| {
        let mut out = VERSION.to_owned();
        for (key, value) in std::mem::take(&mut metadata) {
            out.push_str("metadata ");
            values::write_key(key, &mut out);
            out.push_str(" = ");
            values::write(value, &mut out);
            out.push('\n');
        }
        let mut writer = Writer {
            names: Names::new(namespace, &definitions),
            out: String::new(),
        };
        for (name, shape) in shapes {
            writer.statement(name, shape);
        }
        if !namespace.is_empty() {
            out.push_str(&format!("namespace {namespace}\n"));
        }
        for id in writer.names.uses() {
            out.push_str(&format!("use {id}\n"));
        }
        out.push_str(&writer.out);
        (namespace.to_owned(), format(&out))
    });
    files.collect()
}

/// Reports traits that the language has no way to write: those that are not defined, in a namespace of which shapes
/// are known.
pub(crate) fn check(merged: &Merged, issues: &mut Issues<'_>) {
    let own = merged.shapes.iter();
    let own = own.filter(|(_, shape)| shape.file != NO_FILE);
    let namespaces: HashSet<&str> = own
        .clone()
        .map(|(id, _)| id.namespace())
        .chain([prelude::NAMESPACE])
        .collect();
    let is_unknown = |id: &str| {
        let root = id.split_once('$').map_or(id, |(root, _)| root);
        ShapeId::parse(root).is_some_and(|id| {
            namespaces.contains(id.namespace())
                && !merged.shapes.contains_key(&id)
                && !prelude::defines(id.as_str())
        })
    };
    for (id, shape) in own {
        let at = At::SHAPES.key(id.as_str());
        let mut check = |traits: &Traits, at: &At<'_>| {
            for (id, _) in traits.iter().filter(|(id, _)| is_unknown(id)) {
                let message =
                    format!("the trait {id} is not defined, which the Smithy IDL requires");
                let hint = "add the file that defines it, or write the model with `--to ast`";
                issues
                    .report(shape.file, &at.key("traits").key(id), message)
                    .hint(hint.to_owned());
            }
        };
        check(&shape.traits, &at);
        for apply in &shape.introduced {
            check(&apply.traits, &At::SHAPES.key(&apply.key));
        }
        let at_members = at.key("members");
        for (member, traits) in members(shape) {
            check(traits, &at_members.key(member));
        }
    }
}

fn members(shape: &RawShape) -> impl Iterator<Item = (&str, &Traits)> {
    let members = match &shape.body {
        Body::Aggregate(_, members) => members.as_slice(),
        _ => &[],
    };
    let members = members.iter();
    members.map(|member| (member.name.as_str(), &member.traits))
}

/// The shapes of a file.
struct Writer<'n> {
    names: Names<'n>,
    out: String,
}

impl<'n> Writer<'n> {
    /// A shape, or traits that are applied to a member.
    fn statement(&mut self, name: &str, shape: &'n Node) {
        let kind = shape.get("type").and_then(Node::as_str).unwrap_or_default();
        if kind == "apply" {
            self.out.push_str(&format!("apply {name} {{\n"));
            for (id, value) in traits(shape) {
                self.one_trait(id, value);
            }
            self.out.push_str("}\n");
            return;
        }
        self.traits(shape, &[]);
        self.out.push_str(&format!("{kind} {name}"));
        if let Some(mixins) = shape.get("mixins").and_then(Node::as_array) {
            self.out.push_str(" with ");
            self.ids(mixins);
        }
        match kind {
            "service" => self.service(shape),
            "resource" => self.resource(shape),
            "operation" => self.operation(shape),
            "enum" | "intEnum" | "structure" | "union" => {
                let members = shape.get("members").and_then(Node::as_object);
                self.members(kind, members.unwrap_or_default().iter());
            }
            "list" | "map" => {
                let fields = shape.as_object().unwrap_or_default().iter();
                let is_member = |key: &str| ["member", "key", "value"].contains(&key);
                self.members(kind, fields.filter(|(key, _)| is_member(key)));
            }
            _ => {}
        }
        self.out.push('\n');
    }

    fn members(&mut self, kind: &str, members: impl Iterator<Item = &'n (String, Node)>) {
        self.out.push_str(" {\n");
        for (name, member) in members {
            let is_enum = matches!(kind, "enum" | "intEnum");
            let assigned = match kind {
                "enum" | "intEnum" => ENUM_VALUE,
                "structure" => DEFAULT,
                _ => "",
            };
            self.traits(member, &[assigned]);
            self.out.push_str(name);
            if !is_enum {
                self.out.push_str(": ");
                self.target(member);
            }
            let value = member.get("traits").and_then(|traits| traits.get(assigned));
            // A value of an enum that is its name goes without saying.
            let is_implied = kind == "enum" && value.and_then(Node::as_str) == Some(name);
            if let Some(value) = value.filter(|_| !is_implied) {
                self.out.push_str(" = ");
                values::write(value, &mut self.out);
            }
            self.out.push('\n');
        }
        self.out.push('}');
    }

    fn operation(&mut self, shape: &'n Node) {
        self.out.push_str(" {\n");
        for key in ["input", "output"] {
            if let Some(target) = shape.get(key) {
                self.out.push_str(&format!("{key}: "));
                self.target(target);
                self.out.push('\n');
            }
        }
        self.lists(shape, &["errors"]);
        self.out.push('}');
    }

    fn service(&mut self, shape: &'n Node) {
        self.out.push_str(" {\n");
        if let Some(version) = shape.get("version") {
            self.out.push_str("version: ");
            values::write(version, &mut self.out);
            self.out.push('\n');
        }
        self.lists(shape, &["operations", "resources", "errors"]);
        if let Some(rename) = shape.get("rename") {
            self.out.push_str("rename: ");
            values::write(rename, &mut self.out);
            self.out.push('\n');
        }
        self.out.push('}');
    }

    fn resource(&mut self, shape: &'n Node) {
        self.out.push_str(" {\n");
        for key in ["identifiers", "properties"] {
            let Some(named) = shape.get(key).and_then(Node::as_object) else {
                continue;
            };
            self.out.push_str(&format!("{key}: {{\n"));
            for (name, target) in named {
                values::write_key(name, &mut self.out);
                self.out.push_str(": ");
                self.target(target);
                self.out.push('\n');
            }
            self.out.push_str("}\n");
        }
        for key in LIFECYCLE {
            if let Some(target) = shape.get(key) {
                self.out.push_str(&format!("{key}: "));
                self.target(target);
                self.out.push('\n');
            }
        }
        self.lists(shape, &["operations", "collectionOperations", "resources"]);
        self.out.push('}');
    }

    /// The properties that are lists of ids.
    fn lists(&mut self, shape: &'n Node, keys: &[&str]) {
        for key in keys {
            if let Some(references) = shape.get(key).and_then(Node::as_array) {
                self.out.push_str(&format!("{key}: "));
                self.ids(references);
                self.out.push('\n');
            }
        }
    }

    fn ids(&mut self, references: &'n [Node]) {
        self.out.push('[');
        for reference in references {
            self.target(reference);
            self.out.push('\n');
        }
        self.out.push(']');
    }

    /// The id in `{"target": "id"}`
    fn target(&mut self, reference: &'n Node) {
        let id = reference.get("target").and_then(Node::as_str);
        let name = self.names.shape(id.unwrap_or_default());
        self.out.push_str(name);
    }

    /// The traits of a shape or member, documentation first, without those that are written elsewhere.
    fn traits(&mut self, shape: &'n Node, without: &[&str]) {
        const DOCUMENTATION: &str = "smithy.api#documentation";
        let traits = || traits(shape).iter().map(|(id, value)| (id.as_str(), value));
        let documentation = traits().find(|(id, _)| *id == DOCUMENTATION);
        let text = documentation.and_then(|(_, value)| value.as_str());
        let text = text.filter(|text| values::can_be_comment(text));
        if let Some(text) = text {
            for line in text.split('\n') {
                self.out.push_str("/// ");
                self.out.push_str(line);
                self.out.push('\n');
            }
        }
        let is_written = |id: &str| without.contains(&id) || text.is_some() && id == DOCUMENTATION;
        for (id, value) in traits().filter(|(id, _)| !is_written(id)) {
            self.one_trait(id, value);
        }
    }

    fn one_trait(&mut self, id: &'n str, value: &Node) {
        self.out.push('@');
        let name = self.names.trait_shape(id);
        self.out.push_str(name);
        if !self.names.is_value_implied(id, value) {
            values::write_in_trait(value, &mut self.out);
        }
        self.out.push('\n');
    }
}

fn traits(shape: &Node) -> &[(String, Node)] {
    let traits = shape.get("traits").and_then(Node::as_object);
    traits.unwrap_or_default()
}
