//! Small models for tests.

use tinsmith_model::{Diagnostic, Model, Node, Shape};

/// Fails if there are failures, and shows the first ten.
#[track_caller]
pub(crate) fn assert_none(failures: &[String]) {
    let shown = &failures[..failures.len().min(10)];
    assert!(
        failures.is_empty(),
        "{}\n{} failures",
        shown.join("\n\n"),
        failures.len()
    );
}

/// A 2.0 document with these shapes.
pub(crate) fn document(shapes: &str) -> String {
    format!(r#"{{"smithy":"2.0","shapes":{{{shapes}}}}}"#)
}

/// A 2.0 model of these shapes, which must be valid.
pub(crate) fn model(shapes: &str) -> Model {
    load(&document(shapes))
}

/// A 1.0 model of these shapes, which must be valid.
pub(crate) fn model_v1(shapes: &str) -> Model {
    load(&format!(r#"{{"smithy":"1.0","shapes":{{{shapes}}}}}"#))
}

/// A model that must be valid.
pub(crate) fn load(document: &str) -> Model {
    match Model::from_bytes("test.json", document.as_bytes()) {
        Ok(model) => model,
        Err(diagnostics) => panic!("{diagnostics}\n{document}"),
    }
}

/// What is wrong with a document.
pub(crate) fn problems_of(document: &[u8]) -> Vec<Diagnostic> {
    match Model::from_bytes("test.json", document) {
        Ok(_) => panic!("no problem found: {}", String::from_utf8_lossy(document)),
        Err(diagnostics) => diagnostics.into_iter().collect(),
    }
}

/// What is wrong with a 2.0 model of these shapes.
pub(crate) fn problems(shapes: &str) -> Vec<Diagnostic> {
    problems_of(document(shapes).as_bytes())
}

/// Several files as one model: their diagnostics, or the model.
pub(crate) fn load_files(documents: &[&str]) -> Result<Model, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let path = folder.path().join(format!("{index}.json"));
        std::fs::write(&path, document).expect("written");
        paths.push(path);
    }
    Model::load(&paths).map_err(|diagnostics| diagnostics.into_iter().collect())
}

/// The shape with this id.
pub(crate) fn shape<'m>(model: &'m Model, id: &str) -> &'m Shape {
    model.shape(model.find(id).unwrap_or_else(|| panic!("no shape {id}")))
}

/// The names of a structure's or union's members.
pub(crate) fn member_names<'m>(model: &'m Model, id: &str) -> Vec<&'m str> {
    shape(model, id)
        .members()
        .iter()
        .map(|member| member.name.as_str())
        .collect()
}

/// A trait of a member as compact JSON; `-` without the trait.
pub(crate) fn member_trait(model: &Model, id: &str, member: &str, name: &str) -> String {
    let member = shape(model, id)
        .member(member)
        .unwrap_or_else(|| panic!("no member {member}"));
    member
        .traits
        .get(name)
        .map_or_else(|| "-".to_owned(), Node::to_string)
}
