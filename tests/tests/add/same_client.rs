//! The client of the model that `add` writes is that of the source, to the byte.

use std::path::Path;

use tinsmith::{Client, Options};
use tinsmith_model::{Closure, Model, Operations};
use tinsmith_tests::{behaviours, shared};

use super::Place;

/// The chosen operations of a service: all, and one in three.
fn choices(model: &Model, service: &str) -> Vec<Vec<String>> {
    let closure = Closure::of(model, Some(service), &Operations::All);
    let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
    let names = closure.operations().iter();
    let names: Vec<String> = names.map(|it| model[*it].id.name().to_owned()).collect();
    let some: Vec<String> = names.iter().step_by(3).cloned().collect();
    if some.len() == names.len() {
        vec![Vec::new()]
    } else {
        vec![some, Vec::new()]
    }
}

/// Compares the clients of a source and of what is added from it. Returns whether the client is supported.
fn compare(source: &Path, operations: &[String], service: &str) -> bool {
    let model = Model::load(&[source]).unwrap_or_else(|problems| panic!("{problems}"));
    let mut options = Options::default();
    options.service = Some(service.to_owned());
    if !operations.is_empty() {
        options.operations = Operations::Named(operations.to_vec());
    }
    let Ok(expected) = Client::new(&model, &options) else {
        return false;
    };
    let place = Place::package();
    let mut more = vec!["--no-example"];
    more.extend(operations.iter().flat_map(|name| ["--operation", name]));
    place.add(service, source, &more);
    let models = tinsmith_tests::entries(&place.path().join("models"));
    let [written] = &models[..] else {
        panic!("one model: {models:?}");
    };
    let cut = Model::load(&[written]).unwrap_or_else(|problems| panic!("{problems}"));
    let client = Client::new(&cut, &options).unwrap_or_else(|problems| panic!("{problems}"));
    let files = |client: &Client| {
        client
            .files
            .iter()
            .map(|it| it.path.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(files(&client), files(&expected), "{service}");
    for (one, other) in client.files.iter().zip(&expected.files) {
        assert!(
            one.text == other.text,
            "{service} {operations:?}: {}",
            one.path.display()
        );
    }
    true
}

#[test]
fn each_behaviour_survives() {
    let mut compared = 0;
    for (name, files) in behaviours() {
        let [source] = &files[..] else { continue };
        // Two Rust names of values are chosen by options that `add` does not have.
        let model = Model::load(&[source]).unwrap_or_else(|problems| panic!("{problems}"));
        for service in model.services() {
            let service = model[service].id.to_string();
            for operations in choices(&model, &service) {
                compared += usize::from(compare(source, &operations, &service));
            }
        }
        assert!(compared > 0, "{name}");
    }
    println!("{compared} clients are the same");
    assert!(compared > 50);
}

#[test]
#[ignore = "generates the clients of all published models"]
fn each_published_client_survives() {
    let mut compared = 0;
    let mut skipped = 0;
    let smithy = shared("models/aws").map(|folder| tinsmith_tests::entries(&folder));
    let smithy = smithy
        .into_iter()
        .flatten()
        .filter(|it| it.extension().is_some_and(|it| it == "json"));
    let aws_json =
        tinsmith_tests::botocore("1.44.8").map(|folder| tinsmith_tests::entries(&folder));
    let aws_json = aws_json
        .into_iter()
        .flatten()
        .filter(|it| it.is_dir())
        .filter_map(|folder| {
            let newest = tinsmith_tests::entries(&folder)
                .into_iter()
                .filter(|it| it.is_dir())
                .max()?;
            let found = ["service-2.json", "service-2.json.gz"].map(|name| newest.join(name));
            found.into_iter().find(|it| it.exists())
        });
    for source in smithy.chain(aws_json) {
        let model = Model::load(&[&source]).unwrap_or_else(|problems| panic!("{problems}"));
        let service = model.services()[0];
        let service = model[service].id.to_string();
        match compare(&source, &choices(&model, &service)[0], &service) {
            true => compared += 1,
            false => skipped += 1,
        }
    }
    println!("{compared} clients are the same, {skipped} are not supported");
}
