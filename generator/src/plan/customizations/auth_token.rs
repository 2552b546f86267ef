//! Databases that are opened by a token, which the client signs by itself.

use crate::plan::Plan;

/// The tokens of a service.
pub(crate) struct AuthTokens {
    /// The service's name for people.
    pub(crate) product: &'static str,
    /// The name that tokens are signed for.
    pub(crate) signing_name: &'static str,
    /// The region where no configuration has one.
    pub(crate) default_region: Option<&'static str>,
    /// A token is for a port and a user, beside the host.
    pub(crate) has_port_and_user: bool,
    /// For how many seconds a token is at most, if the client knows.
    pub(crate) longest: Option<u64>,
    /// The methods that sign a token, what each is for, and the action that the token allows.
    pub(crate) methods: &'static [(&'static str, &'static str, &'static str)],
}

/// The services, by `sdkId`.
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
                    "A token that connects a user.",
                    "DbConnect",
                ),
                (
                    "db_connect_admin_auth_token",
                    "A token that connects the administrator.",
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
            methods: &[("auth_token", "A token that connects the user.", "connect")],
        },
    ),
];

/// The tokens of the plan's service, if it has any.
pub(crate) fn of(plan: &Plan<'_>) -> Option<&'static AuthTokens> {
    let mut services = TOKENS.iter();
    let found = services.find(|(id, _)| Some(*id) == plan.service.customized_as);
    found.map(|(_, tokens)| tokens)
}
