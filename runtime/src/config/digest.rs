//! HTTP digest authentication, in the place of the official scheme, whose signer panics.
//!
//! A client sends its first request to an origin without credentials. The service refuses it with a challenge. The
//! client repeats the call with the answer to the challenge, and keeps the challenge, so that later calls send the
//! answer at once. A call whose body can be read only once can't be repeated: it fails where no challenge is kept
//! yet, and succeeds where one is.
//!
//! [RFC 7616](https://www.rfc-editor.org/rfc/rfc7616). The quality of protection `auth-int` is not supported, and the
//! header `Authentication-Info` is not read: the service says `stale` where it wants another nonce.

mod algorithm;
mod answer;
mod challenge;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::http::HTTP_DIGEST_AUTH_SCHEME_ID;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::http::Login;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::retries::{RetryStrategy, SharedRetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_runtime_api::client::runtime_plugin::{Order, RuntimePlugin};
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer, Storable, StoreReplace};

use answer::Session;

/// How often a call is repeated for challenges: once for the first one, and once for a stale nonce.
const MAX_REPEATS: u8 = 2;

/// How many origins a client keeps challenges of. A service has one or a few. Where each call goes to another host,
/// keeping all challenges would leak memory.
const MAX_KEPT: usize = 64;

/// The scheme `smithy.api#httpDigestAuth`. It needs a [`DigestPlugin`] in the client.
#[derive(Debug)]
pub(super) struct DigestAuthScheme;

impl AuthScheme for DigestAuthScheme {
    fn scheme_id(&self) -> AuthSchemeId {
        HTTP_DIGEST_AUTH_SCHEME_ID
    }

    fn identity_resolver(
        &self,
        identity_resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        identity_resolvers.identity_resolver(self.scheme_id())
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for DigestAuthScheme {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<(), BoxError> {
        let login = identity
            .data::<Login>()
            .ok_or("HTTP digest authentication needs an identity with user and password")?;
        let handshake = cfg
            .load::<Handshake>()
            .ok_or("HTTP digest authentication is not part of the client")?;
        let (origin, target) = split(request.uri());
        if let Some(session) = handshake.begin(origin) {
            let answer = session.answer(login, request.method(), &target);
            request
                .headers_mut()
                .try_insert("authorization", answer)
                .map_err(|_| "the digest challenge has characters that headers can't carry")?;
        }
        Ok(())
    }
}

/// Splits a URI into its origin (scheme, host and port) and the target of the request line.
fn split(uri: &str) -> (String, Cow<'_, str>) {
    let host = uri.find("://").map_or(0, |at| at + 3);
    let path = uri[host..]
        .find(['/', '?'])
        .map_or(uri.len(), |at| host + at);
    let (origin, target) = uri.split_at(path);
    let target = if target.starts_with('/') {
        Cow::Borrowed(target)
    } else {
        Cow::Owned(format!("/{target}"))
    };
    (origin.to_ascii_lowercase(), target)
}

/// Gives each call the state that [`DigestAuthScheme`] needs, and repeats the call when it is challenged.
///
/// A challenge is not a failure. So the call is not repeated as a retry, which would wait, cost retry quota, and
/// not happen where the user has turned retries off.
#[derive(Debug, Default)]
pub(super) struct DigestPlugin {
    kept: Arc<KeptSessions>,
}

impl RuntimePlugin for DigestPlugin {
    fn order(&self) -> Order {
        Order::NestedComponents
    }

    /// The runtime calls this for each call, so that each has a handshake of its own.
    fn config(&self) -> Option<FrozenLayer> {
        let mut layer = Layer::new("digest authentication");
        layer.store_put(Handshake {
            kept: self.kept.clone(),
            call: Mutex::default(),
        });
        Some(layer.freeze())
    }

    fn runtime_components(
        &self,
        current: &RuntimeComponentsBuilder,
    ) -> Cow<'_, RuntimeComponentsBuilder> {
        Cow::Owned(
            RuntimeComponentsBuilder::new("digest authentication")
                .with_retry_strategy(current.retry_strategy().map(RepeatWhenChallenged)),
        )
    }
}

/// Repeats a challenged call at once. All else is left to the strategy that it wraps.
#[derive(Debug)]
struct RepeatWhenChallenged(SharedRetryStrategy);

impl RetryStrategy for RepeatWhenChallenged {
    fn should_attempt_initial_request(
        &self,
        runtime_components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        self.0
            .should_attempt_initial_request(runtime_components, cfg)
    }

    fn should_attempt_retry(
        &self,
        context: &InterceptorContext,
        runtime_components: &RuntimeComponents,
        cfg: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        if context.is_failed()
            && let Some(handshake) = cfg.load::<Handshake>()
            && let Some(response) = context.response()
            && handshake.is_challenged(response)
        {
            tracing::debug!("the service sent a digest challenge, which the next attempt answers");
            return Ok(ShouldAttempt::Yes);
        }
        self.0
            .should_attempt_retry(context, runtime_components, cfg)
    }
}

/// The challenges that a client keeps, by origin.
#[derive(Debug, Default)]
struct KeptSessions(Mutex<HashMap<String, Arc<Session>>>);

impl KeptSessions {
    fn get(&self, origin: &str) -> Option<Arc<Session>> {
        lock(&self.0).get(origin).cloned()
    }

    fn put(&self, origin: String, session: Arc<Session>) {
        let mut kept = lock(&self.0);
        if kept.len() >= MAX_KEPT && !kept.contains_key(&origin) {
            kept.clear();
        }
        kept.insert(origin, session);
    }

    /// Forgets `session`, unless another call has replaced it.
    fn forget(&self, origin: &str, session: &Arc<Session>) {
        let mut kept = lock(&self.0);
        if kept
            .get(origin)
            .is_some_and(|kept| Arc::ptr_eq(kept, session))
        {
            kept.remove(origin);
        }
    }
}

/// The state of one call's authentication.
#[derive(Debug)]
struct Handshake {
    kept: Arc<KeptSessions>,
    call: Mutex<Call>,
}

impl Storable for Handshake {
    type Storer = StoreReplace<Self>;
}

#[derive(Debug, Default)]
struct Call {
    /// The current attempt, if it was signed by this scheme.
    attempt: Option<Attempt>,
    /// The last challenge that this call has received, and its origin.
    received: Option<(String, Arc<Session>)>,
    repeats: u8,
}

#[derive(Debug)]
struct Attempt {
    origin: String,
    /// The challenge that the request answers, if any.
    answered: Option<Arc<Session>>,
}

impl Handshake {
    /// Begins an attempt, and returns the challenge to answer. The one that this call has received is preferred to
    /// the one that the client keeps: the service may accept a nonce from one call only.
    fn begin(&self, origin: String) -> Option<Arc<Session>> {
        let mut call = lock(&self.call);
        let answered = match &call.received {
            Some((of, session)) if *of == origin => Some(session.clone()),
            _ => self.kept.get(&origin),
        };
        call.attempt = Some(Attempt {
            origin,
            answered: answered.clone(),
        });
        answered
    }

    /// Ends an attempt. True: its response is a challenge that the next attempt can answer.
    fn is_challenged(&self, response: &HttpResponse) -> bool {
        let mut call = lock(&self.call);
        let Some(Attempt { origin, answered }) = call.attempt.take() else {
            return false;
        };
        if response.status().as_u16() != 401 {
            return false;
        }
        let Some(challenge) = challenge::best(response.headers().get_all("www-authenticate"))
        else {
            return false;
        };
        // The service may refuse the answer to a kept challenge because of an old nonce, also without saying
        // `stale`. It refuses the answer to a challenge that this call has received because of the password.
        if !challenge.stale
            && let Some(answered) = answered
            && (call.has_received(&answered) || answered.challenge.nonce == challenge.nonce)
        {
            self.kept.forget(&origin, &answered);
            return false;
        }
        let session = Arc::new(Session::new(challenge));
        self.kept.put(origin.clone(), session.clone());
        call.received = Some((origin, session));
        call.repeats += 1;
        call.repeats <= MAX_REPEATS
    }
}

impl Call {
    fn has_received(&self, session: &Arc<Session>) -> bool {
        let received = self.received.as_ref();
        received.is_some_and(|(_, received)| Arc::ptr_eq(received, session))
    }
}

/// Locks also after a panic of another thread: what is locked here is then still consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
