//! Endpoint discovery (`aws.api#clientEndpointDiscovery`): the method that looks endpoints up, and the fields that
//! it returns them in.
//!
//! The trait alone decides, not the service. If a chosen operation has `aws.api#clientDiscoveredEndpoint` with
//! `required`, the operation that returns endpoints is in the closure, and the client has
//! `with_endpoint_discovery_enabled`. The official clients of Timestream have that API, and as no specification
//! describes another one, the clients of all models have it.
//!
//! Optional discovery (DynamoDB) is left out, as in the official clients: the regional endpoint takes those calls.
//! One endpoint serves all calls. So `supported` refuses a model whose discovery depends on operations or on
//! members (`clientEndpointDiscoveryId`), and an operation that requires discovery in a service that has none.

use tinsmith_model::Kind;

use super::{Field, Plan, Structure};
use crate::names::Name;

/// How a client looks up endpoints.
pub(crate) struct Discovery {
    /// The client's method for the operation that returns endpoints.
    pub(crate) method: Name,
    /// The field of the output that lists the endpoints.
    pub(crate) endpoints: FieldAccess,
    /// The field with an endpoint's address.
    pub(crate) address: FieldAccess,
    /// The field with the number of minutes for which the endpoint may be used.
    pub(crate) minutes: FieldAccess,
}

/// A field of a structure.
pub(crate) struct FieldAccess {
    /// Its name.
    pub(crate) field: Name,
    /// It is an `Option`.
    pub(crate) optional: bool,
}

impl Discovery {
    /// `None` if no operation requires endpoint discovery. Validation has checked that the members exist.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        let shape = plan.closure.discovery()?;
        let mut operations = plan.operations.iter();
        let operation = operations.find(|it| it.shape == shape)?;
        let endpoints = operation.output.field("Endpoints")?;
        let endpoint = element(plan, endpoints)?;
        Some(Self {
            method: operation.method.clone(),
            endpoints: FieldAccess::of(endpoints),
            address: FieldAccess::of(endpoint.field("Address")?),
            minutes: FieldAccess::of(endpoint.field("CachePeriodInMinutes")?),
        })
    }
}

impl FieldAccess {
    fn of(field: &Field<'_>) -> Self {
        Self {
            field: field.ident.clone(),
            optional: field.optional,
        }
    }
}

/// The structure that the list's elements are.
fn element<'p, 'm>(plan: &'p Plan<'m>, list: &Field<'_>) -> Option<&'p Structure<'m>> {
    match &plan.shape(list.member.target).kind {
        Kind::List(member) => plan.structure(member.target),
        _ => None,
    }
}
