//! What validation has to say of a model (Smithy 2.0, "Model validation").

use std::fmt;

use crate::diagnostics::Diagnostic;

/// How serious an event is, from the least to the most serious.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// It was suppressed.
    Suppressed,
    /// Worth knowing
    Note,
    /// Probably wrong
    Warning,
    /// Very probably wrong; it must be suppressed with a reason to be accepted.
    Danger,
    /// The model is not valid.
    Error,
}

impl Severity {
    /// The name in the Smithy language: `ERROR`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suppressed => "SUPPRESSED",
            Self::Note => "NOTE",
            Self::Warning => "WARNING",
            Self::Danger => "DANGER",
            Self::Error => "ERROR",
        }
    }

    /// The severity with this name, in upper case.
    pub fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Suppressed,
            Self::Note,
            Self::Warning,
            Self::Danger,
            Self::Error,
        ];
        all.into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id, such as `TraitTarget`. Parts of an id are separated by `.`.
    pub id: String,
    /// How serious it is.
    pub severity: Severity,
    /// The place, the shape and the message.
    pub diagnostic: Diagnostic,
    /// Why it was suppressed, if it was and if a reason is given.
    pub reason: Option<String>,
}

impl Event {
    /// The id of events that have none of their own: most errors that are found while a model is read.
    pub const UNNAMED: &'static str = "Model";

    /// An error without an id of its own.
    pub fn unnamed(diagnostic: Diagnostic) -> Self {
        Self {
            id: Self::UNNAMED.to_owned(),
            severity: Severity::Error,
            diagnostic,
            reason: None,
        }
    }
}

/// The events of a model, in the order of files and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    events: Vec<Event>,
    shapes: usize,
}

impl Events {
    pub(crate) fn new(events: Vec<Event>, shapes: usize) -> Self {
        Self { events, shapes }
    }

    /// The events in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Event> {
        self.events.iter()
    }

    /// How many shapes the model has, without mixins; 0 if a file could not be read.
    pub fn shapes(&self) -> usize {
        self.shapes
    }
}

impl IntoIterator for Events {
    type Item = Event;
    type IntoIter = std::vec::IntoIter<Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.events.into_iter()
    }
}
