//! What comes out of the Smithy JSON AST.

use std::io::Write;

use crate::support::{
    load, load_files, member_names, member_trait, model, model_v1, problems, problems_of, shape,
};
use tinsmith_model::{Kind, Model, Node};

#[test]
fn every_simple_type() {
    let types = [
        "blob",
        "boolean",
        "string",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "timestamp",
        "document",
    ];
    let shapes: Vec<String> = types
        .iter()
        .map(|name| format!(r#""a#{name}":{{"type":"{name}"}}"#))
        .collect();
    let model = model(&shapes.join(","));
    for name in types {
        assert_eq!(shape(&model, &format!("a#{name}")).kind.name(), name);
    }
}

#[test]
fn the_prelude_is_there_and_handles_are_in_the_order_of_ids() {
    let model = model(r#""z#Z":{"type":"string"},"a#A":{"type":"string"}"#);
    assert_eq!(shape(&model, "smithy.api#Timestamp").kind, Kind::Timestamp);
    assert_eq!(
        shape(&model, "smithy.api#Unit").kind,
        Kind::Structure(Vec::new())
    );
    assert!(
        shape(&model, "smithy.api#PrimitiveLong")
            .traits
            .default_value()
            .is_some()
    );
    let (handles, ids): (Vec<_>, Vec<_>) = model
        .shapes()
        .map(|(handle, shape)| (handle, shape.id.clone()))
        .unzip();
    assert!(handles.is_sorted() && ids.is_sorted());
    assert!(
        handles
            .iter()
            .zip(&ids)
            .all(|(handle, id)| model.find(id.as_str()) == Some(*handle))
    );
    assert_eq!(model.find("a#Missing"), None);
}

#[test]
fn aggregates_keep_the_order_of_members() {
    let model = model(
        r#""a#S":{"type":"structure","members":{
            "z":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"x.y#custom":[1]}},
            "a":{"target":"a#L"},"m":{"target":"a#M"},"u":{"target":"a#U"}}},
        "a#L":{"type":"list","member":{"target":"a#I"},"traits":{"smithy.api#sparse":{}}},
        "a#M":{"type":"map","key":{"target":"a#E"},"value":{"target":"a#S"}},
        "a#U":{"type":"union","members":{"one":{"target":"smithy.api#Unit"},"two":{"target":"a#S"}}},
        "a#E":{"type":"enum","members":{"B":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"b!"}},
            "A":{"target":"smithy.api#Unit"}}},
        "a#I":{"type":"intEnum","members":{"ONE":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":-1}}}}"#,
    );
    assert_eq!(member_names(&model, "a#S"), ["z", "a", "m", "u"]);
    assert_eq!(member_trait(&model, "a#S", "z", "x.y#custom"), "[1]");
    let Kind::Enum(values) = &shape(&model, "a#E").kind else {
        panic!("not an enum")
    };
    let values: Vec<_> = values
        .iter()
        .map(|value| (value.name.as_deref(), value.value.as_str()))
        .collect();
    assert_eq!(values, [(Some("B"), "b!"), (Some("A"), "A")]);
    let Kind::IntEnum(values) = &shape(&model, "a#I").kind else {
        panic!("not an intEnum")
    };
    assert_eq!((values[0].name.as_str(), values[0].value), ("ONE", -1));
    let Kind::Map { key, value } = &shape(&model, "a#M").kind else {
        panic!("not a map")
    };
    assert_eq!(
        (
            model[key.target].id.as_str(),
            model[value.target].id.as_str()
        ),
        ("a#E", "a#S")
    );
    let Kind::List(member) = &shape(&model, "a#L").kind else {
        panic!("not a list")
    };
    assert_eq!(
        (member.name.as_str(), model[member.target].id.name()),
        ("member", "I")
    );
    assert!(shape(&model, "a#L").traits.is_sparse());
}

#[test]
fn services_resources_and_operations() {
    let model = model(
        r#""a#S":{"type":"service","version":"1","operations":[{"target":"a#Top"}],"resources":[{"target":"a#R"}],
            "errors":[{"target":"a#Oops"}],"rename":{"a#In":"Renamed"}},
        "a#R":{"type":"resource","identifiers":{"id":{"target":"smithy.api#String"}},
            "properties":{"p":{"target":"smithy.api#Integer"}},"list":{"target":"a#List"},"put":{"target":"a#Put"},
            "create":{"target":"a#Create"},"read":{"target":"a#Read"},"update":{"target":"a#Update"},
            "delete":{"target":"a#Delete"},"operations":[{"target":"a#Instance"}],
            "collectionOperations":[{"target":"a#Collection"}],"resources":[{"target":"a#Child"}]},
        "a#Child":{"type":"resource"},
        "a#Top":{"type":"operation","input":{"target":"a#In"},"output":{"target":"smithy.api#Unit"},
            "errors":[{"target":"a#Oops"}]},
        "a#In":{"type":"structure","members":{}},
        "a#Oops":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}},
        "a#List":{"type":"operation"},"a#Put":{"type":"operation"},"a#Create":{"type":"operation"},
        "a#Read":{"type":"operation"},"a#Update":{"type":"operation"},"a#Delete":{"type":"operation"},
        "a#Instance":{"type":"operation"},"a#Collection":{"type":"operation"}"#,
    );
    let name = |handle| model.shape(handle).id.name();
    let Kind::Resource(resource) = &shape(&model, "a#R").kind else {
        panic!("not a resource")
    };
    let operations: Vec<_> = resource
        .operations
        .iter()
        .map(|handle| name(*handle))
        .collect();
    assert_eq!(
        operations,
        [
            "Put",
            "Create",
            "Read",
            "Update",
            "Delete",
            "List",
            "Instance",
            "Collection"
        ]
    );
    assert_eq!(
        (
            resource.identifiers[0].0.as_str(),
            name(resource.identifiers[0].1)
        ),
        ("id", "String")
    );
    assert_eq!(
        (
            resource.properties[0].0.as_str(),
            name(resource.resources[0])
        ),
        ("p", "Child")
    );
    let Kind::Operation(operation) = &shape(&model, "a#Top").kind else {
        panic!("not an operation")
    };
    assert_eq!(
        (
            operation.input.map(name),
            operation.output,
            operation.errors.len()
        ),
        (Some("In"), None, 1)
    );
    let Kind::Service(service) = &shape(&model, "a#S").kind else {
        panic!("not a service")
    };
    assert_eq!(
        (
            service.version.as_str(),
            service.operations.len(),
            service.errors.len()
        ),
        ("1", 1, 1)
    );
    assert_eq!(
        (name(service.rename[0].0), service.rename[0].1.as_str()),
        ("In", "Renamed")
    );
    assert_eq!(model.services(), [model.find("a#S").expect("the service")]);
}

#[test]
fn members_and_traits_of_mixins() {
    let model = model(
        r#""a#Base":{"type":"structure","members":{"b":{"target":"smithy.api#String"}},
            "traits":{"smithy.api#mixin":{},"x#low":1,"x#both":"base"}},
        "a#More":{"type":"structure","mixins":[{"target":"a#Base"}],
            "members":{"m":{"target":"smithy.api#Integer","traits":{"x#t":1}}},
            "traits":{"smithy.api#mixin":{"localTraits":["x#local"]},"x#local":true,"x#both":"more","x#own":"more"}},
        "a#S":{"type":"structure","mixins":[{"target":"a#More"}],
            "members":{"own":{"target":"smithy.api#Long"},"m":{"target":"smithy.api#Integer","traits":{"x#u":2}}},
            "traits":{"x#own":"s"}},
        "a#S$b":{"type":"apply","traits":{"x#applied":true}},
        "a#More$m":{"type":"apply","traits":{"x#tt":3}},
        "a#Other":{"type":"structure","mixins":[{"target":"a#Base"}]}"#,
    );
    assert_eq!(member_names(&model, "a#S"), ["b", "m", "own"]);
    let traits: Vec<String> = shape(&model, "a#S")
        .traits
        .iter()
        .map(|(id, value)| format!("{id}={value}"))
        .collect();
    assert_eq!(traits, [r#"x#both="more""#, "x#low=1", r#"x#own="s""#]);
    let of_m: Vec<String> = ["x#t", "x#tt", "x#u"]
        .iter()
        .map(|id| member_trait(&model, "a#S", "m", id))
        .collect();
    assert_eq!(of_m, ["1", "3", "2"]);
    assert_eq!(member_trait(&model, "a#S", "b", "x#applied"), "true");
    assert_eq!(
        member_trait(&model, "a#Other", "b", "x#applied"),
        "-",
        "applied where it is used only"
    );
    assert!(
        model.find("a#Base").is_none() && model.find("a#More").is_none(),
        "mixins are gone"
    );
}

#[test]
fn what_mixins_must_not_have() {
    let mixins = r#""a#R":{"type":"resource","read":{"target":"a#P"},"traits":{"smithy.api#mixin":{}}},
        "a#O":{"type":"operation","input":{"target":"a#I"},"traits":{"smithy.api#mixin":{}}},
        "a#I":{"type":"structure","members":{}},"a#P":{"type":"operation"}"#;
    let found = problems(mixins);
    let messages: Vec<&str> = found
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "a resource that is a mixin can't have properties",
            "an operation that is a mixin can't have an `input`"
        ]
    );
    let old = r#"{"smithy":"1.0","shapes":{"a#M":{"type":"string","traits":{"smithy.api#mixin":{}}},
        "a#R":{"type":"resource","properties":{}}}}"#;
    assert_eq!(problems_of(old.as_bytes()).len(), 2);
}

#[test]
fn mixins_of_other_kinds() {
    let model = model(
        r#""a#L0":{"type":"list","member":{"target":"smithy.api#String","traits":{"x#m":1}},"traits":{"smithy.api#mixin":{}}},
        "a#L":{"type":"list","mixins":[{"target":"a#L0"}]},
        "a#M0":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"a#L"},"traits":{"smithy.api#mixin":{}}},
        "a#M":{"type":"map","mixins":[{"target":"a#M0"}]},
        "a#E0":{"type":"enum","members":{"A":{"target":"smithy.api#Unit"}},"traits":{"smithy.api#mixin":{}}},
        "a#E":{"type":"enum","mixins":[{"target":"a#E0"}],"members":{"B":{"target":"smithy.api#Unit"}}},
        "a#T0":{"type":"string","traits":{"smithy.api#mixin":{},"smithy.api#sensitive":{}}},
        "a#T":{"type":"string","mixins":[{"target":"a#T0"}]},
        "a#O0":{"type":"operation","errors":[{"target":"a#X"}],"traits":{"smithy.api#mixin":{}}},
        "a#O":{"type":"operation","mixins":[{"target":"a#O0"}],"errors":[{"target":"a#Y"},{"target":"a#X"}]},
        "a#X":{"type":"structure","members":{},"traits":{"smithy.api#error":"client"}},
        "a#Y":{"type":"structure","members":{},"traits":{"smithy.api#error":"server"}},
        "a#R0":{"type":"resource","traits":{"smithy.api#mixin":{},"smithy.api#internal":{}}},
        "a#R":{"type":"resource","mixins":[{"target":"a#R0"}],"identifiers":{"i":{"target":"smithy.api#String"}},
            "properties":{"p":{"target":"a#T"}},"read":{"target":"a#O"}},
        "a#S0":{"type":"service","version":"7","operations":[{"target":"a#O"}],"traits":{"smithy.api#mixin":{}}},
        "a#S":{"type":"service","mixins":[{"target":"a#S0"}],"resources":[{"target":"a#R"}]}"#,
    );
    let Kind::List(member) = &shape(&model, "a#L").kind else {
        panic!("not a list")
    };
    assert!(member.traits.has("x#m"));
    let Kind::Map { value, .. } = &shape(&model, "a#M").kind else {
        panic!("not a map")
    };
    assert_eq!(model[value.target].id.name(), "L");
    assert!(matches!(&shape(&model, "a#E").kind, Kind::Enum(values) if values.len() == 2));
    assert!(shape(&model, "a#T").traits.is_sensitive());
    assert!(
        matches!(&shape(&model, "a#O").kind, Kind::Operation(operation) if operation.errors.len() == 2)
    );
    let Kind::Resource(resource) = &shape(&model, "a#R").kind else {
        panic!("not a resource")
    };
    assert_eq!(
        (
            resource.identifiers.len(),
            resource.properties.len(),
            resource.operations.len()
        ),
        (1, 1, 1)
    );
    assert!(shape(&model, "a#R").traits.has("smithy.api#internal"));
    let Kind::Service(service) = &shape(&model, "a#S").kind else {
        panic!("not a service")
    };
    assert_eq!(
        (
            service.version.as_str(),
            service.operations.len(),
            service.resources.len()
        ),
        ("7", 1, 1)
    );
}

#[test]
fn apply_adds_traits() {
    let model = model(
        r#""a#S":{"type":"structure","members":{"m":{"target":"a#L"}},"traits":{"x#list":[1]}},
        "a#L":{"type":"list","member":{"target":"smithy.api#String"}},
        "a#S$m":{"type":"apply","traits":{"smithy.api#required":{}}},
        "a#L$member":{"type":"apply","traits":{"x#t":1}}"#,
    );
    assert_eq!(
        member_trait(&model, "a#S", "m", "smithy.api#required"),
        "{}"
    );
    let Kind::List(member) = &shape(&model, "a#L").kind else {
        panic!("not a list")
    };
    assert!(member.traits.has("x#t"));
}

#[test]
fn version_1_numbers_and_booleans_have_defaults() {
    let model = model_v1(
        r#""a#Count":{"type":"integer"},"a#Boxed":{"type":"integer","traits":{"smithy.api#box":{}}},
        "a#Flag":{"type":"boolean"},"a#Positive":{"type":"long","traits":{"smithy.api#range":{"min":1}}},
        "a#Stream":{"type":"blob","traits":{"smithy.api#streaming":{}}},
        "a#S":{"type":"structure","members":{
            "count":{"target":"a#Count"},"boxed":{"target":"a#Boxed"},"flag":{"target":"a#Flag"},
            "boxedHere":{"target":"a#Count","traits":{"smithy.api#box":{}}},
            "positive":{"target":"a#Positive"},"preludeBoxed":{"target":"smithy.api#Integer"},
            "prelude":{"target":"smithy.api#PrimitiveDouble"},"preludeFlag":{"target":"smithy.api#PrimitiveBoolean"},
            "range":{"target":"a#Count","traits":{"smithy.api#range":{"max":-1}}},
            "text":{"target":"smithy.api#String"},
            "required":{"target":"a#Count","traits":{"smithy.api#required":{}}},
            "stream":{"target":"a#Stream","traits":{"smithy.api#httpPayload":{}}}}},
        "a#L":{"type":"list","member":{"target":"a#Count"}}"#,
    );
    let expected = [
        ("count", "0"),
        ("boxed", "-"),
        ("flag", "false"),
        ("boxedHere", "-"),
        ("positive", "-"),
        ("preludeBoxed", "-"),
        ("prelude", "0"),
        ("preludeFlag", "false"),
        ("range", "-"),
        ("text", "-"),
        ("required", "0"),
        ("stream", "\"\""),
    ];
    for (member, default) in expected {
        assert_eq!(
            member_trait(&model, "a#S", member, "smithy.api#default"),
            default,
            "{member}"
        );
    }
    assert!(shape(&model, "a#Count").traits.default_value().is_some());
    assert!(shape(&model, "a#Boxed").traits.default_value().is_none());
    let Kind::List(member) = &shape(&model, "a#L").kind else {
        panic!("not a list")
    };
    assert!(member.traits.default_value().is_none());
}

#[test]
fn version_2_defaults_stay_as_written() {
    let model = model(
        r#""a#S":{"type":"structure","members":{
            "none":{"target":"smithy.api#Integer"},
            "some":{"target":"smithy.api#Integer","traits":{"smithy.api#default":7}},
            "null":{"target":"smithy.api#PrimitiveInteger","traits":{"smithy.api#default":null}},
            "implied":{"target":"smithy.api#PrimitiveInteger"}}}"#,
    );
    for (member, default) in [
        ("none", "-"),
        ("some", "7"),
        ("null", "null"),
        ("implied", "0"),
    ] {
        assert_eq!(
            member_trait(&model, "a#S", member, "smithy.api#default"),
            default,
            "{member}"
        );
    }
}

#[test]
fn sets_are_lists_of_unique_items() {
    let model = model_v1(r#""a#Set":{"type":"set","member":{"target":"smithy.api#String"}}"#);
    assert!(matches!(shape(&model, "a#Set").kind, Kind::List(_)));
    assert!(shape(&model, "a#Set").traits.has("smithy.api#uniqueItems"));
}

#[test]
fn enum_traits_become_enums_in_both_versions() {
    let shapes = r#""a#Named":{"type":"string","traits":{"smithy.api#enum":[
            {"value":"b-1","name":"B","documentation":"doc","deprecated":true,"tags":["t"]},{"value":"a","name":"A"}]}},
        "a#Unnamed":{"type":"string","traits":{"smithy.api#enum":[{"value":"x"},{"value":"y"}],"x#kept":1}}"#;
    for model in [model_v1(shapes), model(shapes)] {
        let Kind::Enum(values) = &shape(&model, "a#Named").kind else {
            panic!("not an enum")
        };
        assert_eq!(
            (values[0].name.as_deref(), values[0].value.as_str()),
            (Some("B"), "b-1")
        );
        assert_eq!(values[0].traits.documentation(), Some("doc"));
        assert!(values[0].traits.deprecated().is_some() && values[0].traits.has("smithy.api#tags"));
        assert!(values[1].traits.deprecated().is_none());
        let Kind::Enum(values) = &shape(&model, "a#Unnamed").kind else {
            panic!("not an enum")
        };
        assert!(values.iter().all(|value| value.name.is_none()) && values.len() == 2);
        assert!(shape(&model, "a#Unnamed").traits.has("x#kept"));
        assert!(!shape(&model, "a#Unnamed").traits.has("smithy.api#enum"));
    }
}

#[test]
fn several_files_are_one_model() {
    let first = r#"{"smithy":"1.0","metadata":{"list":[1],"same":{"a":1,"b":2},"first":1},
        "shapes":{"a#S":{"type":"structure","members":{"m":{"target":"b#T"}}},"a#Twice":{"type":"string"}}}"#;
    let second = r#"{"smithy":"2.0","metadata":{"list":[2,3],"same":{"b":2,"a":1},"second":2},
        "shapes":{"b#T":{"type":"integer"},"a#Twice":{"type":"string"},
        "a#S$m":{"type":"apply","traits":{"smithy.api#required":{}}}}}"#;
    let model = load_files(&[first, second]).expect("valid");
    let metadata: Vec<String> = model
        .metadata()
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    assert_eq!(
        metadata,
        [
            "list=[1,2,3]",
            r#"same={"a":1,"b":2}"#,
            "first=1",
            "second=2"
        ]
    );
    assert_eq!(
        member_trait(&model, "a#S", "m", "smithy.api#required"),
        "{}"
    );
    assert_eq!(
        member_trait(&model, "a#S", "m", "smithy.api#default"),
        "-",
        "the target is a 2.0 shape"
    );
}

#[test]
fn compressed_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.json.gz");
    let file = std::fs::File::create(&path).expect("a file");
    let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    encoder
        .write_all(br#"{"smithy":"2","shapes":{"a#A":{"type":"string"}}}"#)
        .expect("written");
    encoder.finish().expect("written");
    assert!(Model::load(&[&path]).expect("valid").find("a#A").is_some());
}

#[test]
fn traits_that_nobody_knows_are_kept() {
    let model = load(
        r#"{"smithy":"2.0","shapes":{"a#A":{"type":"string","traits":{"x.y#z":{"deep":[null,1.5,{"k":"v"}]},"smithy.api#tags":["t"]}}}}"#,
    );
    let traits = &shape(&model, "a#A").traits;
    assert_eq!(
        traits.get("x.y#z").map(Node::to_string).as_deref(),
        Some(r#"{"deep":[null,1.5,{"k":"v"}]}"#)
    );
    assert!(traits.has("smithy.api#tags"));
}

#[test]
fn a_written_out_prelude_is_no_conflict() {
    let model = model(
        r#""smithy.api#String":{"type":"string"},"smithy.api#box":{"type":"structure","members":{}}"#,
    );
    assert!(model.find("smithy.api#box").is_some());
}
