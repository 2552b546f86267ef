//! The mark of a presigned call. Interceptors read it in clients without the feature `aws` too, where no call has it.

use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

/// Marks a call as presigned, for interceptors that would change its headers or body.
#[derive(Debug)]
#[cfg_attr(not(feature = "aws"), allow(dead_code))]
pub(crate) struct Presigning {
    /// Whether the signature covers the body of the input. If not, that body is not part of the presigned request.
    pub(super) covers_body: bool,
}

impl Presigning {
    /// Returns whether the call is presigned.
    #[cfg(feature = "checksums")]
    pub(crate) fn is_on(cfg: &ConfigBag) -> bool {
        cfg.load::<Self>().is_some()
    }

    /// Returns whether the call is presigned without the body of its input.
    pub(crate) fn leaves_body(cfg: &ConfigBag) -> bool {
        cfg.load::<Self>().is_some_and(|it| !it.covers_body)
    }
}

impl Storable for Presigning {
    type Storer = StoreReplace<Self>;
}
