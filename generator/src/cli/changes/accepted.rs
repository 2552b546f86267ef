//! `--ignore`: a file of accepted changes.
//!
//! ```toml
//! [[accept]]
//! rule = "member-removed"
//! subject = "UserIdentityInfo$Mobile"
//! service = "Connect"
//! reason = "nobody has used it since 2021"
//! ```

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::Failure;
use crate::cli::arguments::{rule_hint, rule_named};
use crate::model::{Diagnostic, Diagnostics, position};
use crate::report::page::ServicePage;
use crate::report::policy::Accepted;

/// The largest file: 1 MiB.
const MAX_BYTES: u64 = 1 << 20;

/// The keys of an entry; the service may be left out.
const KEYS: [&str; 4] = ["rule", "subject", "reason", "service"];

/// The accepted changes of a file.
#[derive(Default)]
pub(super) struct File {
    path: PathBuf,
    /// Each with its line and column.
    pub(super) entries: Vec<(Accepted, (usize, usize))>,
}

impl File {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let at = |error| super::at(path, error);
        if fs::metadata(path).map_err(at)?.len() > MAX_BYTES {
            let message = format!(
                "{} is larger than 1 MiB, which is the limit",
                path.display()
            );
            return Err(Failure::Usage(message));
        }
        let text = fs::read_to_string(path).map_err(at)?;
        let reader = Reader {
            file: path.display().to_string(),
            text: &text,
        };
        let mut problems = Vec::new();
        let entries = reader.entries(&mut problems);
        if !problems.is_empty() {
            return Err(Failure::Model(Diagnostics::new(problems)));
        }
        Ok(Self {
            path: path.to_owned(),
            entries,
        })
    }

    /// The entries that no change of the services matches, as problems. An entry that may be about something else than
    /// what was compared is none.
    pub(super) fn stale(&self, services: &[ServicePage], reach: &Reach) -> Vec<Diagnostic> {
        let covers = |accepted: &Accepted, service: &ServicePage| {
            let mut changes = service.changes.iter();
            changes.any(|change| accepted.covers(&service.id, &change.line))
        };
        let stale = self
            .entries
            .iter()
            .filter(|(accepted, _)| reach.has_all_of(accepted))
            .filter(|(accepted, _)| !services.iter().any(|service| covers(accepted, service)));
        let problems = stale.map(|(accepted, line)| Diagnostic {
            file: self.path.display().to_string(),
            line: Some(*line),
            path: String::new(),
            shape: None,
            message: format!(
                "no change is `{}` of `{}`: the entry is stale",
                accepted.rule.name(),
                accepted.subject
            ),
            hint: Some(
                "remove the entry, or write its rule, subject and service as `--format json` shows them".to_owned(),
            ),
        });
        problems.collect()
    }
}

/// The changes that a comparison shows.
pub(super) enum Reach {
    /// All changes between the two inputs.
    All,
    /// All changes of the services with these SDK ids.
    Services(BTreeSet<String>),
    /// Changes of some operations.
    Some,
}

impl Reach {
    /// Whether the comparison shows every change that the entry may accept.
    fn has_all_of(&self, accepted: &Accepted) -> bool {
        match self {
            Self::All => true,
            Self::Services(ids) => accepted.service.as_ref().is_some_and(|id| ids.contains(id)),
            Self::Some => false,
        }
    }
}

struct Reader<'t> {
    file: String,
    text: &'t str,
}

impl Reader<'_> {
    fn entries(&self, problems: &mut Vec<Diagnostic>) -> Vec<(Accepted, (usize, usize))> {
        let document = match DeTable::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                problems.push(self.problem(at, format!("not valid TOML: {}", error.message())));
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for (key, value) in document.get_ref() {
            let at = key.span().start;
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("accept", DeValue::Array(items)) => {
                    for item in items {
                        entries.extend(self.entry(item, problems));
                    }
                }
                _ => {
                    problems.push(self.problem(at, "expected tables `[[accept]]` only".to_owned()))
                }
            }
        }
        entries
    }

    fn entry(
        &self,
        item: &Spanned<DeValue<'_>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(Accepted, (usize, usize))> {
        let at = item.span().start;
        let DeValue::Table(table) = item.get_ref() else {
            problems.push(self.problem(at, "expected a table `[[accept]]`".to_owned()));
            return None;
        };
        let before = problems.len();
        for (key, value) in table {
            let name = key.get_ref();
            if !KEYS.contains(&name.as_ref()) {
                let message = format!(
                    "`{name}` is not a key of an entry, expected {}",
                    KEYS.join(", ")
                );
                problems.push(self.problem(key.span().start, message));
            } else if value
                .get_ref()
                .as_str()
                .is_none_or(|text| text.trim().is_empty())
            {
                let message = format!("expected a text that is not empty as `{name}`");
                problems.push(self.problem(value.span().start, message));
            }
        }
        let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
        let mut needed = |key: &str| {
            if text(key).is_none() && !table.contains_key(key) {
                problems.push(self.problem(at, format!("the entry has no `{key}`")));
            }
            text(key).unwrap_or_default().to_owned()
        };
        let (rule, subject, reason) = (needed("rule"), needed("subject"), needed("reason"));
        if problems.len() > before {
            return None;
        }
        let Some(rule) = rule_named(&rule) else {
            let at = table.get("rule").map_or(at, |value| value.span().start);
            let mut problem = self.problem(at, format!("there is no rule `{rule}`"));
            problem.hint = Some(rule_hint(&rule));
            problems.push(problem);
            return None;
        };
        let service = text("service").map(str::to_owned);
        let accepted = Accepted {
            service,
            rule,
            subject,
            reason,
        };
        Some((accepted, position(self.text, at)))
    }

    fn problem(&self, at: usize, message: String) -> Diagnostic {
        Diagnostic {
            file: self.file.clone(),
            line: Some(position(self.text, at)),
            path: String::new(),
            shape: None,
            message,
            hint: None,
        }
    }
}
