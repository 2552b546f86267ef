//! `smithy-build.json`: which files it names, and what projections make of them.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tinsmith_model::{Diagnostics, Model};

const MODEL: &str = r#"
$version: "2.0"
metadata owner = "a"
metadata secret = "b"
namespace a

service One { version: "1", operations: [Get, Hidden] }
service Two { version: "1", operations: [Get] }

operation Get {
    input := with [Common] {
        kept: Text
        @tags(["internal"]) gone: Text
        listed: Inner
        @required @idempotencyToken token: String
    }
    output := {}
    errors: [Failed]
}

@tags(["internal", "old"])
operation Hidden {}

@mixin(localTraits: [tags]) @tags(["internal"])
structure Common { common: String }

list Inner { member: Outer }
list Outer { member: Secret }

@internal @tags(["internal"])
structure Secret {}

@tags(["public"])
@marked
string Text

@error("client")
structure Failed {}

@tags(["export"])
structure Unused { other: AlsoUnused }
structure AlsoUnused {}

@trait
structure marked { inner: Inside }
structure Inside {}
"#;

/// A folder with a `smithy-build.json`.
pub(crate) struct Project(TempDir);

impl Project {
    pub(crate) fn new(build: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("model")).expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("written");
        };
        write("model/main.smithy", MODEL);
        write("model/text.txt", "no model");
        write("import.smithy", "namespace b\nstring Imported\n");
        write(
            "special.json",
            r#"{"smithy": "2", "shapes": {"b#Special": {"type": "string"}}}"#,
        );
        write("smithy-build.json", build);
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn load(&self, projection: &str) -> Result<Model, Diagnostics> {
        Model::load(&[self.path(&format!("smithy-build.json#{projection}"))])
    }
}

/// A configuration whose projection `p` has these transforms.
fn with_transforms(transforms: &str) -> Project {
    Project::new(&format!(
        r#"{{"version": "1.0", "sources": ["model"], "projections": {{
            "p": {{"transforms": [{transforms}]}},
            "q": {{"abstract": true, "transforms": [{{"name": "excludeMetadata", "args": {{"keys": ["secret"]}}}}]}}
        }}}}"#
    ))
}

/// The names of the shapes of namespace `a` that are left.
fn names(transforms: &str) -> Vec<String> {
    let model = with_transforms(transforms)
        .load("p")
        .unwrap_or_else(|problems| panic!("{problems}"));
    let shapes = model
        .shapes()
        .filter(|(_, shape)| shape.id.namespace() == "a");
    shapes
        .map(|(_, shape)| shape.id.name().to_owned())
        .collect()
}

fn model(transforms: &str) -> Model {
    with_transforms(transforms)
        .load("p")
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn members(model: &Model, id: &str) -> Vec<String> {
    let shape = model.shape(model.find(id).expect("a shape"));
    shape
        .members()
        .iter()
        .map(|member| member.name.clone())
        .collect()
}

#[test]
fn sources_imports_and_those_of_the_projection() {
    let project = Project::new(
        r#"{ // a comment
            "version": "1.0", "outputDirectory": "out", "maven": {}, "plugins": {},
            "sources": ["model"], "imports": ["import.smithy"],
            "projections": {"client": {"imports": ["special.json"]}}
        }"#,
    );
    let names = |model: &Model| -> Vec<String> {
        let files = model.files().iter().map(|file| Path::new(file).file_name());
        files
            .map(|name| name.expect("a name").to_string_lossy().into_owned())
            .collect()
    };
    let all = Model::load(&[project.path("smithy-build.json")])
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(
        names(&all),
        ["main.smithy", "import.smithy", "smithy-build.json"]
    );
    assert!(all.find("a#One").is_some() && all.find("b#Imported").is_some());
    let client = project
        .load("client")
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(
        names(&client),
        [
            "main.smithy",
            "import.smithy",
            "special.json",
            "smithy-build.json"
        ]
    );
}

#[test]
fn shapes_go_with_what_refers_to_them() {
    let model = model(r#"{"name": "excludeShapesByTag", "args": {"tags": ["internal"]}}"#);
    for gone in ["a#Hidden", "a#Common", "a#Secret", "a#Outer", "a#Inner"] {
        assert!(model.find(gone).is_none(), "{gone}");
    }
    // What a mixin brought stays.
    assert_eq!(members(&model, "a#GetInput"), ["common", "kept", "token"]);
}

#[test]
fn shapes_by_trait_tag_and_namespace() {
    let by_trait =
        names(r#"{"name": "excludeShapesByTrait", "args": {"traits": ["internal", "a#marked"]}}"#);
    assert!(!by_trait.contains(&"Secret".to_owned()) && !by_trait.contains(&"Text".to_owned()));
    let by_tag = names(r#"{"name": "includeShapesByTag", "args": {"tags": ["public", "export"]}}"#);
    assert_eq!(by_tag, ["Text", "Unused"]);
    let by_namespace = names(r#"{"name": "includeNamespaces", "args": {"namespaces": ["b"]}}"#);
    assert!(by_namespace.is_empty());
}

#[test]
fn services_and_what_they_do_not_reach() {
    let found = names(
        r#"{"name": "includeServices", "args": {"services": ["a#Two"]}},
        {"name": "removeUnusedShapes", "args": {"exportTagged": ["export"]}}"#,
    );
    let expected = [
        "AlsoUnused",
        "Failed",
        "Get",
        "GetInput",
        "GetOutput",
        "Inner",
        "Inside",
        "Outer",
        "Secret",
        "Text",
        "Two",
        "Unused",
        "marked",
    ];
    assert_eq!(found, expected);
    let without_traits = names(
        r#"{"name": "includeServices", "args": {"services": ["a#Two"]}},
        {"name": "removeTraitDefinitions"}, {"name": "removeUnusedShapes"}, {"name": "filterSuppressions"}"#,
    );
    assert!(
        !without_traits
            .iter()
            .any(|name| ["marked", "Inside", "Unused"].contains(&name.as_str()))
    );
}

#[test]
fn traits_and_tags() {
    let traits = |transforms: &str, id: &str| -> Vec<String> {
        let model = model(transforms);
        let shape = model.shape(model.find(id).expect("a shape"));
        shape.traits.iter().map(|(id, _)| id.to_owned()).collect()
    };
    let without = traits(
        r#"{"name": "excludeTraits", "args": {"traits": ["tags", "a#"]}}"#,
        "a#Text",
    );
    assert!(without.is_empty());
    let kept = traits(
        r#"{"name": "includeTraits", "args": {"traits": ["smithy.api#"]}}"#,
        "a#Text",
    );
    assert_eq!(kept, ["smithy.api#tags"]);
    let tags = |transforms: &str| {
        let model = model(transforms);
        let shape = model.shape(model.find("a#Hidden").expect("a shape"));
        shape.traits.get("smithy.api#tags").map(ToString::to_string)
    };
    let excluded = tags(r#"{"name": "excludeTags", "args": {"tags": ["internal"]}}"#);
    assert_eq!(excluded.as_deref(), Some(r#"["old"]"#));
    let included = tags(r#"{"name": "includeTags", "args": {"tags": []}}"#);
    assert_eq!(included, None);
}

#[test]
fn metadata_tokens_and_projections_that_apply_others() {
    let model = model(
        r#"{"name": "apply", "args": {"projections": ["q"]}}, {"name": "makeIdempotencyTokensClientOptional"}"#,
    );
    let keys: Vec<&str> = model
        .metadata()
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(keys, ["owner"]);
    let input = model.shape(model.find("a#GetInput").expect("a shape"));
    let token = input.member("token").expect("a member");
    assert!(token.traits.has("smithy.api#clientOptional"));
}

#[test]
fn what_is_wrong_is_told_where_it_is() {
    let cases = [
        (
            r#"{"name": "includeShapeByTag"}"#,
            "the transform `includeShapeByTag` is not supported",
        ),
        (r#"{"args": {}}"#, "the transform has no `name`"),
        (
            r#"{"name": "includeServices", "args": {"services": "a#One"}}"#,
            "expected an array of strings as `services` in `args`",
        ),
        (
            r#"{"name": "apply", "args": {"projections": ["p"]}}"#,
            "the projection `p` applies itself",
        ),
        (
            r#"{"name": "apply", "args": {"projections": ["r"]}}"#,
            "there is no projection `r`",
        ),
    ];
    for (transform, message) in cases {
        let problems = with_transforms(transform).load("p").expect_err(message);
        let problem = problems.iter().next().expect("a problem");
        assert_eq!((problems.len(), problem.message.as_str()), (1, message));
        assert_eq!(problem.line.map(|(line, _)| line), Some(2), "{problem}");
        assert_eq!(problem.path, "projections.p.transforms[0]");
    }
    let missing = with_transforms("")
        .load("client")
        .expect_err("no projection");
    assert!(
        missing
            .to_string()
            .contains("there is no projection `client`")
    );
    for build in [
        "{",
        "{}",
        r#"{"sources": "model"}"#,
        r#"{"sources": ["nowhere"]}"#,
    ] {
        let project = Project::new(build);
        assert!(
            Model::load(&[project.path("smithy-build.json")]).is_err(),
            "{build}"
        );
    }
}

/// A chain of so many projections, each of which applies the next one so many times.
fn chain_of_projections(length: usize, times: usize) -> String {
    let projections: Vec<String> = (0..length)
        .map(|i| {
            let apply = format!(
                r#"{{"name": "apply", "args": {{"projections": ["p{}"]}}}}"#,
                i + 1
            );
            format!(
                r#""p{i}": {{"transforms": [{}]}}"#,
                vec![apply; times].join(", ")
            )
        })
        .collect();
    let project = Project::new(&format!(
        r#"{{"version": "1.0", "sources": ["model"], "projections": {{{}, "p{length}": {{}}}}}}"#,
        projections.join(", ")
    ));
    match project.load("p0") {
        Ok(_) => String::new(),
        Err(problems) => problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    }
}

#[test]
fn projections_that_apply_others_without_end_are_refused_with_the_limit() {
    assert_eq!(chain_of_projections(8, 2), "");
    assert_eq!(
        chain_of_projections(40, 2),
        "the projection carries out more than 1000 transforms, which is the limit"
    );
    // Far more than a thread's stack has room for.
    assert_eq!(
        chain_of_projections(20_000, 1),
        "projections apply each other more than 64 deep, which is the limit"
    );
}

#[test]
fn lists_of_lists_go_with_what_they_hold() {
    let lists: String = (0..3000)
        .map(|i| {
            format!(
                r#""a#L{i}": {{"type": "list", "member": {{"target": "a#{}"}}}},"#,
                if i == 0 {
                    "T".to_owned()
                } else {
                    format!("L{}", i - 1)
                }
            )
        })
        .collect();
    let project = Project::new(
        r#"{"version": "1.0", "sources": ["lists.json"], "projections": {"p": {"transforms": [
            {"name": "excludeShapesByTrait", "args": {"traits": ["a#gone"]}}]}}}"#,
    );
    let document = format!(
        r#"{{"smithy": "2.0", "shapes": {{{lists}
            "a#gone": {{"type": "structure", "traits": {{"smithy.api#trait": {{}}}}}},
            "a#T": {{"type": "string", "traits": {{"a#gone": {{}}}}}},
            "a#S": {{"type": "structure", "members": {{"l": {{"target": "a#L2999"}}, "n": {{"target": "smithy.api#String"}}}}}}}}}}"#
    );
    std::fs::write(project.path("lists.json"), document).expect("written");
    let model = project
        .load("p")
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert!(model.find("a#L0").is_none() && model.find("a#L2999").is_none());
    assert_eq!(members(&model, "a#S"), ["n"]);
}
