//! What is refused, and with which hint. `tests/tests/shaped` calls clients that have the options.

use tinsmith_model::{Diagnostics, Model};

use crate::{Client, Dependency, Layout, Manifest, Options, Rule, Runtime, Shaping};

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
    "a#S": {"type": "service", "version": "1", "traits": {"aws.protocols#restJson1": {}},
        "operations": [{"target": "a#Get"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#GetInput"},
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}},
    "a#GetInput": {"type": "structure", "members": {
        "money": {"target": "a#Money"}, "color": {"target": "a#Color"}, "names": {"target": "a#Names"},
        "id": {"target": "a#Id", "traits": {"smithy.api#httpHeader": "X-Id"}},
        "size": {"target": "a#Size", "traits": {"smithy.api#default": 1}}, "image": {"target": "smithy.api#Blob"}}},
    "a#Money": {"type": "structure", "members": {"unitPrice": {"target": "smithy.api#Long"},
        "unit_price": {"target": "smithy.api#Long"}}},
    "a#Names": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#String"}},
    "a#Id": {"type": "string"},
    "a#Size": {"type": "integer", "traits": {"smithy.api#default": 1}},
    "a#Color": {"type": "enum", "members": {"RED": {"target": "smithy.api#Unit"}}},
    "a#Far": {"type": "operation", "output": {"target": "a#Apart"},
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/far"}}},
    "a#Apart": {"type": "structure", "members": {"name": {"target": "a#Tone"}}},
    "a#Tone": {"type": "enum", "members": {"LOUD": {"target": "smithy.api#Unit"}}}
}}"#;

fn client(shape: impl FnOnce(&mut Shaping), layout: Layout) -> Result<Client, Diagnostics> {
    let model = Model::from_bytes("model.json", MODEL.as_bytes())?;
    let mut options = Options {
        layout,
        ..Options::default()
    };
    // Without it two members would have one name.
    let rename = Rule::new("a#Money$unit_price", "old_price");
    options.shaping.renames.push(rename);
    shape(&mut options.shaping);
    Client::new(&model, &options)
}

fn module() -> Layout {
    Layout::Module("client".to_owned())
}

#[test]
fn a_name_settles_a_collision() {
    let file = client(|_| {}, module()).expect("a client");
    let mut files = file.files.iter();
    let money = files.find(|file| file.path.ends_with("types/_money.rs"));
    let text = &money.expect("a structure").text;
    assert!(text.contains("pub unit_price: Option<i64>"), "{text}");
    assert!(text.contains("pub old_price: Option<i64>"), "{text}");
    let refused = client(|it| it.renames.clear(), module()).expect_err("a collision");
    let refused = refused.to_string();
    assert!(refused.contains("by the option `rename`"), "{refused}");
}

#[test]
fn rules_that_are_about_nothing_or_not_valid_are_refused_with_a_hint() {
    type Rules = fn(&mut Shaping) -> &mut Vec<Rule>;
    let derives: Rules = |it| &mut it.derives;
    let types: Rules = |it| &mut it.type_attributes;
    let fields: Rules = |it| &mut it.field_attributes;
    let replaced: Rules = |it| &mut it.replacements;
    let names: Rules = |it| &mut it.renames;
    for (rules, shapes, value, message, hint) in [
        (
            derives,
            "a#Mony",
            "Eq",
            "no type of the client matches",
            "did you mean `a#Money`?",
        ),
        (
            derives,
            "b#*",
            "Eq",
            "no type of the client matches",
            "expected a pattern that matches a type",
        ),
        (
            derives,
            "Money",
            "Eq",
            "this is not a pattern",
            "expected `*`",
        ),
        (
            derives,
            "a#Money",
            "1",
            "`1` is not a list of derives",
            "such as `Eq, Hash`",
        ),
        (
            derives,
            "a#Money",
            "",
            "is not a list of derives",
            "such as `Eq, Hash`",
        ),
        (
            types,
            "a#Money",
            "must_use",
            "`must_use` is not an attribute",
            "`#[must_use]`",
        ),
        (
            types,
            "a#Names",
            "#[x]",
            "no type of the client matches",
            "expected a pattern",
        ),
        (
            types,
            "a#Money$unitPrice",
            "#[x]",
            "no type of the client matches",
            "expected a pattern",
        ),
        (
            fields,
            "a#Money$unitprice",
            "#[x]",
            "no member of the client's types",
            "did you mean `a#Money$unitPrice`",
        ),
        (
            fields,
            "a#Names$key",
            "#[x]",
            "no member of the client's types",
            "expected a pattern",
        ),
        (
            replaced,
            "a#Mony",
            "crate::M",
            "no shape of the client matches",
            "did you mean `a#Money`?",
        ),
        (
            replaced,
            "a#Money",
            "1",
            "`1` is not the path of a type",
            "`crate::Money`",
        ),
        (
            replaced,
            "a#Names",
            "crate::M",
            "it is a list or a map",
            "expected a structure",
        ),
        (
            replaced,
            "a#Id",
            "crate::Id",
            "`id` can't have another type, since it is not part of a body",
            "help: convert its value in your code",
        ),
        (
            replaced,
            "a#GetInput",
            "crate::Input",
            "it is the input of operation `a#Get`",
            "that members target",
        ),
        (
            replaced,
            "a#Money",
            "super::Money",
            "`super::Money` begins with `self` or `super`",
            "begin with `crate::` or a crate's name",
        ),
        (
            replaced,
            "a#Money",
            "self::Money",
            "`self::Money` begins with `self` or `super`",
            "begin with `crate::` or a crate's name",
        ),
        (
            replaced,
            "a#Size",
            "crate::Size",
            "`size` can't have another type, since it has a default",
            "convert its value",
        ),
        (
            names,
            "a#Mony",
            "Cash",
            "no shape of the client matches",
            "did you mean `a#Money`?",
        ),
        (
            names,
            "a#Money",
            "cash",
            "`cash` is not a name for it",
            "upper camel case",
        ),
        (
            names,
            "a#Money",
            "Self",
            "`Self` is not a name for it",
            "upper camel case",
        ),
        (
            names,
            "a#Money$unitPrice",
            "UnitPrice",
            "is not a name for it",
            "snake case",
        ),
        (
            names,
            "a#Money$price",
            "price",
            "the shape has no member `price`",
            "expected a member",
        ),
        (
            names,
            "a#Names$key",
            "name",
            "a member of a map has no name in Rust",
            "expected a member of a structure",
        ),
        (
            names,
            "a#Apart",
            "Other",
            "no shape of the client matches",
            "expected a pattern that matches a shape",
        ),
        (
            names,
            "a#Apart$name",
            "other",
            "no shape of the client matches",
            "expected a pattern that matches a shape",
        ),
        (
            names,
            "a#Far",
            "Other",
            "no shape of the client matches",
            "expected a pattern that matches a shape",
        ),
        (
            names,
            "a#Tone$LOUD",
            "Noisy",
            "no shape of the client matches",
            "did you mean `a#Money`?",
        ),
        (
            names,
            "a#Color$RED",
            "scarlet",
            "can't be named `scarlet`",
            "upper camel case",
        ),
        (
            names,
            "a#Color$BLUE",
            "Blue",
            "the enum has no such value",
            "its values are RED",
        ),
        (
            names,
            "a#GetInput",
            "Input",
            "it is an input or output",
            "rename the operation",
        ),
        (
            names,
            "a#Names",
            "Others",
            "the client has no type and no operation",
            "expected a structure",
        ),
        (
            names,
            "a#Money$unit_price",
            "other",
            "it is named twice, as `old_price` and as `other`",
            "keep one",
        ),
    ] {
        let refused = client(|it| rules(it).push(Rule::new(shapes, value)), module());
        let refused = refused.expect_err(shapes).to_string();
        assert!(refused.contains(message), "{shapes} {value}: {refused}");
        assert!(refused.contains(hint), "{shapes} {value}: {refused}");
    }
}

#[test]
fn patterns_of_maps_blobs_and_types_without_debug_match_something() {
    type Patterns = fn(&mut Shaping) -> &mut Vec<String>;
    let maps: Patterns = |it| &mut it.btree_maps;
    let blobs: Patterns = |it| &mut it.bytes;
    let debug: Patterns = |it| &mut it.without_debug;
    for (patterns, pattern, message) in [
        (
            maps,
            "a#Money",
            "the option `btree-map` for `a#Money`: no map of the client matches",
        ),
        (
            blobs,
            "a#*",
            "the option `bytes` for `a#*`: no blob of the client matches",
        ),
        (
            debug,
            "a#Names",
            "the option `without-debug` for `a#Names`: no type of the client matches",
        ),
    ] {
        let refused = client(|it| patterns(it).push(pattern.to_owned()), module());
        let refused = refused.expect_err(pattern).to_string();
        assert!(refused.contains(message), "{refused}");
    }
    for (patterns, pattern) in [(maps, "a#*"), (blobs, "smithy.api#*"), (debug, "*")] {
        let accepted = client(|it| patterns(it).push(pattern.to_owned()), module());
        accepted.unwrap_or_else(|problems| panic!("{pattern}: {problems}"));
    }
}

#[test]
fn options_that_do_not_go_with_each_other_are_refused() {
    let rule = Rule::new;
    type Shape = fn(&mut Shaping);
    let both_traits: Shape = |it| {
        it.serde = true;
        it.derives.push(Rule::new("*", "serde::Serialize"));
    };
    let twice: Shape = |it| {
        let types = ["crate::A", "crate::B"];
        it.replacements
            .extend(types.map(|it| Rule::new("a#Money", it)));
    };
    let two_types: Shape = |it| {
        it.bytes.push("*".to_owned());
        it.replacements
            .push(Rule::new("smithy.api#Blob", "crate::A"));
    };
    for (shape, message) in [
        (
            both_traits,
            "the option `serde` implements `Serialize` already",
        ),
        (twice, "the shape is replaced by `crate::A` already"),
        (two_types, "the blob is `Bytes` by another option"),
    ] {
        let refused = client(shape, module()).expect_err(message).to_string();
        assert!(refused.contains(message), "{refused}");
    }
    let own = |it: &mut Shaping| it.replacements.push(rule("a#Money", "crate::Money"));
    let refused = client(own, Layout::Crate).expect_err("a crate has no such type");
    let refused = refused.to_string();
    assert!(
        refused.contains("a crate of its own, which has no `crate::Money`"),
        "{refused}"
    );
    let of_another = |it: &mut Shaping| it.replacements.push(rule("a#Money", "money::Money"));
    client(of_another, Layout::Crate).expect("a client");
}

#[test]
fn an_operation_is_renamed_as_a_whole() {
    let renamed = client(
        |it| it.renames.push(Rule::new("a#Get", "FetchAll")),
        module(),
    );
    let renamed = renamed.expect("a client");
    let mut files = renamed.files.iter();
    let operation = files.find(|file| file.path.ends_with("operation/fetch_all.rs"));
    let text = &operation.expect("the operation's file").text;
    for part in [
        "pub struct FetchAll;",
        "pub struct FetchAllInput",
        "pub enum FetchAllError",
        // The model's name is what the service knows.
        "const NAME: &'static str = \"Get\";",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn traits_are_derived_once() {
    let twice = |it: &mut Shaping| {
        let rules = [
            ("*", "Eq, Hash"),
            ("a#Money", "std::hash::Hash, Eq, marked::Eq"),
        ];
        it.derives
            .extend(rules.map(|(shapes, traits)| Rule::new(shapes, traits)));
    };
    let client = client(twice, module()).expect("a client");
    let mut files = client.files.iter();
    let money = files.find(|file| file.path.ends_with("types/_money.rs"));
    let text = &money.expect("a structure").text;
    assert!(text.contains("#[derive(Eq, Hash, marked::Eq)]"), "{text}");
}

#[test]
fn traits_of_other_crates_go_with_serde() {
    let with = |traits: &'static str| {
        let both = |it: &mut Shaping| {
            it.serde = true;
            it.derives.push(Rule::new("a#Money", traits));
        };
        client(both, module())
    };
    with("rkyv::Serialize, rkyv::Deserialize").expect("a client");
    for traits in [
        "Serialize",
        "serde::Deserialize",
        "::serde::de::Deserialize",
    ] {
        let refused = with(traits).expect_err(traits).to_string();
        assert!(refused.contains("implements"), "{refused}");
    }
}

#[test]
fn dependencies_that_would_break_the_manifest_are_refused() {
    let with = |dependencies: &[(&str, &str)], manifest: bool| {
        let mut options = Options::default();
        options.shaping.dependencies = dependencies
            .iter()
            .map(|(name, value)| Dependency {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
            })
            .collect();
        options.shaping.renames = vec![Rule::new("a#Money$unit_price", "old_price")];
        options.manifest = manifest.then(|| Manifest {
            name: None,
            version: "1.0.0".to_owned(),
            license: None,
            runtime: Runtime::Version("0.1".to_owned()),
        });
        let model = Model::from_bytes("model.json", MODEL.as_bytes())?;
        Client::new(&model, &options)
    };
    let accepted = [("uuid", "\"1\""), ("a_b", "{ version = '1' }")];
    with(&accepted, true).expect("a client");
    let refused = with(&accepted, false).expect_err("no manifest").to_string();
    let message = "the option `dependency` for `uuid`: the client has no manifest of its own";
    assert!(refused.contains(message), "{refused}");
    assert!(refused.contains("`Cargo.toml`"), "{refused}");
    for (dependencies, message, hint) in [
        (
            &[("a b", "\"1\"")][..],
            "the option `dependency` for `a b`: this is not the name of a package",
            "expected ASCII letters",
        ),
        (&[("", "\"1\"")], "not the name of a package", "expected"),
        (&[("1a", "\"1\"")], "not the name of a package", "expected"),
        (
            &[("uuid", "\"1\""), ("uuid", "\"2\"")],
            "the package is a dependency twice",
            "keep one",
        ),
        (
            &[("a-b", "\"1\""), ("a_b", "\"2\"")],
            "the package is a dependency twice",
            "keep one",
        ),
        (
            &[("tinsmith-runtime", "\"1\"")],
            "each client depends on it already",
            "choose its source",
        ),
        (&[("uuid", "1")], "`1` is not a requirement", "quotes"),
        (&[("uuid", "\"")], "is not a requirement", "quotes"),
        (
            &[("uuid", "\"1\"\n[profile.dev]\na = \"1\"")],
            "is not a requirement",
            "quotes",
        ),
    ] {
        let refused = with(dependencies, true).expect_err(message).to_string();
        assert!(refused.contains(message), "{refused}");
        assert!(refused.contains(hint), "{refused}");
    }
}

#[test]
fn checks_of_inputs_do_not_go_with_tests_of_cases() {
    let model = Model::from_bytes("model.json", MODEL.as_bytes()).expect("a model");
    for (protocol_tests, endpoint_tests) in [(true, false), (false, true)] {
        let mut options = Options {
            protocol_tests,
            endpoint_tests,
            ..Options::default()
        };
        options.shaping.renames = vec![Rule::new("a#Money$unit_price", "old_price")];
        options.shaping.validate_inputs = true;
        let refused = Client::new(&model, &options).expect_err("two options");
        let refused = refused.to_string();
        let message = "the option `validate-inputs` does not go with tests of the model's cases";
        assert!(refused.contains(message), "{refused}");
    }
}

/// A service whose members can't have another type, or hold one.
const BOUND: &str = r#"{"smithy": "2.0", "shapes": {
    "b#S": {"type": "service", "version": "1", "operations": [{"target": "b#Put"}, {"target": "b#Watch"}],
        "traits": {"aws.protocols#restJson1": {}, "smithy.rules#endpointRuleSet": {"version": "1.0",
            "parameters": {"Zones": {"type": "stringArray", "required": false, "documentation": "."}},
            "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://b.example"}}]}}},
    "b#Put": {"type": "operation", "input": {"target": "b#PutInput"}, "output": {"target": "b#PutOutput"},
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/"},
            "aws.protocols#httpChecksum": {"requestAlgorithmMember": "algorithm",
                "requestValidationModeMember": "mode", "responseAlgorithms": ["SHA1"]}}},
    "b#PutInput": {"type": "structure", "members": {
        "ids": {"target": "b#Ids", "traits": {"smithy.api#httpHeader": "X-Ids"}},
        "tags": {"target": "b#Tags", "traits": {"smithy.api#httpQuery": "tags"}},
        "zones": {"target": "b#Zones", "traits": {"smithy.rules#contextParam": {"name": "Zones"}}},
        "algorithm": {"target": "b#Algorithm"}, "mode": {"target": "b#Mode"},
        "names": {"target": "b#Names"}, "notes": {"target": "b#Notes"}}},
    "b#PutOutput": {"type": "structure", "members": {
        "more": {"target": "b#More", "traits": {"smithy.api#httpPrefixHeaders": "X-"}}}},
    "b#Ids": {"type": "list", "member": {"target": "b#Id"}},
    "b#Id": {"type": "string"},
    "b#Tags": {"type": "list", "member": {"target": "b#Tag"}},
    "b#Tag": {"type": "string"},
    "b#Zones": {"type": "list", "member": {"target": "b#Zone"}},
    "b#Zone": {"type": "string"},
    "b#Algorithm": {"type": "enum", "members": {"SHA1": {"target": "smithy.api#Unit",
        "traits": {"smithy.api#enumValue": "SHA1"}}}},
    "b#Mode": {"type": "enum", "members": {"ENABLED": {"target": "smithy.api#Unit",
        "traits": {"smithy.api#enumValue": "ENABLED"}}}},
    "b#Names": {"type": "map", "key": {"target": "b#Name"}, "value": {"target": "b#Note"}},
    "b#Name": {"type": "string"},
    "b#Notes": {"type": "list", "member": {"target": "b#Note"}},
    "b#Note": {"type": "structure", "members": {"text": {"target": "smithy.api#String"}}},
    "b#More": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "b#Value"}},
    "b#Value": {"type": "string"},
    "b#Watch": {"type": "operation", "output": {"target": "b#WatchOutput"},
        "traits": {"smithy.api#http": {"method": "POST", "uri": "/watch"}}},
    "b#WatchOutput": {"type": "structure", "members": {
        "events": {"target": "b#Events", "traits": {"smithy.api#httpPayload": {}}}}},
    "b#Events": {"type": "union", "members": {"change": {"target": "b#Change"}},
        "traits": {"smithy.api#streaming": {}}},
    "b#Change": {"type": "structure", "members": {"note": {"target": "b#Note"}}}
}}"#;

#[test]
fn a_type_that_the_client_has_to_know_is_not_replaced_anywhere() {
    let model = Model::from_bytes("model.json", BOUND.as_bytes()).expect("a model");
    let replaced = |shape: &str| {
        let mut options = Options {
            layout: module(),
            ..Options::default()
        };
        options.shaping.replacements = vec![Rule::new(shape, "crate::Own")];
        Client::new(&model, &options)
    };
    for (shape, message) in [
        (
            "b#Id",
            "`ids` can't hold another type, since it is not part of a body with other members \
             (`smithy.api#httpHeader`)",
        ),
        (
            "b#Tag",
            "`tags` can't hold another type, since it is not part of a body with other members \
             (`smithy.api#httpQuery`)",
        ),
        (
            "b#Value",
            "`more` can't hold another type, since it is not part of a body with other members \
             (`smithy.api#httpPrefixHeaders`)",
        ),
        (
            "b#Zone",
            "`zones` can't hold another type, since the endpoint depends on it \
             (`smithy.rules#contextParam`)",
        ),
        (
            "b#Algorithm",
            "`algorithm` can't have another type, since the checksums of Put depend on it \
             (`aws.protocols#httpChecksum`)",
        ),
        (
            "b#Mode",
            "`mode` can't have another type, since the checksums of Put depend on it \
             (`aws.protocols#httpChecksum`)",
        ),
        (
            "b#Name",
            "`key` can't have another type, since it is the key of a map",
        ),
        (
            "b#Change",
            "`change` can't have another type, since it is an event of a stream (`smithy.api#streaming`)",
        ),
    ] {
        let refused = replaced(shape).expect_err(shape).to_string();
        assert!(refused.contains(message), "{shape}: {refused}");
        assert!(
            refused.contains("help: convert its value"),
            "{shape}: {refused}"
        );
    }
    replaced("b#Note").expect("values of lists, maps and events in bodies can have another type");
}
