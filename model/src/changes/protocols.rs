//! The traits that the protocols of a service read. A trait that none of them reads changes nothing on the wire.

use std::collections::BTreeSet;

use crate::traits::{Location, TimestampFormat, Traits};

pub(super) const AWS_JSON_1_0: &str = "aws.protocols#awsJson1_0";
pub(super) const AWS_JSON_1_1: &str = "aws.protocols#awsJson1_1";
pub(super) const AWS_QUERY: &str = "aws.protocols#awsQuery";
pub(super) const EC2_QUERY: &str = "aws.protocols#ec2Query";
pub(super) const REST_JSON_1: &str = "aws.protocols#restJson1";
pub(super) const REST_XML: &str = "aws.protocols#restXml";
pub(super) const RPC_V2_CBOR: &str = "smithy.protocols#rpcv2Cbor";
pub(super) const RPC_V2_JSON: &str = "smithy.protocols#rpcv2Json";

/// With this trait the errors of another protocol have the codes of awsQuery, so `awsQueryError` is read.
const QUERY_COMPATIBLE: &str = "aws.protocols#awsQueryCompatible";

const REST: &[&str] = &[REST_JSON_1, REST_XML];
const XML: &[&str] = &[REST_XML, AWS_QUERY, EC2_QUERY];

/// The traits that some protocols ignore, and the protocols that read them (Smithy specification: the table of
/// supported traits of each protocol). All protocols read every other trait.
const READERS: [(&str, &[&str]); 18] = [
    (
        "aws.protocols#awsQueryError",
        &[AWS_QUERY, QUERY_COMPATIBLE],
    ),
    ("aws.protocols#ec2QueryName", &[EC2_QUERY]),
    ("smithy.api#http", REST),
    ("smithy.api#httpError", REST),
    ("smithy.api#httpHeader", REST),
    ("smithy.api#httpLabel", REST),
    ("smithy.api#httpPayload", REST),
    ("smithy.api#httpPrefixHeaders", REST),
    ("smithy.api#httpQuery", REST),
    ("smithy.api#httpQueryParams", REST),
    ("smithy.api#httpResponseCode", REST),
    ("smithy.api#jsonName", &[REST_JSON_1]),
    ("smithy.api#mediaType", REST),
    (
        "smithy.api#timestampFormat",
        &[
            REST_JSON_1,
            REST_XML,
            AWS_JSON_1_0,
            AWS_JSON_1_1,
            AWS_QUERY,
            EC2_QUERY,
        ],
    ),
    ("smithy.api#xmlAttribute", XML),
    ("smithy.api#xmlFlattened", XML),
    ("smithy.api#xmlName", XML),
    ("smithy.api#xmlNamespace", XML),
];

/// The protocols that a service has in the old or the new model.
pub(super) struct Protocols(BTreeSet<&'static str>);

impl Protocols {
    pub(super) fn of(old: &Traits, new: &Traits) -> Self {
        let known = [
            AWS_JSON_1_0,
            AWS_JSON_1_1,
            AWS_QUERY,
            EC2_QUERY,
            REST_JSON_1,
            REST_XML,
            RPC_V2_CBOR,
            RPC_V2_JSON,
            QUERY_COMPATIBLE,
        ];
        let spoken = known.into_iter().filter(|id| old.has(id) || new.has(id));
        Self(spoken.collect())
    }

    /// Whether one of the protocols reads the trait. Without a known protocol, every trait counts as read.
    pub(super) fn read(&self, id: &str) -> bool {
        let mut readers = READERS.iter();
        let Some((_, readers)) = readers.find(|(name, _)| *name == id) else {
            return true;
        };
        self.0.is_empty() || readers.iter().any(|reader| self.0.contains(reader))
    }

    /// The format of a timestamp at this location without `timestampFormat`; none if the protocols differ in it.
    pub(super) fn default_format(&self, location: &Location<'_>) -> Option<TimestampFormat> {
        let protocols = self.0.iter().filter(|it| **it != QUERY_COMPATIBLE);
        let formats: BTreeSet<_> = protocols
            .filter_map(|it| default_format(it, location))
            .collect();
        let mut formats = formats.into_iter();
        formats.next().filter(|_| formats.next().is_none())
    }
}

/// The default format in a protocol; none if the protocol ignores `timestampFormat`.
fn default_format(protocol: &str, location: &Location<'_>) -> Option<TimestampFormat> {
    use TimestampFormat::{DateTime, EpochSeconds, HttpDate};
    let in_body = match protocol {
        REST_XML | AWS_QUERY | EC2_QUERY => DateTime,
        REST_JSON_1 | AWS_JSON_1_0 | AWS_JSON_1_1 => EpochSeconds,
        _ => return None,
    };
    if !REST.contains(&protocol) {
        return Some(in_body);
    }
    Some(match location {
        Location::Header(_) | Location::PrefixHeaders(_) => HttpDate,
        Location::Label | Location::Query(_) | Location::QueryParams => DateTime,
        Location::Payload | Location::ResponseCode | Location::Body => in_body,
    })
}
