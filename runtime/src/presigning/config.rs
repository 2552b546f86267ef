//! The validity period of a presigned request.

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

/// The longest time until expiry that services accept: one week.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The validity period of a presigned request: when it begins, and how long it lasts.
///
/// The service accepts the request from [`start_time`](Self::start_time) until [`expires`](Self::expires) has passed. The
/// period is counted in whole seconds, and is one week at most. If the request is signed with temporary credentials, it
/// becomes invalid when they expire, even if the period has not ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PresigningConfig {
    start_time: SystemTime,
    expires_in: Duration,
}

impl PresigningConfig {
    /// Creates a configuration for a request that is valid from now on, for the given time.
    ///
    /// Fractions of a second are dropped when the request is signed.
    ///
    /// # Errors
    /// Fails if the time is longer than one week.
    pub fn expires_in(expires_in: Duration) -> Result<Self, PresigningConfigError> {
        Self::builder().expires_in(expires_in).build()
    }

    /// Returns a builder, which can also set the start time.
    pub fn builder() -> PresigningConfigBuilder {
        PresigningConfigBuilder::default()
    }

    /// Returns how long the request is valid, counted from the start time.
    pub fn expires(&self) -> Duration {
        self.expires_in
    }

    /// Returns the time from which the request is valid. It is also the time of the signature.
    pub fn start_time(&self) -> SystemTime {
        self.start_time
    }
}

/// A builder of [`PresigningConfig`].
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PresigningConfigBuilder {
    start_time: Option<SystemTime>,
    expires_in: Option<Duration>,
}

impl PresigningConfigBuilder {
    /// Sets the time from which the request is valid.
    ///
    /// The default is the time at which [`build`](Self::build) is called.
    pub fn start_time(mut self, start_time: SystemTime) -> Self {
        self.set_start_time(Some(start_time));
        self
    }

    /// Sets or unsets the [`start_time`](Self::start_time).
    pub fn set_start_time(&mut self, start_time: Option<SystemTime>) {
        self.start_time = start_time;
    }

    /// Sets how long the request is valid, counted from the start time: one week at most. Required.
    ///
    /// Fractions of a second are dropped when the request is signed.
    pub fn expires_in(mut self, expires_in: Duration) -> Self {
        self.set_expires_in(Some(expires_in));
        self
    }

    /// Sets or unsets the time of [`expires_in`](Self::expires_in).
    pub fn set_expires_in(&mut self, expires_in: Option<Duration>) {
        self.expires_in = expires_in;
    }

    /// Builds the configuration.
    ///
    /// # Errors
    /// Fails if `expires_in` is not set, or is longer than one week.
    pub fn build(self) -> Result<PresigningConfig, PresigningConfigError> {
        let expires_in = self
            .expires_in
            .ok_or(PresigningConfigError(Reason::Missing))?;
        if expires_in > LONGEST {
            return Err(PresigningConfigError(Reason::TooLong));
        }
        Ok(PresigningConfig {
            start_time: self.start_time.unwrap_or_else(SystemTime::now),
            expires_in,
        })
    }
}

/// The error for a [`PresigningConfig`] with a missing or invalid setting.
#[derive(Debug)]
pub struct PresigningConfigError(Reason);

#[derive(Debug)]
enum Reason {
    Missing,
    TooLong,
}

impl fmt::Display for PresigningConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Reason::Missing => "`expires_in` is required",
            Reason::TooLong => "`expires_in` must be no longer than one week",
        })
    }
}

impl Error for PresigningConfigError {}
