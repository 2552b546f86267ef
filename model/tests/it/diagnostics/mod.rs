//! Every kind of problem: where it is, what is said, what is suggested.

mod documents;
mod rules;
mod traits;

use crate::support::problems;
use tinsmith_model::Diagnostic;

/// Shapes of a model; the path, a part of the message and a part of the hint of its only problem.
pub(crate) type Case = (&'static str, &'static str, &'static str, &'static str);

pub(crate) fn check(cases: &[Case]) {
    for (shapes, path, message, hint) in cases {
        let found = problems(shapes);
        assert_one(&found, shapes, path, message, hint);
    }
}

pub(crate) fn assert_one(
    found: &[Diagnostic],
    source: &str,
    path: &str,
    message: &str,
    hint: &str,
) {
    let text: Vec<String> = found.iter().map(Diagnostic::to_string).collect();
    let text = text.join("\n");
    assert_eq!(found.len(), 1, "{source}\n{text}");
    assert_eq!(found[0].path, path, "{source}\n{text}");
    assert!(
        found[0].message.contains(message),
        "expected `{message}` in\n{text}"
    );
    assert!(
        found[0].hint.as_deref().unwrap_or_default().contains(hint),
        "expected hint `{hint}` in\n{text}"
    );
    assert_eq!(found[0].file, "test.json");
}
