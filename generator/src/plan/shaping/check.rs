//! Checks the options against the model: each pattern matches something, and each value is what it has to be.

use std::collections::{BTreeMap, BTreeSet};

use syn::Token;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use tinsmith_model::{
    Closure, Diagnostic, Diagnostics, Kind as ShapeKind, Model, ShapeRef, nearest,
};

use super::Shaped;
use super::pattern::Pattern;
use crate::names::{self, Path};
use crate::plan::{EnumValueName, structures};
use crate::shaping::{Dependency, Kind, Rule, Shaping};

/// Checks all options, and reports all problems.
pub(super) fn shaped(
    closure: &Closure<'_>,
    shaping: &Shaping,
    enum_values: &mut Vec<EnumValueName>,
) -> Result<Shaped, Diagnostics> {
    let mut check = Check {
        model: closure.model(),
        operations: closure.operations(),
        shapes: Shapes::of(closure),
        problems: Vec::new(),
    };
    let mut shaped = Shaped {
        serde: shaping.serde,
        dependencies: shaping.dependencies.clone(),
        without_docs: shaping.without_docs,
        ..Shaped::default()
    };
    for rule in &shaping.derives {
        let derives = check.derives(rule, shaping.serde);
        let pattern = check.types(Kind::Derive, &rule.shapes);
        shaped.derives.extend(pattern.zip(derives));
    }
    for rule in &shaping.type_attributes {
        let attribute = check.attribute(Kind::TypeAttribute, rule);
        let pattern = check.types(Kind::TypeAttribute, &rule.shapes);
        shaped.type_attributes.extend(pattern.zip(attribute));
    }
    for rule in &shaping.field_attributes {
        let attribute = check.attribute(Kind::FieldAttribute, rule);
        let pattern = check.members(rule);
        shaped.field_attributes.extend(pattern.zip(attribute));
    }
    for text in &shaping.without_debug {
        shaped
            .without_debug
            .extend(check.types(Kind::WithoutDebug, text));
    }
    let is_map = |kind: &ShapeKind| matches!(kind, ShapeKind::Map { .. });
    for text in &shaping.btree_maps {
        let maps = check.all(Kind::BTreeMap, text, "map", is_map);
        shaped.btree_maps.extend(maps);
    }
    let is_blob = |kind: &ShapeKind| matches!(kind, ShapeKind::Blob);
    for text in &shaping.bytes {
        shaped
            .bytes
            .extend(check.all(Kind::Bytes, text, "blob", is_blob));
    }
    for rule in &shaping.replacements {
        if let Some((shape, path)) = check.replacement(rule) {
            if let Some(other) = shaped.own_types.insert(shape, path) {
                let message = format!("the shape is replaced by `{other}` already");
                check.report(Kind::Replace, &rule.shapes, message, "keep one of the two");
            }
            if shaped.bytes.contains(&shape) {
                let message = "the blob is `Bytes` by another option".to_owned();
                let hint =
                    "choose one of the two, or a pattern for `bytes` that leaves the shape out";
                check.report(Kind::Replace, &rule.shapes, message, hint);
            }
        }
    }
    check.renames(shaping, &mut shaped, enum_values);
    check.dependencies(&shaping.dependencies);
    match check.problems.is_empty() {
        true => Ok(shaped),
        false => Err(Diagnostics::new(check.problems)),
    }
}

/// The shapes that options may be about.
struct Shapes {
    /// What becomes a type: structures, unions, enums, errors, inputs and outputs.
    types: BTreeSet<ShapeRef>,
    /// Types that have a name of their own, which no operation gives them.
    named: BTreeSet<ShapeRef>,
    /// All that the client reaches.
    reached: BTreeSet<ShapeRef>,
    /// What members target.
    targets: BTreeSet<ShapeRef>,
    /// What is reached, and the operations.
    all: BTreeSet<ShapeRef>,
}

impl Shapes {
    fn of(closure: &Closure<'_>) -> Self {
        let model = closure.model();
        let named = structures::types(closure);
        let mut types = named.clone();
        for &operation in closure.operations() {
            if let ShapeKind::Operation(operation) = &model[operation].kind {
                types.extend(operation.input.into_iter().chain(operation.output));
            }
        }
        let mut reached = BTreeSet::new();
        let mut targets = BTreeSet::new();
        for (shape, _) in closure.shapes() {
            reached.insert(shape);
            targets.extend(structures::targets(model, shape));
        }
        reached.extend(&targets);
        let all = reached.iter().chain(closure.operations());
        Self {
            types,
            named,
            all: all.copied().collect(),
            reached,
            targets,
        }
    }
}

struct Check<'m> {
    model: &'m Model,
    operations: &'m [ShapeRef],
    shapes: Shapes,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(&mut self, kind: Kind, shapes: &str, message: String, hint: impl Into<String>) {
        let id = shapes.split('$').next().unwrap_or_default();
        let found = self.model.find(id);
        let file = match found {
            Some(shape) => self.model.file_of(shape),
            None => self.model.files().first().map_or("", String::as_str),
        };
        self.problems.push(Diagnostic {
            file: file.to_owned(),
            line: None,
            path: found.map_or_else(String::new, |_| format!("shapes.{id}")),
            shape: (kind != Kind::Dependency).then(|| shapes.to_owned()),
            message: format!("the option `{kind}` for `{shapes}`: {message}"),
            hint: Some(hint.into()),
        });
    }

    fn pattern(&mut self, kind: Kind, text: &str) -> Option<Pattern> {
        match Pattern::parse(text) {
            Ok(pattern) => Some(pattern),
            Err(expected) => {
                self.report(kind, text, "this is not a pattern".to_owned(), expected);
                None
            }
        }
    }

    /// The pattern, if it matches a type.
    fn types(&mut self, kind: Kind, text: &str) -> Option<Pattern> {
        let pattern = self.pattern(kind, text)?;
        let ids = self.shapes.types.iter();
        let mut ids = ids.map(|shape| self.model[*shape].id.as_str());
        if ids.any(|id| pattern.has_shape(id)) {
            return Some(pattern);
        }
        self.report_unmatched(kind, text, "type", &self.shapes.types.clone());
        None
    }

    /// The shapes of a kind that the pattern matches.
    fn all(
        &mut self,
        kind: Kind,
        text: &str,
        what: &str,
        is_one: impl Fn(&ShapeKind) -> bool,
    ) -> Vec<ShapeRef> {
        let Some(pattern) = self.pattern(kind, text) else {
            return Vec::new();
        };
        let model = self.model;
        let candidates = self
            .shapes
            .reached
            .iter()
            .copied()
            .filter(|&shape| is_one(&model[shape].kind) && !model[shape].traits.is_streaming());
        let candidates: BTreeSet<ShapeRef> = candidates.collect();
        let matching = candidates.iter().copied();
        let matching = matching.filter(|shape| pattern.has_shape(model[*shape].id.as_str()));
        let matching: Vec<ShapeRef> = matching.collect();
        if matching.is_empty() {
            self.report_unmatched(kind, text, what, &candidates);
        }
        matching
    }

    fn report_unmatched(
        &mut self,
        kind: Kind,
        text: &str,
        what: &str,
        candidates: &BTreeSet<ShapeRef>,
    ) {
        let model = self.model;
        const PRELUDE: &str = "smithy.api#";
        let ids = candidates.iter().map(|shape| model[*shape].id.as_str());
        let ids = ids.filter(|id| text.starts_with(PRELUDE) || !id.starts_with(PRELUDE));
        let near = nearest(text, ids);
        let hint = match near[..] {
            [] => {
                format!("expected a pattern that matches a {what} that the chosen operations reach")
            }
            _ => format!("did you mean `{}`?", near.join("` or `")),
        };
        let message = format!("no {what} of the client matches the pattern");
        self.report(kind, text, message, hint);
    }

    /// The pattern of a rule for members, if it matches one.
    fn members(&mut self, rule: &Rule) -> Option<Pattern> {
        let pattern = self.pattern(Kind::FieldAttribute, &rule.shapes)?;
        let model = self.model;
        let types = self.shapes.types.iter().map(|shape| &model[*shape]);
        let all = types.flat_map(|shape| {
            let names = members_of(&shape.kind).into_iter();
            names.map(|name| (shape.id.as_str(), name))
        });
        let all: Vec<(&str, &str)> = all.collect();
        if all.iter().any(|(id, name)| pattern.has_member(id, name)) {
            return Some(pattern);
        }
        let ids: Vec<String> = all
            .iter()
            .map(|(id, name)| format!("{id}${name}"))
            .collect();
        let near = nearest(&rule.shapes, ids.iter().map(String::as_str));
        let hint = match near[..] {
            [] => "expected a pattern that matches a member of a type of the client".to_owned(),
            _ => format!("did you mean `{}`?", near.join("` or `")),
        };
        let message = "no member of the client's types matches the pattern".to_owned();
        self.report(Kind::FieldAttribute, &rule.shapes, message, hint);
        None
    }

    /// The paths of a derive.
    fn derives(&mut self, rule: &Rule, serde: bool) -> Option<Vec<String>> {
        let parser = Punctuated::<syn::Path, Token![,]>::parse_terminated;
        let paths = match parser.parse_str(&rule.value) {
            Ok(paths) if !paths.is_empty() => paths,
            _ => {
                let message = format!("`{}` is not a list of derives", rule.value);
                let hint = "expected traits with commas between them, such as `Eq, Hash`";
                self.report(Kind::Derive, &rule.shapes, message, hint);
                return None;
            }
        };
        for trait_name in ["Serialize", "Deserialize"] {
            if serde && paths.iter().any(|path| is_of_serde(path, trait_name)) {
                let message = format!("the option `serde` implements `{trait_name}` already");
                let hint = "keep one of the two options";
                self.report(Kind::Derive, &rule.shapes, message, hint);
            }
        }
        Some(paths.iter().map(text_of).collect())
    }

    fn attribute(&mut self, kind: Kind, rule: &Rule) -> Option<String> {
        match syn::Attribute::parse_outer.parse_str(&rule.value) {
            Ok(attributes) if !attributes.is_empty() => Some(rule.value.clone()),
            _ => {
                let message = format!("`{}` is not an attribute", rule.value);
                let hint = "expected one or more attributes such as `#[must_use]`";
                self.report(kind, &rule.shapes, message, hint);
                None
            }
        }
    }

    /// The shape that is replaced, and the type in its place.
    fn replacement(&mut self, rule: &Rule) -> Option<(ShapeRef, Path)> {
        let kind = Kind::Replace;
        let path = match syn::parse_str::<syn::TypePath>(&rule.value) {
            // It would be relative to each file that names the type.
            Ok(path) if is_relative(&path.path) => {
                let message = format!("`{}` begins with `self` or `super`", rule.value);
                let hint = "begin with `crate::` or a crate's name";
                self.report(kind, &rule.shapes, message, hint);
                return None;
            }
            Ok(_) => Path::new(rule.value.trim()),
            Err(_) => {
                let message = format!("`{}` is not the path of a type", rule.value);
                self.report(
                    kind,
                    &rule.shapes,
                    message,
                    "expected a path such as `crate::Money`",
                );
                return None;
            }
        };
        let found = self.model.find(&rule.shapes);
        let Some(shape) = found.filter(|shape| self.shapes.reached.contains(shape)) else {
            self.report_unmatched(kind, &rule.shapes, "shape", &self.shapes.reached.clone());
            return None;
        };
        let traits = &self.model[shape].traits;
        let reason = match &self.model[shape].kind {
            ShapeKind::List(_) | ShapeKind::Map { .. } => "it is a list or a map".to_owned(),
            ShapeKind::Service(_) | ShapeKind::Operation(_) | ShapeKind::Resource(_) => {
                "it is not the shape of a value".to_owned()
            }
            _ if traits.is_streaming() => "it is a stream".to_owned(),
            _ if traits.error_kind().is_some() => "it is an error".to_owned(),
            _ if structures::is_unit(&self.model[shape]) => "it holds nothing".to_owned(),
            _ if !self.shapes.targets.contains(&shape) => self.role(shape),
            _ => return Some((shape, path)),
        };
        let message = format!("the shape can't be replaced, since {reason}");
        let hint = "expected a structure, union, enum or simple shape that members target";
        self.report(kind, &rule.shapes, message, hint);
        None
    }

    /// The place in the client of a shape that no member targets.
    fn role(&self, shape: ShapeRef) -> String {
        let roles = self.operations.iter().filter_map(|&at| {
            let ShapeKind::Operation(operation) = &self.model[at].kind else {
                return None;
            };
            let id = &self.model[at].id;
            match Some(shape) {
                it if it == operation.input => Some(format!("it is the input of operation `{id}`")),
                it if it == operation.output => {
                    Some(format!("it is the output of operation `{id}`"))
                }
                _ => None,
            }
        });
        let role = { roles }.next();
        role.unwrap_or_else(|| "no member targets it".to_owned())
    }

    fn renames(
        &mut self,
        shaping: &Shaping,
        shaped: &mut Shaped,
        enum_values: &mut Vec<EnumValueName>,
    ) {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for rule in &shaping.renames {
            if let Some(other) = seen.insert(&rule.shapes, &rule.value) {
                let message = format!("it is named twice, as `{other}` and as `{}`", rule.value);
                self.report(
                    Kind::Rename,
                    &rule.shapes,
                    message,
                    "keep one of the two names",
                );
                continue;
            }
            self.rename(rule, shaped, enum_values);
        }
    }

    fn rename(&mut self, rule: &Rule, shaped: &mut Shaped, enum_values: &mut Vec<EnumValueName>) {
        let kind = Kind::Rename;
        let (id, member) = match rule.shapes.split_once('$') {
            Some((id, member)) => (id, Some(member)),
            None => (rule.shapes.as_str(), None),
        };
        let found = self.model.find(id);
        let Some(shape) = found.filter(|shape| self.shapes.all.contains(shape)) else {
            self.report_unmatched(kind, id, "shape", &self.shapes.all.clone());
            return;
        };
        let Some(member) = member else {
            let is_operation = matches!(self.model[shape].kind, ShapeKind::Operation(_));
            if is_operation || self.shapes.named.contains(&shape) {
                if self.is_name(rule, is_upper_camel, UPPER_CAMEL) {
                    shaped.names.insert(shape, rule.value.clone());
                }
            } else if self.shapes.types.contains(&shape) {
                let message = "it is an input or output, which has the name of its operation";
                let hint = "rename the operation";
                self.report(kind, &rule.shapes, message.to_owned(), hint);
            } else {
                let message = "the client has no type and no operation of this shape".to_owned();
                let hint = "expected a structure, union or enum that members target, an error, or an operation";
                self.report(kind, &rule.shapes, message, hint);
            }
            return;
        };
        let model = self.model;
        let names = members_of(&model[shape].kind);
        let is_there = names.contains(&member);
        match &model[shape].kind {
            // `enum_values` has the rules for their names, and finds a value by its text as well.
            ShapeKind::Enum(_) => enum_values.push(EnumValueName {
                shape: id.to_owned(),
                value: member.to_owned(),
                name: rule.value.clone(),
            }),
            ShapeKind::Structure(_) | ShapeKind::Union(_) if is_there => {
                let is_union = matches!(model[shape].kind, ShapeKind::Union(_));
                let fits = if is_union {
                    self.is_name(rule, is_upper_camel, UPPER_CAMEL)
                } else {
                    self.is_name(rule, is_snake, SNAKE)
                };
                if fits {
                    let key = (shape, member.to_owned());
                    shaped.members.insert(key, rule.value.clone());
                }
            }
            _ => {
                let near = nearest(member, names.iter().copied());
                let hint = match near[..] {
                    [] => "expected a member of a structure or union, or a value of an enum"
                        .to_owned(),
                    _ => format!("did you mean `{}`?", near.join("` or `")),
                };
                let message = match &model[shape].kind {
                    ShapeKind::Map { .. } => "a member of a map has no name in Rust".to_owned(),
                    ShapeKind::List(_) => "a member of a list has no name in Rust".to_owned(),
                    ShapeKind::IntEnum(_) => "a value of an intEnum has no name in Rust".to_owned(),
                    _ => format!("the shape has no member `{member}`"),
                };
                self.report(kind, &rule.shapes, message, hint);
            }
        }
    }

    /// Checks that the lines of the dependencies do not break the manifest.
    fn dependencies(&mut self, dependencies: &[Dependency]) {
        let mut seen = BTreeSet::new();
        for Dependency { name, value } in dependencies {
            let kind = Kind::Dependency;
            if !is_package_name(name) {
                let message = "this is not the name of a package".to_owned();
                let hint =
                    "expected ASCII letters, digits, `-` and `_`, and no digit at the beginning";
                self.report(kind, name, message, hint);
                continue;
            }
            // A library has `_` for `-`, so that both names would be one crate.
            let library = name.replace('-', "_");
            if library == "tinsmith_runtime" {
                let message = "each client depends on it already".to_owned();
                let hint = "choose its source by the options of the manifest";
                self.report(kind, name, message, hint);
            } else if !seen.insert(library) {
                let message = "the package is a dependency twice".to_owned();
                self.report(kind, name, message, "keep one of the two");
            }
            if !is_requirement(value) {
                let message = format!("`{}` is not a requirement", value.escape_debug());
                let hint = "expected a version with its quotes, such as `\"1\"`, or an inline table such as \
                            `{ version = \"1\", features = [\"v4\"] }`";
                self.report(kind, name, message, hint);
            }
        }
    }

    fn is_name(&mut self, rule: &Rule, fits: fn(&str) -> bool, expected: &str) -> bool {
        let fits = fits(&rule.value);
        if !fits {
            let message = format!("`{}` is not a name for it", rule.value);
            self.report(Kind::Rename, &rule.shapes, message, expected);
        }
        fits
    }
}

const UPPER_CAMEL: &str = "expected upper camel case, of ASCII letters and digits: `UnitPrice`";
const SNAKE: &str = "expected snake case, of ASCII letters, digits and `_`: `unit_price`";

/// Whether the text is a name in upper camel case that the rules for names would not change.
fn is_upper_camel(name: &str) -> bool {
    let is_word = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    is_word && !["Self", "SelfValue", "Unknown", "UnknownValue"].contains(&name)
}

/// Whether the text is a name in snake case that the rules for names would not change.
fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && names::snake(name) == name
}

/// Whether cargo accepts the name of a package.
fn is_package_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Whether the text is one line with a string or an inline table of TOML. Options of files and of the command line have
/// been parsed; those of a program have not.
fn is_requirement(value: &str) -> bool {
    let is_within = |open: char, close: char| {
        let inner = value.strip_prefix(open);
        let inner = inner.and_then(|it| it.strip_suffix(close));
        inner.is_some_and(|it| open == '{' || !it.contains(open))
    };
    !value.contains(char::is_control)
        && [('"', '"'), ('\'', '\''), ('{', '}')]
            .into_iter()
            .any(|(open, close)| is_within(open, close))
}

/// Whether the path is this trait of `serde`. Other crates, such as `rkyv`, have traits of the same names.
fn is_of_serde(path: &syn::Path, trait_name: &str) -> bool {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|it| it.ident.to_string())
        .collect();
    match &segments[..] {
        [name] => name == trait_name,
        [root, .., name] => root == "serde" && name == trait_name,
        [] => false,
    }
}

/// Whether the path depends on the module that it is in.
fn is_relative(path: &syn::Path) -> bool {
    let first = path.segments.first();
    first.is_some_and(|it| it.ident == "self" || it.ident == "super")
}

/// The names of members and enum values.
fn members_of(kind: &ShapeKind) -> Vec<&str> {
    match kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| member.name.as_str()).collect()
        }
        ShapeKind::Enum(values) => values
            .iter()
            .filter_map(|value| value.name.as_deref())
            .collect(),
        _ => Vec::new(),
    }
}

/// The source of a path.
fn text_of(path: &impl quote::ToTokens) -> String {
    path.to_token_stream().to_string()
}
