//! Models that use given words as names, in each place where a model has names.

use serde_json::{Map, Value, json};
use tinsmith_model::Model;

/// The protocols. The code that reads and writes members differs between them.
pub(crate) const PROTOCOLS: [&str; 7] = [
    "awsJson1_0",
    "restJson1",
    "restXml",
    "awsQuery",
    "ec2Query",
    "rpcv2Cbor",
    "awsJson1_1",
];

/// The number of places for members, variants and values: four kinds of structures (type, input, output and error), a
/// union and an enum.
pub(crate) const MEMBER_PLACES: usize = 6;

/// The targets of members, used in turn.
const TARGETS: [&str; 6] = [
    "smithy.api#String",
    "smithy.api#Integer",
    "a#Texts",
    "a#Held",
    "a#TextMap",
    "smithy.api#Boolean",
];

/// A place where a model has a name, other than that of a member.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Structure,
    Union,
    Enum,
    Error,
    /// A shape that the service renames.
    Rename,
    Operation,
    Resource,
    /// An event stream. Its error type is named after it.
    Events,
    /// A setting of the client.
    Setting,
    /// A parameter of the endpoint rules.
    Parameter,
}

/// All places.
pub(crate) const PLACES: [Place; 10] = [
    Place::Structure,
    Place::Union,
    Place::Enum,
    Place::Error,
    Place::Rename,
    Place::Operation,
    Place::Resource,
    Place::Events,
    Place::Setting,
    Place::Parameter,
];

/// The shapes of a model, while it is built.
#[derive(Default)]
pub(crate) struct Shapes(Map<String, Value>);

impl Shapes {
    /// Adds a shape, whose name must be new.
    pub(crate) fn add(&mut self, name: &str, shape: Value) {
        let other = self.0.insert(format!("a#{name}"), shape);
        assert!(other.is_none(), "`{name}` is there twice");
    }

    /// Adds an operation that is valid in all protocols.
    pub(crate) fn operation(
        &mut self,
        name: &str,
        input: Option<&str>,
        output: Option<&str>,
        errors: &[String],
    ) {
        let mut shape = json!({
            "type": "operation",
            "errors": errors.iter().map(|it| target(it)).collect::<Vec<_>>(),
            "traits": {"smithy.api#http": {"method": "POST", "uri": format!("/{name}")}}
        });
        for (key, name) in [("input", input), ("output", output)] {
            if let Some(name) = name {
                shape[key] = target(name);
            }
        }
        self.add(name, shape);
    }

    /// Returns the model of a service with these operations, and with the members and traits of `service`.
    pub(crate) fn model(mut self, protocol: &str, operations: &[String], service: Value) -> Model {
        let mut of_service = json!({
            "type": "service",
            "version": "1",
            "operations": operations.iter().map(|it| target(it)).collect::<Vec<_>>(),
        });
        let fields = service.as_object().expect("an object");
        of_service
            .as_object_mut()
            .expect("an object")
            .extend(fields.clone());
        let traits = of_service["traits"].as_object_mut();
        let mut traits = traits.map(std::mem::take).unwrap_or_default();
        let protocol = match protocol {
            "rpcv2Cbor" => "smithy.protocols#rpcv2Cbor".to_owned(),
            protocol => format!("aws.protocols#{protocol}"),
        };
        traits.insert(protocol, json!({}));
        traits.insert(
            "smithy.api#xmlNamespace".to_owned(),
            json!({"uri": "https://example.com"}),
        );
        of_service["traits"] = traits.into();
        self.add("HostileService", of_service);
        self.add("Held", structure(&["held"]));
        self.add(
            "Texts",
            json!({"type": "list", "member": target("smithy.api#String")}),
        );
        self.add(
            "TextMap",
            json!({"type": "map", "key": target("smithy.api#String"), "value": target("smithy.api#String")}),
        );
        let text = json!({"smithy": "2.0", "shapes": self.0}).to_string();
        let model = Model::from_bytes("hostile.json", text.as_bytes());
        model.unwrap_or_else(|problems| panic!("{problems}"))
    }
}

/// Returns a reference to a shape, which is in the namespace `a` unless `name` has one.
fn target(name: &str) -> Value {
    if name.contains('#') {
        json!({"target": name})
    } else {
        json!({"target": format!("a#{name}")})
    }
}

/// Joins a prefix and a word in camel case: `set` and `name` to `setName`.
pub(crate) fn joined(prefix: &str, word: &str) -> String {
    format!("{prefix}{}", pascal(word))
}

/// Returns the word with its first letter in upper case.
pub(crate) fn pascal(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().expect("a word has letters");
    first.to_ascii_uppercase().to_string() + letters.as_str()
}

/// Returns members of all kinds, beginning with the target at `turn`. Some are required, except in a union.
fn members(names: &[&str], turn: usize, is_union: bool) -> Value {
    let members = names.iter().enumerate().map(|(index, name)| {
        let mut member = target(TARGETS[(turn + index) % TARGETS.len()]);
        if !is_union && (turn + index) % 5 == 2 {
            member["traits"] = json!({"smithy.api#required": {}});
        }
        ((*name).to_owned(), member)
    });
    members.collect::<Map<_, _>>().into()
}

fn structure(names: &[&str]) -> Value {
    json!({"type": "structure", "members": members(names, 0, false)})
}

/// Returns a model with a shape for each case and each place for members, whose members have the names of the case.
pub(crate) fn of_members(cases: &[Vec<String>], protocol: &str) -> Model {
    let mut shapes = Shapes::default();
    let mut operations = Vec::new();
    for (turn, names) in cases.iter().enumerate() {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let [operation, input, output, error, plain, union, values] = [
            "Do", "DoInput", "DoOutput", "Error", "Type", "Union", "Values",
        ]
        .map(|it| format!("{it}{turn}"));
        shapes.operation(
            &operation,
            Some(&input),
            Some(&output),
            std::slice::from_ref(&error),
        );
        operations.push(operation);
        // All places have the same member names. Prefixes for each place would only add words.
        let mut own = members(&names, turn, false);
        shapes.add(&output, json!({"type": "structure", "members": own}));
        shapes.add(&plain, json!({"type": "structure", "members": own}));
        shapes.add(
            &union,
            json!({"type": "union", "members": members(&names, turn, true)}),
        );
        shapes.add(
            &error,
            json!({"type": "structure", "members": own, "traits": {"smithy.api#error": "client", "smithy.api#retryable": {}}}),
        );
        let of_enum = names.iter().map(|name| {
            let value =
                json!({"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": name}});
            ((*name).to_owned(), value)
        });
        shapes.add(
            &values,
            json!({"type": "enum", "members": of_enum.collect::<Map<_, _>>()}),
        );
        for (name, shape) in [
            ("zzType", &plain),
            ("zzUnion", &union),
            ("zzValues", &values),
        ] {
            own[name] = target(shape);
        }
        shapes.add(&input, json!({"type": "structure", "members": own}));
    }
    shapes.model(protocol, &operations, json!({"traits": {}}))
}

/// Returns a model that has all words as names in one place other than members.
pub(crate) fn of_place(place: Place, words: &[&str]) -> Model {
    let mut shapes = Shapes::default();
    let names: Vec<String> = words.iter().map(|word| pascal(word)).collect();
    let mut protocol = "restJson1";
    let mut service = json!({"traits": {}});
    let mut operations = vec!["Hostile".to_owned()];
    let mut input = Map::new();
    let mut errors = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let member = format!("m{index}");
        match place {
            Place::Structure => shapes.add(name, structure(&["held", "name"])),
            Place::Union => shapes.add(name, json!({"type": "union", "members": members(&["held", "name"], index, true)})),
            Place::Enum => shapes.add(
                name,
                json!({"type": "enum", "members": {
                    "HELD": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "held"}}
                }}),
            ),
            Place::Error => {
                shapes.add(name, json!({"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}));
                errors.push(name.clone());
                continue;
            }
            Place::Rename => {
                let shape = format!("Renamed{index}");
                shapes.add(&shape, structure(&["held", "name"]));
                service["rename"][format!("a#{shape}")] = json!(name);
                input.insert(member, target(&shape));
                continue;
            }
            Place::Operation => {
                // Half of them share their input and have no output.
                match index % 2 {
                    0 => shapes.operation(name, Some("HostileInput"), None, &[]),
                    _ => shapes.operation(name, None, Some("HostileInput"), &[]),
                }
                operations.push(name.clone());
                continue;
            }
            Place::Resource => {
                let operation = format!("Read{index}");
                shapes.operation(&operation, None, None, &[]);
                shapes.add(name, json!({"type": "resource", "operations": [target(&operation)]}));
                let resources = service["resources"].as_array().cloned().unwrap_or_default();
                service["resources"] = [resources, vec![target(name)]].concat().into();
                continue;
            }
            Place::Events => {
                protocol = "awsJson1_1";
                let (operation, output) = (format!("Listen{index}"), format!("Listened{index}"));
                let event = format!("Event{index}");
                shapes.add(&event, structure(&["held"]));
                shapes.add(
                    name,
                    json!({"type": "union", "members": {"told": target(&event)}, "traits": {"smithy.api#streaming": {}}}),
                );
                shapes.add(&output, json!({"type": "structure", "members": {"events": {"target": format!("a#{name}"), "traits": {"smithy.api#httpPayload": {}}}}}));
                shapes.operation(&operation, None, Some(&output), &[]);
                operations.push(operation);
                continue;
            }
            Place::Setting => {
                let ty = ["boolean", "string"][index % 2];
                service["traits"]["smithy.rules#clientContextParams"][words[index]] = json!({"type": ty});
                continue;
            }
            Place::Parameter => {
                let rules = &mut service["traits"]["smithy.rules#endpointRuleSet"];
                let ty = ["boolean", "string"][index % 2];
                rules["version"] = json!("1.0");
                rules["parameters"][name] = json!({"type": ty});
                rules["rules"] = json!([{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://example.com"}}]);
                continue;
            }
        }
        input.insert(member, target(name));
    }
    input.insert("last".to_owned(), target("smithy.api#String"));
    shapes.add(
        "HostileInput",
        json!({"type": "structure", "members": input}),
    );
    shapes.operation("Hostile", Some("HostileInput"), None, &errors);
    shapes.model(protocol, &operations, service)
}
