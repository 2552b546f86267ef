//! The rustdoc pages of generated clients: no lint warns, whatever text a model has, and the page of a builder lists
//! the builder's methods.
//!
//! `TINSMITH_DOCS=all` documents clients of twenty published models, where those are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_model::Model;
use tinsmith_tests::browser::Browser;
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::{generate, models, repository, shared};

/// Published models of all protocols: small ones, and those whose documentation has the most kinds of markup.
const PUBLISHED: [&str; 20] = [
    "accessanalyzer-2019-11-01",
    "acm-2015-12-08",
    "api-gateway-2015-07-09",
    "auto-scaling-plans-2018-01-06",
    "bedrock-runtime-2023-09-30",
    "cloudformation-2010-05-15",
    "cognito-identity-provider-2016-04-18",
    "comprehend-2017-11-27",
    "connectparticipant-2018-09-07",
    "dynamodb-2012-08-10",
    "efs-2015-02-01",
    "firehose-2015-08-04",
    "kinesis-2013-12-02",
    "kms-2014-11-01",
    "polly-2016-06-10",
    "route-53-2013-04-01",
    "secrets-manager-2017-10-17",
    "sns-2010-03-31",
    "sqs-2012-11-05",
    "sts-2011-06-15",
];

#[test]
fn no_documentation_of_a_model_is_markup_of_ours() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documentation/hostile.smithy");
    let root = document("hostile", &hostile);
    for name in ["documentation", "names"] {
        document(name, &models().join(name).with_extension("json"));
    }
    let Some(executable) = Browser::find() else {
        return;
    };
    let profile = TempDir::new().expect("a folder");
    let mut browser = Browser::start(&executable, profile.path());
    let mut pages = Vec::new();
    find_pages(&root, &mut pages);
    assert!(pages.len() > 40, "{} pages", pages.len());
    for page in pages {
        browser.open(&page, "");
        let page = page.display();
        assert_eq!(browser.evaluate("window.harm"), Value::Null, "{page}");
        let harmful = "[...document.querySelectorAll('main a, main img, main script')]\
                       .filter((it) => /javascript:|harm/.test(it.href ?? it.src + it.text))\
                       .map((it) => it.outerHTML)";
        assert_eq!(browser.evaluate(harmful), json!([]), "{page}");
    }
}

#[test]
fn published_models_are_documented_without_a_warning() {
    let all = env::var("TINSMITH_DOCS").is_ok_and(|which| which == "all");
    let Some(folder) = shared("models/aws") else {
        return;
    };
    for name in PUBLISHED {
        if all || name == "sts-2011-06-15" {
            document(name, &folder.join(name).with_extension("json"));
        }
    }
}

#[test]
fn the_pages_of_builders_have_their_methods() {
    let root = connect();
    let Some(executable) = Browser::find() else {
        return;
    };
    let profile = TempDir::new().expect("a folder");
    let mut browser = Browser::start(&executable, profile.path());
    let mut methods = |page: &str| -> Vec<String> {
        browser.open(&root.join(page), "");
        let shown = "[...document.querySelectorAll('#implementations-list section.method')]\
                     .filter((it) => it.checkVisibility()).map((it) => it.id)";
        let shown = serde_json::from_value(browser.evaluate(shown)).expect("ids");
        // What the sidebar lists is the same.
        let listed = "[...document.querySelectorAll('.sidebar .method a')].length > 0";
        assert_eq!(browser.evaluate(listed), true, "{page}");
        shown
    };
    let inputs = ["user_id", "instance_id"];
    let setters = ["", "set_", "get_"]
        .iter()
        .flat_map(|prefix| inputs.iter().map(move |name| format!("{prefix}{name}")));
    let setters: Vec<String> = setters.collect();
    let with = |own: &[&str]| {
        let own = own.iter().map(|name| (*name).to_owned());
        let mut all: Vec<String> = own.chain(setters.clone()).collect();
        all.iter_mut()
            .for_each(|name| name.insert_str(0, "method."));
        all.sort();
        all
    };
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let builders = "operation/describe_user/builders";
    assert_eq!(
        sorted(methods(&format!(
            "{builders}/type.DescribeUserFluentBuilder.html"
        ))),
        with(&["as_input", "customize", "send"])
    );
    assert_eq!(
        sorted(methods(&format!(
            "{builders}/type.DescribeUserInputBuilder.html"
        ))),
        with(&["build", "send_with"])
    );
    let paginated = methods("operation/list_users/builders/type.ListUsersFluentBuilder.html");
    assert!(paginated.contains(&"method.into_paginator".to_owned()));
    let user = sorted(methods("types/builders/type.UserBuilder.html"));
    for name in ["build", "username", "set_username", "get_username"] {
        assert!(user.contains(&format!("method.{name}")), "{user:?}");
    }
    assert!(!user.contains(&"method.send".to_owned()), "{user:?}");
}

#[test]
fn the_page_of_the_client_leads_to_setters_and_fields() {
    let root = connect();
    let Some(executable) = Browser::find() else {
        return;
    };
    let profile = TempDir::new().expect("a folder");
    let mut browser = Browser::start(&executable, profile.path());
    let client = root.join("struct.Client.html");
    let link = |text: &str| {
        format!("[...document.querySelectorAll('main a')].find((it) => it.innerText === '{text}')")
    };
    for text in [
        "user_id(impl Into<String>)",
        "phone_config(UserPhoneConfig)",
        "security_profile_ids(impl Into<String>)",
        "tags(impl Into<String>, impl Into<String>)",
        "user: Option<User>",
        "DescribeUserError",
        "ThrottlingException",
    ] {
        browser.open(&client, "");
        let target = browser.evaluate(&format!("{}?.href", link(text)));
        let target = target.as_str().unwrap_or_else(|| panic!("no {text}"));
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        let file = file.strip_prefix("file://").expect("a file");
        assert!(Path::new(file).is_file(), "{text}: {file}");
        if !fragment.is_empty() {
            browser.open(Path::new(file), &format!("#{fragment}"));
            let found = format!("document.getElementById('{fragment}')?.checkVisibility()");
            assert_eq!(browser.evaluate(&found), true, "{text}: {target}");
        }
    }
}

/// The pages of Connect's client.
fn connect() -> &'static Path {
    static PAGES: OnceLock<PathBuf> = OnceLock::new();
    PAGES.get_or_init(|| {
        let model = repository().join("model/connect/2022-10-13.json");
        document("connect", &model)
    })
}

/// Documents the client of a model, and fails where a lint has something to say. The folder of its pages.
fn document(name: &str, model: &Path) -> PathBuf {
    let crate_name = format!("documentation-{name}");
    let model = Model::load(&[model]).unwrap_or_else(|error| panic!("{name}: {error}"));
    let client = generate(&model, &crate_name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut workspace = Workspace::new(&crate_name);
    workspace.add(&crate_name, &client);
    workspace.document().join(crate_name.replace('-', "_"))
}

/// All pages in a folder and in those below it.
fn find_pages(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the documentation") {
        let path = entry.expect("a page").path();
        if path.is_dir() {
            find_pages(&path, pages);
        } else if path.extension().is_some_and(|it| it == "html") {
            pages.push(path);
        }
    }
}
