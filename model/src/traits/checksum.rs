//! The trait `aws.protocols#httpChecksum`.

use super::{Traits, expect_annotation, expected, optional_text};
use crate::node::Node;

/// The trait.
pub(crate) const TRAIT: &str = "aws.protocols#httpChecksum";

/// `@httpChecksum`: which checksums an operation's request and response have.
///
/// Smithy specification: [`httpChecksum` trait][spec].
///
/// [spec]: https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The input member that chooses the algorithm of the request
    pub request_algorithm_member: Option<String>,
    /// The request must have a checksum
    pub request_checksum_required: bool,
    /// The input member that asks for a checksum of the response
    pub request_validation_mode_member: Option<String>,
    /// The algorithms by which a response may have a checksum
    pub response_algorithms: Vec<String>,
}

impl HttpChecksum {
    /// Requests have a checksum, by default or always.
    pub fn has_request(&self) -> bool {
        self.request_checksum_required || self.request_algorithm_member.is_some()
    }
}

impl Traits {
    /// `@httpChecksum`
    pub fn http_checksum(&self) -> Option<HttpChecksum> {
        parse(self.get(TRAIT)?).ok()
    }
}

/// Reads the trait's value; the error says what was expected.
pub(crate) fn parse(value: &Node) -> Result<HttpChecksum, String> {
    expect_annotation(value)?;
    let required = match value.get("requestChecksumRequired") {
        None => false,
        Some(Node::Bool(required)) => *required,
        Some(other) => return expected("a boolean as `requestChecksumRequired`", other),
    };
    let algorithms = match value.get("responseAlgorithms") {
        None => Vec::new(),
        Some(list) => match list.as_array().map(texts) {
            Some(Some(algorithms)) => algorithms,
            _ => return expected("a list of strings as `responseAlgorithms`", list),
        },
    };
    Ok(HttpChecksum {
        request_algorithm_member: optional_text(value, "requestAlgorithmMember")?,
        request_checksum_required: required,
        request_validation_mode_member: optional_text(value, "requestValidationModeMember")?,
        response_algorithms: algorithms,
    })
}

fn texts(list: &[Node]) -> Option<Vec<String>> {
    let texts = list.iter().map(|it| it.as_str().map(str::to_owned));
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<HttpChecksum, String> {
        parse(&serde_json::from_str(json).expect("valid JSON"))
    }

    #[test]
    fn a_request_has_a_checksum_if_an_algorithm_is_chosen_or_it_is_required() {
        let has = |json| read(json).expect(json).has_request();
        assert!(has(r#"{"requestAlgorithmMember":"a"}"#));
        assert!(has(r#"{"requestChecksumRequired":true}"#));
        assert!(!has(r#"{"requestChecksumRequired":false}"#));
        assert!(!has(
            r#"{"requestValidationModeMember":"m","responseAlgorithms":["SHA1"]}"#
        ));
    }

    #[test]
    fn values_of_another_form_are_errors() {
        for (json, problem) in [
            ("[]", "expected an empty object"),
            (r#"{"requestAlgorithmMember":1}"#, "expected a string as"),
            (r#"{"requestChecksumRequired":"yes"}"#, "expected a boolean"),
            (r#"{"responseAlgorithms":["SHA1",1]}"#, "expected a list of"),
            (r#"{"responseAlgorithms":"SHA1"}"#, "expected a list of"),
        ] {
            let found = read(json).expect_err(json);
            assert!(found.contains(problem), "{json}: {found}");
        }
    }
}
