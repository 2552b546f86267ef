//! Stores files in buckets, and reads them.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use std::path::Path;
use std::time::Duration;

use aws_sdk_s3::error::{BoxError, DisplayErrorContext, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::operation::RequestIdExt;
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
use aws_sdk_s3::Client;

/// The size of the parts of an upload: the smallest that S3 accepts for any part but the last.
pub const PART: usize = 5 * 1024 * 1024;

/// Stores a file with a checksum, in one request.
pub async fn upload(client: &Client, bucket: &str, key: &str, file: &Path) -> Result<(), BoxError> {
    let body = ByteStream::read_from().path(file).build().await?;
    client
        .put_object()
        .bucket(bucket)
        .key(key)
        .body(body)
        .checksum_algorithm(ChecksumAlgorithm::Crc32C)
        .send()
        .await?;
    Ok(())
}

/// Stores bytes in parts, and returns the tag of the object. If a part fails, the upload is aborted.
pub async fn upload_in_parts(
    client: &Client,
    bucket: &str,
    key: &str,
    bytes: &[u8],
) -> Result<Option<String>, BoxError> {
    let upload = client.create_multipart_upload().bucket(bucket).key(key);
    let upload = upload.send().await?;
    let id = upload.upload_id().ok_or("an upload has an id")?;
    let mut parts = Vec::new();
    for (number, chunk) in (1..).zip(bytes.chunks(PART)) {
        let part = client
            .upload_part()
            .bucket(bucket)
            .key(key)
            .upload_id(id)
            .part_number(number)
            .body(ByteStream::from(chunk.to_vec()));
        match part.send().await {
            Ok(part) => parts.push(
                CompletedPart::builder()
                    .part_number(number)
                    .set_e_tag(part.e_tag)
                    .build(),
            ),
            Err(error) => {
                let end = client.abort_multipart_upload().bucket(bucket).key(key);
                end.upload_id(id).send().await?;
                return Err(format!("part {number}: {}", DisplayErrorContext(error)).into());
            }
        }
    }
    let parts = CompletedMultipartUpload::builder()
        .set_parts(Some(parts))
        .build();
    let done = client
        .complete_multipart_upload()
        .bucket(bucket)
        .key(key)
        .upload_id(id)
        .multipart_upload(parts)
        .send()
        .await?;
    Ok(done.e_tag)
}

/// Returns the keys of a bucket that begin with `prefix`.
pub async fn list(client: &Client, bucket: &str, prefix: &str) -> Result<Vec<String>, BoxError> {
    let mut pages = client
        .list_objects_v2()
        .bucket(bucket)
        .prefix(prefix)
        .into_paginator()
        .send();
    let mut keys = Vec::new();
    while let Some(page) = pages.next().await {
        for object in page?.contents() {
            keys.extend(object.key().map(str::to_owned));
        }
    }
    Ok(keys)
}

/// A stored file.
#[derive(Debug, PartialEq)]
pub struct Object {
    /// The content
    pub bytes: Vec<u8>,
    /// The time until which the content may be cached
    pub expires: Option<DateTime>,
}

/// Why a file could not be read.
#[derive(Debug, PartialEq)]
pub enum GetFailure {
    /// The bucket has no object with this key.
    NotFound,
    /// Any other error, with the second id of the request if the response has one.
    Other(Option<String>),
}

/// Reads the file with this key.
#[allow(deprecated)]
pub async fn get(client: &Client, bucket: &str, key: &str) -> Result<Object, GetFailure> {
    let call = client.get_object().bucket(bucket).key(key);
    let output = call.send().await.map_err(missing)?;
    let expires = output.expires;
    let bytes = output.body.collect().await;
    let bytes = bytes.map_err(|_| GetFailure::Other(None))?;
    Ok(Object {
        bytes: bytes.to_vec(),
        expires,
    })
}

fn missing(error: SdkError<GetObjectError>) -> GetFailure {
    let id = error.extended_request_id().map(str::to_owned);
    match error.into_service_error() {
        GetObjectError::NoSuchKey(_) => GetFailure::NotFound,
        _ => GetFailure::Other(id),
    }
}

/// Returns a presigned request that reads a file without credentials, for 15 minutes.
pub async fn presigned_link(
    client: &Client,
    bucket: &str,
    key: &str,
) -> Result<PresignedRequest, BoxError> {
    let quarter = PresigningConfig::expires_in(Duration::from_secs(900))?;
    let call = client.get_object().bucket(bucket).key(key);
    Ok(call.presigned(quarter).await?)
}
