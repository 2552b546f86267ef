//! Tags of resources (Smithy 2.0, "AWS tagging traits").

use super::super::Lint;
use super::super::properties::property_of;
use super::arns::ARN;
use super::{lifecycle, members_of, resources_of};
use crate::events::Severity;
use crate::graph::{Graph, Relationship, Vertex, VertexKind};
use crate::node::Node;
use crate::raw::Body;

const ENABLED: &str = "aws.api#tagEnabled";
const TAGGABLE: &str = "aws.api#taggable";
const TAG_API: &str = "tagApi";

/// An operation that reads or changes tags.
#[derive(Copy, Clone)]
struct TagOperation {
    /// The key in `apiConfig`
    key: &'static str,
    /// The name of the operation, where none is configured
    name: &'static str,
}

const OPERATIONS: [TagOperation; 3] = [
    TagOperation {
        key: TAG_API,
        name: "TagResource",
    },
    TagOperation {
        key: "untagApi",
        name: "UntagResource",
    },
    TagOperation {
        key: "listTagsApi",
        name: "ListTagsForResource",
    },
];

fn is_text(graph: &Graph<'_>, member: Option<Vertex>) -> bool {
    let target = member.and_then(|member| graph.target(member));
    target.is_some_and(|target| graph.kind(target).is_text())
}

/// Whether a shape is a list of pairs of strings, or a map of strings.
fn are_tags(graph: &Graph<'_>, shape: Vertex) -> bool {
    match graph.kind(shape) {
        VertexKind::Map => is_text(graph, graph.member(shape, "value")),
        VertexKind::List | VertexKind::Set => {
            let item = graph.member(shape, "member");
            let Some(pair) = item.and_then(|item| graph.target(item)) else {
                return false;
            };
            let mut members = graph.members(pair);
            graph.kind(pair) == VertexKind::Structure
                && members.clone().count() == 2
                && members.all(|member| is_text(graph, Some(member)))
        }
        _ => false,
    }
}

fn are_tag_keys(graph: &Graph<'_>, shape: Vertex) -> bool {
    graph.kind(shape).is_list() && is_text(graph, graph.member(shape, "member"))
}

/// Whether a name is one of these, whatever the case of its first letter.
fn is_named(name: &str, names: &[&str]) -> bool {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let lower = format!("{}{rest}", first.to_lowercase());
    names.contains(&lower.as_str())
}

fn is_tags_name(name: &str) -> bool {
    is_named(name, &["tags", "tagList", "taglist"])
}

impl TagOperation {
    /// Whether an operation has the members for tags.
    fn has_tags(self, graph: &Graph<'_>, operation: Vertex) -> bool {
        let is_output = self.key == "listTagsApi";
        let fits = |member: &Vertex| {
            let Some(target) = graph.target(*member) else {
                return false;
            };
            let name = graph.name(*member);
            if self.key == "untagApi" {
                is_named(name, &["tagKeys", "tagkeys"]) && are_tag_keys(graph, target)
            } else {
                is_tags_name(name) && are_tags(graph, target)
            }
        };
        let members = members_of(graph, operation, is_output);
        members.iter().filter(|member| fits(member)).count() == 1
    }

    /// Whether an operation of a service also has the member for the ARN of a resource.
    fn is_valid(self, graph: &Graph<'_>, operation: Vertex) -> bool {
        let names = ["arn", "aRN", "resourceArn", "resourceARN", "resourcearn"];
        let members = members_of(graph, operation, false);
        let arns = members.iter().filter(|member| {
            is_named(graph.name(**member), &names) && is_text(graph, Some(**member))
        });
        arns.count() == 1 && self.has_tags(graph, operation)
    }

    /// The operation that a value of `tagEnabled` or `taggable` configures.
    fn configured(self, graph: &Graph<'_>, value: Option<&Node>) -> Option<Vertex> {
        let id = value?.get("apiConfig")?.get(self.key)?.as_str()?;
        graph.find(id)
    }

    /// The operation of this name among those bound to a service.
    fn by_name(self, graph: &Graph<'_>, service: Vertex) -> Option<Vertex> {
        let Body::Service(body) = graph.entry(service).body else {
            return None;
        };
        let mut operations = body.operations.iter();
        let id = operations.find(|id| id.name() == self.name)?;
        graph.find(id.as_str())
    }

    fn of_service(self, graph: &Graph<'_>, service: Vertex) -> Option<Vertex> {
        let configured = self.configured(graph, graph.get_trait(service, ENABLED));
        configured.or_else(|| self.by_name(graph, service))
    }
}

/// Whether a service has all three operations.
fn has_operations(graph: &Graph<'_>, service: Vertex) -> bool {
    OPERATIONS.iter().all(|operation| {
        let found = operation.of_service(graph, service);
        found.is_some_and(|found| operation.is_valid(graph, found))
    })
}

/// The operations of a service that is enabled for tags.
pub(in super::super) fn check_operations(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.with_trait(ENABLED) {
        for operation in OPERATIONS {
            let TagOperation { key, name } = operation;
            let by_name = operation.by_name(graph, *service);
            let value = graph.get_trait(*service, ENABLED);
            let configured = operation.configured(graph, value);
            match configured.or(by_name) {
                None => {
                    let message =
                        format!("a service with {ENABLED} should have an operation `{name}`");
                    lint.report_trait(*service, ENABLED, message);
                }
                Some(found) if !operation.is_valid(graph, found) => {
                    let message = format!(
                        "{} does not have the members that `{name}` needs",
                        graph.id(found)
                    );
                    lint.report_trait(*service, ENABLED, message)
                        .event("ServiceTagging", Severity::Danger);
                }
                Some(_) => {}
            }
            if let (Some(configured), Some(by_name)) = (configured, by_name)
                && configured != by_name
            {
                let message = format!(
                    "`{key}` names {}, but there is an operation `{name}`",
                    graph.id(configured)
                );
                lint.report_trait(*service, ENABLED, message)
                    .event("TagEnabledService", Severity::Warning);
            }
        }
    }
}

pub(in super::super) fn check_services(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for service in graph.with_trait(ENABLED) {
        let resources = resources_of(graph, *service);
        if !resources.iter().any(|it| graph.traits(*it).has(TAGGABLE)) {
            let message = format!("a service with {ENABLED} must have a resource with {TAGGABLE}");
            lint.report_trait(*service, ENABLED, message);
        }
        let value = graph.get_trait(*service, ENABLED);
        let disabled = value.and_then(|it| it.get("disableDefaultOperations")?.as_bool());
        if disabled != Some(true) && !has_operations(graph, *service) {
            let message = "the operations for tags are not all there, or lack members";
            lint.report_trait(*service, ENABLED, message)
                .event("TagEnabledService", Severity::Warning);
        }
    }
}

/// The property of a resource that has its tags, and its shape if it exists.
fn tag_property<'m>(graph: &Graph<'m>, resource: Vertex) -> Option<(&'m str, Option<Vertex>)> {
    let value = graph.get_trait(resource, TAGGABLE)?;
    let name = value.get("property")?.as_str()?;
    let Body::Resource(body) = graph.entry(resource).body else {
        return None;
    };
    let mut properties = body.properties.iter();
    let found = properties.find(|(known, _)| known == name);
    Some((name, found.and_then(|(_, id)| graph.find(id.as_str()))))
}

pub(in super::super) fn check_property_names(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for resource in graph.with_trait(TAGGABLE) {
        if let Some((name, _)) = tag_property(graph, *resource)
            && !is_tags_name(name)
        {
            let message = format!("the property with the tags is `{name}`, expected `tags`");
            lint.report_trait(*resource, TAGGABLE, message);
        }
    }
}

pub(in super::super) fn check_property_types(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for resource in graph.with_trait(TAGGABLE) {
        if let Some((name, Some(shape))) = tag_property(graph, *resource)
            && !are_tags(graph, shape)
        {
            let message = format!(
                "the property `{name}` with the tags must be a list of pairs of strings, or a map of strings"
            );
            lint.report_trait(*resource, TAGGABLE, message);
        }
    }
}

/// Whether the input of an operation has the property with the tags.
fn takes_tags(graph: &Graph<'_>, operation: Vertex, property: &str) -> bool {
    let members = members_of(graph, operation, false);
    members
        .iter()
        .any(|member| property_of(graph, *member) == property)
}

pub(in super::super) fn check_resources(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    if graph.with_trait(TAGGABLE).is_empty() && graph.with_trait(ARN).is_empty() {
        return;
    }
    for service in graph.of_kind(VertexKind::Service) {
        let of_service = has_operations(graph, service);
        let mut have_tags = false;
        for resource in resources_of(graph, service) {
            let traits = graph.traits(resource);
            if traits.has(TAGGABLE) {
                check_resource(lint, service, of_service, resource);
                have_tags = true;
            } else if traits.has(ARN) && of_service {
                let message = format!(
                    "service {} has operations for tags, and the resource an ARN, but it has not {TAGGABLE}",
                    graph.id(service)
                );
                lint.report(resource, message)
                    .event("TaggableResource", Severity::Warning);
                have_tags = true;
            }
        }
        if have_tags && !graph.traits(service).has(ENABLED) {
            let message = format!(
                "resources of the service have or need {TAGGABLE}, but it has not {ENABLED}"
            );
            lint.report(service, message)
                .event("TaggableResource", Severity::Warning);
        }
    }
}

/// Whether the operations that a resource names for itself read and change its tags.
fn has_own_operations(graph: &Graph<'_>, resource: Vertex) -> bool {
    let value = graph.get_trait(resource, TAGGABLE);
    let Some((property, _)) = tag_property(graph, resource) else {
        return false;
    };
    OPERATIONS.iter().all(|operation| {
        let found = operation.configured(graph, value);
        found.is_some_and(|found| {
            let takes = operation.key != TAG_API || takes_tags(graph, found, property);
            takes && operation.has_tags(graph, found)
        })
    })
}

/// Checks a resource with tags. `of_service` tells that the service has operations for the tags of all of them.
fn check_resource(
    lint: &mut Lint<'_, '_, '_>,
    service: Vertex,
    of_service: bool,
    resource: Vertex,
) {
    let graph = lint.graph;
    if let Some((property, _)) = tag_property(graph, resource) {
        for relationship in [Relationship::Update, Relationship::Put] {
            let operation = lifecycle(graph, resource, relationship);
            if let Some(operation) = operation.filter(|it| takes_tags(graph, *it, property)) {
                let message = "an update should not change tags, which decide who has access";
                lint.report(operation, message)
                    .event("TaggableResource", Severity::Danger);
            }
        }
    }
    if has_own_operations(graph, resource) {
        return;
    }
    if !of_service {
        let message = format!(
            "neither the resource nor service {} has operations that read and change its tags",
            graph.id(service)
        );
        lint.report(resource, message)
            .event("TaggableResource", Severity::Danger);
    } else if !graph.traits(resource).has(ARN) {
        let message = format!(
            "the operations for tags of service {} need an ARN, but the resource has no {ARN}",
            graph.id(service)
        );
        lint.report(resource, message);
    }
}
