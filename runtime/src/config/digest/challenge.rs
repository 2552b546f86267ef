//! Challenges, as the service sends them in a header.
//!
//! RFC 7616, [section 3.3](https://www.rfc-editor.org/rfc/rfc7616#section-3.3); the grammar is of
//! RFC 9110, [section 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1).

use std::cmp::Reverse;

use super::algorithm::{Algorithm, Hash};

/// A digest challenge that the client can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) opaque: Option<String>,
    /// The algorithm that the service names. It may name none, which means MD5.
    pub(super) algorithm: Option<Algorithm>,
    /// The quality of protection is `auth`. If false, the service names none, as before RFC 2617.
    pub(super) qop: bool,
    /// Of the refused answer, only the nonce was wrong.
    pub(super) stale: bool,
    /// The user's name is to be sent as a hash.
    pub(super) userhash: bool,
}

/// The challenge to answer: the first that does not use MD5, else the first.
pub(super) fn best<'a>(headers: impl Iterator<Item = &'a str>) -> Option<Challenge> {
    headers
        .flat_map(challenges)
        .filter_map(|challenge| Challenge::of(&challenge))
        .min_by_key(|challenge| Reverse(challenge.hash() != Hash::Md5))
}

impl Challenge {
    pub(super) fn hash(&self) -> Hash {
        self.algorithm.map_or(Hash::Md5, |it| it.hash)
    }

    /// `None`: the client can't answer the challenge.
    fn of(raw: &RawChallenge<'_>) -> Option<Self> {
        if !raw.scheme.eq_ignore_ascii_case("digest") {
            return None;
        }
        let is_true = |name| {
            raw.get(name)
                .is_some_and(|it| it.eq_ignore_ascii_case("true"))
        };
        let text = |name| raw.get(name).map(str::to_owned);
        let qops = raw.get("qop").map(|it| it.split(','));
        let auth = |qop: &str| qop.trim().eq_ignore_ascii_case("auth");
        Some(Self {
            realm: text("realm")?,
            nonce: text("nonce")?,
            opaque: text("opaque"),
            algorithm: match raw.get("algorithm") {
                Some(name) => Some(Algorithm::named(name)?),
                None => None,
            },
            qop: match qops {
                Some(mut qops) => qops.any(auth).then_some(true)?,
                None => false,
            },
            stale: is_true("stale"),
            userhash: is_true("userhash"),
        })
    }
}

/// A challenge of any scheme, with its parameters as they are written.
struct RawChallenge<'a> {
    scheme: &'a str,
    parameters: Vec<(&'a str, String)>,
}

impl RawChallenge<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        parameters
            .find(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The challenges in a header. A comma may end a parameter or a challenge: a token without `=` begins the next
/// challenge. Text that is no challenge is skipped up to the next comma.
fn challenges(header: &str) -> Vec<RawChallenge<'_>> {
    let mut challenges: Vec<RawChallenge<'_>> = Vec::new();
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
        if rest.is_empty() {
            return challenges;
        }
        let (name, after) = token(rest);
        let value = after.trim_ascii_start().strip_prefix('=');
        rest = match (value, challenges.last_mut()) {
            _ if name.is_empty() => skip(rest),
            (Some(text), Some(challenge)) => {
                let (value, after) = value_of(text.trim_ascii_start());
                challenge.parameters.push((name, value));
                skip(after)
            }
            (Some(_), None) => skip(after),
            (None, _) => {
                challenges.push(RawChallenge {
                    scheme: name,
                    parameters: Vec::new(),
                });
                after
            }
        };
    }
}

/// Splits off a token, which is empty where there is none. Returns the token and the text after it.
fn token(text: &str) -> (&str, &str) {
    let of_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    text.split_at(text.find(|c| !of_token(c)).unwrap_or(text.len()))
}

/// Splits off a token or a quoted string. Returns its value and the text after it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, after) = token(text);
        return (value.to_owned(), after);
    };
    let mut value = String::new();
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => value.extend(chars.next()),
            c => value.push(c),
        }
    }
    (value, chars.as_str())
}

/// The text after the next comma that is not in quotes.
fn skip(text: &str) -> &str {
    let mut chars = text.chars();
    let mut in_quotes = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => in_quotes = !in_quotes,
            '\\' if in_quotes => {
                chars.next();
            }
            ',' if !in_quotes => break,
            _ => {}
        }
    }
    chars.as_str()
}
