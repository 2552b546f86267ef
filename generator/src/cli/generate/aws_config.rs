//! The clients that `aws-config` itself depends on.

use crate::model::{ModelFiles, Operations};

/// The services by their SDK ids, each with the operations that `aws-config` 1.13 calls: to assume roles, for single sign-on with
/// its tokens, and for sessions of `aws login`.
pub(super) const SERVICES: [(&str, &[&str]); 4] = [
    ("STS", &["AssumeRole", "AssumeRoleWithWebIdentity"]),
    ("SSO", &["GetRoleCredentials"]),
    ("SSO OIDC", &["CreateToken"]),
    ("Signin", &["CreateOAuth2Token"]),
];

/// The version of these crates. `aws-config` asks for a version 1 that is not older than a certain one, which this
/// satisfies for all of them.
pub(super) const VERSION: &str = "1.999.0";

/// Whether the files may hold one of the services, by their text: parsing hundreds of models takes much longer.
pub(super) fn may_be_in(files: &ModelFiles) -> bool {
    let has = |text: &str| {
        let mut ids = SERVICES.iter().map(|(id, _)| format!("\"{id}\""));
        ids.any(|id| text.contains(&id))
    };
    files.texts().any(|(_, text)| has(text))
}

/// The operations that `aws-config` calls of a service.
pub(super) fn operations(sdk_id: &str) -> Option<Operations> {
    let (_, names) = SERVICES.iter().find(|(id, _)| *id == sdk_id)?;
    let names = names.iter().map(|name| (*name).to_owned());
    Some(Operations::Named(names.collect()))
}

/// The names of their crates.
pub(super) fn packages() -> impl Iterator<Item = String> {
    let ids = SERVICES.iter();
    ids.map(|(id, _)| format!("aws-sdk-{}", id.to_lowercase().replace(' ', "")))
}
