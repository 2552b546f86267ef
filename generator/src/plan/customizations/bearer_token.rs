//! Services for which the environment may have a bearer token.

/// The names that such services are signed for, each also the end of the variable's name.
const SIGNING_NAMES: [&str; 1] = ["bedrock"];

/// The end of the name of the variable that may have a token for services that are signed for under
/// this name: `AWS_BEARER_TOKEN_<ID>`. They take it whether or not their models have
/// `smithy.api#httpBearerAuth`.
pub(crate) fn environment_id(signing_name: &str) -> Option<&'static str> {
    let mut names = SIGNING_NAMES.into_iter();
    names.find(|name| *name == signing_name)
}
