//! AWS credentials for protocol tests and endpoint tests.

use aws_credential_types::Credentials;

/// Credentials for tests.
pub fn credentials() -> Credentials {
    Credentials::new(
        "ANOTREAL",
        "notrealrnrELgWzOk3IfjzDKtFBhDby",
        None,
        None,
        "test",
    )
}

/// Credentials of an account, for tests.
pub fn credentials_of_account(account: &'static str) -> Credentials {
    let credentials = Credentials::builder()
        .access_key_id("ANOTREAL")
        .secret_access_key("notrealrnrELgWzOk3IfjzDKtFBhDby")
        .account_id(account)
        .provider_name("test");
    credentials.build()
}

/// Credentials of a session, for tests.
pub fn session_credentials() -> Credentials {
    let token = Some("notarealtoken".to_owned());
    Credentials::new(
        "ANOTREAL",
        "notrealrnrELgWzOk3IfjzDKtFBhDby",
        token,
        None,
        "test",
    )
}
