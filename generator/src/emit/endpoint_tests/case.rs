//! A test case: access to its properties in the trait.

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
    let cases = cases.ok_or_else(|| problem(plan, "", "expected an array as `testCases`"));
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
    pub(super) fn params(&self) -> Result<&'m [(String, Node)], String> {
        object(self.node, "params")
    }

    pub(super) fn expected(&self) -> Result<Expected<'m>, String> {
        let expect = self.node.get("expect");
        let expect = expect.ok_or("expected an object as `expect`")?;
        match (expect.get("endpoint"), expect.get("error")) {
            (Some(endpoint), None) => Endpoint::read(endpoint).map(Expected::Endpoint),
            (None, Some(Node::String(message))) => Ok(Expected::Error(message)),
            _ => Err("expected either an `endpoint` or a string `error` in `expect`".to_owned()),
        }
    }

    pub(super) fn calls(&self) -> Result<Vec<Call<'m>>, String> {
        let Some(node) = self.node.get("operationInputs") else {
            return Ok(Vec::new());
        };
        let calls = node
            .as_array()
            .ok_or("expected an array as `operationInputs`")?;
        calls.iter().map(Call::read).collect()
    }

    /// The problem of a case that can't be a test.
    pub(super) fn problem(&self, plan: &Plan<'m>, message: &str) -> Diagnostic {
        let place = format!(".testCases[{}]", self.index);
        problem(plan, &place, message)
    }
}

impl<'m> Endpoint<'m> {
    fn read(node: &'m Node) -> Result<Self, String> {
        let url = node.get("url").and_then(Node::as_str);
        let mut headers = Vec::new();
        for (name, values) in object(node, "headers")? {
            let values = values.as_array().into_iter().flatten().map(Node::as_str);
            let values: Option<Vec<&str>> = values.collect();
            let values = values.ok_or_else(|| format!("expected strings as values of `{name}`"))?;
            headers.push((name.as_str(), values));
        }
        Ok(Self {
            url: url.ok_or("expected a string as `url`")?,
            headers,
            properties: node.get("properties"),
        })
    }

    /// The auth schemes, in the order of preference: objects.
    pub(super) fn auth_schemes(&self) -> &'m [Node] {
        let schemes = self.properties.and_then(|it| it.get("authSchemes"));
        schemes.and_then(Node::as_array).unwrap_or_default()
    }
}

impl<'m> Call<'m> {
    fn read(node: &'m Node) -> Result<Self, String> {
        let operation = node.get("operationName").and_then(Node::as_str);
        Ok(Self {
            operation: operation.ok_or("expected a string as `operationName`")?,
            params: object(node, "operationParams")?,
            built_in: object(node, "builtInParams")?,
            client: object(node, "clientParams")?,
        })
    }
}

/// The entries of an optional object.
fn object<'m>(node: &'m Node, key: &str) -> Result<&'m [(String, Node)], String> {
    match node.get(key) {
        None => Ok(&[]),
        Some(node) => node
            .as_object()
            .ok_or_else(|| format!("expected an object as `{key}`")),
    }
}

fn problem(plan: &Plan<'_>, place: &str, message: &str) -> Diagnostic {
    let service = plan.service.shape;
    let id = &plan.shape(service).id;
    Diagnostic {
        file: plan.model.file_of(service).to_owned(),
        line: None,
        path: format!("shapes.{id}.traits.{TRAIT}{place}"),
        shape: Some(id.to_string()),
        message: format!("the case can't be an endpoint test: {message}"),
        hint: None,
    }
}
