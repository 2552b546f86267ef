//! Paths that end where the endpoint does.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// Takes the slash from the end of a path: where all of the path is in the endpoint, the orchestrator puts
/// the operation's own behind it, which is nothing but a slash.
#[derive(Debug)]
pub struct TrailingSlashInterceptor;

#[dyn_dispatch_hint]
impl Intercept for TrailingSlashInterceptor {
    fn name(&self) -> &'static str {
        "TrailingSlashInterceptor"
    }

    // The first place after the endpoint is known, in every attempt.
    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if let Some(uri) = without_slash(request.uri()) {
            request.set_uri(uri)?;
        }
        Ok(())
    }
}

/// `uri` without the slash at the end of its path, if it has one and a path before it.
fn without_slash(uri: &str) -> Option<String> {
    let (path, query) = uri.split_at(uri.find('?').unwrap_or(uri.len()));
    let path = path.strip_suffix('/')?;
    let after_scheme = path.split_once("://").map_or(path, |(_, rest)| rest);
    after_scheme.contains('/').then(|| format!("{path}{query}"))
}

#[cfg(test)]
mod tests {
    use super::without_slash;

    #[test]
    fn only_a_path_loses_its_slash() {
        for (uri, expected) in [
            ("https://a.b/c/?d=/", Some("https://a.b/c?d=/")),
            ("https://a.b/c/", Some("https://a.b/c")),
            ("https://a.b/", None),
            ("https://a.b/?c/", None),
            ("https://a.b/c", None),
            ("/", None),
        ] {
            assert_eq!(without_slash(uri).as_deref(), expected, "{uri}");
        }
    }
}
