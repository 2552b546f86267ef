//! The state of a request's checksum in the config bag, between the stages of a call.

use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_checksums::body::ChecksumCache;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// The name of the algorithm that the input asks for.
#[derive(Debug)]
pub(super) struct NamedAlgorithm(pub(super) String);

impl Storable for NamedAlgorithm {
    type Storer = StoreReplace<Self>;
}

/// The checksum that each attempt of a call gets.
#[derive(Clone, Debug)]
pub(super) struct RequestChecksum {
    pub(super) algorithm: ChecksumAlgorithm,
    /// Holds the checksum of the first attempt. All attempts send it, so that the service refuses a body that
    /// has changed between them.
    pub(super) first: ChecksumCache,
}

impl Storable for RequestChecksum {
    type Storer = StoreReplace<Self>;
}
