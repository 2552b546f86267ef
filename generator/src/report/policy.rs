//! What the user judges differently: other verdicts of rules, and changes that are accepted.

use std::collections::BTreeMap;

use tinsmith_model::{Compatibility, Level, Rule};

use super::page::ChangeLine;

/// The user's own verdicts, and the changes that the user accepts.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Other verdicts for Rust.
    pub rust: BTreeMap<Rule, Level>,
    /// Other verdicts for the wire.
    pub wire: BTreeMap<Rule, Compatibility>,
    /// Changes that do not count.
    pub accepted: Vec<Accepted>,
}

/// Changes that the user accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The SDK id of the service; `None` for every service.
    pub service: Option<String>,
    /// The kind of change.
    pub rule: Rule,
    /// The subject, as reports show it: `UserIdentityInfo$Mobile`.
    pub subject: String,
    /// Why the change is accepted.
    pub reason: String,
}

/// The reason of a verdict that the user gave.
const OWN: &str = "set with `--level`";

impl Policy {
    /// Gives a change the user's verdicts, and the reason if it is accepted.
    pub(super) fn judge(&self, service: &str, line: &mut ChangeLine) {
        if let Some(level) = self.rust.get(&line.rule) {
            line.rust = *level;
            OWN.clone_into(&mut line.rust_reason);
        }
        if let Some(compatibility) = self.wire.get(&line.rule) {
            line.wire = *compatibility;
            OWN.clone_into(&mut line.wire_reason);
        }
        let accepted = self.accepted.iter().find(|it| it.covers(service, line));
        line.accepted = accepted.map(|it| it.reason.clone());
    }
}

impl Accepted {
    /// Whether this accepts a change of the service with this SDK id.
    pub fn covers(&self, service: &str, line: &ChangeLine) -> bool {
        let is_service = self.service.as_ref().is_none_or(|it| it == service);
        is_service && self.rule == line.rule && self.subject == line.subject
    }
}
