//! The provider of idempotency tokens.

use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// Makes idempotency tokens, by which a service tells a repeated call from a new one.
///
/// Smithy specification: [`idempotencyToken` trait](https://smithy.io/2.0/spec/behavior-traits.html#idempotencytoken-trait).
#[derive(Clone, Debug)]
pub struct IdempotencyTokenProvider(Source);

#[derive(Clone, Debug)]
enum Source {
    Fixed(&'static str),
    Random,
}

impl IdempotencyTokenProvider {
    /// Makes a random UUID (version 4) for each call.
    pub fn random() -> Self {
        Self(Source::Random)
    }

    /// Gives the same token to each call, for tests.
    pub fn fixed(token: &'static str) -> Self {
        Self(Source::Fixed(token))
    }

    /// The token for the next call.
    pub fn make_idempotency_token(&self) -> String {
        match self.0 {
            Source::Fixed(token) => token.to_owned(),
            Source::Random => uuid_v4(fastrand::u128(..)),
        }
    }
}

impl From<&'static str> for IdempotencyTokenProvider {
    fn from(token: &'static str) -> Self {
        Self::fixed(token)
    }
}

impl Storable for IdempotencyTokenProvider {
    type Storer = StoreReplace<Self>;
}

/// `random` as a UUID: version 4 and the variant of RFC 9562 overwrite six of its bits.
fn uuid_v4(random: u128) -> String {
    const VERSION: u128 = 0xf << 76;
    const VARIANT: u128 = 0b11 << 62;
    let bits = (random & !VERSION & !VARIANT) | (4 << 76) | (0b10 << 62);
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bits_become_a_uuid_of_version_4() {
        assert_eq!(uuid_v4(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid_v4(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            uuid_v4(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn a_fixed_token_stays_and_random_ones_differ() {
        let fixed = IdempotencyTokenProvider::from("token");
        assert_eq!(fixed.make_idempotency_token(), "token");
        assert_eq!(fixed.clone().make_idempotency_token(), "token");
        let random = IdempotencyTokenProvider::random();
        assert_ne!(
            random.make_idempotency_token(),
            random.make_idempotency_token()
        );
    }
}
