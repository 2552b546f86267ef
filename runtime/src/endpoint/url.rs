//! The setting of an endpoint's URL.

#[cfg(not(feature = "aws"))]
use aws_smithy_types::config_bag::{Storable, StoreReplace};

#[cfg(feature = "aws")]
pub(crate) use aws_types::endpoint_config::EndpointUrl;

/// The URL of the endpoint, as the setting of the same name of official clients.
#[cfg(not(feature = "aws"))]
#[derive(Clone, Debug)]
pub(crate) struct EndpointUrl(pub(crate) String);

#[cfg(not(feature = "aws"))]
impl Storable for EndpointUrl {
    type Storer = StoreReplace<Self>;
}
