//! The documentation of the first call of a service that is not AWS's: what its client has to be told.

use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;

/// The text about calls, and the lines of the example that make `config`.
pub(super) fn configured(client: &ClientTraits) -> Vec<String> {
    let needs = Needs::of(client);
    let mut lines = vec![
        "# Calling the service".to_owned(),
        String::new(),
        "A [`Client`] has one method for each operation. It returns a builder with a setter for each member of"
            .to_owned(),
        "the operation's input; `send` sends the call.".to_owned(),
        String::new(),
        "A client has to be told".to_owned(),
        String::new(),
    ];
    let last = needs.words.len() - 1;
    lines.extend(needs.words.iter().enumerate().map(|(at, word)| {
        let end = if at == last { '.' } else { ';' };
        format!("- {word}{end}")
    }));
    lines.extend(
        [
            "",
            "```ignore",
            "let config = Config::builder()",
            "    .behavior_version(config::BehaviorVersion::latest())",
        ]
        .map(str::to_owned),
    );
    lines.extend(needs.calls.iter().map(|call| format!("    {call}")));
    lines.push("    .build();".to_owned());
    lines
}

/// What a client has to be told before its first call.
struct Needs {
    words: Vec<String>,
    /// The calls of the configuration's builder.
    calls: Vec<String>,
}

impl Needs {
    fn of(client: &ClientTraits) -> Self {
        let mut needs = Self {
            words: vec!["the behavior version, which chooses its defaults".to_owned()],
            calls: Vec::new(),
        };
        if !client.endpoint_rules {
            needs.add("the URL of the service", ".endpoint_url(url)");
        }
        match client.auth.service.first() {
            Some(AuthScheme::HttpBearer) => needs.add(
                "a bearer token, which requests carry",
                ".bearer_token(config::Token::new(token, None))",
            ),
            Some(AuthScheme::HttpApiKey { .. }) => needs.add(
                "an API key, which requests carry",
                ".api_key(config::Token::new(key, None))",
            ),
            Some(AuthScheme::HttpBasic) => needs.add(
                "a login, which requests carry",
                ".basic_auth_login(config::Login::new(user, password, None))",
            ),
            Some(AuthScheme::HttpDigest) => needs.add(
                "a login, with which it answers the challenges of the service",
                ".digest_auth_login(config::Login::new(user, password, None))",
            ),
            Some(AuthScheme::Custom(id)) => {
                needs.add(
                    "how requests are authenticated, which the model leaves to the application",
                    ".push_auth_scheme(scheme)",
                );
                needs
                    .calls
                    .push(format!(".identity_resolver({id:?}, identities)"));
            }
            _ => {}
        }
        needs
    }

    fn add(&mut self, words: &str, call: &str) {
        self.words.push(words.to_owned());
        self.calls.push(call.to_owned());
    }
}
