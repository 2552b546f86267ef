//! How long a presigned request may be used.

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

/// The longest time that services accept: a week.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// From when on a presigned request may be used, and how long.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PresigningConfig {
    start_time: SystemTime,
    expires_in: Duration,
}

impl PresigningConfig {
    /// From now on, for this long.
    ///
    /// The request also expires with the credentials that sign it, if that is sooner.
    ///
    /// # Errors
    /// The time is longer than a week.
    pub fn expires_in(expires_in: Duration) -> Result<Self, PresigningConfigError> {
        Self::builder().expires_in(expires_in).build()
    }

    /// A builder, on which the start can be set, too.
    pub fn builder() -> PresigningConfigBuilder {
        PresigningConfigBuilder::default()
    }

    /// How long the request may be used.
    pub fn expires(&self) -> Duration {
        self.expires_in
    }

    /// From when on the request may be used.
    pub fn start_time(&self) -> SystemTime {
        self.start_time
    }
}

/// Builds a [`PresigningConfig`].
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PresigningConfigBuilder {
    start_time: Option<SystemTime>,
    expires_in: Option<Duration>,
}

impl PresigningConfigBuilder {
    /// From when on the request may be used; unless set, from when the configuration is built.
    pub fn start_time(mut self, start_time: SystemTime) -> Self {
        self.set_start_time(Some(start_time));
        self
    }

    /// As [`start_time`](Self::start_time), or unset.
    pub fn set_start_time(&mut self, start_time: Option<SystemTime>) {
        self.start_time = start_time;
    }

    /// How long the request may be used: at most a week. Required.
    ///
    /// The request also expires with the credentials that sign it, if that is sooner.
    pub fn expires_in(mut self, expires_in: Duration) -> Self {
        self.set_expires_in(Some(expires_in));
        self
    }

    /// As [`expires_in`](Self::expires_in), or unset.
    pub fn set_expires_in(&mut self, expires_in: Option<Duration>) {
        self.expires_in = expires_in;
    }

    /// Builds the configuration.
    ///
    /// # Errors
    /// `expires_in` is not set, or longer than a week.
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

/// Why there is no [`PresigningConfig`].
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
