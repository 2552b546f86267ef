//! The features of checksums that the user agent tells.

use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::config_bag::Layer;

/// Notes when requests have a checksum.
pub(super) fn note_calculation(state: &mut Layer, setting: &RequestChecksumCalculation) {
    state.store_append(match setting {
        RequestChecksumCalculation::WhenSupported => {
            SmithySdkFeature::FlexibleChecksumsReqWhenSupported
        }
        RequestChecksumCalculation::WhenRequired => {
            SmithySdkFeature::FlexibleChecksumsReqWhenRequired
        }
        _ => return,
    });
}

/// Notes when checksums of responses are checked.
pub(super) fn note_validation(state: &mut Layer, setting: &ResponseChecksumValidation) {
    state.store_append(match setting {
        ResponseChecksumValidation::WhenSupported => {
            SmithySdkFeature::FlexibleChecksumsResWhenSupported
        }
        ResponseChecksumValidation::WhenRequired => {
            SmithySdkFeature::FlexibleChecksumsResWhenRequired
        }
        _ => return,
    });
}

/// Notes the algorithm of a request.
pub(super) fn note_algorithm(state: &mut Layer, algorithm: ChecksumAlgorithm) {
    state.store_append(match algorithm {
        ChecksumAlgorithm::Crc32 => SmithySdkFeature::FlexibleChecksumsReqCrc32,
        ChecksumAlgorithm::Crc32c => SmithySdkFeature::FlexibleChecksumsReqCrc32c,
        ChecksumAlgorithm::Crc64Nvme => SmithySdkFeature::FlexibleChecksumsReqCrc64,
        ChecksumAlgorithm::Sha1 => SmithySdkFeature::FlexibleChecksumsReqSha1,
        ChecksumAlgorithm::Sha256 => SmithySdkFeature::FlexibleChecksumsReqSha256,
        _ => return,
    });
}
