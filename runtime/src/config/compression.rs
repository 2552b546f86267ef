//! The settings of request compression.

use aws_smithy_types::config_bag::{Storable, StoreReplace};

/// Whether requests are sent uncompressed (`smithy.api#requestCompression`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DisableRequestCompression(pub(crate) bool);

impl Storable for DisableRequestCompression {
    type Storer = StoreReplace<Self>;
}

/// The number of bytes from which on a body is compressed (`smithy.api#requestCompression`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestMinCompressionSizeBytes(pub(crate) u32);

impl Storable for RequestMinCompressionSizeBytes {
    type Storer = StoreReplace<Self>;
}
