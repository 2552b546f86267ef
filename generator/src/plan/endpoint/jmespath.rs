//! The part of JMESPath that `smithy.rules#operationContextParams` uses: fields, projections, `keys`, and flattened
//! multiselect lists.

use super::scope::Malformed;

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `name`
    Field(String),
    /// `[*]`, or `[]`, which also goes through lists of lists.
    Each {
        /// Written as `[]`.
        flatten: bool,
    },
    /// `.[a, b.c][]`: the values of these fields of each element.
    Select(Vec<Vec<String>>),
    /// `keys(..)`
    Keys,
}

/// Parses a path.
///
/// # Errors
/// The path is malformed, or uses another part of JMESPath.
pub(super) fn parse(text: &str) -> Result<Vec<Step>, Malformed> {
    let inner = text
        .trim()
        .strip_prefix("keys(")
        .and_then(|rest| rest.strip_suffix(')'));
    let steps = match inner {
        Some(inner) => steps(inner).map(|mut steps| {
            steps.push(Step::Keys);
            steps
        }),
        None => steps(text),
    };
    steps.ok_or_else(|| {
        Malformed::new(format!(
            "the path `{text}` is not supported; expected fields, `[*]`, `[]`, `.[a, b.c][]`, or `keys(..)` of such"
        ))
    })
}

fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix("[*]") {
            steps.push(Step::Each { flatten: false });
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix("[]") {
            steps.push(Step::Each { flatten: true });
            rest = behind;
        } else if let Some(bracketed) = rest.strip_prefix(".[") {
            let (choice, behind) = bracketed.split_once(']')?;
            let fields = choice.split(',').map(|path| fields(path.trim()));
            steps.push(Step::Select(fields.collect::<Option<_>>()?));
            // Without `[]` the result would be a list of lists.
            rest = behind.strip_prefix("[]")?;
        } else {
            let path = if steps.is_empty() {
                rest
            } else {
                rest.strip_prefix('.')?
            };
            let end = path.find(['.', '[']).unwrap_or(path.len());
            steps.extend(fields(&path[..end])?.into_iter().map(Step::Field));
            rest = &path[end..];
        }
    }
    matches!(steps.first(), Some(Step::Field(_))).then_some(steps)
}

/// `a.b.c`
fn fields(path: &str) -> Option<Vec<String>> {
    path.split('.')
        .map(|name| is_identifier(name).then(|| name.to_owned()))
        .collect()
}

fn is_identifier(name: &str) -> bool {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{Step, parse};

    fn field(name: &str) -> Step {
        Step::Field(name.to_owned())
    }

    #[test]
    fn paths_become_steps() {
        let each = Step::Each { flatten: false };
        assert_eq!(parse("a.b").ok(), Some(vec![field("a"), field("b")]));
        assert_eq!(
            parse("a[*].b.c").ok(),
            Some(vec![field("a"), each.clone(), field("b"), field("c")])
        );
        assert_eq!(
            parse("keys(a.b)").ok(),
            Some(vec![field("a"), field("b"), Step::Keys])
        );
        let select = Step::Select(vec![
            vec!["x".to_owned()],
            vec!["y".to_owned(), "z".to_owned()],
        ]);
        assert_eq!(
            parse("a[*].[x, y.z][]").ok(),
            Some(vec![field("a"), each, select])
        );
    }

    #[test]
    fn what_is_not_supported_is_an_error() {
        for path in [
            "",
            "[*]",
            "a..b",
            "a[0]",
            "a[?b]",
            "a | b",
            "length(a)",
            "a[*].[b, c]",
            "a[*][b, c][]",
            "keys(a",
            "a.*",
            "@",
        ] {
            let problem = parse(path).err().map(|bad| bad.message);
            assert!(
                problem.is_some_and(|message| message.contains(path)),
                "{path}"
            );
        }
    }
}
