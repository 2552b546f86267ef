//! The getters that only clients with the feature `aws` have.

use aws_runtime::invocation_id::SharedInvocationIdGenerator;
use aws_runtime::service_clock_skew::DisableClockSkewCorrection;
use aws_types::app_name::AppName;
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::Config;

impl Config {
    /// The signing region set of SigV4a, if set.
    pub fn sigv4a_signing_region_set(&self) -> Option<&SigningRegionSet> {
        self.load()
    }

    /// The application's name, if set.
    pub fn app_name(&self) -> Option<&AppName> {
        self.load()
    }

    /// The libraries that were added to the user agent, in that order.
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        // A config bag gives back appended values in reverse order.
        let mut entries: Vec<_> = self.frozen.load::<FrameworkMetadata>().collect();
        entries.reverse();
        entries
    }

    /// Whether the client ignores that its clock differs from the service's, if set.
    pub fn disable_clock_skew_correction(&self) -> Option<bool> {
        self.load::<DisableClockSkewCorrection>()
            .map(DisableClockSkewCorrection::is_disabled)
    }

    /// The generator of invocation ids, if set.
    pub fn invocation_id_generator(&self) -> Option<SharedInvocationIdGenerator> {
        self.load().cloned()
    }

    /// The AWS region, if set.
    pub fn region(&self) -> Option<&Region> {
        self.load()
    }
}
