//! Endpoint discovery: the traits `aws.api#clientEndpointDiscovery` and
//! `aws.api#clientDiscoveredEndpoint`.

use super::{Traits, expected, optional_text};
use crate::node::Node;

/// The trait of the service.
pub(crate) const SERVICE: &str = "aws.api#clientEndpointDiscovery";

/// The trait of an operation.
pub(crate) const OPERATION: &str = "aws.api#clientDiscoveredEndpoint";

/// `@clientEndpointDiscovery`: how clients of a service find the endpoints that it has for them.
///
/// Smithy specification: [`clientEndpointDiscovery` trait][spec].
///
/// [spec]: https://smithy.io/2.0/aws/aws-core.html#aws-api-clientendpointdiscovery-trait
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointDiscovery {
    /// The id of the operation that tells the endpoints
    pub operation: String,
    /// The id of the error that says that an endpoint is no longer valid
    pub error: Option<String>,
}

impl Traits {
    /// `@clientEndpointDiscovery` of a service.
    pub fn endpoint_discovery(&self) -> Option<EndpointDiscovery> {
        parse(self.get(SERVICE)?).ok()
    }

    /// `@clientDiscoveredEndpoint` of an operation: whether its calls have to go to a discovered
    /// endpoint. `None` without the trait.
    ///
    /// Smithy specification: [`clientDiscoveredEndpoint` trait][spec].
    ///
    /// [spec]: https://smithy.io/2.0/aws/aws-core.html#aws-api-clientdiscoveredendpoint-trait
    pub fn discovered_endpoint(&self) -> Option<bool> {
        parse_required(self.get(OPERATION)?).ok()
    }
}

/// Reads the value of the service's trait; the error says what was expected.
pub(crate) fn parse(value: &Node) -> Result<EndpointDiscovery, String> {
    if value.as_object().is_none() {
        return expected("an object", value);
    }
    let Some(operation) = optional_text(value, "operation")? else {
        return Err("expected `operation`, found none".to_owned());
    };
    Ok(EndpointDiscovery {
        operation,
        error: optional_text(value, "error")?,
    })
}

/// Reads the value of an operation's trait; the error says what was expected.
pub(crate) fn parse_required(value: &Node) -> Result<bool, String> {
    match value.get("required") {
        Some(Node::Bool(required)) => Ok(*required),
        Some(other) => expected("a boolean as `required`", other),
        None => Err("expected `required`, found none".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(json: &str) -> Node {
        serde_json::from_str(json).expect("valid JSON")
    }

    #[test]
    fn the_error_may_be_absent_and_the_operation_may_not() {
        let read = parse(&node(r#"{"operation":"a#D"}"#)).expect("valid");
        assert_eq!((read.operation.as_str(), read.error), ("a#D", None));
        for (json, problem) in [
            ("[]", "expected an object"),
            ("{}", "expected `operation`"),
            (
                r#"{"operation":1}"#,
                "expected a string as `operation`, found 1",
            ),
            (
                r#"{"operation":"a#D","error":{}}"#,
                "expected a string as `error`",
            ),
        ] {
            let found = parse(&node(json)).expect_err(json);
            assert!(found.contains(problem), "{json}: {found}");
        }
    }

    #[test]
    fn an_operation_says_whether_it_requires_discovery() {
        assert_eq!(parse_required(&node(r#"{"required":true}"#)), Ok(true));
        for (json, problem) in [
            ("{}", "expected `required`"),
            (
                r#"{"required":"yes"}"#,
                "expected a boolean as `required`, found `yes`",
            ),
        ] {
            let found = parse_required(&node(json)).expect_err(json);
            assert!(found.contains(problem), "{json}: {found}");
        }
    }
}
