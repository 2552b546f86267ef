//! Endpoint discovery (`aws.api#clientEndpointDiscovery`): where the operation that tells endpoints has them.

use tinsmith_model::Kind;

use super::{Field, Plan, Structure};
use crate::names::Name;

/// How a client looks endpoints up.
pub(crate) struct Discovery {
    /// The client's method for the operation that tells endpoints.
    pub(crate) method: Name,
    /// The list of endpoints, in the output.
    pub(crate) endpoints: Place,
    /// The address of an endpoint.
    pub(crate) address: Place,
    /// For how many minutes it is good.
    pub(crate) minutes: Place,
}

/// A field of a structure.
pub(crate) struct Place {
    /// Its name.
    pub(crate) field: Name,
    /// It is an `Option`.
    pub(crate) optional: bool,
}

impl Discovery {
    /// None if no operation requires it. The model is known to have all that is named here.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        let shape = plan.closure.discovery()?;
        let mut operations = plan.operations.iter();
        let operation = operations.find(|it| it.shape == shape)?;
        let endpoints = operation.output.field("Endpoints")?;
        let endpoint = element(plan, endpoints)?;
        Some(Self {
            method: operation.method.clone(),
            endpoints: Place::of(endpoints),
            address: Place::of(endpoint.field("Address")?),
            minutes: Place::of(endpoint.field("CachePeriodInMinutes")?),
        })
    }
}

impl Place {
    fn of(field: &Field<'_>) -> Self {
        Self {
            field: field.ident.clone(),
            optional: field.optional,
        }
    }
}

/// The structure that the list has.
fn element<'p, 'm>(plan: &'p Plan<'m>, list: &Field<'_>) -> Option<&'p Structure<'m>> {
    match &plan.shape(list.member.target).kind {
        Kind::List(member) => plan.structure(member.target),
        _ => None,
    }
}
