//! Checksums of bodies that stream, in a trailer, by the content encoding `aws-chunked`.
//!
//! AWS documentation: [chunked uploads with trailers][spec].
//!
//! [spec]: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_runtime::content_encoding::header::X_AMZ_TRAILER_SIGNATURE;
use aws_runtime::content_encoding::header_value::AWS_CHUNKED;
use aws_runtime::content_encoding::{AwsChunkedBody, AwsChunkedBodyOptions, DeferredSigner};
use aws_smithy_checksums::body::calculate::ChecksumBody;
use aws_smithy_checksums::http::HttpChecksum;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use super::state::RequestChecksum;

const CONTENT_LENGTH: &str = "content-length";

/// The fewest bytes in a chunk that services accept.
const MIN_CHUNK_SIZE: usize = 8 * 1024;

/// The length of a signature in hexadecimal digits.
const SIGNATURE_LENGTH: usize = 64;

/// The size of the chunks that a body is sent in. Without one in the config bag, chunks have 64 KiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkSize {
    /// This number of bytes, which must be 8,192 or more.
    Bytes(usize),
    /// The whole body is one chunk, which is collected in memory first.
    Whole,
}

impl Storable for ChunkSize {
    type Storer = StoreReplace<Self>;
}

impl From<Option<usize>> for ChunkSize {
    fn from(bytes: Option<usize>) -> Self {
        bytes.map_or(Self::Whole, Self::Bytes)
    }
}

/// Sets the headers that announce the trailer and the chunks. Over TLS, chunks are not signed.
///
/// # Errors
/// If the body's length is not known, or the chunks are too small.
pub(super) fn announce(
    request: &mut HttpRequest,
    checksum: &RequestChecksum,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    let length = length(request).ok_or("the length of a body in chunks must be known")?;
    let is_signed = request.uri().starts_with("http:");
    let algorithm = checksum.algorithm.into_impl();
    let options = options(
        length,
        is_signed,
        algorithm.as_ref(),
        cfg.load::<ChunkSize>().copied(),
    )?;

    let headers = request.headers_mut();
    headers.try_insert("x-amz-trailer", algorithm.header_name())?;
    headers.try_insert("x-amz-decoded-content-length", length.to_string())?;
    headers.try_insert(CONTENT_LENGTH, options.encoded_length().to_string())?;
    headers.remove("transfer-encoding");
    headers.try_append("content-encoding", AWS_CHUNKED)?;

    // The header `x-amz-content-sha256` tells the service that the body is in chunks.
    let signing = cfg.load::<SigV4OperationSigningConfig>().cloned();
    let mut signing = signing.unwrap_or_default();
    signing.signing_options.content_sha256_header = true;
    let state = cfg.interceptor_state();
    state.store_put(signing);
    state.store_put(options);
    if is_signed {
        let (signer, sender) = DeferredSigner::new();
        state.store_put(signer);
        state.store_put(sender);
        state.store_put(PayloadSigningOverride::StreamingSignedPayloadTrailer);
    } else {
        state.store_put(PayloadSigningOverride::StreamingUnsignedPayloadTrailer);
    }
    Ok(())
}

/// Splits the body into chunks, and adds its checksum after them.
pub(super) fn append(
    request: &mut HttpRequest,
    checksum: &RequestChecksum,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    let options = cfg
        .load::<AwsChunkedBodyOptions>()
        .cloned()
        .ok_or("an interceptor made a body stream that did not")?;
    let signer = cfg.get_mut_from_interceptor_state::<DeferredSigner>();
    let signer = signer.map(|it| std::mem::replace(it, DeferredSigner::empty()));
    let checksum = checksum.clone();

    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    *request.body_mut() = body.map(move |body| {
        let body = ChecksumBody::new(body, checksum.algorithm.into_impl());
        let body = SdkBody::from_body_1_x(body.with_cache(checksum.first.clone()));
        let body = AwsChunkedBody::new(body, options.clone());
        SdkBody::from_body_1_x(match &signer {
            Some(signer) => body.with_signer(signer.clone()),
            None => body,
        })
    });
    Ok(())
}

/// The number of bytes of a body, as its header or else the body itself says.
fn length(request: &HttpRequest) -> Option<u64> {
    let header = request.headers().get(CONTENT_LENGTH);
    let header = header.and_then(|it| it.parse().ok());
    header.or_else(|| request.body().content_length())
}

fn options(
    length: u64,
    is_signed: bool,
    checksum: &dyn HttpChecksum,
    size: Option<ChunkSize>,
) -> Result<AwsChunkedBodyOptions, BoxError> {
    let options = AwsChunkedBodyOptions::new(length, vec![HttpChecksum::size(checksum)]);
    let options = match size {
        Some(ChunkSize::Bytes(size)) => options.with_chunk_size(size),
        Some(ChunkSize::Whole) => {
            options.with_chunk_size(usize::try_from(length)?.max(MIN_CHUNK_SIZE))
        }
        None => options,
    };
    let size = options.chunk_size();
    if size < MIN_CHUNK_SIZE {
        return Err(format!(
            "chunks of {size} bytes are too small: {MIN_CHUNK_SIZE} are the least"
        )
        .into());
    }
    let options = options.signed_chunked_encoding(is_signed);
    if !is_signed {
        return Ok(options);
    }
    let trailer = X_AMZ_TRAILER_SIGNATURE.len() + ":".len() + SIGNATURE_LENGTH;
    Ok(options.with_trailer_len(trailer as u64))
}
