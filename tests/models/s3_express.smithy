$version: "2.0"

metadata locks = [
    "src/sessions.rs"
    "src/config.rs: static SERVICE"
    "src/config.rs: fn express_credentials_provider"
    "src/config.rs: fn from"
]

namespace example.s3_express

use aws.api#service
use aws.auth#sigv4
use aws.protocols#httpChecksum
use aws.protocols#restXml
use smithy.rules#clientContextParams
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.rules#staticContextParams

/// Endpoints of all buckets but `plain` require a session.
@title("S3Express")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@clientContextParams(
    DisableS3ExpressSessionAuth: { type: "boolean", documentation: "Calls are signed without sessions." }
)
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "String", required: true, documentation: "The bucket." }
        DisableS3ExpressSessionAuth: { type: "Boolean", required: false, documentation: "No sessions." }
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: [
                { fn: "stringEquals", argv: ["plain", { ref: "Bucket" }] }
            ]
            endpoint: { url: "https://plain.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "DisableS3ExpressSessionAuth" }] }
                { fn: "booleanEquals", argv: [{ ref: "DisableS3ExpressSessionAuth" }, true] }
            ]
            endpoint: {
                url: "https://{Bucket}.zone.{Region}.example.com"
                properties: {
                    authSchemes: [{ name: "sigv4", signingName: "s3express", signingRegion: "{Region}" }]
                }
                headers: {}
            }
            type: "endpoint"
        }
        {
            conditions: []
            endpoint: {
                url: "https://{Bucket}.zone.{Region}.example.com"
                properties: {
                    authSchemes: [{ name: "sigv4-s3express", signingName: "s3express", signingRegion: "{Region}" }]
                }
                headers: {}
            }
            type: "endpoint"
        }
    ]
})
service S3 {
    version: "2006-03-01"
    operations: [CreateSession, GetObject, HeadBucket, PutObject]
}

@mixin
structure OfBucket {
    @required
    @httpLabel
    @contextParam(name: "Bucket")
    Bucket: String
}

/// Creates a session.
@http(method: "GET", uri: "/{Bucket}?session")
@staticContextParams(DisableS3ExpressSessionAuth: { value: true })
operation CreateSession {
    input := with [OfBucket] {}
    output := {
        @required
        @xmlName("Credentials")
        Credentials: SessionCredentials
    }
}

structure SessionCredentials {
    @required
    AccessKeyId: String

    @required
    SecretAccessKey: String

    @required
    SessionToken: String

    @required
    Expiration: Timestamp
}

/// Gives an object.
@readonly
@http(method: "GET", uri: "/{Bucket}/{Key+}?x-id=GetObject")
operation GetObject {
    input := with [OfBucket] {
        @required
        @httpLabel
        Key: String
    }
    output := {}
}

/// Checks whether the bucket exists. It needs no session.
@readonly
@http(method: "HEAD", uri: "/{Bucket}")
@staticContextParams(DisableS3ExpressSessionAuth: { value: true })
operation HeadBucket {
    input := with [OfBucket] {}
    output := {}
}

enum ChecksumAlgorithm {
    CRC32
    SHA256
}

/// Stores an object.
@idempotent
@httpChecksum(requestAlgorithmMember: "ChecksumAlgorithm", requestChecksumRequired: true)
@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=PutObject")
operation PutObject {
    input := with [OfBucket] {
        @required
        @httpLabel
        Key: String

        @httpPayload
        Body: Blob

        @httpHeader("x-amz-sdk-checksum-algorithm")
        ChecksumAlgorithm: ChecksumAlgorithm
    }
    output := {}
}
