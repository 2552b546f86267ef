//! Adds the features that a call uses to the metrics in its user agent.

use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{
    Intercept, SharedInterceptor, dyn_dispatch_hint,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::StaticRuntimePlugin;
use aws_smithy_types::config_bag::ConfigBag;

/// Returns a plugin that adds `feature` to the features of a call. `name` identifies the plugin in logs.
pub(crate) fn plugin(name: &'static str, feature: SmithySdkFeature) -> StaticRuntimePlugin {
    StaticRuntimePlugin::new().with_runtime_components(
        RuntimeComponentsBuilder::new(name)
            .with_interceptor(SharedInterceptor::permanent(Tracker(feature))),
    )
}

/// An interceptor that adds a feature to the features of a call.
#[derive(Debug)]
struct Tracker(SmithySdkFeature);

#[dyn_dispatch_hint]
impl Intercept for Tracker {
    fn name(&self) -> &'static str {
        "SdkFeatureTracker"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        cfg.interceptor_state().store_append(self.0.clone());
        Ok(())
    }
}
