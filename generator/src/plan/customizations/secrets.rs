//! Structures that are sensitive although the models do not mark them, so that logs do not show them.

use tinsmith_model::Shape;

/// The structures that hold credentials, each after the `sdkId` of its service.
const CREDENTIALS: [(&str, &str); 2] = [("SSO", "RoleCredentials"), ("STS", "Credentials")];

/// Whether the shape holds credentials in the service of this id.
pub(crate) fn is_secret(service: Option<&str>, shape: &Shape) -> bool {
    let mut all = CREDENTIALS.iter();
    all.any(|(id, name)| service == Some(*id) && shape.id.name() == *name)
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    use super::*;

    #[test]
    fn credentials_are_secret_in_their_service_only() {
        let text = "$version: \"2.0\"\nnamespace example\nstructure RoleCredentials { key: String }\n\
                    structure Credentials { key: String }\n";
        let model = Model::from_bytes("secrets.smithy", text.as_bytes());
        let model = model.unwrap_or_else(|problems| panic!("{problems}"));
        let secret = |service: Option<&str>, name: &str| {
            let shape = model.find(&format!("example#{name}")).expect("the shape");
            is_secret(service, &model[shape])
        };
        for (service, of_role, other) in [
            (Some("SSO"), true, false),
            (Some("STS"), false, true),
            (Some("Other"), false, false),
            (None, false, false),
        ] {
            assert_eq!(secret(service, "RoleCredentials"), of_role);
            assert_eq!(secret(service, "Credentials"), other);
        }
    }
}
