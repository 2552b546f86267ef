$version: "2.0"

namespace example.s3

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

/// Objects in buckets: of S3 the operation that is measured, with all that it reads.
@title("Amazon S3")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "String", required: true, documentation: "The bucket, which becomes part of the path." }
    }
    rules: [
        {
            conditions: []
            endpoint: { url: "https://s3.example.com/{Bucket}", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service AmazonS3 {
    version: "2006-03-01"
    operations: [ListObjectsV2]
}

@readonly
@http(method: "GET", uri: "/{Bucket}?list-type=2")
operation ListObjectsV2 {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String

        @httpQuery("prefix")
        Prefix: String

        @httpQuery("continuation-token")
        ContinuationToken: String

        @httpQuery("fetch-owner")
        FetchOwner: Boolean
    }

    output := @xmlName("ListBucketResult") {
        IsTruncated: Boolean

        @xmlFlattened
        Contents: Objects

        Name: String
        Prefix: String
        Delimiter: String
        MaxKeys: Integer

        @xmlFlattened
        CommonPrefixes: CommonPrefixes

        EncodingType: EncodingType
        KeyCount: Integer
        ContinuationToken: String
        NextContinuationToken: String
        StartAfter: String

        @httpHeader("x-amz-request-charged")
        RequestCharged: RequestCharged
    }
}

list Objects {
    member: Object
}

structure Object {
    Key: String
    LastModified: Timestamp
    ETag: String

    @xmlFlattened
    ChecksumAlgorithm: ChecksumAlgorithms

    ChecksumType: ChecksumType
    Size: Long
    StorageClass: ObjectStorageClass
    Owner: Owner
    RestoreStatus: RestoreStatus
}

list ChecksumAlgorithms {
    member: ChecksumAlgorithm
}

enum ChecksumAlgorithm {
    CRC32
    CRC32C
    SHA1
    SHA256
    CRC64NVME
}

enum ChecksumType {
    COMPOSITE
    FULL_OBJECT
}

enum ObjectStorageClass {
    STANDARD
    REDUCED_REDUNDANCY
    GLACIER
    STANDARD_IA
    ONEZONE_IA
    INTELLIGENT_TIERING
    DEEP_ARCHIVE
    OUTPOSTS
    GLACIER_IR
    SNOW
    EXPRESS_ONEZONE
}

structure Owner {
    DisplayName: String
    ID: String
}

structure RestoreStatus {
    IsRestoreInProgress: Boolean
    RestoreExpiryDate: Timestamp
}

list CommonPrefixes {
    member: CommonPrefix
}

structure CommonPrefix {
    Prefix: String
}

enum EncodingType {
    url
}

enum RequestCharged {
    requester
}
