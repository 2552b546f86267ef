//! Checksums of bodies, over the official algorithms (feature `checksums`).
//!
//! Smithy specification: [`httpChecksum` trait][spec].
//!
//! [spec]: https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait

mod features;
mod request;
mod response;
mod state;
#[cfg(feature = "aws")]
mod trailer;

#[cfg(all(test, feature = "aws"))]
mod tests;

pub use request::RequestChecksumInterceptor;
pub use response::ResponseChecksumInterceptor;
#[cfg(feature = "aws")]
pub use trailer::ChunkSize;
