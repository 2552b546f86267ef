//! Traits and typed access to those that generators ask for.

pub(crate) mod checksum;
pub(crate) mod constraints;
pub(crate) mod endpoint_discovery;
pub(crate) mod waiters;

use crate::http::{HostPrefix, Http, UriPattern};
use crate::node::Node;

/// The traits of a shape or member, ordered by id. Traits that this crate does not know are kept.
///
/// The loader has checked the values of the traits that have an accessor here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<(String, Node)>);

/// `@deprecated`
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated<'a> {
    /// Why, or what to use in its place
    pub message: Option<&'a str>,
    /// Since when
    pub since: Option<&'a str>,
}

/// Where HTTP protocols put a member (Smithy 2.0, "HTTP bindings").
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Location<'a> {
    /// `@httpLabel`: in the path
    Label,
    /// `@httpQuery`: the query parameter of this name
    Query(&'a str),
    /// `@httpQueryParams`: each entry of the map a query parameter
    QueryParams,
    /// `@httpHeader`: the header of this name
    Header(&'a str),
    /// `@httpPrefixHeaders`: each entry of the map a header with this prefix
    PrefixHeaders(&'a str),
    /// `@httpPayload`: the whole body
    Payload,
    /// `@httpResponseCode`: the status code
    ResponseCode,
    /// None of these: a field of the body
    Body,
}

/// `@timestampFormat`
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC
    DateTime,
    /// IMF-fixdate of RFC 9110
    HttpDate,
    /// Seconds since 1970, with an optional fraction
    EpochSeconds,
}

/// `@error`
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The caller's fault
    Client,
    /// The service's fault
    Server,
}

/// `@retryable`
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Retryable {
    /// Whether the error is one of throttling
    pub throttling: bool,
}

/// `@paginated`, as it stands on one shape: an operation's own values come before its service's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paginated {
    /// The input member that takes the token
    pub input_token: Option<String>,
    /// The path to the token in the output, members separated by `.`
    pub output_token: Option<String>,
    /// The path to the items in the output, members separated by `.`
    pub items: Option<String>,
    /// The input member that limits a page
    pub page_size: Option<String>,
}

/// Up to so many traits are added one by one.
pub(crate) const FEW: usize = 8;

/// A trait of this crate's own, for what the AWS JSON format says and Smithy has no trait for.
pub(crate) const SIGNATURE_VERSION: &str = "tinsmith.aws_json#signatureVersion";

impl Traits {
    /// Whether the trait with this absolute id is there.
    pub fn has(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// The value of the trait with this absolute id.
    pub fn get(&self, id: &str) -> Option<&Node> {
        let found = self
            .0
            .binary_search_by(|(name, _)| name.as_str().cmp(id))
            .ok()?;
        self.0.get(found).map(|(_, value)| value)
    }

    /// Ids and values, ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// How many traits there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a trait or replaces its value.
    pub(crate) fn set(&mut self, id: &str, value: Node) {
        match self.0.binary_search_by(|(name, _)| name.as_str().cmp(id)) {
            Ok(found) => self.0[found].1 = value,
            Err(place) => self.0.insert(place, (id.to_owned(), value)),
        }
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Node> {
        let found = self
            .0
            .binary_search_by(|(name, _)| name.as_str().cmp(id))
            .ok()?;
        self.0.get_mut(found).map(|(_, value)| value)
    }

    pub(crate) fn into_entries(self) -> Vec<(String, Node)> {
        self.0
    }

    /// Adds traits; where both have one, the value that is added wins.
    pub(crate) fn set_all<'a>(&mut self, added: impl IntoIterator<Item = (&'a str, &'a Node)>) {
        let added: Vec<(&str, &Node)> = added.into_iter().collect();
        if added.len() <= FEW {
            for (id, value) in added {
                self.set(id, value.clone());
            }
            return;
        }
        // Of the same id twice the first stays.
        let added = added.into_iter().rev();
        let mut all: Vec<(String, Node)> = added
            .map(|(id, value)| (id.to_owned(), value.clone()))
            .collect();
        all.append(&mut self.0);
        *self = all.into();
    }

    pub(crate) fn retain(&mut self, kept: impl Fn(&str) -> bool) {
        self.0.retain(|(id, _)| kept(id));
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Node> {
        let found = self
            .0
            .binary_search_by(|(name, _)| name.as_str().cmp(id))
            .ok()?;
        Some(self.0.remove(found).1)
    }

    fn text(&self, id: &str) -> Option<&str> {
        self.get(id)?.as_str()
    }

    /// `@documentation`: HTML or CommonMark.
    pub fn documentation(&self) -> Option<&str> {
        self.text("smithy.api#documentation")
    }

    /// `@title` of a service or resource.
    pub fn title(&self) -> Option<&str> {
        self.text("smithy.api#title")
    }

    /// `@deprecated`
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        let value = self.get("smithy.api#deprecated")?;
        let text = |key| value.get(key).and_then(Node::as_str);
        Some(Deprecated {
            message: text("message"),
            since: text("since"),
        })
    }

    /// `@required`
    pub fn is_required(&self) -> bool {
        self.has("smithy.api#required")
    }

    /// `@sensitive`
    pub fn is_sensitive(&self) -> bool {
        self.has("smithy.api#sensitive")
    }

    /// The version of the signatures that an AWS JSON model asks for, where no trait of Smithy stands for it.
    pub fn signature_version(&self) -> Option<&str> {
        self.get(SIGNATURE_VERSION)?.as_str()
    }

    /// `@sparse`
    pub fn is_sparse(&self) -> bool {
        self.has("smithy.api#sparse")
    }

    /// `@streaming`
    pub fn is_streaming(&self) -> bool {
        self.has("smithy.api#streaming")
    }

    /// `@requestCompression`, with gzip among the encodings: it is the one that Smithy defines.
    pub fn compresses_request(&self) -> bool {
        let compression = self.get("smithy.api#requestCompression");
        let encodings = compression.and_then(|it| it.get("encodings")?.as_array());
        let mut encodings = encodings.into_iter().flatten().filter_map(Node::as_str);
        encodings.any(|it| it.eq_ignore_ascii_case("gzip"))
    }

    /// `@clientOptional`
    pub fn is_client_optional(&self) -> bool {
        self.has("smithy.api#clientOptional")
    }

    /// `@idempotencyToken`
    pub fn is_idempotency_token(&self) -> bool {
        self.has("smithy.api#idempotencyToken")
    }

    /// `@input`: the structure serves as one operation's input only.
    pub fn is_input(&self) -> bool {
        self.has("smithy.api#input")
    }

    /// `@default`; `null` is a value (it takes back the default of the target).
    pub fn default_value(&self) -> Option<&Node> {
        self.get("smithy.api#default")
    }

    /// `@http`
    pub fn http(&self) -> Option<Http> {
        parse_http(self.get("smithy.api#http")?).ok()
    }

    /// The HTTP binding of a member; `Body` unless a trait says otherwise.
    pub fn location(&self) -> Location<'_> {
        self.locations().next().unwrap_or(Location::Body)
    }

    /// Every HTTP binding of a member. A valid model has at most one.
    pub(crate) fn locations(&self) -> impl Iterator<Item = Location<'_>> {
        self.iter().filter_map(|(id, value)| {
            let text = value.as_str().unwrap_or_default();
            Some(match id.strip_prefix("smithy.api#http")? {
                "Label" => Location::Label,
                "Query" => Location::Query(text),
                "QueryParams" => Location::QueryParams,
                "Header" => Location::Header(text),
                "PrefixHeaders" => Location::PrefixHeaders(text),
                "Payload" => Location::Payload,
                "ResponseCode" => Location::ResponseCode,
                _ => return None,
            })
        })
    }

    /// `@jsonName`
    pub fn json_name(&self) -> Option<&str> {
        self.text("smithy.api#jsonName")
    }

    /// `@mediaType`
    pub fn media_type(&self) -> Option<&str> {
        self.text("smithy.api#mediaType")
    }

    /// `@timestampFormat`
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        parse_timestamp_format(self.get("smithy.api#timestampFormat")?).ok()
    }

    /// `@endpoint`'s host prefix.
    pub fn host_prefix(&self) -> Option<HostPrefix> {
        parse_endpoint(self.get("smithy.api#endpoint")?).ok()
    }

    /// `@hostLabel`
    pub fn is_host_label(&self) -> bool {
        self.has("smithy.api#hostLabel")
    }

    /// `@error`
    pub fn error_kind(&self) -> Option<ErrorKind> {
        parse_error_kind(self.get("smithy.api#error")?).ok()
    }

    /// `@httpError`: the status code of an error.
    pub fn http_error(&self) -> Option<u16> {
        parse_status(self.get("smithy.api#httpError")?).ok()
    }

    /// `@retryable`
    pub fn retryable(&self) -> Option<Retryable> {
        parse_retryable(self.get("smithy.api#retryable")?).ok()
    }

    /// `@paginated`, not merged with the service's.
    pub fn paginated(&self) -> Option<Paginated> {
        parse_paginated(self.get("smithy.api#paginated")?).ok()
    }
}

/// Sorts; of the same id twice the first stays (objects that were read have no key twice).
impl From<Vec<(String, Node)>> for Traits {
    fn from(mut entries: Vec<(String, Node)>) -> Self {
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        entries.dedup_by(|(later, _), (earlier, _)| later == earlier);
        Self(entries)
    }
}

/// Checks the value of a trait that has an accessor; the error says what was expected.
pub(crate) fn check_value(id: &str, value: &Node) -> Result<(), String> {
    if id == checksum::TRAIT {
        return checksum::parse(value).map(drop);
    }
    match id {
        waiters::TRAIT => return waiters::parse(value).map(drop),
        endpoint_discovery::SERVICE => return endpoint_discovery::parse(value).map(drop),
        endpoint_discovery::OPERATION => {
            return endpoint_discovery::parse_required(value).map(drop);
        }
        _ => {}
    }
    let Some(name) = id.strip_prefix("smithy.api#") else {
        return Ok(());
    };
    match name {
        "documentation" | "title" | "jsonName" | "mediaType" => expect_text(value).map(drop),
        "httpQuery" | "httpHeader" => match expect_text(value)? {
            "" => Err("expected a name, found an empty string".into()),
            _ => Ok(()),
        },
        "httpPrefixHeaders" => expect_text(value).map(drop),
        "required" | "sensitive" | "sparse" | "streaming" | "clientOptional"
        | "idempotencyToken" | "input" | "output" | "hostLabel" | "httpLabel"
        | "httpQueryParams" | "httpPayload" | "httpResponseCode" | "box" | "uniqueItems" => {
            expect_annotation(value)
        }
        "deprecated" => check_deprecated(value),
        "http" => parse_http(value).map(drop),
        "timestampFormat" => parse_timestamp_format(value).map(drop),
        "endpoint" => parse_endpoint(value).map(drop),
        "error" => parse_error_kind(value).map(drop),
        "httpError" => parse_status(value).map(drop),
        "retryable" => parse_retryable(value).map(drop),
        "paginated" => parse_paginated(value).map(drop),
        _ => Ok(()),
    }
}

pub(crate) fn expected<T>(what: &str, found: &Node) -> Result<T, String> {
    Err(match found {
        Node::String(text) if text.len() <= 40 => format!("expected {what}, found `{text}`"),
        Node::Number(number) => format!("expected {what}, found {number}"),
        Node::Bool(value) => format!("expected {what}, found {value}"),
        _ => format!("expected {what}, found {}", found.describe()),
    })
}

fn expect_text(value: &Node) -> Result<&str, String> {
    value
        .as_str()
        .map_or_else(|| expected("a string", value), Ok)
}

/// Annotation traits are `{}`; writers of 1.0 models also used `true` and `null`.
pub(crate) fn expect_annotation(value: &Node) -> Result<(), String> {
    match value {
        Node::Object(_) | Node::Bool(true) | Node::Null => Ok(()),
        _ => expected("an empty object", value),
    }
}

pub(crate) fn optional_text(value: &Node, key: &str) -> Result<Option<String>, String> {
    match value.get(key) {
        None => Ok(None),
        Some(Node::String(text)) => Ok(Some(text.clone())),
        Some(other) => expected(&format!("a string as `{key}`"), other),
    }
}

fn check_deprecated(value: &Node) -> Result<(), String> {
    expect_annotation(value)?;
    optional_text(value, "message")?;
    optional_text(value, "since").map(drop)
}

fn parse_http(value: &Node) -> Result<Http, String> {
    if value.as_object().is_none() {
        return expected("an object with `method`, `uri` and `code`", value);
    }
    let Some(method) = optional_text(value, "method")? else {
        return Err("expected a `method` such as `GET`, found none".into());
    };
    if method.is_empty() || !method.bytes().all(is_token_byte) {
        return Err(format!(
            "expected a `method` such as `GET`, found `{method}`"
        ));
    }
    let Some(uri) = optional_text(value, "uri")? else {
        return Err("expected a `uri` such as `/things/{id}`, found none".into());
    };
    let code = value.get("code").map_or(Ok(200), parse_status)?;
    Ok(Http {
        method,
        uri: UriPattern::parse(&uri)?,
        code,
    })
}

/// `tchar` of RFC 9110.
pub(crate) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn parse_status(value: &Node) -> Result<u16, String> {
    let code = value.as_i64().and_then(|code| u16::try_from(code).ok());
    match code.filter(|code| (100..=999).contains(code)) {
        Some(code) => Ok(code),
        None => expected("a status code from 100 to 999", value),
    }
}

fn parse_timestamp_format(value: &Node) -> Result<TimestampFormat, String> {
    match value.as_str() {
        Some("date-time") => Ok(TimestampFormat::DateTime),
        Some("http-date") => Ok(TimestampFormat::HttpDate),
        Some("epoch-seconds") => Ok(TimestampFormat::EpochSeconds),
        _ => expected("`date-time`, `http-date` or `epoch-seconds`", value),
    }
}

fn parse_endpoint(value: &Node) -> Result<HostPrefix, String> {
    match optional_text(value, "hostPrefix")? {
        Some(prefix) => HostPrefix::parse(&prefix),
        None => expected("an object with `hostPrefix`", value),
    }
}

fn parse_error_kind(value: &Node) -> Result<ErrorKind, String> {
    match value.as_str() {
        Some("client") => Ok(ErrorKind::Client),
        Some("server") => Ok(ErrorKind::Server),
        _ => expected("`client` or `server`", value),
    }
}

fn parse_retryable(value: &Node) -> Result<Retryable, String> {
    expect_annotation(value)?;
    match value.get("throttling") {
        None => Ok(Retryable { throttling: false }),
        Some(Node::Bool(throttling)) => Ok(Retryable {
            throttling: *throttling,
        }),
        Some(other) => expected("a boolean as `throttling`", other),
    }
}

fn parse_paginated(value: &Node) -> Result<Paginated, String> {
    expect_annotation(value)?;
    Ok(Paginated {
        input_token: optional_text(value, "inputToken")?,
        output_token: optional_text(value, "outputToken")?,
        items: optional_text(value, "items")?,
        page_size: optional_text(value, "pageSize")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(json: &str) -> Traits {
        match serde_json::from_str(json).expect("valid JSON") {
            Node::Object(entries) => {
                let absolute = |(name, value)| (format!("smithy.api#{name}"), value);
                entries.into_iter().map(absolute).collect::<Vec<_>>().into()
            }
            other => panic!("not an object: {other}"),
        }
    }

    #[test]
    fn lookup_is_by_absolute_id() {
        let mut traits = traits(r#"{"required":{},"default":null}"#);
        assert!(traits.has("smithy.api#required") && !traits.has("required"));
        assert!(traits.default_value().is_some_and(Node::is_null));
        traits.set("a#b", Node::Bool(true));
        assert_eq!(
            traits.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            ["a#b", "smithy.api#default", "smithy.api#required"]
        );
        assert_eq!(traits.remove("a#b"), Some(Node::Bool(true)));
        assert_eq!(traits.len(), 2);
    }

    #[test]
    fn typed_access() {
        let all = traits(
            r#"{"documentation":"d","title":"t","deprecated":{"message":"m"},"sensitive":{},"sparse":{},
            "streaming":{},"clientOptional":{},"idempotencyToken":{},"input":{},"hostLabel":{},
            "http":{"method":"PUT","uri":"/a/{b}","code":201},"jsonName":"j","mediaType":"x/y",
            "timestampFormat":"http-date","endpoint":{"hostPrefix":"a.{b}."},"error":"server",
            "httpError":503,"retryable":{"throttling":true},
            "paginated":{"inputToken":"i","outputToken":"a.b","pageSize":"p"}}"#,
        );
        assert_eq!((all.documentation(), all.title()), (Some("d"), Some("t")));
        assert_eq!(
            all.deprecated(),
            Some(Deprecated {
                message: Some("m"),
                since: None
            })
        );
        assert!(all.is_sensitive() && all.is_sparse() && all.is_streaming() && all.is_input());
        assert!(all.is_client_optional() && all.is_idempotency_token() && all.is_host_label());
        let http = all.http().expect("@http");
        assert_eq!(
            (http.method.as_str(), http.code, http.uri.segments.len()),
            ("PUT", 201, 2)
        );
        assert_eq!(
            (all.json_name(), all.media_type()),
            (Some("j"), Some("x/y"))
        );
        assert_eq!(all.timestamp_format(), Some(TimestampFormat::HttpDate));
        assert_eq!(all.host_prefix().map(|prefix| prefix.0.len()), Some(3));
        assert_eq!(
            (all.error_kind(), all.http_error()),
            (Some(ErrorKind::Server), Some(503))
        );
        assert_eq!(all.retryable(), Some(Retryable { throttling: true }));
        let paginated = all.paginated().expect("@paginated");
        assert_eq!(paginated.output_token.as_deref(), Some("a.b"));
        assert_eq!(paginated.items, None);
        assert!(Traits::default().is_empty() && !Traits::default().is_required());
    }

    #[test]
    fn locations() {
        let cases = [
            (r#"{"httpLabel":{},"required":{}}"#, Location::Label),
            (r#"{"httpQuery":"q"}"#, Location::Query("q")),
            (r#"{"httpQueryParams":{}}"#, Location::QueryParams),
            (r#"{"httpHeader":"h"}"#, Location::Header("h")),
            (
                r#"{"httpPrefixHeaders":"x-"}"#,
                Location::PrefixHeaders("x-"),
            ),
            (r#"{"httpPayload":{}}"#, Location::Payload),
            (r#"{"httpResponseCode":{}}"#, Location::ResponseCode),
            (r#"{"httpChecksumRequired":{}}"#, Location::Body),
            ("{}", Location::Body),
        ];
        for (json, location) in cases {
            assert_eq!(traits(json).location(), location, "{json}");
        }
    }

    #[test]
    fn values_are_checked() {
        let bad = [
            ("documentation", "1", "expected a string, found 1"),
            ("httpHeader", "\"\"", "found an empty string"),
            ("required", "false", "expected an empty object, found false"),
            ("deprecated", r#"{"since":3}"#, "a string as `since`"),
            (
                "http",
                "[]",
                "expected an object with `method`, `uri` and `code`, found an array",
            ),
            (
                "http",
                r#"{"uri":"/"}"#,
                "`method` such as `GET`, found none",
            ),
            ("http", r#"{"method":"a b","uri":"/"}"#, "found `a b`"),
            ("http", r#"{"method":"GET"}"#, "expected a `uri`"),
            (
                "http",
                r#"{"method":"GET","uri":"x"}"#,
                "must start with `/`",
            ),
            (
                "http",
                r#"{"method":"GET","uri":"/","code":1e9}"#,
                "status code from 100 to 999",
            ),
            (
                "timestampFormat",
                "\"iso\"",
                "`date-time`, `http-date` or `epoch-seconds`, found `iso`",
            ),
            ("endpoint", "{}", "an object with `hostPrefix`"),
            ("error", "\"warning\"", "`client` or `server`"),
            ("httpError", "99999", "status code"),
            (
                "retryable",
                r#"{"throttling":1}"#,
                "a boolean as `throttling`",
            ),
            ("paginated", r#"{"items":[]}"#, "a string as `items`"),
        ];
        for (name, json, message) in bad {
            let value = serde_json::from_str(json).expect("valid JSON");
            let found = check_value(&format!("smithy.api#{name}"), &value).expect_err(name);
            assert!(found.contains(message), "{name}: {found}");
        }
        for (id, json) in [
            ("smithy.api#box", "true"),
            ("a#required", "1"),
            ("smithy.api#range", "1"),
        ] {
            let value = serde_json::from_str(json).expect("valid JSON");
            assert_eq!(check_value(id, &value), Ok(()), "{id}");
        }
    }
}
