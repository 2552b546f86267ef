//! The clients that `aws-config` itself depends on.

use crate::model::{ModelFiles, Operations};

/// The SDK ids of the services, each with the operations that `aws-config` 1.13 calls: to assume roles, for single
/// sign-on and its tokens, and for sessions of `aws login`.
pub(super) const SERVICES: [(&str, &[&str]); 4] = [
    ("STS", &["AssumeRole", "AssumeRoleWithWebIdentity"]),
    ("SSO", &["GetRoleCredentials"]),
    ("SSO OIDC", &["CreateToken"]),
    ("Signin", &["CreateOAuth2Token"]),
];

/// The version of these crates. `aws-config` requires a minimum version 1.x of each official crate; this version
/// satisfies all of these requirements.
pub(super) const VERSION: &str = "1.999.0";

/// Whether the text of the files contains the id of one of the services. This avoids parsing hundreds of models, which
/// takes much longer.
pub(super) fn may_be_in(files: &ModelFiles) -> bool {
    let has = |text: &str| {
        let mut ids = SERVICES.iter().map(|(id, _)| format!("\"{id}\""));
        ids.any(|id| text.contains(&id))
    };
    files.texts().any(|(_, text)| has(text))
}

/// The operations of a service that `aws-config` calls; none if it does not call the service.
pub(super) fn operations(sdk_id: &str) -> Option<Operations> {
    let (_, names) = SERVICES.iter().find(|(id, _)| *id == sdk_id)?;
    let names = names.iter().map(|name| (*name).to_owned());
    Some(Operations::Named(names.collect()))
}

/// The names of the crates of these services.
pub(super) fn packages() -> impl Iterator<Item = String> {
    let ids = SERVICES.iter();
    ids.map(|(id, _)| format!("aws-sdk-{}", id.to_lowercase().replace(' ', "")))
}
