//! The calls, against answers that are made up.

use aws_sdk_kms::operation::decrypt::{DecryptError, DecryptOutput};
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::error::{DisabledException, InvalidCiphertextException};
use aws_sdk_kms::Client;
use aws_smithy_mocks::{mock, mock_client};

use crate::{decrypt, Unreadable};

#[tokio::test]
async fn a_secret_is_read_for_its_purpose() {
    let rule = mock!(Client::decrypt)
        .match_requests(|input| {
            let purpose = input.encryption_context().and_then(|it| it.get("purpose"));
            purpose.map(String::as_str) == Some("mail")
        })
        .then_output(|| {
            DecryptOutput::builder()
                .plaintext(Blob::new("secret"))
                .build()
        });
    let client = mock_client!(aws_sdk_kms, [&rule]);
    let read = decrypt(&client, "mail", vec![1, 2]).await;
    assert_eq!(read.expect("a secret"), b"secret");
    // Whoever logs an answer does not log the secret.
    let output = DecryptOutput::builder()
        .plaintext(Blob::new("secret"))
        .build();
    assert!(format!("{output:?}").contains("*** Sensitive Data Redacted ***"));
}

#[tokio::test]
async fn what_can_not_be_read_says_why() {
    let broken = mock!(Client::decrypt).then_error(|| {
        DecryptError::InvalidCiphertextException(InvalidCiphertextException::builder().build())
    });
    let client = mock_client!(aws_sdk_kms, [&broken]);
    let error = decrypt(&client, "mail", vec![1])
        .await
        .expect_err("it is broken");
    assert!(matches!(error, Unreadable::Broken), "{error:?}");

    let disabled = mock!(Client::decrypt).then_error(|| {
        let disabled = DisabledException::builder().message("off since Monday");
        DecryptError::DisabledException(disabled.build())
    });
    let client = mock_client!(aws_sdk_kms, [&disabled]);
    let error = decrypt(&client, "mail", vec![1])
        .await
        .expect_err("it has no key");
    assert!(
        matches!(&error, Unreadable::NoKey(why) if why == "off since Monday"),
        "{error:?}"
    );
}
