//! The defaults that writers leave out.
//!
//! Smithy specification: [`default` trait](https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait).

use tinsmith_model::{Kind, Member, Node};

use super::Plan;

/// The default of a number or boolean, which is not sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unsent {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
}

/// Whether values of the kind are Rust numbers. Big numbers are not.
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
    /// The value of the member that the writers of all formats leave out: its `default`, which the field has if
    /// nobody set it. `None` if every value is sent.
    ///
    /// AWS's services fill in defaults themselves, and some refuse a default that is sent. So the official clients
    /// leave out a value that is equal to its default. They send it for a member that is `@required`, or that got its
    /// default later (`@addedDefault`), since a service that required the member before may still do so.
    /// Members of inputs and members with `@clientOptional` are `Option`s, which this rule does not concern. It
    /// applies to fields of structures only: items of lists, values of maps, members of unions and headers of events
    /// are always sent.
    ///
    /// By the specification clients send defaults, and clients of all other services do.
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
