//! What stands for a member that is not an `Option` and was not set.
//!
//! Smithy specification: [`default` trait](https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait).

use tinsmith_model::{Kind, Member, Node};

use super::Plan;

/// The value of a plain number or boolean that stands for not being sent: its default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unsent {
    /// This boolean.
    Boolean(bool),
    /// This integer.
    Integer(i64),
    /// This number.
    Float(f64),
}

/// Values of the kind are numbers that compare as such.
pub(super) fn is_number(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum(_)
            | Kind::Long
            | Kind::Float
            | Kind::Double
    )
}

impl Plan<'_> {
    /// The value of the member that the writers of every format leave out: `default`, which is the
    /// member's, and stands in its field if nobody set it.
    ///
    /// To AWS's services a default is what they fill in themselves, often one that they refuse if it is
    /// sent; so official clients leave out what is equal to it. What is `@required` they send, and what got
    /// its default later (`@addedDefault`), since a service that required it before may still do so.
    /// Members of inputs are `Option`s, and so are those with `@clientOptional`. Items of lists, values of
    /// maps and members of unions are no fields. The headers of an event are sent whatever they are.
    ///
    /// The specification has clients send defaults, which holds for all other services.
    pub(super) fn unsent(&self, member: &Member, default: &Node) -> Option<Unsent> {
        let traits = &member.traits;
        if !self.service.is_aws || traits.is_required() || traits.has("smithy.api#addedDefault") {
            return None;
        }
        match &self.shape(member.target).kind {
            Kind::Boolean => default.as_bool().map(Unsent::Boolean),
            Kind::Float | Kind::Double => default.as_f64().map(Unsent::Float),
            kind if is_number(kind) => default.as_i64().map(Unsent::Integer),
            _ => None,
        }
    }
}
