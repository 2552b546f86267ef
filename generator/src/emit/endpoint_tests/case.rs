//! A test case: access to its properties in the trait.

use tinsmith_model::endpoint_rules::Malformed;
use tinsmith_model::{Diagnostic, Diagnostics, Node};

use crate::plan::Plan;

const TRAIT: &str = "smithy.rules#endpointTests";

/// One case.
pub(super) struct Case<'m> {
    index: usize,
    node: &'m Node,
}

/// What a case expects.
pub(super) enum Expected<'m> {
    /// An endpoint.
    Endpoint(Endpoint<'m>),
    /// An error with this message.
    Error(&'m str),
}

/// The endpoint that a case expects.
pub(super) struct Endpoint<'m> {
    pub(super) url: &'m str,
    /// Names and values of the headers.
    pub(super) headers: Vec<(&'m str, Vec<&'m str>)>,
    /// An object; none if the case has none.
    pub(super) properties: Option<&'m Node>,
    /// The auth schemes in the properties, in the order of preference: objects.
    pub(super) auth_schemes: &'m [Node],
}

/// A call that a case lists.
pub(super) struct Call<'m> {
    /// The name of the operation.
    pub(super) operation: &'m str,
    /// The members of the input.
    pub(super) params: &'m [(String, Node)],
    /// Settings of the client, by the names of built-ins.
    pub(super) built_in: &'m [(String, Node)],
    /// Settings of the client, by the names of `smithy.rules#clientContextParams`.
    pub(super) client: &'m [(String, Node)],
}

/// The cases of the service.
pub(super) fn all<'m>(plan: &Plan<'m>) -> Result<Vec<Case<'m>>, Diagnostics> {
    let Some(node) = plan.shape(plan.service.shape).traits.get(TRAIT) else {
        return Ok(Vec::new());
    };
    let cases = node.get("testCases").and_then(Node::as_array);
    let cases = cases.ok_or_else(|| {
        problem(
            plan,
            "",
            &Malformed::new("expected an array as `testCases`"),
        )
    });
    let cases = cases.map_err(Diagnostics::from)?;
    let cases = cases.iter().enumerate();
    Ok(cases.map(|(index, node)| Case { index, node }).collect())
}

impl<'m> Case<'m> {
    /// Its place among the cases, counted from 1.
    pub(super) fn number(&self) -> usize {
        self.index + 1
    }

    /// What it is about, in one line of documentation.
    pub(super) fn title(&self) -> String {
        let text = self.node.get("documentation").and_then(Node::as_str);
        let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        let text = if words.is_empty() {
            format!("Case {}.", self.number())
        } else {
            format!("Case {}: {}", self.number(), words.join(" "))
        };
        crate::docs::escaped(&text)
    }

    /// The parameters of the rule set.
    pub(super) fn params(&self) -> Result<&'m [(String, Node)], Malformed> {
        object(self.node, "params")
    }

    pub(super) fn expected(&self) -> Result<Expected<'m>, Malformed> {
        let expect = self.node.get("expect");
        let expect = expect.ok_or_else(|| Malformed::new("expected an object as `expect`"))?;
        match (expect.get("endpoint"), expect.get("error")) {
            (Some(endpoint), None) => Endpoint::read(endpoint).map(Expected::Endpoint),
            (None, Some(Node::String(message))) => Ok(Expected::Error(message)),
            _ => Err(Malformed::new(
                "expected either an `endpoint` or a string `error` in `expect`",
            )),
        }
    }

    pub(super) fn calls(&self) -> Result<Vec<Call<'m>>, Malformed> {
        let calls = array(self.node, "operationInputs")?.iter();
        calls.map(Call::read).collect()
    }

    /// The problem of a case that can't be a test.
    pub(super) fn problem(&self, plan: &Plan<'m>, bad: &Malformed) -> Diagnostic {
        let place = format!(".testCases[{}]", self.index);
        problem(plan, &place, bad)
    }
}

impl<'m> Endpoint<'m> {
    fn read(node: &'m Node) -> Result<Self, Malformed> {
        let mut headers = Vec::new();
        for (name, values) in object(node, "headers")? {
            let values = values.as_array().and_then(|values| {
                let values = values.iter().map(Node::as_str);
                values.collect::<Option<Vec<&str>>>()
            });
            let values = values.ok_or_else(|| {
                Malformed::new(format!(
                    "expected an array of strings as the header `{name}`"
                ))
            })?;
            headers.push((name.as_str(), values));
        }
        // An object, if there is one.
        object(node, "properties")?;
        let properties = node.get("properties");
        let auth_schemes = properties.map(|it| array(it, "authSchemes")).transpose()?;
        let auth_schemes = auth_schemes.unwrap_or_default();
        if auth_schemes.iter().any(|it| it.as_object().is_none()) {
            return Err(Malformed::new("expected objects in `authSchemes`"));
        }
        Ok(Self {
            url: text(node, "url")?,
            headers,
            properties,
            auth_schemes,
        })
    }
}

impl<'m> Call<'m> {
    fn read(node: &'m Node) -> Result<Self, Malformed> {
        Ok(Self {
            operation: text(node, "operationName")?,
            params: object(node, "operationParams")?,
            built_in: object(node, "builtInParams")?,
            client: object(node, "clientParams")?,
        })
    }

    /// The built-in of this name.
    pub(super) fn built_in(&self, name: &str) -> Option<&'m Node> {
        let mut entries = self.built_in.iter();
        let (_, node) = entries.find(|(key, _)| key == name)?;
        Some(node)
    }
}

fn text<'m>(node: &'m Node, key: &str) -> Result<&'m str, Malformed> {
    let text = node.get(key).and_then(Node::as_str);
    text.ok_or_else(|| Malformed::new(format!("expected a string as `{key}`")))
}

/// The entries of an optional object.
fn object<'m>(node: &'m Node, key: &str) -> Result<&'m [(String, Node)], Malformed> {
    match node.get(key) {
        None => Ok(&[]),
        Some(node) => node
            .as_object()
            .ok_or_else(|| Malformed::new(format!("expected an object as `{key}`"))),
    }
}

/// The items of an optional array.
fn array<'m>(node: &'m Node, key: &str) -> Result<&'m [Node], Malformed> {
    match node.get(key) {
        None => Ok(&[]),
        Some(node) => node
            .as_array()
            .ok_or_else(|| Malformed::new(format!("expected an array as `{key}`"))),
    }
}

fn problem(plan: &Plan<'_>, place: &str, bad: &Malformed) -> Diagnostic {
    let service = plan.service.shape;
    let id = &plan.shape(service).id;
    Diagnostic {
        file: plan.model.file_of(service).to_owned(),
        line: None,
        path: format!("shapes.{id}.traits.{TRAIT}{place}"),
        shape: Some(id.to_string()),
        message: format!("the case can't be an endpoint test: {}", bad.message),
        hint: bad.hint.clone(),
    }
}
