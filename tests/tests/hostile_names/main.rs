//! Models whose names collide with names in generated code, such as a member `setName` beside `name`. Whatever the names of
//! shapes and members are, the client compiles without warnings, or the generator reports an error that names both shapes or
//! members with the same name.

mod cases;
mod words;

use serde_json::json;
use tinsmith::Client;
use tinsmith_model::Model;
use tinsmith_tests::compiled::Workspace;
use tinsmith_tests::generate;

use self::cases::{MEMBER_PLACES, PLACES, PROTOCOLS, Place, Shapes, joined, of_members, of_place};

/// Returns a case for each word, with the names of its setter, getter and other methods beside it.
fn member_cases(words: &[&str]) -> Vec<Vec<String>> {
    let mut cases = Vec::new();
    for word in words {
        let mut beside = vec![(*word).to_owned(), joined(word, "value")];
        beside.extend(["set", "get", "is", "as"].map(|prefix| joined(prefix, word)));
        beside.push(joined("set", &joined(word, "value")));
        cases.push(beside);
    }
    cases
}

/// Splits the words into cases of 16 members each.
fn chunks(words: &[&str]) -> Vec<Vec<String>> {
    words.chunks(16).map(strings).collect()
}

/// Generates a client of a model.
fn client(model: &Model, package: &str) -> Client {
    generate(model, package).unwrap_or_else(|problems| panic!("{package}: {problems}"))
}

/// Generates a client for each protocol and place, and compiles all of them.
fn check(name: &str, words: &[&str], places: &[Place], protocols: &[&str]) {
    let mut crates = Workspace::new(name);
    let together = chunks(words);
    let apart = [member_cases(words), together.clone()].concat();
    let mut of_members = 0;
    for (index, protocol) in protocols.iter().enumerate() {
        // All protocols have the same names, so that one of them is enough for the cases of single words. Only the code
        // that reads and writes members differs.
        let cases = if index == 0 { &apart } else { &together };
        of_members += MEMBER_PLACES * cases.iter().map(Vec::len).sum::<usize>();
        let package = format!(
            "{name}-members-{}",
            protocol.to_lowercase().replace('_', "-")
        );
        crates.add(
            &package,
            &client(&cases::of_members(cases, protocol), &package),
        );
    }
    for place in places {
        let package = format!("{name}-{}", format!("{place:?}").to_lowercase());
        crates.add(&package, &client(&of_place(*place, words), &package));
    }
    for (name, model) in known() {
        crates.add(name, &client(&model, name));
    }
    println!(
        "{} places, {} words: {} names generated",
        MEMBER_PLACES + places.len(),
        words.len(),
        of_members + places.len() * words.len(),
    );
    crates.check();
}

#[test]
fn a_sample_of_words_compiles_in_each_place() {
    let places = [Place::Error, Place::Setting, Place::Parameter];
    check("hostile-sample", &words::sample(), &places, &PROTOCOLS[..1]);
}

#[test]
#[ignore = "takes minutes"]
fn every_word_compiles_in_each_place() {
    check("hostile", &words::all(), &PLACES, &PROTOCOLS);
}

/// Models whose clients once did not compile, with the names of their packages.
fn known() -> [(&'static str, Model); 5] {
    [
        ("hostile-unhandled", of_place(Place::Error, &["unhandled"])),
        (
            "hostile-setters",
            of_members(
                &[strings(&["name", "setName"]), strings(&["name", "getName"])],
                PROTOCOLS[0],
            ),
        ),
        (
            "hostile-as-input",
            of_members(&[strings(&["asInput"])], PROTOCOLS[0]),
        ),
        (
            "hostile-self",
            of_members(&[strings(&["self", "selfValue"])], PROTOCOLS[0]),
        ),
        ("hostile-message", messages()),
    ]
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Returns a model with errors whose messages are not strings.
fn messages() -> Model {
    let targets = [
        "smithy.api#Integer",
        "a#Texts",
        "a#Held",
        "smithy.api#Blob",
        "smithy.api#Timestamp",
        "smithy.api#Boolean",
        "a#Mood",
    ];
    let mut shapes = Shapes::default();
    shapes.add(
        "Mood",
        json!({"type": "enum", "members": {"GLAD": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "glad"}}}}),
    );
    let mut errors = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        for (kind, traits) in [
            ("Any", json!({})),
            ("Required", json!({"smithy.api#required": {}})),
        ] {
            let name = format!("{kind}{index}");
            shapes.add(
                &name,
                json!({
                    "type": "structure",
                    "members": {"message": {"target": target, "traits": traits}},
                    "traits": {"smithy.api#error": "client"}
                }),
            );
            errors.push(name);
        }
    }
    shapes.operation("Fail", None, None, &errors);
    shapes.model(PROTOCOLS[0], &["Fail".to_owned()], json!({"traits": {}}))
}

/// Generates the client of one of the known models, and returns the text of a file.
fn file(package: &str, path: &str) -> String {
    let (_, model) = known()
        .into_iter()
        .find(|(name, _)| *name == package)
        .expect("a known model");
    let files = client(&model, package).files;
    let mut files = files.into_iter();
    files
        .find(|file| file.path.ends_with(path))
        .expect("the file")
        .text
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn an_error_unhandled_is_another_variant_than_that_of_unknown_errors() {
    let text = file("hostile-unhandled", "operation/hostile.rs");
    assert_has(
        &text,
        &[
            "UnhandledValue(crate::types::error::Unhandled)",
            "fn is_unhandled_value(",
        ],
    );
}

#[test]
fn a_member_like_the_setter_or_getter_of_another_gives_way() {
    let text = file("hostile-setters", "types/_type0.rs");
    assert_has(
        &text,
        &[
            "pub fn set_name(",
            "pub fn set_name_value(",
            "pub fn set_set_name(",
        ],
    );
    let text = file("hostile-setters", "types/_type1.rs");
    assert_has(
        &text,
        &[
            "pub fn get_name(",
            "pub fn get_name_value(",
            "pub fn get_get_name(",
        ],
    );
}

#[test]
fn a_member_like_the_input_of_a_builder_gives_way_in_inputs_only() {
    assert_has(
        &file("hostile-as-input", "operation/do0.rs"),
        &["pub fn as_input_value("],
    );
    assert_has(
        &file("hostile-as-input", "types/_type0.rs"),
        &["pub fn as_input("],
    );
}

#[test]
fn variants_of_a_keyword_and_of_its_new_name_have_methods_of_their_own() {
    let text = file("hostile-self", "types/_union0.rs");
    assert_has(
        &text,
        &[
            "SelfValue(",
            "SelfValue_(",
            "fn is_self_value(",
            "fn is_self_value_(",
            "fn as_self_value_(",
        ],
    );
}

#[test]
fn a_message_that_is_not_a_string_is_a_member_like_others() {
    let text = file("hostile-message", "types/error/_any0.rs");
    assert_has(
        &text,
        &[
            "pub fn message(&self) -> Option<i32>",
            "self.meta.message()",
        ],
    );
    let text = file("hostile-message", "types/error/_required0.rs");
    assert_has(&text, &["pub fn message(&self) -> i32"]);
}

/// Asserts that the generator refuses the model with a message that contains both origins and a hint.
fn assert_refused(model: &Model, origins: [&str; 2], hint: &str) {
    let problems = match generate(model, "refused") {
        Err(problems) => problems.to_string(),
        Ok(_) => panic!("{origins:?} have one name"),
    };
    for part in origins.iter().chain([&hint]) {
        assert!(problems.contains(part), "`{part}` is not in:\n{problems}");
    }
}

/// Asserts that two members are refused if their names differ only by a leading `_`, in structures, unions and enums.
/// Returns the number of refused pairs.
fn twins(words: &[&str]) -> usize {
    for word in words {
        let twin = format!("_{word}");
        let model = of_members(&[vec![(*word).to_owned(), twin.clone()]], PROTOCOLS[0]);
        for shape in ["Type0", "DoInput0", "DoOutput0", "Error0", "Union0"] {
            let origins = [word, twin.as_str()].map(|name| format!("`a#{shape}${name}`"));
            assert_refused(
                &model,
                [&origins[0], &origins[1]],
                "give one of the two another name",
            );
        }
        assert_refused(
            &model,
            [&format!("`{word}`"), &format!("`{twin}`")],
            "--enum-value 'a#Values0$",
        );
    }
    words.len() * MEMBER_PLACES
}

#[test]
fn names_that_are_the_same_in_rust_are_refused_with_both_origins() {
    println!("{} refused", twins(&["name", "setName", "self", "unknown"]));
    let settings = of_place(Place::Setting, &["name", "Name"]);
    assert_refused(
        &settings,
        ["setting `name`", "setting `Name`"],
        "give one of the two another name",
    );
    let parameters = of_place(Place::Parameter, &["nameIt", "name_it"]);
    assert_refused(
        &parameters,
        ["parameter `NameIt`", "parameter `Name_it`"],
        "give one of the two another name",
    );
    let operations = of_place(Place::Operation, &["getName", "get_name"]);
    assert_refused(
        &operations,
        ["`a#GetName`", "`a#Get_name`"],
        "choose only one of the two operations",
    );
    let errors = of_place(Place::Error, &["notFound", "not_found"]);
    assert_refused(
        &errors,
        ["`a#NotFound`", "`a#Not_found`"],
        "the service's `rename`",
    );
    let events = {
        let mut shapes = Shapes::default();
        shapes.add("Told", json!({"type": "structure"}));
        shapes.add(
            "News",
            json!({"type": "union", "members": {"told": {"target": "a#Told"}}, "traits": {"smithy.api#streaming": {}}}),
        );
        shapes.add(
            "NewsError",
            json!({"type": "structure", "traits": {"smithy.api#error": "client"}}),
        );
        shapes.add(
            "Output",
            json!({"type": "structure", "members": {"news": {"target": "a#News", "traits": {"smithy.api#httpPayload": {}}}}}),
        );
        shapes.operation("Listen", None, Some("Output"), &["NewsError".to_owned()]);
        shapes.model(PROTOCOLS[0], &["Listen".to_owned()], json!({"traits": {}}))
    };
    assert_refused(
        &events,
        [
            "the error of the stream of events `a#News`",
            "`a#NewsError`",
        ],
        "the service's `rename`",
    );
    let unions = of_members(&[strings(&["ipv4", "_IPv4"])], PROTOCOLS[0]);
    assert_refused(
        &unions,
        [
            "`is_ipv4` of `a#Union0$ipv4`",
            "`is_ipv4` of `a#Union0$_IPv4`",
        ],
        "in the model",
    );
}

#[test]
#[ignore = "takes a minute"]
fn every_word_is_refused_beside_itself() {
    println!("{} refused", twins(&words::all()));
}
