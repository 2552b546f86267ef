//! Members: what they refer to, and where protocols put them.

use std::collections::HashMap;

use super::context::Context;
use super::values::{annotation, string};
use super::xml;
use crate::id::{ShapeId, is_identifier};
use crate::issues::At;
use crate::node::Node;
use crate::raw::{Aggregate, Body, RawMember};
use crate::shape::Kind;
use crate::traits::Traits;

const FLAGS: [(&str, &str); 6] = [
    ("idempotencyToken", "smithy.api#idempotencyToken"),
    ("hostLabel", "smithy.api#hostLabel"),
    ("xmlAttribute", "smithy.api#xmlAttribute"),
    ("eventpayload", "smithy.api#eventPayload"),
    ("eventheader", "smithy.api#eventHeader"),
    ("endpointdiscoveryid", "aws.api#clientEndpointDiscoveryId"),
];

pub(super) fn of_list(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    at: &At<'_>,
) -> Vec<RawMember> {
    fixed(context, shape, "member", at).into_iter().collect()
}

pub(super) fn of_map(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    at: &At<'_>,
) -> Vec<RawMember> {
    let names = ["key", "value"].into_iter();
    names
        .filter_map(|name| fixed(context, shape, name, at))
        .collect()
}

/// The member of a list, or the key or value of a map; one that is missing is reported later.
fn fixed(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    name: &str,
    at: &At<'_>,
) -> Option<RawMember> {
    let member = shape.get(name)?;
    let at = at.key(name);
    let mut traits = Traits::default();
    let target = target(context, member, &at);
    if let Some(wire) = context.text(member, "locationName", &at)
        && context.protocol.is_xml()
        && wire != name
    {
        traits.set("smithy.api#xmlName", string(wire));
    }
    xml::namespace(context, member, &at, &mut traits);
    context.described(member, &at, &mut traits);
    Some(RawMember {
        name: name.to_owned(),
        target,
        traits,
    })
}

pub(super) fn of_structure(
    context: &mut Context<'_, '_, '_>,
    shape: &Node,
    aggregate: Aggregate,
    at: &At<'_>,
) -> Vec<RawMember> {
    let mut members = Vec::new();
    let at_members = at.key("members");
    for (name, member) in context.entries(shape, "members", at) {
        let at = at_members.key(name);
        if !is_identifier(name) {
            let message =
                format!("`{name}` is not a member name, expected letters, digits and underscores");
            context.issues.report(context.file, &at, message);
        } else if context.is_object(member, &at) {
            let mut member = self::member(context, name, member, &at);
            if aggregate == Aggregate::Union {
                member.traits.remove("smithy.api#default");
            }
            members.push(member);
        }
    }
    let places = members.iter().enumerate();
    let places: HashMap<String, usize> = places
        .map(|(place, member)| (member.name.clone(), place))
        .collect();
    let mut set = |context: &mut Context<'_, '_, '_>, name: &str, id: &str, at: &At<'_>| {
        let place = places.get(name);
        match place.and_then(|&place| members.get_mut(place)) {
            Some(member) => member.traits.set(id, annotation()),
            None => {
                let message = format!("there is no member `{name}`");
                context.issues.report(context.file, at, message);
            }
        }
    };
    let at_required = at.key("required");
    for (index, name) in context.items(shape, "required", at).iter().enumerate() {
        let at = at_required.index(index);
        match name.as_str() {
            // No member of a union is required: a value has one of them.
            Some(_) if aggregate == Aggregate::Union => {}
            Some(name) => set(context, name, "smithy.api#required", &at),
            None => context.expected("the name of a member", name, &at),
        }
    }
    if let Some(name) = context.text(shape, "payload", at) {
        set(context, name, "smithy.api#httpPayload", &at.key("payload"));
        payload_name(context, shape, name, &mut members);
    }
    for member in &mut members {
        default_of_stream(context, member);
    }
    members
}

/// The root element of a payload is named after its target, unless a trait says otherwise.
fn payload_name(
    context: &Context<'_, '_, '_>,
    shape: &Node,
    payload: &str,
    members: &mut [RawMember],
) {
    let member = shape
        .get("members")
        .and_then(|members| members.get(payload));
    let wire = member.and_then(|member| member.get("locationName")?.as_str());
    let target = member.and_then(|member| member.get("shape")?.as_str());
    let member = members.iter_mut().find(|member| member.name == payload);
    if let (Some(wire), Some(member)) = (wire, member)
        && context.protocol.is_xml()
        && Some(wire) != target
    {
        member.traits.set("smithy.api#xmlName", string(wire));
    }
}

/// Gives a streaming payload that is not required the empty default that Smithy asks for.
fn default_of_stream(context: &Context<'_, '_, '_>, member: &mut RawMember) {
    if member.traits.is_required() || !member.traits.has("smithy.api#httpPayload") {
        return;
    }
    let is_stream =
        |id: &ShapeId| context.streams.contains(id) || id.as_str().ends_with("__Stream");
    if member.target.as_ref().is_some_and(is_stream) {
        member.traits.set("smithy.api#default", string(""));
    }
}

fn member(context: &mut Context<'_, '_, '_>, name: &str, member: &Node, at: &At<'_>) -> RawMember {
    let mut traits = Traits::default();
    let target = target(context, member, at);
    context.described(member, at, &mut traits);
    context.flags(member, at, &FLAGS, &mut traits);
    context.timestamp_format(member, at, &mut traits);
    xml::namespace(context, member, at, &mut traits);
    Context::copied(
        member,
        &[
            ("contextParam", "smithy.rules#contextParam"),
            // Only some models of 2022 have the key. Where it is absent, `box` says nothing of defaults either.
            ("default", "smithy.api#default"),
        ],
        &mut traits,
    );
    place(context, name, member, at, &mut traits);
    RawMember {
        name: name.to_owned(),
        target,
        traits,
    }
}

/// The target of a member. Where the format has on the member what Smithy has on the target, the member gets a
/// target of its own.
fn target(context: &mut Context<'_, '_, '_>, member: &Node, at: &At<'_>) -> Option<ShapeId> {
    let name = context.shape_name(member, at)?;
    let shape = context.shape(name)?;
    let id = context.names.shape(name);
    let kind = shape.get("type").and_then(Node::as_str);
    let (suffix, kind, trait_id, value) = if kind == Some("blob")
        && context.flag(member, "streaming", at)
        && shape.get("streaming").is_none()
    {
        ("Stream", Kind::Blob, "smithy.api#streaming", annotation())
    } else if kind == Some("string") && context.flag(member, "jsonvalue", at) {
        (
            "Json",
            Kind::String,
            "smithy.api#mediaType",
            string("application/json"),
        )
    } else {
        return id;
    };
    let variant = context.names.variant(name, suffix)?;
    if context.variants.insert(variant.clone()) {
        let mut own = Traits::default();
        own.set(trait_id, value);
        if shape.get("sensitive").and_then(Node::as_bool) == Some(true) {
            own.set("smithy.api#sensitive", annotation());
        }
        context.define(variant.clone(), ["shapes", name], Body::Simple(kind), own);
    }
    Some(variant)
}

/// Where protocols put a member, and under which name.
fn place(
    context: &mut Context<'_, '_, '_>,
    name: &str,
    member: &Node,
    at: &At<'_>,
    traits: &mut Traits,
) {
    let wire = context.text(member, "locationName", at);
    let target = member
        .get("shape")
        .and_then(Node::as_str)
        .and_then(|name| context.shape(name));
    let is_map = target.and_then(|target| target.get("type")?.as_str()) == Some("map");
    let named = || string(wire.unwrap_or(name));
    match context.text(member, "location", at) {
        // RPC protocols put all members into the body, even if a model says otherwise.
        Some(_) if !context.protocol.is_rest() => {}
        Some("header") => traits.set("smithy.api#httpHeader", named()),
        Some("headers") => {
            traits.set(
                "smithy.api#httpPrefixHeaders",
                string(wire.unwrap_or_default()),
            );
        }
        Some("querystring") if is_map => traits.set("smithy.api#httpQueryParams", annotation()),
        Some("querystring") => traits.set("smithy.api#httpQuery", named()),
        Some("uri") => traits.set("smithy.api#httpLabel", annotation()),
        Some("statusCode") => traits.set("smithy.api#httpResponseCode", annotation()),
        Some(other) => {
            let message = format!(
                "expected `header`, `headers`, `querystring`, `uri` or `statusCode`, found `{}`",
                crate::diagnostics::shortened(other)
            );
            context
                .issues
                .report(context.file, &at.key("location"), message);
        }
        None if context.protocol.is_xml() => xml::member(context, name, wire, member, at, traits),
        None => {
            if let Some(wire) = wire.filter(|wire| *wire != name) {
                traits.set("smithy.api#jsonName", string(wire));
            }
        }
    }
}
