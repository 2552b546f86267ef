//! The sessions that a client keeps.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime::expiring_cache::ExpiringCache;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The number of sessions that are kept. The least recently used one is dropped first.
const CAPACITY: usize = 100;

/// A session that expires within this time is not used any more; a new one is created.
const BUFFER: Duration = Duration::from_secs(10);

/// Sessions by their resource and by the credentials that created them.
pub(super) struct Cache {
    /// The least recently used session is the first.
    sessions: Mutex<Vec<(Key, Session)>>,
    time_source: SharedTimeSource,
    /// The key of the hashes. Keys hold a hash of the credentials, so that the cache does not keep secrets in memory for
    /// longer than their provider does.
    secret: [u8; 64],
}

/// A resource, and a hash of the credentials.
type Key = (String, [u8; 32]);

/// If several calls need a session that does not exist yet, one creates it, and the others wait.
type Session = Arc<ExpiringCache<Identity, BoxError>>;

impl Cache {
    pub(super) fn new(time_source: SharedTimeSource) -> Self {
        let mut secret = [0; 64];
        fastrand::fill(&mut secret);
        Self {
            sessions: Mutex::new(Vec::new()),
            time_source,
            secret,
        }
    }

    /// Returns the session for the resource. Calls `create` if there is none, or if it expires soon.
    pub(super) async fn get_or_create<F, C>(
        &self,
        resource: &str,
        credentials: &Credentials,
        create: F,
    ) -> Result<Identity, BoxError>
    where
        F: FnOnce() -> C,
        C: Future<Output = Result<(Identity, SystemTime), BoxError>>,
    {
        let session = self.session(self.key(resource, credentials));
        let now = self.time_source.now();
        match session.yield_or_clear_if_expired(now).await {
            Some(identity) => Ok(identity),
            None => session.get_or_load(create).await,
        }
    }

    fn key(&self, resource: &str, credentials: &Credentials) -> Key {
        let mut hash =
            Hmac::<Sha256>::new_from_slice(&self.secret).expect("a key of any length is valid");
        hash.update(credentials.access_key_id().as_bytes());
        hash.update(credentials.secret_access_key().as_bytes());
        (resource.to_owned(), hash.finalize().into_bytes().into())
    }

    /// Finds or adds the entry of the session, and moves it to the end.
    fn session(&self, key: Key) -> Session {
        // The list is valid after each statement, so a panic of another thread does no harm.
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let used = match sessions.iter().position(|(it, _)| *it == key) {
            Some(position) => sessions.remove(position),
            None => {
                if sessions.len() == CAPACITY {
                    sessions.remove(0);
                }
                (key, Arc::new(ExpiringCache::new(BUFFER)))
            }
        };
        let session = Arc::clone(&used.1);
        sessions.push(used);
        session
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::UNIX_EPOCH;

    use aws_smithy_async::time::StaticTimeSource;

    use super::*;

    /// Gets a session, which expires at `expiry` if it has to be created, and returns when the session expires.
    fn get(cache: &Cache, resource: &str, key: &str, expiry: u64) -> u64 {
        let credentials = Credentials::new(key, "secret", None, None, "tests");
        let expiry = UNIX_EPOCH + Duration::from_secs(expiry);
        let create = || async move { Ok((Identity::new((), Some(expiry)), expiry)) };
        let identity = pin!(cache.get_or_create(resource, &credentials, create));
        let Poll::Ready(identity) = identity.poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("no other call creates the session");
        };
        let expiry = identity.expect("a session").expiration();
        let expiry = expiry.expect("it expires").duration_since(UNIX_EPOCH);
        expiry.expect("a time").as_secs()
    }

    fn cache() -> Cache {
        let now = UNIX_EPOCH + Duration::from_secs(100);
        Cache::new(SharedTimeSource::new(StaticTimeSource::new(now)))
    }

    #[test]
    fn a_session_is_kept_for_each_resource_and_credentials() {
        let cache = cache();
        assert_eq!(get(&cache, "a", "k", 200), 200);
        assert_eq!(get(&cache, "a", "k", 300), 200);
        assert_eq!(get(&cache, "b", "k", 300), 300);
        assert_eq!(get(&cache, "a", "l", 400), 400);
        assert_eq!(get(&cache, "a", "k", 500), 200);
    }

    #[test]
    fn a_session_that_expires_soon_is_created_again() {
        let cache = cache();
        for (expiry, kept) in [(109, 500), (111, 111)] {
            let resource = expiry.to_string();
            get(&cache, &resource, "k", expiry);
            assert_eq!(get(&cache, &resource, "k", 500), kept);
        }
    }

    #[test]
    fn the_least_recently_used_session_is_dropped_first() {
        let cache = cache();
        for number in 0..CAPACITY {
            get(&cache, &number.to_string(), "k", 200);
        }
        get(&cache, "0", "k", 300);
        get(&cache, "one more", "k", 200);
        assert_eq!(get(&cache, "0", "k", 300), 200);
        assert_eq!(get(&cache, "1", "k", 300), 300);
    }
}
