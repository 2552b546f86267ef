//! Endpoints that the service itself tells: found by one of its operations, kept for as long as the
//! service says, and looked up again in the background.
//!
//! A generated client hands in how to look them up ([`discover`]), and gets the resolver of a client
//! that goes there, and the [`ReloadEndpoint`] that its users run beside it.
//!
//! One endpoint serves all calls. A call never looks up: it takes the endpoint that is there, even one
//! whose time is over, since that may still answer.

#[cfg(test)]
mod tests;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, default_async_sleep};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver,
};
use aws_smithy_types::endpoint::Endpoint;

use crate::config::Config;

/// How long [`ReloadEndpoint::reload_task`] waits between two looks at the clock.
const PAUSE: Duration = Duration::from_secs(60);

/// How long before its end an endpoint is looked up again: two pauses, so that one lookup may fail.
const MARGIN: Duration = Duration::from_secs(120);

/// What the service tells of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    /// Host, and port if it is not that of HTTPS. Without one, it is no endpoint.
    pub address: Option<String>,
    /// For how many minutes it is good. None, or fewer than one, means not beyond the next lookup.
    pub minutes: Option<i64>,
}

type Lookup = dyn Fn() -> Pin<Box<dyn Future<Output = Result<Option<Discovered>, BoxError>> + Send>>
    + Send
    + Sync;

/// Looks the endpoint up, for a client with the settings `config`. `lookup` calls the operation that
/// tells endpoints, by a client that does not discover any, and gives the first one.
///
/// What waits between lookups is the `sleep_impl` of the configuration, or else the default one (the
/// feature `rt-tokio`); the time comes from its time source, or else from the system's clock.
///
/// # Errors
/// The lookup fails, it gives no endpoint, or nothing can wait.
pub async fn discover<L, F>(
    config: &Config,
    lookup: L,
) -> Result<(SharedEndpointResolver, ReloadEndpoint), BoxError>
where
    L: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<Option<Discovered>, BoxError>> + Send + 'static,
{
    let sleep = config.sleep_impl().or_else(default_async_sleep).ok_or(
        "endpoint discovery waits between lookups, and the configuration has no `sleep_impl`",
    )?;
    let mut reload = ReloadEndpoint {
        lookup: Box::new(move || Box::pin(lookup())),
        known: Weak::new(),
        sleep,
        time: config.time_source().unwrap_or_default(),
    };
    let known = Arc::new(Mutex::new(reload.look_up().await?));
    reload.known = Arc::downgrade(&known);
    Ok((SharedEndpointResolver::new(Cache(known)), reload))
}

/// Keeps the endpoint of a client up to date.
///
/// The client that was made with it goes to the endpoint that it holds, and ends it by being dropped.
/// Most programs let [`reload_task`](Self::reload_task) run beside the client; one that lives for less
/// time than the endpoint, or that has no tasks, may call [`reload_once`](Self::reload_once) or nothing.
#[must_use = "without it, the client keeps its first endpoint"]
pub struct ReloadEndpoint {
    lookup: Box<Lookup>,
    /// What the client has. It is gone with the last clone of the client.
    known: Weak<Mutex<Known>>,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
}

impl fmt::Debug for ReloadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadEndpoint").finish_non_exhaustive()
    }
}

impl ReloadEndpoint {
    /// Looks the endpoint up now. If that fails, the client keeps the one that it has.
    pub async fn reload_once(&self) {
        match self.look_up().await {
            Ok(found) => {
                tracing::debug!(endpoint = ?found, "an endpoint was discovered");
                if let Some(known) = self.known.upgrade() {
                    *known.lock().unwrap_or_else(PoisonError::into_inner) = found;
                }
            }
            Err(error) => {
                tracing::warn!(%error, "endpoint discovery failed, the last endpoint stays in use");
            }
        }
    }

    /// Looks the endpoint up whenever its time is nearly over, until the client is dropped: to be run
    /// as a task of its own.
    pub async fn reload_task(self) {
        while let Some(is_ending) = self.is_ending() {
            if is_ending {
                self.reload_once().await;
            }
            self.sleep.sleep(PAUSE).await;
        }
    }

    /// Whether the endpoint's time is nearly over; none if nobody needs it any more.
    fn is_ending(&self) -> Option<bool> {
        let known = self.known.upgrade()?;
        let end = known.lock().unwrap_or_else(PoisonError::into_inner).end;
        let left = end.duration_since(self.time.now());
        Some(left.map_or(true, |left| left < MARGIN))
    }

    async fn look_up(&self) -> Result<Known, BoxError> {
        let found = (self.lookup)().await?;
        let Some(Discovered {
            address: Some(address),
            minutes,
        }) = found
        else {
            return Err("endpoint discovery failed: the service told no endpoint".into());
        };
        // The time counts from the answer on.
        let now = self.time.now();
        Ok(Known {
            endpoint: Endpoint::builder()
                .url(format!("https://{address}"))
                .build(),
            end: end(now, minutes),
        })
    }
}

fn end(now: SystemTime, minutes: Option<i64>) -> SystemTime {
    let minutes = minutes.and_then(|it| u64::try_from(it).ok());
    let lifetime = Duration::from_secs(minutes.unwrap_or(0).saturating_mul(60));
    // Beyond what a clock can tell is soon enough to look again.
    now.checked_add(lifetime).unwrap_or(now)
}

/// The endpoint, and when its time is over.
#[derive(Debug)]
struct Known {
    endpoint: Endpoint,
    end: SystemTime,
}

/// The resolver: it has one endpoint for all calls.
#[derive(Debug)]
struct Cache(Arc<Mutex<Known>>);

impl ResolveEndpoint for Cache {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        EndpointFuture::ready(Ok(known.endpoint.clone()))
    }
}
