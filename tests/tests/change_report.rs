//! `tinsmith changes`: its reports on models and folders of models, and its exit codes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run};
use tinsmith_tests::{botocore, repository, shared};

/// The page of a published change, and the models before and after.
const PAGE: &str = "seed/connect-2022-10-13.txt";
const OLD: &str = "models/connect-2022-10/botocore-1.27.89.service-2.json";
const NEW: &str = "models/connect-2022-10/botocore-1.27.90.service-2.json";

/// The three methods of the change of 2022-10-13 and what is new in them.
const METHODS: [(&str, &str, &str); 3] = [
    (
        "CreateUser",
        "request",
        "{'IdentityInfo': {'Mobile': 'string', 'SecondaryEmail': 'string'}}",
    ),
    (
        "DescribeUser",
        "response",
        "{'User': {'IdentityInfo': {'Mobile': 'string', 'SecondaryEmail': 'string'}}}",
    ),
    (
        "UpdateUserIdentityInfo",
        "request",
        "{'IdentityInfo': {'Mobile': 'string', 'SecondaryEmail': 'string'}}",
    ),
];

fn connect(date: &str) -> String {
    let path = repository().join(format!("model/connect/{date}.json"));
    path.to_string_lossy().into_owned()
}

fn changes(old: &str, new: &str, options: &[&str]) -> Ended {
    run(&[&["changes", old, new], options].concat())
}

fn own_models(options: &[&str]) -> Ended {
    changes(&connect("2022-10-12"), &connect("2022-10-13"), options)
}

fn report(done: Ended) -> String {
    assert_eq!(done.code, 0, "{}", done.err);
    done.out
}

/// The words of a page without marks of lists and links, and without what only one of two pages has.
fn words(page: &str) -> Vec<&str> {
    let lines = page.lines().filter(|line| {
        let verdicts = ["Verdict: ", "BREAKING: ", "Compared: "];
        !verdicts.iter().any(|verdict| line.starts_with(verdict))
    });
    let words = lines.flat_map(str::split_whitespace);
    words
        .filter(|word| !["\u{2022}", "\u{b6}", "Link"].contains(word))
        .collect()
}

/// The page leaves out admonitions; the report has them, each after its label.
fn without_admonitions(words: Vec<&str>) -> (Vec<&str>, usize) {
    let (mut kept, mut count, mut inside) = (Vec::new(), 0, false);
    for (at, word) in words.iter().enumerate() {
        if *word == "Important:" {
            (inside, count) = (true, count + 1);
        } else if words[at..].starts_with(&["See", "also:"]) {
            inside = false;
        }
        if !inside {
            kept.push(*word);
        }
    }
    (kept, count)
}

#[test]
fn the_report_says_what_the_published_page_says() {
    let (Some(page), Some(old), Some(new)) = (shared(PAGE), shared(OLD), shared(NEW)) else {
        return;
    };
    let page = fs::read_to_string(page).expect("a page");
    // What the release says of itself is in no model.
    let note = page
        .lines()
        .find_map(|line| line.strip_prefix("Changes\u{a0}"));
    let options = [
        "--syntax=boto3",
        "--title=2022/10/13",
        "--note",
        note.expect("the release's note").trim(),
    ];
    let report = report(changes(
        &old.to_string_lossy(),
        &new.to_string_lossy(),
        &options,
    ));
    let (said, admonitions) = without_admonitions(words(&report));
    let expected = words(&page);
    let differs = (0..said.len().max(expected.len())).find(|at| said.get(*at) != expected.get(*at));
    if let Some(at) = differs {
        let around = |words: &[&str]| {
            let end = words.len().min(at + 12);
            words[at.saturating_sub(6).min(end)..end].join(" ")
        };
        panic!(
            "said:     {}\nexpected: {}",
            around(&said),
            around(&expected)
        );
    }
    assert_eq!(admonitions, 1);
}

#[test]
fn the_repositorys_own_models_show_the_same_change() {
    let report = report(own_models(&["--syntax=boto3", "--title=2022/10/13"]));
    assert!(
        report.contains("\n2022/10/13 - Amazon Connect Service - 3 updated api methods\n"),
        "{report}"
    );
    let found: Vec<[&str; 3]> = report
        .lines()
        .collect::<Vec<_>>()
        .windows(3)
        .filter(|lines| lines[1].starts_with("Changes ("))
        .map(|lines| [lines[0], lines[1], lines[2]])
        .collect();
    let expected = METHODS.map(|(method, part, text)| {
        [
            format!("{method} (updated)"),
            format!("Changes ({part})"),
            text.to_owned(),
        ]
    });
    assert_eq!(found, expected);
}

#[test]
fn text_and_markdown_of_the_repositorys_own_models_stay() {
    let folder = repository().join("model/connect/");
    let relative = |report: String| report.replace(&*folder.to_string_lossy(), "");
    insta::assert_snapshot!("own_models_text", relative(report(own_models(&[]))));
    let markdown = report(own_models(&["--format=markdown", "--title=2022/10/13"]));
    insta::assert_snapshot!("own_models_markdown", relative(markdown));
    let swapped = changes(&connect("2022-10-13"), &connect("2022-10-12"), &[]);
    insta::assert_snapshot!("own_models_swapped_text", relative(report(swapped)));
}

#[test]
fn json_is_of_the_form_that_the_schema_gives() {
    let [old, new] = folders_of_two_services();
    let folded = changes(&path(&old), &path(&new), &["--format=json"]);
    for text in [report(own_models(&["--format=json"])), report(folded)] {
        is_valid(&serde_json::from_str(&text).expect("JSON"));
        // A change, an operation and a type have a line each.
        let rules = text.lines().filter(|line| line.contains("\"rule\":"));
        assert!(
            rules
                .clone()
                .all(|line| line.ends_with("}") || line.ends_with("},"))
        );
        assert!(rules.count() > 0);
    }
    let report: Value =
        serde_json::from_str(&report(own_models(&["--format=json"]))).expect("JSON");
    assert_eq!(report["version"], tinsmith::report::json::VERSION);
    assert_eq!(report["inputs"][0], connect("2022-10-12"));
    let service = &report["services"][0];
    assert_eq!(service["rust"], "minor");
    let method = &service["methods"][0];
    assert_eq!(method["status"], "updated");
    let number = method["changes"][0].as_u64().expect("a position");
    let change = &service["changes"][usize::try_from(number).expect("a position")];
    assert_eq!(change["rule"], "member-added");
    // One change, with every place.
    let operations: Vec<&Value> = change["reach"]
        .as_array()
        .expect("places")
        .iter()
        .map(|place| &place["operation"])
        .collect();
    assert_eq!(operations, METHODS.map(|(method, _, _)| method));
    assert_eq!(change["reach"][0]["path"], "IdentityInfo.Mobile");
}

fn is_valid(report: &Value) {
    let schema: Value = serde_json::from_str(tinsmith::report::json::SCHEMA).expect("JSON");
    // A form that allowed other members would not notice a name that nobody described.
    let schema = closed(schema);
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler
        .add_resource("report.schema.json", schema)
        .expect("a schema's address");
    let index = compiler
        .compile("report.schema.json", &mut schemas)
        .expect("a schema");
    if let Err(error) = schemas.validate(report, index) {
        panic!("{error:#}");
    }
}

fn closed(schema: Value) -> Value {
    match schema {
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| match key.as_str() {
                "additionalProperties" => (key, json!(false)),
                _ => (key, closed(value)),
            })
            .collect(),
        other => other,
    }
}

#[test]
fn one_operation_is_reported_alone() {
    let report = report(own_models(&["--operation=DescribeUser"]));
    assert!(report.contains("1 updated api methods"), "{report}");
    assert!(!report.contains("CreateUser"), "{report}");
    let done = own_models(&["--operation=DescribeUsr"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("DescribeUser"), "{}", done.err);
}

#[test]
fn a_model_against_itself_is_no_change() {
    let model = connect("2022-10-13");
    let report = report(changes(&model, &model, &["--fail-on=patch"]));
    let expected = format!(
        "Nothing changed.\n\nCompared: {model} with {model}\n\n\
         Verdict: no change for Rust, compatible on the wire\n"
    );
    assert_eq!(report, expected);
}

#[test]
fn fail_on_ends_with_one_from_its_level_on() {
    assert_eq!(own_models(&["--fail-on=major"]).code, 0);
    let done = own_models(&["--fail-on=minor"]);
    assert_eq!(done.code, 1);
    assert!(
        done.err.contains("the changes are minor for the Rust API"),
        "{}",
        done.err
    );
    assert!(done.out.contains("3 updated api methods"), "{}", done.out);
    let swapped = changes(
        &connect("2022-10-13"),
        &connect("2022-10-12"),
        &["--fail-on=major"],
    );
    assert_eq!(swapped.code, 1);
    assert!(swapped.out.contains("BREAKING"), "{}", swapped.out);
}

#[test]
fn changes_that_are_incompatible_on_the_wire_fail_under_major() {
    let folder = TempDir::new().expect("a folder");
    let model = |method: &str| {
        json!({
            "smithy": "2.0",
            "shapes": {
                "a#Service": {
                    "type": "service",
                    "version": "1",
                    "operations": [{"target": "a#Act"}],
                    "traits": {"aws.protocols#restJson1": {}},
                },
                "a#Act": {
                    "type": "operation",
                    "traits": {"smithy.api#http": {"method": method, "uri": "/"}},
                },
            },
        })
    };
    write(folder.path(), "old.json", &model("PUT").to_string());
    write(folder.path(), "new.json", &model("POST").to_string());
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let code = |limits: &[&str]| changes(&path("old.json"), &path("new.json"), limits).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on=rust"]), 0);
    for limit in ["wire", "major", "minor", "rust-patch"] {
        assert_eq!(code(&["--fail-on", limit]), 1, "{limit}");
    }
    assert_eq!(code(&["--fail-on=rust", "--fail-on=wire"]), 1);
}

#[test]
fn all_rules_are_listed_with_both_verdicts() {
    let listed = report(run(&["changes", "--list-rules"]));
    for rule in tinsmith_model::Rule::ALL {
        assert!(listed.contains(&format!("{}: ", rule.name())), "{rule:?}");
    }
    let one = "http-uri-changed: HTTP URI changed
    wire: INCOMPATIBLE (old requests go to the old URI)
    Rust: patch (the URI is not part of the API)
";
    assert!(listed.contains(one), "{listed}");
    assert_eq!(run(&["changes", "only.json"]).code, 2);
}

#[test]
fn out_writes_the_file_and_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("changes.md");
    let done = own_models(&["--format=markdown", "--out", &out.to_string_lossy()]);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    let written = fs::read_to_string(&out).expect("the report");
    assert!(written.contains("3 updated api methods"), "{written}");
}

fn path(folder: &TempDir) -> String {
    folder.path().to_string_lossy().into_owned()
}

/// Two versions of two services. In one of them three operations share a structure that changed; the other one is new.
fn folders_of_two_services() -> [TempDir; 2] {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    let shared = |members: &str, more: &str| {
        format!(
            "{{\"smithy\": \"2.0\", \"shapes\": {{\
             \"a#Shared\": {{\"type\": \"service\", \"version\": \"1\", \"operations\": [\
             {{\"target\": \"a#A\"}}, {{\"target\": \"a#B\"}}, {{\"target\": \"a#C\"}}, \
             {{\"target\": \"a#D\"}}{more}]}}, \
             \"a#A\": {{\"type\": \"operation\", \"input\": {{\"target\": \"a#In\"}}}}, \
             \"a#B\": {{\"type\": \"operation\", \"input\": {{\"target\": \"a#In\"}}}}, \
             \"a#C\": {{\"type\": \"operation\", \"input\": {{\"target\": \"a#In\"}}}}, \
             \"a#D\": {{\"type\": \"operation\", \"output\": {{\"target\": \"a#In\"}}}}, \
             \"a#Fresh\": {{\"type\": \"operation\", \"input\": {{\"target\": \"a#In\"}}}}, \
             \"a#In\": {{\"type\": \"structure\", \"members\": {{\"it\": {{\"target\": \"a#Held\"}}}}}}, \
             \"a#Held\": {{\"type\": \"structure\", \"members\": {{{members}}}}}, \
             \"a#New\": {{\"type\": \"structure\", \"members\": {{\
             \"deep\": {{\"target\": \"smithy.api#String\", \
             \"traits\": {{\"smithy.api#documentation\": \"Told once.\"}}}}}}}}}}}}"
        )
    };
    let kept = "\"kept\": {\"target\": \"smithy.api#String\"}";
    write(
        old.path(),
        "shared.json",
        &shared(
            &format!("{kept}, \"gone\": {{\"target\": \"smithy.api#String\"}}"),
            "",
        ),
    );
    let more = ", {\"target\": \"a#Fresh\"}";
    write(
        new.path(),
        "shared.json",
        &shared(&format!("{kept}, \"new\": {{\"target\": \"a#New\"}}"), more),
    );
    write(new.path(), "other.json", &service("Other", &["Act"]));
    [old, new]
}

#[test]
fn a_folded_report_tells_of_each_type_once() {
    let [old, new] = folders_of_two_services();
    let told = |options: &[&str]| report(changes(&path(&old), &path(&new), options));
    for format in ["text", "markdown", "html"] {
        let format = format!("--format={format}");
        let folded = told(&[&*format]);
        let whole = told(&[&*format, "--detail=whole"]);
        assert_eq!(folded.matches("Told once.").count(), 1, "{folded}");
        assert!(whole.matches("Told once.").count() > 4, "{whole}");
        assert!(folded.len() < whole.len(), "{format}");
    }
    let text = told(&[]);
    for line in [
        "A (updated)",
        "Fresh (new)",
        "See types: Held",
        "Held (structure, updated) in 4 operations: A, B, C and 1 more",
        "New (structure, new)",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    // In requests and in responses.
    assert_eq!(
        text.matches("member removed: Held$gone").count(),
        2,
        "{text}"
    );
}

/// A service with operations that do nothing.
fn service(name: &str, operations: &[&str]) -> String {
    let targets = operations
        .iter()
        .map(|operation| json!({"target": format!("a#{operation}")}));
    let mut shapes = serde_json::Map::new();
    let service = json!({
        "type": "service",
        "version": "1",
        "operations": targets.collect::<Vec<_>>(),
        "traits": {"aws.api#service": {"sdkId": name}, "smithy.api#title": name},
    });
    shapes.insert(format!("a#{name}"), service);
    for operation in operations {
        shapes.insert(format!("a#{operation}"), json!({"type": "operation"}));
    }
    json!({"smithy": "2.0", "shapes": shapes}).to_string()
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap_or(folder)).expect("a folder");
    fs::write(path, text).expect("a file");
}

#[test]
fn folders_are_matched_by_service() {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    write(old.path(), "same.json", &service("Same", &["Act"]));
    write(new.path(), "same.json", &service("Same", &["Act"]));
    write(old.path(), "a/1.json", &service("Moved", &["Act"]));
    write(new.path(), "b/2.json", &service("Moved", &["Act", "Rest"]));
    write(old.path(), "gone.json", &service("Gone", &["Act"]));
    write(new.path(), "come.json", &service("Come", &["Act"]));
    let (old, new) = (old.path().to_string_lossy(), new.path().to_string_lossy());
    let report = report(changes(&old, &new, &[]));
    let headings: Vec<&str> = report
        .lines()
        .filter(|line| line.contains(" api methods"))
        .collect();
    assert_eq!(
        headings,
        [
            "3 services - 1 removed 2 new api methods",
            "Come - 1 new api methods",
            "Gone - 1 removed api methods",
            "Moved - 1 new api methods",
        ]
    );
    let breaking = report.lines().find(|line| line.starts_with("BREAKING"));
    let breaking = breaking.expect("a removed service");
    assert!(
        breaking.starts_with("BREAKING: Gone: service removed: the service"),
        "{breaking}"
    );
}

#[test]
fn a_folder_with_a_damaged_model_is_reported_as_far_as_it_goes() {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    write(old.path(), "good.json", &service("Good", &["Act"]));
    write(new.path(), "good.json", &service("Good", &["Act", "Rest"]));
    write(old.path(), "bad.json", &service("Bad", &["Act"]));
    write(new.path(), "bad.json", "{\"smithy\": \"2.0\", ");
    let (old, new) = (old.path().to_string_lossy(), new.path().to_string_lossy());
    let done = changes(&old, &new, &[]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("bad.json"), "{}", done.err);
    assert!(
        done.out.contains("Good - 1 new api methods"),
        "{}",
        done.out
    );
    assert!(!done.out.contains("Bad"), "{}", done.out);
}

#[test]
fn folders_are_asked_about_what_is_somewhere() {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    write(old.path(), "one.json", &service("One", &["Act"]));
    write(new.path(), "one.json", &service("One", &["Act", "Rest"]));
    write(old.path(), "two.json", &service("Two", &["Sing"]));
    write(new.path(), "two.json", &service("Two", &["Sing", "Rest"]));
    let (old, new) = (old.path().to_string_lossy(), new.path().to_string_lossy());
    let headings = |options: &[&str]| -> Vec<String> {
        let report = report(changes(&old, &new, options));
        let lines = report.lines().filter(|line| line.contains(" api methods"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(headings(&["--service=Two"]), ["Two - 1 new api methods"]);
    assert_eq!(headings(&["--operation=Act"]), [""; 0]);
    assert_eq!(headings(&["--operation=Rest"]).len(), 3);
    let done = changes(&old, &new, &["--service=Tow", "--fail-on=patch"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("`Tow`"), "{}", done.err);
    let done = changes(&old, &new, &["--operation=Sleep"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("`Sleep`"), "{}", done.err);
}

#[test]
fn a_folder_of_smithy_files_is_one_model() {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    for folder in [&old, &new] {
        write(
            folder.path(),
            "act.smithy",
            "$version: \"2\"\nnamespace a\noperation Act {}\n",
        );
    }
    let service = |operations: &str| {
        format!(
            "$version: \"2\"\nnamespace a\nservice Both {{ version: \"1\", operations: [{operations}] }}\n"
        )
    };
    write(old.path(), "both.smithy", &service("Act"));
    let rest = service("Act, Rest") + "operation Rest {}\n";
    write(new.path(), "both.smithy", &rest);
    let (old, new) = (old.path().to_string_lossy(), new.path().to_string_lossy());
    let report = report(changes(&old, &new, &[]));
    assert!(report.contains("Both - 1 new api methods"), "{report}");
}

#[test]
fn files_beside_models_count() {
    let [old, new] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    let model = json!({
        "version": "2.0",
        "metadata": {
            "protocol": "rest-json", "serviceId": "Beside", "serviceFullName": "Beside",
            "apiVersion": "1", "endpointPrefix": "beside", "signatureVersion": "v4",
        },
        "operations": {"List": {
            "name": "List", "http": {"method": "GET", "requestUri": "/"},
            "input": {"shape": "ListInput"}, "output": {"shape": "ListOutput"},
        }},
        "shapes": {
            "ListInput": {"type": "structure", "members": {"Next": {"shape": "Text"}}},
            "ListOutput": {"type": "structure", "members": {"Next": {"shape": "Text"}, "All": {"shape": "Texts"}}},
            "Text": {"type": "string"},
            "Texts": {"type": "list", "member": {"shape": "Text"}},
        },
    });
    let pages = json!({"pagination": {"List": {
        "input_token": "Next", "output_token": "Next", "result_key": "All",
    }}});
    for folder in [&old, &new] {
        write(folder.path(), "beside/service-2.json", &model.to_string());
    }
    write(old.path(), "beside/paginators-1.json", &pages.to_string());
    let (old, new) = (old.path().to_string_lossy(), new.path().to_string_lossy());
    let done = changes(&old, &new, &["--fail-on=major"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.out.contains("pagination removed"), "{}", done.out);
}

#[test]
fn a_model_is_not_overwritten() {
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), "a.json", &service("One", &["Act"]));
    let path = folder.path().join("a.json");
    let path = path.to_string_lossy();
    let done = changes(&path, &connect("2022-10-13"), &["--out", &path]);
    assert_eq!(done.code, 2, "{}", done.err);
    let below_a_file = folder.path().join("a.json/report.txt");
    let done = own_models(&["--out", &below_a_file.to_string_lossy()]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("report.txt"), "{}", done.err);
}

#[test]
fn a_new_output_is_marked() {
    let folder = TempDir::new().expect("a folder");
    let model = |output: Value| {
        let mut operation = json!({"type": "operation"});
        if !output.is_null() {
            operation["output"] = output;
        }
        let service =
            json!({"type": "service", "version": "1", "operations": [{"target": "a#Act"}]});
        let output = json!({
            "type": "structure", "members": {"it": {"target": "smithy.api#String"}},
        });
        let shapes = json!({"a#S": service, "a#Act": operation, "a#ActOutput": output});
        json!({"smithy": "2.0", "shapes": shapes}).to_string()
    };
    write(folder.path(), "old.json", &model(Value::Null));
    write(
        folder.path(),
        "new.json",
        &model(json!({"target": "a#ActOutput"})),
    );
    let [old, new] = ["old.json", "new.json"].map(|name| folder.path().join(name));
    let (old, new) = (old.to_string_lossy(), new.to_string_lossy());
    let report: Value =
        serde_json::from_str(&report(changes(&old, &new, &["--format=json"]))).expect("JSON");
    let method = &report["services"][0]["methods"][0];
    assert_eq!(method["added"][0]["part"], "response");
    assert_eq!(method["responseStructure"][0]["changed"], true);
}

#[test]
fn a_file_and_a_folder_can_not_be_compared() {
    let folder = TempDir::new().expect("a folder");
    let done = changes(
        &folder.path().to_string_lossy(),
        &connect("2022-10-13"),
        &[],
    );
    assert_eq!(done.code, 2);
    let empty = folder.path().to_string_lossy();
    assert_eq!(changes(&empty, &empty, &[]).code, 2);
}

/// The services whose API changed by the release's own notes, by the names that the models have.
const RELEASE: [&str; 17] = [
    "AWS Amplify UI Builder",
    "AWS Directory Service",
    "AWS Elemental MediaLive",
    "AWS Elemental MediaPackage VOD",
    "AWS Identity and Access Management",
    "AWS IoT FleetWise",
    "AWS Panorama",
    "AWS RDS DataService",
    "AWS Systems Manager Incident Manager",
    "AWS Transfer Family",
    "Amazon Appflow",
    "Amazon Connect Service",
    "Amazon Connect Wisdom Service",
    "Amazon EC2 Container Service",
    "Amazon GuardDuty",
    "Amazon Simple Systems Manager (SSM)",
    "Amazon Translate",
];

#[test]
fn a_release_changed_what_its_notes_say() {
    let (Some(old), Some(new)) = (botocore("1.27.89"), botocore("1.27.90")) else {
        return;
    };
    let done = changes(
        &old.to_string_lossy(),
        &new.to_string_lossy(),
        &["--format=json"],
    );
    let report: Value = serde_json::from_str(&report(done)).expect("JSON");
    let services = report["services"].as_array().expect("services");
    let names: Vec<&str> = services
        .iter()
        .filter_map(|service| service["name"].as_str())
        .collect();
    assert_eq!(names, RELEASE);
    let connect = services
        .iter()
        .find(|service| service["sdkId"] == "Connect");
    let methods = connect.expect("Connect")["methods"].as_array();
    let methods: Vec<&str> = methods
        .into_iter()
        .flatten()
        .filter_map(|method| method["name"].as_str())
        .collect();
    assert_eq!(methods, METHODS.map(|(method, _, _)| method));
}
