$version: "2.0"

metadata locks = [
    "Cargo.toml"
    "src/lib.rs: mod presigning"
    "src/presigning.rs"
    "src/client.rs: CustomizablePresigned"
    "src/client.rs: fn presigned"
    "src/client.rs: fn disable_payload_signing"
    "src/operation/*: Presignable for"
    "src/operation/get_object.rs: fn presigned"
    "src/operation/get_object.rs: CustomizablePresigned"
]

namespace example.presigned_s3

use aws.api#service
use aws.auth#sigv4
use aws.protocols#httpChecksum
use aws.protocols#restXml
use smithy.rules#clientContextParams
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

/// The operations that are presigned unasked, and one that is not.
@title("PresignedS3")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@clientContextParams(
    ForcePathStyle: { type: "boolean", documentation: "Buckets stand in the path." }
)
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "String", required: true, documentation: "The bucket." }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "The server." }
        ForcePathStyle: { type: "Boolean", required: false, documentation: "Buckets stand in the path." }
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: "{Endpoint}/{Bucket}", properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "ForcePathStyle" }] }
                { fn: "booleanEquals", argv: [{ ref: "ForcePathStyle" }, true] }
            ]
            endpoint: { url: "https://s3.{Region}.example.com/{Bucket}", properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: []
            endpoint: { url: "https://{Bucket}.s3.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service S3 {
    version: "2006-03-01"
    operations: [
        DeleteObject
        GetObject
        GetObjectTagging
        HeadObject
        ListObjectVersions
        PutObject
        UploadPart
    ]
}

@mixin
structure OfObject {
    @required
    @httpLabel
    @contextParam(name: "Bucket")
    Bucket: String

    @required
    @httpLabel
    Key: String
}

/// Removes an object.
@idempotent
@http(method: "DELETE", uri: "/{Bucket}/{Key+}?x-id=DeleteObject", code: 204)
operation DeleteObject {
    input := with [OfObject] {
        @httpQuery("versionId")
        VersionId: String
    }
    output := {}
}

enum ChecksumMode {
    ENABLED
}

enum ChecksumAlgorithm {
    CRC32
    SHA256
}

/// Gives an object.
@readonly
@httpChecksum(requestValidationModeMember: "ChecksumMode", responseAlgorithms: ["CRC32"])
@http(method: "GET", uri: "/{Bucket}/{Key+}?x-id=GetObject")
operation GetObject {
    input := with [OfObject] {
        @httpHeader("Range")
        Range: String

        @httpQuery("response-content-type")
        ResponseContentType: String

        @httpHeader("x-amz-checksum-mode")
        ChecksumMode: ChecksumMode
    }

    output := {
        @httpPayload
        Body: Stream = ""
    }
}

/// Gives what an object is tagged with. It is not presigned.
@readonly
@http(method: "GET", uri: "/{Bucket}/{Key+}?tagging")
operation GetObjectTagging {
    input := with [OfObject] {}
    output := {}
}

/// Tells of an object.
@readonly
@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
operation HeadObject {
    input := with [OfObject] {}
    output := {}
}

/// Lists all versions of the objects in a bucket.
@readonly
@http(method: "GET", uri: "/{Bucket}?versions")
operation ListObjectVersions {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String
    }

    output := {}
}

@streaming
blob Stream

map Metadata {
    key: String
    value: String
}

/// Stores an object.
@idempotent
@httpChecksum(requestAlgorithmMember: "ChecksumAlgorithm", requestChecksumRequired: false)
@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=PutObject")
operation PutObject {
    input := with [OfObject] {
        @httpPayload
        Body: Stream = ""

        @httpHeader("Content-Type")
        ContentType: String

        @httpHeader("Content-Length")
        ContentLength: Long

        @httpPrefixHeaders("x-amz-meta-")
        Metadata: Metadata

        @httpHeader("x-amz-sdk-checksum-algorithm")
        ChecksumAlgorithm: ChecksumAlgorithm
    }
    output := {}
}

/// Stores a part of an object.
@idempotent
@httpChecksum(requestAlgorithmMember: "ChecksumAlgorithm", requestChecksumRequired: false)
@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=UploadPart")
operation UploadPart {
    input := with [OfObject] {
        @httpPayload
        Body: Stream = ""

        @required
        @httpQuery("partNumber")
        PartNumber: Integer

        @required
        @httpQuery("uploadId")
        UploadId: String

        @httpHeader("x-amz-sdk-checksum-algorithm")
        ChecksumAlgorithm: ChecksumAlgorithm
    }
    output := {}
}
