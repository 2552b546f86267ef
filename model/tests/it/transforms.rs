//! Transforms of projections that rename shapes, change their types, or look at more than a list of names.

use tinsmith_model::{Model, Node};

use crate::build::Project;

const MODEL: &str = r#"
$version: "2.0"
metadata suppressions = [
    {id: "One", namespace: "a", reason: "secret"}
    {id: "Two", namespace: "b"}
    {id: "Three", namespace: "*"}
]
metadata owner = "a#Place"
namespace a
use b#City

service Weather { version: "1", operations: [Now], rename: {"b#City": "Town"} }
operation Now {
    input := { place: Place, city: City, level: Level }
    errors: [Late]
}

@references([{resource: "a#Spot"}])
@kept(shape: "a#Place$name", other: "a#PlaceNot")
structure Place {
    @suppress(["One", "Two"]) name: Name
    @deprecated(since: "1.9.0") old: String
    @deprecated(since: "2020-02-01") older: String
    @deprecated tags: Names
}
resource Spot { identifiers: {id: String} }
@error("client") @deprecated(since: "1.10.0") structure Late {}

@enum([{value: "low", name: "LOW"}, {value: "high", name: "HIGH", deprecated: true, tags: ["internal"]}])
string Level
@enum([{value: "a b-c"}, {value: "d"}])
string Nameless
@enum([{value: "?"}])
string Impossible
string Name
@uniqueItems list Names { member: Name }
union Choice { a: String, b: Name }
@tags(["apart"]) structure Apart { a: String }

@trait @tags(["public"]) structure kept { @idRef shape: String, other: String }
@trait structure dropped {}
@dropped string Dropping
"#;

const OTHER: &str = "$version: \"2.0\"\nnamespace b\nstructure City { name: a#Name }\n";

fn project(transform: &str) -> Project {
    let project = Project::new(&format!(
        r#"{{"version": "1.0", "sources": ["weather.smithy", "other.smithy"], "projections": {{
            "p": {{"transforms": [{transform}]}}}}}}"#
    ));
    std::fs::write(project.path("weather.smithy"), MODEL).expect("written");
    std::fs::write(project.path("other.smithy"), OTHER).expect("written");
    project
}

/// The document that the projection with a transform makes.
fn document(transform: &str) -> Node {
    let project = project(transform);
    Model::ast(&[project.path("smithy-build.json#p")])
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn shape<'d>(document: &'d Node, id: &str) -> &'d Node {
    let shape = document.get("shapes").and_then(|shapes| shapes.get(id));
    shape.unwrap_or_else(|| panic!("no shape {id} in {document:#}"))
}

fn has(document: &Node, id: &str) -> bool {
    let shapes = document.get("shapes");
    shapes.is_some_and(|shapes| shapes.get(id).is_some())
}

fn text(node: &Node, path: &[&str]) -> String {
    let found = path.iter().try_fold(node, |node, key| node.get(key));
    found.map_or_else(|| "-".to_owned(), Node::to_string)
}

fn problem(transform: &str) -> String {
    let problems = project(transform).load("p").expect_err(transform);
    let problem = problems.iter().next().expect("a problem");
    assert_eq!(problem.path, "projections.p.transforms[0]");
    problem.message.clone()
}

#[test]
fn renamed_shapes_are_renamed_everywhere() {
    let renamed = document(
        r#"{"name": "renameShapes", "args": {"renamed": {
            "a#Place": "c#Location", "a#kept": "a#held", "a#Spot": "a#Point", "a#Late": "a#TooLate"}}}"#,
    );
    let place = shape(&renamed, "c#Location");
    assert_eq!(
        text(place, &["traits", "a#held"]),
        r##"{"other":"a#PlaceNot","shape":"c#Location$name"}"##
    );
    assert_eq!(
        text(place, &["traits", "smithy.api#references"]),
        r##"[{"resource":"a#Point"}]"##
    );
    let input = shape(&renamed, "a#NowInput");
    assert_eq!(
        text(input, &["members", "place"]),
        r##"{"target":"c#Location"}"##
    );
    let errors = text(shape(&renamed, "a#Now"), &["errors"]);
    assert_eq!(errors, r##"[{"target":"a#TooLate"}]"##);
    assert_eq!(text(&renamed, &["metadata", "owner"]), r##""c#Location""##);
    assert!(!has(&renamed, "a#Place") && !has(&renamed, "a#kept"));
}

#[test]
fn shapes_can_swap_their_names() {
    let renamed = document(
        r#"{"name": "renameShapes", "args": {"renamed": {"a#Name": "a#Level", "a#Level": "a#Name"}}}"#,
    );
    assert_eq!(
        text(shape(&renamed, "a#NowInput"), &["members", "level"]),
        r##"{"target":"a#Name"}"##
    );
    assert_ne!(
        text(shape(&renamed, "a#Name"), &["traits", "smithy.api#enum"]),
        "-"
    );
}

#[test]
fn no_two_shapes_get_one_name() {
    for (renamed, message) in [
        (
            r#"{"a#Name": "a#Level"}"#,
            "a#Name can't be renamed to a#Level, which would be the id of a#Level, too",
        ),
        (
            r#"{"a#Level": "a#X", "a#Name": "a#X"}"#,
            "a#Name can't be renamed to a#X, which would be the id of a#Level, too",
        ),
        (r#"{"a#Nam": "a#X"}"#, "a#Nam does not exist in the model"),
        (
            r#"{"smithy.api#String": "a#X"}"#,
            "smithy.api#String belongs to the prelude",
        ),
        (
            r#"{"a#Name": "X"}"#,
            "`X` is not an absolute shape id such as `example.weather#City`",
        ),
        (
            r#"["a#Name"]"#,
            "expected an object from ids of shapes to strings as `renamed` in `args`",
        ),
    ] {
        let transform = format!(r#"{{"name": "renameShapes", "args": {{"renamed": {renamed}}}}}"#);
        assert_eq!(problem(&transform), message);
    }
}

#[test]
fn a_service_moves_to_one_namespace() {
    let flat = document(
        r#"{"name": "flattenNamespaces", "args": {
            "service": "a#Weather", "namespace": "c.d", "includeTagged": ["apart"]}}"#,
    );
    for id in [
        "c.d#Weather",
        "c.d#Now",
        "c.d#NowInput",
        "c.d#Place",
        "c.d#Town",
        "c.d#Apart",
    ] {
        assert!(has(&flat, id), "{id}");
    }
    for id in ["a#Weather", "b#City", "c.d#City", "c.d#Choice", "a#Place"] {
        assert!(!has(&flat, id), "{id}");
    }
    assert!(has(&flat, "a#Choice") && has(&flat, "a#kept"));
    assert_eq!(text(shape(&flat, "c.d#Weather"), &["rename"]), "-");
    assert_eq!(
        text(shape(&flat, "c.d#NowInput"), &["members", "city"]),
        r##"{"target":"c.d#Town"}"##
    );
    let args = [
        (
            r#"{"service": "a#Now", "namespace": "c"}"#,
            "a#Now is an operation, expected a service",
        ),
        (
            r#"{"service": "a#Weather", "namespace": "c#"}"#,
            "`c#` is not a namespace",
        ),
        (
            r#"{"service": "a#Weather"}"#,
            "expected a string as `namespace` in `args`",
        ),
    ];
    for (args, message) in args {
        let transform = format!(r#"{{"name": "flattenNamespaces", "args": {args}}}"#);
        assert_eq!(problem(&transform), message);
    }
}

#[test]
fn types_change_to_those_that_are_alike() {
    let changed = document(
        r#"{"name": "changeTypes", "args": {"synthesizeEnumNames": true, "shapeTypes": {
            "a#Name": "blob", "a#Names": "list", "a#Choice": "structure", "a#Apart": "union",
            "a#Level": "enum", "a#Nameless": "enum"}}}"#,
    );
    let kind = |id: &str| text(shape(&changed, id), &["type"]);
    assert_eq!(
        ["a#Name", "a#Names", "a#Choice", "a#Apart", "a#Level"].map(kind),
        [
            r#""blob""#,
            r#""list""#,
            r#""structure""#,
            r#""union""#,
            r#""enum""#
        ]
    );
    let unique = text(shape(&changed, "a#Names"), &["traits"]);
    assert_eq!(unique, "-");
    assert_eq!(
        text(shape(&changed, "a#Level"), &["members", "HIGH", "traits"]),
        r##"{"smithy.api#deprecated":{},"smithy.api#enumValue":"high","smithy.api#internal":{},"smithy.api#tags":["internal"]}"##
    );
    assert_eq!(
        text(shape(&changed, "a#Nameless"), &["members"]),
        r##"{"a_b_c":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"a b-c"}},"d":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"d"}}}"##
    );
    let back = document(
        r#"{"name": "changeTypes", "args": {"shapeTypes": {"a#Level": "enum"}}},
           {"name": "changeTypes", "args": {"shapeTypes": {"a#Level": "string"}}}"#,
    );
    assert_eq!(
        text(shape(&back, "a#Level"), &["traits", "smithy.api#enum"]),
        r##"[{"name":"LOW","value":"low"},{"deprecated":true,"name":"HIGH","tags":["internal"],"value":"high"}]"##
    );
}

#[test]
fn types_that_are_not_alike_are_refused() {
    for (types, message) in [
        (
            r#"{"a#Name": "structure"}"#,
            "a#Name is a string and can't become structure: simple types can become other simple types, strings enums, \
             lists sets, and structures unions, and the other way round",
        ),
        (
            r#"{"a#Impossible": "enum"}"#,
            "a#Impossible is a string and can't become enum: each value in its trait smithy.api#enum must have a name of \
             its own",
        ),
        (r#"{"a#Name": "text"}"#, "`text` is not a type of shape"),
        (
            r#"{"a#Nome": "blob"}"#,
            "a#Nome does not exist in the model",
        ),
    ] {
        let transform = format!(
            r#"{{"name": "changeTypes", "args": {{"synthesizeEnumNames": true, "shapeTypes": {types}}}}}"#
        );
        assert_eq!(problem(&transform), message);
    }
}

#[test]
fn strings_become_enums_where_that_is_possible() {
    let kinds = |args: &str| {
        let changed = document(&format!(
            r#"{{"name": "changeStringEnumsToEnumShapes", "args": {args}}}"#
        ));
        ["a#Level", "a#Nameless", "a#Impossible", "a#Name"]
            .map(|id| text(shape(&changed, id), &["type"]))
    };
    let (string, enumeration) = (r#""string""#, r#""enum""#);
    assert_eq!(kinds("{}"), [enumeration, string, string, string]);
    assert_eq!(
        kinds(r#"{"synthesizeNames": true}"#),
        [enumeration, enumeration, string, string]
    );
}

#[test]
fn what_is_deprecated_for_long_goes() {
    let left = document(
        r#"{"name": "removeDeprecatedShapes", "args": {"relativeDate": "2020-03-01", "relativeVersion": "1.10.0"}}"#,
    );
    let members = shape(&left, "a#Place").get("members");
    let members = members.and_then(Node::as_object).expect("members");
    let members: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(members, ["name", "tags"]);
    assert!(has(&left, "a#Late"));
    let left =
        document(r#"{"name": "removeDeprecatedShapes", "args": {"relativeVersion": "1.10.1"}}"#);
    assert!(!has(&left, "a#Late"));
    assert_ne!(text(shape(&left, "a#Place"), &["members", "older"]), "-");
    for (args, message) in [
        (
            r#"{"relativeVersion": "1.1"}"#,
            "`1.1` is not a version, expected one such as 1.1.0",
        ),
        (
            r#"{"relativeDate": "1.1.0"}"#,
            "`1.1.0` is not a date, expected one such as 2024-10-10",
        ),
    ] {
        let transform = format!(r#"{{"name": "removeDeprecatedShapes", "args": {args}}}"#);
        assert_eq!(problem(&transform), message);
    }
}

#[test]
fn traits_stay_by_the_tags_of_their_definitions() {
    let left = document(r#"{"name": "includeTraitsByTag", "args": {"tags": ["public"]}}"#);
    assert!(has(&left, "a#kept") && !has(&left, "a#dropped"));
    assert_eq!(text(shape(&left, "a#Dropping"), &["traits"]), "-");
    assert_ne!(text(shape(&left, "a#Place"), &["traits", "a#kept"]), "-");
    assert_ne!(
        text(
            shape(&left, "a#Names"),
            &["traits", "smithy.api#uniqueItems"]
        ),
        "-"
    );
}

#[test]
fn suppressions_are_filtered() {
    let filtered = |args: &str| {
        let document = document(&format!(
            r#"{{"name": "filterSuppressions", "args": {args}}}"#
        ));
        let suppressions = text(&document, &["metadata", "suppressions"]);
        let name = shape(&document, "a#Place");
        let traits = text(name, &["members", "name", "traits", "smithy.api#suppress"]);
        (suppressions, traits)
    };
    let [one, two, three] = [
        r#"{"id":"One","namespace":"a","reason":"secret"}"#,
        r#"{"id":"Two","namespace":"b"}"#,
        r#"{"id":"Three","namespace":"*"}"#,
    ];
    let both = r#"["One","Two"]"#.to_owned();
    for (args, suppressions, traits) in [
        (
            r#"{"removeUnused": true}"#,
            format!("[{one},{two},{three}]"),
            both.clone(),
        ),
        (
            r#"{"eventIdDenyList": ["Two"], "removeReasons": true}"#,
            format!(r#"[{{"id":"One","namespace":"a"}},{three}]"#),
            r#"["One"]"#.to_owned(),
        ),
        (r#"{"namespaceAllowList": ["b"]}"#, format!("[{two}]"), both),
        (
            r#"{"eventIdAllowList": ["Four"]}"#,
            "-".to_owned(),
            "-".to_owned(),
        ),
    ] {
        assert_eq!(filtered(args), (suppressions, traits), "{args}");
    }
    let both = r#"{"name": "filterSuppressions", "args": {"eventIdAllowList": ["a"], "eventIdDenyList": ["b"]}}"#;
    assert_eq!(
        problem(both),
        "`eventIdAllowList` and `eventIdDenyList` can't be used together"
    );
}

#[test]
fn shapes_are_kept_or_removed_by_selector() {
    let by = |name: &str, selector: &str| {
        let args = format!(r#"{{"selector": "{selector}"}}"#);
        format!(r#"{{"name": "{name}", "args": {args}}}"#)
    };
    let excluded = document(&by("excludeShapesBySelector", "[id|name = 'Name']"));
    assert!(!has(&excluded, "a#Name") && !has(&excluded, "a#Names"));
    let place = shape(&excluded, "a#Place");
    assert_eq!(text(place, &["members", "name"]), "-");
    assert_ne!(text(place, &["members", "old"]), "-");

    let excluded = document(&by("excludeShapesBySelector", "[id = 'a#Place$name']"));
    let place = shape(&excluded, "a#Place");
    assert_eq!(text(place, &["members", "name"]), "-");
    assert!(has(&excluded, "a#Name") && has(&excluded, "a#Names"));

    // Only members of structures and unions are chosen by themselves.
    let excluded = document(&by("excludeShapesBySelector", "[id = 'a#Names$member']"));
    assert!(has(&excluded, "a#Names"));

    let included = document(&by(
        "includeShapesBySelector",
        "[id = 'a#Weather'] :is(*, ~> *)",
    ));
    assert!(has(&included, "a#Now") && has(&included, "b#City"));
    assert_ne!(text(shape(&included, "b#City"), &["members", "name"]), "-");
    assert!(!has(&included, "a#Apart") && !has(&included, "a#Choice"));

    let message = problem(&by("includeShapesBySelector", "strin"));
    assert!(
        message.starts_with("`strin` is not a selector: "),
        "{message}"
    );
    let message = problem(r#"{"name": "excludeShapesBySelector"}"#);
    assert_eq!(message, "expected a string as `selector` in `args`");
}

#[test]
fn a_diagram_of_endpoint_rules_is_not_needed() {
    let plain = document(r#"{"name": "excludeTags", "args": {"tags": []}}"#);
    let compiled = document(r#"{"name": "compileBddFromEndpointRuleSet"}"#);
    assert_eq!(plain, compiled);
}
