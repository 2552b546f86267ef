//! A test case: access to its properties in the trait.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Diagnostic, Model, Node, ShapeRef};

/// The trait with cases of requests.
pub(super) const REQUESTS: &str = "smithy.test#httpRequestTests";
/// The trait with cases of responses.
pub(super) const RESPONSES: &str = "smithy.test#httpResponseTests";

/// The trait with cases of event streams.
pub(super) const EVENTS: &str = "smithy.test#eventStreamTests";

/// The properties of all cases.
const KEYS: [&str; 12] = [
    "id",
    "protocol",
    "authScheme",
    "params",
    "vendorParams",
    "vendorParamsShape",
    "documentation",
    "tags",
    "appliesTo",
    "headers",
    "body",
    "bodyMediaType",
];

/// Further properties of a case of [`REQUESTS`].
const REQUEST_KEYS: [&str; 9] = [
    "method",
    "uri",
    "host",
    "resolvedHost",
    "queryParams",
    "forbidQueryParams",
    "requireQueryParams",
    "forbidHeaders",
    "requireHeaders",
];

/// Further properties of a case of [`RESPONSES`].
const RESPONSE_KEYS: [&str; 3] = ["code", "forbidHeaders", "requireHeaders"];

/// Further properties of a case of [`EVENTS`].
const EVENT_KEYS: [&str; 8] = [
    "initialRequestParams",
    "initialRequest",
    "initialRequestShape",
    "initialResponseParams",
    "initialResponse",
    "initialResponseShape",
    "events",
    "expectation",
];

/// One case.
pub(super) struct Case<'m> {
    shape: ShapeRef,
    trait_id: &'static str,
    index: usize,
    /// Its id, which is unique among the cases of its kind in a model.
    pub(super) id: &'m str,
    node: &'m Node,
}

impl<'m> Case<'m> {
    /// Reads the case. It must have an id and a protocol.
    pub(super) fn read(
        shape: ShapeRef,
        trait_id: &'static str,
        index: usize,
        node: &'m Node,
    ) -> Result<Self, (Self, String)> {
        let id = node.get("id").and_then(Node::as_str);
        let case = Self {
            shape,
            trait_id,
            index,
            id: id.unwrap_or_default(),
            node,
        };
        if id.is_none() {
            return Err((case, "expected a string as `id`".to_owned()));
        }
        match (case.needed("protocol"), case.applies_to()) {
            (Err(message), _) | (_, Err(message)) => Err((case, message)),
            _ => Ok(case),
        }
    }

    fn applies_to(&self) -> Result<Option<&'m str>, String> {
        match self.text("appliesTo")? {
            Some(other) if !["client", "server"].contains(&other) => Err(format!(
                "`appliesTo` is neither client nor server: `{other}`"
            )),
            applies_to => Ok(applies_to),
        }
    }

    /// Whether the case is for clients of the protocol.
    pub(super) fn is_for(&self, protocol: &str) -> bool {
        self.needed("protocol") == Ok(protocol) && self.applies_to() != Ok(Some("server"))
    }

    /// Checks that the case has no unknown properties.
    pub(super) fn check_keys(&self) -> Result<(), String> {
        let own = match self.trait_id {
            REQUESTS => REQUEST_KEYS.as_slice(),
            EVENTS => &EVENT_KEYS,
            _ => &RESPONSE_KEYS,
        };
        let entries = self.node.as_object().unwrap_or_default();
        let mut keys = entries.iter().map(|(key, _)| key.as_str());
        match keys.find(|key| !KEYS.contains(key) && !own.contains(key)) {
            Some(key) => Err(format!("unknown property `{key}`")),
            None => Ok(()),
        }
    }

    /// The initial request or response of a case of [`EVENTS`], at `key`, as a case; without properties if there is
    /// none.
    pub(super) fn initial(&self, key: &str) -> Self {
        Self {
            node: self.get(key).unwrap_or(&Node::Null),
            ..*self
        }
    }

    /// One of the events of a case of [`EVENTS`], as a case.
    pub(super) fn event(&self, node: &'m Node) -> Self {
        Self { node, ..*self }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'m Node> {
        self.node.get(key)
    }

    /// An optional string.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'m str>, String> {
        let node = self.get(key).map(|node| node.as_str().ok_or(node));
        node.transpose()
            .map_err(|_| format!("expected a string as `{key}`"))
    }

    /// A required string.
    pub(super) fn needed(&self, key: &str) -> Result<&'m str, String> {
        self.text(key)?
            .ok_or_else(|| format!("expected a string as `{key}`"))
    }

    /// A list of strings; empty if the case does not have it.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<&'m str>, String> {
        let Some(node) = self.get(key) else {
            return Ok(Vec::new());
        };
        let texts = node
            .as_array()
            .and_then(|items| items.iter().map(Node::as_str).collect());
        texts.ok_or_else(|| format!("expected an array of strings as `{key}`"))
    }

    /// The names and values of the headers.
    pub(super) fn headers(&self) -> Result<Vec<TokenStream>, String> {
        let Some(node) = self.get("headers") else {
            return Ok(Vec::new());
        };
        let entries = node.as_object().and_then(|entries| {
            let entries = entries.iter();
            entries
                .map(|(name, value)| Some((name, value.as_str()?)))
                .collect::<Option<Vec<_>>>()
        });
        let entries = entries.ok_or("expected an object of strings as `headers`")?;
        Ok(entries
            .into_iter()
            .map(|(name, value)| quote!((#name, #value)))
            .collect())
    }

    /// The body, if the case has one.
    pub(super) fn body(&self) -> Result<Option<TokenStream>, String> {
        let Some(text) = self.text("body")? else {
            return Ok(None);
        };
        let media_type = match self.text("bodyMediaType")? {
            Some(media_type) => quote!(::std::option::Option::Some(#media_type)),
            None => quote!(::std::option::Option::None),
        };
        Ok(Some(quote! {
            ::tinsmith_runtime::protocol_test::Body { text: #text, media_type: #media_type }
        }))
    }

    /// The members of the input, the output or the error.
    pub(super) fn params(&self) -> Result<&'m [(String, Node)], String> {
        match self.get("params") {
            None => Ok(&[]),
            Some(params) => params
                .as_object()
                .ok_or_else(|| "expected an object as `params`".into()),
        }
    }

    /// The problem of a case that can't be a test.
    pub(super) fn problem(&self, model: &Model, message: &str) -> Diagnostic {
        let id = &model[self.shape].id;
        Diagnostic {
            file: model.file_of(self.shape).to_owned(),
            line: None,
            path: format!("shapes.{id}.traits.{}[{}]", self.trait_id, self.index),
            shape: Some(id.to_string()),
            message: format!("the case `{}` can't be a protocol test: {message}", self.id),
            hint: None,
        }
    }
}
