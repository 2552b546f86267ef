//! Names and types of the generated client, without paths.

use tinsmith_model::{EnumValue, Kind, Member, PlacedMember, ShapeRef};

use crate::names;
use crate::plan::customizations::optionality::optionality;
use crate::report::tree::{Scope, Tree};

pub(super) fn container<'m>(tree: &Tree<'m>) -> Option<&'m Kind> {
    tree.container.map(|shape| &tree.scope.model[shape].kind)
}

pub(super) fn field(tree: &Tree<'_>) -> String {
    let container = tree.container.expect("a field is of a structure");
    let Scope { model, fields, .. } = tree.scope;
    fields.name(model, tree.role, container, tree.name())
}

pub(super) fn variant(tree: &Tree<'_>) -> String {
    names::variant_ident(&names::pascal(tree.name())).to_string()
}

/// The variants of an enum, each with its value. Values without names are literals.
pub(super) fn enum_variants(tree: &Tree<'_>) -> Vec<(String, String)> {
    let Kind::Enum(values) = &tree.shape().kind else {
        return Vec::new();
    };
    let variant = |it: &EnumValue| match &it.name {
        Some(name) => names::enum_variant(name, &it.value).to_string(),
        None => format!("{:?}", it.value),
    };
    let variants = values.iter().map(|it| (variant(it), it.value.clone()));
    variants.collect()
}

pub(super) fn has_names(tree: &Tree<'_>) -> bool {
    let kind = &tree.shape().kind;
    kind.is_named_enum() || !matches!(kind, Kind::Enum(_))
}

pub(super) fn type_name(scope: Scope<'_>, shape: ShapeRef) -> String {
    names::type_ident(&names::pascal(scope.closure.name(shape))).to_string()
}

/// The type of a shape's values, without paths.
pub(super) fn type_of(scope: Scope<'_>, target: ShapeRef) -> String {
    let shape = &scope.model[target];
    let element = |target| {
        if shape.traits.is_sparse() {
            format!("Option<{}>", type_of(scope, target))
        } else {
            type_of(scope, target)
        }
    };
    let name = match &shape.kind {
        Kind::String => "String",
        Kind::Boolean => "bool",
        Kind::Byte => "i8",
        Kind::Short => "i16",
        Kind::Integer | Kind::IntEnum(_) => "i32",
        Kind::Long => "i64",
        Kind::Float => "f32",
        Kind::Double => "f64",
        Kind::BigInteger => "BigInteger",
        Kind::BigDecimal => "BigDecimal",
        Kind::Blob if shape.traits.is_streaming() => "ByteStream",
        Kind::Blob => "Blob",
        Kind::Timestamp => "DateTime",
        Kind::Document => "Document",
        Kind::List(member) => return format!("Vec<{}>", element(member.target)),
        Kind::Map { key, value } => {
            let key = type_of(scope, key.target);
            return format!("HashMap<{key}, {}>", element(value.target));
        }
        _ => return type_name(scope, target),
    };
    name.to_owned()
}

/// Whether the field of a member below the input is an `Option`.
pub(super) fn is_optional(scope: Scope<'_>, container: ShapeRef, member: &Member) -> bool {
    let optionality = optionality(scope.model, placed(scope, container, member));
    optionality.is_optional(scope.model, false, member)
}

/// Whether the client has a default for the member.
pub(super) fn has_default(scope: Scope<'_>, container: ShapeRef, member: &Member) -> bool {
    let optionality = optionality(scope.model, placed(scope, container, member));
    optionality.default_of(member).is_some()
}

fn placed<'m>(scope: Scope<'_>, container: ShapeRef, member: &'m Member) -> PlacedMember<'m> {
    PlacedMember {
        service: scope.closure.service(),
        container,
        member,
    }
}

pub(super) fn field_type(tree: &Tree<'_>) -> String {
    let inner = type_of(tree.scope, tree.target);
    let boxed = tree
        .container
        .is_some_and(|container| tree.scope.closure.is_boxed(container, tree.name()));
    let inner = if boxed {
        format!("Box<{inner}>")
    } else {
        inner
    };
    let optional = match (tree.container, tree.member) {
        (Some(container), Some(member)) => is_optional(tree.scope, container, member),
        _ => true,
    };
    if optional {
        format!("Option<{inner}>")
    } else {
        inner
    }
}
