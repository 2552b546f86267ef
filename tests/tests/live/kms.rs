//! KMS, which speaks awsJson1_1: bytes in base64 that must come back as they were, and are not shown.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::Blob;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_tests::moto::Moto;

use super::clients::kms::Client;
use super::clients::kms::config::{BehaviorVersion, Config, Region};
use super::clients::kms::types::KeyState;
use crate::credentials;

#[tokio::test]
async fn what_was_encrypted_is_decrypted() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let made = client.create_key().description("größe").send().await?;
    let key = made.key_metadata().expect("a key");
    assert_eq!(key.key_state(), Some(&KeyState::Enabled));
    assert!(key.enabled() && key.creation_date().is_some());

    let secret: Vec<u8> = (0..=255).collect();
    let encrypted = client
        .encrypt()
        .key_id(key.key_id())
        .plaintext(Blob::new(secret.clone()))
        .encryption_context("purpose", "mail")
        .send()
        .await?;
    let text = encrypted.ciphertext_blob().expect("bytes");
    assert_ne!(text.as_ref(), secret);

    let decrypt = client.decrypt().ciphertext_blob(text.clone());
    let decrypted = decrypt.encryption_context("purpose", "mail").send().await?;
    assert_eq!(decrypted.plaintext(), Some(&Blob::new(secret)));
    assert!(format!("{decrypted:?}").contains("Redacted"));

    // Another context does not open it.
    let decrypt = client.decrypt().ciphertext_blob(text.clone());
    let error = decrypt.encryption_context("purpose", "post").send().await;
    let error = error.expect_err("another context").into_service_error();
    assert!(error.is_invalid_ciphertext_exception(), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn a_key_that_is_not_there_is_a_modelled_error() {
    let Some(moto) = Moto::start() else { return };
    let call = client(&moto)
        .encrypt()
        .key_id("00000000-0000-0000-0000-000000000000");
    let error = call.plaintext(Blob::new("x")).send().await;
    let error = error.expect_err("no such key").into_service_error();
    assert!(error.is_not_found_exception(), "{error:?}");
    assert_eq!(error.code(), Some("NotFoundException"));
    assert!(error.message().is_some());
}

fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}
