//! Responses of a service: outputs and errors as the protocols write them, made from the model alone, without code of
//! either side.

mod cbor;
mod json;
mod time;
mod xml;

use base64_simd::STANDARD;
use serde_json::{Map, Value, json};
use tinsmith_model::{ErrorKind, Kind, Location, Member, Model, ShapeRef, TimestampFormat};

use crate::services::Protocol;

/// An HTTP response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// Headers in the order in which they are sent.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// As the two sides are told: the body in base64.
    pub(crate) fn told(&self) -> Value {
        json!({
            "status": self.status,
            "headers": self.headers,
            "body": STANDARD.encode_to_string(&self.body),
        })
    }

    fn header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.push((name.to_owned(), value.into()));
    }

    /// The type of the body, unless a member says it.
    fn kind(&mut self, kind: &str) {
        let name = "content-type";
        if !self
            .headers
            .iter()
            .any(|it| it.0.eq_ignore_ascii_case(name))
        {
            self.header(name, kind);
        }
    }
}

/// Writes answers of a service.
pub(crate) struct Answers<'m> {
    pub(crate) model: &'m Model,
    pub(crate) service: ShapeRef,
    pub(crate) protocol: Protocol,
    /// Whether structures have members that their models don't know, and nulls for those that are not set:
    /// newer services, and services with habits.
    pub(crate) noisy: bool,
}

/// A member that no model has.
const UNMODELLED: &str = "UnmodelledMember";

/// The id of the request in every answer.
const REQUEST_ID: &str = "request-1";

impl Answers<'_> {
    /// The success of an operation.
    pub(crate) fn success(&self, operation: ShapeRef, output: &Map<String, Value>) -> Answer {
        let shape = &self.model[operation];
        let name = shape.id.name();
        let structure = match &shape.kind {
            Kind::Operation(parts) => parts.output,
            _ => None,
        };
        let mut answer = Answer {
            status: shape.traits.http().map_or(200, |http| http.code),
            ..Answer::default()
        };
        answer.header("x-amzn-RequestId", REQUEST_ID);
        match self.protocol {
            Protocol::Json10 | Protocol::Json11 => {
                answer.status = 200;
                let version = match self.protocol {
                    Protocol::Json10 => "1.0",
                    _ => "1.1",
                };
                answer.header("content-type", format!("application/x-amz-json-{version}"));
                answer.body = match structure {
                    Some(shape) => Value::from(self.json_structure(shape, output))
                        .to_string()
                        .into_bytes(),
                    None => b"{}".to_vec(),
                };
            }
            Protocol::Cbor => {
                answer.status = 200;
                answer.header("smithy-protocol", "rpc-v2-cbor");
                if let Some(shape) = structure {
                    answer.header("content-type", "application/cbor");
                    answer.body = self.cbor_structure(shape, output);
                }
            }
            Protocol::Query => {
                answer.status = 200;
                answer.header("content-type", "text/xml");
                let result = structure
                    .map_or_else(String::new, |it| self.xml_members(it, output, &|_| true));
                answer.body = format!(
                    "<?xml version=\"1.0\"?>\n<{name}Response xmlns=\"https://example.com/doc/\">\n  \
                     <{name}Result>{result}</{name}Result>\n  <ResponseMetadata><RequestId>{REQUEST_ID}\
                     </RequestId></ResponseMetadata>\n</{name}Response>\n"
                )
                .into_bytes();
            }
            Protocol::Ec2 => {
                answer.status = 200;
                answer.header("content-type", "text/xml;charset=UTF-8");
                let members = structure
                    .map_or_else(String::new, |it| self.xml_members(it, output, &|_| true));
                answer.body = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{name}Response \
                     xmlns=\"http://example.com/doc/\">\n    <requestId>{REQUEST_ID}</requestId>{members}\
                     </{name}Response>"
                )
                .into_bytes();
            }
            Protocol::RestJson | Protocol::RestXml => {
                if let Some(shape) = structure {
                    self.bound(shape, output, &mut answer);
                }
            }
        }
        answer
    }

    /// A failure of an operation with an error of the model.
    pub(crate) fn failure(&self, error: ShapeRef, members: &Map<String, Value>) -> Answer {
        let shape = &self.model[error];
        let kind = shape.traits.error_kind().unwrap_or(ErrorKind::Client);
        let known = shape.traits.http_error();
        let query = shape.traits.get("aws.protocols#awsQueryError");
        let code = match query.and_then(|it| it.get("code")?.as_str()) {
            Some(code) if matches!(self.protocol, Protocol::Query) => code,
            _ => shape.id.name(),
        };
        let sender = match kind {
            ErrorKind::Client => "Sender",
            ErrorKind::Server => "Receiver",
        };
        let mut answer = Answer {
            // Without a status of its own, one that nobody tries again.
            status: known.unwrap_or(400),
            ..Answer::default()
        };
        answer.header("x-amzn-RequestId", REQUEST_ID);
        match self.protocol {
            Protocol::Json10 | Protocol::Json11 | Protocol::Cbor => {
                let id = shape.id.to_string();
                if self.model[self.service]
                    .traits
                    .has("aws.protocols#awsQueryCompatible")
                {
                    let code = query.and_then(|it| it.get("code")?.as_str());
                    let code = code.unwrap_or(shape.id.name());
                    answer.header("x-amzn-query-error", format!("{code};{sender}"));
                }
                match self.protocol {
                    Protocol::Cbor => {
                        answer.header("smithy-protocol", "rpc-v2-cbor");
                        answer.header("content-type", "application/cbor");
                        answer.body = self.cbor_error(error, &id, members);
                    }
                    _ => {
                        answer.header("content-type", "application/x-amz-json-1.1");
                        let mut body = self.json_structure(error, members);
                        body.insert("__type".to_owned(), id.into());
                        answer.body = Value::from(body).to_string().into_bytes();
                    }
                }
            }
            Protocol::Query => {
                answer.header("content-type", "text/xml");
                let members = self.xml_error(error, members);
                answer.body = format!(
                    "<ErrorResponse xmlns=\"https://example.com/doc/\"><Error><Type>{sender}</Type><Code>{code}\
                     </Code>{members}</Error><RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
                )
                .into_bytes();
            }
            Protocol::Ec2 => {
                answer.header("content-type", "text/xml;charset=UTF-8");
                let members = self.xml_error(error, members);
                answer.body = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>{code}</Code>\
                     {members}</Error></Errors><RequestID>{REQUEST_ID}</RequestID></Response>"
                )
                .into_bytes();
            }
            Protocol::RestJson => {
                answer.header("x-amzn-errortype", code);
                self.bound(error, members, &mut answer);
            }
            Protocol::RestXml => {
                self.bound_headers(error, members, &mut answer);
                answer.header("content-type", "application/xml");
                let members = self.xml_error(error, members);
                let service = &self.model[self.service].traits;
                let unwrapped = service.get("aws.protocols#restXml");
                let unwrapped = unwrapped.and_then(|it| it.get("noErrorWrapping")?.as_bool());
                answer.body = match unwrapped {
                    Some(true) => format!(
                        "<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code>{members}<RequestId>{REQUEST_ID}\
                         </RequestId></Error>"
                    ),
                    _ => format!(
                        "<ErrorResponse><Error><Type>{sender}</Type><Code>{code}</Code>{members}</Error>\
                         <RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
                    ),
                }
                .into_bytes();
            }
        }
        answer
    }

    /// Members in their places of HTTP.
    fn bound(&self, shape: ShapeRef, output: &Map<String, Value>, answer: &mut Answer) {
        self.bound_headers(shape, output, answer);
        let members = self.model[shape].members();
        let payload = members
            .iter()
            .find(|it| it.traits.location() == Location::Payload);
        if let Some(payload) = payload {
            if let Some(value) = output.get(&payload.name) {
                self.payload(payload, value, answer);
            }
            return;
        }
        if !members.iter().any(in_body) {
            return;
        }
        match self.protocol {
            Protocol::RestJson => {
                answer.kind("application/json");
                let mut body = self.json_structure(shape, output);
                for member in members.iter().filter(|it| !in_body(it)) {
                    body.remove(&json::name(self.protocol, member));
                }
                answer.body = Value::from(body).to_string().into_bytes();
            }
            _ => {
                answer.kind("application/xml");
                let root = self.xml_root(shape);
                let members = self.xml_members(shape, output, &in_body);
                let attributes = self.xml_attributes(shape, output);
                answer.body = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}{attributes}>{members}</{root}>"
                )
                .into_bytes();
            }
        }
    }

    fn payload(&self, member: &Member, value: &Value, answer: &mut Answer) {
        let shape = &self.model[member.target];
        match (&shape.kind, value) {
            (Kind::Blob, Value::String(text)) => {
                answer.kind("application/octet-stream");
                answer.body = STANDARD.decode_to_vec(text).unwrap_or_default();
            }
            (Kind::String | Kind::Enum(_), Value::String(text)) => {
                answer.kind("text/plain");
                answer.body = text.clone().into_bytes();
            }
            (_, value) if self.protocol == Protocol::RestJson => {
                answer.kind("application/json");
                let value = self.json_value(member, member.target, value);
                answer.body = value.to_string().into_bytes();
            }
            (_, value) => {
                answer.kind("application/xml");
                let root = member
                    .traits
                    .get("smithy.api#xmlName")
                    .and_then(|it| it.as_str());
                let root = root.unwrap_or_else(|| self.xml_root(member.target));
                let value = self.xml_element(root, member, value);
                answer.body = value.into_bytes();
            }
        }
    }

    fn bound_headers(&self, shape: ShapeRef, output: &Map<String, Value>, answer: &mut Answer) {
        for member in self.model[shape].members() {
            let Some(value) = output.get(&member.name) else {
                continue;
            };
            match (member.traits.location(), value) {
                (Location::Header(name), value) => {
                    if let Some(text) = self.header_value(member, value) {
                        answer.header(name, text);
                    }
                }
                (Location::PrefixHeaders(prefix), Value::Object(entries)) => {
                    for (name, value) in entries {
                        let value = value.as_str().unwrap_or_default();
                        answer.header(&format!("{prefix}{name}"), value);
                    }
                }
                (Location::ResponseCode, value) => {
                    answer.status = value
                        .as_u64()
                        .and_then(|it| it.try_into().ok())
                        .unwrap_or(200);
                }
                _ => {}
            }
        }
    }

    /// None for an empty list, which is not sent.
    fn header_value(&self, member: &Member, value: &Value) -> Option<String> {
        let shape = &self.model[member.target];
        Some(match (&shape.kind, value) {
            (Kind::List(inner), Value::Array(values)) => {
                let values = values.iter().filter_map(|value| {
                    let text = self.header_value(inner, value)?;
                    // Commas of dates stand between elements in no other way.
                    let quoted =
                        matches!(self.model[inner.target].kind, Kind::String | Kind::Enum(_))
                            && text.contains([',', '"']);
                    Some(if quoted {
                        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                    } else {
                        text
                    })
                });
                let values: Vec<String> = values.collect();
                if values.is_empty() {
                    return None;
                }
                values.join(", ")
            }
            (Kind::Timestamp, Value::String(seconds)) => {
                let format = self.time_format(member, TimestampFormat::HttpDate);
                time::format(seconds, format)
            }
            (Kind::String, Value::String(text)) if shape.traits.media_type().is_some() => {
                STANDARD.encode_to_string(text)
            }
            (_, Value::String(text)) => text.clone(),
            (_, value) => value.to_string(),
        })
    }

    fn time_format(&self, member: &Member, otherwise: TimestampFormat) -> TimestampFormat {
        let target = &self.model[member.target].traits;
        let format = member.traits.timestamp_format();
        format
            .or_else(|| target.timestamp_format())
            .unwrap_or(otherwise)
    }
}

fn in_body(member: &Member) -> bool {
    member.traits.location() == Location::Body
}
