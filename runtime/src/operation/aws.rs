//! What calls of AWS's services have beside those of others: options of signatures, and errors that are retried by their
//! codes.

use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig, SigningOptions};
use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_runtime::service_clock_skew::ServiceClockSkewClassifier;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::Layer;

use crate::error::OperationError;
use crate::service::{Service, Signing};

/// The SHA-256 hash of an empty body, which signatures of requests with event streams cover.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Adds the classifiers that know the codes of AWS's errors.
pub(super) fn with_retry_classifiers<E: OperationError>(
    components: RuntimeComponentsBuilder,
    service: &Service,
) -> RuntimeComponentsBuilder {
    let codes = AwsErrorCodeClassifier::<E>::builder();
    let codes = codes.transient_errors(service.errors.all_transient());
    components
        .with_retry_classifier(codes.build())
        .with_retry_classifier(ServiceClockSkewClassifier::<E>::new())
}

/// Stores the options of the signature.
pub(super) fn store_signing(
    layer: &mut Layer,
    service: &Service,
    sends_events: bool,
    unsigned_payload: bool,
) {
    let payload = match (sends_events, unsigned_payload) {
        (true, _) => Some(PayloadSigningOverride::Precomputed(EMPTY_SHA256.to_owned())),
        (_, true) => Some(PayloadSigningOverride::UnsignedPayload),
        _ => None,
    };
    let Signing {
        path_as_sent,
        content_hash,
    } = service.signing;
    let mut signing_options = SigningOptions::default();
    signing_options.double_uri_encode = !path_as_sent;
    // Without the header, the service expects a signature that covers the body.
    signing_options.content_sha256_header =
        content_hash || matches!(payload, Some(PayloadSigningOverride::UnsignedPayload));
    signing_options.normalize_uri_path = !path_as_sent;
    layer.store_put(SigV4OperationSigningConfig {
        signing_options,
        ..Default::default()
    });
    if let Some(payload) = payload {
        layer.store_put(payload);
    }
}
