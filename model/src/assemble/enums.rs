//! Enums: their own shapes, and strings with the `@enum` trait (Smithy 2.0, "enum trait").

use std::collections::{HashMap, HashSet};

use crate::id::is_identifier;
use crate::issues::{At, Issues};
use crate::node::Node;
use crate::raw::RawMember;
use crate::shape::{EnumValue, IntEnumValue, Kind};
use crate::traits::Traits;

pub(super) const ENUM: &str = "smithy.api#enum";
pub(crate) const ENUM_VALUE: &str = "smithy.api#enumValue";
const DEPRECATED: &str = "smithy.api#deprecated";

/// The values of an `enum` shape: the trait's, or the member's name.
pub(super) fn string_enum(
    members: Vec<RawMember>,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> Kind {
    require_values(&members, file, at, issues);
    let at_members = at.key("members");
    let mut values: Vec<EnumValue> = Vec::new();
    let mut known: HashMap<String, String> = HashMap::new();
    for RawMember {
        name, mut traits, ..
    } in members
    {
        let at = at_members.key(&name);
        let value = match traits.get(ENUM_VALUE) {
            None => name.clone(),
            Some(Node::String(value)) if !value.is_empty() => value.clone(),
            Some(other) => {
                let message = format!(
                    "expected a string that is not empty as value of the enum, found {other}"
                );
                issues
                    .report(file, &at.key("traits").key(ENUM_VALUE), message)
                    .named("EnumShape");
                continue;
            }
        };
        if let Some(other) = known.get(&value) {
            let message = format!("the value `{value}` is also that of member `{other}`");
            issues.report(file, &at, message).named("EnumShape");
            continue;
        }
        known.insert(value.clone(), name.clone());
        if !traits.has(ENUM_VALUE) {
            traits.set(ENUM_VALUE, Node::String(value.clone()));
        }
        values.push(EnumValue {
            name: Some(name),
            value,
            traits,
        });
    }
    Kind::Enum(values)
}

/// The values of an `intEnum` shape.
pub(super) fn int_enum(
    members: Vec<RawMember>,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> Kind {
    require_values(&members, file, at, issues);
    let at_members = at.key("members");
    let mut values: Vec<IntEnumValue> = Vec::new();
    let mut known: HashMap<i32, String> = HashMap::new();
    for RawMember { name, traits, .. } in members {
        let at = at_members.key(&name);
        let number = traits
            .get(ENUM_VALUE)
            .and_then(Node::as_i64)
            .and_then(|value| i32::try_from(value).ok());
        let Some(value) = number else {
            let found = traits
                .get(ENUM_VALUE)
                .map_or_else(|| "none".to_owned(), Node::to_string);
            let message =
                format!("expected a 32-bit integer in the trait {ENUM_VALUE}, found {found}");
            issues.report(file, &at, message).named("EnumShape");
            continue;
        };
        if let Some(other) = known.get(&value) {
            let message = format!("the value {value} is also that of member `{other}`");
            issues.report(file, &at, message).named("EnumShape");
            continue;
        }
        known.insert(value, name.clone());
        values.push(IntEnumValue {
            name,
            value,
            traits,
        });
    }
    Kind::IntEnum(values)
}

/// The values of a string with `@enum`. Either all of them have names or none has.
pub(super) fn from_trait(
    definitions: Node,
    file: u32,
    at: &At<'_>,
    issues: &mut Issues<'_>,
) -> Kind {
    let at_traits = at.key("traits");
    let at = at_traits.key(ENUM);
    let Node::Array(definitions) = definitions else {
        let message = format!(
            "expected an array of enum values, found {}",
            definitions.describe()
        );
        issues.report(file, &at, message);
        return Kind::Enum(Vec::new());
    };
    require_values(&definitions, file, &at, issues);
    let mut values: Vec<EnumValue> = Vec::new();
    let mut known = Known::default();
    for (index, definition) in definitions.into_iter().enumerate() {
        match enum_definition(definition, &mut known) {
            Ok(value) => values.push(value),
            Err(message) => {
                issues.report(file, &at.index(index), message);
            }
        }
    }
    let named = values.iter().filter(|value| value.name.is_some()).count();
    if named != 0 && named != values.len() {
        issues
            .report(
                file,
                &at,
                format!("{named} of {} enum values have a name", values.len()),
            )
            .hint("give a name to all of them or to none".to_owned());
    }
    Kind::Enum(values)
}

fn require_values<T>(values: &[T], file: u32, at: &At<'_>, issues: &mut Issues<'_>) {
    if values.is_empty() {
        issues.report(file, at, "an enum must have at least one value");
    }
}

/// The values and names of the definitions before.
#[derive(Default)]
struct Known {
    values: HashSet<String>,
    names: HashSet<String>,
}

fn enum_definition(definition: Node, known: &mut Known) -> Result<EnumValue, String> {
    let text = |key: &str| match definition.get(key) {
        None => Ok(None),
        Some(Node::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(format!(
            "expected a string as `{key}`, found {}",
            other.describe()
        )),
    };
    let value = text("value")?.filter(|value| !value.is_empty());
    let value = value.ok_or("expected an object with a `value` that is not empty")?;
    if known.values.contains(&value) {
        return Err(format!("the value `{value}` occurs twice"));
    }
    let name = text("name")?;
    if let Some(name) = &name {
        if !is_identifier(name) {
            return Err(format!(
                "`{name}` is not the name of an enum value, expected letters, digits and underscores"
            ));
        }
        if known.names.contains(name) {
            return Err(format!("the name `{name}` occurs twice"));
        }
    }
    let mut traits = Traits::default();
    if let Some(documentation) = text("documentation")? {
        traits.set("smithy.api#documentation", Node::String(documentation));
    }
    if definition.get("deprecated").and_then(Node::as_bool) == Some(true) {
        traits.set(DEPRECATED, Node::Object(Vec::new()));
    }
    if let Some(tags) = definition.get("tags") {
        traits.set("smithy.api#tags", tags.clone());
    }
    if name.is_some() {
        traits.set(ENUM_VALUE, Node::String(value.clone()));
    }
    known.values.insert(value.clone());
    known.names.extend(name.clone());
    Ok(EnumValue {
        name,
        value,
        traits,
    })
}
