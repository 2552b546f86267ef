//! A case for each rule of validation: a model, and the events of the rule.

use tinsmith_model::{Event, ModelFiles, Severity, lint_rules};

/// The events of a model in the Smithy IDL, whose namespace is `example`.
fn events(shapes: &str) -> Vec<Event> {
    let text = if shapes.contains("namespace") {
        format!("$version: \"2.0\"\n{shapes}")
    } else {
        format!("$version: \"2.0\"\nnamespace example\n{shapes}")
    };
    let files = vec![("model.smithy".to_owned(), text.into_bytes())];
    let files = ModelFiles::in_memory(files).expect("text");
    files.events().into_iter().collect()
}

/// What is compared of an event: `SEVERITY id shape`.
fn told(event: &Event) -> String {
    let shape = event.diagnostic.shape.as_deref().unwrap_or("-");
    let shape = shape.strip_prefix("example#").unwrap_or(shape);
    format!("{} {} {shape}", event.severity, event.id)
}

/// The rule, a model, and the events whose ids start with the rule's. For rules that the metadata configures, the ids
/// are those that the metadata gives.
#[rustfmt::skip]
const CASES: &[(&str, &str, &[&str])] = &[
    ("TraitTarget", "@length(min: 1) boolean A\n@length(min: 1) string B", &["ERROR TraitTarget A"]),
    ("TraitTarget", "@trait(selector: \"structure > member\") structure only {}\n@only string A\nstructure B { @only c: String }", &["ERROR TraitTarget A"]),
    ("TraitTarget", "@trait(selector: \"strin\") structure only {}", &["ERROR TraitTarget only"]),
    ("TraitConflict", "@trait(conflicts: [b]) structure a {}\n@trait structure b {}\n@a @b string C", &["ERROR TraitConflict C"]),
    ("ExclusiveStructureMemberTrait", "structure A { @idempotencyToken a: String, @idempotencyToken b: String }", &["ERROR ExclusiveStructureMemberTrait A"]),
    ("TraitValue", "@trait structure t { @required @length(min: 2) a: String, b: Integer }\n@t(a: \"x\") string A\n@t(b: 1) string B\n@t(a: \"xy\", b: 1.5) string C\n@t(a: \"xy\", c: 1) string D\n@t(a: \"xy\") string E", &[
        "ERROR TraitValue A", "ERROR TraitValue B", "ERROR TraitValue C", "WARNING TraitValue.UnknownMember.example#t.c D",
    ]),
    ("TraitValue", "@trait @idRef(failWhenMissing: true, selector: \"string\") string ref\n@ref(\"example#Nothing\") string A\n@ref(\"example#C\") string B\ninteger C\n@ref(\"example#A\") string D", &["ERROR TraitValue A", "ERROR TraitValue B"]),
    ("TraitValue", "@trait @pattern(\"^a+$\") string t\n@t(\"b\") string A\n@t(\"aa\") string B", &["ERROR TraitValue A"]),
    ("TraitValue", "@trait union t { a: String, b: String }\n@t(a: \"\", b: \"\") string A\n@t(a: \"\") string B", &["ERROR TraitValue A"]),
    ("DefaultTrait", "structure A { @range(min: 2) a: Integer = 1, b: L = [], c: E = \"X\" }\nlist L { member: String }\nenum E { Y }", &["ERROR DefaultTrait A$a", "ERROR DefaultTrait A$c"]),
    ("DefaultTrait", "structure A { a: Blob = \"*\" }", &["WARNING DefaultTrait A$a"]),
    ("ExamplesTrait", "@examples([{title: \"one\", input: {b: 1, c: 2}}])\noperation A { input := { b: String } }", &["ERROR ExamplesTrait A", "WARNING ExamplesTrait.UnknownMember.example#AInput.c A"]),
    ("MetadataTrait", "@metadata(key: \"level\") string A\n@metadata(key: \"level\") string B", &["ERROR MetadataTrait A", "ERROR MetadataTrait B"]),
    ("TypedMetadata", "metadata level = 1\nnamespace example\n@metadata(key: \"level\") string A", &["ERROR TypedMetadata.level -"]),
    ("LengthTrait", "@length(min: 2, max: 1) string A", &["ERROR LengthTrait A"]),
    ("RangeTrait", "@range(min: 2, max: 1) integer A\n@range(min: 0.5) integer B\n@range(max: 128) byte C\n@range(min: 0.5) float D", &["ERROR RangeTrait A", "ERROR RangeTrait B", "ERROR RangeTrait C"]),
    ("EnumShape", "enum A { GOOD, Bad }", &["WARNING EnumShape A$Bad"]),
    ("EnumTrait", "@enum([{value: \"a\"}]) string A", &["WARNING EnumTrait A"]),
    ("PatternTrait", "@pattern(\"a\") string A\n@pattern(\"^a$\") string B", &["WARNING PatternTrait A"]),
    ("MediaType", "@mediaType(\"json\") string A\n@mediaType(\"text/plain; charset=utf-8\") string B", &["ERROR MediaType A"]),
    ("XmlFlattenedTrait", "structure A { @xmlFlattened b: B }\nlist B { @xmlName(\"Item\") member: String }", &["WARNING XmlFlattenedTrait A$b"]),
    ("ResourceCycle", "resource A { resources: [B] }\nresource B { resources: [A] }", &["ERROR ResourceCycle A", "ERROR ResourceCycle B"]),
    ("ResourceIdentifier", "resource A { identifiers: {a: String}, resources: [B] }\nresource B {}", &["ERROR ResourceIdentifier B"]),
    ("ResourceIdentifierBinding", "resource A { identifiers: {a: String}, operations: [Instance], collectionOperations: [Collection] }\noperation Instance { input := {} }\noperation Collection { input := { @required a: String } }", &["ERROR ResourceIdentifierBinding Collection", "ERROR ResourceIdentifierBinding Instance"]),
    ("ResourceLifecycle", "resource A { read: Read }\noperation Read {}", &["ERROR ResourceLifecycle Read"]),
    ("OperationInputOutputMisuse", "operation A { input: In }\noperation B { input: In }\n@input structure In {}", &["ERROR OperationInputOutputMisuse In"]),
    ("HttpMethodSemantics", "@http(method: \"PUT\", uri: \"/a\") operation A {}\n@http(method: \"GET\", uri: \"/b\") operation B {}", &["WARNING HttpMethodSemantics.MissingIdempotentTrait A", "WARNING HttpMethodSemantics.MissingReadonlyTrait B"]),
    ("IdempotentTrait", "@idempotent(exists: [Gone]) operation A {}\n@error(\"client\") structure Gone {}", &["ERROR IdempotentTrait A"]),
    ("CorsTrait", "@cors(origin: \"*\", origins: [\"https://example.com\"]) service S {}", &["ERROR CorsTrait S"]),
    ("HttpHeaderTrait", "@readonly @http(method: \"GET\", uri: \"/a\") operation A { output := { @httpHeader(\"X-A\") a: String, @httpHeader(\"x-a\") b: String } }", &["ERROR HttpHeaderTrait AOutput"]),
    ("HttpQueryTrait", "@readonly @http(method: \"GET\", uri: \"/a?b\") operation A { input := { @httpQuery(\"b\") b: String } }", &["ERROR HttpQueryTrait AInput"]),
    ("HttpPrefixHeadersTrait", "@readonly @http(method: \"GET\", uri: \"/a\") operation A { output := { @httpHeader(\"X-A\") a: String, @httpPrefixHeaders(\"x-\") b: M } }\nmap M { key: String, value: String }", &["ERROR HttpPrefixHeadersTrait AOutput$a"]),
    ("HttpUriConflict", "service S { operations: [A, B] }\n@readonly @http(method: \"GET\", uri: \"/a/{b}\") operation A { input := { @required @httpLabel b: String } }\n@readonly @http(method: \"GET\", uri: \"/a/{c}\") operation B { input := { @required @httpLabel c: String } }", &["ERROR HttpUriConflict A", "ERROR HttpUriConflict B"]),
    ("HttpPayload", "@http(method: \"POST\", uri: \"/a\") operation A { input := { @httpPayload a: String, b: String } }", &["ERROR HttpPayload AInput"]),
    ("RequestCompressionTrait", "@requestCompression(encodings: [\"gzip\"]) operation A {}", &["ERROR RequestCompressionTrait A"]),
    ("ShapeRecursion", "list A { member: B }\nlist B { member: A }\nlist C { member: A }", &["ERROR ShapeRecursion A", "ERROR ShapeRecursion B"]),
    ("StreamingTrait", "@streaming blob B\nstructure A { @required b: B }\nstructure C { a: A }", &["ERROR StreamingTrait C$a"]),
    ("EventPayloadTrait", "structure A { @eventPayload a: String, b: String }", &["ERROR EventPayloadTrait A"]),
    ("ReferencesTrait", "@references([{resource: R, ids: {id: \"b\"}}]) structure A { a: String }\nresource R { identifiers: {id: String} }", &["ERROR ReferencesTrait A"]),
    ("HttpBindingsMissing", "service S { operations: [A, B] }\n@readonly @http(method: \"GET\", uri: \"/a\") operation A {}\noperation B {}", &["WARNING HttpBindingsMissing B"]),
    ("HttpBindingTraitIgnored", "operation A { input := { @httpResponseCode b: Integer } }", &["WARNING HttpBindingTraitIgnored.Output AInput$b"]),
    ("DeprecatedTrait", "@deprecated @trait structure old {}\n@old string A", &["WARNING DeprecatedTrait.example#old A"]),
    ("DeprecatedShape", "@deprecated string A\nstructure B { a: A }", &["WARNING DeprecatedShape.example#A B$a"]),
    ("UnstableTrait", "@unstable @trait structure young {}\n@young string A", &["WARNING UnstableTrait.example#young A"]),
    ("ModelDeprecation", "@enum([{value: \"a\", name: \"A\"}]) string A", &["WARNING ModelDeprecation A"]),
    ("UnreferencedShape", "service S { operations: [A] }\noperation A {}\nstring B", &["NOTE UnreferencedShape B"]),
    ("ServiceBoundResourceOperation", "service S { operations: [A], resources: [R] }\nresource R { operations: [A] }\noperation A {}", &["WARNING ServiceBoundResourceOperation A"]),
    ("TraitValidators", "@trait @traitValidators({\"NoLists\": {selector: \"~> list\", severity: \"WARNING\"}}) structure t {}\n@t structure A { b: B }\nlist B { member: String }", &["WARNING TraitValidators.NoLists B"]),
    ("NoStrings", "metadata validators = [{name: \"EmitEachSelector\", id: \"NoStrings\", configuration: {selector: \"string\", messageTemplate: \"@{id|name}\"}}]\nnamespace example\nstring A", &["DANGER NoStrings A"]),
    ("SomeStrings", "metadata validators = [{name: \"EmitNoneSelector\", id: \"SomeStrings\", configuration: {selector: \"string\"}}]\nnamespace example\ninteger A", &["DANGER SomeStrings -"]),
    ("CamelCase", "metadata validators = [{name: \"CamelCase\"}]\nnamespace example\nstructure low { a: String, Up: String }", &["DANGER CamelCase low", "DANGER CamelCase low$Up"]),
    ("RepeatedShapeName", "metadata validators = [{name: \"RepeatedShapeName\"}]\nnamespace example\nstructure Item { itemName: String, name: String }", &["WARNING RepeatedShapeName Item$itemName"]),
    ("InputOutputStructureReuse", "metadata validators = [{name: \"InputOutputStructureReuse\"}]\nnamespace example\noperation A { input: B }\nstructure B {}", &["WARNING InputOutputStructureReuse.Input.A B"]),
    ("ShouldHaveUsedTimestamp", "metadata validators = [{name: \"ShouldHaveUsedTimestamp\"}]\nnamespace example\nstring CreatedAt\nstring Format", &["DANGER ShouldHaveUsedTimestamp CreatedAt"]),
    ("UnknownValidator", "metadata validators = [{name: \"Nothing\"}]\nnamespace example\nstring A", &["WARNING UnknownValidator_Nothing -"]),
];

#[test]
fn each_rule_has_its_events() {
    let mut failures = Vec::new();
    for (rule, model, expected) in CASES {
        let found = events(model);
        let mut told: Vec<String> = found
            .iter()
            .filter(|event| event.id.starts_with(rule))
            .map(told)
            .collect();
        told.sort();
        told.dedup();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if told != expected {
            let all: Vec<String> = found
                .iter()
                .map(|event| event.diagnostic.to_string())
                .collect();
            failures.push(format!(
                "{rule}: {model}\n  expected {expected:?}\n  found    {told:?}\n  {}",
                all.join("\n  ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn each_rule_has_a_case() {
    let elsewhere = [
        "PrivateAccess",
        "ProtocolHttp",
        "EmitEachSelector",
        "EmitNoneSelector",
    ];
    let missing: Vec<&str> = lint_rules()
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !elsewhere.contains(id) && !CASES.iter().any(|(rule, ..)| rule == id))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn events_of_a_mixin_are_told_at_the_mixin() {
    let found =
        events("@mixin structure M {\n    @pattern(\"a\") a: String\n}\nstructure A with [M] {}");
    let places: Vec<_> = found
        .iter()
        .filter(|event| event.id == "PatternTrait")
        .map(|event| {
            (
                event.diagnostic.shape.as_deref(),
                event.diagnostic.line.map(|it| it.0),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some("example#A$a"), Some(4)),
            (Some("example#M$a"), Some(4))
        ]
    );
}

#[test]
fn events_are_suppressed_and_raised() {
    let model = r#"
        metadata suppressions = [
            {id: "PatternTrait", namespace: "example", reason: "it was so"}
            {id: "LengthTrait", namespace: "*"}
        ]
        metadata severityOverrides = [{id: "EnumShape", namespace: "example", severity: "DANGER"}]
        namespace example
        @pattern("a") string A
        @length(min: 2, max: 1) string B
        enum C { low }
        @suppress(["EnumShape", "ModelDeprecation"])
        @enum([{value: "a", name: "A"}])
        string D
    "#;
    let found = events(model);
    let told: Vec<String> = found.iter().map(told).collect();
    let expected = [
        "SUPPRESSED PatternTrait A",
        "ERROR LengthTrait B",
        "DANGER EnumShape C$low",
        "SUPPRESSED ModelDeprecation D",
    ];
    for line in expected {
        assert!(told.contains(&line.to_owned()), "{line}: {told:?}");
    }
    let reasons: Vec<&str> = found.iter().filter_map(|it| it.reason.as_deref()).collect();
    assert_eq!(reasons, ["it was so"]);
}

#[test]
fn shapes_that_repeat_are_notes_if_they_are_the_same() {
    let told: Vec<String> = events("@length(min: 1)\nstring A\n@length(min: 1)\nstring A")
        .iter()
        .map(told)
        .collect();
    assert_eq!(told, ["NOTE Model.IgnoredDuplicateDefinition A"]);
    let found = events("string A\ninteger A");
    assert!(found.iter().any(|event| event.severity == Severity::Error));
}

#[test]
fn private_shapes_stay_in_their_namespace() {
    let files = [
        (
            "a.smithy",
            "$version: \"2.0\"\nnamespace a\n@private string P\n",
        ),
        (
            "b.smithy",
            "$version: \"2.0\"\nnamespace b\nuse a#P\nstructure S { p: P }\n",
        ),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let files = ModelFiles::in_memory(files.to_vec()).expect("text");
    let told: Vec<String> = files.events().iter().map(told).collect();
    assert!(
        told.contains(&"ERROR PrivateAccess b#S$p".to_owned()),
        "{told:?}"
    );
}
