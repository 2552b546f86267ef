//! What is refused, and with which hint. `tests/tests/shaped` calls clients that have the options.

use tinsmith_model::{Diagnostics, Model};

use crate::{Client, Layout, Options, Rule, Shaping};

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
    "a#Color": {"type": "enum", "members": {"RED": {"target": "smithy.api#Unit"}}}
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
            "replace the",
        ),
        (
            replaced,
            "a#Size",
            "crate::Size",
            "`size` can't have another type, since it has a default",
            "replace the",
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
