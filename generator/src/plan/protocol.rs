//! The protocols that a service may have, and the facts about each that checks and the plan need.
//! `emit::protocol` writes requests and reads responses.

use tinsmith_model::Traits;

/// A protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// `smithy.protocols#rpcv2Cbor`
    RpcV2Cbor,
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1,
    /// `aws.protocols#restJson1`
    RestJson1,
    /// `aws.protocols#restXml`
    RestXml,
    /// `aws.protocols#awsQuery`
    AwsQuery,
    /// `aws.protocols#ec2Query`
    Ec2Query,
    /// `smithy.protocols#rpcv2Json`
    RpcV2Json,
}

impl Protocol {
    /// All protocols, in the order of preference.
    pub(crate) const ALL: [Self; 8] = [
        Self::RpcV2Cbor,
        Self::AwsJson1_0,
        Self::AwsJson1_1,
        Self::RestJson1,
        Self::RestXml,
        Self::AwsQuery,
        Self::Ec2Query,
        Self::RpcV2Json,
    ];

    /// The protocols of the service with these traits, in the order of preference, or only the one with the id or name
    /// `wanted`.
    pub(crate) fn all_of(service: &Traits, wanted: Option<&str>) -> Vec<Self> {
        let is_wanted = |it: &Self| match wanted {
            Some(wanted) => it.id() == wanted || it.name() == wanted,
            None => true,
        };
        let mut protocols = Self::ALL.to_vec();
        protocols.retain(|it| service.has(it.id()) && is_wanted(it));
        protocols
    }

    /// The ids of all protocols.
    pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::id)
    }

    /// The id of its trait.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
            Self::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Self::AwsJson1_1 => "aws.protocols#awsJson1_1",
            Self::RestJson1 => "aws.protocols#restJson1",
            Self::RestXml => "aws.protocols#restXml",
            Self::AwsQuery => "aws.protocols#awsQuery",
            Self::Ec2Query => "aws.protocols#ec2Query",
            Self::RpcV2Json => "smithy.protocols#rpcv2Json",
        }
    }

    /// Its name: the id without the namespace.
    pub(crate) fn name(self) -> &'static str {
        let id = self.id();
        id.rsplit_once('#').map_or(id, |(_, name)| name)
    }

    /// Whether operations are bound to HTTP by their traits. Otherwise they are called by name, with all members in
    /// the body.
    pub(crate) fn has_http_bindings(self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml)
    }

    /// Whether values may be documents.
    pub(crate) fn has_documents(self) -> bool {
        self.is_json()
    }

    /// Whether values may be `bigInteger` and `bigDecimal`.
    pub(crate) fn has_big_numbers(self) -> bool {
        self.is_json()
    }

    /// Whether operations may have event streams.
    pub(crate) fn has_event_streams(self) -> bool {
        !matches!(self, Self::AwsQuery | Self::Ec2Query)
    }

    /// The feature of the runtime that the protocol needs, if any.
    pub(crate) fn runtime_feature(self) -> Option<&'static str> {
        match self {
            Self::RpcV2Cbor => Some("cbor"),
            Self::RestXml => Some("xml"),
            Self::AwsQuery | Self::Ec2Query => Some("query"),
            Self::AwsJson1_0 | Self::AwsJson1_1 | Self::RestJson1 | Self::RpcV2Json => None,
        }
    }

    fn is_json(self) -> bool {
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 | Self::RestJson1 | Self::RpcV2Json => true,
            Self::RpcV2Cbor | Self::RestXml | Self::AwsQuery | Self::Ec2Query => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    use super::Protocol;

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
    fn of_several_protocols_the_first_is_preferred_or_the_wanted_one() {
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
                Protocol::all_of(traits, None).first().map(|it| it.id())
            });
            assert_eq!(found, chosen, "{protocols:?}");
        }
        for wanted in [rest_json, "restJson1"] {
            let found = with_service(&[json_1_0, rest_json], |traits| {
                Protocol::all_of(traits, Some(wanted))
            });
            assert_eq!(found, [Protocol::RestJson1], "{wanted}");
        }
        let absent = with_service(&[rest_json], |traits| {
            Protocol::all_of(traits, Some(json_1_0))
        });
        assert_eq!(absent, [], "a protocol that the service does not have");
    }
}
