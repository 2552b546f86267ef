//! Mutations of models: of their bytes, of the nodes of their JSON, and of their meaning.

use serde_json::{Value, json};

/// Stands for what is too deep to be a value.
const DEEP: &str = "the deep end";

/// A stream of numbers that depends on nothing but where it starts (xorshift64*).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(start: usize) -> Self {
        let start = u64::try_from(start).unwrap_or(u64::MAX);
        let mut random = Self(start.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        // The first numbers of near starts are near each other.
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32
    }

    /// A number below `end`; 0 if there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }
}

/// A damaged copy of a model.
pub(crate) fn damage(source: &[u8], random: &mut Random) -> Vec<u8> {
    if random.below(6) == 0 {
        return damage_bytes(source.to_vec(), random);
    }
    let Ok(mut model) = serde_json::from_slice::<Value>(source) else {
        return damage_bytes(source.to_vec(), random);
    };
    for _ in 0..=random.below(2) {
        damage_nodes(&mut model, random);
    }
    let depth = *random.pick(&[10, 100, 1_000, 100_000]);
    let deep = match random.below(3) {
        0 => format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
        1 => format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth)),
        _ => "[".repeat(depth),
    };
    model
        .to_string()
        .replace(&format!("\"{DEEP}\""), &deep)
        .into_bytes()
}

fn damage_bytes(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + random.below(200)).min(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => bytes.insert(at, u8::try_from(random.below(256)).unwrap_or(0)),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    bytes
}

fn damage_nodes(model: &mut Value, random: &mut Random) {
    let paths = paths(model);
    let path = random.pick(&paths).clone();
    let other = random.pick(&paths).clone();
    match random.below(14) {
        0 | 1 => remove(model, &path),
        2 => swap(model, &path, &other),
        3 => {
            let copy = model.pointer(&other).cloned();
            replace(model, &path, copy.unwrap_or(Value::Null));
        }
        4 => replace(model, &path, junk(random)),
        5 => rename(model, &path, random),
        6 => duplicate(model, &path, random),
        7 => replace(model, &path, Value::String(DEEP.to_owned())),
        8 | 9 => retarget(model, random),
        10 | 11 => change_trait(model, random),
        _ => chain(model, random),
    }
}

/// The pointers of all nodes below the root.
fn paths(model: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    let mut open = vec![(String::new(), model)];
    while let Some((path, value)) = open.pop() {
        let mut visit = |key: &str, value| {
            let key = key.replace('~', "~0").replace('/', "~1");
            open.push((format!("{path}/{key}"), value));
        };
        match value {
            Value::Object(entries) => entries.iter().for_each(|(key, value)| visit(key, value)),
            Value::Array(values) => {
                let values = values.iter().enumerate();
                values.for_each(|(index, value)| visit(&index.to_string(), value));
            }
            _ => {}
        }
        paths.push(path);
    }
    // All but the root, unless there is nothing else.
    match paths.len() {
        0 | 1 => vec![String::new()],
        _ => paths.into_iter().filter(|path| !path.is_empty()).collect(),
    }
}

/// The node that a node is in, and its key there.
fn parent<'a>(model: &'a mut Value, path: &str) -> Option<(&'a mut Value, String)> {
    let (parent, key) = path.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    Some((model.pointer_mut(parent)?, key))
}

fn remove(model: &mut Value, path: &str) {
    match parent(model, path) {
        Some((Value::Object(entries), key)) => drop(entries.remove(&key)),
        Some((Value::Array(values), index)) => {
            if let Some(index) = index.parse().ok().filter(|&index| index < values.len()) {
                values.remove(index);
            }
        }
        _ => {}
    }
}

fn replace(model: &mut Value, path: &str, value: Value) {
    if let Some(node) = model.pointer_mut(path) {
        *node = value;
    }
}

fn swap(model: &mut Value, one: &str, other: &str) {
    let values = (model.pointer(one).cloned(), model.pointer(other).cloned());
    if let (Some(first), Some(second)) = values {
        replace(model, one, second);
        replace(model, other, first);
    }
}

fn rename(model: &mut Value, path: &str, random: &mut Random) {
    let names = [
        "", "#", "a#b", "type", "self", "_", "Unknown", "ä", "a b", "0", "message", "\u{0}",
    ];
    let name = *random.pick(&names);
    if let Some((Value::Object(entries), key)) = parent(model, path)
        && let Some(value) = entries.remove(&key)
    {
        entries.insert(name.to_owned(), value);
    }
}

fn duplicate(model: &mut Value, path: &str, random: &mut Random) {
    let Some(copy) = model.pointer(path).cloned() else {
        return;
    };
    let suffix = *random.pick(&["2", "_", "S", "Error", "$x"]);
    match parent(model, path) {
        Some((Value::Object(entries), key)) => drop(entries.insert(key + suffix, copy)),
        Some((Value::Array(values), _)) => values.push(copy),
        _ => {}
    }
}

fn junk(random: &mut Random) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(0.5),
        json!(""),
        json!("*"),
        json!("a#b"),
        json!("smithy.api#String"),
        json!("smithy.api#Document"),
        json!("smithy.api#Unit"),
        json!("structure"),
        json!("union"),
        json!("map"),
        json!("service"),
        json!("/{a}/{b+}?c={d}"),
        json!("{\"}\n */ \\ \u{202e}"),
        json!("x".repeat(100_000)),
        json!([]),
        json!({}),
        json!([[], {}]),
        json!({ "target": "smithy.api#String" }),
        json!({ "smithy.api#required": {}, "smithy.api#default": null }),
    ];
    random.pick(&values).clone()
}

/// Puts the traits of one shape or member on another, or takes one away.
fn change_trait(model: &mut Value, random: &mut Random) {
    let (mut all, mut single) = (Vec::new(), Vec::new());
    for path in paths(model) {
        match path.rsplit_once('/') {
            Some((_, "traits")) => all.push(path),
            Some((parent, _)) if parent.ends_with("/traits") => single.push(path),
            _ => {}
        }
    }
    if all.is_empty() || single.is_empty() {
        return;
    }
    let (from, to) = (random.pick(&all).clone(), random.pick(&all).clone());
    let one = random.pick(&single).clone();
    if random.below(2) == 0 {
        return remove(model, &one);
    }
    let copy = model.pointer(&from).cloned();
    replace(model, &to, copy.unwrap_or_default());
}

/// Makes a reference point at another shape.
fn retarget(model: &mut Value, random: &mut Random) {
    let ids: Vec<String> = match model["shapes"].as_object() {
        Some(shapes) if !shapes.is_empty() => shapes.keys().cloned().collect(),
        _ => return,
    };
    let id = random.pick(&ids).clone();
    let targets: Vec<String> = paths(model)
        .into_iter()
        .filter(|path| path.ends_with("/target"))
        .collect();
    if !targets.is_empty() {
        let path = random.pick(&targets).clone();
        replace(model, &path, Value::String(id));
    }
}

/// Hangs a long chain of shapes, each in the next, on some member.
fn chain(model: &mut Value, random: &mut Random) {
    let length = *random.pick(&[3, 30, 300, 3_000]);
    let kind = *random.pick(&["list", "map", "structure", "union", "mixin"]);
    let closed = random.below(4) == 0;
    let Some(shapes) = model["shapes"].as_object_mut() else {
        return;
    };
    for link in 0..length {
        let next = match link + 1 == length {
            true if closed => "chain#L0".to_owned(),
            true => "smithy.api#String".to_owned(),
            false => format!("chain#L{}", link + 1),
        };
        let target = json!({ "target": next });
        let shape = match kind {
            "list" => json!({ "type": "list", "member": target }),
            "map" => {
                json!({ "type": "map", "key": { "target": "smithy.api#String" }, "value": target })
            }
            "mixin" if next.starts_with("chain#") => json!({
                "type": "structure", "members": {}, "mixins": [target],
                "traits": { "smithy.api#mixin": {} },
            }),
            "mixin" => json!({
                "type": "structure", "members": { "end": target },
                "traits": { "smithy.api#mixin": {} },
            }),
            kind => json!({ "type": kind, "members": { "next": target } }),
        };
        shapes.insert(format!("chain#L{link}"), shape);
    }
    if kind == "mixin" {
        let shape =
            json!({ "type": "structure", "members": {}, "mixins": [{ "target": "chain#L0" }] });
        shapes.insert("chain#User".to_owned(), shape);
    }
    let members: Vec<String> = paths(model)
        .into_iter()
        .filter(|path| path.contains("/members/") && path.ends_with("/target"))
        .filter(|path| !path.starts_with("/shapes/chain#"))
        .collect();
    if !members.is_empty() {
        let path = random.pick(&members).clone();
        let first = if kind == "mixin" {
            "chain#User"
        } else {
            "chain#L0"
        };
        replace(model, &path, json!(first));
    }
}
