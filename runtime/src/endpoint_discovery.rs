//! Endpoint discovery: one of the service's operations returns the endpoint, which is kept for as long as the
//! service says, and looked up again in the background.
//!
//! A generated client passes its lookup to [`discover`]. It gets an endpoint resolver for a client that uses the
//! endpoint, and the [`ReloadEndpoint`] that users run beside that client. The clients hold the endpoint, and the
//! reload has a weak reference to it, so that the reload ends when the last client is dropped.
//!
//! All calls share one endpoint. A call never looks one up: it uses the endpoint that is known, even if its time is
//! over, since that endpoint may still answer. The official clients do the same.

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

use crate::config::resolved::Config;

/// How long [`ReloadEndpoint::reload_task`] sleeps before it checks the time again.
const PAUSE: Duration = Duration::from_secs(60);

/// How long before the end of its time an endpoint is looked up again: two pauses, so that one lookup may fail.
const MARGIN: Duration = Duration::from_secs(120);

/// An endpoint, as the service describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    /// The host, with the port if it is not that of HTTPS. Without an address, there is no endpoint.
    pub address: Option<String>,
    /// For how many minutes the endpoint may be used. `None` or fewer than one: until the next lookup.
    pub minutes: Option<i64>,
}

type Lookup = dyn Fn() -> Pin<Box<dyn Future<Output = Result<Option<Discovered>, BoxError>> + Send>>
    + Send
    + Sync;

/// Looks the endpoint up, for a client with the settings `config`. `lookup` calls the operation that returns
/// endpoints, through a client without endpoint discovery, and returns the first one.
///
/// Pauses between lookups are made by the `sleep_impl` of the configuration, or else the default one (the feature
/// `rt-tokio`). The time comes from its time source, or else from the system's clock.
///
/// # Errors
/// The lookup fails or returns no endpoint, or there is no implementation of sleep.
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
/// The client that was made with it uses the endpoint that it keeps. Dropping the client ends the reloading. Most
/// programs spawn [`reload_task`](Self::reload_task). One that runs for less time than the endpoint lasts, or that
/// has no tasks, may call [`reload_once`](Self::reload_once) or nothing.
#[must_use = "without it, the client keeps its first endpoint"]
pub struct ReloadEndpoint {
    lookup: Box<Lookup>,
    /// The endpoint that the client uses. It is dropped with the last clone of the client.
    known: Weak<Mutex<KnownEndpoint>>,
    sleep: SharedAsyncSleep,
    time: SharedTimeSource,
}

impl fmt::Debug for ReloadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadEndpoint").finish_non_exhaustive()
    }
}

impl ReloadEndpoint {
    /// Looks the endpoint up now. If that fails, the client keeps its endpoint.
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

    /// Looks the endpoint up whenever its time is nearly over, until the client is dropped. Spawn it as a task.
    pub async fn reload_task(self) {
        while let Some(is_ending) = self.is_ending() {
            if is_ending {
                self.reload_once().await;
            }
            self.sleep.sleep(PAUSE).await;
        }
    }

    /// Whether the endpoint's time is nearly over; `None` if the client was dropped.
    fn is_ending(&self) -> Option<bool> {
        let known = self.known.upgrade()?;
        let end = known.lock().unwrap_or_else(PoisonError::into_inner).end;
        let left = end.duration_since(self.time.now());
        Some(left.map_or(true, |left| left < MARGIN))
    }

    async fn look_up(&self) -> Result<KnownEndpoint, BoxError> {
        let found = (self.lookup)().await?;
        let Some(Discovered {
            address: Some(address),
            minutes,
        }) = found
        else {
            return Err("endpoint discovery failed: the service returned no endpoint".into());
        };
        // The time begins with the response.
        let now = self.time.now();
        Ok(KnownEndpoint {
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
    // If the end is beyond what a clock can express, the endpoint is looked up again now.
    now.checked_add(lifetime).unwrap_or(now)
}

/// The endpoint, and when its time is over.
#[derive(Debug)]
struct KnownEndpoint {
    endpoint: Endpoint,
    end: SystemTime,
}

/// The resolver, which gives the same endpoint to all calls.
#[derive(Debug)]
struct Cache(Arc<Mutex<KnownEndpoint>>);

impl ResolveEndpoint for Cache {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        EndpointFuture::ready(Ok(known.endpoint.clone()))
    }
}
