//! Services whose bearer token may be in an environment variable.

/// The signing names of these services. Each is also the end of the variable's name.
const SIGNING_NAMES: [&str; 1] = ["bedrock"];

/// The end of the variable's name, `AWS_BEARER_TOKEN_<ID>`, for services with this signing name. Their clients read
/// it even if their models do not have `smithy.api#httpBearerAuth`.
pub(crate) fn environment_id(signing_name: &str) -> Option<&'static str> {
    let mut names = SIGNING_NAMES.into_iter();
    names.find(|name| *name == signing_name)
}
