//! Endpoint discovery in a closure: the operation that it adds, and the trait for the operations that remain.

use super::Closure;
use crate::model::Model;
use crate::node::Node;
use crate::shape::ShapeRef;
use crate::traits::endpoint_discovery::SERVICE;

/// The operation that has to be there for others to be called: the one that tells the endpoints, if
/// one of `operations` must go to a discovered one.
pub(super) fn needed(
    model: &Model,
    service: ShapeRef,
    operations: &[ShapeRef],
) -> Option<ShapeRef> {
    let discovery = model.shape(service).traits.endpoint_discovery()?;
    let requires = |&it: &ShapeRef| model.shape(it).traits.discovered_endpoint() == Some(true);
    let requires = operations.iter().any(requires);
    requires.then(|| model.find(&discovery.operation)).flatten()
}

impl Closure<'_> {
    /// The value of the service's `@clientEndpointDiscovery` as far as this closure goes: none if
    /// the operation that it names was not chosen, and without the error if nothing reaches that.
    pub(crate) fn endpoint_discovery(&self, model: &Model) -> Option<Node> {
        let traits = &model.shape(self.service()).traits;
        let names = traits.endpoint_discovery()?;
        let operation = model.find(&names.operation)?;
        if !self.operations().contains(&operation) {
            return None;
        }
        let error = names.error.and_then(|error| model.find(&error));
        let has_error = error.is_some_and(|error| self.is_reached(error));
        let entries = traits.get(SERVICE)?.as_object()?.iter();
        let entries = entries.filter(|(key, _)| has_error || key != "error");
        Some(Node::Object(entries.cloned().collect()))
    }
}
