//! The protocol of a service: what it is called in a Smithy model, and what depends on it.

use super::values::{annotation, object, string};
use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::traits::Traits;

#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Protocol {
    Json,
    RestJson,
    RestXml,
    Query,
    Ec2,
    Cbor,
}

const PROTOCOLS: [(&str, Protocol); 6] = [
    ("json", Protocol::Json),
    ("rest-json", Protocol::RestJson),
    ("rest-xml", Protocol::RestXml),
    ("query", Protocol::Query),
    ("ec2", Protocol::Ec2),
    ("smithy-rpc-v2-cbor", Protocol::Cbor),
];

impl Protocol {
    pub(super) fn named(name: &str) -> Option<Self> {
        let known = PROTOCOLS.iter().find(|(known, _)| *known == name);
        known.map(|(_, protocol)| *protocol)
    }

    /// The protocol of a document; `None` if there is none that is known, which is reported.
    pub(super) fn of(document: &Node, file: u32, issues: &mut Issues<'_>) -> Option<Self> {
        let protocol = document
            .get("metadata")
            .and_then(|known| known.get("protocol"));
        let message = match protocol {
            None => "`metadata` has no `protocol`".to_owned(),
            Some(Node::String(name)) => match Self::named(name) {
                Some(known) => return Some(known),
                None => format!("`{name}` is not a protocol"),
            },
            Some(other) => format!("expected a string, found {}", other.describe()),
        };
        let names = || PROTOCOLS.iter().map(|(name, _)| *name);
        let near = protocol
            .and_then(Node::as_str)
            .and_then(|name| did_you_mean(name, names()));
        let all = || {
            format!(
                "the protocols are {}",
                names().collect::<Vec<_>>().join(", ")
            )
        };
        issues
            .report(file, &At::METADATA.key("protocol"), message)
            .hint(near.unwrap_or_else(all));
        None
    }

    /// Whether operations have a method and a URI of their own.
    pub(super) fn is_rest(self) -> bool {
        matches!(self, Protocol::RestJson | Protocol::RestXml)
    }

    pub(super) fn is_xml(self) -> bool {
        matches!(self, Protocol::RestXml | Protocol::Query | Protocol::Ec2)
    }

    /// Whether errors have codes that are not their shapes' names.
    pub(super) fn has_error_codes(self) -> bool {
        matches!(self, Protocol::Query)
    }

    /// Adds the trait of the protocol.
    pub(super) fn add_trait(self, metadata: &Node, traits: &mut Traits) {
        let id = match self {
            Protocol::Json if metadata.get("jsonVersion").and_then(Node::as_str) == Some("1.0") => {
                "aws.protocols#awsJson1_0"
            }
            Protocol::Json => "aws.protocols#awsJson1_1",
            Protocol::RestJson => "aws.protocols#restJson1",
            Protocol::RestXml => "aws.protocols#restXml",
            Protocol::Query => "aws.protocols#awsQuery",
            Protocol::Ec2 => "aws.protocols#ec2Query",
            Protocol::Cbor => "smithy.protocols#rpcv2Cbor",
        };
        let settings = metadata.get("protocolSettings");
        let h2 = settings
            .and_then(|settings| settings.get("h2"))
            .and_then(Node::as_str);
        let list = |names: &[&str]| Some(Node::Array(names.iter().copied().map(string).collect()));
        traits.set(
            id,
            match h2 {
                Some("eventstream") => object([
                    ("http", list(&["http/1.1", "h2"])),
                    ("eventStreamHttp", list(&["h2"])),
                ]),
                Some("optional") => object([("http", list(&["h2", "http/1.1"]))]),
                _ => annotation(),
            },
        );
    }
}
