//! Rules of endpoint rule sets, of their parameters and of their tests (Smithy 2.0, "Rules engine", "Endpoint traits").

pub(super) mod auth_schemes;
pub(super) mod parameters;
pub(super) mod special_cases;
pub(super) mod test_cases;

use crate::graph::{Graph, Vertex};
use crate::node::Node;

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const BDD: &str = "smithy.rules#endpointBdd";
const TESTS: &str = "smithy.rules#endpointTests";

/// The type of a parameter.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Type {
    Text,
    Boolean,
    TextList,
}

impl Type {
    fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "string" => Some(Self::Text),
            "boolean" => Some(Self::Boolean),
            "stringarray" => Some(Self::TextList),
            _ => None,
        }
    }

    /// The type of a value, if parameters can have it.
    fn of(value: &Node) -> Option<Self> {
        match value {
            Node::String(_) => Some(Self::Text),
            Node::Bool(_) => Some(Self::Boolean),
            Node::Array(items) if items.iter().all(|item| item.as_str().is_some()) => {
                Some(Self::TextList)
            }
            _ => None,
        }
    }

    fn described(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Boolean => "a boolean",
            Self::TextList => "a list of strings",
        }
    }
}

/// A parameter of a rule set.
struct Parameter<'m> {
    name: &'m str,
    of_type: Option<Type>,
    built_in: Option<&'m str>,
    is_required: bool,
    default: Option<&'m Node>,
}

/// The trait that has the rules of a service, and its parameters.
fn parameters<'m>(
    graph: &Graph<'m>,
    service: Vertex,
) -> Option<(&'static str, Vec<Parameter<'m>>)> {
    let ids = [RULE_SET, BDD].into_iter();
    let (id, value) = ids
        .filter_map(|id| Some((id, graph.get_trait(service, id)?)))
        .next()?;
    let parameters = value.get("parameters")?.as_object()?.iter();
    let parameters = parameters.map(|(name, value)| Parameter {
        name,
        of_type: value
            .get("type")
            .and_then(Node::as_str)
            .and_then(Type::named),
        built_in: value.get("builtIn").and_then(Node::as_str),
        is_required: value.get("required").and_then(Node::as_bool) == Some(true),
        default: value.get("default"),
    });
    Some((id, parameters.collect()))
}

/// The test cases of a service.
fn cases_of<'m>(graph: &Graph<'m>, service: Vertex) -> &'m [Node] {
    let tests = graph.get_trait(service, TESTS);
    let cases = tests.and_then(|tests| tests.get("testCases")?.as_array());
    cases.unwrap_or_default()
}
