//! The build step in a project of its own: a changed model is generated again, and nothing is
//! compiled if nothing changed.

mod lock;
mod project;

use project::{Project, modified};

const BUILD: &str = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("model.json", ["DescribeUser", "UpdateUserIdentityInfo"])
}
"#;

const MAIN: &str = r#"tinsmith_runtime::include_client!(connect);

fn main() {
    let identity = connect::types::UserIdentityInfo::builder().MEMBER("x").build();
    println!("{identity:?}");
}
"#;

#[test]
fn a_changed_model_is_generated_again_and_no_change_compiles_nothing() {
    let project = Project::new("build-step", BUILD);
    project.write("src/main.rs", &MAIN.replace("MEMBER", "secondary_email"));
    project.set_model("2022-10-13");
    project.builds();
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");

    // The file is written anew with the same content: the build script runs, and says the same.
    let generated = project.generated();
    let before = modified(&generated);
    project.set_model("2022-10-13");
    project.builds();
    assert_eq!(modified(&generated), before, "rewritten");

    // The model of the day before has no secondary e-mail address.
    project.set_model("2022-10-12");
    let said = project.fails();
    assert!(said.contains("secondary_email"), "{said}");
    project.write("src/main.rs", &MAIN.replace("MEMBER", "email"));
    assert_eq!(project.builds(), ["build-step"]);
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
}

#[test]
fn a_model_at_fault_fails_the_build_with_its_diagnostics() {
    let project = Project::new("build-step-fault", BUILD);
    project.write("src/main.rs", &MAIN.replace("MEMBER", "email"));
    project.write("model.json", "{ \"smithy\": \"2.0\", \"shapes\": [] }");
    let said = project.fails();
    assert!(said.contains("model.json"), "{said}");
    assert!(said.contains("shapes"), "{said}");
}

#[test]
fn a_file_beside_the_model_is_watched_too() {
    let build = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("service-2.json", ["ListThings"])
}
"#;
    let project = Project::new("build-step-beside", build);
    project.write("src/main.rs", "fn main() {}\n");
    project.write(
        "service-2.json",
        r#"{"version": "2.0",
        "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "rest-json",
            "serviceId": "Things", "serviceFullName": "Things", "signatureVersion": "v4", "uid": "things-2020-01-01"},
        "operations": {"ListThings": {"name": "ListThings", "http": {"method": "GET", "requestUri": "/things"},
            "input": {"shape": "ListThingsRequest"}, "output": {"shape": "ListThingsResponse"}}},
        "shapes": {"ListThingsRequest": {"type": "structure", "members": {"next": {"shape": "Text"}}},
            "ListThingsResponse": {"type": "structure", "members": {"next": {"shape": "Text"}}},
            "Text": {"type": "string"}}}"#,
    );
    project.write("paginators-1.json", "{\"pagination\": {}}");
    project.builds();
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
    project.write(
        "paginators-1.json",
        r#"{"pagination": {"ListThings": {"input_token": "next", "output_token": "next"}}}"#,
    );
    let build = project.build(&[]);
    assert_eq!(build.compiled, ["build-step-beside"]);
    let [_, change, _] = &build.warnings[..] else {
        panic!("{:?}", build.warnings);
    };
    assert!(change.starts_with("ListThings: pagin"), "{change}");
}
