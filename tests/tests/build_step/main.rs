//! The build step in a project of its own: a changed model is generated again, and nothing is
//! compiled if nothing changed.

mod lock;
mod project;

use project::{Project, modified};
use tinsmith_tests::repository;

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

/// An AWS JSON model of one operation, which may have pages.
const THINGS: &str = r#"{"version": "2.0",
    "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "rest-json",
        "serviceId": "Things", "serviceFullName": "Things", "signatureVersion": "v4", "uid": "things-2020-01-01"},
    "operations": {"ListThings": {"name": "ListThings", "http": {"method": "GET", "requestUri": "/things"},
        "input": {"shape": "ListThingsRequest"}, "output": {"shape": "ListThingsResponse"}}},
    "shapes": {"ListThingsRequest": {"type": "structure", "members": {"next": {"shape": "Text"}}},
        "ListThingsResponse": {"type": "structure", "members": {"next": {"shape": "Text"}}},
        "Text": {"type": "string"}}}"#;

const PAGES: &str =
    r#"{"pagination": {"ListThings": {"input_token": "next", "output_token": "next"}}}"#;

#[test]
fn a_file_beside_the_model_is_watched_too() {
    let build = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("service-2.json", ["ListThings"])
}
"#;
    let project = Project::new("build-step-beside", build);
    project.write("src/main.rs", "fn main() {}\n");
    project.write("service-2.json", THINGS);
    project.write("paginators-1.json", "{\"pagination\": {}}");
    assert!(project.build(&[("TINSMITH_UPDATE", "1")]).success);
    project.builds();
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
    project.write("paginators-1.json", PAGES);
    let build = project.build(&[]);
    assert_eq!(build.compiled, ["build-step-beside"]);
    let [_, change, _, _] = &build.warnings[..] else {
        panic!("{:?}", build.warnings);
    };
    assert!(change.starts_with("ListThings: pagin"), "{change}");
}

#[test]
fn a_file_that_appears_beside_the_model_is_noticed() {
    let build = r#"fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile("models/things/service-2.json", ["ListThings"])
}
"#;
    let project = Project::new("build-step-appears", build);
    project.create_folder("models/things");
    project.write("src/main.rs", "fn main() {}\n");
    project.write("models/things/service-2.json", THINGS);
    project.builds();
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
    project.write("models/things/paginators-1.json", PAGES);
    assert_eq!(project.builds(), ["build-step-appears"]);
    assert_eq!(project.builds(), Vec::<String>::new(), "compiled again");
}

#[test]
fn several_clients_stand_side_by_side() {
    let build = r#"fn main() -> Result<(), tinsmith::Error> {
    let client = |module: &str| tinsmith::configure().model("model.json").operations(["DescribeUser"]).module(module);
    tinsmith::compile_all([client("connect"), client("clients::old")])?;
    client("other").compile()
}
"#;
    let project = Project::new("build-step-several", build);
    project.write(
        "src/main.rs",
        "tinsmith_runtime::include_client!(connect);\ntinsmith_runtime::include_client!(other);\n\n\
         mod clients {\n    tinsmith_runtime::include_client!(old);\n}\n\n\
         fn main() {\n    let user = connect::types::User::builder().build();\n    \
         println!(\"{user:?} {:?}\", clients::old::types::User::builder().build());\n}\n",
    );
    project.set_model("2022-10-13");
    let build_result = project.build(&[("TINSMITH_UPDATE", "1")]);
    assert!(build_result.success, "{}", build_result.said);
    let lock = project.read("tinsmith.lock");
    for client in ["clients::old", "connect", "other"] {
        assert!(
            lock.contains(&format!("\n    \"{client}\": {{")),
            "{client}"
        );
    }
    // Over several calls as well, nothing is written over.
    project.write("build.rs", &build.replace("\"other\"", "\"v2::connect\""));
    let said = project.fails();
    assert!(said.contains("`connect` and `v2::connect`"), "{said}");
}

/// The number of the compiler's errors, each with its place.
fn errors(said: &str) -> usize {
    let is_error = |line: &&str| line.contains(": error: ") || line.contains(": error[");
    said.lines().filter(is_error).count()
}

#[test]
fn a_feature_that_is_off_is_one_error_that_names_it() {
    let model = repository().join("tests/models/rpcv2_cbor.json");
    let build = |place: &str| {
        format!(
            "fn main() -> Result<(), tinsmith::Error> {{\n    \
             tinsmith::configure().model({model:?}){place}.compile()\n}}\n"
        )
    };
    let project = Project::new("build-step-feature", &build(".module(\"cbor\")"));
    project.write(
        "src/main.rs",
        "tinsmith_runtime::include_client!(cbor);\n\nuse cbor::Client;\n\n\
         fn main() {\n    let _ = |client: Client| client.config().region().is_some();\n    \
         let _: Option<cbor::Error> = None;\n}\n",
    );
    let said = project.fails();
    let named = "the client needs the feature `cbor` of tinsmith-runtime, which is off";
    assert!(said.contains(named), "{said}");
    assert_eq!(errors(&said), 1, "{said}");

    project.write("build.rs", &build(".whole_crate()"));
    project.remove("src/main.rs");
    project.write("src/lib.rs", "tinsmith_runtime::include_client!();\n");
    let said = project.fails();
    assert!(said.contains(named), "{said}");
    assert_eq!(errors(&said), 1, "{said}");

    let manifest = project.read("Cargo.toml");
    let with = |features: &str| manifest.replacen("[\"aws\"]", features, 1);
    project.write("Cargo.toml", &with("[\"cbor\"]"));
    let said = project.fails();
    let of_aws = "the client needs the feature `aws` of tinsmith-runtime, which is off: add `features = [\"aws\", \
                  \"cbor\"]`";
    assert!(said.contains(of_aws), "{said}");
    assert_eq!(errors(&said), 1, "{said}");

    project.write("Cargo.toml", &with("[\"aws\", \"cbor\"]"));
    project.builds();
}

/// The build script changes the version in what it generated: a later generator would write another one.
#[test]
fn a_runtime_of_another_version_is_one_error_that_names_it() {
    let version = concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    let model = repository().join("tests/models/headers.json");
    let build = |place: &str, file: &str| {
        format!(
            "fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             tinsmith::configure().model({model:?}){place}.compile()?;\n    \
             let path = std::env::var(\"OUT_DIR\")? + \"/{file}\";\n    \
             let text = std::fs::read_to_string(&path)?;\n    \
             Ok(std::fs::write(path, text.replace(\"{version}\", \"9.9\"))?)\n}}\n"
        )
    };
    let module = build(".module(\"headers\")", "headers.rs");
    let project = Project::new("build-step-version", &module);
    project.write(
        "src/main.rs",
        "tinsmith_runtime::include_client!(headers);\n\nuse headers::Client;\n\n\
         fn main() {\n    let _ = |client: Client| client.config().region().is_some();\n}\n",
    );
    let said = project.fails();
    let named = "generated by tinsmith 9.9 and needs tinsmith-runtime 9.9: change the version";
    assert!(said.contains(named), "{said}");
    assert_eq!(errors(&said), 1, "{said}");

    project.write("build.rs", &build(".whole_crate()", "client/mod.rs"));
    project.remove("src/main.rs");
    project.write("src/lib.rs", "tinsmith_runtime::include_client!();\n");
    let said = project.fails();
    assert!(said.contains(named), "{said}");
    assert_eq!(errors(&said), 1, "{said}");
}
