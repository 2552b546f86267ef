$version: "2.0"

namespace example.kms

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1
use smithy.rules#endpointRuleSet

/// Keys that encrypt, as KMS has them: what the test beside it calls.
@title("KMS")
@service(sdkId: "KMS", arnNamespace: "kms", endpointPrefix: "kms")
@sigv4(name: "kms")
@awsJson1_1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: false, documentation: "Region to call." }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call instead." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://kms.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service TrentService {
    version: "2024-01-01"
    operations: [CreateKey, Decrypt, Encrypt]
}

/// Makes a key.
operation CreateKey {
    input := {
        Description: String
    }

    output := {
        KeyMetadata: KeyMetadata
    }
}

/// Encrypts a little.
operation Encrypt {
    input := {
        @required
        KeyId: String

        @required
        Plaintext: Plaintext

        EncryptionContext: EncryptionContext
    }

    output := {
        CiphertextBlob: Blob
        KeyId: String
    }

    errors: [NotFoundException]
}

/// Decrypts what was encrypted with the same context.
operation Decrypt {
    input := {
        @required
        CiphertextBlob: Blob

        EncryptionContext: EncryptionContext
    }

    output := {
        Plaintext: Plaintext
        KeyId: String
    }

    errors: [InvalidCiphertextException, NotFoundException]
}

/// Bytes that nobody else may see.
@sensitive
blob Plaintext

/// What the bytes are for.
map EncryptionContext {
    key: String
    value: String
}

/// What is known of a key.
structure KeyMetadata {
    @required
    KeyId: String

    CreationDate: Timestamp
    Enabled: Boolean = false
    KeyState: KeyState
}

/// Whether a key can be used.
enum KeyState {
    Enabled
    Disabled
}

/// The bytes are no ciphertext, or have another context.
@error("client")
structure InvalidCiphertextException {
    message: String
}

/// There is no such key.
@error("client")
structure NotFoundException {
    message: String
}
