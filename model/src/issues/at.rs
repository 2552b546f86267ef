//! Places in a JSON document, as paths of keys and indices.

use std::fmt::Write;

/// A place in a JSON document, chained to its parents on the stack: costs nothing until it is reported.
#[derive(Copy, Clone)]
pub(crate) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Copy, Clone)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl At<'static> {
    pub(crate) const ROOT: At<'static> = At {
        parent: None,
        step: Step::Root,
    };
    pub(crate) const SHAPES: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("shapes"),
    };
    pub(crate) const METADATA: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("metadata"),
    };
    pub(crate) const OPERATIONS: At<'static> = At {
        parent: Some(&Self::ROOT),
        step: Step::Key("operations"),
    };
}

impl<'a> At<'a> {
    pub(crate) fn key<'b>(&'b self, key: &'b str) -> At<'b>
    where
        'a: 'b,
    {
        At {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    pub(crate) fn index<'b>(&'b self, index: usize) -> At<'b>
    where
        'a: 'b,
    {
        At {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    pub(super) fn steps(&self) -> Vec<OwnedStep> {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(here) = at {
            match here.step {
                Step::Root => {}
                Step::Key(key) => steps.push(OwnedStep::Key(key.to_owned())),
                Step::Index(index) => steps.push(OwnedStep::Index(index)),
            }
            at = here.parent;
        }
        steps.reverse();
        steps
    }
}

/// A step of a path that is kept.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum OwnedStep {
    Key(String),
    Index(usize),
}

impl OwnedStep {
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            OwnedStep::Key(key) => Some(key),
            OwnedStep::Index(_) => None,
        }
    }
}

/// The steps of a path of keys.
pub(super) fn owned_steps<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<OwnedStep> {
    let keys = keys.into_iter();
    keys.map(|key| OwnedStep::Key(key.to_owned())).collect()
}

/// The path as messages show it: `shapes.a#B.members[0]`.
pub(super) fn path_text(steps: &[OwnedStep]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            OwnedStep::Key(key) if text.is_empty() => text.push_str(key),
            OwnedStep::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            // Writing to a string does not fail.
            OwnedStep::Index(index) => drop(write!(text, "[{index}]")),
        }
    }
    text
}

/// The shape or member that a path leads to.
pub(super) fn shape_of(steps: &[OwnedStep]) -> Option<String> {
    let mut keys = steps.iter().map_while(OwnedStep::key);
    if keys.next() != Some("shapes") {
        return None;
    }
    let shape = keys.next()?;
    let member = match keys.next() {
        Some("members") => keys.next(),
        Some(member @ ("member" | "key" | "value")) => Some(member),
        _ => None,
    };
    Some(member.map_or_else(|| shape.to_owned(), |member| format!("{shape}${member}")))
}
