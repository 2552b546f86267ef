//! `tinsmith.toml`: the options that shape the generated code, in a file.
//!
//! ```toml
//! serde = true
//! docs = "none"
//! btree-map = ["*"]
//!
//! [derive]
//! "com.example#Money" = "Eq, Hash"
//!
//! [rename]
//! "com.example#Money$amt" = "amount"
//! ```

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use tinsmith_model::{Diagnostic, Diagnostics, nearest, position};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::shaping::{Dependency, Rule, Shaping};
use crate::{Error, output};

/// The largest file: 1 MiB.
const MAX_BYTES: u64 = 1 << 20;

const KEYS: [&str; 13] = [
    "btree-map",
    "bytes",
    "dependencies",
    "derive",
    "docs",
    "field-attribute",
    "rename",
    "replace",
    "serde",
    "type-attribute",
    "unchecked-pattern",
    "validate-inputs",
    "without-debug",
];

/// Reads a file.
///
/// # Errors
/// The file can't be read, or is larger than 1 MiB; it is not TOML, or has another key or value than those above.
pub(crate) fn read(path: &Path) -> Result<Shaping, Error> {
    let at = |error| output::at(path, error);
    let file = File::open(path).map_err(at)?;
    let mut bytes = Vec::new();
    // What is not a regular file has no length before it is read.
    let mut start = file.take(MAX_BYTES + 1);
    start.read_to_end(&mut bytes).map_err(at)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!(
            "{} is larger than 1 MiB, which is the limit",
            path.display()
        );
        return Err(Error::Usage(message));
    }
    let not_utf8 = |error| at(io::Error::new(io::ErrorKind::InvalidData, error));
    let text = String::from_utf8(bytes).map_err(not_utf8)?;
    Ok(of_text(&path.display().to_string(), &text)?)
}

fn of_text(file: &str, text: &str) -> Result<Shaping, Diagnostics> {
    let mut reader = Reader {
        file,
        text,
        problems: Vec::new(),
    };
    let shaping = reader.shaping();
    match reader.problems.is_empty() {
        true => Ok(shaping),
        false => Err(Diagnostics::new(reader.problems)),
    }
}

struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    problems: Vec<Diagnostic>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Reader<'t> {
    fn shaping(&mut self) -> Shaping {
        let mut shaping = Shaping::default();
        let document = match DeTable::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let message = format!("not valid TOML: {}", error.message());
                self.report(at, message, None);
                return shaping;
            }
        };
        for (key, value) in document.get_ref() {
            match key.get_ref().as_ref() {
                "serde" => shaping.serde = self.switch(value),
                "validate-inputs" => shaping.validate_inputs = self.switch(value),
                "unchecked-pattern" => shaping.unchecked_patterns = self.texts(value),
                "docs" => match value.get_ref().as_str() {
                    Some("none") => shaping.without_docs = true,
                    Some("model") => {}
                    _ => self.expected(value, "`\"none\"` or `\"model\"`"),
                },
                "btree-map" => shaping.btree_maps = self.texts(value),
                "bytes" => shaping.bytes = self.texts(value),
                "without-debug" => shaping.without_debug = self.texts(value),
                "derive" => shaping.derives = self.rules(value),
                "type-attribute" => shaping.type_attributes = self.rules(value),
                "field-attribute" => shaping.field_attributes = self.rules(value),
                "replace" => shaping.replacements = self.rules(value),
                "rename" => shaping.renames = self.rules(value),
                "dependencies" => shaping.dependencies = self.dependencies(value),
                other => {
                    let near = nearest(other, KEYS);
                    let hint = match near[..] {
                        [] => format!("expected one of {}", KEYS.join(", ")),
                        [first, ..] => format!("did you mean `{first}`?"),
                    };
                    let message = format!("there is no option `{other}`");
                    self.report(key.span().start, message, Some(hint));
                }
            }
        }
        shaping
    }

    fn switch(&mut self, value: &Value<'_>) -> bool {
        match value.get_ref() {
            DeValue::Boolean(it) => *it,
            _ => {
                self.expected(value, "`true` or `false`");
                false
            }
        }
    }

    /// A list of texts.
    fn texts(&mut self, value: &Value<'_>) -> Vec<String> {
        let expected = "a list of patterns, such as `[\"com.example#*\"]`";
        let DeValue::Array(items) = value.get_ref() else {
            self.expected(value, expected);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.expected(item, expected),
            }
        }
        texts
    }

    /// A table whose values are texts, or lists of them.
    fn rules(&mut self, value: &Value<'_>) -> Vec<Rule> {
        let DeValue::Table(table) = value.get_ref() else {
            self.expected(value, "a table of patterns");
            return Vec::new();
        };
        let mut rules = Vec::new();
        for (shapes, value) in table {
            let items = match value.get_ref() {
                DeValue::Array(items) => items.iter().collect(),
                _ => vec![value],
            };
            for item in items {
                match item.get_ref().as_str() {
                    Some(text) => rules.push(Rule::new(shapes.get_ref().as_ref(), text)),
                    None => self.expected(item, "a text, or a list of texts"),
                }
            }
        }
        rules
    }

    /// A table of requirements, as they are written.
    fn dependencies(&mut self, value: &Value<'_>) -> Vec<Dependency> {
        let DeValue::Table(table) = value.get_ref() else {
            self.expected(value, "a table of dependencies");
            return Vec::new();
        };
        let mut dependencies = Vec::new();
        for (name, value) in table {
            let written = self.text.get(value.span()).unwrap_or_default().trim();
            match value.get_ref() {
                DeValue::String(_) | DeValue::Table(_) if written.starts_with(['"', '\'', '{']) => {
                    dependencies.push(Dependency {
                        name: name.get_ref().as_ref().to_owned(),
                        value: written.to_owned(),
                    });
                }
                _ => self.expected(
                    value,
                    "a version, or an inline table such as `{ version = \"1\" }`",
                ),
            }
        }
        dependencies
    }

    fn expected(&mut self, value: &Value<'_>, expected: &str) {
        self.report(value.span().start, format!("expected {expected}"), None);
    }

    fn report(&mut self, at: usize, message: String, hint: Option<String>) {
        self.problems.push(Diagnostic {
            file: self.file.to_owned(),
            line: Some(position(self.text, at)),
            path: String::new(),
            shape: None,
            message,
            hint,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_can_be_in_the_file() {
        let text = r##"
serde = true
docs = "none"
btree-map = ["*"]
bytes = ["smithy.api#Blob"]
without-debug = ["a#Secret"]
validate-inputs = true
unchecked-pattern = ["a#Id"]

[derive]
"a#Money" = "Eq, Hash"

[type-attribute]
"a#*" = ["#[must_use]", "#[repr(C)]"]

[field-attribute]
"a#Money$amount" = "#[doc(hidden)]"

[replace]
"a#Id" = "uuid::Uuid"

[rename]
"a#Money" = "Cash"

[dependencies]
uuid = { version = "1", features = ["v4"] }
other = "2"
"##;
        let read = of_text("tinsmith.toml", text).expect("options");
        let rule = |shapes: &str, value: &str| Rule::new(shapes, value);
        let dependency = |name: &str, value: &str| Dependency {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let expected = Shaping {
            serde: true,
            validate_inputs: true,
            unchecked_patterns: vec!["a#Id".to_owned()],
            without_docs: true,
            btree_maps: vec!["*".to_owned()],
            bytes: vec!["smithy.api#Blob".to_owned()],
            without_debug: vec!["a#Secret".to_owned()],
            derives: vec![rule("a#Money", "Eq, Hash")],
            type_attributes: vec![rule("a#*", "#[must_use]"), rule("a#*", "#[repr(C)]")],
            field_attributes: vec![rule("a#Money$amount", "#[doc(hidden)]")],
            replacements: vec![rule("a#Id", "uuid::Uuid")],
            renames: vec![rule("a#Money", "Cash")],
            dependencies: vec![
                dependency("other", "\"2\""),
                dependency("uuid", "{ version = \"1\", features = [\"v4\"] }"),
            ],
        };
        assert_eq!(read, expected);
        assert_eq!(of_text("tinsmith.toml", ""), Ok(Shaping::default()));
    }

    #[test]
    fn a_file_larger_than_the_limit_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tinsmith.toml");
        let write = |length: u64| {
            let text = "#".repeat(usize::try_from(length).expect("a length"));
            std::fs::write(&path, text).expect("a file");
            read(&path)
        };
        assert_eq!(write(MAX_BYTES).expect("options"), Shaping::default());
        let refused = write(MAX_BYTES + 1).expect_err("a large file").to_string();
        assert!(refused.contains("larger than 1 MiB"), "{refused}");
        // It has the length 0.
        #[cfg(unix)]
        assert!(read(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, message, hint) in [
            (
                "\nderives = 1",
                2,
                "there is no option `derives`",
                Some("did you mean `derive`?"),
            ),
            ("serde = 1", 1, "expected `true` or `false`", None),
            (
                "docs = \"all\"",
                1,
                "expected `\"none\"` or `\"model\"`",
                None,
            ),
            ("bytes = \"*\"", 1, "expected a list of patterns", None),
            ("[derive]\n\"*\" = 1", 2, "expected a text", None),
            ("rename = 1", 1, "expected a table of patterns", None),
            ("[dependencies]\na = 1", 2, "expected a version", None),
            ("serde = ", 1, "not valid TOML", None),
        ] {
            let problems = of_text("tinsmith.toml", text).expect_err(text);
            let problem = problems.into_iter().next().expect("a problem");
            assert_eq!(problem.line.map(|(line, _)| line), Some(line), "{text}");
            assert!(
                problem.message.contains(message),
                "{text}: {}",
                problem.message
            );
            if let Some(hint) = hint {
                assert_eq!(problem.hint.as_deref(), Some(hint), "{text}");
            }
        }
    }
}
