//! The Smithy JSON AST, versions 1.0 and 2.0: one document taken apart into shapes whose references
//! are still ids (Smithy 2.0, "JSON AST").

use crate::events::{Event, Severity};
use crate::id::{EXPECTED_ID, ShapeId, is_id_of_shape_or_member, is_identifier};
use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{
    Aggregate, Apply, Body, File, LIFECYCLE, RawMember, RawOperation, RawResource, RawService,
    RawShape, Version,
};
use crate::shape::Kind;
use crate::traits::Traits;

/// What the `type` of a shape can be.
pub(crate) enum Type {
    Simple(Kind),
    Aggregate(Aggregate),
    Operation,
    Resource,
    Service,
}

pub(crate) static TYPES: [(&str, Type); 23] = [
    ("blob", Type::Simple(Kind::Blob)),
    ("boolean", Type::Simple(Kind::Boolean)),
    ("string", Type::Simple(Kind::String)),
    ("byte", Type::Simple(Kind::Byte)),
    ("short", Type::Simple(Kind::Short)),
    ("integer", Type::Simple(Kind::Integer)),
    ("long", Type::Simple(Kind::Long)),
    ("float", Type::Simple(Kind::Float)),
    ("double", Type::Simple(Kind::Double)),
    ("bigInteger", Type::Simple(Kind::BigInteger)),
    ("bigDecimal", Type::Simple(Kind::BigDecimal)),
    ("timestamp", Type::Simple(Kind::Timestamp)),
    ("document", Type::Simple(Kind::Document)),
    ("enum", Type::Aggregate(Aggregate::Enum)),
    ("intEnum", Type::Aggregate(Aggregate::IntEnum)),
    ("list", Type::Aggregate(Aggregate::List)),
    ("set", Type::Aggregate(Aggregate::Set)),
    ("map", Type::Aggregate(Aggregate::Map)),
    ("structure", Type::Aggregate(Aggregate::Structure)),
    ("union", Type::Aggregate(Aggregate::Union)),
    ("operation", Type::Operation),
    ("resource", Type::Resource),
    ("service", Type::Service),
];

/// The type of this name.
pub(crate) fn type_of(name: &str) -> Option<&'static Type> {
    let found = TYPES.iter().find(|(known, _)| *known == name);
    found.map(|(_, kind)| kind)
}

/// Takes one document apart. Whatever is malformed is reported and left out.
pub(crate) fn parse(file: u32, document: Node, issues: &mut Issues<'_>) -> File {
    let mut parser = Parser {
        file,
        version: Version::V2,
        issues,
    };
    parser.document(document)
}

/// What the properties of a service say.
pub(crate) fn service(
    (file, version): (u32, Version),
    mut fields: Vec<(String, Node)>,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> RawService {
    Parser {
        file,
        version,
        issues,
    }
    .service(&mut fields, at)
}

/// What the properties of a resource say.
pub(crate) fn resource(
    (file, version): (u32, Version),
    mut fields: Vec<(String, Node)>,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> RawResource {
    Parser {
        file,
        version,
        issues,
    }
    .resource(&mut fields, at)
}

struct Parser<'i, 's> {
    file: u32,
    version: Version,
    issues: &'i mut Issues<'s>,
}

impl Parser<'_, '_> {
    fn document(&mut self, document: Node) -> File {
        let mut file = File {
            metadata: Vec::new(),
            shapes: Vec::new(),
            applies: Vec::new(),
        };
        let root = At::ROOT;
        let Some(entries) = self.object(document, &root) else {
            return file;
        };
        match entries.iter().find(|(key, _)| key == "smithy") {
            Some((_, version)) => self.version(version),
            None => {
                let issue = self.issues.report(
                    self.file,
                    &root,
                    "the key `smithy` with the model's version is missing",
                );
                issue.hint(
                    "expected a Smithy JSON AST, which starts with `{\"smithy\": \"2.0\"`, or an AWS JSON model \
                     (`service-2.json`), which has `metadata` with an `apiVersion`"
                        .to_owned(),
                );
                return file;
            }
        }
        for (key, value) in entries {
            match key.as_str() {
                "smithy" => {}
                "metadata" => {
                    file.metadata = self
                        .object(value, &root.key("metadata"))
                        .unwrap_or_default()
                }
                "shapes" => {
                    for (id, shape) in self.object(value, &At::SHAPES).unwrap_or_default() {
                        self.definition(id, shape, &mut file);
                    }
                }
                _ => self.unknown_key(&root, &key, "the document"),
            }
        }
        file
    }

    /// A key that means nothing is skipped.
    fn unknown_key(&mut self, at: &At<'_>, key: &str, owner: &str) {
        let message = format!("{owner} has the key `{key}`, which means nothing");
        self.issues
            .report(self.file, &at.key(key), message)
            .event(Event::UNNAMED, Severity::Warning);
    }

    fn version(&mut self, version: &Node) {
        match version.as_str() {
            Some("1" | "1.0") => self.version = Version::V1,
            Some("2" | "2.0") => self.version = Version::V2,
            _ => {
                let found =
                    format!("version {version} is not supported, expected `\"1.0\"` or `\"2.0\"`");
                self.issues
                    .report(self.file, &At::ROOT.key("smithy"), found);
            }
        }
    }

    fn definition(&mut self, key: String, value: Node, file: &mut File) {
        let at = At::SHAPES.key(&key);
        let Some((id, member)) = ShapeId::parse_with_member(&key) else {
            self.issues
                .report(self.file, &at, format!("`{key}` is not {EXPECTED_ID}"));
            return;
        };
        let Some(mut fields) = self.object(value, &at) else {
            return;
        };
        let Some(kind) = take(&mut fields, "type") else {
            self.issues
                .report(self.file, &at, "the shape has no `type`");
            return;
        };
        let traits = self.traits(&mut fields, &at);
        let Some(kind) = self.text(kind, &at.key("type")) else {
            return;
        };
        if kind == "apply" {
            let member = member.map(str::to_owned);
            file.applies.push(Apply {
                file: self.file,
                target: id,
                member,
                traits,
                key,
            });
            return;
        }
        if member.is_some() {
            let message =
                format!("`{key}` names a member, which only an `apply` can do, found a {kind}");
            self.issues.report(self.file, &at, message);
            return;
        }
        let mixins = self.references(&mut fields, "mixins", &at);
        let body = self.body(&kind, &mut fields, &at);
        if body != Body::Broken {
            for (unknown, _) in &fields {
                self.unknown_key(&at, unknown, &format!("the {kind}"));
            }
        }
        let shape = RawShape::new(self.file, self.version, body, traits);
        file.shapes.push((id, RawShape { mixins, ..shape }));
    }

    fn body(&mut self, kind: &str, fields: &mut Vec<(String, Node)>, at: &At<'_>) -> Body {
        let Some((_, kind)) = TYPES.iter().find(|(name, _)| *name == kind) else {
            let hint = did_you_mean(kind, TYPES.iter().map(|(name, _)| *name));
            let message = format!("`{kind}` is not a type of shape");
            self.issues
                .report(self.file, &at.key("type"), message)
                .hint(hint);
            return Body::Broken;
        };
        match kind {
            Type::Simple(simple) => Body::Simple(simple.clone()),
            Type::Aggregate(aggregate) => {
                Body::Aggregate(*aggregate, self.members(*aggregate, fields, at))
            }
            Type::Operation => Body::Operation(self.operation(fields, at)),
            Type::Resource => Body::Resource(self.resource(fields, at)),
            Type::Service => Body::Service(self.service(fields, at)),
        }
    }

    fn members(
        &mut self,
        aggregate: Aggregate,
        fields: &mut Vec<(String, Node)>,
        at: &At<'_>,
    ) -> Vec<RawMember> {
        match aggregate {
            Aggregate::List | Aggregate::Set => self
                .member_field(fields, "member", at)
                .into_iter()
                .collect(),
            Aggregate::Map => {
                let key = self.member_field(fields, "key", at);
                key.into_iter()
                    .chain(self.member_field(fields, "value", at))
                    .collect()
            }
            Aggregate::Structure | Aggregate::Union | Aggregate::Enum | Aggregate::IntEnum => {
                let at = at.key("members");
                let members = take(fields, "members").and_then(|members| self.object(members, &at));
                let members = members.unwrap_or_default();
                members
                    .into_iter()
                    .filter_map(|(name, member)| self.member(name, member, &at))
                    .collect()
            }
        }
    }

    /// The member of a list, or the key or value of a map. May come from a mixin and so be absent.
    fn member_field(
        &mut self,
        fields: &mut Vec<(String, Node)>,
        name: &str,
        at: &At<'_>,
    ) -> Option<RawMember> {
        let member = take(fields, name)?;
        self.member(name.to_owned(), member, at)
    }

    fn member(&mut self, name: String, value: Node, at: &At<'_>) -> Option<RawMember> {
        let at = at.key(&name);
        if !is_identifier(&name) {
            let message =
                format!("`{name}` is not a member name, expected letters, digits and underscores");
            self.issues.report(self.file, &at, message);
            return None;
        }
        let mut fields = self.object(value, &at)?;
        let traits = self.traits(&mut fields, &at);
        let target = match take(&mut fields, "target") {
            Some(target) => self.id(target, &at.key("target")),
            None => {
                self.issues
                    .report(self.file, &at, "the member has no `target`");
                None
            }
        };
        Some(RawMember {
            name,
            target,
            traits,
        })
    }

    fn operation(&mut self, fields: &mut Vec<(String, Node)>, at: &At<'_>) -> RawOperation {
        let mut structure = |name: &str| {
            let target = take(fields, name)?;
            let target = self.reference(target, &at.key(name))?;
            (target.as_str() != UNIT).then_some(target)
        };
        let (input, output) = (structure("input"), structure("output"));
        RawOperation {
            input,
            output,
            errors: self.references(fields, "errors", at),
        }
    }

    fn resource(&mut self, fields: &mut Vec<(String, Node)>, at: &At<'_>) -> RawResource {
        if self.version == Version::V1 && fields.iter().any(|(key, _)| key == "properties") {
            let message = "properties of resources need version 2.0, but the file has version 1.0";
            self.issues
                .report(self.file, &at.key("properties"), message);
        }
        let mut lifecycle = Vec::new();
        for name in LIFECYCLE {
            let target =
                take(fields, name).and_then(|target| self.reference(target, &at.key(name)));
            lifecycle.extend(target.map(|target| (name, target)));
        }
        RawResource {
            identifiers: self.named_references(fields, "identifiers", at),
            properties: self.named_references(fields, "properties", at),
            lifecycle,
            operations: self.references(fields, "operations", at),
            collection_operations: self.references(fields, "collectionOperations", at),
            resources: self.references(fields, "resources", at),
        }
    }

    fn service(&mut self, fields: &mut Vec<(String, Node)>, at: &At<'_>) -> RawService {
        let rename_at = at.key("rename");
        let rename = take(fields, "rename").and_then(|rename| self.object(rename, &rename_at));
        let rename = rename
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(id, name)| {
                let at = rename_at.key(&id);
                let name = self.text(name, &at)?;
                if !is_identifier(&name) {
                    let message = format!(
                        "`{name}` is not a shape name, expected letters, digits and underscores"
                    );
                    self.issues.report(self.file, &at, message).named("Service");
                    return None;
                }
                Some((self.id(Node::String(id.clone()), &at)?, name))
            });
        let rename = rename.collect();
        RawService {
            version: take(fields, "version")
                .and_then(|version| self.text(version, &at.key("version"))),
            operations: self.references(fields, "operations", at),
            resources: self.references(fields, "resources", at),
            errors: self.references(fields, "errors", at),
            rename,
        }
    }

    fn traits(&mut self, fields: &mut Vec<(String, Node)>, at: &At<'_>) -> Traits {
        let at = at.key("traits");
        let traits = take(fields, "traits").and_then(|traits| self.object(traits, &at));
        let mut traits = traits.unwrap_or_default();
        traits.retain(|(id, _)| {
            let valid = is_id_of_shape_or_member(id);
            if !valid {
                let message = format!("`{id}` is not the id of a trait, expected {EXPECTED_ID}");
                self.issues.report(self.file, &at.key(id), message);
            }
            valid
        });
        traits.into()
    }

    /// `{"name": {"target": "id"}, ..}`
    fn named_references(
        &mut self,
        fields: &mut Vec<(String, Node)>,
        name: &str,
        at: &At<'_>,
    ) -> Vec<(String, ShapeId)> {
        let at = at.key(name);
        let named = take(fields, name)
            .and_then(|named| self.object(named, &at))
            .unwrap_or_default();
        let named = named.into_iter().filter_map(|(name, target)| {
            let target = self.reference(target, &at.key(&name))?;
            Some((name, target))
        });
        named.collect()
    }

    /// `[{"target": "id"}, ..]`
    fn references(
        &mut self,
        fields: &mut Vec<(String, Node)>,
        name: &str,
        at: &At<'_>,
    ) -> Vec<ShapeId> {
        let at = at.key(name);
        match take(fields, name) {
            None => Vec::new(),
            Some(Node::Array(targets)) => {
                let targets = targets.into_iter().enumerate();
                targets
                    .filter_map(|(index, target)| self.reference(target, &at.index(index)))
                    .collect()
            }
            Some(other) => {
                let message = format!(
                    "expected an array of references, found {}",
                    other.describe()
                );
                self.issues.report(self.file, &at, message);
                Vec::new()
            }
        }
    }

    /// `{"target": "id"}`
    fn reference(&mut self, value: Node, at: &At<'_>) -> Option<ShapeId> {
        let found = value.describe();
        let Node::Object(mut fields) = value else {
            let message =
                format!("expected a reference such as {{\"target\": \"ns#Name\"}}, found {found}");
            self.issues.report(self.file, at, message);
            return None;
        };
        match take(&mut fields, "target") {
            Some(target) => self.id(target, &at.key("target")),
            None => {
                self.issues
                    .report(self.file, at, "the reference has no `target`");
                None
            }
        }
    }

    fn id(&mut self, value: Node, at: &At<'_>) -> Option<ShapeId> {
        let text = self.text(value, at)?;
        let id = ShapeId::parse(&text);
        if id.is_none() {
            self.issues
                .report(self.file, at, format!("`{text}` is not {EXPECTED_ID}"));
        }
        id
    }

    fn text(&mut self, value: Node, at: &At<'_>) -> Option<String> {
        match value {
            Node::String(text) => Some(text),
            other => {
                self.issues.report(
                    self.file,
                    at,
                    format!("expected a string, found {}", other.describe()),
                );
                None
            }
        }
    }

    fn object(&mut self, value: Node, at: &At<'_>) -> Option<Vec<(String, Node)>> {
        match value {
            Node::Object(entries) => Some(entries),
            other => {
                self.issues.report(
                    self.file,
                    at,
                    format!("expected an object, found {}", other.describe()),
                );
                None
            }
        }
    }
}

/// Takes the value of a key out of an object.
fn take(fields: &mut Vec<(String, Node)>, name: &str) -> Option<Node> {
    let found = fields.iter().position(|(key, _)| key == name)?;
    Some(fields.swap_remove(found).1)
}
