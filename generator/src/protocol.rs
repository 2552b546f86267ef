//! The protocols: how an operation is bound to HTTP, and what its values look like on the wire.
//!
//! Each is an emitter here and a type in the runtime. The plan chooses one; other emitters ask it.

mod aws_json;
mod aws_query;
mod bodies;
mod call;
mod codecs;
mod ec2_query;
mod events;
mod query;
pub(crate) mod query_compatible;
mod rest;
mod rest_json;
mod rest_xml;
mod rpc;
mod rpcv2;
mod rpcv2_cbor;
mod rpcv2_json;
mod values;
mod xml;

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Model, ShapeRef, Traits};

use self::aws_json::{AWS_JSON_1_0, AWS_JSON_1_1};
use self::aws_query::AWS_QUERY;
use self::bodies::Bodies;
use self::codecs::Codecs;
use self::ec2_query::EC2_QUERY;
pub(crate) use self::events::{event, union as events};
use self::rest_json::RestJson1;
use self::rest_xml::RestXml;
use self::rpcv2_cbor::RPC_V2_CBOR;
use self::rpcv2_json::RPC_V2_JSON;
use crate::plan::{Operation, Plan, Structure};

/// Every protocol that a service may have, the one to prefer first, with its emitter.
const PROTOCOLS: &[(&str, &dyn Protocol)] = &[
    ("smithy.protocols#rpcv2Cbor", &RPC_V2_CBOR),
    ("aws.protocols#awsJson1_0", &AWS_JSON_1_0),
    ("aws.protocols#awsJson1_1", &AWS_JSON_1_1),
    ("aws.protocols#restJson1", &RestJson1),
    ("aws.protocols#restXml", &RestXml),
    ("aws.protocols#awsQuery", &AWS_QUERY),
    ("aws.protocols#ec2Query", &EC2_QUERY),
    ("smithy.protocols#rpcv2Json", &RPC_V2_JSON),
];

/// What emitters ask of a protocol.
pub(crate) trait Protocol: Sync {
    /// Reports what the operation lacks, or asks for beyond the protocol.
    fn check(&self, model: &Model, operation: ShapeRef, problems: &mut Vec<Diagnostic>);

    /// The type in the runtime that stands for the protocol.
    fn runtime_type(&self, plan: &Plan<'_>) -> TokenStream;

    /// The feature of the runtime that the protocol needs, if it is not always there.
    fn runtime_feature(&self) -> Option<&'static str> {
        None
    }

    /// The methods of an operation's `Operation` implementation that make requests and read responses.
    fn operation(&self, plan: &Plan<'_>, operation: &Operation<'_>) -> TokenStream;

    /// How values are read and written.
    fn codecs(&self) -> &dyn Codecs;

    /// What the events of streams are made of; `None` if the protocol has no event streams.
    fn events(&self) -> Option<&dyn Bodies> {
        None
    }

    /// Statements that read the members of an error of `response` into `fields`; none if it has none.
    fn read_error(&self, plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream;
}

/// The codecs of an error's file.
pub(crate) fn error(plan: &Plan<'_>, error: &Structure<'_>) -> TokenStream {
    let read = call::read_error(plan, error, &plan.protocol.read_error(plan, error));
    let codecs = plan.protocol.codecs().structure(plan, error);
    quote!(#read #codecs)
}

/// The protocol of the service with these traits, by the id of its trait: the first, or the one that goes
/// by the id or name `wanted`.
pub(crate) fn of(
    service: &Traits,
    wanted: Option<&str>,
) -> Option<(&'static str, &'static dyn Protocol)> {
    let goes_by = |id: &str, wanted: &str| {
        id == wanted || id.rsplit_once('#').is_some_and(|(_, name)| name == wanted)
    };
    let mut protocols = PROTOCOLS.iter().copied();
    protocols.find(|(id, _)| service.has(id) && wanted.is_none_or(|wanted| goes_by(id, wanted)))
}

/// The ids of all protocols.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    PROTOCOLS.iter().map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    fn with_service<T>(protocols: &[&str], ask: impl Fn(&tinsmith_model::Traits) -> T) -> T {
        let traits: Vec<String> = protocols.iter().map(|id| format!("{id:?}: {{}}")).collect();
        let model = format!(
            r#"{{"smithy": "2.0", "shapes": {{"a#S": {{"type": "service", "version": "1",
                "traits": {{{}}}}}}}}}"#,
            traits.join(", ")
        );
        let model = Model::from_bytes("s.json", model.as_bytes()).expect("a model");
        ask(&model[model.services()[0]].traits)
    }

    #[test]
    fn of_several_protocols_the_first_counts_or_the_wanted_one() {
        let json_1_0 = "aws.protocols#awsJson1_0";
        let json_1_1 = "aws.protocols#awsJson1_1";
        let rest_json = "aws.protocols#restJson1";
        let cbor = "smithy.protocols#rpcv2Cbor";
        let cases: [(&[&str], Option<&str>); 7] = [
            (&[rest_json, json_1_1, json_1_0], Some(json_1_0)),
            (&[rest_json, json_1_1], Some(json_1_1)),
            (&["aws.protocols#awsQuery", json_1_0], Some(json_1_0)),
            (&[rest_json, json_1_0, cbor], Some(cbor)),
            (&["example#protocol"], None),
            (&["aws.protocols#httpChecksum"], None),
            (&[], None),
        ];
        for (protocols, chosen) in cases {
            let found = with_service(protocols, |traits| {
                super::of(traits, None).map(|(id, _)| id)
            });
            assert_eq!(found, chosen, "{protocols:?}");
        }
        for wanted in [rest_json, "restJson1"] {
            let found = with_service(&[json_1_0, rest_json], |traits| {
                super::of(traits, Some(wanted)).map(|(id, _)| id)
            });
            assert_eq!(found, Some(rest_json), "{wanted}");
        }
        let absent = with_service(&[rest_json], |traits| {
            super::of(traits, Some(json_1_0)).is_none()
        });
        assert!(absent, "a protocol that the service does not have");
    }
}
