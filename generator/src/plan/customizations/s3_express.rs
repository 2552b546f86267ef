//! S3 Express: calls to a directory bucket are signed with the credentials of a session, which the operation
//! `CreateSession` returns for one bucket.
//!
//! A client that may need a session has that operation even if it was not chosen ([`operation_to_add`]).

use tinsmith_model::endpoint_rules::{DECISION_DIAGRAM, RULE_SET};
use tinsmith_model::{Closure, Kind, Node, Operations, ShapeRef, Traits};

use super::s3;
use crate::names::{Name, Path};
use crate::plan::{Field, Operation, Plan};

/// The auth scheme of endpoints that require a session.
const SCHEME: &str = "sigv4-s3express";
/// The operation that creates a session.
const CREATE: &str = "CreateSession";
/// The parameter of the endpoint rules, and the member of the operation's input, that name the bucket.
const BUCKET: &str = "Bucket";
/// The setting that turns sessions off. If an operation sets this parameter to `true`, its calls need no session.
const DISABLE: &str = "DisableS3ExpressSessionAuth";
/// The parameter that an operation sets to `true` if its calls go to an endpoint without sessions.
const CONTROL: &str = "UseS3ExpressControlEndpoint";

/// The sessions of a client.
#[derive(Clone)]
pub(crate) struct Sessions {
    /// The id of the auth scheme.
    pub(crate) scheme: &'static str,
    /// The header with the session's token.
    pub(crate) token_header: &'static str,
    /// The query parameter with the session's token.
    pub(crate) token_query: &'static str,
    /// The name of the session's provider of credentials, for logs.
    pub(crate) provider: &'static str,
    /// The environment variable of [`Sessions::switch`].
    pub(crate) variable: &'static str,
    /// The type of the setting that turns sessions off.
    pub(crate) switch: Option<Name>,
    /// The operation that creates a session, if the client has it.
    pub(crate) creator: Option<Creator>,
}

/// The operation that creates a session.
#[derive(Clone)]
pub(crate) struct Creator {
    /// The client's method.
    pub(crate) method: Name,
    /// The setter of the bucket.
    pub(crate) bucket: Name,
    /// The getter of the bucket among the endpoint's parameters.
    pub(crate) parameter: Name,
    /// The member of the output that holds the credentials.
    pub(crate) credentials: Part,
    /// The type of the credentials.
    pub(crate) structure: Path,
    /// The access key, the secret key, the token and the expiry.
    pub(crate) parts: [Part; 4],
}

/// A field, and whether it is optional.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) ident: Name,
    pub(crate) optional: bool,
}

impl Part {
    fn of(field: &Field<'_>) -> Self {
        Self {
            ident: field.ident.clone(),
            optional: field.optional,
        }
    }
}

impl Sessions {
    /// The sessions, if endpoints of the service may ask for one.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        let service = &plan.shape(plan.service.shape).traits;
        let asks = s3::is_s3(plan) && rules_name_scheme(service);
        let mut settings = plan.endpoints.client.iter();
        asks.then(|| Self {
            scheme: SCHEME,
            token_header: "x-amz-s3session-token",
            token_query: "X-Amz-S3session-Token",
            provider: "s3express",
            variable: "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
            switch: settings
                .find(|setting| setting.name == DISABLE)
                .map(|setting| setting.ident.clone()),
            creator: plan
                .operations
                .iter()
                .find(|operation| operation.name == CREATE)
                .and_then(|operation| Creator::of(plan, operation)),
        })
    }
}

impl Creator {
    fn of(plan: &Plan<'_>, operation: &Operation<'_>) -> Option<Self> {
        let credentials = operation.output.field("Credentials")?;
        let structure = plan.structure(credentials.member.target)?;
        let part = |member| structure.field(member).map(Part::of);
        Some(Self {
            method: operation.method.clone(),
            bucket: operation.input.field(BUCKET)?.ident.clone(),
            parameter: plan.endpoints.parameter(BUCKET)?.names.ident.clone(),
            credentials: Part::of(credentials),
            structure: structure.path.clone(),
            parts: [
                part("AccessKeyId")?,
                part("SecretAccessKey")?,
                part("SessionToken")?,
                part("Expiration")?,
            ],
        })
    }
}

/// The operation that the client needs in addition to the chosen ones: `CreateSession`, if the endpoint of a chosen
/// operation may require a session.
pub(crate) fn operation_to_add(closure: &Closure<'_>) -> Option<String> {
    let model = closure.model();
    let service = &model[closure.service()];
    if super::id(service) != s3::ID {
        return None;
    }
    let is_chosen = |name: &str| {
        let mut chosen = closure.operations().iter();
        chosen.any(|&operation| model[operation].id.name() == name)
    };
    let mut chosen = closure.operations().iter();
    if is_chosen(CREATE) || !chosen.any(|&operation| may_need_session(closure, operation)) {
        return None;
    }
    let create = format!("{}#{CREATE}", service.id.namespace());
    let is_operation = model
        .find(&create)
        .is_some_and(|shape| matches!(model[shape].kind, Kind::Operation(_)));
    (is_operation && rules_name_scheme(&service.traits)).then_some(create)
}

/// The chosen operations with one more.
pub(crate) fn with(operations: &Operations, added: String) -> Operations {
    match operations {
        Operations::All => Operations::All,
        Operations::Named(names) => {
            Operations::Named(names.iter().cloned().chain([added]).collect())
        }
    }
}

/// Whether the endpoint of the operation may require a session: the operation has a bucket, and sets none of the
/// parameters that exclude sessions.
fn may_need_session(closure: &Closure<'_>, operation: ShapeRef) -> bool {
    let model = closure.model();
    let constants = model[operation]
        .traits
        .get("smithy.rules#staticContextParams");
    let is_set = |name| {
        let constant = constants.and_then(|all| all.get(name)?.get("value"));
        matches!(constant, Some(Node::Bool(true)))
    };
    let input = match &model[operation].kind {
        Kind::Operation(operation) => operation.input,
        _ => None,
    };
    let members = input.map_or(&[][..], |input| model[input].members());
    let mut parameters = members.iter().filter_map(|member| {
        let parameter = member.traits.get("smithy.rules#contextParam")?;
        parameter.get("name")?.as_str()
    });
    parameters.any(|name| name == BUCKET) && !is_set(DISABLE) && !is_set(CONTROL)
}

/// Whether the endpoint rules of the service name the auth scheme of sessions.
fn rules_name_scheme(service: &Traits) -> bool {
    let mut rules = [RULE_SET, DECISION_DIAGRAM].into_iter();
    rules.any(|id| service.get(id).is_some_and(names_scheme))
}

fn names_scheme(rules: &Node) -> bool {
    let mut pending = vec![rules];
    while let Some(node) = pending.pop() {
        match node {
            Node::String(text) if text == SCHEME => return true,
            Node::Array(items) => pending.extend(items),
            Node::Object(entries) => pending.extend(entries.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    use super::*;

    /// A service whose endpoints have this auth scheme: two operations with a bucket, one of which needs no session, one
    /// operation without a bucket, and `CreateSession`.
    fn model(sdk_id: &str, scheme: &str) -> Model {
        let text = format!(
            r#"$version: "2.0"
            namespace example.sessions
            use smithy.rules#contextParam
            use smithy.rules#staticContextParams
            @aws.api#service(sdkId: "{sdk_id}")
            @aws.protocols#restJson1
            @smithy.rules#endpointRuleSet({{
                version: "1.0"
                parameters: {{
                    Bucket: {{ type: "String", required: false, documentation: "b" }}
                    DisableS3ExpressSessionAuth: {{ type: "Boolean", required: false, documentation: "d" }}
                }}
                rules: [{{
                    conditions: []
                    endpoint: {{
                        url: "https://example.com"
                        properties: {{ authSchemes: [{{ name: "{scheme}" }}] }}
                    }}
                    type: "endpoint"
                }}]
            }})
            service Service {{ version: "1", operations: [Get, Head, List, CreateSession] }}
            @mixin
            structure Bucket {{ @httpQuery("b") @contextParam(name: "Bucket") Bucket: String }}
            @readonly @http(method: "GET", uri: "/get")
            operation Get {{ input := with [Bucket] {{}} }}
            @readonly @http(method: "HEAD", uri: "/head")
            @staticContextParams(DisableS3ExpressSessionAuth: {{ value: true }})
            operation Head {{ input := with [Bucket] {{}} }}
            @readonly @http(method: "GET", uri: "/list")
            operation List {{}}
            @http(method: "POST", uri: "/session")
            @staticContextParams(DisableS3ExpressSessionAuth: {{ value: true }})
            operation CreateSession {{ input := with [Bucket] {{}} }}"#
        );
        let model = Model::from_bytes("sessions.smithy", text.as_bytes());
        model.unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn operations(model: &Model, chosen: &[&str]) -> Vec<String> {
        let chosen = chosen.iter().map(|name| (*name).to_owned()).collect();
        let closure = crate::closure(model, None, &Operations::Named(chosen));
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        let operations = closure.operations().iter();
        operations
            .map(|&operation| model[operation].id.name().to_owned())
            .collect()
    }

    #[test]
    fn an_operation_that_may_need_a_session_adds_create_session() {
        let model = model("S3", SCHEME);
        assert_eq!(operations(&model, &["Get"]), [CREATE, "Get"]);
        assert_eq!(operations(&model, &["Get", CREATE]), [CREATE, "Get"]);
        assert_eq!(operations(&model, &["Head", "List"]), ["Head", "List"]);
    }

    #[test]
    fn rules_without_sessions_and_other_services_add_no_operation() {
        assert_eq!(operations(&model("S3", "sigv4"), &["Get"]), ["Get"]);
        assert_eq!(operations(&model("Other", SCHEME), &["Get"]), ["Get"]);
    }
}
