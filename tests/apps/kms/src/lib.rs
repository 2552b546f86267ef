//! Secrets that are kept under a key of KMS.
#![deny(warnings)]

use std::collections::HashMap;

use aws_sdk_kms::error::SdkError;
use aws_sdk_kms::operation::decrypt::DecryptError;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{DataKeySpec, EncryptionAlgorithmSpec, KeyListEntry, KeyState};
use aws_sdk_kms::{Client, Error};

#[cfg(test)]
mod tests;

/// Why a secret can't be read.
#[derive(Debug)]
pub enum Unreadable {
    /// It was changed, or belongs elsewhere.
    Broken,
    /// Its key is off or gone.
    NoKey(String),
    /// The service can't be asked.
    Other(Box<Error>),
}

/// A secret, encrypted for one purpose.
pub async fn encrypt(
    client: &Client,
    key: &str,
    purpose: &str,
    secret: &[u8],
) -> Result<Vec<u8>, Error> {
    let output = client
        .encrypt()
        .key_id(key)
        .encryption_context("purpose", purpose)
        .encryption_algorithm(EncryptionAlgorithmSpec::SymmetricDefault)
        .plaintext(Blob::new(secret))
        .send()
        .await?;
    Ok(output
        .ciphertext_blob
        .map(Blob::into_inner)
        .unwrap_or_default())
}

/// The secret, if the purpose is the same.
pub async fn decrypt(client: &Client, purpose: &str, text: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    let context = HashMap::from([("purpose".to_owned(), purpose.to_owned())]);
    let call = client.decrypt().set_encryption_context(Some(context));
    let output = call.ciphertext_blob(Blob::new(text)).send().await;
    let output = output.map_err(|error| match error {
        SdkError::ServiceError(context) => match context.into_err() {
            DecryptError::InvalidCiphertextException(_)
            | DecryptError::IncorrectKeyException(_) => Unreadable::Broken,
            DecryptError::DisabledException(error) => {
                Unreadable::NoKey(error.message().unwrap_or("it is disabled").to_owned())
            }
            error if error.is_not_found_exception() => Unreadable::NoKey(error.to_string()),
            other => Unreadable::Other(Box::new(other.into())),
        },
        other => Unreadable::Other(Box::new(other.into())),
    })?;
    let plain = output.plaintext().map(|plain| plain.as_ref().to_vec());
    Ok(plain.unwrap_or_default())
}

/// A key to encrypt much with: as it is, and encrypted.
pub async fn data_key(client: &Client, key: &str) -> Result<Option<(Blob, Blob)>, Error> {
    let call = client
        .generate_data_key()
        .key_id(key)
        .key_spec(DataKeySpec::Aes256);
    let output = call.send().await?;
    Ok(output.plaintext.zip(output.ciphertext_blob))
}

/// The keys that can be used.
pub async fn usable(client: &Client) -> Result<Vec<String>, Error> {
    let entries = client.list_keys().into_paginator().items().send();
    let entries: Vec<KeyListEntry> = entries.collect::<Result<_, _>>().await?;
    let mut usable = Vec::new();
    for id in entries.iter().filter_map(KeyListEntry::key_id) {
        let described = client.describe_key().key_id(id).send().await?;
        let Some(metadata) = described.key_metadata() else {
            continue;
        };
        if metadata.enabled() && metadata.key_state() == Some(&KeyState::Enabled) {
            usable.push(metadata.key_id().to_owned());
        }
    }
    Ok(usable)
}
