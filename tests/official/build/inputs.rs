//! Inputs of an operation: what its calls set.

use serde_json::{Map, Value, json};
use tinsmith::model::{Kind, Location, Member, Model, ShapeRef};

/// How much of a value is set, and to what.
#[derive(Clone, Copy)]
enum Style {
    /// What is required.
    Required,
    /// Everything. The number chooses among the values of enums and the members of unions.
    Full(usize),
    /// Everything, to what is empty, zero or false.
    Empty,
    /// Everything, with texts full of what has to be encoded somewhere.
    Special,
}

/// How many inputs set everything.
const FULL: usize = 6;

/// The inputs of an operation, each with a name.
pub(crate) fn of(model: &Model, input: Option<ShapeRef>) -> Vec<(String, Value)> {
    let Some(input) = input else {
        return vec![("Minimal".to_owned(), json!({}))];
    };
    let members = model[input].members();
    let minimal = structure(model, members, Style::Required, &mut vec![input], true);
    let mut inputs = vec![("Minimal".to_owned(), Value::Object(minimal.clone()))];
    for member in members.iter().filter(|it| !it.traits.is_required()) {
        let style = Style::Full(0);
        let Some(value) = value(model, member, style, &mut vec![input], true) else {
            continue;
        };
        let mut single = minimal.clone();
        single.insert(member.name.clone(), value);
        inputs.push((
            format!("With{}", capital(&member.name)),
            Value::Object(single),
        ));
    }
    let styles = (0..FULL).map(|it| (format!("Full{it}"), Style::Full(it)));
    let others = [
        ("Empty".to_owned(), Style::Empty),
        ("Special".to_owned(), Style::Special),
    ];
    for (name, style) in styles.chain(others) {
        let all = Value::Object(structure(model, members, style, &mut vec![input], true));
        if !inputs.iter().any(|(_, input)| *input == all) {
            inputs.push((name, all));
        }
    }
    inputs
}

fn structure(
    model: &Model,
    members: &[Member],
    style: Style,
    within: &mut Vec<ShapeRef>,
    top: bool,
) -> Map<String, Value> {
    let mut values = Map::new();
    for member in members {
        if matches!(style, Style::Required) && !member.traits.is_required() {
            continue;
        }
        if let Some(value) = value(model, member, style, within, top) {
            values.insert(member.name.clone(), value);
        }
    }
    values
}

/// A value of the member; none if it is one of its own parts, or events.
fn value(
    model: &Model,
    member: &Member,
    style: Style,
    within: &mut Vec<ShapeRef>,
    top: bool,
) -> Option<Value> {
    let (target, name) = (member.target, member.name.as_str());
    let shape = &model[target];
    let number = match style {
        Style::Full(which) => i64::try_from(which).unwrap_or_default() + 1,
        Style::Empty => 0,
        _ => 7,
    };
    let which = match style {
        Style::Full(which) => which,
        _ => 0,
    };
    Some(match &shape.kind {
        Kind::Boolean => json!(!matches!(style, Style::Empty) && which % 2 == 0),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger => json!(number),
        Kind::IntEnum(values) => json!(values[which % values.len()].value),
        Kind::Float | Kind::Double | Kind::BigDecimal => match style {
            Style::Empty => json!(0.0),
            _ => json!(number as f64 + 0.5),
        },
        Kind::Timestamp => json!(1_700_000_000 + number),
        Kind::Document => match style {
            Style::Empty => json!({}),
            _ => json!({"a": [1, "b", null, true, 1.5]}),
        },
        Kind::Enum(values) => json!(values[which % values.len()].value),
        Kind::String | Kind::Blob => json!(text(member, style, top)),
        Kind::Structure(members) => {
            if within.contains(&target) {
                return None;
            }
            within.push(target);
            let values = structure(model, members, style, within, false);
            within.pop();
            Value::Object(values)
        }
        Kind::List(item) => {
            let of_target = Member {
                name: name.to_owned(),
                ..item.clone()
            };
            let item = match style {
                Style::Empty => None,
                _ => value(model, &of_target, style, within, false),
            };
            match item {
                Some(item) => json!([item.clone(), item]),
                None => json!([]),
            }
        }
        Kind::Map { key, value: item } => {
            let key = match &model[key.target].kind {
                Kind::Enum(values) => values[which % values.len()].value.clone(),
                _ => "key".to_owned(),
            };
            let item = match style {
                Style::Empty => None,
                _ => value(model, item, style, within, false),
            };
            match item {
                Some(item) => json!({ key: item }),
                None => json!({}),
            }
        }
        Kind::Union(_) if shape.traits.is_streaming() => return None,
        Kind::Union(members) => {
            if within.contains(&target) {
                return None;
            }
            within.push(target);
            let count = members.len();
            let mut turns = (0..count).map(|turn| &members[(which + turn) % count]);
            let held = turns.find_map(|member| {
                let held = value(model, member, style, within, false)?;
                Some(json!({ member.name.clone(): held }))
            });
            within.pop();
            held?
        }
        Kind::Operation(_) | Kind::Resource(_) | Kind::Service(_) => return None,
    })
}

fn text(member: &Member, style: Style, top: bool) -> String {
    let traits = &member.traits;
    let name = member.name.as_str();
    let place = if top {
        traits.location()
    } else {
        Location::Body
    };
    // What is part of a host.
    if top && ["Bucket", "AccountId", "RequestRoute"].contains(&name) {
        return "my-bucket".to_owned();
    }
    // Ids of Route 53, with and without the prefixes that its client removes.
    let is_id = ["HostedZoneId", "DelegationSetId", "Id"].contains(&name);
    if let (true, Location::Label, Style::Full(which @ 1..)) = (is_id, place, style) {
        let ids = [
            "/hostedzone/Z1",
            "hostedzone/Z1",
            "/change/C1",
            "/delegationset/N1",
            "/other/X1",
        ];
        return ids[(which - 1) % ids.len()].to_owned();
    }
    let needed = matches!(place, Location::Label) || traits.is_required();
    match style {
        Style::Empty if !needed => String::new(),
        Style::Special if matches!(place, Location::Header(_) | Location::PrefixHeaders(_)) => {
            "a, \"b\" c=d; e".to_owned()
        }
        Style::Special => "a b/../c//d+e=f&g<h>\"i'%20?j#ü\n\u{1f980}".to_owned(),
        _ => format!("{name} text"),
    }
}

/// Names of members begin with a small letter in many models.
fn capital(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}
