//! The answer to a challenge.
//!
//! RFC 7616, [section 3.4](https://www.rfc-editor.org/rfc/rfc7616#section-3.4).

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};

use aws_smithy_runtime_api::client::identity::http::Login;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::challenge::Challenge;

/// A challenge, and the state that its answers share.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) challenge: Challenge,
    /// The client's own nonce. It is the same for all requests, since servers don't agree on whether `-sess` uses
    /// that of the first request or that of each; the count tells requests apart.
    client_nonce: String,
    /// How many requests have answered the challenge.
    count: AtomicU32,
}

impl Session {
    pub(super) fn new(challenge: Challenge) -> Self {
        Self::with_client_nonce(challenge, client_nonce())
    }

    pub(super) fn with_client_nonce(challenge: Challenge, client_nonce: String) -> Self {
        Self {
            challenge,
            client_nonce,
            count: AtomicU32::new(0),
        }
    }

    /// The next value of the header `Authorization`.
    pub(super) fn answer(&self, login: &Login, method: &str, target: &str) -> String {
        let challenge = &self.challenge;
        let count = self.count.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let count = format!("{count:08x}");

        let mut fields = Fields(String::from("Digest "));
        self.push_user(&mut fields, login.user());
        fields.quoted("realm", &challenge.realm);
        fields.quoted("nonce", &challenge.nonce);
        fields.quoted("uri", target);
        if let Some(algorithm) = challenge.algorithm {
            fields.plain("algorithm", &algorithm.name());
        }
        if challenge.qop {
            fields.plain("qop", "auth");
            fields.plain("nc", &count);
        }
        if challenge.qop || self.is_session() {
            fields.quoted("cnonce", &self.client_nonce);
        }
        fields.quoted("response", &self.response(login, method, target, &count));
        if let Some(opaque) = &challenge.opaque {
            fields.quoted("opaque", opaque);
        }
        if challenge.userhash {
            fields.plain("userhash", "true");
        }
        fields.0
    }

    fn push_user(&self, fields: &mut Fields, user: &str) {
        let is_printable = |byte: u8| (b' '..=b'~').contains(&byte);
        if self.challenge.userhash {
            fields.quoted("username", &self.hash(&[user, &self.challenge.realm]));
        } else if user.bytes().all(is_printable) {
            fields.quoted("username", user);
        } else {
            let user = utf8_percent_encode(user, NON_ALPHANUMERIC);
            fields.plain("username*", &format!("UTF-8''{user}"));
        }
    }

    fn response(&self, login: &Login, method: &str, target: &str, count: &str) -> String {
        let Challenge { realm, nonce, .. } = &self.challenge;
        let mut secret = self.hash(&[login.user(), realm, login.password()]);
        if self.is_session() {
            secret = self.hash(&[&secret, nonce, &self.client_nonce]);
        }
        let request = self.hash(&[method, target]);
        if self.challenge.qop {
            self.hash(&[&secret, nonce, count, &self.client_nonce, "auth", &request])
        } else {
            self.hash(&[&secret, nonce, &request])
        }
    }

    fn is_session(&self) -> bool {
        self.challenge.algorithm.is_some_and(|it| it.session)
    }

    fn hash(&self, parts: &[&str]) -> String {
        self.challenge.hash().of(&parts.join(":"))
    }
}

/// 128 bits that the service can't guess: a hash whose keys the system chose at random.
fn client_nonce() -> String {
    let keys = RandomState::new();
    format!("{:016x}{:016x}", keys.hash_one(0u8), keys.hash_one(1u8))
}

/// Writes the parameters of a header, with commas between.
struct Fields(String);

impl Fields {
    fn plain(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.0.push_str(value);
    }

    fn quoted(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.0.push('"');
        for c in value.chars() {
            if matches!(c, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(c);
        }
        self.0.push('"');
    }

    fn begin(&mut self, name: &str) {
        if !self.0.ends_with(' ') {
            self.0.push_str(", ");
        }
        self.0.push_str(name);
        self.0.push('=');
    }
}
