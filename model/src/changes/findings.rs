//! Changes as they are found: with the place in a model from where operations are looked for.

use super::{Part, Rule, Subject};
use crate::node::Node;
use crate::shape::ShapeRef;

/// Where a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// The service as a whole.
    Service,
    /// These operations, by name.
    Operations(Vec<String>, Part),
    /// A shape of the old model without a counterpart, or a member of it.
    Old(ShapeRef, Option<String>),
    /// A shape of the new model, or a member of it. An operation that did not reach the shape's counterpart in the old
    /// model has the shape as something new, and not as something that changed.
    New {
        shape: ShapeRef,
        member: Option<String>,
        counterpart: Option<ShapeRef>,
    },
}

/// The subject of a change, and where in the models it is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) subject: Subject,
    pub(super) site: Site,
}

/// A change whose operations are not known yet.
pub(super) struct Finding {
    /// The rule for all places but requests. In requests `reach` replaces it by the rule for requests.
    pub(super) rule: Rule,
    pub(super) place: Place,
    pub(super) old: Option<Node>,
    pub(super) new: Option<Node>,
}

/// The rules of something that comes, goes or takes another value.
#[derive(Clone, Copy)]
pub(super) struct Transition {
    pub(super) added: Rule,
    pub(super) removed: Rule,
    pub(super) changed: Rule,
}

impl Transition {
    /// The same rule whether a value comes, goes or changes.
    pub(super) fn always(rule: Rule) -> Self {
        Self {
            added: rule,
            removed: rule,
            changed: rule,
        }
    }
}

/// Every change found so far.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    pub(super) fn add(&mut self, rule: Rule, place: &Place, old: Option<Node>, new: Option<Node>) {
        self.0.push(Finding {
            rule,
            place: place.clone(),
            old,
            new,
        });
    }

    /// Two names or other texts that differ.
    pub(super) fn add_texts(&mut self, rule: Rule, place: &Place, old: &str, new: &str) {
        let node = |text: &str| Some(Node::String(text.to_owned()));
        self.add(rule, place, node(old), node(new));
    }

    /// Adds what the presence of two values says; nothing if they are equal.
    pub(super) fn add_transition(
        &mut self,
        transition: Transition,
        place: &Place,
        old: Option<Node>,
        new: Option<Node>,
    ) {
        let rule = match (&old, &new) {
            (None, None) => return,
            (None, Some(_)) => transition.added,
            (Some(_), None) => transition.removed,
            (Some(old), Some(new)) if old == new => return,
            (Some(_), Some(_)) => transition.changed,
        };
        self.add(rule, place, old, new);
    }
}

impl Place {
    pub(super) fn service() -> Self {
        Self {
            subject: Subject::Service,
            site: Site::Service,
        }
    }

    pub(super) fn operation(name: &str) -> Self {
        Self::in_operation(name, Part::Operation, Subject::Operation(name.to_owned()))
    }

    pub(super) fn in_operation(name: &str, part: Part, subject: Subject) -> Self {
        Self {
            subject,
            site: Site::Operations(vec![name.to_owned()], part),
        }
    }
}
