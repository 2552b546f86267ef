use super::*;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn add(text: &str, operations: Option<&[&str]>) -> Result<String, String> {
    let operations = operations.map(names);
    let client = Client {
        model: "models/sqs.json",
        operations: operations.as_deref(),
    };
    let once = edited(text, &client).map_err(|refused| refused.message)?;
    syn::parse_file(&once).unwrap_or_else(|error| panic!("{error}\n{once}"));
    let twice = edited(&once, &client).map_err(|refused| refused.message)?;
    assert_eq!(twice, once, "a second time changes nothing");
    Ok(once)
}

fn added(text: &str) -> String {
    add(text, Some(&["SendMessage"])).expect("a script")
}

#[test]
fn a_new_script_has_the_client() {
    let operations = names(&["SendMessage"]);
    let client = Client {
        model: "models/sqs.json",
        operations: Some(&operations),
    };
    let script = new(&client);
    assert!(script.ends_with(
        "fn main() -> Result<(), tinsmith::Error> {\n    tinsmith::compile(\"models/sqs.json\", [\"SendMessage\"])\n}\n"
    ));
    assert_eq!(added(&script), script);
    let all = Client {
        operations: None,
        ..client
    };
    assert!(new(&all).contains(
        "tinsmith::configure()\n        .model(\"models/sqs.json\")\n        .compile()\n}"
    ));
}

#[test]
fn a_call_is_the_first_statement_of_main_and_the_rest_stays() {
    let text = "// about\nfn main() {\n    // first\n    one(  );\n}\n\nfn other() {}\n";
    let expected = "// about\nfn main() {\n    tinsmith::compile(\"models/sqs.json\", [\"SendMessage\"])\
                    .unwrap_or_else(|error| panic!(\"{error:?}\"));\n    // first\n    one(  );\n}\n\nfn other() {}\n";
    assert_eq!(added(text), expected);
    let text = "fn main() {}\n";
    assert_eq!(
        added(text),
        "fn main() {\n    tinsmith::compile(\"models/sqs.json\", [\"SendMessage\"])\
         .unwrap_or_else(|error| panic!(\"{error:?}\"));\n}\n"
    );
    let text = "fn main() { one(); }\n";
    assert!(
        added(text).ends_with(";\n    one(); }\n"),
        "{}",
        added(text)
    );
    let text = "fn main() {\n    #![allow(unused)]\n    one();\n}\n";
    assert!(
        added(text).starts_with("fn main() {\n    #![allow(unused)]\n    tinsmith"),
        "{}",
        added(text)
    );
}

#[test]
fn an_error_is_handed_on_where_main_takes_it() {
    for (output, end) in [
        ("Result<(), Box<dyn std::error::Error>>", "?;"),
        ("Result<(), tinsmith::Error>", "?;"),
        ("anyhow::Result<()>", "?;"),
        ("std::io::Result<()>", ".map_err(std::io::Error::other)?;"),
        (
            "Result<(), MyError>",
            ".unwrap_or_else(|error| panic!(\"{error:?}\"));",
        ),
        (
            "std::process::ExitCode",
            ".unwrap_or_else(|error| panic!(\"{error:?}\"));",
        ),
    ] {
        let new = added(&format!("fn main() -> {output} {{\n    run()\n}}\n"));
        let line = format!("[\"SendMessage\"]){end}\n    run()\n}}\n");
        assert!(new.ends_with(&line), "{output}: {new}");
    }
}

#[test]
fn another_client_makes_a_list_of_the_one_that_is_there() {
    let text = "fn main() -> Result<(), tinsmith::Error> {\n    tinsmith::compile(\"a.json\", [\"A\"])\n}\n";
    let expected = "fn main() -> Result<(), tinsmith::Error> {\n    tinsmith::compile_all([\n        \
                    tinsmith::configure().model(\"a.json\").operations([\"A\"]),\n        \
                    tinsmith::configure()\n            .model(\"models/sqs.json\")\n            .operations([\"SendMessage\"]),\n    \
                    ])\n}\n";
    assert_eq!(added(text), expected);
    let text = "fn main() {\n    tinsmith::configure()\n        .model(\"a.json\") // why\n        .compile()\n        .unwrap();\n}\n";
    let new = added(text);
    assert!(new.contains(".model(\"a.json\"), // why\n"), "{new}");
    assert!(new.ends_with("    ])\n        .unwrap();\n}\n"), "{new}");
}

#[test]
fn another_client_goes_to_the_end_of_a_list() {
    let text = "use tinsmith::{compile_all, configure};\nfn main() -> Result<(), tinsmith::Error> {\n    compile_all([\n        \
                configure().model(\"a.json\"), // a\n        configure().model(\"b.json\")\n    ])\n}\n";
    let new = added(text);
    assert!(
        new.contains("// a\n        configure().model(\"b.json\"),\n        tinsmith::configure()"),
        "{new}"
    );
    let text = "fn main() { tinsmith::compile_all(vec![]).unwrap() }\n";
    assert!(
        added(text).contains("vec![\n    tinsmith::configure()"),
        "{}",
        added(text)
    );
}

#[test]
fn operations_are_added_to_the_client_that_is_there() {
    for (text, expected) in [
        (
            "fn main() { tinsmith::compile(\"models/sqs.json\", [\"A\", \"B\"]).unwrap() }",
            "[\"A\", \"B\", \"SendMessage\"]",
        ),
        (
            "fn main() { tinsmith::compile(\"./models/sqs.json\", vec![\"A\",]).unwrap() }",
            "vec![\"A\", \"SendMessage\",]",
        ),
        (
            "fn main() { tinsmith::compile(\"models/sqs.json\", &[\n  \"A\", // a\n  \"B\" // b\n]).unwrap() }",
            "\"A\", // a\n  \"B\",\n  \"SendMessage\", // b\n]",
        ),
        (
            "fn main() { tinsmith::compile_all([tinsmith::configure().model(\"models/sqs.json\").operations([\"A\"])]).unwrap() }",
            ".operations([\"A\", \"SendMessage\"])]",
        ),
        (
            "fn main() { tinsmith::configure().model(\"models/sqs.json\").compile().unwrap() }",
            ".model(\"models/sqs.json\").compile()",
        ),
    ] {
        let new = added(text);
        assert!(new.contains(expected), "{new}");
    }
}

#[test]
fn forms_that_may_be_the_same_client_are_refused() {
    for text in [
        "fn main() { for m in MODELS { tinsmith::compile(m, [\"A\"]).unwrap() } }",
        "fn main() { tinsmith::compile(path(), [\"A\"]).unwrap() }",
        "fn main() { tinsmith::compile(\"models/sqs.json\", OPERATIONS).unwrap() }",
        "fn main() { tinsmith::compile_all(clients()).unwrap() }",
        "fn main() { tinsmith::compile(\"a.json\" /* why */, [\"A\"]).unwrap() }",
        "fn main() { other() } fn other() { tinsmith::compile(\"a.json\", [\"A\"]).unwrap() }",
        "fn other() {}",
        "#!/usr/bin/env cargo\nfn main() {}",
    ] {
        add(text, Some(&["SendMessage"])).expect_err(text);
    }
    let refused = edited(
        "fn main() {\n  1 +\n}",
        &Client {
            model: "a",
            operations: None,
        },
    );
    assert_eq!(refused.err().and_then(|it| it.place), Some((3, 1)));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let new = added("\u{feff}fn main() {\r\n    \u{e9}();\r\n}\r\n");
    assert!(
        new.starts_with("\u{feff}fn main() {\r\n    tinsmith"),
        "{new}"
    );
    assert!(!new.replace("\r\n", "").contains('\n'), "{new}");
}
