//! Authentication tokens of databases: the client signs a token, and the database accepts it as the password of a
//! connection.

use crate::plan::Plan;

/// The authentication tokens of a service.
pub(crate) struct AuthTokens {
    /// The name of the database product, for documentation and messages.
    pub(crate) product: &'static str,
    /// The signing name in the signature of a token.
    pub(crate) signing_name: &'static str,
    /// The region that is used if no configuration sets one.
    pub(crate) default_region: Option<&'static str>,
    /// Whether a token names a port and a user besides the host.
    pub(crate) has_port_and_user: bool,
    /// The longest lifetime of a token in seconds, if the client limits it.
    pub(crate) longest: Option<u64>,
    /// The methods that sign a token: the name, the documentation, and the action that the token allows.
    pub(crate) methods: &'static [(&'static str, &'static str, &'static str)],
}

/// The services that have authentication tokens, by `sdkId`.
const TOKENS: &[(&str, AuthTokens)] = &[
    (
        "DSQL",
        AuthTokens {
            product: "DSQL",
            signing_name: "dsql",
            default_region: None,
            has_port_and_user: false,
            longest: None,
            methods: &[
                (
                    "db_connect_auth_token",
                    "Signs a token that connects a user.",
                    "DbConnect",
                ),
                (
                    "db_connect_admin_auth_token",
                    "Signs a token that connects the administrator.",
                    "DbConnectAdmin",
                ),
            ],
        },
    ),
    (
        "RDS",
        AuthTokens {
            product: "RDS",
            signing_name: "rds-db",
            default_region: Some("us-east-1"),
            has_port_and_user: true,
            longest: Some(900),
            methods: &[(
                "auth_token",
                "Signs a token that connects the user.",
                "connect",
            )],
        },
    ),
];

/// Returns the authentication tokens of the plan's service, if it has any.
pub(crate) fn of(plan: &Plan<'_>) -> Option<&'static AuthTokens> {
    let mut services = TOKENS.iter();
    let found = services.find(|(id, _)| Some(*id) == plan.service.customized_as);
    found.map(|(_, tokens)| tokens)
}
