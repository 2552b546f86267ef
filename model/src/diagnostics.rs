//! Problems of a model, each with the information that its author needs to fix it.

use std::fmt;

use crate::visible::{visible, visible_lines};

/// One problem in a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as it was named by the caller; empty if the problem is in no file.
    pub file: String,
    /// Line and column, both from 1; columns count characters.
    pub line: Option<(usize, usize)>,
    /// Where in a JSON file, such as `shapes.ns#Name.members.foo`; empty for the file as a whole.
    pub path: String,
    /// The shape or member concerned.
    pub shape: Option<String>,
    /// What is wrong and what was expected.
    pub message: String,
    /// What might have been meant, or what to do.
    pub hint: Option<String>,
}

/// For people, on a terminal: what a model has of control characters is escaped.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", visible_lines(&self.message))?;
        if !self.file.is_empty() {
            write!(f, "\n  --> {}", visible(&self.file))?;
            if let Some((line, column)) = self.line {
                write!(f, ":{line}:{column}")?;
            }
        }
        if !self.path.is_empty() {
            write!(f, "\n  at {}", visible(&self.path))?;
        }
        if let Some(shape) = &self.shape {
            write!(f, "\n  shape {}", visible(shape))?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  help: {}", visible_lines(hint))?;
        }
        Ok(())
    }
}

/// The first characters of a text, for messages.
pub(crate) fn shortened(text: &str) -> &str {
    const ENOUGH: usize = 40;
    text.char_indices()
        .nth(ENOUGH)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The steps of a path on one line. A long path is shortened to its first and last steps, and the number of
/// those between.
pub(crate) fn way<'s>(
    steps: impl ExactSizeIterator<Item = &'s str> + Clone,
    separator: &str,
) -> String {
    const SHOWN: usize = 5;
    let count = steps.len();
    if count <= 2 * SHOWN + 1 {
        return steps.collect::<Vec<_>>().join(separator);
    }
    let first: Vec<&str> = steps.clone().take(SHOWN).collect();
    let last: Vec<&str> = steps.skip(count - SHOWN).collect();
    let (first, last) = (first.join(separator), last.join(separator));
    format!(
        "{first}{separator}({} more){separator}{last}",
        count - 2 * SHOWN
    )
}

/// Every problem that one run found, in the order of files and shapes. Never empty when it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// A collection of these problems.
    pub fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// One block per problem, blank lines between, the count at the end.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            write!(f, "{diagnostic}\n\n")?;
        }
        match self.len() {
            1 => f.write_str("1 error"),
            count => write!(f, "{count} errors"),
        }
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ways_are_shortened() {
        let steps: Vec<String> = (1..=20).map(|step| step.to_string()).collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        assert_eq!(
            way(steps[..11].iter().copied(), "-"),
            "1-2-3-4-5-6-7-8-9-10-11"
        );
        assert_eq!(
            way(steps.iter().copied(), "-"),
            "1-2-3-4-5-(10 more)-16-17-18-19-20"
        );
    }

    #[test]
    fn blocks_then_count() {
        let full = Diagnostic {
            file: "m.json".into(),
            line: Some((3, 7)),
            path: "shapes.a#B".into(),
            shape: Some("a#B".into()),
            message: "bad".into(),
            hint: Some("good".into()),
        };
        let bare = Diagnostic {
            file: String::new(),
            line: None,
            path: String::new(),
            shape: None,
            message: "worse".into(),
            hint: None,
        };
        assert_eq!(
            Diagnostics::new(vec![full.clone(), bare]).to_string(),
            "error: bad\n  --> m.json:3:7\n  at shapes.a#B\n  shape a#B\n  help: good\n\n\
             error: worse\n\n2 errors"
        );
        assert!(Diagnostics::from(full).to_string().ends_with("\n\n1 error"));
    }

    #[test]
    fn no_text_of_a_model_commands_a_terminal() {
        let text = "a\u{1b}[2J\u{9b}1A\u{7}\u{8}\r\u{202e}b";
        let diagnostic = Diagnostic {
            file: format!("{text}\n.json"),
            line: None,
            path: text.into(),
            shape: Some(text.into()),
            message: format!("{text}\nsecond line"),
            hint: Some(text.into()),
        };
        let shown = diagnostic.to_string();
        let harmful: Vec<char> = shown
            .chars()
            .filter(|c| c.is_control() && *c != '\n')
            .collect();
        assert_eq!(harmful, []);
        assert!(!shown.contains('\u{202e}'), "{shown}");
        assert!(shown.contains("\nsecond line"), "{shown}");
        assert!(shown.contains("\\u{1b}[2J"), "{shown}");
        assert!(shown.contains("b\\n.json"), "{shown}");
    }
}
