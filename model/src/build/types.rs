//! Shapes with other types.

use std::collections::HashSet;

use super::arguments::Arguments;
use super::edits::Shapes;
use crate::assemble::ENUM_VALUE;
use crate::id::{ShapeId, is_identifier};
use crate::model::NO_FILE;
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{Aggregate, Body, RawMember, RawShape};
use crate::shape::Kind;
use crate::smithy_json::{TYPES, Type, type_of};
use crate::traits::Traits;

const ENUM: &str = "smithy.api#enum";
const UNIQUE: &str = "smithy.api#uniqueItems";

/// `changeTypes`: each shape in `shapeTypes` gets the type that stands there.
pub(super) fn change_types(shapes: &mut Shapes, arguments: &mut Arguments<'_, '_, '_>) {
    let types = arguments.by_shape("shapeTypes");
    let synthesize = arguments.flag("synthesizeEnumNames");
    let (Some(types), Some(synthesize)) = (types, synthesize) else {
        return;
    };
    for (id, name) in types {
        let known = shapes.get_mut(&id);
        let Some(shape) = known.filter(|shape| shape.file != NO_FILE) else {
            let known = shapes.keys().map(ShapeId::as_str);
            let hint = arguments.issues.did_you_mean(id.as_str(), known);
            let message = format!("{id} does not exist in the model");
            arguments.report(message).hint(hint);
            continue;
        };
        let Some(wanted) = type_of(name) else {
            let names = TYPES.iter().map(|(name, _)| *name);
            let hint = did_you_mean(name, names);
            arguments
                .report(format!("`{name}` is not a type of shape"))
                .hint(hint);
            continue;
        };
        if let Err(reason) = change_type(shape, wanted, synthesize) {
            let found = shape.describe();
            arguments.report(format!("{id} is {found} and can't become {name}: {reason}"));
        }
    }
}

/// `changeStringEnumsToEnumShapes`: strings with `@enum` become enums where all values have names.
pub(super) fn change_string_enums(shapes: &mut Shapes, arguments: &mut Arguments<'_, '_, '_>) {
    let Some(synthesize) = arguments.flag("synthesizeNames") else {
        return;
    };
    for shape in shapes.values_mut() {
        if shape.body == Body::Simple(Kind::String) && shape.file != NO_FILE {
            // Others stay strings.
            let _ = string_to_enum(shape, synthesize);
        }
    }
}

fn change_type(shape: &mut RawShape, wanted: &Type, synthesize: bool) -> Result<(), &'static str> {
    use Aggregate::{Enum, List, Set, Structure, Union};
    const POSSIBLE: &str = "simple types can become other simple types, strings enums, lists sets, and structures \
                            unions, and the other way round";
    match (&mut shape.body, wanted) {
        (Body::Simple(Kind::String), Type::Aggregate(Enum)) => string_to_enum(shape, synthesize),
        (Body::Aggregate(Enum, _), Type::Simple(Kind::String)) => {
            enum_to_string(shape);
            Ok(())
        }
        (Body::Simple(kind), Type::Simple(wanted)) => {
            *kind = wanted.clone();
            Ok(())
        }
        (Body::Aggregate(found @ (List | Set), _), Type::Aggregate(wanted @ (List | Set))) => {
            *found = *wanted;
            if *wanted == List {
                shape.traits.remove(UNIQUE);
            }
            Ok(())
        }
        (
            Body::Aggregate(found @ (Structure | Union), _),
            Type::Aggregate(wanted @ (Structure | Union)),
        ) => {
            *found = *wanted;
            Ok(())
        }
        _ => Err(POSSIBLE),
    }
}

fn string_to_enum(shape: &mut RawShape, synthesize: bool) -> Result<(), &'static str> {
    const NAMELESS: &str = "each value in its trait smithy.api#enum must have a name of its own";
    let definitions = shape.traits.get(ENUM).and_then(Node::as_array);
    let definitions = definitions.ok_or("it has no trait smithy.api#enum")?;
    let mut members: Vec<RawMember> = Vec::with_capacity(definitions.len());
    let mut names = HashSet::new();
    for definition in definitions {
        let member = member_of(definition, synthesize).ok_or(NAMELESS)?;
        if !names.insert(member.name.clone()) {
            return Err(NAMELESS);
        }
        members.push(member);
    }
    shape.traits.remove(ENUM);
    shape.body = Body::Aggregate(Aggregate::Enum, members);
    Ok(())
}

/// The member for a value in `@enum`; none if it has no name.
fn member_of(definition: &Node, synthesize: bool) -> Option<RawMember> {
    let value = definition.get("value")?.as_str()?;
    let name = match definition.get("name") {
        Some(name) => name.as_str()?.to_owned(),
        None if synthesize => synthesized(value)?,
        None => return None,
    };
    let mut traits = Traits::default();
    traits.set(ENUM_VALUE, Node::String(value.to_owned()));
    if let Some(documentation) = definition.get("documentation") {
        traits.set("smithy.api#documentation", documentation.clone());
    }
    if definition.get("deprecated").and_then(Node::as_bool) == Some(true) {
        traits.set("smithy.api#deprecated", Node::Object(Vec::new()));
    }
    if let Some(tags) = definition.get("tags") {
        let mut own = tags.as_array().unwrap_or_default().iter();
        if own.any(|tag| tag.as_str() == Some("internal")) {
            traits.set("smithy.api#internal", Node::Object(Vec::new()));
        }
        traits.set("smithy.api#tags", tags.clone());
    }
    is_identifier(&name).then(|| RawMember {
        name,
        target: ShapeId::parse(UNIT),
        traits,
    })
}

/// A name that is made of a value: what separates words becomes `_`.
fn synthesized(value: &str) -> Option<String> {
    let is_separator = |c: char| c.is_whitespace() || "-.:/".contains(c);
    let words: Vec<&str> = value
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .collect();
    let name = words.join("_");
    is_identifier(&name).then_some(name)
}

/// The other way round: the members become the values of `@enum`.
fn enum_to_string(shape: &mut RawShape) {
    let definitions = shape.members_mut().iter().map(|member| {
        let name = Node::String(member.name.clone());
        let traits = &member.traits;
        let value = traits
            .get(ENUM_VALUE)
            .cloned()
            .unwrap_or_else(|| name.clone());
        let mut definition = vec![("name".to_owned(), name), ("value".to_owned(), value)];
        for (key, id) in [
            ("documentation", "smithy.api#documentation"),
            ("tags", "smithy.api#tags"),
        ] {
            definition.extend(traits.get(id).map(|value| (key.to_owned(), value.clone())));
        }
        if traits.has("smithy.api#deprecated") {
            definition.push(("deprecated".to_owned(), Node::Bool(true)));
        }
        Node::Object(definition)
    });
    let definitions = Node::Array(definitions.collect());
    shape.traits.set(ENUM, definitions);
    shape.body = Body::Simple(Kind::String);
}
