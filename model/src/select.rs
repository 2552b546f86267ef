//! The shapes of a model that a selector matches.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::graph::Graph;
use crate::load::ModelFiles;
use crate::selector::{Matches, Selector, TooMuch};

/// A shape or member that a selector matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The absolute id, that of a member with its name: `example#Shape$member`.
    pub id: String,
    /// The name of the kind in the Smithy language, such as `structure` or `member`.
    pub kind: &'static str,
    /// Whether the prelude defines it.
    pub is_prelude: bool,
    /// The ids of the shapes of each variable that the selector defines.
    pub variables: BTreeMap<String, Vec<String>>,
}

/// The shapes and members that a selector matches, sorted by id. Mixins and the definitions of traits are shapes too,
/// and so are those of the prelude (Smithy 2.0, "Selectors").
///
/// # Errors
/// Everything that is wrong with the files, or that the selector looks at more shapes and relationships than the
/// limit allows.
pub fn select(files: &ModelFiles, selector: &Selector) -> Result<Vec<Selected>, Diagnostics> {
    files.with_graph(|graph| found(graph, selector))?
}

fn found(graph: &Graph<'_>, selector: &Selector) -> Result<Vec<Selected>, Diagnostics> {
    let matches = match Matches::of(selector, graph) {
        Ok(matches) => matches,
        Err(TooMuch) => {
            let diagnostic = Diagnostic {
                file: String::new(),
                line: None,
                path: String::new(),
                shape: None,
                message: TooMuch::MESSAGE.to_owned(),
                hint: Some(
                    "put what leaves fewer shapes, such as `service`, at the start".to_owned(),
                ),
            };
            return Err(diagnostic.into());
        }
    };
    let ids = |shapes: &[_]| shapes.iter().map(|shape| graph.id(*shape)).collect();
    let matches = matches.shapes.iter();
    let mut selected: Vec<Selected> = matches
        .map(|(vertex, variables)| Selected {
            id: graph.id(*vertex),
            kind: graph.kind(*vertex).name(),
            is_prelude: graph.is_prelude(*vertex),
            variables: variables
                .iter()
                .map(|(name, shapes)| (name.clone(), ids(shapes)))
                .collect(),
        })
        .collect();
    selected.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_is_limited() {
        let model =
            "$version: \"2.0\"\nnamespace example\nstructure A { b: B }\nstructure B { a: A }";
        let files = vec![("model.smithy".to_owned(), model.as_bytes().to_vec())];
        let files = ModelFiles::in_memory(files).expect("text");
        let selector = Selector::parse(":not(~> string)").expect("valid");
        let run = |limit| {
            let found = files.with_graph(|graph| Matches::within(&selector, graph, limit));
            found.expect("a model")
        };
        assert!(run(1 << 20).is_ok());
        assert_eq!(run(100), Err(TooMuch));
    }
}
