//! Changes of the service itself and of its resources.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::findings::{Findings, Place, Site, Transition};
use super::protocols::{AWS_QUERY, EC2_QUERY};
use super::view::{AWS_SERVICE, Sides, View};
use super::{Part, Rule, Subject, traits};
use crate::closure::Operations;
use crate::node::Node;
use crate::shape::{Kind, Resource, Shape, ShapeRef};
use crate::traits::Traits;
use crate::traits::endpoint_discovery;

const AUTH: &str = "smithy.api#auth";
const CLIENT_CONTEXT_PARAMS: &str = "smithy.rules#clientContextParams";

pub(super) fn compare(sides: &Sides<'_>, operations: &Operations, findings: &mut Findings) {
    let place = Place::service();
    let ((old, old_service), (new, new_service)) = (sides.old.service(), sides.new.service());
    if let (Some(a), Some(b)) = (old_service, new_service)
        && a.version != b.version
    {
        let in_query = speaks_query(old) || speaks_query(new);
        let rule = if in_query {
            Rule::QueryVersionChanged
        } else {
            Rule::ServiceVersionChanged
        };
        findings.add_texts(rule, &place, &a.version, &b.version);
    }
    traits::compare(&sides.protocols, &place, &old.traits, &new.traits, findings);
    let title = |shape: &Shape| shape.traits.get("smithy.api#title").cloned();
    findings.add_transition(
        Transition::always(Rule::TitleChanged),
        &place,
        title(old),
        title(new),
    );
    api(&place, old, new, findings);
    authentication(sides, &place, findings);
    client_context_params(&place, old, new, findings);
    endpoint_discovery(sides, &place, findings);
    resources(sides, operations, findings);
}

fn speaks_query(service: &Shape) -> bool {
    [AWS_QUERY, EC2_QUERY]
        .iter()
        .any(|id| service.traits.has(id))
}

/// The sdkId, and the rest of its trait.
fn api(place: &Place, old: &Shape, new: &Shape, findings: &mut Findings) {
    let entries = |shape: &Shape| -> (Option<Node>, Option<Node>) {
        let entries = shape.traits.get(AWS_SERVICE).and_then(Node::as_object);
        let (id, rest): (Vec<_>, Vec<_>) = entries
            .unwrap_or_default()
            .iter()
            .cloned()
            .partition(|(key, _)| key == "sdkId");
        let id = id.into_iter().next().map(|(_, value)| value);
        let rest = (!rest.is_empty()).then(|| vec![(AWS_SERVICE.to_owned(), Node::Object(rest))]);
        (id, rest.map(Node::Object))
    };
    let ((old_id, old_rest), (new_id, new_rest)) = (entries(old), entries(new));
    let sdk_id = Transition::always(Rule::SdkIdChanged);
    findings.add_transition(sdk_id, place, old_id, new_id);
    let rest = Transition {
        added: Rule::TraitAdded,
        removed: Rule::TraitRemoved,
        changed: Rule::TraitChanged,
    };
    findings.add_transition(rest, place, old_rest, new_rest);
}

/// Whether clients must discover endpoints, and else the trait that says how they can. What it names
/// counts as far as it is part of the comparison.
fn endpoint_discovery(sides: &Sides<'_>, place: &Place, findings: &mut Findings) {
    let value = |view: &View<'_>| view.closure.endpoint_discovery(view.model);
    let (old, new) = (value(&sides.old), value(&sides.new));
    let [old_needs, new_needs] =
        [&sides.old, &sides.new].map(|view| view.closure.discovery().is_some());
    if old_needs != new_needs {
        let transition = Transition {
            added: Rule::EndpointDiscoveryAdded,
            removed: Rule::EndpointDiscoveryRemoved,
            changed: Rule::TraitChanged,
        };
        findings.add_transition(
            transition,
            place,
            old.filter(|_| old_needs),
            new.filter(|_| new_needs),
        );
        return;
    }
    let transition = Transition {
        added: Rule::TraitAdded,
        removed: Rule::TraitRemoved,
        changed: Rule::TraitChanged,
    };
    let named = |value: Node| Node::Object(vec![(endpoint_discovery::SERVICE.to_owned(), value)]);
    findings.add_transition(transition, place, old.map(named), new.map(named));
}

/// Each way to authenticate that the service or an operation has, and the order in which the service's
/// are tried.
fn authentication(sides: &Sides<'_>, place: &Place, findings: &mut Findings) {
    let (old, new) = (&sides.old.service().0.traits, &sides.new.service().0.traits);
    let (old_order, new_order) = (auth_schemes(old), auth_schemes(new));
    let old_schemes = with_operations(&sides.old, &old_order);
    let new_schemes = with_operations(&sides.new, &new_order);
    let all: BTreeSet<&str> = old_schemes.union(&new_schemes).copied().collect();
    for id in all {
        let value = |schemes: &BTreeSet<&str>, traits: &Traits| {
            let used = schemes.contains(id);
            used.then(|| traits.get(id).cloned().unwrap_or(Node::Null))
        };
        let (old, new) = (value(&old_schemes, old), value(&new_schemes, new));
        if let (Some(a), Some(b)) = (signing_name(id, &old), signing_name(id, &new)) {
            let signing_name = Transition::always(Rule::SigningNameChanged);
            findings.add_transition(signing_name, place, Some(a), Some(b));
            continue;
        }
        let transition = Transition {
            added: Rule::ServiceAuthAdded,
            removed: Rule::ServiceAuthRemoved,
            changed: Rule::ServiceAuthChanged,
        };
        let (old, new) = (keyed(id, old.as_ref()), keyed(id, new.as_ref()));
        findings.add_transition(transition, place, old, new);
    }
    let common = |schemes: &[&str], others: &[&str]| {
        let schemes = schemes.iter().filter(|id| others.contains(id));
        Node::Array(schemes.map(|id| Node::String((*id).to_owned())).collect())
    };
    let order = Transition::always(Rule::ServiceAuthChanged);
    let old = common(&old_order, &new_order);
    let new = common(&new_order, &old_order);
    findings.add_transition(order, place, Some(old), Some(new));
}

/// The schemes of the service and those that its operations list.
fn with_operations<'m>(view: &View<'m>, schemes: &[&'m str]) -> BTreeSet<&'m str> {
    let operations = view.operations().into_iter();
    let listed = operations.flat_map(|(_, operation, _)| {
        let auth = view.shape(operation).traits.get(AUTH);
        let ids = auth.and_then(Node::as_array).unwrap_or_default().iter();
        ids.filter_map(Node::as_str)
    });
    listed.chain(schemes.iter().copied()).collect()
}

/// Those that `smithy.api#auth` lists, or all that there are in the order of their ids.
fn auth_schemes(traits: &Traits) -> Vec<&str> {
    match traits.get(AUTH).and_then(Node::as_array) {
        Some(listed) => listed.iter().filter_map(Node::as_str).collect(),
        None => {
            let ids = traits.iter().map(|(id, _)| id);
            let mut schemes: Vec<&str> = ids.filter(|id| traits::is_auth_scheme(id)).collect();
            schemes.sort_unstable();
            schemes
        }
    }
}

fn signing_name(scheme: &str, value: &Option<Node>) -> Option<Node> {
    let signs = ["aws.auth#sigv4", "aws.auth#sigv4a"].contains(&scheme);
    signs
        .then(|| value.as_ref()?.get("name").cloned())
        .flatten()
}

fn client_context_params(place: &Place, old: &Shape, new: &Shape, findings: &mut Findings) {
    each_entry(
        old.traits.get(CLIENT_CONTEXT_PARAMS),
        new.traits.get(CLIENT_CONTEXT_PARAMS),
        |name, old, new| {
            let type_of = |param: Option<&Node>| param.and_then(|param| param.get("type").cloned());
            let changed = if type_of(old) == type_of(new) {
                Rule::ClientContextParamDescribed
            } else {
                Rule::ClientContextParamTypeChanged
            };
            let transition = Transition {
                added: Rule::ClientContextParamAdded,
                removed: Rule::ClientContextParamRemoved,
                changed,
            };
            findings.add_transition(transition, place, keyed(name, old), keyed(name, new));
        },
    );
}

/// Calls for every key of two objects, in the order of keys.
pub(super) fn each_entry(
    old: Option<&Node>,
    new: Option<&Node>,
    mut entry: impl FnMut(&str, Option<&Node>, Option<&Node>),
) {
    let keys = [old, new].into_iter().flatten();
    let keys: BTreeSet<&str> = keys
        .flat_map(|node| node.as_object().unwrap_or_default())
        .map(|(key, _)| key.as_str())
        .collect();
    for key in keys {
        let (old, new) = (
            old.and_then(|old| old.get(key)),
            new.and_then(|new| new.get(key)),
        );
        entry(key, old, new);
    }
}

/// A value with its key.
pub(super) fn keyed(key: &str, value: Option<&Node>) -> Option<Node> {
    value.map(|value| Node::Object(vec![(key.to_owned(), value.clone())]))
}

/// Resources have no part in the generated client: only that they are there is compared.
fn resources(sides: &Sides<'_>, operations: &Operations, findings: &mut Findings) {
    let old = resources_of(&sides.old, operations);
    let new = resources_of(&sides.new, operations);
    let mut report = |rule, name: &str, operations: &[String]| {
        let place = Place {
            subject: Subject::Resource(name.to_owned()),
            site: Site::Operations(operations.to_vec(), Part::Operation),
        };
        findings.add(rule, &place, None, None);
    };
    for (name, operations) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        report(Rule::ResourceRemoved, name, operations);
    }
    for (name, operations) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        report(Rule::ResourceAdded, name, operations);
    }
}

/// The resources at any depth with those of their operations that were chosen; without any only if
/// all operations were.
fn resources_of(view: &View<'_>, operations: &Operations) -> BTreeMap<String, Vec<String>> {
    let (_, service) = view.service();
    let all: HashSet<ShapeRef> = view.closure.operations().iter().copied().collect();
    let mut stack: Vec<ShapeRef> = service.map_or(Vec::new(), |service| service.resources.clone());
    let mut found = BTreeMap::new();
    while let Some(next) = stack.pop() {
        let shape = view.shape(next);
        let Kind::Resource(Resource {
            operations: own,
            resources,
            ..
        }) = &shape.kind
        else {
            continue;
        };
        if found.contains_key(view.name(next)) {
            continue;
        }
        let chosen = own.iter().filter(|own| all.contains(own));
        let mut chosen: Vec<String> = chosen
            .map(|operation| view.shape(*operation).id.name().to_owned())
            .collect();
        chosen.sort();
        chosen.dedup();
        found.insert(view.name(next).to_owned(), chosen);
        stack.extend(resources);
    }
    if *operations != Operations::All {
        found.retain(|_, chosen| !chosen.is_empty());
    }
    found
}
